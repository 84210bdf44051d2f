"""`quest` as the pictures want it: its clock stands still, and its dice fall the same way each time.

`python -m tests.still serve` is `quest serve`, with the moment that the file STILL_CLOCK names.
"""

from quest.server import patch

patch.apply()

import os  # noqa: E402 - the patch must come first
import random  # noqa: E402
import secrets  # noqa: E402
from collections import Counter  # noqa: E402
from collections.abc import Callable, Iterable, Sequence  # noqa: E402
from contextvars import ContextVar  # noqa: E402
from datetime import datetime  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import itsdangerous  # noqa: E402
from flask import Flask  # noqa: E402

from quest.app import create_app  # noqa: E402
from quest.cli import base, main, server  # noqa: E402

dice: ContextVar[random.Random] = ContextVar("dice", default=random.Random(0))  # noqa: B039 - reseeded, no secret
seen: Counter[str] = Counter()


def still() -> datetime:
    """The moment at which everything happens."""
    return datetime.fromisoformat(Path(os.environ["STILL_CLOCK"]).read_text(encoding="utf-8"))


def throw_again(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Has the dice fall as they did when the same was asked before; acts are told apart by a count."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        asked = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}?{environ['QUERY_STRING']}"
        if environ["REQUEST_METHOD"] != "GET":
            seen[asked] += 1
        dice.set(random.Random(f"{asked} {seen[asked]}"))
        return application(environ, start_response)

    return answer


def make_app(*given: Any, **named: Any) -> Flask:
    """The app of `quest serve` with the clock that stands."""
    app = create_app(*given, now=still, **named)
    app.wsgi_app = throw_again(app.wsgi_app)  # type: ignore[method-assign]
    return app


def hexes(size: int) -> str:
    """As `secrets.token_hex`."""
    return dice.get().randbytes(size).hex()


def pick(things: Sequence[Any]) -> Any:
    """As `secrets.choice`."""
    return dice.get().choice(things)


def play_still() -> None:
    """Puts the clock and the dice in place of those of the quest."""
    base.now = server.now = still  # type: ignore[attr-defined]
    server.create_app = make_app  # type: ignore[attr-defined]
    itsdangerous.TimestampSigner.get_timestamp = lambda _self: int(still().timestamp())  # type: ignore[method-assign]
    secrets.token_hex = secrets.token_urlsafe = hexes  # type: ignore[assignment]
    secrets.randbits = lambda bits: dice.get().getrandbits(bits)
    secrets.choice = pick


if __name__ == "__main__":
    play_still()
    main()
