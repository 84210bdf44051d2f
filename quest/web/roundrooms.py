"""What live rounds ask of the quest: who may watch one, what each socket is shown, and keeping what comes in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from flask import Flask, g, render_template

from quest.domain.errors import NoSuchRound, QuestError
from quest.domain.rounds import Audience, Sent
from quest.levels.base import LANGUAGES
from quest.services import campaigns, round_answers, round_scenes, rounds, seats
from quest.services.round_scenes import Pulse, Scene
from quest.web.context import Parts
from quest.web.language import language
from quest.web.rounds import door, own_view, ranks_of, shared_view

FEW = 50
"""Up to so many seats are read one by one; of more, all are."""
HOSTS = frozenset({"host", "organiser"})


class Visitor(Protocol):
    """Who sent a request or holds a socket."""

    @property
    def player_id(self) -> int | None: ...

    @property
    def roles(self) -> frozenset[str]: ...


class Watcher(Protocol):
    """A socket that watches a round."""

    @property
    def audience(self) -> Audience: ...

    @property
    def seat_id(self) -> int | None: ...

    @property
    def language(self) -> str: ...

    @property
    def html(self) -> bool: ...


Watching = TypeVar("Watching", bound=Watcher)


def admit(parts: Parts, visitor: Visitor | None, round_id: int, said: Mapping[str, Any]) -> tuple[Audience, int | None]:
    """As what a visitor sees a round, and from which seat.

    Args:
        said: may hold the `key` of a projector, which goes first, for it shows the least; and `as: host`, for a host
            who plays along on the same device.

    Raises:
        NoSuchRound: there is none, or this visitor is not in it.
    """
    key = said.get("key")
    with parts.database.looking() as reader:
        projector_key, seat_id = seats.way_in(reader, round_id, visitor.player_id if visitor else None)
    if isinstance(key, str) and key:
        if key != projector_key:
            raise NoSuchRound(round_id=round_id)
        return Audience.PROJECTOR, None
    is_host = visitor is not None and bool(visitor.roles & HOSTS)
    if seat_id is not None and not (is_host and said.get("as") == "host"):
        return Audience.PLAYER, seat_id
    if is_host:
        return Audience.HOST, None
    raise NoSuchRound(round_id=round_id)


def language_of(asked: object) -> str:
    """The language in which a socket reads: the page's own, or that of its visitor."""
    return asked if isinstance(asked, str) and asked in LANGUAGES else language()


def pulses(parts: Parts, round_ids: Collection[int]) -> Mapping[int, Pulse]:
    """How these rounds stand."""
    with parts.database.reading() as session:
        return round_scenes.pulses(session, list(round_ids))


def settle(parts: Parts, round_id: int) -> None:
    """Lets time, or the last answer, move a round."""
    with parts.database.unit_of_work() as session:
        rounds.settle(session, campaigns.current(session), round_id, now=parts.now())


def seen(parts: Parts, seat_ids: Sequence[int], *, here: bool) -> None:
    """Keeps that these seats have a socket, or none any more."""
    with parts.database.unit_of_work() as session:
        seats.mark_seen(session, seat_ids, now=parts.now() if here else None)


def accept(parts: Parts, round_id: int, sent: Sequence[Sent]) -> list[datetime | QuestError]:
    """Commits a handful of answers to one round."""
    with parts.database.unit_of_work() as session:
        return round_answers.accept(session, campaigns.current(session), round_id, sent)


def snapshots(
    app: Flask, parts: Parts, round_id: int, watchers: Sequence[Watching]
) -> Iterator[tuple[Watching, Mapping[str, Any]]]:
    """What each of these sockets is to see now; the round is read once, and drawn once for each language."""
    own = {watcher.seat_id for watcher in watchers if watcher.seat_id is not None}
    with parts.database.reading() as session:
        few = own if len(own) <= FEW else None
        scene = round_scenes.read(session, campaigns.current(session), round_id, own=few)
    ranks, shared = ranks_of(scene), {}
    for watcher in watchers:
        about = (watcher.audience, watcher.language, watcher.html)
        if about not in shared:
            shared[about] = _shared(app, parts, scene, *about)
        if watcher.audience is not Audience.PLAYER:
            yield watcher, shared[about]
        elif watcher.seat_id is not None and watcher.seat_id in scene.seats:
            yield watcher, shared[about] | {"me": own_view(scene, watcher.seat_id, ranks, watcher.language)}
        else:
            yield watcher, {"id": round_id, "version": scene.row.version, "removed": True}


def _shared(app: Flask, parts: Parts, scene: Scene, audience: Audience, asked: str, html: bool) -> dict[str, Any]:
    """The view of an audience, with its page's markup if it wants that; drawn outside of any request."""
    with app.test_request_context("/"):
        g.language = asked
        view = shared_view(scene, audience, asked, now=parts.now(), address=parts.config.address)
        if html:
            way_in = door(parts.config.address, view.get("pin")) if audience is Audience.PROJECTOR else {}
            view["html"] = render_template(f"rounds/_{audience.value}.html", round=view, me=None, **way_in)
    return view
