"""A level (a stop on the map) and the campaign that arranges levels on lines."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Base64Bytes, BeforeValidator, Field, SerializeAsAny

from quest.domain import rules
from quest.domain.tiers import usual_curve
from quest.levels.agenda import Talk, agenda_flaws
from quest.levels.badges import Badge
from quest.levels.base import Content, Flaw, Identifier, Question, Scoring, Text, Words, repeats
from quest.levels.crowd import Bracket, GroupKind, Groups
from quest.levels.kinds import question_from
from quest.levels.lines import Line
from quest.levels.media import MediaName, pictures, served_name
from quest.levels.rules import Rule
from quest.levels.stations import Station
from quest.levels.tiers import Tier, out_of_order

LAST = 1_001
"""Where a station stands on the walk that has no order of its own: behind all that have one."""


class Level(Content):
    """A stop: an intro and a series of questions.

    Attributes:
        pass_mark: the share of the worth that passes the level, 0 to 1.
        attempts: how often one player may run through it.
        retry: the share of the points still missing that a later attempt can earn.
        cooldown_min: minutes between the end of one attempt and the start of the next.
        draw: how many questions an attempt draws from the pool; none means all. Those marked `always` come on top.
        shuffle: whether each attempt asks its questions in an order of its own.
        scoring: how points are counted.
        bonus: points for passing, once.
        unlock: when it opens; without it, after any level that stands before it on one of its lines.
        live: where it is at the live event, if it is a station there.
    """

    id: Identifier
    name: Text
    intro: Text
    minutes: int = Field(default=2, ge=1, le=60)
    pass_mark: float = Field(default=0.6, ge=0, le=1)
    attempts: int = Field(default=3, ge=1, le=20)
    retry: float = Field(default=0.5, ge=0, le=1)
    cooldown_min: int = Field(default=0, ge=0, le=10_080)
    draw: int | None = Field(default=None, ge=1, le=100)
    shuffle: bool = True
    scoring: Scoring | None = None
    bonus: int = Field(default=0, ge=0, le=10_000)
    unlock: Rule | None = None
    live: Station | None = None
    skills: tuple[Identifier, ...] = ()
    questions: tuple[Annotated[SerializeAsAny[Question], BeforeValidator(question_from)], ...] = Field(min_length=1)

    def flaws(self) -> Iterator[Flaw]:
        for place in repeats(question.id for question in self.questions):
            yield Flaw("an earlier question has this id", "Give each question its own", ("questions", place, "id"))
        for place, question in enumerate(self.questions):
            if self.scoring_of(question).time != "none" and question.limit_s is None:
                problem = "points fall with time, but there is no time limit"
                yield Flaw(problem, "Add `limit_s:`, or let `time` be none", ("questions", place))
            if question.scoring and question.scoring.hint_cost and question.hint is None:
                yield Flaw("a hint that is not there cannot cost", "Write one", ("questions", place, "scoring"))
        if self.draw is not None:
            yield from self._flaws_of_the_draw(self.draw)

    def _flaws_of_the_draw(self, draw: int) -> Iterator[Flaw]:
        pool = self._pool
        if draw >= len(pool):
            problem = f"{draw} are drawn from a pool of {len(pool)}"
            yield Flaw(problem, "Add questions, draw fewer, or leave `draw` out", ("draw",))
        for place, question in enumerate(self.questions):
            if question in pool and self.worth_of(question) != self.worth_of(pool[0]):
                problem = (
                    "what is drawn must be worth the same for everybody, but an earlier question is worth less or more"
                )
                yield Flaw(problem, "Give all that are drawn one worth", ("questions", place, "worth"))

    @property
    def _pool(self) -> list[Question]:
        return [question for question in self.questions if not question.always]

    @property
    def asked(self) -> int:
        """How many questions an attempt asks."""
        return len(self.questions) if self.draw is None else self.draw + len(self.questions) - len(self._pool)

    @property
    def worth(self) -> int:
        """Points for a level without a miss, its bonus included."""
        pool, always = self._pool, [question for question in self.questions if question.always]
        drawn = pool if self.draw is None else pool[: self.draw]
        return sum(map(self.worth_of, [*drawn, *always])) + self.bonus

    def scoring_of(self, question: Question) -> Scoring:
        """How this question's points are counted."""
        return question.scoring or self.scoring or Scoring()

    def worth_of(self, question: Question) -> int:
        """Points for a fully right first answer to it."""
        return round(question.worth * self.scoring_of(question).multiplier)

    def judged_worth(self, question_ids: Collection[str]) -> int:
        """What decides about passing: the worth of those of the questions that a rule judges."""
        return sum(self.worth_of(q) for q in self.questions if q.id in question_ids and q.JUDGED_BY == "rule")

    def drawn(self, seed: int, earlier: Sequence[str] = ()) -> list[str]:
        """The questions of an attempt, by id, in their order.

        The draw belongs to the player: what an `earlier` attempt asked is asked again, so that nobody earns more by
        failing. The order belongs to the attempt.
        """
        dice = random.Random(f"{seed}/{self.id}/draw")  # noqa: S311 - the seed is the secret
        pool = self._pool
        dice.shuffle(pool)
        pool.sort(key=lambda question: question.id not in earlier)
        chosen = {question.id for question in pool[: self.draw]}
        asked = [question.id for question in self.questions if question.always or question.id in chosen]
        if self.shuffle:
            dice.shuffle(asked)
        return asked

    def question(self, question_id: str) -> Question | None:
        """The question of that id, if it is one of this level."""
        return next((question for question in self.questions if question.id == question_id), None)


