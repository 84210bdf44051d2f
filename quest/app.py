"""The app factory: the only file that knows everything."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
from flask import Flask
from flask.json.provider import JSONProvider
from flask_socketio import SocketIO
from gevent import get_hub
from sqlalchemy.orm import Session
from werkzeug.middleware.proxy_fix import ProxyFix

from quest.db import Database
from quest.domain.errors import NotFound
from quest.domain.events import (
    BadgesEarned,
    BoardFrozen,
    BoardRevealed,
    BoardsChanged,
    Event,
    GroupRenamed,
    PlayerErased,
    PlayerRenamed,
    PointsAwarded,
    RoundMoved,
    RoundRevealed,
    SignedOut,
)
from quest.domain.standings import GROUP, Total
from quest.leaderboard.base import Leaderboard
from quest.leaderboard.memory import MemoryLeaderboard
from quest.leaderboard.redis import RedisLeaderboard, connect
from quest.levels.crowd import GROUP_KINDS
from quest.levels.level import Campaign
from quest.paths import TEMPLATES
from quest.realtime import hub
from quest.realtime.gather import Gatherer
from quest.realtime.hub import cut, make_socketio
from quest.realtime.pace import LocalPace, RedisPace
from quest.realtime.pushes import Pushes
from quest.realtime.rooms import ROUND, board_room, me_room
from quest.realtime.rounds import LiveRounds, RoundDoors, Watcher
from quest.realtime.sockets import Doors, register
from quest.services import boards, campaigns, freezes, history, job_index
from quest.settings import Config
from quest.web import assets, blueprints, compression, errors, identity, language, roundrooms, security, templating
from quest.web.boards import board_view, me_view
from quest.web.context import EXTENSION, Parts
from quest.web.throttle import Throttle

WARM_UP_AFTER_S = 2
SETTLED_AFTER_S = 5
"""After how long nothing is on its way to the boards that was awarded before a player changed boards."""
log = logging.getLogger(__name__)


class OrjsonProvider(JSONProvider):
    """JSON at the speed that a hall of phones needs."""

    def dumps(self, obj: Any, **_: Any) -> str:
        return orjson.dumps(obj, option=orjson.OPT_NON_STR_KEYS).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:
        return orjson.loads(s)


def milliseconds(at: datetime) -> int:
    """A moment as boards keep it."""
    return int(at.timestamp() * 1000)


def utc_now() -> datetime:
    """The clock that a running quest lives by."""
    return datetime.now(UTC)


def create_app(config: Config, *, now: Callable[[], datetime] = utc_now) -> Flask:
    """The whole quest, ready to be served.

    The database must have been migrated. `now` is the clock; tests bring their own.
    """
    app = Flask("quest", template_folder=str(TEMPLATES), static_folder=None)
    app.json = OrjsonProvider(app)
    app.config.update(
        SECRET_KEY=config.secret_key,
        MAX_CONTENT_LENGTH=config.max_body_bytes,
        SESSION_COOKIE_NAME="quest",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.address.startswith("https://"),
        SESSION_REFRESH_EACH_REQUEST=False,
        BABEL_TRANSLATION_DIRECTORIES="translations",
    )
    parts = Parts(
        config=config,
        database=Database(config.database, pool=config.database_pool),
        leaderboard=make_leaderboard(config),
        throttle=Throttle(config.redis_url, config.redis_prefix),
        now=now,
        aside=make_aside(config),
    )
    app.extensions[EXTENSION] = parts
    language.babel.init_app(app, locale_selector=language.locale)
    compression.compress_responses(app)
    security.guard(app)
    errors.handle_errors(app)
    identity.manage_sign_ins(app, parts)
    assets.serve_assets(app)
    templating.equip(app)
    blueprints.register(app)
    fill_boards(parts)
    go_live(app, parts)
    if config.proxy_hops:
        hops = config.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def make_leaderboard(config: Config) -> Leaderboard:
    """The leaderboard of these settings: shared through Redis, or in this process."""
    if not config.redis_url:
        return MemoryLeaderboard()
    return RedisLeaderboard(connect(config.redis_url), prefix=config.redis_prefix)


def make_aside(config: Config) -> Callable[..., Any]:
    """Calls a function on another thread, so that a busy core does not stop the hub; plainly without gevent."""
    if config.async_mode != "gevent":
        return lambda function, *values: function(*values)
    return lambda function, *values: get_hub().threadpool.apply(function, values)


def fill_boards(parts: Parts) -> None:
    """Makes the boards from the ledger where they are empty: at each start in memory, once in a new Redis."""
    try:
        with parts.database.reading() as session:
            campaign = campaigns.current(session)
            follow_decisions(parts.leaderboard, session, campaign)
            if not parts.leaderboard.boards():
                parts.leaderboard.put(list(boards.ledger_totals(session, campaign)))
    except NotFound:
        return


def follow_decisions(leaderboard: Leaderboard, session: Session, campaign: Campaign) -> None:
    """Keeps off the boards who is not ranked, and freezes those that are to be frozen, as the database has it."""
    unranked, hidden = boards.unranked(session, campaign), leaderboard.hidden()
    leaderboard.hide(unranked - hidden)
    for player_id in hidden - unranked:
        leaderboard.show(player_id)
    due = {each.board: each for each in freezes.all_of(session, campaign)}
    for board in leaderboard.frozen().keys() - due.keys():
        leaderboard.reveal(board)
    for each in due.values():
        leaderboard.freeze(each.board, freezes.rows(session, campaign, each), milliseconds(each.at))


def go_live(app: Flask, parts: Parts) -> None:
    """Opens the sockets, and lets every committed fact reach the boards and the rooms that show it."""
    config = parts.config
    socketio = make_socketio(
        app,
        redis_url=config.redis_url,
        channel=config.redis_prefix,
        async_mode=config.async_mode,
        max_message_bytes=config.max_message_bytes,
        public_url=config.address,
    )

    def board_snapshot(name: str) -> dict[str, Any] | None:
        if name.startswith(ROUND):
            return None  # whoever is in a round watches it in its own room
        try:
            with parts.database.looking() as reader:
                campaign = campaigns.current(reader)
            return board_view(parts, campaign, name)
        except NotFound:
            return None

    def admit(sid: str, environ: Mapping[str, Any], round_id: int, said: Mapping[str, Any]) -> Watcher:
        visitor = identity.visitor_of_environ(app, parts, environ)
        audience, seat_id = roundrooms.admit(parts, visitor, round_id, said)
        tag = roundrooms.language_of(said.get("language"))
        return Watcher(sid, audience, seat_id, tag, html=said.get("html") is True)

    doors = Doors(
        visitor_of=lambda environ: identity.visitor_of_environ(app, parts, environ),
        board_snapshot=board_snapshot,
        me_snapshot=lambda player_id: me_view(parts, player_id),
        live_sign_ins=lambda ids: identity.live_sign_ins(parts, ids),
        admit=admit,
    )
    pace = RedisPace(connect(config.redis_url), config.redis_prefix) if config.redis_url else LocalPace()
    pushes = Pushes(socketio, doors.board_snapshot, doors.me_snapshot, pace)
    live = LiveRounds(
        socketio,
        RoundDoors(
            now=parts.now,
            pulses=lambda ids: roundrooms.pulses(parts, ids),
            settle=lambda round_id: roundrooms.settle(parts, round_id),
            snapshots=lambda round_id, watchers: roundrooms.snapshots(app, parts, round_id, watchers),
            seen=lambda seat_ids, here: roundrooms.seen(parts, seat_ids, here=here),
        ),
    )
    answers = Gatherer(socketio, lambda round_id, sent: roundrooms.accept(parts, round_id, sent), live.kept)
    register(socketio, doors, pushes, live, answers)
    parts.database.publish = Publisher(parts, socketio, pushes, live)


def warm_up(app: Flask) -> None:
    """Reads all jobs in the background, so that nobody's first search waits for it."""
    parts: Parts = app.extensions[EXTENSION]
    socketio: SocketIO = app.extensions["socketio"]

    def read_jobs() -> None:
        # Whoever waited for the start sees a page first: reading 2,500 jobs keeps the core busy for a second or two.
        socketio.sleep(WARM_UP_AFTER_S)
        with parts.database.reading() as session:
            job_index.current(session)

    socketio.start_background_task(read_jobs)


