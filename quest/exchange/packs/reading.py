"""Reading a pack: every file by itself, then what holds between them."""

from __future__ import annotations

from pathlib import Path

import quest.campaigns
from quest.exchange.packs import checks, rule_checks
from quest.exchange.packs.faults import FaultyPack
from quest.exchange.packs.sheets import read_draft
from quest.levels.level import Campaign

BUILT_IN = Path(quest.campaigns.__file__).parent / "next-stop"

CHECKS = (
    checks.check_words,
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
    draft = read_draft(folder)
    faults = [*draft.faults, *checks.check_files(folder, draft), *checks.check_media(folder, draft)]
    for check in CHECKS:
        faults.extend(check(draft))
    campaign = draft.campaign()
    if faults or campaign is None:
        raise FaultyPack(faults)
    return campaign