class Place(Content):
    """The common start or the common terminus of all lines."""

    name: Text


class Outline(Content):
    """A campaign without its levels: what the main file of a pack holds.

    Attributes:
        show_spread: whether the page after an answer tells how all players answered.
        prizes: something can be won, so no points may hang on speed.
        curve: where the tiers begin; without it, at the usual shares of all that can be earned.
        agenda: the talks of the live event and what lies between them.
    """

    id: Identifier
    title: Text
    tagline: Text
    about: Text
    timezone: Words = "Asia/Hong_Kong"
    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None
    start: Place
    terminus: Place
    show_spread: bool = True
    prizes: bool = False
    lines: tuple[Line, ...] = Field(min_length=1, max_length=8)
    groups: Groups | None = None
    brackets: tuple[Bracket, ...] = Field(default=(), max_length=8)
    badges: tuple[Badge, ...] = Field(default=(), max_length=60)
    curve: tuple[Tier, ...] = Field(default=(), max_length=30)
    agenda: tuple[Talk, ...] = Field(default=(), max_length=200)

    def flaws(self) -> Iterator[Flaw]:
        if not _is_zone(self.timezone):
            yield Flaw(f"{self.timezone!r} is no time zone", "Use a name such as Asia/Hong_Kong", ("timezone",))
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            yield Flaw("the campaign closes before it opens", "Let it close later", ("closes_at",))
        for place in repeats(line.id for line in self.lines):
            yield Flaw("an earlier line has this id", "Give each line its own letter", ("lines", place, "id"))
        for place in repeats((line.colour, line.texture) for line in self.lines):
            yield Flaw("an earlier line looks the same", "Change its colour or texture", ("lines", place, "colour"))
        for place in repeats(bracket.id for bracket in self.brackets):
            yield Flaw("an earlier bracket has this id", "Give each bracket its own", ("brackets", place, "id"))
        for place in repeats(badge.id for badge in self.badges):
            yield Flaw("an earlier badge has this id", "Give each badge its own", ("badges", place, "id"))
        yield from out_of_order(self.curve)
        yield from agenda_flaws(self.agenda, self.opens_at, self.closes_at)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


