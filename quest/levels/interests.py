"""Interests: say what one would like to do; Holland's six types, and no right answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal, get_args

from pydantic import Field

from quest.levels.base import UNREADABLE, Content, Flaw, Question, Text, Verdict, first_field, look_alikes

Type = Literal["realistic", "investigative", "artistic", "social", "enterprising", "conventional"]
TYPES: tuple[Type, ...] = get_args(Type)
NOT_FOR_ME, CURIOUS, YES = 0, 1, 2


class Statement(Content):
    """Something one could do for a living, and the type of people who mostly like to."""

    text: Text
    type: Type


class Interests(Question):
    """To each statement the player says Not for me (0), Curious (1) or Yes (2). There is no right answer.

    The answers feed the jobs that are suggested to the player, and nobody else sees them.
    """

    NAME: ClassVar[str] = "interests"
    ON_STAGE: ClassVar[bool] = False
    JUDGED_BY: ClassVar[Literal["nobody"]] = "nobody"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "example-interests",
        "kind": "interests",
        "prompt": {"en": "Would you like to …?", "zh-Hant": "你想……嗎？", "zh-Hans": "你想……吗？"},
        "statements": [
            {
                "type": "realistic",
                "text": {"en": "Repair a drone", "zh-Hant": "修理無人機", "zh-Hans": "修理无人机"},
            },
            {
                "type": "investigative",
                "text": {
                    "en": "Find out why a test fails",
                    "zh-Hant": "找出測試失敗的原因",
                    "zh-Hans": "查明测试失败的原因",
                },
            },
            {
                "type": "artistic",
                "text": {
                    "en": "Draw the screens of an app",
                    "zh-Hant": "設計應用程式的畫面",
                    "zh-Hans": "设计应用的界面",
                },
            },
            {
                "type": "social",
                "text": {"en": "Teach a class", "zh-Hant": "教一班學生", "zh-Hans": "给一个班上课"},
            },
            {
                "type": "enterprising",
                "text": {"en": "Win a customer over", "zh-Hant": "說服顧客", "zh-Hans": "说服客户"},
            },
            {
                "type": "conventional",
                "text": {"en": "Keep accounts in order", "zh-Hant": "把賬目整理妥當", "zh-Hans": "把账目理得清清楚楚"},
            },
        ],
        "explanation": {
            "en": "People stay longer in work that is like them.",
            "zh-Hant": "工作與自己相近，人便會做得更長久。",
            "zh-Hans": "工作与自己相投，人就会做得更长久。",
        },
    }

    kind: Literal["interests"]
    statements: tuple[Statement, ...] = Field(min_length=6, max_length=12)

    def flaws(self) -> Iterator[Flaw]:
        for place in look_alikes(lambda language: [each.text.in_(language) for each in self.statements]):
            path = ("statements", place, "text")
            yield Flaw("an earlier statement reads the same", "Make them differ in every language", path)
        counts = Counter(each.type for each in self.statements)
        if len({counts[name] for name in TYPES}) > 1:
            said = ", ".join(f"{counts[name]} {name}" for name in TYPES)
            yield Flaw(f"the types are not equally often there: {said}", "Write as many of each", ("statements",))

    def _by_token(self, seed: int) -> dict[str, Statement]:
        return {self.token(seed, str(n)): statement for n, statement in enumerate(self.statements)}

    def present(self, seed: int, language: str) -> dict[str, Any]:
        shown = self.shuffled(list(self._by_token(seed).items()), seed)
        return {"statements": [{"id": token, "text": each.text.in_(language)} for token, each in shown]}

    def grade(self, answer: Any, seed: int) -> Verdict:
        if not isinstance(answer, dict) or answer.keys() != self._by_token(seed).keys():
            return UNREADABLE
        if any(type(liking) is not int or not NOT_FOR_ME <= liking <= YES for liking in answer.values()):
            return UNREADABLE
        return Verdict(1.0, 1)

    def solution(self, seed: int, language: str) -> dict[str, Any]:
        return {"answer": None, "text": []}

    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        """Reads one `like-<statement>` number for each statement."""
        said = {token: first_field(fields, f"like-{token}") for token in self._by_token(seed)}
        return {token: int(liking) for token, liking in said.items() if liking in ("0", "1", "2")}

    def in_words(self, answer: Any, seed: int, language: str) -> list[str]:
        """The statements that were answered Yes."""
        return [each.text.in_(language) for token, each in self._by_token(seed).items() if answer[token] == YES]

    def leanings(self, answer: Any, seed: int) -> dict[str, tuple[int, int]]:
        """What a readable answer says of each type: the sum of its answers, and the most that it could be."""
        sums, most = Counter[str](), Counter[str]()
        for token, statement in self._by_token(seed).items():
            sums[statement.type] += answer[token]
            most[statement.type] += YES
        return {name: (sums[name], most[name]) for name in TYPES}
