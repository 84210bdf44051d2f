"""What templates may call beside what Flask gives them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from babel.lists import format_list
from babel.numbers import format_decimal
from flask import Flask, Response, url_for
from markupsafe import Markup, escape

from quest.domain.errors import NotFound
from quest.levels.level import Campaign
from quest.web.context import campaign, parts, visitor
from quest.web.language import ENDONYMS, as_locale, by_language, lang_of, language, spaced, t, t2
from quest.web.preferences import CHOICES, preference


def number(value: float) -> str:
    """A number as the reader's language writes it: 1,240."""
    return str(format_decimal(value, locale=as_locale()))


def listed(words: Iterable[str]) -> str:
    """Words as the reader's language lists them: “A, B, and C”, “A、B 和 C”."""
    return spaced(str(format_list(list(words), locale=as_locale())))


def written(words: str) -> Markup:
    """Words in whatever languages somebody wrote them, each part with its tag where that is not the page's."""
    tagged = Markup('<span lang="{}">{}</span>')
    parts = (tagged.format(tag, part) if tag else escape(part) for tag, part in by_language(words))
    return Markup("").join(parts)


def _campaign_or_none() -> Campaign | None:
    try:
        return campaign()
    except NotFound:
        return None


def _every_template() -> dict[str, Any]:
    return {
        "campaign": _campaign_or_none(),
        "language": language(),
        "languages": ENDONYMS,
        "visitor": visitor(),
        "worker": url_for("installing.worker") if parts().config.service_worker == "on" else None,
        **{name: preference(name) for name in CHOICES},
    }


def _name_language(response: Response) -> Response:
    """Says in which language a page is; the service worker has its stand-in page speak the same."""
    if response.mimetype == "text/html":
        response.headers["Content-Language"] = language()
    return response


def equip(app: Flask) -> None:
    """Adds the globals and filters."""
    app.jinja_env.globals.update(t=t, t2=t2, lang_of=lang_of, written=written)
    app.jinja_env.filters.update(number=number, listed=listed)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_every_template)
    app.after_request(_name_language)
