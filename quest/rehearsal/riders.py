"""A crowd of simulated players in one round, and what they saw of it."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from quest.rehearsal.answers import some_answer
from quest.rehearsal.phone import Phone, Refused

AWAY_S = 2.0


@dataclass(frozen=True, slots=True)
class Manner:
    """How simulated players behave.

    Attributes:
        think: seconds until an answer, drawn anew for each question.
        falls_out: how likely a player loses the network during a question, and comes back after `AWAY_S`.
    """

    think: Callable[[random.Random], float]
    falls_out: float = 0.0


def human(dice: random.Random) -> float:
    """Most answer within some seconds, a few take their time."""
    return min(25.0, dice.lognormvariate(1.4, 0.6))


@dataclass
class Seen:
    """What the crowd saw.

    Attributes:
        joins, acks: seconds that each took.
        shown: the phones that have been shown the round.
        results: by position, the moment at which each phone first had its result.
        last_ack: by position, the moment of the last acknowledged answer.
        packets: how many each phone received after it had come in.
        errors: what was said instead, counted.
    """

    joins: list[float] = field(default_factory=list)
    acks: list[float] = field(default_factory=list)
    shown: set[int] = field(default_factory=set)
    results: dict[int, dict[int, float]] = field(default_factory=dict)
    last_ack: dict[int, float] = field(default_factory=dict)
    packets: Counter[int] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)

    def lag(self, position: int) -> float | None:
        """Seconds from the last acknowledged answer to the last phone with its result."""
        if not self.results.get(position) or position not in self.last_ack:
            return None
        return max(self.results[position].values()) - self.last_ack[position]


class Rider:
    """One simulated player."""

    def __init__(self, number: int, url: str, seen: Seen, manner: Manner, after: Callable[[float, Any], None]) -> None:
        self._number = number
        self._phone = Phone(url)
        self._seen = seen
        self._manner = manner
        self._after = after
        self._dice = random.Random(number)  # noqa: S311 - a crowd that can be repeated, no secret
        self._answered = -1
        self._waiting: dict[int, tuple[float, int]] = {}
        self._unsent: tuple[int, dict[str, Any]] | None = None
        self._away_until = 0.0
        self.round_id = 0
        self.over = False

    def come(self, pin: str) -> None:
        """Joins under a nickname and opens the socket."""
        began = time.monotonic()
        seat = self._phone.post("/rounds/join", {"pin": pin, "nickname": f"Rider {self._number}"})
        self.round_id = seat["round_id"]
        self._connect()
        self._seen.joins.append(time.monotonic() - began)

    def ride(self) -> None:
        """Follows the round to its end; comes back whenever the connection is lost."""
        while not self.over:
            try:
                for name, payload in self._phone.packets():
                    self._seen.packets[self._number] += 1
                    self._notice(name, payload)
                    if self.over:
                        return
            except Refused as error:
                if self.over:
                    return
                if time.monotonic() > self._away_until:
                    self._seen.errors[str(error)] += 1
                self._come_back()

    def leave(self) -> None:
        """Closes the connection."""
        self.over = True
        self._phone.close()

    def _connect(self) -> None:
        self._phone.connect()
        self._phone.emit("watch", {"room": f"round:{self.round_id}"})

    def _come_back(self) -> None:
        time.sleep(max(0.0, self._away_until - time.monotonic()))
        try:
            self._phone.close()
            self._connect()
            if self._unsent:
                self._send(*self._unsent)
        except Refused as error:
            self._seen.errors[str(error)] += 1
            time.sleep(1)

    def _notice(self, name: str | int, payload: dict[str, Any]) -> None:
        if isinstance(name, int):
            if name in self._waiting:
                self._acknowledged(*self._waiting.pop(name), payload)
            elif payload.get("ok"):
                self._show(payload["snapshot"])
        elif name == "round":
            self._show(payload)

    def _show(self, view: dict[str, Any]) -> None:
        phase, position = view.get("phase"), view.get("position", -1)
        self._seen.shown.add(self._number)
        if phase == "open" and position > self._answered:
            self._answered = position
            self._after(self._manner.think(self._dice), lambda: self._answer(position, view["question"]))
        elif phase == "reveal":
            self._seen.results.setdefault(position, {}).setdefault(self._number, time.monotonic())
        elif phase == "over" or view.get("removed"):
            self.over = True

    def _answer(self, position: int, question: dict[str, Any]) -> None:
        body = {"round_id": self.round_id, "question_id": question["id"], "key": f"{position}"}
        self._unsent = position, body | {"answer": some_answer(question, self._dice)}
        if self._dice.random() < self._manner.falls_out:
            self._away_until = time.monotonic() + AWAY_S
            self._phone.close()
            return
        try:
            self._send(*self._unsent)
        except Refused as error:
            self._seen.errors[str(error)] += 1

    def _send(self, position: int, body: dict[str, Any]) -> None:
        self._waiting[self._phone.emit("answer", body)] = (time.monotonic(), position)

    def _acknowledged(self, sent: float, position: int, ack: dict[str, Any]) -> None:
        now, self._unsent = time.monotonic(), None
        if ack.get("accepted"):
            self._seen.acks.append(now - sent)
            self._seen.last_ack[position] = max(now, self._seen.last_ack.get(position, 0.0))
        else:
            self._seen.errors[f"answer: {ack.get('code', ack)}"] += 1
