"""A hosted round: how it goes from question to question, and what each audience may see on the way.

The server's clock alone moves it. A state is what is stored; what time has done to it since then, `settled` says, so
that any process finds the same phase and the same deadline, also after another one died.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal

from quest.domain.errors import QuestError

DELIVERY = timedelta(seconds=1)
"""What an answer that was given in time may still need to arrive."""
MOST_SPEED = 20
"""Percent of a question's worth that haste can add; correctness dominates."""


class Phase(StrEnum):
    """Where a round stands. `question` is the reading time, in which the answers are not shown yet."""

    LOBBY = "lobby"
    QUESTION = "question"
    OPEN = "open"
    CLOSED = "closed"
    REVEAL = "reveal"
    STANDINGS = "standings"
    PODIUM = "podium"
    OVER = "over"


class Audience(StrEnum):
    """Who looks at a round."""

    PLAYER = "player"
    PROJECTOR = "projector"
    HOST = "host"


class Part(StrEnum):
    """A piece of what can be seen of a round."""

    DOOR = "door"
    NAMES = "names"
    PROMPT = "prompt"
    FORM = "form"
    ANSWERED = "answered"
    OWN_ANSWER = "own_answer"
    SOLUTION = "solution"
    OWN_RESULT = "own_result"
    STANDINGS = "standings"
    PODIUM = "podium"
    OWN_STANDING = "own_standing"
    SEATS = "seats"


Board = Literal["question", "level", "end", "never"]
Names = Literal["shown", "reviewed", "hidden"]
Late = Literal["zero", "catch-up", "off"]


class NoSuchStep(QuestError):
    """The round does not go that way from where it stands."""

    code = "no_such_step"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is fixed when a round is made.

    Attributes:
        limits: seconds to answer each question; None leaves it open until the host closes it.
        last_of_level: whether each question is the last one of its level.
        reading_s: seconds in which a question is read before its answers are shown.
        board: after what the standings are shown.
        hold: the host reveals the answer; without it the reveal follows as soon as a question is closed.
    """

    limits: Sequence[int | None]
    last_of_level: Sequence[bool]
    reading_s: int = 5
    board: Board = "question"
    hold: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """What a host chooses for a round.

    Attributes:
        reading_s: seconds in which a question is read before its answers are shown.
        limit_s: seconds to answer a question that has no limit of its own; None leaves it open.
        speed: percent of a question's points that haste can add, 0 to `MOST_SPEED`.
        teams: how many teams play against each other; 0 for none.
        names: on the projector: `shown`, `reviewed` by the host one by one before, or `hidden`.
        board: after what the standings are shown.
        hold: the host reveals each answer herself.
        survey: answers are counted, and nobody earns anything.
        late: whoever comes late begins from `zero`, with the median of those in it (`catch-up`), or not at all (`off`).
        cap: how many may come in.
        podium: how many places the podium has, 3 to 10.
    """

    reading_s: int = 5
    limit_s: int | None = 30
    speed: int = 0
    teams: int = 0
    names: Names = "shown"
    board: Board = "question"
    hold: bool = False
    survey: bool = False
    late: Late = "zero"
    cap: int = 2_000
    podium: int = 3


@dataclass(frozen=True, slots=True)
class State:
    """Where a round stands, as it is stored.

    Attributes:
        position: of the question that is played or was played last; -1 before the first.
        opens_at: when the answers are shown; `closes_at`: when the time is up; both absolute.
        paused_at: since when the clock stands still.
    """

    phase: Phase = Phase.LOBBY
    position: int = -1
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    paused_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer of a seat, as it arrived at this moment.

    Attributes:
        fields: those of a page's form, which are sent in the place of the answer.
    """

    seat_id: int
    question_id: str
    answer: Any
    key: str
    at: datetime
    fields: Mapping[str, Sequence[str]] | None = None


RUNNING = frozenset({Phase.QUESTION, Phase.OPEN})
ENDED = frozenset({Phase.PODIUM, Phase.OVER})