class Campaign(Outline):
    """A campaign pack as a whole: what is played, in which order, from when to when.

    `media` holds the pictures by their authors' names, so that whoever has the campaign has them too.
    """

    levels: tuple[Level, ...] = Field(min_length=1)
    media: dict[MediaName, Base64Bytes] = Field(default={})

    def flaws(self) -> Iterator[Flaw]:
        yield from super().flaws()
        for place in repeats(level.id for level in self.levels):
            yield Flaw("an earlier level has this id", "Give each level its own", ("levels", place, "id"))
        for place, level in enumerate(self.levels):
            for picture in pictures(level):
                if picture.file not in self.media:
                    yield Flaw(f"there is no picture {picture.file!r}", "Add its file", ("levels", place))

    def model_post_init(self, _context: Any) -> None:
        names = {file: served_name(file, data) for file, data in self.media.items()}
        for picture in pictures(self.levels):
            picture.found_as(names.get(picture.file, ""))

    def __copy__(self) -> Self:
        """A copy, perhaps about to be changed: what hangs on the fields is reckoned anew."""
        copied = super().__copy__()
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied

    @cached_property
    def digest(self) -> str:
        """What tells this version of the campaign from any other."""
        return hashlib.sha256(json.dumps(self.pack(), sort_keys=True).encode()).hexdigest()

    def pack(self) -> dict[str, Any]:
        """The campaign as it is stored; `parse` reads it."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    @cached_property
    def _served(self) -> dict[str, bytes]:
        return {served_name(file, data): data for file, data in self.media.items()}

    def picture(self, served: str) -> bytes | None:
        """The picture that is served under this name."""
        return self._served.get(served)

    @cached_property
    def _by_id(self) -> dict[str, Level]:
        return {level.id: level for level in self.levels}

    @cached_property
    def _lines_of(self) -> dict[str, tuple[Line, ...]]:
        return {level.id: tuple(line for line in self.lines if level.id in line.stops) for level in self.levels}

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.id: question for level in self.levels for question in level.questions}

    def level(self, level_id: str) -> Level | None:
        """The level of that id."""
        return self._by_id.get(level_id)

    def question(self, question_id: str) -> Question | None:
        """The question of that id, whatever its level."""
        return self._questions.get(question_id)

    @cached_property
    def stations(self) -> dict[str, Station]:
        """The levels that are stations of the live event, in the order in which one walks."""
        at = [(level.live.order or LAST, level.id, level.live) for level in self.levels if level.live]
        return {level_id: station for _, level_id, station in sorted(at, key=lambda each: each[0])}

    def line(self, line_id: str) -> Line | None:
        """The line of that id."""
        return next((line for line in self.lines if line.id == line_id), None)

    def talk(self, talk_id: str) -> Talk | None:
        """The talk of that id, or whatever else of the agenda has it."""
        return next((talk for talk in self.agenda if talk.id == talk_id), None)

    def bracket(self, bracket_id: str) -> Bracket | None:
        """The bracket of that id."""
        return next((bracket for bracket in self.brackets if bracket.id == bracket_id), None)

    @property
    def group_kinds(self) -> tuple[GroupKind, ...]:
        """The kinds of groups that players may ride for."""
        return self.groups.kinds if self.groups else ()

    def lines_of(self, level_id: str) -> tuple[Line, ...]:
        """The lines that stop at this level; two or three at an interchange."""
        return self._lines_of.get(level_id, ())

    def codes(self, level_id: str) -> list[tuple[str, int]]:
        """The level's places on its lines, as on the map's tiles: [("A", 2), ("B", 2)]."""
        return [(line.id, line.stops.index(level_id) + 1) for line in self.lines_of(level_id)]

    def unlock(self, level_id: str) -> Rule:
        """What opens the level: its own rule, or the usual one written out."""
        return self._unlocks[level_id]

    @cached_property
    def _unlocks(self) -> dict[str, Rule]:
        return {level.id: self._usual_rule(level.id) if level.unlock is None else level.unlock for level in self.levels}

    def _usual_rule(self, level_id: str) -> Rule:
        before = [line.before(level_id) for line in self.lines_of(level_id)]
        return Rule() if None in before else Rule.model_validate({"any": list(dict.fromkeys(before))})

    @cached_property
    def unlock_rules(self) -> dict[str, rules.Rule]:
        """What opens each level, to decide by."""
        return {level_id: unlock.rule() for level_id, unlock in self._unlocks.items()}

    def levels_asked(self, level_id: str) -> list[str]:
        """The levels that the level's rule names, in the order in which it does."""
        asked = rules.conditions(self.unlock_rules[level_id])
        return list(dict.fromkeys(each.name for each in asked if isinstance(each, rules.Has) and each.what == "level"))

    def badge(self, badge_id: str) -> Badge | None:
        """The badge of that id."""
        return next((badge for badge in self.badges if badge.id == badge_id), None)

    @cached_property
    def badge_rules(self) -> dict[str, rules.Rule]:
        """What earns each badge, to decide by."""
        return {badge.id: badge.rule.rule() for badge in self.badges}

    @cached_property
    def unlock_conditions(self) -> frozenset[rules.Condition]:
        """Everything that opens some level."""
        return frozenset(condition for rule in self.unlock_rules.values() for condition in rules.conditions(rule))

    @cached_property
    def badge_conditions(self) -> frozenset[rules.Condition]:
        """Everything that earns some badge."""
        return frozenset(condition for rule in self.badge_rules.values() for condition in rules.conditions(rule))

    @cached_property
    def thresholds(self) -> tuple[rules.AtLeast, ...]:
        """The counts of these that an answer may complete in the middle of an attempt, and that are looked at then.

        Whether it is the first of its kind or the first right one is looked at where it may open a level; badges
        for these wait for the end of the attempt.
        """
        to_open = _counts(self.unlock_conditions, "points", "streak", "right", "kinds")
        return tuple(to_open | _counts(self.badge_conditions, "points", "streak"))

    @cached_property
    def tiers(self) -> tuple[int, ...]:
        """The points from which each tier begins."""
        return tuple(tier.points for tier in self.curve) or usual_curve(sum(level.worth for level in self.levels))

    def is_over(self, now: datetime) -> bool:
        """Whether the time to play has passed."""
        return self.closes_at is not None and now >= self.closes_at

    def is_open(self, now: datetime) -> bool:
        """Whether the campaign can be played at this moment."""
        return (self.opens_at is None or self.opens_at <= now) and (self.closes_at is None or now < self.closes_at)

    @classmethod
    def parse(cls, data: Any) -> Campaign:
        """The campaign that a stored `pack` describes."""
        return cls.model_validate(data)


def _counts(conditions: Iterable[rules.Condition], *what: str) -> set[rules.AtLeast]:
    return {each for each in conditions if isinstance(each, rules.AtLeast) and each.what in what}
