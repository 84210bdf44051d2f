"""Codes of six characters that only the server can make, for one subject such as `station:f4` or `talk:opening`.

A rotating code is good for a moment, so whoever sends it stood before the screen that showed it; a printed one is good
for ever, and proves nothing by itself. `secret` is the server's own; the subject should name the campaign as well.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from datetime import UTC, datetime, timedelta

ALPHABET = "34679CDFGHJKMNPQRTVWXY"
"""Neither what is mistaken for something else (0 O, 1 I L, 2 Z, 5 S, 8 B) nor vowels, which would make words."""
LENGTH = 6
STEP = timedelta(seconds=30)
"""How long a screen shows one rotating code; it is taken for one step more, for somebody has to type it."""
_SEPARATORS = str.maketrans("", "", " -\t\n\r")


def rotating(secret: str, subject: str, at: datetime) -> str:
    """The code that the subject's screen shows at this moment."""
    return _code(secret, f"{subject}/{_step(at)}")


def rotates_at(at: datetime) -> datetime:
    """When the screen will show the next code."""
    return datetime.fromtimestamp((_step(at) + 1) * STEP.total_seconds(), UTC)


def printed(secret: str, subject: str) -> str:
    """The code on the subject's sheet of paper, always the same."""
    return _code(secret, f"{subject}/printed")


def is_shown(secret: str, subject: str, code: str, at: datetime) -> bool:
    """Whether the screen showed this code at that moment, or a step before."""
    return any(_same(code, rotating(secret, subject, moment)) for moment in (at, at - STEP))


def is_printed(secret: str, subject: str, code: str) -> bool:
    """Whether this is what the subject's sheet of paper says."""
    return _same(code, printed(secret, subject))


def clean(typed: str) -> str:
    """A code as it was meant: without gaps, in capitals, whatever the width of its characters."""
    return unicodedata.normalize("NFKC", typed).translate(_SEPARATORS).upper()


def could_be(code: str) -> bool:
    """Whether it looks like a code at all."""
    return len(code) == LENGTH and all(each in ALPHABET for each in code)


def _step(at: datetime) -> int:
    return int(at.timestamp() // STEP.total_seconds())


def _code(secret: str, message: str) -> str:
    digest = hmac.digest(secret.encode(), f"code/{message}".encode(), hashlib.sha256)
    number, signs = int.from_bytes(digest), []
    for _ in range(LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
