"""The one door: who may send what, and what the browser is told to refuse."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest

from quest.domain.errors import ForeignOrigin
from quest.web.context import parts

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def refuse_foreign_origin() -> None:
    """Stops an unsafe request that another site's page sent; a program that names no origin may pass.

    Raises:
        ForeignOrigin: `Sec-Fetch-Site` or `Origin` names another site.
    """
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site not in (None, "same-origin", "none"):
        raise ForeignOrigin
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] not in _our_hosts():
        raise ForeignOrigin


def _our_hosts() -> set[str]:
    return {host for host in (request.host, urlsplit(parts().config.address).netloc) if host}


def refuse_nul() -> None:
    """Stops text with a NUL in the address or a form: no person types one, and PostgreSQL keeps none.

    Raises:
        BadRequest: there is one.
    """
    # Asking any other body for its form would cost every answer of a hall the start of a parser.
    forms = request.form.listvalues() if request.mimetype in FORMS else ()
    sent = (value for values in forms for value in values)
    if "\0" in request.path or b"%00" in request.query_string or any("\0" in value for value in sent):
        raise BadRequest


def set_headers(response: Response) -> Response:
    """Tells the browser what this site never does."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CSP)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    return response


def guard(app: Flask) -> None:
    """Puts all of it on every request."""
    app.before_request(refuse_foreign_origin)
    app.before_request(refuse_nul)
    app.after_request(set_headers)
