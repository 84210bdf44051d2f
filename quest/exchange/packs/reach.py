"""How far anybody can come in a campaign: the best facts that rules can ever be met by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from quest.domain.badges import newly_earned
from quest.domain.progress import is_line_done
from quest.domain.rules import AtLeast, Condition, Facts, Has, Period, holds
from quest.domain.scoring import LARGEST_BONUS
from quest.levels.level import Campaign, Level

MORE_THAN_ENOUGH = 1_000_000_000
_ALWAYS = datetime(1, 1, 2, tzinfo=UTC)


def best_facts(campaign: Campaign, *, given: Collection[str] = (), badges: Collection[str] = ()) -> Facts:
    """What somebody comes to who plays all that opens, from the first moment to the last, and gets everything right.

    Whatever can be joined was joined, every talk was attended, and wherever one can check in it was done. Levels that
    are `given` count as open and those `badges` as earned. Names that stand for nothing do not stand in the way: they
    are a fault of their own.
    """
    conditions = campaign.unlock_conditions | campaign.badge_conditions
    named = [(each.what, each.name) for each in conditions if isinstance(each, Has)]
    on_lines = {each.line for each in conditions if isinstance(each, AtLeast) and each.line}
    facts = Facts(
        now=_ALWAYS,
        passed={name: 1 for what, name in named if what == "level" and not campaign.level(name)},
        lines_done=[name for what, name in named if what == "line" and not campaign.line(name)],
        points_by_line={line: MORE_THAN_ENOUGH for line in on_lines if not campaign.line(line)},
        badges={*badges, *(name for what, name in named if what == "badge" and not campaign.badge(name))},
        points=sum(talk.points or 0 for talk in campaign.agenda),
        checkins={name for what, name in named if what == "checkin"},
        talks={name for what, name in named if what == "talk"},
        groups={name for what, name in named if what == "group"},
    )
    for now in _moments(campaign, conditions):
        facts = _played(campaign, replace(facts, now=now), given)
    return facts


def _moments(campaign: Campaign, conditions: Iterable[Condition]) -> Iterator[datetime]:
    """Times after each other at which rules can hold that did not before."""
    first = campaign.opens_at or _ALWAYS
    later = {each.start for each in conditions if isinstance(each, Period) and each.start and each.start > first}
    starts = sorted({first, *later})
    yield from (start for start in starts if campaign.closes_at is None or start < campaign.closes_at)


def _played(campaign: Campaign, facts: Facts, given: Collection[str]) -> Facts:
    """The facts after everything that is open at this moment was played."""
    while True:
        facts = replace(facts, badges={*facts.badges, *newly_earned(campaign.badge_rules, facts)})
        opened = [
            level
            for level in campaign.levels
            if level.id not in facts.passed and (level.id in given or holds(campaign.unlock_rules[level.id], facts))
        ]
        if not opened:
            return facts
        facts = _after(campaign, facts, opened)


def _after(campaign: Campaign, facts: Facts, played: Iterable[Level]) -> Facts:
    """The facts once these levels were played too; counts are never below what can be reached."""
    passed, points = dict(facts.passed), dict(facts.points_by_line)
    total, right, kinds = facts.points, set(facts.right), set(facts.kinds)
    for level in played:
        passed[level.id] = min(level.attempts, 2)
        most = level.worth + LARGEST_BONUS * level.asked + (level.live.worth if level.live else 0)
        total += most
        for line in campaign.lines_of(level.id):
            points[line.id] = points.get(line.id, 0) + most
        right |= {question.id for question in level.questions}
        kinds |= {question.kind for question in level.questions}
    done = (line.id for line in campaign.lines if is_line_done(line.levels, passed))
    return replace(
        facts,
        passed=passed,
        lines_done=list({*facts.lines_done, *done}),
        points=total,
        points_by_line=points,
        right=right,
        kinds=kinds,
        streak=len(right),
    )
