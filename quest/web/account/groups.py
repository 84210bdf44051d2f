"""Riding together: the player's groups and bracket, and the link that invites others."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quest.domain import errors
from quest.domain.standings import GROUP
from quest.services import groups
from quest.web import grouping
from quest.web.account.blueprint import blueprint
from quest.web.boards import around_view
from quest.web.context import campaign, parts, player_id, rider_id, visitor
from quest.web.errors import sentence, status_of
from quest.web.groupboards import group_name
from quest.web.onward import onward
from quest.web.qr import qr

WORDS = {
    "school": (_l("School"), _l("Choose your school"), _l("Add your school"), _l("Name of your school")),
    "company": (_l("Company"), _l("Choose your company"), _l("Add your company"), _l("Name of your company")),
    "team": (_l("Team"), _l("Choose a team"), _l("Start a team"), _l("Name of your team")),
}
"""What a kind of groups is called, and the words to choose one, to found one, and to ask for its name."""


@blueprint.get("/me/groups")
def my_groups() -> ResponseReturnValue:
    """What the player rides for, and what there is to join."""
    return _groups_page({})


def _groups_page(faults: dict[str, str]) -> str:
    content, me = campaign(), rider_id()
    if not (content.group_kinds or content.brackets):
        raise errors.NotFound(what="groups")
    view = grouping.groups_view(content, me)
    return render_template(
        "account/groups.html",
        rules=content.groups,
        kinds=[_kind_view(view, kind) for kind in content.group_kinds],
        brackets=view["brackets"],
        bracket=view["bracket"] or "",
        is_over=content.closes_at is not None and parts().now() >= content.closes_at,
        errors=faults,
        typed=request.form,
    )


def _kind_view(view: dict[str, Any], kind: str) -> dict[str, Any]:
    title, choose, found, name = WORDS[kind]
    mine = next((group for group in view["mine"] if group["kind"] == kind), None)
    return {
        "kind": kind,
        "title": title,
        "choose": choose,
        "found": found,
        "name": name,
        "mine": mine,
        "preset": [(group["id"], group["name"]) for group in view["preset"] if group["kind"] == kind],
        "own": _standing(f"{GROUP}{mine['id']}") if mine else None,
        "group": _standing(f"groups:{kind}") if mine else None,
        "invitation": _invitation(mine) if mine else None,
    }


def _standing(board: str) -> dict[str, Any] | None:
    """The player's own row on a board, or that of the player's group."""
    return next(iter(around_view(parts(), campaign(), board, player_id=player_id(), reach=0)), None)


def _invitation(group: dict[str, Any]) -> dict[str, Any]:
    address = parts().config.address + url_for("account.invitation", code=group["code"])
    return {"address": address, "picture": qr(address, _("QR code that invites to %(group)s", group=group["name"]))}


@blueprint.post("/me/groups")
def join_group() -> ResponseReturnValue:
    """Joins a preset group or that of a code, or founds one."""
    form = request.form
    kind = form.get("kind", "")
    field = "name-" + kind if "found" in form else "group-" + kind if "choose" in form else "code"
    try:
        if "found" in form:
            grouping.found(kind, form.get("name", ""))
        elif "choose" in form:
            chosen = form.get("group_id", "")
            grouping.join(group_id=int(chosen) if chosen.isdecimal() and len(chosen) < 10 else 0, code=None)
        else:
            grouping.join(group_id=None, code=form.get("code", "") or "-")
    except (
        errors.BadNickname,
        errors.GroupNameTaken,
        errors.AlreadyInGroup,
        errors.NoSuchGroup,
        errors.TooMany,
    ) as error:
        return _groups_page({field: _fault(error)}), status_of(error)
    flash(_("Saved."), "good")
    return redirect(url_for("account.my_groups"), 303)


def _fault(error: errors.QuestError) -> str:
    if isinstance(error, errors.BadNickname) and error.details["why"] == "empty":
        return str(_("Type a name."))
    return sentence(error)


@blueprint.post("/me/groups/<kind>/leave")
def leave_group(kind: str) -> ResponseReturnValue:
    """Leaves the group of this kind; the points stay the player's own."""
    with parts().database.unit_of_work() as session:
        groups.leave(session, player_id=player_id(), kind=kind)
    flash(_("You left. Your points stay yours."), "good")
    return redirect(url_for("account.my_groups"), 303)


@blueprint.post("/me/bracket")
def choose_bracket() -> ResponseReturnValue:
    """Puts the player into a bracket, or into none."""
    chosen = request.form.get("bracket", "")[:64] or None
    with parts().database.unit_of_work() as session:
        groups.choose_bracket(session, campaign(), player_id=rider_id(), bracket=chosen)
    flash(_("Saved."), "good")
    return redirect(onward(url_for("account.my_groups")), 303)


@blueprint.get("/join/<code>")
def invitation(code: str) -> ResponseReturnValue:
    """Asks whether to ride for the group of this code; shows a button and touches nothing."""
    content, who = campaign(), visitor()
    with parts().database.reading() as session:
        group = grouping.of_code(session, content, code)
        members = groups.sizes(session, [group.id])[group.id]
        mine = groups.of_player(session, who.player_id) if who and who.player_id else []
    other = next((each for each in mine if each.kind == group.kind), None)
    return render_template(
        "account/invitation.html",
        code=group.code,
        name=group_name(content, group),
        kind=WORDS[group.kind][0],
        members=members,
        is_member=other is not None and other.id == group.id,
        other=group_name(content, other) if other else None,
        rides=bool(who and who.player_id),
    )
