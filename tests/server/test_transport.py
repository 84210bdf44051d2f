"""What a hall full of phones, and somebody who means harm, do to the WebSocket transport."""

import contextlib
from collections.abc import Iterator

import pytest

from tests.server.raw import RawSocket
from tests.small_quest.process import Phone, SmallQuest, eventually

MB = 1024


def everybody_left(quest: SmallQuest) -> bool:
    return bool(quest.numbers()["connections"] == 0)


@pytest.fixture(autouse=True)
def no_traces_left(hasty_quest: SmallQuest) -> Iterator[None]:
    """Whatever a client does is its own affair: it must not fill our log, nor stay after it is gone."""
    eventually(lambda: everybody_left(hasty_quest), "the end of the last test's connections")
    said = len(hasty_quest.errors)
    yield
    assert not [line for line in hasty_quest.errors[said:] if "Traceback" in line]


def test_a_slow_reader_gets_every_frame_whole(hasty_quest: SmallQuest):
    with RawSocket(hasty_quest.port, receive_buffer=4096) as slow:
        slow.join()
        hasty_quest.post("/flood", packets=100, size=60_000)
        events = (data for name, data in slow.events() if name == "flood")
        for place in range(100):
            assert next(events) == {"place": place, "filling": "x" * 60_000}


def test_deflate_is_not_negotiated(hasty_quest: SmallQuest):
    offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
    with RawSocket(hasty_quest.port, headers=offer) as browser:
        assert browser.response.startswith("HTTP/1.1 101")
        assert "sec-websocket-extensions" not in browser.response.lower()
        browser.join()


def test_a_message_that_never_ends_is_cut_before_it_fills_the_memory(hasty_quest: SmallQuest):
    before = hasty_quest.numbers()["largest_kb"]
    with RawSocket(hasty_quest.port) as endless:
        endless.join()
        endless.begin(100_000_000)
        with pytest.raises(ConnectionError):
            endless.sock.sendall(b"4" * 100_000_000)
    assert hasty_quest.numbers()["largest_kb"] - before < 10 * MB
    eventually(lambda: everybody_left(hasty_quest), "the end")


def test_a_message_of_the_largest_size_is_read_and_one_byte_more_is_not(hasty_quest: SmallQuest):
    with RawSocket(hasty_quest.port) as exact, RawSocket(hasty_quest.port) as longer:
        for sock, size in ((exact, 64_000), (longer, 64_001)):
            sock.join()
            ask = b'420["watch",{"room":"%s"}]'
            sock.send(ask % (b"x" * (size - len(ask) + 2)))
        assert next(exact.frames()).startswith(b'430[{"ok":false,"code":"bad_request"')
        assert list(longer.frames()) == []
        assert longer.ended


def test_who_never_reads_is_let_go_and_takes_no_memory(hasty_quest: SmallQuest):
    before = hasty_quest.numbers()["largest_kb"]
    with RawSocket(hasty_quest.port, receive_buffer=4096) as deaf:
        deaf.join()
        hasty_quest.post("/flood", packets=1_500, size=60_000)
        assert hasty_quest.numbers()["queued"] <= 128
        assert hasty_quest.numbers()["largest_kb"] - before < 40 * MB
        eventually(lambda: everybody_left(hasty_quest), "the end")


def test_who_stops_reading_for_too_long_is_let_go_even_with_little_to_read(hasty_quest: SmallQuest):
    with RawSocket(hasty_quest.port, receive_buffer=4096) as deaf, Phone(hasty_quest) as phone:
        deaf.join()
        hasty_quest.post("/flood", packets=50, size=60_000)
        eventually(lambda: hasty_quest.numbers()["connections"] == 1, "the end")
        assert phone.watch("board:overall")["ok"] is True
        assert len(phone.received("flood")) == 50


@pytest.mark.parametrize("ask", [b'420["watch",{"room":"board:overall"}]', b'42["watch",{"room":"board:overall"}]'])
def test_who_never_stops_talking_is_cut(hasty_quest: SmallQuest, ask: bytes):
    with RawSocket(hasty_quest.port) as chatterbox, Phone(hasty_quest) as phone:
        chatterbox.join()
        with contextlib.suppress(OSError):
            for _ in range(20_000):
                chatterbox.send(ask)
        assert len(list(chatterbox.frames())) <= 100
        assert chatterbox.ended
        assert phone.watch("board:overall")["ok"] is True


def test_who_talks_too_much_in_small_portions_is_cut(hasty_quest: SmallQuest):
    with RawSocket(hasty_quest.port) as chatterbox:
        chatterbox.join()
        frames = chatterbox.frames()
        for _ in range(2_000):
            with contextlib.suppress(OSError):
                for _ in range(9):
                    chatterbox.send(b'42["watch",{}]')
                chatterbox.send(b'420["watch",{}]')
            if next(frames, None) is None:
                break
        assert chatterbox.ended


def test_what_follows_a_goodbye_is_not_taken_for_a_request(hasty_quest: SmallQuest):
    """A balancer passes it on unseen: it could say that it comes from anywhere."""
    goodbye, rest_of_a_read = bytes([0x88, 0x80, 0, 0, 0, 0]), b"x" * 4090
    with RawSocket(hasty_quest.port) as smuggler, Phone(hasty_quest) as phone:
        smuggler.join()
        request = b"POST /notice?text=smuggled HTTP/1.1\r\nHost: quest\r\nContent-Length: 0\r\n\r\n"
        smuggler.sock.sendall(goodbye + rest_of_a_read + request)
        list(smuggler.frames())
        hasty_quest.post("/notice", text="in the open")
        assert eventually(lambda: phone.received("notice")) == [{"text": "in the open", "level": "warning"}]


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"x",
        b"9",
        b"b!!",
        b"\xff\xfe",
        b"4",
        b"4x",
        b"42",
        b"42{",
        b"42[]",
        b"42[7]",
        b"45-",
        b"451-[]",
        b"43",
        b"1",
        b"5",
    ],
)
def test_nonsense_hurts_nobody_else(hasty_quest: SmallQuest, message: bytes):
    with RawSocket(hasty_quest.port) as confused, Phone(hasty_quest) as phone:
        confused.join()
        with contextlib.suppress(OSError):
            confused.send(message)
            confused.send(b"1")
        list(confused.frames())
        assert confused.ended
        assert phone.watch("board:overall")["ok"] is True


@pytest.mark.parametrize("missing", ["Sec-WebSocket-Key", "Sec-WebSocket-Version"])
def test_a_handshake_that_lacks_something_is_a_bad_request(hasty_quest: SmallQuest, missing: str):
    with RawSocket(hasty_quest.port, without=missing) as half:
        assert half.response.startswith("HTTP/1.1 400")
    with Phone(hasty_quest) as phone:
        assert phone.watch("board:overall")["ok"] is True


def test_a_client_that_says_goodbye_gets_the_end_of_the_connection(hasty_quest: SmallQuest):
    with RawSocket(hasty_quest.port) as polite:
        polite.join()
        polite.sock.sendall(bytes([0x88, 0x80, 0, 0, 0, 0]))
        assert list(polite.frames()) == []
        assert polite.ended
