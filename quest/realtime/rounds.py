"""Hosted rounds on the sockets of this process: who watches, what they are shown, and when time moves a round.

A process shows a round to its own sockets and asks the database, not the others, how the round stands: so any of them
may die, and the round goes on with the same deadline in the next one.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from flask_socketio import SocketIO

from quest.domain.rounds import Audience, Sent
from quest.realtime import hub
from quest.realtime.gather import Gatherer

TICK_S = 0.1
PULSE_S = 0.2
COUNT_S = 0.5
"""How often projectors and hosts are told how many came in and have answered."""
SEEN_S = 5.0
"""How often the database is told which seats are connected; it believes it three times as long."""
RETRY_S = 1.0
ENTER_S = 0.05
"""How long whoever comes in may wait for others, so that the round is read once for all of them."""
ENTER_PATIENCE_S = 5.0
"""After this long on a process that cannot keep up, it is read for one alone: nobody is left before an empty page."""

log = logging.getLogger("quest.realtime")


@dataclass(frozen=True, slots=True)
class Watcher:
    """A socket that watches a round.

    Attributes:
        seat_id: of a player.
        language: in which it reads.
        html: whether it wants the page's markup along.
    """

    sid: str
    audience: Audience
    seat_id: int | None
    language: str
    html: bool = False


class Pulse(Protocol):
    """How a round stands in the database; see `quest.services.round_scenes.Pulse`."""

    @property
    def version(self) -> int: ...

    @property
    def answered(self) -> int: ...

    @property
    def taken(self) -> int: ...

    @property
    def due_at(self) -> datetime | None: ...

    @property
    def is_running(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class RoundDoors:
    """What live rounds ask of the app.

    Attributes:
        now: the quest's clock.
        pulses: the pulse of each of these rounds.
        settle: lets time, or everybody's answers, move a round.
        snapshots: what each of these sockets is to see of a round, read from the database once for all of them.
        seen: keeps that these seats are connected, or no longer.
    """

    now: Callable[[], datetime]
    pulses: Callable[[Collection[int]], Mapping[int, Pulse]]
    settle: Callable[[int], None]
    snapshots: Callable[[int, Sequence[Watcher]], Iterable[tuple[Watcher, Mapping[str, Any]]]]
    seen: Callable[[Sequence[int], bool], None]


@dataclass(slots=True)
class Room:
    """A round with sockets in this process.

    Attributes:
        seats: how many sockets each seat has here.
        shown: the version that was pushed last; 0 before the first.
        counted: how many answers and seats projectors and hosts were told of.
        answered: seats whose answer to the present question was kept by this process.
    """

    watchers: dict[str, Watcher] = field(default_factory=dict)
    seats: Counter[int] = field(default_factory=Counter)
    shown: int = 0
    counted: tuple[int, int] = (0, 0)
    answered: set[int] = field(default_factory=set)
    is_moved: bool = True

    def let_in(self, watcher: Watcher) -> None:
        """Has a socket watch; one that does already, from now on in another way."""
        self.let_out(watcher.sid)
        self.watchers[watcher.sid] = watcher
        if watcher.seat_id is not None:
            self.seats[watcher.seat_id] += 1

    def let_out(self, sid: str) -> int | None:
        """Forgets a socket; the seat that it leaves without any, if so."""
        watcher = self.watchers.pop(sid, None)
        if watcher is None or watcher.seat_id is None:
            return None
        self.seats[watcher.seat_id] -= 1
        if self.seats[watcher.seat_id]:
            return None
        del self.seats[watcher.seat_id]
        return watcher.seat_id

    def have_all_answered(self) -> bool:
        """Whether nobody who is connected here is still to answer."""
        # Most often too few have, and a hall need not be looked through for that.
        return 0 < len(self.answered) >= len(self.seats) and self.answered.issuperset(self.seats)


class LiveRounds:
    """Shows rounds to the sockets of this process and keeps their time."""

    def __init__(self, socketio: SocketIO, doors: RoundDoors) -> None:
        self._socketio = socketio
        self._doors = doors
        self._rooms: dict[int, Room] = {}
        self._wake = socketio.server.eio.create_event()
        self._running = False
        self._came: set[int] = set()
        self._went: set[int] = set()
        self._pulse_at = self._count_at = self._seen_at = 0.0
        self._entries: Gatherer[Watcher, Mapping[str, Any]] = Gatherer(
            socketio, self._first_looks, within=ENTER_S, patience=ENTER_PATIENCE_S
        )

    def now(self) -> datetime:
        """The quest's clock."""
        return self._doors.now()

    def enter(self, round_id: int, watcher: Watcher) -> Mapping[str, Any]:
        """Has a socket shown the round from now on; what is to be seen of it now."""
        room = self._rooms.setdefault(round_id, Room())
        room.let_in(watcher)
        if watcher.seat_id is not None:
            self._came.add(watcher.seat_id)
            self._went.discard(watcher.seat_id)
        if not self._running:
            self._running = True
            self._socketio.start_background_task(self._run)
        try:
            return self._entries.submit(round_id, watcher)
        except TimeoutError:
            return self._first_looks(round_id, [watcher])[0]

    def _first_looks(self, round_id: int, watchers: Sequence[Watcher]) -> list[Mapping[str, Any]]:
        return [payload for _watcher, payload in self._doors.snapshots(round_id, watchers)]

    def leave(self, sid: str, round_id: int | None = None) -> None:
        """Forgets a socket, in one round or in all."""
        for each in [round_id] if round_id is not None else list(self._rooms):
            room = self._rooms.get(each)
            if room is None or sid not in room.watchers:
                continue
            if (seat_id := room.let_out(sid)) is not None:
                self._came.discard(seat_id)
                self._went.add(seat_id)
            if not room.watchers:
                del self._rooms[each]

    def watcher(self, sid: str, round_id: int) -> Watcher | None:
        """How a socket watches a round."""
        room = self._rooms.get(round_id)
        return room.watchers.get(sid) if room else None

    def moved(self, round_id: int) -> None:
        """Has the round shown anew, to whoever watches it here."""
        if room := self._rooms.get(round_id):
            room.is_moved = True
            self._wake.set()

    def kept(self, round_id: int, sent: Iterable[Sent]) -> None:
        """Notes whose answers were kept; the last one closes the question."""
        if room := self._rooms.get(round_id):
            room.answered.update(each.seat_id for each in sent)
            self._check(round_id, room)

    def beat(self) -> None:
        """One look at every round here: what is due is moved, what moved is shown."""
        clock = time.monotonic()
        self._tell_who_is_here()
        moved = [round_id for round_id, room in self._rooms.items() if room.is_moved]
        everything = clock >= self._pulse_at
        if everything:
            self._pulse_at = clock + PULSE_S
        asked = list(self._rooms) if everything else moved
        if asked:
            self._follow(asked, count=self._is_time_to_count(clock))
        if clock >= self._seen_at:
            self._seen_at = clock + SEEN_S
            self._repeat_who_is_here()

    def _is_time_to_count(self, clock: float) -> bool:
        if clock < self._count_at:
            return False
        self._count_at = clock + COUNT_S
        return True

    def _follow(self, round_ids: list[int], *, count: bool) -> None:
        for round_id, pulse in self._after_time(round_ids).items():
            room = self._rooms.get(round_id)
            if room is None:
                continue
            if pulse.version > room.shown:
                self._show(round_id, room, pulse)
            elif count and (pulse.answered, pulse.taken) != room.counted:
                self._count(round_id, room, pulse)
            room.is_moved = room.is_moved and pulse.version > room.shown

    def _after_time(self, round_ids: list[int]) -> Mapping[int, Pulse]:
        """The pulses of these rounds, after time has moved those that were due."""
        pulses, now = self._doors.pulses(round_ids), self._doors.now()
        due = [round_id for round_id, pulse in pulses.items() if pulse.due_at is not None and now >= pulse.due_at]
        for round_id in due:
            self._doors.settle(round_id)
        return self._doors.pulses(round_ids) if due else pulses

    def _show(self, round_id: int, room: Room, pulse: Pulse) -> None:
        room.shown, room.counted = pulse.version, (pulse.answered, pulse.taken)
        if not pulse.is_running:
            room.answered.clear()
        elif pulse.answered:
            self._doors.settle(round_id)  # the last answer may have come to a process that died
        self._push(round_id, list(room.watchers.values()))

    def _count(self, round_id: int, room: Room, pulse: Pulse) -> None:
        """Tells projectors and hosts who came in and how many have answered; phones need not know."""
        if pulse.answered != room.counted[0]:
            self._doors.settle(round_id)  # the last answer may have come through another process
        room.counted = (pulse.answered, pulse.taken)
        self._push(round_id, [each for each in room.watchers.values() if each.audience is not Audience.PLAYER])

    def _push(self, round_id: int, watchers: Sequence[Watcher]) -> None:
        for watcher, payload in self._doors.snapshots(round_id, watchers):
            # To this process's own sockets: the others read the same round from the database.
            hub.tell(self._socketio, watcher.sid, "round", payload)

    def _check(self, round_id: int, room: Room) -> None:
        """Has the round settled at once when nobody here is still to answer."""
        if room.have_all_answered():
            self._doors.settle(round_id)

    def _tell_who_is_here(self) -> None:
        """Keeps who came and who went since the last beat; a hall comes in at once."""
        came, self._came = self._came, set()
        went, self._went = self._went, set()
        if came:
            self._doors.seen(list(came), True)
        if went := {seat_id for seat_id in went if not any(seat_id in room.seats for room in self._rooms.values())}:
            self._doors.seen(list(went), False)
            for round_id, room in list(self._rooms.items()):
                self._check(round_id, room)

    def _repeat_who_is_here(self) -> None:
        seats = [seat_id for room in self._rooms.values() for seat_id in room.seats]
        if seats:
            self._doors.seen(seats, True)

    def _run(self) -> None:
        while True:
            self._wake.wait(TICK_S)
            self._wake.clear()
            try:
                self.beat()
            except Exception as error:
                log.warning("rounds wait: %s: %s", type(error).__name__, error)
                self._socketio.sleep(RETRY_S)
