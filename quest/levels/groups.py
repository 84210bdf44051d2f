"""Groups: sort things into the groups they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from quest.levels.base import UNREADABLE, Content, Flaw, Question, Text, Verdict, first_field, look_alikes

FEWEST, MOST = 4, 9


class Group(Content):
    """A group and everything that belongs to it."""

    name: Text
    items: tuple[Text, ...] = Field(min_length=1, max_length=MOST)


class Groups(Question):
    """Each thing in its group counts the same; things may be left out."""

    NAME: ClassVar[str] = "groups"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "id": "example-groups",
        "kind": "groups",
        "prompt": {"en": "Sensor or motor?", "zh-Hant": "感應器還是摩打？", "zh-Hans": "传感器还是电机？"},
        "groups": [
            {
                "name": {"en": "It senses", "zh-Hant": "負責感應", "zh-Hans": "负责感知"},
                "items": [
                    {"en": "Camera", "zh-Hant": "鏡頭", "zh-Hans": "摄像头"},
                    {"en": "Microphone", "zh-Hant": "麥克風", "zh-Hans": "麦克风"},
                ],
            },
            {
                "name": {"en": "It moves", "zh-Hant": "負責動作", "zh-Hans": "负责动作"},
                "items": [
                    {"en": "Servo", "zh-Hant": "伺服摩打", "zh-Hans": "舵机"},
                    {"en": "Pump", "zh-Hant": "水泵", "zh-Hans": "水泵"},
                ],
            },
        ],
        "explanation": {
            "en": "Sensors tell a machine about the world; motors and pumps act on it.",
            "zh-Hant": "感應器讓機器認識外界，摩打和泵則令機器作用於外界。",
            "zh-Hans": "传感器让机器了解外界，电机和泵则让机器作用于外界。",
        },
    }

    kind: Literal["groups"]
    groups: tuple[Group, ...] = Field(min_length=2, max_length=4)

    def flaws(self) -> Iterator[Flaw]:
        for place in look_alikes(lambda language: [group.name.in_(language) for group in self.groups]):
            path = ("groups", place, "name")
            yield Flaw("an earlier group has this name", "Make them differ in every language", path)
        places = [(nth, n) for nth, group in enumerate(self.groups) for n in range(len(group.items))]
        for place in look_alikes(lambda language: [text.in_(language) for text in self._items]):
            nth, n = places[place]
            path_of_item = ("groups", nth, "items", n)
            yield Flaw("an earlier item reads the same", "Make them differ in every language", path_of_item)
        if not FEWEST <= len(places) <= MOST:
            yield Flaw(f"there are {len(places)} items in all", f"Keep {FEWEST} to {MOST}", ("groups",))

    @property
    def _items(self) -> list[Text]:
        return [item for group in self.groups for item in group.items]

    def _groups(self, seed: int) -> dict[str, Group]:
        return {self.token(seed, f"group-{nth}"): group for nth, group in enumerate(self.groups)}

    def _things(self, seed: int) -> dict[str, Text]:
        return {self.token(seed, f"item-{n}"): item for n, item in enumerate(self._items)}

    def _key(self, seed: int) -> dict[str, str]:
        belongs = [token for token, group in self._groups(seed).items() for _ in group.items]
        return dict(zip(self._things(seed), belongs, strict=True))

    def present(self, seed: int, language: str) -> dict[str, Any]:
        groups = self.shuffled(list(self._groups(seed).items()), seed, "groups")
        things = self.shuffled(list(self._things(seed).items()), seed, "items")
        return {
            "groups": [{"id": token, "text": group.name.in_(language)} for token, group in groups],
            "items": [{"id": token, "text": item.in_(language)} for token, item in things],
        }

    def grade(self, answer: Any, seed: int) -> Verdict:
        key, groups = self._key(seed), self._groups(seed)
        if not isinstance(answer, dict) or not answer:
            return UNREADABLE
        if any(item not in key or not isinstance(group, str) or group not in groups for item, group in answer.items()):
            return UNREADABLE
        right = sum(answer.get(item) == group for item, group in key.items())
        return Verdict(right / len(key), right, len(key))

    def solution(self, seed: int, language: str) -> dict[str, Any]:
        key = self._key(seed)
        return {"answer": key, "text": self.in_words(key, seed, language)}

    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        """Reads one `group-<item>` field for each thing; empty ones are left out."""
        chosen = {item: first_field(fields, f"group-{item}") for item in self._key(seed)}
        return {item: group for item, group in chosen.items() if group}

    def in_words(self, answer: Any, seed: int, language: str) -> list[str]:
        things = self._things(seed)
        return [
            _line(
                group.name.in_(language), [things[item].in_(language) for item in things if answer.get(item) == token]
            )
            for token, group in self._groups(seed).items()
            if token in answer.values()
        ]


def _line(name: str, items: Iterable[str]) -> str:
    return f"{name} ← {' · '.join(items)}"
