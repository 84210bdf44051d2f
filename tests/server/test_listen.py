"""The listening process: no delay, bounds on slow clients, a clean end."""

import json
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from quest.server.listen import CannotListen, open_listener, serve
from tests.small_quest.process import PATIENCE, Phone, SmallQuest, eventually, small_quest


@pytest.fixture
def quest() -> Iterator[SmallQuest]:
    with small_quest(stop_seconds=5) as running:
        yield running


def talk(quest: SmallQuest, request: str) -> socket.socket:
    sock = socket.create_connection(("127.0.0.1", quest.port), timeout=PATIENCE)
    sock.sendall(request.encode())
    return sock


def everything(sock: socket.socket) -> bytes:
    """What arrives until the server ends the connection; a timeout when it never does."""
    received = b""
    try:
        while chunk := sock.recv(65_536):
            received += chunk
    except ConnectionError:
        pass
    return received


def trickle(sock: socket.socket, byte: bytes) -> None:
    """Send a byte now and then until the server has enough; it never has, if it has no bound."""
    end = time.monotonic() + PATIENCE
    try:
        while time.monotonic() < end:
            sock.sendall(byte)
            time.sleep(0.1)
    except OSError:
        return
    raise AssertionError("the server waits for ever")


def descriptors(quest: SmallQuest) -> int:
    return len(list(Path(f"/proc/{quest.process.pid}/fd").iterdir()))


def test_answers_on_a_kept_connection_are_not_delayed(hasty_quest: SmallQuest):
    assert hasty_quest.client.get(hasty_quest.url + "/own-connection").json() == {"no_delay": True}


def test_a_process_may_hold_as_many_sockets_as_the_system_lets_it(hasty_quest: SmallQuest):
    soft, hard = hasty_quest.numbers()["descriptors"]
    assert soft == hard


def test_slow_headers_end_the_connection(hasty_quest: SmallQuest):
    with talk(hasty_quest, "GET /numbers HTTP/1.1\r\nHost: quest\r\nX-Slow: ") as sock:
        trickle(sock, b"x")


def test_headers_that_stop_halfway_are_a_bad_request(hasty_quest: SmallQuest):
    with talk(hasty_quest, "GET /numbers HTTP/1.1\r\nHost: quest\r\n") as sock:
        assert everything(sock).startswith(b"HTTP/1.1 400")


def test_a_connection_without_a_request_is_closed(hasty_quest: SmallQuest):
    with talk(hasty_quest, "") as silent, talk(hasty_quest, "GET /numbers HTTP/1.1\r\nHost: quest\r\n\r\n") as kept:
        assert everything(silent) == b""
        assert everything(kept).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("size", ["Content-Length: 5000\r\n", "Transfer-Encoding: chunked\r\n"])
def test_a_slow_body_ends_the_connection(hasty_quest: SmallQuest, size: str):
    with talk(hasty_quest, f"POST /body HTTP/1.1\r\nHost: quest\r\n{size}\r\n") as sock:
        trickle(sock, b"1")


def test_a_slow_body_has_no_more_time_when_it_pretends_to_be_a_websocket(hasty_quest: SmallQuest):
    opened = hasty_quest.client.get(f"{hasty_quest.url}/socket.io/?EIO=4&transport=polling").text
    sid = json.loads(opened.removeprefix("0"))["sid"]
    head = f"POST /socket.io/?EIO=4&transport=polling&sid={sid} HTTP/1.1\r\nHost: quest\r\nContent-Length: 5000\r\n"
    with talk(hasty_quest, head + "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n") as sock:
        trickle(sock, b"1")


def test_a_body_that_is_too_large_is_refused_without_waiting_for_it(hasty_quest: SmallQuest):
    with talk(hasty_quest, "POST /body HTTP/1.1\r\nHost: quest\r\nContent-Length: 100000000\r\n\r\n") as sock:
        assert everything(sock).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize("size", [0, 1, 999_999])
def test_a_body_in_time_is_read_whole(hasty_quest: SmallQuest, size: int):
    for body in (b"x" * size, iter([b"x" * size])):
        answer = hasty_quest.client.post(hasty_quest.url + "/body", content=body)
        assert answer.json() == {"length": size}


