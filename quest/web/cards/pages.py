"""The page of a card, the picture of a link, and the player's own hand on the card."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from quest.levels.base import LANGUAGES
from quest.models import Card
from quest.services import cards
from quest.services.cards import Shown
from quest.web.cards.pictures import HIGH, WIDE, Words, picture
from quest.web.cards.scenes import Scene, line_scene, network_scene
from quest.web.context import campaign, parts, rider_id
from quest.web.language import language, offer
from quest.web.templating import number

KEPT = "public, max-age=86400"
KEPT_BRIEFLY = "public, max-age=300"  # a card that was taken back is soon gone everywhere
LOCALES = {"en": "en_GB", "zh-Hant": "zh_HK", "zh-Hans": "zh_CN"}

blueprint = Blueprint("cards", __name__)


@blueprint.get("/cards/<token>")
def card(token: str) -> ResponseReturnValue:
    """What a player shows of a finished line, for everybody who has the address."""
    shown = _shown(token)
    offer(shown.language)
    return render_template(
        "cards/card.html", words=_words(shown, language()), link=_link("cards.picture_of_card", token=token)
    )


@blueprint.get("/cards/<token>/picture.png")
def picture_of_card(token: str) -> Response:
    """The same as a picture."""
    shown = _shown(token)
    return _png(_words(shown, shown.language), line_scene(shown.line), KEPT_BRIEFLY)


@blueprint.get("/picture/<tag>.png")
def picture_of_campaign(tag: str) -> Response:
    """The campaign as a picture, in a language."""
    if tag not in LANGUAGES:
        abort(404)
    content = campaign()
    words = Words(tag, content.title.in_(tag), content.tagline.in_(tag))
    return _png(words, network_scene(content), KEPT)


@blueprint.post("/finish/<line_id>/card")
def share(line_id: str) -> ResponseReturnValue:
    """Makes or changes the card of a finished line."""
    with parts().database.unit_of_work() as session:
        cards.share(
            session,
            campaign(),
            player_id=rider_id(),
            line_id=line_id,
            language=language(),
            shows_name="name" in request.form,
            shows_points="points" in request.form,
            now=parts().now(),
        )
    return redirect(url_for("play.finish", line_id=line_id, _anchor="share"), 303)


@blueprint.post("/finish/<line_id>/card/withdraw")
def withdraw(line_id: str) -> ResponseReturnValue:
    """Takes the card back."""
    with parts().database.unit_of_work() as session:
        cards.withdraw(session, player_id=rider_id(), line_id=line_id)
    return redirect(url_for("play.finish", line_id=line_id, _anchor="share"), 303)


def own_card(kept: Card) -> dict[str, Any]:
    """A card as its player sees it."""
    return {
        "address": parts().config.address + url_for("cards.card", token=kept.token),
        "picture": url_for("cards.picture_of_card", token=kept.token, v=f"{kept.shows_name:d}{kept.shows_points:d}"),
        "shows_name": kept.shows_name,
        "shows_points": kept.shows_points,
    }


@blueprint.app_template_global()
def link_of_campaign() -> dict[str, Any]:
    """What chats show of a link to any page that strangers may read: the picture of the campaign."""
    return _link("cards.picture_of_campaign", tag=language(), v=campaign().digest[:8])


def _link(endpoint: str, **values: Any) -> dict[str, Any]:
    """What the head of a page tells chats that show a link: the picture at this endpoint, and how large it is."""
    address = parts().config.address
    return {
        "address": address + request.path,
        "picture": address + url_for(endpoint, **values),
        "width": WIDE,
        "height": HIGH,
        "locale": LOCALES[language()],
    }


def _shown(token: str) -> Shown:
    with parts().database.reading() as session:
        return cards.shown(session, campaign(), token)


def _words(shown: Shown, tag: str) -> Words:
    """What the card says in a language."""
    content = campaign()
    terminus = content.terminus.name.in_(tag)
    with force_locale(tag.replace("-", "_")):
        note = []
        if shown.nickname:
            note.append(_("%(name)s has arrived at %(terminus)s", name=shown.nickname, terminus=terminus))
        if shown.points is not None:
            note.append(ngettext("%(points)s point", "%(points)s points", shown.points, points=number(shown.points)))
        headline = _("%(line)s line complete.", line=shown.line.name.in_(tag))
    return Words(tag, content.title.in_(tag), headline, " · ".join(note) or terminus)


def _png(words: Words, scene: Scene, kept: str) -> Response:
    response = Response(parts().aside(picture, words, scene), mimetype="image/png")
    response.headers["Cache-Control"] = kept
    return response
