"""Who leads on a board: more points first, then who got there earlier."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple, cast

from quest.domain.errors import NotFound, QuestError

BoardKind = Literal["overall", "day", "line", "level", "group", "groups", "bracket", "round"]

OVERALL = "overall"
GROUP: Final = "group:"
AWARD_LIMIT: Final = 2**28
POINTS_LIMIT: Final = 2**24

_KEYED = re.compile(r"(day|line|level|group|groups|bracket|round):([A-Za-z0-9][A-Za-z0-9-]{0,63})")


class NoSuchBoard(NotFound):
    """No board can have this name."""

    code = "no_such_board"


class BeyondScale(QuestError):
    """A total that no board can hold; `details` are its `points` and `award_id`."""

    code = "beyond_scale"


@dataclass(frozen=True, slots=True)
class Standing:
    """A player's place on a board; `rank` counts from 1 and no two players share one."""

    rank: int
    player_id: int
    points: int


class Total(NamedTuple):
    """A player's absolute points on a board.

    Attributes:
        award_id: the newest award in the sum; ids rise with time, so it says who got there earlier.
    """

    board: str
    player_id: int
    points: int
    award_id: int


class Board(NamedTuple):
    """A board's name in parts.

    `key` is a day (ISO 8601), the id of a line, level, group, bracket or round, a kind of groups, or empty.
    """

    kind: BoardKind
    key: str


def parse_board(name: str) -> Board:
    """The parts of a board's name.

    Raises:
        NoSuchBoard: it names none.
    """
    if name == OVERALL:
        return Board("overall", "")
    found = _KEYED.fullmatch(name)
    if not found or (found[1] == "day" and not _is_day(found[2])):
        raise NoSuchBoard(board=name[:80])
    return Board(cast("BoardKind", found[1]), found[2])


def own_boards(groups: Iterable[int | str], bracket: str | None) -> list[str]:
    """The boards of a player's groups and bracket, which count whatever the player earns."""
    return [*(f"{GROUP}{group_id}" for group_id in groups), *([f"bracket:{bracket}"] if bracket else [])]


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def score(points: int, award_id: int) -> int:
    """One number that orders players: the higher, the better the rank.

    Points fill the upper 24 bits, the complement of the award id the lower 28. The result stays below 2**52, so a
    double (Redis keeps scores as such) holds it exactly.

    Raises:
        BeyondScale: points outside 0 to 2**24 - 1, or an award id outside 0 to 2**28 - 1.
    """
    if not (0 <= points < POINTS_LIMIT and 0 <= award_id < AWARD_LIMIT):
        raise BeyondScale(points=points, award_id=award_id)
    return points * AWARD_LIMIT + (AWARD_LIMIT - 1 - award_id)


def points_and_award(packed: int) -> tuple[int, int]:
    """The points and the award id of a `score`."""
    points, complement = divmod(packed, AWARD_LIMIT)
    return points, AWARD_LIMIT - 1 - complement


def supersedes(new: int, old: int) -> bool:
    """Whether a player's `score` replaces the one held: its award is newer, or the same with more points."""
    (new_points, new_award), (old_points, old_award) = points_and_award(new), points_and_award(old)
    return (new_award, new_points) > (old_award, old_points)
