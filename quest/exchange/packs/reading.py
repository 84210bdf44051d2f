"""Reading a pack: every file by itself, then what holds between them."""

from __future__ import annotations

from pathlib import Path

import quest.campaigns
from quest.exchange.packs import checks, rule_checks
from quest.exchange.packs.faults import Fault, FaultyPack
from quest.exchange.packs.sheets import read_draft
from quest.levels.level import Campaign

BUILT_IN = Path(quest.campaigns.__file__).parent / "next-stop"

CHECKS = (
    checks.check_ids,
    checks.check_stops,
    checks.check_agenda,
    checks.check_skills,
    checks.check_prizes,
    checks.check_pictures,
    checks.check_map,
    rule_checks.check_names,
    rule_checks.check_reach,
)


def read_pack(folder: Path) -> Campaign:
    """The campaign of a pack.

    Raises:
        FaultyPack: anything is wrong with it; it names all that could be found.
    """
    campaign, faults = look_over(folder)
    if faults or campaign is None:
        raise FaultyPack(faults)
    return campaign


def look_over(folder: Path) -> tuple[Campaign | None, list[Fault]]:
    """What is wrong with a pack, and its campaign when that is nothing but words that are not translated yet."""
    draft = read_draft(folder)
    faults = [*draft.faults, *checks.check_files(folder, draft), *checks.check_media(folder, draft)]
    for check in CHECKS:
        faults.extend(check(draft))
    campaign = None if faults else draft.campaign()
    return campaign, sorted({*faults, *checks.check_words(draft)})
