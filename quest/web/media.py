"""The pictures of the campaign, under names made of their content, so that a browser may keep them for ever."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from quest.levels.media import FORMATS
from quest.web.assets import FOREVER
from quest.web.context import campaign

# A picture that is opened by itself, and not in a page's <img>, can do nothing and load nothing either.
CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'"

blueprint = Blueprint("media", __name__)


@blueprint.get("/media/<name>")
def picture(name: str) -> Response:
    """A picture of a question."""
    data = campaign().picture(name)
    if data is None:
        abort(404)
    response = Response(data, mimetype=FORMATS[name.rpartition(".")[2]])
    response.headers["Cache-Control"] = FOREVER
    response.headers["Content-Security-Policy"] = CSP
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
