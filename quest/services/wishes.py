"""What a player wants of the jobs: putting some aside, and having no more of a kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quest.domain.errors import NotFound
from quest.models import Job, Player, SavedJob, UnwantedKind
from quest.services import jobs
from quest.services.job_index import JobIndex

SAME_KIND = 0.6
"""From this likeness of titles on, two jobs are of one kind: “Senior Data Scientist” is 0.63 like “Data Scientist”."""

MOST_KINDS = 100
"""As many kinds of one player are kept: each is compared with every title whenever matches are looked at."""


def save(session: Session, *, player_id: int, job_id: int, now: datetime) -> bool:
    """Puts a job aside; whether it was not there before.

    Raises:
        NotFound: there is no such job.
    """
    _alone(session, player_id)
    jobs.one(session, job_id)
    if session.get(SavedJob, (player_id, job_id)) is not None:
        return False
    session.add(SavedJob(player_id=player_id, job_id=job_id, at=now))
    return True


def forget(session: Session, *, player_id: int, job_id: int) -> None:
    """Takes a job away from those put aside, if it is there."""
    session.execute(delete(SavedJob).where(SavedJob.player_id == player_id, SavedJob.job_id == job_id))


def saved(session: Session, player_id: int) -> list[Job]:
    """The jobs put aside with their companies, the newest first; those that closed since are still there."""
    rows = select(SavedJob.job_id).where(SavedJob.player_id == player_id).order_by(SavedJob.at.desc(), SavedJob.job_id)
    return jobs.by_ids(session, list(session.scalars(rows)))


def saved_among(session: Session, player_id: int | None, job_ids: Collection[int]) -> set[int]:
    """Which of these jobs a player put aside; none for nobody."""
    if player_id is None:
        return set()
    rows = select(SavedJob.job_id).where(SavedJob.player_id == player_id, SavedJob.job_id.in_(job_ids))
    return set(session.scalars(rows))


def refuse_kind(session: Session, *, player_id: int, job_id: int, now: datetime) -> UnwantedKind:
    """Keeps that the player wants no more jobs with titles like this one's; said again, it is the same.

    Of too many kinds the oldest is forgotten.

    Raises:
        NotFound: there is no such job.
    """
    _alone(session, player_id)
    title = jobs.one(session, job_id).title
    key = " / ".join(words.casefold() for _, words in sorted(title.items()))
    said = session.scalar(select(UnwantedKind).where(UnwantedKind.player_id == player_id, UnwantedKind.key == key))
    if said is None:
        said = UnwantedKind(player_id=player_id, key=key, title=title, at=now)
        session.add(said)
        session.flush()
        for forgotten in unwanted(session, player_id)[MOST_KINDS:]:
            session.delete(forgotten)
    return said


def accept_kind(session: Session, *, player_id: int, unwanted_id: int) -> None:
    """Takes back that a kind is not wanted.

    Raises:
        NotFound: this player never said so, or took it back already.
    """
    said = session.get(UnwantedKind, unwanted_id)
    if said is None or said.player_id != player_id:
        raise NotFound(what="kind")
    session.delete(said)


def unwanted(session: Session, player_id: int) -> list[UnwantedKind]:
    """The kinds that a player does not want to be shown, the newest first."""
    rows = select(UnwantedKind).where(UnwantedKind.player_id == player_id).order_by(UnwantedKind.id.desc())
    return list(session.scalars(rows))


def of_these_kinds(index: JobIndex, kinds: Iterable[UnwantedKind]) -> set[int]:
    """The jobs whose titles are like one of these in any language."""
    words = {words for kind in kinds for words in kind.title.values()}
    return {job_id for each in words for job_id in index.titles.near(each, at_least=SAME_KIND)}


def _alone(session: Session, player_id: int) -> None:
    """Lets one request at a time change what this player wants, so that two taps are one."""
    session.execute(select(Player.id).where(Player.id == player_id).with_for_update())
