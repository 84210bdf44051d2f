"""The stage of the hall, which shows one scene after the other, and the host's page that chooses what it shows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quest.domain.agenda import outlook
from quest.domain.scenes import AGENDA, BOARD, board_of
from quest.levels.level import Campaign
from quest.services import stages, ticker
from quest.services.stages import Chosen
from quest.web import labels
from quest.web.boards import board_title
from quest.web.context import campaign, parts, require
from quest.web.language import language
from quest.web.live import board_values, door_values
from quest.web.organise.desk import desk_page
from quest.web.questions import moment
from quest.web.stageviews import build, choice_mark, told_views
from quest.web.talkviews import talk_view

ROLES = ("host", "organiser")
LONGEST_MIN = 600
blueprint = Blueprint("stages", __name__)


@blueprint.get("/stage")
def hall() -> ResponseReturnValue:
    """The scene that the host chose, or the first of the turn; the page itself asks for others by `?scene=`."""
    content, now, asked = campaign(), parts().now(), request.args.get("scene", "")
    with parts().database.reading() as session:
        choice, told = stages.chosen(session, content), ticker.latest(session, content)
    turn = stages.turn(content, now=now)
    scene = asked if stages.is_scene(content, asked) else choice.scene or turn[0]
    show = {
        "scene": scene,
        "chosen": choice_mark(choice),
        "turn": turn,
        "build": build(content, now=now),
        "told": told_views(content, told, language()),
    }
    template, values = _scene(content, scene, choice, now)
    return render_template(template, show=show, **values)


def _scene(content: Campaign, scene: str, choice: Chosen, now: datetime) -> tuple[str, dict[str, Any]]:
    """The template of a scene and what it is drawn from."""
    board = board_of(scene)
    if board is not None:
        template = "live/stage.html" if scene.startswith(BOARD) else "live/scene_podium.html"
        return template, board_values(board)
    until = stages.counted_to(content, choice, now=now)
    common = {"now": moment(now), "clock": labels.clock(now), "left": _left(until, now), **door_values()}
    view = outlook(content.agenda, now)
    on, coming = ([talk_view(talk, now) for talk in talks] for talks in (view.now, view.next))
    if scene == AGENDA:
        return "live/scene_agenda.html", {"on": on, "next": coming, **common}
    talk = next((each for each in coming if choice.counts_to is None or choice.counts_to <= now), None)
    at = labels.clock(until) if until else ""
    return "live/scene_countdown.html", {"until": moment(until), "talk": talk, "at": at, **common}


def _left(until: datetime | None, now: datetime) -> str:
    """The time until a moment, as the countdown writes it: “4:05”, “1:04:05”."""
    seconds = max(0, round((until - now).total_seconds())) if until else 0
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


@blueprint.get("/host/stage")
def desk() -> ResponseReturnValue:
    """What the stage can show, and what it shows now."""
    return _desk_page("", {})


@blueprint.post("/host/stage")
def choose() -> ResponseReturnValue:
    """Has the stage show a scene, all in turn, or a countdown."""
    require(*ROLES)
    scene, typed = request.form.get("scene", "")[:100] or None, request.form.get("minutes", "").strip()[:9]
    now = parts().now()
    with parts().database.reading() as session:
        counts_to = stages.chosen(session, campaign()).counts_to
    if "count" in request.form:
        if typed and not (typed.isdecimal() and 1 <= int(typed) <= LONGEST_MIN):
            return _desk_page(typed, {"minutes": _("Write minutes as a number from 1 to 600.")}), 422
        counts_to = now + timedelta(minutes=int(typed)) if typed else None
    with parts().database.unit_of_work() as session:
        stages.choose(session, campaign(), Chosen(scene, counts_to))
    return redirect(url_for("stages.desk"), 303)


def _desk_page(typed: str, faults: dict[str, str]) -> str:
    require(*ROLES)
    content, now = campaign(), parts().now()
    with parts().database.reading() as session:
        choice = stages.chosen(session, content)
    every = [None, *stages.choices(content, now=now)]
    if choice.scene not in every:
        every.append(choice.scene)
    ahead = choice.counts_to is not None and choice.counts_to > now
    return desk_page(
        "host/stage.html",
        *ROLES,
        desk="stage",
        scenes=[
            {"scene": each or "", "title": scene_title(content, each), "on": each == choice.scene} for each in every
        ],
        counts_to=labels.clock(choice.counts_to) if choice.counts_to and ahead else "",
        typed=typed,
        errors=faults,
    )


def scene_title(content: Campaign, scene: str | None) -> str:
    """What a scene is called on the host's desk."""
    if scene is None:
        return str(_("All scenes in turn"))
    board = board_of(scene)
    if board is None:
        return str(_("Agenda") if scene == AGENDA else _("Countdown"))
    title = board_title(content, board)
    return str(_("Board: %(board)s", board=title) if scene.startswith(BOARD) else _("Podium: %(board)s", board=title))
