"""What rules ask of a player, read from the database in one statement, and only what is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, literal_column, select, union_all
from sqlalchemy.orm import Session

from quest.domain.progress import is_line_done
from quest.domain.rules import Condition, Facts
from quest.levels.level import Campaign
from quest.models import Answer, Attempt, Attendance, Award, CheckIn, EarnedBadge, Group, Membership, Player
from quest.prepared import Prepared

_OF_PLAYER: BindParameter[int] = bindparam("player")
# Each gives rows of three columns: its own name, the name of a thing, a number.
_PARTS: dict[str, tuple[Select[Any, Any, Any], ...]] = {
    "passed": (
        select(literal_column("'passed'"), Attempt.level_id, func.min(Attempt.number))
        .where(Attempt.player_id == _OF_PLAYER, Attempt.passed, Attempt.id.is_distinct_from(bindparam("without")))
        .group_by(Attempt.level_id),
    ),
    "points": (
        select(literal_column("'points'"), func.coalesce(Award.level_id, ""), func.sum(Award.points))
        .where(Award.player_id == _OF_PLAYER)
        .group_by(Award.level_id),
    ),
    "right": (
        select(literal_column("'right'"), Answer.question_id, func.count())
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(Attempt.player_id == _OF_PLAYER, Answer.fraction >= 1)
        .group_by(Answer.question_id),
    ),
    "streak": (select(literal_column("'streak'"), literal_column("''"), Player.streak).where(Player.id == _OF_PLAYER),),
    "badges": (
        select(literal_column("'badges'"), EarnedBadge.badge_id, literal_column("0")).where(
            EarnedBadge.player_id == _OF_PLAYER
        ),
    ),
    "talks": (
        select(literal_column("'talks'"), Attendance.talk_id, literal_column("0")).where(
            Attendance.player_id == _OF_PLAYER
        ),
    ),
    "checkins": (
        select(literal_column("'checkins'"), CheckIn.level_id, literal_column("0")).where(
            CheckIn.player_id == _OF_PLAYER, ~CheckIn.pending
        ),
    ),
    "groups": (
        select(literal_column("'groups'"), Membership.kind, literal_column("0")).where(
            Membership.player_id == _OF_PLAYER
        ),
        select(literal_column("'groups'"), Group.preset, literal_column("0"))
        .join(Membership, Membership.group_id == Group.id)
        .where(Membership.player_id == _OF_PLAYER, Group.preset.is_not(None)),
        select(literal_column("'groups'"), Player.bracket, literal_column("0")).where(
            Player.id == _OF_PLAYER, Player.bracket.is_not(None)
        ),
    ),
}
_PART_OF = {
    "points": "points",
    "right": "right",
    "kinds": "right",
    "streak": "streak",
    "badge": "badges",
    "checkin": "checkins",
    "group": "groups",
    "talk": "talks",
}

Rows = Mapping[str, Mapping[str, int]]


def of_nobody(campaign: Campaign, *, now: datetime) -> Facts:
    """What is known of somebody new."""
    return _facts(campaign, {}, {}, now)


def of_player(
    session: Session,
    campaign: Campaign,
    player_id: int,
    *,
    now: datetime,
    parts: frozenset[str],
    passed: Mapping[str, int] | None = None,
    without_attempt: int | None = None,
) -> Facts:
    """What is known of a player, as far as it is asked for.

    Args:
        parts: what to read beside the levels passed: `to_open`, `to_earn` or both.
        passed: the levels passed, when they are known; otherwise they are read, as if one attempt had not been.
    """
    wanted = parts if passed is not None else parts | {"passed"}
    rows = _read(session, wanted, {"player": player_id, "without": without_attempt}) if wanted else {}
    return _facts(campaign, rows, rows.get("passed", {}) if passed is None else passed, now)


def to_open(campaign: Campaign) -> frozenset[str]:
    """The parts that decide which levels are open."""
    return _parts_asked(campaign.unlock_conditions)


def to_earn(campaign: Campaign) -> frozenset[str]:
    """The parts that decide which badges are earned, and those that are."""
    return _parts_asked(campaign.badge_conditions) | ({"badges"} if campaign.badges else set())


def _parts_asked(conditions: Iterable[Condition]) -> frozenset[str]:
    return frozenset(_PART_OF[each.what] for each in conditions if each.what in _PART_OF)


def _read(session: Session, wanted: frozenset[str], asked: dict[str, Any]) -> Rows:
    rows: dict[str, dict[str, int]] = defaultdict(dict)
    for part, name, number in _statement(wanted).rows(session, asked):
        rows[part][name] = number
    return rows


@cache
def _statement(parts: frozenset[str]) -> Prepared:
    return Prepared(union_all(*(each for part in sorted(parts) for each in _PARTS[part])))


def _facts(campaign: Campaign, rows: Rows, passed: Mapping[str, int], now: datetime) -> Facts:
    known = {level_id: number for level_id, number in passed.items() if campaign.level(level_id)}
    points = rows.get("points", {})
    right = [question for name in rows.get("right", ()) if (question := campaign.question(name))]
    return Facts(
        now=now,
        passed=known,
        lines_done=lines_done(campaign, known),
        points=sum(points.values()),
        points_by_line={line.id: sum(points.get(level, 0) for level in line.stops) for line in campaign.lines},
        badges={badge for badge in rows.get("badges", ()) if badge in campaign.badge_rules},
        right={question.id for question in right if question.JUDGED_BY != "nobody"},
        kinds={question.kind for question in right},
        streak=rows.get("streak", {}).get("", 0),
        talks=rows.get("talks", {}).keys(),
        checkins=rows.get("checkins", {}).keys(),
        groups=rows.get("groups", {}).keys(),
    )


def lines_done(campaign: Campaign, passed: Collection[str]) -> list[str]:
    """The lines whose every level was passed."""
    return [line.id for line in campaign.lines if is_line_done(line.levels, passed)]
