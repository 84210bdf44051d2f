"""The groups that players ride for: who is there, and another name for one that cannot stay up there."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quest.domain import errors
from quest.domain.standings import GROUP
from quest.services import groups
from quest.web.boards import KINDS_OF_GROUPS
from quest.web.context import campaign, parts, require
from quest.web.errors import sentence, status_of
from quest.web.groupboards import group_name
from quest.web.organise.blueprint import blueprint
from quest.web.organise.desk import desk_page


@blueprint.get("/organise/groups")
def group_list() -> ResponseReturnValue:
    """Every group with its members and its code."""
    return _groups_page({})


def _groups_page(faults: dict[int, str]) -> str:
    require("organiser")
    return desk_page(
        "organise/groups.html",
        "organiser",
        desk="groups",
        kinds=[{"title": KINDS_OF_GROUPS[kind], "rows": _rows(kind)} for kind in campaign().group_kinds],
        errors=faults,
    )


def _rows(kind: str) -> list[dict[str, Any]]:
    content = campaign()
    with parts().database.reading() as session:
        found = groups.of_kind(session, content, kind)
        sizes = groups.sizes(session, [group.id for group in found])
    return [
        {
            "id": group.id,
            "name": group_name(content, group),
            "code": group.code,
            "members": sizes[group.id],
            "board": f"{GROUP}{group.id}",
            "preset": groups.is_preset(content, group),
        }
        for group in found
    ]


@blueprint.post("/organise/groups/<int:group_id>")
def rename_group(group_id: int) -> ResponseReturnValue:
    """Another name, on every board at once."""
    who = require("organiser")
    try:
        with parts().database.unit_of_work() as session:
            groups.rename(
                session,
                campaign(),
                group_id=group_id,
                name=request.form.get("name", ""),
                account_id=who.account_id,
                now=parts().now(),
            )
    except (errors.BadNickname, errors.GroupNameTaken) as error:
        return _groups_page({group_id: sentence(error)}), status_of(error)
    flash(_("Saved."), "good")
    return redirect(url_for("organise.group_list"), 303)
