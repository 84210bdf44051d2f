"""Rules in words: what somebody still has to do before a level opens or a badge is theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from quest.domain.rules import AllOf, AnyOf, AtLeast, Condition, Facts, Has, Period, Rule, is_over
from quest.levels.level import Campaign
from quest.web import labels
from quest.web.language import t
from quest.web.stops import stop_view
from quest.web.templating import number

ToDo = dict[str, Any]


def to_do(content: Campaign, lacking: Rule, facts: Facts) -> list[ToDo]:
    """What is left of a rule, for a list: each entry has `words`, and a `stop` where one is to be passed or visited.

    An entry with `choices`, each of them a list like this one, is done with any one of them.
    """
    return [_entry(content, part, facts) for part in _parts(lacking)]


def _parts(rule: Rule) -> tuple[Rule, ...]:
    return rule.parts if isinstance(rule, AllOf) else (rule,)


def _entry(content: Campaign, part: Rule, facts: Facts) -> ToDo:
    if isinstance(part, AllOf | AnyOf):
        choices = part.parts if isinstance(part, AnyOf) else (part,)
        return {"choices": [to_do(content, choice, facts) for choice in choices]}
    if isinstance(part, Has) and part.what in ("level", "checkin") and content.level(part.name):
        stop = stop_view(content, part.name)
        return {
            "words": _("Check in at %(stop)s", stop=stop["name"]) if part.what == "checkin" else stop["name"],
            "stop": stop,
        }
    words = _words(content, part, facts)
    return {"words": words[:1].upper() + words[1:], "stop": None}


def sentence(content: Campaign, lacking: Rule, facts: Facts) -> str:
    """Why a level is locked, and what opens it."""
    if is_over(lacking, facts.now):
        return str(_("This stop is not open any more: its time is over."))
    to_do = str(_("; ")).join(phrases(content, lacking, facts))
    return str(_("This stop is not open yet. To open it: %(to_do)s.", to_do=to_do))


def phrases(content: Campaign, lacking: Rule, facts: Facts) -> list[str]:
    """What is left of a rule, each thing to do as a part of a sentence."""
    return [_phrase(content, part, facts) for part in _parts(lacking)]


def _phrase(content: Campaign, lacking: Rule, facts: Facts) -> str:
    match lacking:
        case AllOf():
            return str(_(" and ")).join(phrases(content, lacking, facts))
        case AnyOf(parts):
            choices = str(_(", or ")).join(_phrase(content, part, facts) for part in parts)
            return str(_("one of these (%(choices)s)", choices=choices))
        case _:
            return _words(content, lacking, facts)


def _words(content: Campaign, condition: Condition, facts: Facts) -> str:
    match condition:
        case Has():
            return _owning(content, condition)
        case AtLeast():
            return _counting(content, condition, condition.reached(facts))
        case Period(end=datetime() as end) if condition.is_over(facts.now):
            return str(_("this was possible until %(when)s", when=labels.moment(end)))
        case Period(start=datetime() as start):
            return str(_("wait until %(when)s", when=labels.moment(start)))
    raise AssertionError(condition)


def _owning(content: Campaign, condition: Has) -> str:
    name = condition.name
    if condition.what == "line":
        line = content.line(name)
        return str(_("complete the %(line)s line", line=t(line.name) if line else name))
    if condition.what == "badge":
        badge = content.badge(name)
        return str(_("earn the badge “%(badge)s”", badge=t(badge.name) if badge else name))
    if condition.what == "group":
        return _belonging(content, name)
    if condition.what == "talk":
        talk = content.talk(name)
        return str(_("be at the talk “%(talk)s”", talk=t(talk.title) if talk else name))
    stop = _stop_name(content, name)
    return str(_("check in at %(stop)s", stop=stop) if condition.what == "checkin" else _("pass %(stop)s", stop=stop))


def _belonging(content: Campaign, name: str) -> str:
    preset, bracket = content.groups.named(name) if content.groups else None, content.bracket(name)
    if bracket is not None:
        return str(_("ride in the bracket “%(bracket)s”", bracket=t(bracket.name)))
    return str(_KINDS_OF_GROUPS.get(name) or _("ride for %(group)s", group=t(preset) if preset else name))


_KINDS_OF_GROUPS = {
    "school": _l("ride for a school"),
    "company": _l("ride for a company"),
    "team": _l("ride for a team"),
}


def _stop_name(content: Campaign, level_id: str) -> str:
    level = content.level(level_id)
    codes = "/".join(f"{line}{number}" for line, number in content.codes(level_id))
    return f"{codes} {t(level.name)}" if level else level_id


def _counting(content: Campaign, condition: AtLeast, have: int) -> str:
    least = condition.least
    values = {"least": number(least), "have": number(have)}
    if condition.what == "points" and condition.line:
        line = content.line(condition.line)
        words = ngettext(
            "earn %(least)s point on the %(line)s line (you have %(have)s)",
            "earn %(least)s points on the %(line)s line (you have %(have)s)",
            least,
            line=t(line.name) if line else condition.line,
            **values,
        )
        return str(words)
    return str(_COUNTED[condition.what](least, values))


_COUNTED: dict[str, Callable[[int, dict[str, str]], str]] = {
    "points": lambda n, values: ngettext(
        "earn %(least)s point (you have %(have)s)", "earn %(least)s points (you have %(have)s)", n, **values
    ),
    "streak": lambda _n, values: _("get %(least)s right in a row (you are at %(have)s)", **values),
    "levels": lambda n, values: ngettext(
        "pass %(least)s stop (%(have)s so far)", "pass %(least)s stops (%(have)s so far)", n, **values
    ),
    "lines": lambda n, values: ngettext(
        "complete %(least)s line (%(have)s so far)", "complete %(least)s lines (%(have)s so far)", n, **values
    ),
    "right": lambda n, values: ngettext(
        "get %(least)s question right (%(have)s so far)",
        "get %(least)s questions right (%(have)s so far)",
        n,
        **values,
    ),
    "kinds": lambda n, values: ngettext(
        "get %(least)s kind of question right (%(have)s so far)",
        "get %(least)s kinds of question right (%(have)s so far)",
        n,
        **values,
    ),
    "comebacks": lambda n, values: ngettext(
        "pass %(least)s stop on a later try (%(have)s so far)",
        "pass %(least)s stops on a later try (%(have)s so far)",
        n,
        **values,
    ),
}
