"""Rules that name nothing, and rules that nobody can ever meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quest.domain.rules import AtLeast, Condition, Facts, Period, conditions
from quest.exchange.packs.faults import Fault
from quest.exchange.packs.reach import best_facts
from quest.exchange.packs.sheets import MAIN, Draft, Sheet
from quest.exchange.yaml_lines import Path
from quest.levels.level import Campaign
from quest.levels.rules import Rule

# What each count counts, and how one comes by it.
_COUNTED = {
    "points": ("points", "earned"),
    "streak": ("right answers in a row", "given"),
    "levels": ("levels", "passed"),
    "lines": ("lines", "completed"),
    "right": ("right answers", "given"),
    "kinds": ("kinds of question", "met"),
    "comebacks": ("levels on a later attempt", "passed"),
}


def check_names(draft: Draft) -> Iterator[Fault]:
    """Conditions whose level, line, badge, group or station is not there."""
    there = {
        "level": ("level", draft.known),
        "line": ("line", set(_ids(draft.main, "lines"))),
        "badge": ("badge", set(_ids(draft.main, "badges"))),
        "group": ("group, kind of group or bracket", set(_crowd(draft.main))),
        "talk": ("talk with `points:`", set(_attended(draft.main))),
        "checkin": ("level with a booth (`live:`)", {sheet.stem for sheet in draft.sheets if _is_station(sheet)}),
    }
    for sheet, path, name in _written(draft):
        alone = isinstance(path[-1], int) or path[-1] in ("unlock", "rule")
        things, names = there.get("level" if alone else str(path[-1]), ("", {name}))
        if name not in names:
            problem = f"The rule names {name!r}, which is no {things}."
            yield sheet.fault(path, problem, f"Name a {things} of this pack.")


def _written(draft: Draft) -> Iterator[tuple[Sheet, Path, str]]:
    """Every word in a rule, and where it stands."""
    for sheet in [*([draft.main] if draft.main else []), *draft.sheets]:
        for path, value in sheet.values():
            if isinstance(value, str) and _is_in_a_rule(sheet, path):
                yield sheet, path, value


def _is_in_a_rule(sheet: Sheet, path: Path) -> bool:
    if sheet.name == MAIN:
        return path[:1] == ("badges",) and path[2:3] == ("rule",)
    return path[:1] == ("unlock",)


def _ids(main: Sheet | None, *within: str) -> Iterator[str]:
    """The ids of the things that the main file lists there, whatever else is wrong with them."""
    for path, value in main.values() if main else ():
        if path[:-2] == within and path[-1] == "id" and isinstance(value, str):
            yield value


def _crowd(main: Sheet | None) -> Iterator[str]:
    """What a player can belong to."""
    yield from _ids(main, "groups", "preset")
    yield from _ids(main, "brackets")
    for path, value in main.values() if main else ():
        if path[:-1] == ("groups", "kinds") and isinstance(value, str):
            yield value


def _attended(main: Sheet | None) -> Iterator[str]:
    """The talks where attendance is taken."""
    agenda = main.fields.get("agenda") if main else None
    for talk in agenda if isinstance(agenda, list) else ():
        if isinstance(talk, dict) and isinstance(talk.get("id"), str) and talk.get("points") is not None:
            yield talk["id"]


def _is_station(sheet: Sheet) -> bool:
    return sheet.fields.get("live") is not None


def check_reach(draft: Draft) -> Iterator[Fault]:
    """Levels that no order of play can open, and badges and tiers that it never brings."""
    campaign = draft.campaign()
    if campaign is None or draft.main is None:
        return
    best = best_facts(campaign)
    hopeless: dict[str, set[str]] = {"level": set(), "badge": set()}
    for thing in _never(draft, campaign, best):
        for path, condition in _conditions(thing.rule, thing.path):
            if isinstance(condition, AtLeast | Period) and not condition.holds(best):
                hopeless[thing.what].add(thing.name)
                yield thing.sheet.fault(path, *_out_of_reach(condition, best))
    mended = best_facts(campaign, given=hopeless["level"], badges=hopeless["badge"])
    for thing in _never(draft, campaign, mended):
        yield thing.sheet.fault(thing.path, *thing.in_a_circle())
    for place, tier in enumerate(campaign.curve):
        if tier.points > best.points:
            problem = f"The tier begins at {tier.points} points, and at most {best.points} can be earned."
            yield draft.main.fault(("curve", place), problem, "Let it begin earlier, or take it out.")


@dataclass(frozen=True, slots=True)
class Ruled:
    """Something with a rule of its own: a `level` or a `badge`."""

    what: str
    name: str
    sheet: Sheet
    path: Path
    rule: Rule

    def in_a_circle(self) -> tuple[str, str]:
        """The problem when its rule waits for itself, and the remedy."""
        if self.what == "badge":
            problem = f"The badge {self.name!r} can never be earned: what its rule asks for waits for the badge."
            return problem, "Take the circle out of the rules."
        problem = f"{self.name!r} can never open: what its rule asks for cannot be passed before it."
        return problem, "Take the circle out of the unlock rules."


def _never(draft: Draft, campaign: Campaign, best: Facts) -> Iterator[Ruled]:
    """What is out of reach for somebody who comes to these facts."""
    for sheet in draft.sheets:
        level = draft.levels[sheet.name]
        if level.unlock and level.id not in best.passed:
            yield Ruled("level", level.id, sheet, ("unlock",), level.unlock)
    for place, badge in enumerate(campaign.badges):
        if draft.main and badge.id not in best.badges:
            yield Ruled("badge", badge.id, draft.main, ("badges", place, "rule"), badge.rule)


def _conditions(rule: Rule, path: Path) -> Iterator[tuple[Path, Condition]]:
    """The conditions of a rule, each with where it is written."""
    for name, parts in (("all", rule.all), ("any", rule.any)):
        for place, part in enumerate(parts):
            yield from _conditions(part, (*path, name, place))
    if not rule.all and not rule.any:
        for condition in conditions(rule.rule()):
            yield (*path, rule.said()[0] if isinstance(condition, Period) else condition.what), condition


def _out_of_reach(condition: AtLeast | Period, best: Facts) -> tuple[str, str]:
    """The problem with a condition that is never met, and its remedy."""
    if isinstance(condition, Period):
        return "The time lies outside of that in which the rest can be played.", "Change it, or take it out."
    things, done = _COUNTED[condition.what]
    where = f" on line {condition.line}" if condition.line else ""
    most = condition.reached(best)
    problem = f"The rule asks for {condition.least} {things}{where}, and at most {most} can be {done} before it."
    return problem, f"Ask for {most} at the most." if most else "Take the condition out."
