"""JSON from strangers: bounded in size and depth, forgiving about raw line breaks, exact about where it breaks."""

from __future__ import annotations

import json
from typing import Any

from quest.exchange.jobs.records import UnreadableSource

MAX_BYTES = 20_000_000
MAX_DEPTH = 64


def bounded(data: bytes, max_bytes: int) -> bytes:
    """The data itself.

    Raises:
        UnreadableSource: there is none of it (`empty`), or more than `max_bytes` (`too_big`).
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableSource("empty", "The file is empty: export it again.")
    if len(data) > max_bytes:
        remedy = f"The file has {len(data):,} bytes, more than the {max_bytes:,} that are read at once: split it."
        raise UnreadableSource("too_big", remedy)
    return data


def parse_json(text: str, *, first_line: int = 1) -> Any:
    """The value that the text spells; `first_line` is where the text starts in its page.

    Raises:
        UnreadableSource: it is no JSON (`bad_json`, with line and column), or nested beyond `MAX_DEPTH` (`too_deep`).
    """
    try:
        value = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno + first_line - 1}, column {error.colno}"
        remedy = f"This is not JSON ({error.msg}): remove comments and left-out parts, or export the file again."
        raise UnreadableSource("bad_json", remedy, place=place) from error
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:
        raise UnreadableSource("bad_json", "A number has thousands of digits: correct it.") from error
    _check_depth(value)
    return value


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [part for item in level for part in _parts(item)]
        if not level:
            return
    raise _too_deep()


def _parts(item: Any) -> list[Any]:
    if isinstance(item, dict):
        return list(item.values())
    return item if isinstance(item, list) else []


def _too_deep() -> UnreadableSource:
    return UnreadableSource("too_deep", f"The data is nested more than {MAX_DEPTH} levels deep: export plain jobs.")
