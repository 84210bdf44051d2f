"""Scenario: choose, see what comes of it, and choose again; every path ends in a lesson."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, FiniteFloat

from quest.levels.base import UNREADABLE, Content, Flaw, Identifier, Question, Text, Verdict, look_alikes, repeats

TURNS = (2, 3)


class Turn(Content):
    """One thing to do in a scene, and the scene that it leads to."""

    text: Text
    leads_to: Identifier


class Scene(Content):
    """Where one is. It either goes on with choices, or ends with a lesson and what the path was worth."""

    id: Identifier
    text: Text
    choices: tuple[Turn, ...] = Field(default=(), max_length=4)
    lesson: Text | None = None
    outcome: Annotated[FiniteFloat, Field(ge=0, le=1)] | None = None

    def flaws(self) -> Iterator[Flaw]:
        if self.choices and (self.lesson or self.outcome is not None):
            yield Flaw("the scene has choices and an end", "Keep `choices`, or `lesson` and `outcome`")
        if self.choices and len(self.choices) < 2:
            yield Flaw("there is only one choice", "Offer at least two", ("choices",))
        if not self.choices and (self.lesson is None or self.outcome is None):
            yield Flaw("the scene has neither choices nor a whole end", "Write `choices`, or `lesson` and `outcome`")
        for place in look_alikes(lambda language: [turn.text.in_(language) for turn in self.choices]):
            path = ("choices", place, "text")
            yield Flaw("an earlier choice reads the same", "Make them differ in every language", path)


class Scenario(Question):
    """A path of two or three choices through scenes. The fraction is the outcome of the end that it reaches.

    An answer lists the choices so far; one that stands before an end asks on.
    """

    NAME: ClassVar[str] = "scenario"
    HAS_TURNS: ClassVar[bool] = True
    ON_STAGE: ClassVar[bool] = False
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "example-scenario",
        "kind": "scenario",
        "prompt": {"en": "A customer is angry.", "zh-Hant": "顧客很生氣。", "zh-Hans": "顾客很生气。"},
        "scenes": [
            {
                "id": "start",
                "text": {
                    "en": "The parcel came broken.",
                    "zh-Hant": "包裹送到時已經損壞。",
                    "zh-Hans": "包裹送到时已经损坏。",
                },
                "choices": [
                    {
                        "text": {"en": "Listen first", "zh-Hant": "先聆聽", "zh-Hans": "先倾听"},
                        "leads_to": "heard",
                    },
                    {
                        "text": {"en": "Quote the terms", "zh-Hant": "引用條款", "zh-Hans": "搬出条款"},
                        "leads_to": "louder",
                    },
                ],
            },
            {
                "id": "heard",
                "text": {"en": "They calm down.", "zh-Hant": "顧客冷靜下來。", "zh-Hans": "顾客冷静下来。"},
                "choices": [
                    {
                        "text": {"en": "Send a new one", "zh-Hant": "補寄一件", "zh-Hans": "补寄一件"},
                        "leads_to": "kept",
                    },
                    {
                        "text": {"en": "Promise to call", "zh-Hant": "答應稍後致電", "zh-Hans": "答应稍后回电"},
                        "leads_to": "waits",
                    },
                ],
            },
            {
                "id": "louder",
                "text": {"en": "They get louder.", "zh-Hant": "顧客提高了聲線。", "zh-Hans": "顾客嗓门更大了。"},
                "choices": [
                    {
                        "text": {"en": "Apologise", "zh-Hant": "道歉", "zh-Hans": "道歉"},
                        "leads_to": "waits",
                    },
                    {
                        "text": {"en": "Repeat the terms", "zh-Hant": "再說一次條款", "zh-Hans": "把条款再说一遍"},
                        "leads_to": "lost",
                    },
                ],
            },
            {
                "id": "kept",
                "text": {"en": "They thank you.", "zh-Hant": "顧客向你道謝。", "zh-Hans": "顾客向你道谢。"},
                "lesson": {
                    "en": "Listening, then acting, keeps a customer.",
                    "zh-Hant": "先聆聽、再行動，便能留住顧客。",
                    "zh-Hans": "先倾听、再行动，就能留住顾客。",
                },
                "outcome": 1,
            },
            {
                "id": "waits",
                "text": {"en": "They wait.", "zh-Hant": "顧客在等候。", "zh-Hans": "顾客在等待。"},
                "lesson": {
                    "en": "Kind words hold only until something is done.",
                    "zh-Hant": "好話只能維持到真正行動之前。",
                    "zh-Hans": "好话只能撑到真正行动之前。",
                },
                "outcome": 0.5,
            },
            {
                "id": "lost",
                "text": {"en": "They leave.", "zh-Hant": "顧客離開了。", "zh-Hans": "顾客离开了。"},
                "lesson": {
                    "en": "Terms answer nobody who is angry.",
                    "zh-Hant": "條款平息不了任何人的怒氣。",
                    "zh-Hans": "条款平息不了任何人的怒气。",
                },
                "outcome": 0,
            },
        ],
        "explanation": {
            "en": "People want to be heard before they want to be helped.",
            "zh-Hant": "人們希望先被聆聽，然後才是得到幫助。",
            "zh-Hans": "人们希望先被倾听，然后才是得到帮助。",
        },
    }

    kind: Literal["scenario"]
    scenes: tuple[Scene, ...] = Field(min_length=4, max_length=20)

    def flaws(self) -> Iterator[Flaw]:
        found = [*self._misnamed()]
        yield from found
        if found:
            return
        paths = list(self._paths((self.scenes[0],)))
        for path in filter(_is_too_short_or_long, paths):
            names = " → ".join(scene.id for scene in path)
            yield Flaw(f"the path {names} has not 2 or 3 choices before its end", "Move its end", ("scenes",))
            break
        for place, scene in enumerate(self.scenes):
            if not any(scene in path for path in paths):
                yield Flaw("no choice leads to this scene", "Lead to it, or take it out", ("scenes", place))
        if not any(scene.outcome == 1 for scene in self.scenes):
            yield Flaw("no path ends well", "Give one end `outcome: 1`", ("scenes",))

    def _misnamed(self) -> Iterator[Flaw]:
        for place in repeats(scene.id for scene in self.scenes):
            yield Flaw("an earlier scene has this id", "Give each scene its own", ("scenes", place, "id"))
        names = {scene.id for scene in self.scenes}
        for place, scene in enumerate(self.scenes):
            for nth, turn in enumerate(scene.choices):
                if turn.leads_to not in names:
                    path = ("scenes", place, "choices", nth, "leads_to")
                    yield Flaw(f"there is no scene {turn.leads_to!r}", "Name the id of a scene", path)

    def _paths(self, path: tuple[Scene, ...]) -> Iterator[tuple[Scene, ...]]:
        """Every way on from the path's last scene; one choice too many ends it, so that a circle does too."""
        if not path[-1].choices or len(path) > TURNS[1] + 1:
            yield path
            return
        for turn in path[-1].choices:
            yield from self._paths((*path, self._scene(turn.leads_to)))

    def _scene(self, name: str) -> Scene:
        return next(scene for scene in self.scenes if scene.id == name)

    def _turns(self, scene: Scene, seed: int) -> dict[str, Turn]:
        return {self.token(seed, f"{scene.id}/{n}"): turn for n, turn in enumerate(scene.choices)}

    def _walk(self, answer: Any, seed: int) -> tuple[Scene, list[tuple[Scene, Turn]]] | None:
        """The scene that these choices lead to, and the way there; None when they are no path."""
        if not isinstance(answer, list | tuple) or len(answer) > TURNS[1]:
            return None
        scene, way = self.scenes[0], []
        for token in answer:
            turns = self._turns(scene, seed)
            if not isinstance(token, str) or token not in turns:
                return None
            way.append((scene, turns[token]))
            scene = self._scene(turns[token].leads_to)
        return scene, way

    def present(self, seed: int, language: str) -> dict[str, Any]:
        return self.present_turn((), seed, language)

    def present_turn(self, turns: Sequence[str], seed: int, language: str) -> dict[str, Any]:
        walked = self._walk(turns, seed)
        scene, way = walked or (self.scenes[0], [])
        coming = self.shuffled(list(self._turns(scene, seed).items()), seed, scene.id)
        return {
            "past": [
                {"turn": token, "scene": been.text.in_(language), "chosen": turn.text.in_(language)}
                for token, (been, turn) in zip(turns, way, strict=False)
            ],
            "scene": scene.text.in_(language),
            "goes_on": True,
            "choices": [{"id": token, "text": turn.text.in_(language)} for token, turn in coming],
        }

    def asks_on(self, answer: Any, seed: int) -> bool:
        walked = self._walk(answer, seed)
        return bool(answer and walked and walked[0].choices)

    def grade(self, answer: Any, seed: int) -> Verdict:
        walked = self._walk(answer, seed)
        if walked is None or walked[0].outcome is None:
            return UNREADABLE
        outcome = walked[0].outcome
        return Verdict(outcome, int(outcome >= 1))

    def solution(self, seed: int, language: str) -> dict[str, Any]:
        best = next(path for path in self._paths((self.scenes[0],)) if path[-1].outcome == 1)
        tokens, words = [], []
        for scene, coming in pairwise(best):
            turns = self._turns(scene, seed).items()
            token, turn = next((token, turn) for token, turn in turns if turn.leads_to == coming.id)
            tokens.append(token)
            words.append(turn.text.in_(language))
        return {"answer": tokens, "text": words}

    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        """Reads the `answer` fields: the turns so far, hidden, and the choice of this one."""
        return list(fields.get("answer", []))

    def in_words(self, answer: Any, seed: int, language: str) -> list[str]:
        walked = self._walk(answer, seed)
        return [turn.text.in_(language) for _, turn in walked[1]] if walked else []

    def lesson(self, answer: Any, seed: int, language: str) -> list[str]:
        walked = self._walk(answer, seed)
        if walked is None or walked[0].lesson is None:
            return []
        return [walked[0].text.in_(language), walked[0].lesson.in_(language)]

    def tally(self, answer: Any, seed: int) -> list[str]:
        """The first choice: the only scene that everybody has been in."""
        first = list(self._turns(self.scenes[0], seed))
        return [str(first.index(answer[0]))]

    def tally_names(self, language: str) -> dict[str, str]:
        return {str(n): turn.text.in_(language) for n, turn in enumerate(self.scenes[0].choices)}


def _is_too_short_or_long(path: Sequence[Scene]) -> bool:
    return bool(path[-1].choices) or not TURNS[0] <= len(path) - 1 <= TURNS[1]
