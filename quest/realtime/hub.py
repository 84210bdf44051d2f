"""The Socket.IO server and what the app may ask of it: tell everybody, cut a sign-in, say goodbye."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import orjson
import socketio as engine
from flask import Flask
from flask_socketio import SocketIO
from redis.backoff import NoBackoff
from redis.retry import Retry

from quest.realtime.rooms import sign_in_of, sign_in_room

NAMESPACE = "/"
EVENT = "2"
"""How a packet of Socket.IO begins that carries an event of the default namespace."""
FAREWELL_SECONDS = 1.0
"""How long a cut client has to read why, before the connection itself is closed."""

log = logging.getLogger("quest.realtime")


class WireJson:
    """JSON for packets: a tenth of the time of the standard library's, and Chinese in three bytes instead of six.

    It refuses lone surrogates and deep nesting, which the other lets through to break a reader later.
    """

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        """The shortest text for a value."""
        return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()

    @staticmethod
    def loads(text: str | bytes, **_: Any) -> Any:
        """The value of a text; a ValueError when it is none."""
        return orjson.loads(text)


class OnceAMinute(logging.Filter):
    """Lets each message pass once a minute and on one line, so that clients that send nonsense cannot fill the disk.

    Faults of our own handlers do not come this way; `sockets` logs them whole.
    """

    def __init__(self) -> None:
        super().__init__()
        self._silent_until: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        message = str(record.msg)[:40]
        if self._silent_until.get(message, 0) > record.created:
            return False
        self._silent_until[message] = record.created + 60
        if record.exc_info:
            record.msg, record.exc_info = f"{record.msg}: {record.exc_info[1]!r}", None
        return True


class ClosesSignIns:
    """A client manager for whom closing the room of a sign-in ends its sockets.

    `close_room` is what a message queue carries to every process, whereas `disconnect` needs to know the socket.
    """

    server: Any
    get_participants: Callable[..., Any]

    def basic_close_room(self, room: str, namespace: str) -> None:
        """Empty the room, in this process."""
        members = list(self.get_participants(namespace, room))
        super().basic_close_room(room, namespace)  # type: ignore[misc]  # of the manager beside it
        if sign_in_of(room) is not None:
            for sid, connection in members:
                self.server.disconnect(sid, namespace=namespace, ignore_queue=True)
                self.server.start_background_task(_hang_up, self.server, connection)


class LocalManager(ClosesSignIns, engine.Manager):  # type: ignore[misc]  # has no types
    """The clients of a quest of one process."""


class SharedManager(ClosesSignIns, engine.RedisManager):  # type: ignore[misc]  # has no types
    """The clients of one process of several, which hear each other through Redis."""


def make_socketio(
    app: Flask,
    *,
    redis_url: str = "",
    channel: str = "quest",
    async_mode: str = "gevent",
    max_message_bytes: int = 64_000,
    public_url: str = "",
    ping_interval: float = 25,
    ping_timeout: float = 20,
) -> SocketIO:
    """The Socket.IO server of an app; it takes over the path `/socket.io`.

    Wrap the app in `ProxyFix` afterwards, so that the origin check sees the address that people use.

    Args:
        app: the Flask app.
        redis_url: carries pushes between processes; without it there is one process.
        channel: tells this quest from others on the same Redis.
        async_mode: `gevent` or `threading`.
        max_message_bytes: the longest message that a client may send.
        public_url: where people reach the quest, if that is not the host that the server sees.
        ping_interval: seconds between pings; with the timeout below the idle limits of balancers and mobile networks.
        ping_timeout: seconds after which a silent client is gone.
    """
    return SocketIO(
        app,
        client_manager=_manager(redis_url, channel),
        async_mode=async_mode,
        async_handlers=False,  # a client's watch and unwatch keep their order, and none can start hundreds at once
        manage_session=False,  # every event reads the signed cookie again; nothing is remembered from the handshake
        json=WireJson,
        max_http_buffer_size=max_message_bytes,
        cors_allowed_origins=_origin_check(public_url),
        cors_credentials=False,
        ping_interval=ping_interval,
        ping_timeout=ping_timeout,
        logger=_calm_logger("quest.realtime.queue"),
        engineio_logger=_calm_logger("quest.realtime.packets"),
    )


def _calm_logger(name: str) -> logging.Logger:
    logger = logging.getLogger(name)
    logger.setLevel(logging.WARNING)
    if not any(isinstance(filter_, OnceAMinute) for filter_ in logger.filters):
        logger.addFilter(OnceAMinute())
    return logger


def _manager(redis_url: str, channel: str) -> Any:
    if not redis_url:
        return LocalManager()
    # The manager tries again by itself; a sign-out must not wait for a Redis that is away.
    patience = {"socket_connect_timeout": 2, "socket_keepalive": True, "retry": Retry(NoBackoff(), 0)}
    return SharedManager(redis_url, channel=channel, redis_options=patience)


def _origin_check(public_url: str) -> Callable[[str, Mapping[str, Any]], bool]:
    public = urlsplit(public_url)

    def is_ours(origin: str, environ: Mapping[str, Any]) -> bool:
        own = f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST', '')}"
        return origin in (own, f"{public.scheme}://{public.netloc}")

    return is_ours


def cut(socketio: SocketIO, sign_in_id: int) -> None:
    """Tell the sockets of a sign-in that it is over and close them, in every process."""
    socketio.emit("signed_out", {}, to=sign_in_room(sign_in_id))
    socketio.close_room(sign_in_room(sign_in_id))


def tell(socketio: SocketIO, sid: str, event: str, payload: Mapping[str, Any]) -> None:
    """Send an event to one socket of this process, and to no other one.

    To a whole hall, each with something of its own, `emit` would spend more on looking for rooms and for files in the
    payload than on sending it. A socket that has gone is left out.
    """
    connection = socketio.server.manager.eio_sid_from_sid(sid, NAMESPACE)
    if connection is not None:
        socketio.server.eio.send(connection, f"{EVENT}{WireJson.dumps([event, payload])}")


def notice(socketio: SocketIO, text: str, level: str = "info") -> None:
    """Tell everybody who is connected; `level` is `info` or `warning`."""
    socketio.emit("notice", {"text": text, "level": level})


def say_goodbye(socketio: SocketIO) -> None:
    """Close every socket of this process, which then connects to another one or waits for the next start."""
    for connection in list(socketio.server.eio.sockets.values()):
        connection.close(wait=False)
    socketio.server.shutdown()


def local_rooms(socketio: SocketIO) -> list[str]:
    """The rooms that somebody connected to this process is in."""
    return [room for room in socketio.server.manager.rooms.get(NAMESPACE, ()) if room]


def is_open_here(socketio: SocketIO, room: str) -> bool:
    """Whether anybody connected to this process is in the room."""
    return room in socketio.server.manager.rooms.get(NAMESPACE, ())


def _hang_up(server: Any, connection: str) -> None:
    server.sleep(FAREWELL_SECONDS)
    if found := server.eio.sockets.get(connection):
        found.close(wait=False)
