"""What lets a browser install the quest and do without a network: manifest, service worker, the page that stands in."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response, abort, render_template, url_for

from quest.levels.base import LANGUAGES
from quest.paths import STATIC
from quest.web.assets import asset, version
from quest.web.context import campaign, parts
from quest.web.language import language, speak, t

CORE = ("css/quest.css", *(f"vendor/fonts/barlow-{weight}.woff2" for weight in (500, 600, 700, 800)))
"""What the stand-in page and the kept questions look like."""

blueprint = Blueprint("installing", __name__)


@blueprint.get("/manifest/<tag>.webmanifest")
def manifest(tag: str) -> Response:
    """Name, icons and colours of the installed quest, in one language."""
    _speak(tag)
    icons = [
        {"src": asset(f"img/icon-{name}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for name, size, purpose in (("192", 192, "any"), ("512", 512, "any"), ("maskable-512", 512, "maskable"))
    ]
    body = {
        "id": "/",
        "name": t(campaign().title),
        "short_name": t(campaign().title),
        "description": t(campaign().tagline),
        "lang": language(),
        "dir": "ltr",
        "start_url": url_for("play.landing"),
        "scope": url_for("play.landing"),
        "display": "standalone",
        "background_color": "#F1F2EE",
        "theme_color": "#10161D",
        "icons": icons,
    }
    response = Response(orjson.dumps(body), content_type="application/manifest+json")
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/sw.js")
def worker() -> Response:
    """The service worker of this version; where it is switched off, one that takes the others back."""
    on = parts().config.service_worker == "on"
    script = (STATIC / "worker" / ("on.js" if on else "off.js")).read_text("utf-8")
    made = {
        "version": version(),
        "shells": {tag: url_for("installing.stand_in", tag=tag) for tag in LANGUAGES},
        "files": [asset(path) for path in (*CORE, *_scripts())],
    }
    head = f"self.QUEST = {orjson.dumps(made).decode()};\n" if on else ""
    response = Response(head + script, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _scripts() -> list[str]:
    """Every script: whichever a kept question asks for, it is there."""
    return [str(file.relative_to(STATIC)) for file in sorted((STATIC / "js").rglob("*.js"))]


@blueprint.get("/offline/<tag>")
def stand_in(tag: str) -> str:
    """The page that stands in for any other while there is no network; the same for everybody."""
    _speak(tag)
    return render_template("offline.html")


def _speak(tag: str) -> None:
    if tag not in LANGUAGES:
        abort(404)
    speak(tag)
