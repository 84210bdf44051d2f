"""Where a form goes on to, without ever leading to another site."""

from __future__ import annotations

import re

from flask import request

# A path of this site: one slash, then neither a second one nor a backslash, which browsers read as the same.
_OURS = re.compile(r"/(?:[^/\\\s\x00-\x1f][^\\\x00-\x1f]*)?")


def wanted() -> str:
    """The `next` that the address or the form carries, if it is a path of this site; else nothing."""
    asked = request.values.get("next", "")
    return asked if _OURS.fullmatch(asked) else ""


def onward(default: str) -> str:
    """Where to go now: `wanted`, else `default`."""
    return wanted() or default