def settled(plan: Plan, state: State, now: datetime, *, everybody_answered: bool = False) -> State:
    """The state after what time has done to it; `everybody_answered` closes an open question at once."""
    if state.paused_at is not None:
        return state
    if state.phase is Phase.QUESTION and state.opens_at is not None and now >= state.opens_at:
        state = replace(state, phase=Phase.OPEN)
    if state.phase is Phase.OPEN and (everybody_answered or _is_up(state, now)):
        state = replace(state, phase=Phase.CLOSED)
    if state.phase is Phase.CLOSED and not plan.hold:
        state = replace(state, phase=Phase.REVEAL)
    return state


def due_at(state: State) -> datetime | None:
    """When time will move the state next; None for never."""
    if state.paused_at is not None:
        return None
    if state.phase is Phase.QUESTION:
        return state.opens_at
    if state.phase is Phase.OPEN and state.closes_at is not None:
        return state.closes_at + DELIVERY
    return None


def accepts(state: State, at: datetime) -> bool:
    """Whether an answer that arrived at this moment counts."""
    if state.paused_at is not None or state.phase not in RUNNING or state.opens_at is None or at < state.opens_at:
        return False
    return not _is_up(state, at)


def _is_up(state: State, now: datetime) -> bool:
    return state.closes_at is not None and now > state.closes_at + DELIVERY


def onward(plan: Plan, state: State, now: datetime) -> State:
    """One step on, as the host asks for it.

    Raises:
        NoSuchStep: the round is over.
    """
    state = _going(state, now)
    if state.phase is Phase.LOBBY:
        return _ask(plan, 0, now)
    if state.phase is Phase.QUESTION:
        return _open(plan, state.position, now)
    if state.phase is Phase.OPEN:
        return replace(state, phase=Phase.CLOSED if plan.hold else Phase.REVEAL)
    if state.phase is Phase.CLOSED:
        return replace(state, phase=Phase.REVEAL)
    if state.phase is Phase.REVEAL and _shows_board(plan, state.position):
        return replace(state, phase=Phase.STANDINGS)
    if state.phase in (Phase.REVEAL, Phase.STANDINGS):
        return _after(plan, state, now)
    if state.phase is Phase.PODIUM:
        return replace(state, phase=Phase.OVER)
    raise NoSuchStep(phase=state.phase.value)


def skipped(plan: Plan, state: State, now: datetime) -> State:
    """Past a question that is not revealed yet, which then earns nobody anything.

    Raises:
        NoSuchStep: none is being played.
    """
    if state.phase not in RUNNING | {Phase.CLOSED}:
        raise NoSuchStep(phase=state.phase.value)
    return _after(plan, _going(state, now), now)


def back_to_board(state: State) -> State:
    """The standings once more, after a question was revealed.

    Raises:
        NoSuchStep: one is being played, or none was.
    """
    if state.phase not in (Phase.REVEAL, Phase.STANDINGS):
        raise NoSuchStep(phase=state.phase.value)
    return replace(state, phase=Phase.STANDINGS)


def paused(state: State, now: datetime) -> State:
    """The clock stands still; nothing is accepted until it goes on.

    Raises:
        NoSuchStep: no clock runs.
    """
    if state.phase not in RUNNING or state.paused_at is not None:
        raise NoSuchStep(phase=state.phase.value)
    return replace(state, paused_at=now)


def resumed(state: State, now: datetime) -> State:
    """The clock goes on with the time that was left.

    Raises:
        NoSuchStep: it does not stand still.
    """
    if state.paused_at is None:
        raise NoSuchStep(phase=state.phase.value)
    return _going(state, now)


def ended(state: State) -> State:
    """The end, whatever was left: the podium if anything was revealed, and from there over.

    Raises:
        NoSuchStep: it is over.
    """
    if state.phase is Phase.OVER:
        raise NoSuchStep(phase=state.phase.value)
    shown = state.position > 0 or state.phase in (Phase.REVEAL, Phase.STANDINGS)
    phase = Phase.PODIUM if shown and state.phase is not Phase.PODIUM else Phase.OVER
    return State(phase=phase, position=state.position)


