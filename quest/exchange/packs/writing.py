"""Writing a campaign as a pack."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from quest.exchange import yaml_lines
from quest.exchange.packs.sheets import LEVELS, MAIN, MEDIA
from quest.levels.level import Campaign


def write_pack(campaign: Campaign, folder: Path) -> None:
    """Writes a campaign as a pack that `read_pack` reads back the same."""
    (folder / LEVELS).mkdir(parents=True, exist_ok=True)
    data = campaign.model_dump(mode="json", by_alias=True, exclude_none=True)
    if data.pop("media"):
        (folder / MEDIA).mkdir(exist_ok=True)
    for name, picture in campaign.media.items():
        (folder / MEDIA / name).write_bytes(picture)
    for level in data.pop("levels"):
        _dump(folder / LEVELS / f"{level['id']}.yaml", level)
    _dump(folder / MAIN, data)


def _dump(file: Path, data: Any) -> None:
    file.write_text(yaml_lines.dump(data), encoding="utf-8")
