"""Every component in every state, with samples of the campaign in them: where a change of the look is looked at."""

from __future__ import annotations

import random
from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quest.domain.nicknames import suggest
from quest.levels.base import Question
from quest.levels.kinds import kinds
from quest.levels.level import Campaign
from quest.levels.lines import Line
from quest.web import labels
from quest.web.badges import badge_view, tier_view
from quest.web.checkins import walk
from quest.web.context import campaign, parts
from quest.web.jobviews import JobView
from quest.web.language import language, t
from quest.web.maps import solid_map
from quest.web.organise.blueprint import blueprint
from quest.web.organise.desk import desk_page
from quest.web.organise.preview import overview
from quest.web.qr import qr
from quest.web.stops import stop_view
from quest.web.talkviews import agenda_view

SEED = 7
ROWS = 4
SAMPLE_POINTS = 1240


@blueprint.get("/styleguide")
def styleguide() -> ResponseReturnValue:
    """All components on one page."""
    content, today = campaign(), parts().now()
    line = content.lines[0]
    stops = [stop_view(content, level_id) for level_id in line.levels]
    return desk_page(
        "organise/styleguide.html",
        "organiser",
        desk="styleguide",
        line=line,
        stop=stops[0],
        crossing=next((stop for stop in stops if len(stop["codes"]) > 1), stops[-1]),
        badges=[badge_view(badge) | {"on": labels.day(today, year=True), "to_do": []} for badge in content.badges[:3]],
        tier=tier_view(content, SAMPLE_POINTS),
        points=SAMPLE_POINTS,
        rows=_rows(content),
        seats=[{**row, "seat": row["rank"], "name": row["nickname"]} for row in _rows(content)],
        jobs=[_job(line, stops[number], number) for number in range(4)],
        saved={1},
        kinds=[_asked(content, name) for name in kinds()],
        network=solid_map(content),
        rows_of_levels=overview(content, "organise.preview_level")["levels"][:2],
        stations=_stations(content),
        talks=agenda_view(content, parts().now())[:2],
        address_code=qr(parts().config.address, _("QR code of %(address)s", address=parts().config.address)),
        now=labels.clock(today),
        today=labels.day(today),
    )


def _stations(content: Campaign) -> list[dict[str, Any]]:
    """Booths in each state of a visit."""
    return [
        {**each, "state": state} for each, state in zip(walk(content, {}), ("none", "pending", "done"), strict=False)
    ]


def _rows(content: Campaign) -> list[dict[str, Any]]:
    """A few riders on a board; two of them with equal points."""
    names = suggest(language(), random.Random(SEED), ROWS)  # noqa: S311 - friendly names, no secret
    points = (3090, 2710, 2710, 430)
    return [
        {
            "rank": place + 1,
            "player_id": place + 1,
            "group_id": None,
            "nickname": name,
            "names": None,
            "points": points[place],
            "members": 12 - place,
            "line": content.lines[place % len(content.lines)],
        }
        for place, name in enumerate(names)
    ]


def _job(line: Line, stop: dict[str, Any], number: int) -> JobView:
    """A job that nobody offers, of the line's sector."""
    return JobView(
        id=number,
        title=stop["name"],
        lang=language(),
        company=t(line.name),
        place=labels.place("Sha Tin"),
        initials=line.id * 2,
        colour=line.colour,
        terms=labels.named(labels.WORK_TYPE, "full-time"),
        is_sample=True,
    )


def _asked(content: Campaign, name: str) -> dict[str, Any]:
    """A question of a kind as it is asked: one of the campaign, or the kind's own example."""
    asked = (question for level in content.levels for question in level.questions if question.kind == name)
    example = kinds()[name]
    question: Question = next(asked, None) or example.model_validate(example.EXAMPLE)
    shown = {"kind": name, "id": question.id, "prompt": question.prompt.in_(language())}
    return shown | question.present_turn([], SEED, language())
