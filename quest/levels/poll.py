"""Poll: say what one thinks; no right answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from quest.levels.base import UNREADABLE, Content, Flaw, Identifier, Question, Text, Verdict, look_alikes, repeats


class PollOption(Content):
    """One thing to vote for."""

    id: Identifier
    text: Text


class Poll(Question):
    """Vote for one option, or for up to `choose` of them. There is no right answer."""

    NAME: ClassVar[str] = "poll"
    JUDGED_BY: ClassVar[Literal["nobody"]] = "nobody"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "example-poll",
        "kind": "poll",
        "prompt": {
            "en": "What matters most to you in a job?",
            "zh-Hant": "揀選工作時，你最看重甚麼？",
            "zh-Hans": "选工作时，你最看重什么？",
        },
        "options": [
            {"id": "pay", "text": {"en": "Pay", "zh-Hant": "薪酬", "zh-Hans": "薪酬"}},
            {"id": "team", "text": {"en": "The team", "zh-Hant": "團隊", "zh-Hans": "团队"}},
            {"id": "learning", "text": {"en": "Learning", "zh-Hant": "學習機會", "zh-Hans": "学习机会"}},
        ],
        "explanation": {
            "en": "Knowing what matters to you is the first question of every interview.",
            "zh-Hant": "知道自己看重甚麼，是每次面試的第一道題。",
            "zh-Hans": "知道自己看重什么，是每次面试的第一道题。",
        },
    }

    kind: Literal["poll"]
    options: tuple[PollOption, ...] = Field(min_length=2, max_length=8)
    choose: int = Field(default=1, ge=1, le=8)
    keep_order: bool = False

    def flaws(self) -> Iterator[Flaw]:
        for place in repeats(option.id for option in self.options):
            yield Flaw("an earlier option has this id", "Give each option its own", ("options", place, "id"))
        for place in look_alikes(lambda language: [option.text.in_(language) for option in self.options]):
            yield Flaw("an earlier option reads the same", "Make them differ in every language", ("options", place))
        if self.choose > len(self.options):
            yield Flaw("there are fewer options than votes", "Lower `choose`, or add options", ("choose",))

    def _by_token(self, seed: int) -> dict[str, PollOption]:
        return {self.token(seed, option.id): option for option in self.options}

    def present(self, seed: int, language: str) -> dict[str, Any]:
        options = list(self._by_token(seed).items())
        order = options if self.keep_order else self.shuffled(options, seed)
        return {
            "choose": self.choose,
            "options": [{"id": token, "text": option.text.in_(language)} for token, option in order],
        }

    def grade(self, answer: Any, seed: int) -> Verdict:
        known = self._by_token(seed)
        if not isinstance(answer, list) or not all(isinstance(token, str) and token in known for token in answer):
            return UNREADABLE
        if len(set(answer)) != len(answer) or not 1 <= len(answer) <= self.choose:
            return UNREADABLE
        return Verdict(1.0, 1)

    def solution(self, seed: int, language: str) -> dict[str, Any]:
        return {"answer": None, "text": []}

    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        return list(fields.get("answer", []))

    def in_words(self, answer: Any, seed: int, language: str) -> list[str]:
        known = self._by_token(seed)
        return [known[token].text.in_(language) for token in answer]

    def tally(self, answer: Any, seed: int) -> list[str]:
        known = self._by_token(seed)
        return [known[token].id for token in answer]

    def tally_names(self, language: str) -> dict[str, str]:
        return {option.id: option.text.in_(language) for option in self.options}
