"""What every question kind shares: texts by language, flaws, the verdict, the common fields."""

from __future__ import annotations

import hashlib
import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self, TypeVar

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


def texts(content: Any) -> Iterator[Text]:
    """Every text in a piece of content, at any depth."""
    if isinstance(content, Text):
        yield content
    elif isinstance(content, Content):
        for _, value in content:
            yield from texts(value)
    elif isinstance(content, tuple):
        for value in content:
            yield from texts(value)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rule says of an answer.

    `fraction` is the share that is right, 0 to 1. `parts_right` of `parts` says the same in countable things
    (“2 of 3 placed”). `readable` is false when the answer had no sense for this kind and nothing was graded.
    `pending` is true while a reviewer has yet to say.
    """

    fraction: float
    parts_right: int = 0
    parts: int = 1
    readable: bool = True
    pending: bool = False

    @property
    def correct(self) -> bool:
        """Whether nothing was missing."""
        return self.fraction >= 1.0


UNREADABLE = Verdict(0.0, readable=False)


class Scoring(Content):
    """How a verdict turns into points; a level sets it for its questions, a question for itself.

    Attributes:
        share: `parts` counts what is right of an answer (its parts, or how close it came); `flat` only a whole one.
        time: `none`; `half-floor` falls in a straight line to half of the points at the limit, `to-zero` to none.
        multiplier: of the worth.
        penalty: the share of the worth that a wholly wrong first answer takes away.
        hint_cost: points that a look at the hint takes from what the answer earns; never more than it earns.
    """

    share: Literal["parts", "flat"] = "parts"
    time: Literal["none", "half-floor", "to-zero"] = "none"
    multiplier: float = Field(default=1.0, gt=0, le=5)
    penalty: float = Field(default=0.0, ge=0, le=1)
    hint_cost: int = Field(default=0, ge=0, le=10_000)


class Question(Content, ABC):
    """One thing to solve. A kind is a subclass in a file of its own; see `quest.levels.kinds`.

    Attributes:
        JUDGED_BY: who says what an answer is worth: the `rule` of `grade`; `nobody`, since there is no right answer
            and taking part earns the worth; or a `reviewer`, who reads it later.
        SECRET: whether a miss leaves the solution untold, and the explanation with it, while tries are left.
        HAS_TURNS: whether it may ask on after an answer (`asks_on`).
        worth: points for a fully right first answer.
        limit_s: seconds to answer, on the server's clock; none means as long as the player likes.
        difficulty: 1 (anybody) to 3 (somebody of the field).
        source: where the fact that makes the answer right can be checked.
        always: asked in every attempt, where other questions are drawn from the level's pool.
        scoring: how points are counted, when not as in the rest of the level.
    """

    NAME: ClassVar[str]
    EXAMPLE: ClassVar[dict[str, Any]]
    JUDGED_BY: ClassVar[Literal["rule", "nobody", "reviewer"]] = "rule"
    SECRET: ClassVar[bool] = False
    HAS_TURNS: ClassVar[bool] = False
    ON_STAGE: ClassVar[bool] = True

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
    always: bool = False
    scoring: Scoring | None = None

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
        """The key, for after the verdict: `answer` in the form that `grade` reads, `text` for people.

        Where no rule judges, `answer` is None and `text` is empty. A `picture` shows it, and its `spot` where on it.
        """

    @abstractmethod
    def answer_from_form(self, fields: Mapping[str, Sequence[str]], seed: int) -> Any:
        """The answer that a plain HTML form sent, in the form that `grade` reads."""

    def in_words(self, answer: Any, seed: int, language: str) -> list[str]:
        """A readable answer in the player's words, for the page after it; empty for one that says nothing."""
        return []

    def lesson(self, answer: Any, seed: int, language: str) -> list[str]:
        """What this very answer has to teach, beside the explanation that everybody gets; one entry a paragraph."""
        return []

    def tally(self, answer: Any, seed: int) -> list[str]:
        """What a readable answer counts for when all players' answers are counted: names of `tally_names`.

        Empty for a kind whose answers are counted by how much of them was right.
        """
        return []

    def tally_names(self, language: str) -> dict[str, str]:
        """The words for each name that `tally` gives, in the order to show them; a name without words is its own."""
        return {}

    def asks_on(self, answer: Any, seed: int) -> bool:
        """Whether this answer is a turn after which the same question asks on; it is kept and not graded yet."""
        return False

    def present_turn(self, turns: Sequence[str], seed: int, language: str) -> dict[str, Any]:
        """What the player is shown after these turns; what `present` shows for a question without any."""
        return self.present(seed, language)

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