def _going(state: State, now: datetime) -> State:
    """The state with its clock running, and its deadlines later by as long as it stood still."""
    if state.paused_at is None:
        return state
    stood = now - state.paused_at
    return replace(
        state,
        paused_at=None,
        opens_at=state.opens_at + stood if state.opens_at and state.opens_at > state.paused_at else state.opens_at,
        closes_at=state.closes_at + stood if state.closes_at else None,
    )


def _ask(plan: Plan, position: int, now: datetime) -> State:
    if not plan.reading_s:
        return _open(plan, position, now)
    opens_at = now + timedelta(seconds=plan.reading_s)
    return State(Phase.QUESTION, position, opens_at, _closing(plan, position, opens_at))


def _open(plan: Plan, position: int, now: datetime) -> State:
    return State(Phase.OPEN, position, now, _closing(plan, position, now))


def _closing(plan: Plan, position: int, opens_at: datetime) -> datetime | None:
    limit = plan.limits[position]
    return None if limit is None else opens_at + timedelta(seconds=limit)


def _after(plan: Plan, state: State, now: datetime) -> State:
    coming = state.position + 1
    if coming < len(plan.limits):
        return _ask(plan, coming, now)
    return State(Phase.PODIUM, state.position)


def _shows_board(plan: Plan, position: int) -> bool:
    if position + 1 >= len(plan.limits):
        return False  # the podium comes at once
    return plan.board == "question" or (plan.board == "level" and plan.last_of_level[position])


_QUESTION_SEEN = {
    Phase.QUESTION: {Part.PROMPT},
    Phase.OPEN: {Part.PROMPT, Part.FORM, Part.ANSWERED},
    Phase.CLOSED: {Part.PROMPT, Part.FORM, Part.ANSWERED},
    Phase.REVEAL: {Part.PROMPT, Part.FORM, Part.ANSWERED, Part.SOLUTION},
    Phase.STANDINGS: {Part.STANDINGS},
    Phase.PODIUM: {Part.PODIUM},
    Phase.OVER: {Part.PODIUM},
}
_PLAYER_SEES = {
    Phase.OPEN: {Part.OWN_ANSWER},
    Phase.CLOSED: {Part.OWN_ANSWER},
    Phase.REVEAL: {Part.OWN_ANSWER, Part.OWN_RESULT, Part.OWN_STANDING},
    Phase.STANDINGS: {Part.OWN_STANDING},
    Phase.PODIUM: {Part.OWN_STANDING},
    Phase.OVER: {Part.OWN_STANDING},
}
_RANKS = {Part.STANDINGS, Part.PODIUM, Part.OWN_STANDING}


def visible(audience: Audience, phase: Phase, board: Board = "question") -> frozenset[Part]:
    """What this audience may see in this phase. The answer key is among it from the reveal on, for nobody earlier.

    `board` keeps ranks from all but the host: until the end, or for good.
    """
    seen = set(_QUESTION_SEEN.get(phase, ()))
    if audience is Audience.PLAYER:
        seen |= _PLAYER_SEES.get(phase, set())
    elif phase is Phase.LOBBY:
        seen |= {Part.DOOR, Part.NAMES}
    else:
        seen |= {Part.DOOR}
    if audience is Audience.HOST:
        return frozenset(seen | {Part.SEATS})
    if board == "never" or (board == "end" and phase not in ENDED):
        seen -= _RANKS
    return frozenset(seen)


def points(worth: int, fraction: float, *, speed: int, used: float) -> tuple[int, int]:
    """What an answer earns: for what is right of it, and on top for haste.

    Args:
        worth: of the question.
        fraction: of the answer that is right, 0 to 1.
        speed: percent of the worth that an answer without any delay adds, 0 to `MOST_SPEED`.
        used: the part of the time that was used, 0 to 1; 1 for a question without a limit.
    """
    earned = round(worth * fraction)
    left = 1 - min(1.0, max(0.0, used))
    return earned, round(earned * min(speed, MOST_SPEED) / 100 * left)


def used_time(state: State, at: datetime) -> float:
    """The part of the open question's time that had passed at this moment, 0 to 1; 1 without a limit."""
    if state.opens_at is None or state.closes_at is None:
        return 1.0
    whole = (state.closes_at - state.opens_at).total_seconds()
    return min(1.0, max(0.0, (at - state.opens_at).total_seconds() / whole))
