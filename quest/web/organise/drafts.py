"""Another pack, looked over before it is played: its faults, its map and questions, what would change; publishing."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quest.domain.errors import NotFound
from quest.exchange.packs import Fault, FaultyPack, look_over, unpack
from quest.levels.changes import Change, changes
from quest.levels.level import Campaign
from quest.models import Draft
from quest.services import drafts
from quest.web import labels
from quest.web.context import campaign, parts, require
from quest.web.language import t
from quest.web.organise.blueprint import blueprint
from quest.web.organise.desk import desk_page
from quest.web.organise.preview import level_page, overview
from quest.web.stops import stop_codes


@blueprint.get("/organise/draft")
def draft() -> ResponseReturnValue:
    """The draft of this organiser, or the form that brings one."""
    return _page({})


def _organiser() -> int:
    account_id = require("organiser").account_id
    assert account_id is not None  # noqa: S101 - the role says so
    return account_id


def _page(errors: dict[str, str]) -> str:
    kept, content = _kept()
    shown = overview(content, "organise.draft_level") if content else {}
    values = {
        "draft": kept,
        "checked": labels.moment(kept.checked_at) if kept else None,
        "changes": [_change(each, campaign(), content) for each in changes(campaign(), content)] if content else [],
        "other": content is not None and content.id != campaign().id,
        "errors": errors,
    }
    return desk_page("organise/draft.html", "organiser", desk="preview", **shown, **values)


def _kept() -> tuple[Draft | None, Campaign | None]:
    """This organiser's draft, and its campaign when it can be shown."""
    account_id = _organiser()
    with parts().database.reading() as session:
        found = drafts.of_account(session, account_id)
    return found, drafts.content(found) if found else None


def _change(change: Change, old: Campaign, new: Campaign) -> dict[str, Any]:
    """A change in words: the part's name, of the new version where it has one, and its tiles."""
    holder = old if change.how == "gone" else new
    named = {"line": holder.line, "level": holder.level, "badge": holder.badge}
    part = named[change.what](change.id) if change.what in named else None
    return {
        "what": change.what,
        "how": change.how,
        "name": t(part.name) if part else change.id,
        "codes": stop_codes(holder, change.id) if change.what == "level" else [],
        "questions": change.questions,
    }


@blueprint.post("/organise/draft")
def check_draft() -> ResponseReturnValue:
    """Looks a zipped pack over and keeps what was found, whatever that is."""
    account_id = _organiser()
    sent = request.files.get("pack")
    if sent is None or not sent.filename:
        return _page({"pack": _("Choose a file.")}), 422
    name = Path(sent.filename).name[:120]
    content, faults = parts().aside(_looked_over, sent.read(), name, parts().config.max_import_bytes)
    with parts().database.unit_of_work() as session:
        drafts.keep(session, account_id, name=name, campaign=content, faults=faults, now=parts().now())
    return redirect(url_for("organise.draft"), 303)


def _looked_over(archive: bytes, name: str, most_bytes: int) -> tuple[Campaign | None, list[Fault]]:
    with TemporaryDirectory(prefix="quest-draft-") as folder:
        try:
            unpack(archive, Path(folder), name=name, most_bytes=most_bytes)
        except FaultyPack as error:
            return None, error.faults
        return look_over(Path(folder))


@blueprint.route("/organise/draft/<level_id>", methods=["GET", "POST"])
@blueprint.route("/organise/draft/<level_id>/<question_id>", methods=["GET", "POST"])
def draft_level(level_id: str, question_id: str | None = None) -> ResponseReturnValue:
    """A level of the draft, its questions to try."""
    _, content = _kept()
    if content is None:
        raise NotFound(what="draft")
    return level_page(content, level_id, question_id, there="organise.draft_level", back="organise.draft")


@blueprint.post("/organise/publish")
def publish_draft() -> ResponseReturnValue:
    """Makes the draft the campaign that is played from the next request on."""
    account_id = _organiser()
    with parts().database.unit_of_work() as session:
        digest = request.form.get("digest", "")
        content = drafts.publish(session, account_id, digest=digest, now=parts().now())
    flash(_("“%(title)s” is what everybody plays now.", title=t(content.title)), "good")
    return redirect(url_for("organise.preview"), 303)


@blueprint.post("/organise/forget")
def forget_draft() -> ResponseReturnValue:
    """Puts the draft away."""
    account_id = _organiser()
    with parts().database.unit_of_work() as session:
        drafts.forget(session, account_id)
    return redirect(url_for("organise.draft"), 303)
