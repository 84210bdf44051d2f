"""API calls of groups and brackets."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quest.domain import errors
from quest.services import groups
from quest.web import grouping
from quest.web.api.board_schemas import BracketChoice, GroupList, GroupView, Joining, NewGroup
from quest.web.api.operations import ANYONE, operation
from quest.web.context import campaign, parts, player_id, rider_id, visitor

PLAYER = ("player",)
blueprint = Blueprint("api_groups", __name__)


@operation(blueprint, "GET", "/groups", roles=ANYONE, result=GroupList)
def list_groups() -> ResponseReturnValue:
    """The groups that anybody may join, the brackets, and those of this player."""
    who = visitor()
    return grouping.groups_view(campaign(), who.player_id if who else None)


@operation(
    blueprint,
    "POST",
    "/groups",
    roles=PLAYER,
    body=NewGroup,
    result=GroupView,
    statuses={201: "Founded, with the player in it"},
    errors=(
        errors.NotFound,
        errors.BadNickname,
        errors.GroupNameTaken,
        errors.AlreadyInGroup,
        errors.CampaignClosed,
        errors.OtherCampaign,
        errors.TooMany,
    ),
)
def found_group(body: NewGroup) -> ResponseReturnValue:
    """Founds a group and joins it."""
    group = grouping.found(body.kind, body.name)
    return grouping.group_view(campaign(), group, 1) | {"code": group.code}, 201


@operation(
    blueprint,
    "POST",
    "/memberships",
    roles=PLAYER,
    body=Joining,
    result=GroupList,
    statuses={201: "Joined"},
    errors=(errors.NoSuchGroup, errors.AlreadyInGroup, errors.CampaignClosed, errors.OtherCampaign, errors.TooMany),
)
def join_group(body: Joining) -> ResponseReturnValue:
    """Joins a preset group by its id, or any by its code."""
    grouping.join(group_id=body.group_id, code=body.code)
    return grouping.groups_view(campaign(), player_id()), 201


@operation(blueprint, "DELETE", "/memberships/{kind}", roles=PLAYER, statuses={204: "In no group of this kind"})
def leave_group(kind: str) -> ResponseReturnValue:
    """Leaves the group of this kind."""
    with parts().database.unit_of_work() as session:
        groups.leave(session, player_id=player_id(), kind=kind)
    return "", 204


@operation(
    blueprint,
    "PUT",
    "/me/bracket",
    roles=PLAYER,
    body=BracketChoice,
    result=GroupList,
    errors=(errors.NotFound, errors.OtherCampaign),
)
def choose_bracket(body: BracketChoice) -> ResponseReturnValue:
    """Chooses the bracket to be ranked in."""
    with parts().database.unit_of_work() as session:
        groups.choose_bracket(session, campaign(), player_id=rider_id(), bracket=body.bracket)
    return grouping.groups_view(campaign(), player_id())


@operation(blueprint, "DELETE", "/me/bracket", roles=PLAYER, statuses={204: "In no bracket"})
def leave_bracket() -> ResponseReturnValue:
    """Leaves the bracket."""
    with parts().database.unit_of_work() as session:
        groups.choose_bracket(session, campaign(), player_id=player_id(), bracket=None)
    return "", 204