def test_who_does_not_read_the_answer_is_let_go(hasty_quest: SmallQuest):
    before = descriptors(hasty_quest)
    with talk(hasty_quest, "GET /large?size=50000000 HTTP/1.1\r\nHost: quest\r\n\r\n") as deaf:
        assert deaf.recv(1)
        eventually(lambda: descriptors(hasty_quest) <= before, "the end")
        assert len(everything(deaf)) < 50_000_000


def test_nonsense_leaves_no_traceback(hasty_quest: SmallQuest):
    said = len(hasty_quest.errors)
    for nonsense in ("\x16\x03\x01\x02", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nno colon\r\n\r\n"):
        with talk(hasty_quest, nonsense + "\r\n") as sock:
            everything(sock)
    with talk(hasty_quest, "GET / HTTP/1.1\r\nHost:") as sock:
        sock.close()
    assert hasty_quest.client.get(hasty_quest.url + "/numbers").status_code == 200
    assert not [line for line in hasty_quest.errors[said:] if "Traceback" in line]


def test_a_stopping_process_finishes_what_it_began_and_closes_what_stays_open(quest: SmallQuest):
    answers: list[str] = []
    with Phone(quest) as phone, Phone(quest, transports=["polling"]) as poller:
        assert quest.process.stdout
        asking = threading.Thread(target=lambda: answers.append(httpx.get(f"{quest.url}/slow?seconds=1").text))
        asking.start()
        assert quest.process.stdout.readline() == b"slow begun\n"
        quest.process.terminate()
        asking.join()
        assert answers == ["done"]
        assert quest.process.stdout.readline() == b"ended\n"
        assert quest.process.wait(PATIENCE) == 0
        eventually(lambda: not phone.connected and not poller.connected, "the end of the sockets")
    with pytest.raises(httpx.ConnectError):
        httpx.get(quest.url)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_process_with_nothing_to_do_ends_when_told(quest: SmallQuest, number: signal.Signals):
    quest.process.send_signal(number)
    assert quest.process.wait(PATIENCE) == 0


def test_a_request_that_hangs_does_not_keep_the_process_alive():
    with small_quest(stop_seconds=1) as quest, talk(quest, "GET /slow?seconds=600 HTTP/1.1\r\nHost: quest\r\n\r\n"):
        assert quest.process.stdout
        quest.process.stdout.readline()
        quest.process.terminate()
        assert quest.process.wait(PATIENCE) == 0


def test_a_second_signal_ends_at_once():
    with small_quest(stop_seconds=600) as quest, talk(quest, "GET /slow?seconds=600 HTTP/1.1\r\nHost: quest\r\n\r\n"):
        assert quest.process.stdout
        quest.process.stdout.readline()
        quest.process.terminate()
        eventually(lambda: refuses(quest.port), "the listener's end")
        quest.process.terminate()
        assert quest.process.wait(PATIENCE) == 1


def refuses(port: int) -> bool:
    with socket.socket() as sock:
        return sock.connect_ex(("127.0.0.1", port)) != 0


def test_a_port_that_is_taken_is_told_in_one_line():
    with open_listener("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(CannotListen, match=f"Port {port} of 127.0.0.1 is taken.*QUEST_PORT") as refused:
            open_listener("127.0.0.1", port)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("host", ["no-such-host.invalid", "203.0.113.7"])
def test_a_host_that_is_not_this_one_is_told_in_one_line(host: str):
    with pytest.raises(CannotListen, match=f"Cannot listen on {host} port 0: .*QUEST_HOST"):
        open_listener(host, 0)


def test_a_port_is_free_again_as_soon_as_the_process_ends(quest: SmallQuest):
    with Phone(quest):
        quest.process.terminate()
        quest.process.wait(PATIENCE)
    with small_quest(port=quest.port) as again:
        assert again.port == quest.port


def test_serving_without_the_patch_is_refused():
    with pytest.raises(CannotListen, match="QUEST_ASYNC"):
        serve(lambda *_: [], "127.0.0.1", 0)
