"""What every question kind shares: texts by language, flaws, the verdict, the common fields."""

from __future__ import annotations

import hashlib
import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, NamedTuple, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

LANGUAGES = ("en", "zh-Hant", "zh-Hans")

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Item = TypeVar("Item")


class Flaw(NamedTuple):
    """Something that makes content unplayable although each field has the right form.

    Attributes:
        remedy: what its author can do, as a sentence without its full stop.
        path: where it lies inside its piece of content; empty for the piece itself.
    """

    problem: str
    remedy: str
    path: tuple[str | int, ...] = ()


def flawed(flaws: Iterable[Flaw]) -> ValidationError:
    """The error that pydantic adds to those of the fields, each flaw at its path; `ctx` holds problem and remedy."""
    details = [
        InitErrorDetails(
            type=PydanticCustomError("flaw", "{problem}; {remedy}", {"problem": flaw.problem, "remedy": flaw.remedy}),
            loc=flaw.path,
            input=None,
        )
        for flaw in flaws
    ]
    return ValidationError.from_exception_data("content", details)


class Content(BaseModel):
    """A piece of a campaign pack: immutable, and strict about unknown fields so that typos are found."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def flaws(self) -> Iterator[Flaw]:
        """Whatever the types of the fields cannot say."""
        yield from ()

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        found = list(self.flaws())
        if found:
            raise flawed(found)
        return self


def repeats(things: Iterable[Hashable]) -> list[int]:
    """The places of things that stood earlier already."""
    seen: set[Hashable] = set()
    found = []
    for place, thing in enumerate(things):
        if thing in seen:
            found.append(place)
        seen.add(thing)
    return found


def look_alikes(shown: Callable[[str], Iterable[Hashable]]) -> list[int]:
    """The places of things that look like an earlier one in any language; `shown` gives them in one language."""
    return sorted({place for language in LANGUAGES for place in repeats(shown(language))})


def first_field(fields: Mapping[str, Sequence[str]], name: str) -> str:
    """The first value of a form's field; empty when it was not sent."""
    return next(iter(fields.get(name, ())), "")


class Text(Content):
    """The same words in every language of the campaign; English is required and stands in for a missing one."""

    en: Words
    zh_hant: Words | None = Field(default=None, alias="zh-Hant")
    zh_hans: Words | None = Field(default=None, alias="zh-Hans")

    def in_(self, language: str) -> str:
        """The words in `language` (a tag of `LANGUAGES`), or in English when it has none."""
        return {"zh-Hant": self.zh_hant, "zh-Hans": self.zh_hans}.get(language) or self.en

    def missing(self) -> list[str]:
        """The languages that this text lacks."""
        return [language for language in LANGUAGES if not self.model_dump(by_alias=True)[language]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rule says of an answer.

    `fraction` is the share that is right, 0 to 1. `parts_right` of `parts` says the same in countable things
    (“2 of 3 placed”). `readable` is false when the answer had no sense for this kind and nothing was graded.
    """

    fraction: float
    parts_right: int = 0
    parts: int = 1
    readable: bool = True

    @property
    def correct(self) -> bool:
        """Whether nothing was missing."""
        return self.fraction >= 1.0


UNREADABLE = Verdict(0.0, readable=False)


class Question(Content, ABC):
    """One thing to solve. A kind is a subclass in a file of its own; see `quest.levels.kinds`.

    Attributes:
        worth: points for a fully right first answer.
        limit_s: seconds to answer, on the server's clock; none means as long as the player likes.
        difficulty: 1 (anybody) to 3 (somebody of the field).
        source: where the fact that makes the answer right can be checked.
    """

    NAME: ClassVar[str]
    EXAMPLE: ClassVar[dict[str, Any]]

    id: Identifier
    kind: str
    prompt: Text
    context: Text | None = None
    hint: Text | None = None
    explanation: Text
    worth: int = Field(default=100, ge=0, le=10_000)
    limit_s: int | None = Field(default=None, ge=5, le=3_600)
    difficulty: int = Field(default=1, ge=1, le=3)
    skills: tuple[Identifier, ...] = ()
    occupation: Text | None = None
    source: Words | None = None

    @abstractmethod
    def present(self, seed: int, language: str) -> dict[str, Any]:
        """What the player is shown beside the prompt: JSON, the same for the same seed, never the key."""

    @abstractmethod
    def grade(self, answer: Any, seed: int) -> Verdict:
        """The verdict on any JSON value given to what this seed presented.

        What makes no sense is `UNREADABLE`, never an exception.
        """

    @abstractmethod
    def solution(self, seed: int, language: str) -> dict[str, Any]:
        """The key, for after the verdict: `answer` in the form that `grade` reads, `text` for people."""

    @abstractmethod
    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        """The answer that a plain HTML form sent, in the form that `grade` reads."""

    def token(self, seed: int, name: str) -> str:
        """An opaque name for a part of the question.

        It hangs on the seed, which no client ever sees: neither an author's ids nor this source betray the key.
        """
        return hashlib.blake2s(f"{seed}/{self.id}/{name}".encode(), digest_size=5).hexdigest()

    def shuffled(self, items: Sequence[Item], seed: int, salt: str = "") -> list[Item]:
        """The items in an order that belongs to this seed and question."""
        order = list(items)
        random.Random(f"{seed}/{self.id}/{salt}").shuffle(order)  # noqa: S311 - the seed is the secret
        return order
