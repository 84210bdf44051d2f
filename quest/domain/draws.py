"""Prize draws that anybody can check: what is published when, and who wins.

1. Before the draw closes, the SHA-256 of a secret seed is published. The seed cannot be changed any more.
2. When it closes, every eligible player gets one opaque ticket. All tickets and the SHA-256 of their list are
   published.
3. When it is drawn, the seed is published. The tickets are put in the order of HMAC-SHA256(seed, ticket), smallest
   first, and the first ones win.

Where a draw names a public source, a value that nobody knew at step 2 goes before each ticket, with a line feed
between; then not even whoever can read the seed could have chosen the tickets to suit it.

Everything is hashed as the text that is published: `printf %s SEED | sha256sum`.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

VERSION = 1


def new_seed() -> str:
    """A seed of 256 bits, as 64 hexadecimal digits."""
    return secrets.token_hex(32)


def new_ticket() -> str:
    """A ticket that says nothing of whose it is: 16 hexadecimal digits."""
    return secrets.token_hex(8)


def commitment(seed: str) -> str:
    """What is published of a seed beforehand."""
    return hashlib.sha256(seed.encode()).hexdigest()


def tickets_digest(tickets: Iterable[str]) -> str:
    """What is published of the list of tickets: the SHA-256 of the sorted list, a line feed after each."""
    return hashlib.sha256("".join(f"{ticket}\n" for ticket in sorted(tickets)).encode()).hexdigest()


def order(seed: str, tickets: Collection[str], public_value: str = "") -> list[str]:
    """The tickets in the order in which they win."""
    before = f"{public_value}\n" if public_value else ""

    def key(ticket: str) -> str:
        return hmac.new(seed.encode(), f"{before}{ticket}".encode(), hashlib.sha256).hexdigest()

    return sorted(tickets, key=lambda ticket: (key(ticket), ticket))


def faults(published: Mapping[str, Any]) -> Iterator[str]:
    """Everything in a published draw that does not fit together, as sentences; nothing for an honest one.

    Raises:
        KeyError, TypeError, ValueError: it is no published draw.
    """
    if published["version"] != VERSION:
        raise ValueError(f"version {published['version']!r}")
    if published["tickets"] is not None:
        yield from _faults_of_tickets(published)
    if published["seed"] is not None:
        yield from _faults_of_winners(published)


def _faults_of_tickets(published: Mapping[str, Any]) -> Iterator[str]:
    tickets = published["tickets"]
    if len(set(tickets)) != len(tickets):
        yield "A ticket is listed twice."
    if tickets_digest(tickets) != published["tickets_sha256"]:
        yield "The list of tickets is not the one whose SHA-256 was published."


def _faults_of_winners(published: Mapping[str, Any]) -> Iterator[str]:
    tickets, seed = published["tickets"], published["seed"]
    if commitment(seed) != published["seed_sha256"]:
        yield "The seed is not the one whose SHA-256 was published beforehand."
    if tickets is None:
        yield "There is a seed but no list of tickets."
        return
    won = order(seed, tickets, published["public_value"] or "")[: published["places"]]
    if published["winners"] != won:
        yield f"The winners should be {', '.join(won) or 'nobody'}."
