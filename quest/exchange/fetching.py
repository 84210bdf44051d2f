"""What stands at a web address, fetched so that nobody can make the quest ask its own network.

A name is resolved once, every answer is checked, and the connection goes to a checked number: what the name means a
moment later does not matter. Each redirect is a new address, checked alike.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from time import monotonic
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from urllib3 import BaseHTTPResponse, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from quest.exchange.jobs.records import UnreadableSource

PORTS = {"http": 80, "https": 443}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 5
LONGEST_ADDRESS = 2_000
CHUNK = 65_536
AS_IT_IS = "%/:?#[]@!$&'()*+,;=~"
"""What stands in an address for itself, beside letters and digits."""
ACCEPT = "application/json, application/xml, text/xml, text/csv, text/html;q=0.8, */*;q=0.5"
# Carrier-grade NAT, benchmarks, documentation, IPv6 sites of old, and ways of writing IPv4 inside IPv6: not private by
# name, nor public.
NOT_PUBLIC = tuple(
    map(
        ip_network,
        [
            "100.64.0.0/10",
            "192.0.0.0/24",
            "198.18.0.0/15",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "2001::/32",
            "2002::/16",
            "fec0::/10",
        ],
    )
)

Number = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a fetch may go.

    Attributes:
        max_bytes: of the body, unpacked. seconds: for all of it, redirects too. ports: that may be asked.
        private_hosts: names or numbers that may be private and on any port, for tests and intranets.
    """

    max_bytes: int = 20_000_000
    seconds: float = 20
    ports: frozenset[int] = frozenset(PORTS.values())
    private_hosts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body and the address that gave it, after redirects."""

    body: bytes
    address: str


def fetch(address: str, bounds: Bounds) -> Fetched:
    """What stands at the address; its content type does not matter, for feeds come with any.

    Raises:
        UnreadableSource: `bad_address`, `forbidden_address`, `unreachable`, `http_status`, `too_slow`, `too_big` or
            `too_many_redirects`.
    """
    ends = monotonic() + bounds.seconds
    for _ in range(MOST_REDIRECTS + 1):
        target = checked(address, bounds)
        with _answer(target, _public_number(target, bounds), ends) as answer:
            if answer.status in REDIRECTS and (onward := answer.headers.get("Location")):
                address = urljoin(address, onward)
                continue
            if answer.status != 200:
                remedy = f"The server answers {answer.status}: open the address in a browser and check it."
                raise UnreadableSource("http_status", remedy)
            return Fetched(_body(answer, bounds, ends), address)
    raise UnreadableSource("too_many_redirects", f"The address leads on more than {MOST_REDIRECTS} times.")


def checked(address: str, bounds: Bounds) -> SplitResult:
    """The parts of an address that may be asked, as far as can be told without resolving its name.

    Raises:
        UnreadableSource: `bad_address` or `forbidden_address`.
    """
    try:
        target = _in_ascii(urlsplit(address.strip()))
        port = target.port or PORTS.get(target.scheme)
    except ValueError:
        target, port = SplitResult("", "", "", "", ""), None
    plain = address.isprintable() and " " not in address.strip() and len(address) <= LONGEST_ADDRESS
    if target.scheme not in PORTS or not target.hostname or port is None or not plain:
        raise UnreadableSource("bad_address", "This is no web address: write it with https://.")
    if target.username is not None or target.password is not None:
        raise UnreadableSource("forbidden_address", "Leave name and password out of the address.")
    if port not in bounds.ports and target.hostname not in bounds.private_hosts:
        ports = ", ".join(map(str, sorted(bounds.ports)))
        raise UnreadableSource("forbidden_address", f"Port {port} is not asked: use one of {ports}.")
    return target


def _in_ascii(target: SplitResult) -> SplitResult:
    """The address as it travels, with what is no ASCII spelled out: the name as Punycode, the rest in percent.

    Raises:
        ValueError: there is no such name.
    """
    spelled = {name: quote(getattr(target, name), safe=AS_IT_IS) for name in ("path", "query")}
    if not target.netloc.isascii() and "@" not in target.netloc:
        port = f":{target.port}" if target.port else ""
        spelled["netloc"] = (target.hostname or "").encode("idna").decode() + port
    return target._replace(**spelled)


def is_public(number: Number) -> bool:
    """Whether a number belongs to the public network, whichever way it is written."""
    if isinstance(number, IPv6Address):
        if (inner := number.ipv4_mapped) is not None:
            return is_public(inner)
        if number.scope_id is not None:
            return False
    if any(number.version == network.version and number in network for network in NOT_PUBLIC):
        return False
    return number.is_global and not (number.is_multicast or number.is_reserved or number.is_unspecified)


def _public_number(target: SplitResult, bounds: Bounds) -> str:
    """The number that is to be connected to: the first that the name gives, when all of them are public."""
    host = target.hostname or ""
    try:
        found = socket.getaddrinfo(host, target.port or PORTS[target.scheme], type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreadableSource("unreachable", f"“{host[:80]}” is no known host: check the address.") from error
    numbers = [str(entry[4][0]) for entry in found]
    if host not in bounds.private_hosts and not all(is_public(ip_address(number)) for number in numbers):
        remedy = f"“{host[:80]}” leads into a private network, where the quest does not ask."
        raise UnreadableSource("forbidden_address", remedy)
    return numbers[0]


@contextmanager
def _answer(target: SplitResult, number: str, ends: float) -> Iterator[BaseHTTPResponse]:
    """The answer of the server at that number; its socket is closed when the time is over, whatever it is doing."""
    left = ends - monotonic()
    if left <= 0:
        raise _too_slow()
    connection = _connection(target, number, left)
    over = threading.Event()

    def stop() -> None:
        over.set()
        if connection.sock is not None:
            _shut(connection.sock)

    alarm = threading.Timer(left, stop)
    alarm.daemon = True
    alarm.start()
    try:
        path = (target.path or "/") + (f"?{target.query}" if target.query else "")
        headers = {"Host": target.netloc, "Accept": ACCEPT, "Accept-Encoding": "gzip", "User-Agent": "TalentQuest"}
        connection.request("GET", path, headers=headers, preload_content=False, decode_content=True)
        yield connection.getresponse()
    except (HTTPError, OSError, ValueError) as error:
        if over.is_set() or isinstance(error, TimeoutError):
            raise _too_slow() from error
        raise UnreadableSource("unreachable", f"The server gives no answer ({type(error).__name__}).") from error
    finally:
        alarm.cancel()
        connection.close()


def _connection(target: SplitResult, number: str, seconds: float) -> HTTPConnection:
    port, timeout = target.port or PORTS[target.scheme], Timeout(seconds)
    if target.scheme == "http":
        return HTTPConnection(number, port, timeout=seconds)
    made = HTTPSConnection(number, port, timeout=timeout.total, server_hostname=target.hostname)
    made.cert_reqs = "CERT_REQUIRED"
    made.assert_hostname = target.hostname
    return made


def _shut(open_socket: socket.socket) -> None:
    with suppress(OSError):  # it may be closed already
        open_socket.shutdown(socket.SHUT_RDWR)


def _body(answer: BaseHTTPResponse, bounds: Bounds, ends: float) -> bytes:
    body = bytearray()
    for chunk in answer.stream(CHUNK, decode_content=True):
        body += chunk
        if len(body) > bounds.max_bytes:
            raise UnreadableSource("too_big", f"The answer has more than {bounds.max_bytes:,} bytes.")
    if monotonic() > ends:  # a socket that was closed for that ends a body like any other
        raise _too_slow()
    return bytes(body)


def _too_slow() -> UnreadableSource:
    return UnreadableSource("too_slow", "The server took too long: try again later, or save the file and upload it.")
