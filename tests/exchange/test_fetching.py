"""Fetching from an address that somebody typed: what is public is fetched, what is private is never asked."""

import gzip
import socket
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any, ClassVar

import pytest

from quest.exchange import fetching
from quest.exchange.fetching import Bounds, fetch, is_public
from quest.exchange.jobs.records import UnreadableSource
from tests.exchange.certificates import FEEDS_EXAMPLE, KEY_OF_FEEDS_EXAMPLE

HERE = Bounds(max_bytes=100_000, seconds=20, private_hosts=frozenset({"127.0.0.1"}))


class Board(BaseHTTPRequestHandler):
    """A server that answers, leads on, drips or never ends, by its path."""

    asked: ClassVar[list[tuple[str, str | None]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Host"]))
        if self.path.startswith("/to?"):
            self.answer(302, b"", Location=self.path[4:])
        elif self.path == "/loop":
            self.answer(302, b"", Location="/loop")
        elif self.path == "/gone":
            self.answer(404, b"no")
        elif self.path == "/bomb":
            self.answer(200, gzip.compress(b" " * 5_000_000), **{"Content-Encoding": "gzip"})
        elif self.path == "/drip":
            self.drip()
        else:
            self.answer(200, b"title,company\nCook,Wing\n", **{"Content-Type": "application/octet-stream"})

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        """A head that never ends, one line after the other."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        try:
            while not self.server.over.wait(0.05):  # type: ignore[attr-defined]
                self.wfile.write(b"X")
        except OSError:
            pass

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def board() -> Iterator[str]:
    """The address of a server on this machine."""
    Board.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Board) as server:
        server.over = threading.Event()  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.over.set()  # type: ignore[attr-defined]
        server.shutdown()


def refusal(address: str, bounds: Bounds = HERE) -> str:
    with pytest.raises(UnreadableSource) as refused:
        fetch(address, bounds)
    assert refused.value.remedy.endswith(".")
    return refused.value.code


def resolves(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> None:
    """Names give these numbers, one list after the other; numbers give themselves."""
    real, left = socket.getaddrinfo, iter(answers)

    def resolve(host: str, port: int, *more: Any, **named: Any) -> list[Any]:
        if host[0].isdigit():
            return real(host, port, *more, **named)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in next(left)]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", resolve)


def test_a_body_comes_whatever_its_type_and_from_wherever_it_was_moved(board: str):
    found = fetch(f"{board}/to?/jobs.csv", HERE)
    assert found.body == b"title,company\nCook,Wing\n"
    assert found.address == f"{board}/jobs.csv"


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.0.192"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1", "fec0::1"),
    ],
)
def test_no_private_number_is_public_in_any_spelling(number: str):
    assert not is_public(ip_address(number))


@pytest.mark.parametrize("number", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_public_numbers_are(number: str):
    assert is_public(ip_address(number))


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://2130706433/"],
)
def test_the_own_machine_is_never_asked_unless_it_is_allowed(address: str):
    assert refusal(address, Bounds()) in ("forbidden_address", "unreachable")


@pytest.mark.parametrize(
    "address", ["ftp://a.example/", "file:///etc/passwd", "a.example", "http://", "http://[::1", ""]
)
def test_what_is_no_web_address_is_refused(address: str):
    assert refusal(address) == "bad_address"


@pytest.mark.parametrize("address", ["http://a.example:8080/", "http://me:secret@a.example/", "https://a.example:22/"])
def test_other_ports_and_passwords_are_refused(address: str):
    assert refusal(address) == "forbidden_address"


def test_a_name_with_one_private_number_among_its_numbers_is_refused(monkeypatch: pytest.MonkeyPatch):
    resolves(monkeypatch, ["1.1.1.1", "10.0.0.7"])
    assert refusal("http://a.example/") == "forbidden_address"


def test_an_address_with_chinese_in_it_is_asked_as_browsers_ask_it(board: str, monkeypatch: pytest.MonkeyPatch):
    port = board.rpartition(":")[2]
    resolves(monkeypatch, ["127.0.0.1"])
    bounds = Bounds(private_hosts=frozenset({"xn--j6w193g.example"}))
    assert fetch(f"http://香港.example:{port}/職位/a%20b.csv?區=大埔&a=1", bounds).body
    assert Board.asked == [
        ("/%E8%81%B7%E4%BD%8D/a%20b.csv?%E5%8D%80=%E5%A4%A7%E5%9F%94&a=1", f"xn--j6w193g.example:{port}")
    ]


@pytest.mark.parametrize("address", ["http://１２７.０.０.１/", "http://127。0。0。1/"])
def test_a_private_number_in_wide_signs_is_private(address: str):
    assert refusal(address, Bounds()) == "forbidden_address"


def test_a_redirect_into_the_private_network_is_refused(board: str, monkeypatch: pytest.MonkeyPatch):
    real = socket.getaddrinfo
    monkeypatch.setattr(
        fetching.socket, "getaddrinfo", lambda host, *a, **k: real("10.0.0.7" if host == "a.example" else host, *a, **k)
    )
    assert refusal(f"{board}/to?http://a.example/") == "forbidden_address"
    assert refusal(f"{board}/to?file:///etc/passwd") == "bad_address"


def test_the_connection_goes_to_the_number_that_was_checked(board: str, monkeypatch: pytest.MonkeyPatch):
    port = board.rpartition(":")[2]
    resolves(monkeypatch, ["127.0.0.1"], ["203.0.113.1"])
    bounds = Bounds(private_hosts=frozenset({"rebind.example"}))
    # Were the name resolved a second time for the connection, it would not lead to the board any more.
    assert fetch(f"http://rebind.example:{port}/jobs.csv", bounds).body
    assert Board.asked == [("/jobs.csv", f"rebind.example:{port}")]


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """The certificate of `feeds.example`, with its key."""
    file = tmp_path / "feeds.pem"
    file.write_text(FEEDS_EXAMPLE + KEY_OF_FEEDS_EXAMPLE)
    return file


@pytest.fixture
def secure_board(certificate: Path) -> Iterator[int]:
    """The port of a server on this machine that says it is `feeds.example`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with ThreadingHTTPServer(("127.0.0.1", 0), Board) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_a_certificate_has_to_be_trusted_and_of_the_name_that_was_asked_for(
    secure_board: int, certificate: Path, monkeypatch: pytest.MonkeyPatch
):
    resolves(monkeypatch, *([["127.0.0.1"]] * 3))
    bounds = Bounds(private_hosts=frozenset({"feeds.example", "other.example"}))
    assert refusal(f"https://feeds.example:{secure_board}/jobs.csv", bounds) == "unreachable"
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert fetch(f"https://feeds.example:{secure_board}/jobs.csv", bounds).body
    assert refusal(f"https://other.example:{secure_board}/jobs.csv", bounds) == "unreachable"


def test_a_chain_of_redirects_ends(board: str):
    assert refusal(f"{board}/loop") == "too_many_redirects"
    assert len(Board.asked) == fetching.MOST_REDIRECTS + 1


def test_an_error_of_the_server_is_said(board: str):
    assert refusal(f"{board}/gone") == "http_status"


def test_a_body_that_unpacks_without_end_is_cut_off(board: str):
    assert refusal(f"{board}/bomb") == "too_big"


def test_a_server_that_drips_is_left_when_the_time_is_over(board: str):
    bounds = Bounds(seconds=0.3, private_hosts=frozenset({"127.0.0.1"}))
    assert refusal(f"{board}/drip", bounds) == "too_slow"


def test_a_server_that_is_not_there_is_said(board: str):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert refusal(f"http://127.0.0.1:{taken.getsockname()[1]}/") == "unreachable"
