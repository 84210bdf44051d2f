"""Rules that name nothing, and rules that nobody can ever meet."""

from __future__ import annotations

from collections.abc import Iterator

from quest.domain.rules import AtLeast, Condition, Facts, Period, conditions
from quest.exchange.packs.faults import Fault
from quest.exchange.packs.reach import best_facts
from quest.exchange.packs.sheets import MAIN, Draft, Sheet
from quest.exchange.yaml_lines import Path
from quest.levels.level import Level
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
    """Conditions whose level, line, group or station is not there."""
    lines, groups = set(_ids(draft.main, "lines")), set(_crowd(draft.main))
    stations = {sheet.stem for sheet in draft.sheets if _is_station(sheet)}
    for sheet in draft.sheets:
        for path, name in sheet.values():
            if path[:1] != ("unlock",) or not isinstance(name, str):
                continue
            match path[-1]:
                case int() | "unlock" | "level" if name not in draft.known:
                    problem = f"The rule names {name!r}, which is no level."
                    yield sheet.fault(path, problem, "Name a level of this pack.")
                case "line" if name not in lines:
                    yield sheet.fault(path, f"The rule names {name!r}, which is no line.", "Name a line of this pack.")
                case "group" if name not in groups:
                    problem = f"The rule names {name!r}, which is no group, kind of group or bracket."
                    yield sheet.fault(path, problem, f"Add it to {MAIN}, or name one that stands there.")
                case "checkin" if name not in stations:
                    problem = f"The rule names {name!r}, which is no level with a booth."
                    yield sheet.fault(path, problem, "Name a level of this pack that has `live:`.")


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


def _is_station(sheet: Sheet) -> bool:
    return sheet.fields.get("live") is not None


def check_reach(draft: Draft) -> Iterator[Fault]:
    """Levels that no order of play can open."""
    campaign = draft.campaign()
    if campaign is None:
        return
    hopeless: set[str] = set()
    best = best_facts(campaign)
    for sheet, level in _never_open(draft, best):
        for path, condition in _conditions(level.unlock, ("unlock",)):
            if isinstance(condition, AtLeast | Period) and not condition.holds(best):
                hopeless.add(level.id)
                yield sheet.fault(path, *_out_of_reach(condition, best))
    for sheet, level in _never_open(draft, best_facts(campaign, given=hopeless)):
        problem = f"{level.id!r} can never open: what its rule asks for cannot be passed before it."
        yield sheet.fault(("unlock",), problem, "Take the circle out of the unlock rules.")


def _never_open(draft: Draft, best: Facts) -> Iterator[tuple[Sheet, Level]]:
    for sheet in draft.sheets:
        level = draft.levels[sheet.name]
        if level.unlock and level.id not in best.passed:
            yield sheet, level


def _conditions(rule: Rule | None, path: Path) -> Iterator[tuple[Path, Condition]]:
    """The conditions of a rule, each with where it is written."""
    if rule is None:
        return
    for name, parts in (("all", rule.all), ("any", rule.any)):
        for place, part in enumerate(parts):
            yield from _conditions(part, (*path, name, place))
    if not rule.all and not rule.any:
        for condition in conditions(rule.rule()):
            yield (*path, rule.said()[0]), condition


def _out_of_reach(condition: AtLeast | Period, best: Facts) -> tuple[str, str]:
    """The problem with a condition that is never met, and its remedy."""
    if isinstance(condition, Period):
        return "The time lies outside of that in which the rest can be played.", "Change it, or take it out."
    things, done = _COUNTED[condition.what]
    where = f" on line {condition.line}" if condition.line else ""
    most = condition.reached(best)
    problem = f"The rule asks for {condition.least} {things}{where}, and at most {most} can be {done} before it."
    return problem, f"Ask for {most} at the most." if most else "Take the condition out."
