"""API calls of the agenda: its talks, and being at one."""

from __future__ import annotations

from datetime import UTC

from flask import Blueprint
from flask.typing import ResponseReturnValue

from quest.domain import codes, errors
from quest.domain.agenda import takes_attendance
from quest.services import talks
from quest.web.api.operations import ANYONE, operation
from quest.web.api.talk_schemas import AttendanceBody, AttendanceView, TalkCode, TalkList
from quest.web.context import campaign, own_rider, parts
from quest.web.language import t
from quest.web.questions import moment
from quest.web.talkacts import attend

PLAYER = ("player",)
HOSTS = ("host", "organiser")
blueprint = Blueprint("api_talks", __name__)


@operation(blueprint, "GET", "/talks", roles=ANYONE, result=TalkList)
def list_talks() -> ResponseReturnValue:
    """The agenda in the order of time; `attended` is the caller's own."""
    me = own_rider()
    with parts().database.reading() as session:
        mine = talks.of_player(session, me) if me else {}
    return {
        "talks": [
            {
                "id": talk.id,
                "title": t(talk.title),
                "speaker": talk.speaker,
                "company": talk.company,
                "language": talk.language,
                "place": t(talk.place),
                "starts": moment(talk.starts.astimezone(UTC)),
                "ends": moment(talk.ends.astimezone(UTC)),
                "blurb": t(talk.blurb) if talk.blurb else None,
                "points": talk.points,
                "level_id": talk.level,
                "attended": talk.id in mine,
            }
            for talk in sorted(campaign().agenda, key=lambda talk: (talk.starts, talk.ends))
        ]
    }


@operation(
    blueprint,
    "POST",
    "/talks/{talk_id}/attendances",
    roles=PLAYER,
    body=AttendanceBody,
    result=AttendanceView,
    statuses={201: "Counted, or the first result of this key"},
    errors=(
        errors.NotFound,
        errors.AlreadyAttended,
        errors.CodeExpired,
        errors.CampaignClosed,
        errors.OtherCampaign,
        errors.TooMany,
    ),
)
def attend_talk(talk_id: str, body: AttendanceBody) -> ResponseReturnValue:
    """Counts that the player is at a talk, by the code that its screen shows."""
    receipt = attend(talk_id, body.code, body.key)
    return {"talk": talk_id, "points": receipt.points, "total": receipt.total, "opened": list(receipt.opened)}, 201


@operation(
    blueprint,
    "GET",
    "/talks/{talk_id}/code",
    roles=HOSTS,
    result=TalkCode,
    errors=(errors.NotFound, errors.CodeExpired),
)
def get_talk_code(talk_id: str) -> ResponseReturnValue:
    """The code to show at a talk now, and when the next one follows; none before it and half an hour after it."""
    talk, now = talks.by_id(campaign(), talk_id), parts().now()
    if talk.points is None:
        raise errors.NotFound(what="talk")
    if not takes_attendance(talk, now):
        raise errors.CodeExpired(talk_id=talk_id)
    code = talks.code(campaign(), talk, secret=parts().config.secret_key, now=now)
    return {"talk": talk_id, "code": code, "rotates_at": moment(codes.rotates_at(now))}
