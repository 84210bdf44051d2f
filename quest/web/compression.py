"""Fewer bytes on the way: whatever is text is compressed for whoever can read that.

Somebody who listens could guess at what a page holds from how well it compresses together with words of theirs. Pages
here carry no tokens, other sites cannot ask for them in somebody's name, and a random length on top blurs the rest.
"""

from __future__ import annotations

import gzip
import secrets
import struct
import zlib
from functools import lru_cache

from flask import Flask, Response, request

LEAST = 1_400  # bytes; less fits into one packet as it is
PADDING = 100  # bytes by which a page may be longer than it need be
LASTING = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml"})
PASSING = frozenset({"text/html", "application/json", "application/xml", "application/rss+xml"})


def compress(response: Response) -> Response:
    """Compresses the body where that helps; a body that lasts only once, however often it is asked for."""
    lasts = response.mimetype in LASTING
    if not lasts and response.mimetype not in PASSING:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != 200 or request.accept_encodings.quality("gzip") == 0:
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) < LEAST:
        return response
    response.set_data(_packed(body) if lasts else padded(body))
    response.headers["Content-Encoding"] = "gzip"
    tag, _ = response.get_etag()
    if tag:  # the same file to a reader, but not byte for byte
        response.set_etag(tag, weak=True)
    return response


@lru_cache(maxsize=256)
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)


def padded(body: bytes) -> bytes:
    """The body as gzip with a file name of random length, which readers skip."""
    stream = zlib.compressobj(5, zlib.DEFLATED, -zlib.MAX_WBITS)
    name = b"x" * secrets.randbelow(PADDING)
    head = b"\x1f\x8b\x08\x08\0\0\0\0\0\xff" + name + b"\0"
    tail = struct.pack("<LL", zlib.crc32(body), len(body) & 0xFFFFFFFF)
    return head + stream.compress(body) + stream.flush() + tail


def compress_responses(app: Flask) -> None:
    """Puts it on every response."""
    app.after_request(compress)
