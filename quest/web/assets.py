"""Static files under a path that changes with their content, so that a browser may keep them for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache

from flask import Flask, Response, abort, send_from_directory

from quest.paths import STATIC
from quest.web.stylesheet import stylesheet

FOREVER = "public, max-age=31536000, immutable"
SERVED = ("css", "js", "img", "vendor")
STYLES = "css/quest.css"


@cache
def version() -> str:
    """A short digest of everything under static/."""
    digest = hashlib.sha256()
    for folder in SERVED:
        for file in sorted((STATIC / folder).rglob("*")):
            if file.is_file():
                digest.update(str(file.relative_to(STATIC)).encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


@cache
def _styles() -> str:
    return stylesheet(STATIC / "css" / "main.css")


def asset(path: str) -> str:
    """The address of a static file, for templates."""
    return f"/static/{version()}/{path}"


def serve_assets(app: Flask) -> None:
    """Serves /static/<version>/…; an older version gives the current file, to be asked for again next time."""

    @app.get("/static/<asked>/<path:path>", endpoint="static_file")
    def static_file(asked: str, path: str) -> Response:
        if path.split("/", 1)[0] not in SERVED:
            abort(404)
        styles = path == STYLES
        response = Response(_styles(), mimetype="text/css") if styles else send_from_directory(STATIC, path)
        response.headers["Cache-Control"] = FOREVER if asked == version() else "no-cache"
        return response

    globals_: dict[str, Callable[..., object]] = {"asset": asset}
    app.jinja_env.globals.update(globals_)
