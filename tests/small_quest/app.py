"""The process. Anybody may move its points and end its sign-ins over HTTP. Run the package, not this module."""

import os
import resource
import socket
import sys
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Flask, request

from quest.domain.errors import NoSuchRound
from quest.domain.standings import Total
from quest.leaderboard.memory import MemoryLeaderboard
from quest.leaderboard.redis import RedisLeaderboard, connect
from quest.realtime import gather, hub, pace, pushes, rooms, rounds, sockets
from quest.server import listen, transport

REDIS_URL = os.environ.get("SMALL_REDIS_URL", "")


@dataclass(frozen=True)
class Visitor:
    """Sign-in and player have the same number here."""

    sign_in_id: int
    player_id: int | None
    roles: frozenset[str] = frozenset({"player"})


class SignIns:
    """Which sign-ins are over; in Redis, when there is one, for the other process to see."""

    def __init__(self) -> None:
        self._redis = connect(REDIS_URL) if REDIS_URL else None
        self._over: set[int] = set()

    def end(self, sign_in: int) -> None:
        self._over.add(sign_in)
        if self._redis:
            self._redis.sadd("over", sign_in)

    def live(self, asked: Collection[int]) -> set[int]:
        if self._redis:
            self._over = {int(number) for number in self._redis.smembers("over")}
        return set(asked) - self._over

    def visitor(self, environ: Mapping[str, Any]) -> Visitor | None:
        assert environ is request.environ
        number = int(request.cookies.get("sign_in", 0))
        return Visitor(number, number) if number and self.live([number]) else None


app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 1_000_000
socketio = hub.make_socketio(
    app,
    redis_url=REDIS_URL,
    channel="small",
    max_message_bytes=64_000,
    public_url="https://quest.example",
    ping_timeout=float(os.environ.get("SMALL_PING_TIMEOUT", 20)),
)
leaderboard = RedisLeaderboard(connect(REDIS_URL), "small") if REDIS_URL else MemoryLeaderboard()
sign_ins = SignIns()
trouble: list[str] = []


def snapshot(board: str) -> dict[str, Any] | None:
    if trouble:
        raise RuntimeError(trouble[0])
    if board == "level:nowhere":
        return None
    page = leaderboard.page(board, 10)
    rows = [{"rank": s.rank, "player_id": s.player_id, "points": s.points} for s in page.standings]
    return {"board": board, "version": page.version, "total": page.total, "as_of": time.time(), "rows": rows}


pacing = pace.RedisPace(connect(REDIS_URL), "small") if REDIS_URL else pace.LocalPace()
own_points: dict[int, int] = {}


def no_round(*_: object) -> Any:
    raise NoSuchRound


doors = sockets.Doors(
    sign_ins.visitor,
    snapshot,
    lambda player: {"points": own_points.get(player, player * 10)},
    lambda: {"scene": "agenda"},
    sign_ins.live,
    no_round,
    no_round,
)
room_pushes = pushes.Pushes(socketio, doors.board_snapshot, doors.me_snapshot, doors.stage_snapshot, pacing)
live = rounds.LiveRounds(socketio, rounds.RoundDoors(lambda: datetime.now(UTC), no_round, no_round, no_round, no_round))
answers = gather.Gatherer(socketio, no_round, within=0.01, after=live.kept)
handlers = sockets.register(socketio, doors, room_pushes, live, answers)


def number(name: str, default: int = 1) -> int:
    return int(request.args.get(name, default))


@app.post("/stage")
def stage() -> dict[str, Any]:
    """Says that the stage shows something else now."""
    room_pushes.mark_due(rooms.STAGE)
    return {}


@app.post("/put")
def put() -> dict[str, Any]:
    """Puts `times` totals for one player, each a point and an award more, as that many answers would."""
    board, points, award = request.args.get("board", "overall"), number("points"), number("award")
    for more in range(number("times")):
        leaderboard.put([Total(board, number("player"), points + more, award + more)])
        room_pushes.mark_due(rooms.board_room(board))
    return {"version": leaderboard.version(board)}


@app.post("/due")
def due() -> dict[str, Any]:
    room_pushes.mark_due(rooms.board_room(request.args["board"]))
    return {}


@app.post("/trouble")
def make_trouble() -> dict[str, Any]:
    trouble[:] = request.args.getlist("why")
    return {}


@app.post("/sign-out")
def sign_out() -> dict[str, Any]:
    sign_ins.end(number("sign_in"))
    if "quietly" not in request.args:
        hub.cut(socketio, number("sign_in"))
    return {}


@app.post("/sweep")
def sweep() -> dict[str, Any]:
    handlers.sweep()
    return {}


@app.post("/notice")
def notice() -> dict[str, Any]:
    hub.notice(socketio, request.args["text"], "warning")
    return {}


@app.post("/me")
def me() -> dict[str, Any]:
    own_points[number("player")] = number("points")
    room_pushes.mark_due(rooms.me_room(number("player")))
    return {}


@app.post("/flood")
def flood() -> dict[str, Any]:
    """Sends everybody so many packets of so many bytes."""
    for place in range(number("packets")):
        socketio.emit("flood", {"place": place, "filling": "x" * number("size")})
        if place % 50 == 49:
            socketio.sleep(0)
    return {}


@app.get("/numbers")
def numbers() -> dict[str, Any]:
    connections = socketio.server.eio.sockets.values()
    return {
        "largest_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        "connections": len(connections),
        "queued": sum(connection.queue.qsize() for connection in connections),
        "rooms": sorted(hub.local_rooms(socketio)),
        "descriptors": resource.getrlimit(resource.RLIMIT_NOFILE),
    }


@app.get("/own-connection")
def own_connection() -> dict[str, Any]:
    sock = request.environ["wsgi.input"].rfile.raw._sock
    return {"no_delay": bool(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))}


@app.post("/body")
def body() -> dict[str, Any]:
    return {"length": len(request.get_data())}


@app.get("/slow")
def slow() -> str:
    say("slow begun")
    socketio.sleep(float(request.args["seconds"]))
    return "done"


@app.get("/large")
def large() -> bytes:
    return b"x" * number("size")


def hasten() -> None:
    """Shorten what a test should not wait for."""
    for module in (listen, transport, pace, pushes):
        for name, seconds in os.environ.items():
            setting = name.removeprefix("SMALL_")
            if setting.endswith("_SECONDS") and hasattr(module, setting):
                setattr(module, setting, float(seconds))


def say(word: object) -> None:
    """Tell the test that started this process."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main() -> None:
    """Serve until a signal, and say the port first and `ended` last."""
    hasten()
    port = int(os.environ.get("SMALL_PORT", 0))
    listen.serve(app, "127.0.0.1", port, ready=say, goodbye=lambda: hub.say_goodbye(socketio))
    say("ended")
