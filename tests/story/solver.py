"""Somebody who knows the subject: answers a question from the words on the screen, as a person would.

The ids that a client sees are made for its attempt alone, so only the words can be matched with the pack.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from quest.exchange.packs import BUILT_IN, read_pack
from quest.levels.base import Question
from quest.levels.choice import Choice
from quest.levels.gaps import Gaps
from quest.levels.groups import Groups
from quest.levels.hotspot import Hotspot
from quest.levels.image_choice import ImageChoice
from quest.levels.level import Campaign
from quest.levels.order import Order
from quest.levels.pairs import Pairs
from quest.levels.scenario import Scenario


@cache
def pack() -> Campaign:
    """The built-in campaign."""
    return read_pack(BUILT_IN)


def right_answer(shown: dict[str, Any], language: str = "en", content: Campaign | None = None) -> Any:
    """The fully right answer to a question as a client was sent it, or some answer where none is right.

    To a scenario it is the next turn of the best path. The question is of the built-in campaign, or of `content`.
    """
    question = next(q for level in (content or pack()).levels for q in level.questions if q.id == shown["id"])
    if question.JUDGED_BY != "rule":
        return _OPINIONS[question.kind](shown)
    solve = _SOLVERS.get(type(question))
    return solve(question, shown, language) if solve else question.solution(0, language)["answer"]


def wrong_answer(shown: dict[str, Any], language: str = "en", content: Campaign | None = None) -> Any:
    """An answer that can be read and is not fully right, where one can be wrong."""
    right = right_answer(shown, language, content)
    mistake = _MISTAKES.get(shown["kind"])
    return mistake(shown, right) if mistake else right


def _id_of(things: list[dict[str, Any]], text: str) -> Any:
    """The id of the thing that reads so."""
    (found,) = [thing["id"] for thing in things if (thing["text"] or thing["picture"]["alt"]) == text]
    return found


def _another(things: list[dict[str, Any]], right: Any) -> Any:
    return next(thing["id"] for thing in things if thing["id"] != right)


def _choice(question: Choice, shown: dict[str, Any], language: str) -> Any:
    right = {option.text.in_(language) for option in question.options if option.correct}
    return [option["id"] for option in shown["options"] if option["text"] in right]


def _image_choice(question: ImageChoice, shown: dict[str, Any], language: str) -> Any:
    (right,) = question.solution(0, language)["text"]
    return _id_of(shown["options"], right)


def _hotspot(question: Hotspot, shown: dict[str, Any], language: str) -> Any:
    (right,) = question.solution(0, language)["text"]
    return _id_of(shown["spots"], right)


def _gaps(question: Gaps, shown: dict[str, Any], language: str) -> Any:
    words = [gap.accept.in_(language)[0] for gap in question.gaps]
    return [_id_of(shown["bank"], word) for word in words] if shown["bank"] else words


def _groups(question: Groups, shown: dict[str, Any], language: str) -> Any:
    return {
        _id_of(shown["items"], item.in_(language)): _id_of(shown["groups"], group.name.in_(language))
        for group in question.groups
        for item in group.items
    }


def _scenario(question: Scenario, shown: dict[str, Any], language: str) -> Any:
    """The next turn of the best path; the first choice for somebody who left it."""
    past, path = [each["turn"] for each in shown["past"]], question.solution(0, language)["text"]
    best = [each["id"] for each in shown["choices"] if each["text"] in path[len(past) : len(past) + 1]]
    return [*past, (best or [shown["choices"][0]["id"]])[0]]


def _order(question: Order, shown: dict[str, Any], language: str) -> Any:
    return [_id_of(shown["items"], item.in_(language)) for item in question.items]


def _pairs(question: Pairs, shown: dict[str, Any], language: str) -> Any:
    return {
        _id_of(shown["left"], pair.left.in_(language)): _id_of(shown["right"], pair.right.in_(language))
        for pair in question.pairs
    }


_SOLVERS: dict[type[Question], Callable[..., Any]] = {
    Choice: _choice,
    ImageChoice: _image_choice,
    Hotspot: _hotspot,
    Gaps: _gaps,
    Groups: _groups,
    Scenario: _scenario,
    Order: _order,
    Pairs: _pairs,
}
_OPINIONS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "interests": lambda shown: {each["id"]: place % 3 for place, each in enumerate(shown["statements"])},
    "poll": lambda shown: [shown["options"][0]["id"]],
    "cloud": lambda _: ["curious"],
    "open": lambda _: "I would ask first what they need, and show them the smallest thing that helps.",
}


def _other_option(shown: dict[str, Any], right: list[str]) -> list[str]:
    return [option["id"] for option in shown["options"] if option["id"] not in right][:1] or right[:1]


def _other_words(shown: dict[str, Any], right: list[str]) -> list[str]:
    return [_another(shown["bank"], word) if shown["bank"] else "a wrong word" for word in right]


def _moved_on(_shown: dict[str, Any], right: dict[str, str]) -> dict[str, str]:
    """Everybody gets the partner of the next, so that each pair is wrong and at least one thing lies elsewhere."""
    partners = list(right.values())
    return dict(zip(right, partners[1:] + partners[:1], strict=True))


def _far_end(shown: dict[str, Any], right: float) -> float:
    low, high = shown["min"], shown["max"]
    return float(low if right - low > high - right else high)


_MISTAKES: dict[str, Callable[[dict[str, Any], Any], Any]] = {
    "choice": _other_option,
    "image-choice": lambda shown, right: _another(shown["options"], right),
    "hotspot": lambda shown, right: _another(shown["spots"], right),
    "gaps": _other_words,
    "scenario": lambda shown, right: [*right[:-1], _another(shown["choices"], right[-1])],
    "order": lambda _, right: right[::-1],
    "pairs": _moved_on,
    "groups": _moved_on,
    "estimate": _far_end,
    **dict.fromkeys(("text", "passcode"), lambda _, right: f"not {right}"),
}