def keep_history(app: Flask) -> None:
    """Keeps in the background how the points lie, every few minutes."""
    parts: Parts = app.extensions[EXTENSION]
    socketio: SocketIO = app.extensions["socketio"]

    def keep() -> None:
        while True:
            socketio.sleep(history.EVERY_S - parts.now().timestamp() % history.EVERY_S)
            try:
                with parts.database.unit_of_work() as session:
                    history.keep(session, campaigns.current(session), now=parts.now())
            except Exception as error:
                log.warning("ranks not kept: %s", type(error).__name__)

    socketio.start_background_task(keep)


def say_goodbye(app: Flask) -> None:
    """Closes what stays open on its own when the process stops; browsers connect again to the next one."""
    hub.say_goodbye(app.extensions["socketio"])


class Publisher:
    """Takes facts from commits to the boards and the sockets; whatever fails here, the commit stands."""

    def __init__(self, parts: Parts, socketio: SocketIO, pushes: Pushes, live: LiveRounds) -> None:
        self._parts, self._socketio, self._pushes = parts, socketio, pushes
        self._follows: dict[type[Event], Callable[[Any], None]] = {
            PointsAwarded: self._put,
            BadgesEarned: lambda fact: pushes.mark_due(me_room(fact.player_id)),
            PlayerRenamed: self._show_anew,
            GroupRenamed: self._show_anew,
            BoardsChanged: self._settle_twice,
            PlayerErased: self._settle_twice,
            BoardFrozen: lambda fact: self._freeze(fact.board),
            BoardRevealed: lambda fact: self._reveal(fact.board),
            RoundMoved: lambda fact: live.moved(fact.round_id),
            RoundRevealed: lambda fact: socketio.start_background_task(self._count_round, fact.round_id),
            SignedOut: lambda fact: cut(socketio, fact.sign_in_id),
        }

    def __call__(self, fact: Event) -> None:
        if follow := self._follows.get(type(fact)):
            follow(fact)

    def _put(self, fact: PointsAwarded) -> None:
        totals = [Total(board, fact.player_id, points, fact.award_id) for board, points in fact.totals.items()]
        self._due(self._parts.leaderboard.put(totals))
        self._pushes.mark_due(me_room(fact.player_id))

    def _show_anew(self, fact: PlayerRenamed | GroupRenamed) -> None:
        """Has boards drawn again where a name changed and no row did."""
        leaderboard = self._parts.leaderboard
        if isinstance(fact, GroupRenamed):
            named = [f"{GROUP}{fact.group_id}"]
        else:
            named = [board for board in leaderboard.boards() if leaderboard.rank(board, fact.player_id)]
        for board in named:
            leaderboard.touch(board)
        self._due(named)

    def _settle_twice(self, fact: BoardsChanged | PlayerErased) -> None:
        self._settle(fact.player_id)
        self._socketio.start_background_task(self._settle_again, fact.player_id)

    def _settle(self, player_id: int) -> None:
        """Puts a player on the boards that the ledger says, and takes the player off all others."""
        with self._parts.database.reading() as session:
            campaign = campaigns.current(session)
            ranked = boards.is_ranked(session, player_id)
            totals = list(boards.ledger_totals(session, campaign, player_id))
            frozen = freezes.rows_of_player(session, campaign, player_id)
        leaderboard = self._parts.leaderboard
        if ranked is False:
            self._due(leaderboard.hide([player_id]))
            return
        leaderboard.show(player_id)
        self._due(leaderboard.remove_player(player_id, but=[total.board for total in totals]))
        self._due(leaderboard.put(totals))
        self._due(leaderboard.put_frozen(frozen))

    def _freeze(self, board: str) -> None:
        with self._parts.database.reading() as session:
            campaign = campaigns.current(session)
            for each in freezes.all_of(session, campaign):
                if each.board == board:
                    rows = freezes.rows(session, campaign, each)
                    self._parts.leaderboard.freeze(board, rows, milliseconds(each.at))
        self._due([board])

    def _reveal(self, board: str) -> None:
        self._parts.leaderboard.reveal(board)
        self._due([board])

    def _count_round(self, round_id: int) -> None:
        """Puts what a round just awarded on the boards of the quest, after the phones had their results."""
        try:
            with self._parts.database.reading() as session:
                totals = list(boards.ledger_totals(session, campaigns.current(session), seated_in=round_id))
            self._due(self._parts.leaderboard.put(totals))
            for player_id in {total.player_id for total in totals}:
                self._pushes.mark_due(me_room(player_id))
        except Exception as error:
            log.warning("points of a round not on the boards yet: %s", type(error).__name__)

    def _settle_again(self, player_id: int) -> None:
        """An answer that was committed before may put its totals only now, on boards that the player has left."""
        self._socketio.sleep(SETTLED_AFTER_S)
        try:
            self._settle(player_id)
        except Exception as error:
            log.warning("boards of a player not settled: %s", type(error).__name__)

    def _due(self, changed: Iterable[str]) -> None:
        for board in changed:
            self._pushes.mark_due(board_room(board))
            if board.startswith(GROUP):
                for kind in GROUP_KINDS:
                    self._pushes.mark_due(board_room(f"groups:{kind}"))
