"""A stop of the map as the player's pages show it."""

from __future__ import annotations

from typing import Any

from quest.domain.errors import NotFound
from quest.levels.level import Campaign, Level
from quest.services.progress import Progress
from quest.web.language import t


def stop_view(content: Campaign, level_id: str) -> dict[str, Any]:
    """A stop with its tiles and what it holds."""
    level = level_of(content, level_id)
    return {
        "level": level,
        "id": level_id,
        "name": t(level.name),
        "codes": stop_codes(content, level_id),
        "questions": level.asked,
        "minutes": level.minutes,
        "worth": level.worth,
    }


def stop_codes(content: Campaign, level_id: str) -> list[dict[str, str]]:
    """The tiles of a stop: letter, number and colour for each of its lines."""
    colours = {line.id: line.colour for line in content.lines}
    return [{"text": f"{line}{n}", "colour": colours[line], "line": line} for line, n in content.codes(level_id)]


def level_of(content: Campaign, level_id: str) -> Level:
    """The level of that id.

    Raises:
        NotFound: there is none.
    """
    level = content.level(level_id)
    if level is None:
        raise NotFound(what="level")
    return level


def line_view(content: Campaign, line_id: str, stands: Progress, earned: dict[str, int]) -> dict[str, Any]:
    """A line with its stops, and those of its branch, as they stand for a player."""
    line = content.line(line_id)
    assert line is not None  # noqa: S101 - its id came from the campaign
    stops = [
        stop_view(content, level_id)
        | {
            "state": stands.states[level_id],
            "points": earned.get(level_id, 0),
            "meets": [t(other.name) for other in content.lines_of(level_id) if other.id != line_id],
        }
        for level_id in line.stops
    ]
    count = len(line.levels)
    leaves = stops[line.levels.index(line.branch.after)] if line.branch else None
    return {
        "line": line,
        "stops": stops[:count],
        "branch": stops[count:],
        "leaves": leaves,
        "done": line_id in stands.lines_done,
    }
