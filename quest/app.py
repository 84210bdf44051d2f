"""The app factory: the only file that knows everything."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
from flask import Flask
from flask.json.provider import JSONProvider
from flask_socketio import SocketIO
from gevent import get_hub
from werkzeug.middleware.proxy_fix import ProxyFix

from quest import projection, refreshing
from quest.db import Database
from quest.domain.errors import NotFound
from quest.domain.rounds import Sent
from quest.leaderboard.redis import connect
from quest.paths import TEMPLATES
from quest.publisher import Publisher
from quest.realtime import hub
from quest.realtime.gather import Gatherer
from quest.realtime.hub import make_socketio
from quest.realtime.pace import LocalPace, RedisPace
from quest.realtime.pushes import Pushes
from quest.realtime.rooms import ROUND
from quest.realtime.rounds import LiveRounds, RoundDoors, Watcher
from quest.realtime.sockets import Doors, Visitor, register
from quest.services import campaigns, history, job_index
from quest.settings import Config
from quest.web import (
    assets,
    blueprints,
    compression,
    errors,
    identity,
    language,
    roundrooms,
    security,
    stageviews,
    templating,
)
from quest.web.boards import board_view, me_view
from quest.web.context import EXTENSION, Parts
from quest.web.throttle import Throttle

WARM_UP_AFTER_S = 2
GATHER_S = 0.025
"""How long an answer to a live round may wait for others, to be committed with them."""
LOOK_S = 1
"""How soon the boards of this process follow a campaign that was loaded by another one."""
FEEDS_LOOK_S = 30
"""How soon a feed whose time has come is visited."""
PUBLISHER = "quest.publisher"
log = logging.getLogger(__name__)


class OrjsonProvider(JSONProvider):
    """JSON at the speed that a hall of phones needs."""

    def dumps(self, obj: Any, **_: Any) -> str:
        return orjson.dumps(obj, option=orjson.OPT_NON_STR_KEYS).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:
        return orjson.loads(s)


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
        leaderboard=projection.make_leaderboard(config),
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
    projection.fill(parts.database, parts.leaderboard)
    go_live(app, parts)
    if config.proxy_hops:
        hops = config.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def make_aside(config: Config) -> Callable[..., Any]:
    """Calls a function on another thread, so that a busy core does not stop the hub; plainly without gevent."""
    if config.async_mode != "gevent":
        return lambda function, *values: function(*values)
    return lambda function, *values: get_hub().threadpool.apply(function, values)


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

    def stage_snapshot() -> dict[str, Any] | None:
        try:
            return stageviews.snapshot(parts)
        except NotFound:
            return None

    def admit(sid: str, visitor: Visitor | None, round_id: int, said: Mapping[str, Any]) -> Watcher:
        audience, seat_id = roundrooms.admit(parts, visitor, round_id, said)
        tag = roundrooms.language_of(said.get("language"))
        return Watcher(sid, audience, seat_id, tag, html=said.get("html") is True)

    doors = Doors(
        visitor_of=lambda environ: identity.visitor_of_environ(app, parts, environ),
        board_snapshot=board_snapshot,
        me_snapshot=lambda player_id: me_view(parts, player_id),
        stage_snapshot=stage_snapshot,
        live_sign_ins=lambda ids: identity.live_sign_ins(parts, ids),
        admit=admit,
        seat_of=lambda visitor, round_id: roundrooms.admit(parts, visitor, round_id, {})[1],
    )
    pace = RedisPace(connect(config.redis_url), config.redis_prefix) if config.redis_url else LocalPace()
    pushes = Pushes(socketio, doors.board_snapshot, doors.me_snapshot, doors.stage_snapshot, pace)
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
    answers: Gatherer[Sent, datetime] = Gatherer(
        socketio, lambda round_id, sent: roundrooms.accept(parts, round_id, sent), within=GATHER_S, after=live.kept
    )
    register(socketio, doors, pushes, live, answers)
    publisher = Publisher(parts.database, parts.leaderboard, socketio, pushes, live)
    parts.database.publish = publisher
    app.extensions[PUBLISHER] = publisher


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


def refresh_feeds(app: Flask) -> None:
    """Visits in the background the feeds of jobs that are due; of several processes one makes each visit."""
    parts: Parts = app.extensions[EXTENSION]
    socketio: SocketIO = app.extensions["socketio"]

    def refresh() -> None:
        while True:
            socketio.sleep(FEEDS_LOOK_S)
            try:
                for visit in refreshing.visit_due(parts.database, parts.config, parts.now, parts.aside):
                    if visit.problem:
                        log.warning("feed %s: %s", visit.feed_id, visit.problem)
            except Exception as error:
                log.warning("feeds not visited: %s", type(error).__name__)

    socketio.start_background_task(refresh)


def follow_campaign(app: Flask) -> None:
    """Makes the boards in this process anew, in the background, whenever another process loads a campaign.

    In a shared Redis whoever loads it does that.
    """
    parts: Parts = app.extensions[EXTENSION]
    socketio: SocketIO = app.extensions["socketio"]
    publisher: Publisher = app.extensions[PUBLISHER]

    def follow() -> None:
        made_of = campaigns.current_digest(parts.database)
        while True:
            socketio.sleep(LOOK_S)
            try:
                digest = campaigns.current_digest(parts.database)
                if digest != made_of:
                    publisher.show(projection.rebuild(parts.database, parts.leaderboard))
                    made_of = digest
            except Exception as error:
                log.warning("boards do not follow the campaign yet: %s", type(error).__name__)

    if not parts.config.redis_url:
        socketio.start_background_task(follow)


def say_goodbye(app: Flask) -> None:
    """Closes what stays open on its own when the process stops; browsers connect again to the next one."""
    hub.say_goodbye(app.extensions["socketio"])
