"""Everything that is kept about a person, for them to take away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from quest.levels.level import Campaign
from quest.models import (
    Answer,
    Application,
    Attempt,
    Attendance,
    Award,
    CandidateNote,
    Card,
    CheckIn,
    Company,
    Consent,
    EarnedBadge,
    Job,
    Jobseeker,
    Player,
    Review,
    RoundAnswer,
    Seat,
    StageChange,
    StationNote,
    Ticket,
)
from quest.services import campaigns, groups, jobseekers, ledger, wishes


def everything(session: Session, player_id: int, language: str) -> dict[str, Any]:
    """A player with all play, and with profile, consents and applications where the player registered.

    Questions and answers are in the words of `language`.
    """
    player = session.get_one(Player, player_id)
    jobseeker = jobseekers.of_player(session, player_id)
    campaign = campaigns.of_player(session, player)
    return {
        "player": _player(session, player),
        "answers": list(_answers(session, campaign, player_id, language)),
        "rounds": list(_rounds(session, player_id)),
        "talks": list(_talks(session, player_id)),
        "visits": list(_visits(session, player_id)),
        "awards": list(_awards(session, player_id)),
        "profile": jobseekers.view(jobseeker) if jobseeker else None,
        "consents": list(_consents(session, jobseeker)) if jobseeker else [],
        "applications": list(_applications(session, jobseeker)) if jobseeker else [],
        "notes": list(_notes(session, jobseeker)) if jobseeker else [],
    }


def _player(session: Session, player: Player) -> dict[str, Any]:
    badges = session.scalars(select(EarnedBadge).where(EarnedBadge.player_id == player.id).order_by(EarnedBadge.at))
    tickets = session.scalars(select(Ticket).where(Ticket.player_id == player.id).order_by(Ticket.id))
    cards = session.scalars(select(Card).where(Card.player_id == player.id).order_by(Card.id))
    return {
        "id": player.id,
        "nickname": player.nickname,
        "language": player.language,
        "joined_at": _moment(player.created_at),
        "points": ledger.points_of(session, player.id),
        "badges": [{"id": earned.badge_id, "at": _moment(earned.at)} for earned in badges],
        "bracket": player.bracket,
        "ranked": player.ranked,
        "saved_jobs": [{"job": job.title, "company": job.company.name} for job in wishes.saved(session, player.id)],
        "unwanted_kinds": [kind.title for kind in wishes.unwanted(session, player.id)],
        "groups": [{"kind": group.kind, "name": group.name} for group in groups.of_player(session, player.id)],
        "tickets": [{"draw": ticket.draw_id, "ticket": ticket.ticket} for ticket in tickets],
        "cards": [
            {
                "line": card.line_id,
                "token": card.token,
                "language": card.language,
                "shows_name": card.shows_name,
                "shows_points": card.shows_points,
                "at": _moment(card.created_at),
            }
            for card in cards
        ],
    }


def _answers(session: Session, campaign: Campaign, player_id: int, language: str) -> Iterator[dict[str, Any]]:
    """Each answer in words; as it was sent, where its question has left the campaign or is another one now."""
    given = (
        select(Answer, Attempt, Review)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .outerjoin(Review, Review.answer_id == Answer.id)
        .where(Attempt.player_id == player_id)
        .order_by(Answer.id)
    )
    for answer, attempt, review in session.execute(given):
        question = campaign.question(answer.question_id)
        reads = question is not None and question.grade(answer.answer, attempt.seed).readable
        yield {
            "level": attempt.level_id,
            "attempt": attempt.number,
            "question": answer.question_id,
            "prompt": question.prompt.in_(language) if question else None,
            "answer": question.in_words(answer.answer, attempt.seed, language) if question and reads else answer.answer,
            "fraction": answer.fraction,
            "late": answer.late,
            "hinted": answer.hinted,
            "took_ms": answer.took_ms,
            "at": _moment(answer.at),
            "review": {"fraction": review.fraction, "note": review.note} if review else None,
        }


def _awards(session: Session, player_id: int) -> Iterator[dict[str, Any]]:
    for award in session.scalars(select(Award).where(Award.player_id == player_id).order_by(Award.id)):
        yield {"level": award.level_id, "reason": award.reason, "points": award.points, "at": _moment(award.at)}


def _talks(session: Session, player_id: int) -> Iterator[dict[str, Any]]:
    mine = select(Attendance).where(Attendance.player_id == player_id).order_by(Attendance.id)
    for attendance in session.scalars(mine):
        yield {"talk": attendance.talk_id, "points": attendance.receipt["points"], "at": _moment(attendance.at)}


def _rounds(session: Session, player_id: int) -> Iterator[dict[str, Any]]:
    """Each hosted round that the player sat in, with what was answered there, as it was sent.

    Whether it was right is the reveal's to tell; then there are awards.
    """
    for seat in session.scalars(select(Seat).where(Seat.player_id == player_id).order_by(Seat.id)):
        given = select(RoundAnswer).where(RoundAnswer.seat_id == seat.id).order_by(RoundAnswer.position)
        yield {
            "round": seat.round_id,
            "team": seat.team,
            "joined_at": _moment(seat.joined_at),
            "answers": [
                {"position": each.position, "answer": each.answer, "at": _moment(each.at)}
                for each in session.scalars(given)
            ],
        }


def _visits(session: Session, player_id: int) -> Iterator[dict[str, Any]]:
    """Each station that the player visited, with what its staff noted."""
    noted = select(StationNote.level_id, StationNote.note).where(StationNote.player_id == player_id)
    notes = dict(session.execute(noted).all())
    for visit in session.scalars(select(CheckIn).where(CheckIn.player_id == player_id).order_by(CheckIn.id)):
        yield {
            "station": visit.level_id,
            "at": _moment(visit.at),
            "confirmed": not visit.pending,
            "late": visit.late,
            "note": notes.get(visit.level_id, ""),
        }


def _consents(session: Session, jobseeker: Jobseeker) -> Iterator[dict[str, Any]]:
    mine = select(Consent).where(Consent.jobseeker_id == jobseeker.id).order_by(Consent.id)
    for consent in session.scalars(mine):
        yield {
            "purpose": consent.purpose,
            "company_id": consent.company_id,
            "version": consent.version,
            "language": consent.language,
            "granted": consent.granted,
            "source": consent.source,
            "at": _moment(consent.at),
        }


def _applications(session: Session, jobseeker: Jobseeker) -> Iterator[dict[str, Any]]:
    mine = (
        select(Application, Job, Company)
        .join(Job, Job.id == Application.job_id)
        .join(Company, Company.id == Job.company_id)
        .where(Application.jobseeker_id == jobseeker.id)
        .order_by(Application.id)
    )
    for application, job, company in session.execute(mine):
        yield {
            "job": job.title,
            "company": company.name,
            "stage": application.stage,
            "applied_at": _moment(application.created_at),
            "withdrawn_at": _moment(application.withdrawn_at) if application.withdrawn_at else None,
            "steps": [
                {"stage": step.stage, "reason": step.reason, "at": _moment(step.at)}
                for step in session.scalars(
                    select(StageChange).where(StageChange.application_id == application.id).order_by(StageChange.id)
                )
            ],
        }


def _notes(session: Session, jobseeker: Jobseeker) -> Iterator[dict[str, Any]]:
    """What companies wrote about the person; who of them wrote it stays with them."""
    written = (
        select(CandidateNote, Company.name)
        .join(Company, Company.id == CandidateNote.company_id)
        .where(CandidateNote.jobseeker_id == jobseeker.id)
        .order_by(CandidateNote.id)
    )
    for note, company in session.execute(written):
        yield {"company": company, "words": note.words, "at": _moment(note.at)}


def _moment(at: datetime) -> str:
    return at.isoformat()
