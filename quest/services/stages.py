"""The stage of a hall: which scenes there are, and which one stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from quest.db import record
from quest.domain.agenda import outlook
from quest.domain.errors import NotFound
from quest.domain.events import StageSet
from quest.domain.scenes import AGENDA, BOARD, COUNTDOWN, PODIUM, board_of
from quest.domain.standings import OVERALL, NoSuchBoard
from quest.levels.level import Campaign
from quest.models import Stage
from quest.services import boards


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a host chose: the scene that stands, none while all take turns, and the moment that is counted down to."""

    scene: str | None = None
    counts_to: datetime | None = None


def turn(campaign: Campaign, *, now: datetime) -> list[str]:
    """The scenes that take turns."""
    lines = [f"line:{line.id}" for line in campaign.lines]
    every = [OVERALL, *lines, *(f"groups:{kind}" for kind in campaign.group_kinds)]
    talks = [AGENDA] if any(talk.ends > now for talk in campaign.agenda) else []
    return [*talks, *(f"{BOARD}{board}" for board in every)]


def choices(campaign: Campaign, *, now: datetime) -> list[str]:
    """Every scene that a host can choose from a list."""
    every = turn(campaign, now=now)
    stations = [f"{BOARD}level:{level_id}" for level_id in campaign.stations]
    podiums = [f"{PODIUM}{board}" for scene in every if (board := board_of(scene))]
    return [*every, *stations, COUNTDOWN, *podiums]


def is_scene(campaign: Campaign, scene: str) -> bool:
    """Whether the stage can show this, from the list or any other board of the campaign."""
    board = board_of(scene)
    if board is None:
        return scene in (AGENDA, COUNTDOWN)
    try:
        return boards.check(campaign, board).kind != "group"
    except NoSuchBoard:
        return False


def chosen(session: Session, campaign: Campaign) -> Chosen:
    """What a host chose last; at first all scenes take turns."""
    row = session.get(Stage, campaign.id)
    if row is None or (row.scene is not None and not is_scene(campaign, row.scene)):
        return Chosen(None, row.counts_to if row else None)
    return Chosen(row.scene, row.counts_to)


def choose(session: Session, campaign: Campaign, choice: Chosen) -> None:
    """Has every stage of the campaign show this.

    Raises:
        NotFound: there is no such scene.
    """
    if choice.scene is not None and not is_scene(campaign, choice.scene):
        raise NotFound(what="scene")
    row = session.get(Stage, campaign.id)
    if row is None:
        row = Stage(campaign_id=campaign.id)
        session.add(row)
    row.scene, row.counts_to = choice.scene, choice.counts_to
    session.flush()
    record(session, StageSet(campaign.id))


def counted_to(campaign: Campaign, choice: Chosen, *, now: datetime) -> datetime | None:
    """The moment of the countdown: the host's as long as it lies ahead, else the next item of the agenda."""
    if choice.counts_to is not None and choice.counts_to > now:
        return choice.counts_to
    return next((talk.starts for talk in outlook(campaign.agenda, now).next), None)
