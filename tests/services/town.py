"""The people, companies and jobs of these tests."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from quest.db import Database
from quest.domain.consent import TEXT_VERSION
from quest.domain.work import Education, Seniority, WorkType
from quest.exchange.jobs.records import JobRecord, Reading
from quest.levels.level import Campaign
from quest.models import Answer, Attempt, Award, Company, Job, Player
from quest.services import job_imports, jobseekers
from quest.services.jobseekers import Agreement, Profile

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
TODAY = NOW.date()
PROFILE: dict[str, Any] = {
    "education": "bachelor",
    "experience": 1,
    "based_in": "hong-kong",
    "locations": ["Hong Kong"],
    "work_types": ["full-time"],
    "skills": ["python"],
    "starts_on": date(2027, 1, 4),
}


def a_job(reference: str = "fa-1", title: str = "Graduate Fraud Analyst", **facts: Any) -> JobRecord:
    """A job at a fintech company; keyword arguments change it."""
    usual: dict[str, Any] = {
        "reference": reference,
        "title": {"en": title},
        "description": {"en": "Look for payments that do not fit."},
        "location": "Kwun Tong",
        "sector": "fintech",
        "seniority": Seniority.ENTRY,
        "education": Education.BACHELOR,
        "work_type": WorkType.FULL_TIME,
        "skills": ("fraud-detection", "sql"),
        "posted_on": date(2026, 11, 1),
    }
    return JobRecord(**{**usual, **facts})


@dataclass
class Town:
    """The people and companies of a test, by name."""

    database: Database
    campaign: Campaign

    def hire(self, company: str, *jobs: JobRecord) -> list[int]:
        """Brings jobs of a company to the fair; their ids in the order of the list."""
        with self.database.unit_of_work() as session:
            plan = job_imports.plan(session, Reading("csv", list(jobs)), company=company)
            job_imports.carry_out(session, plan, source=f"{company}.csv", now=NOW)
            company_id = plan.new_employers[0].id if plan.new_employers else self.company(company)
            there = dict(session.execute(select(Job.reference, Job.id).where(Job.company_id == company_id)).all())
        return [there[job.reference] for job in jobs]

    def company(self, name: str) -> int:
        """The id of a company."""
        with self.database.reading() as session:
            return next(found.id for found in session.scalars(select(Company)) if found.name["en"] == name)

    def player(self, nickname: str, **right: int) -> int:
        """Somebody who got the first questions asked at each level right: `f3=3`; passes each of them."""
        with self.database.unit_of_work() as session:
            player = Player(
                campaign_id=self.campaign.id, nickname=nickname, language="en", resume_nonce="", created_at=NOW
            )
            session.add(player)
            session.flush()
            for level_id, count in right.items():
                self._play(session, player.id, level_id, count)
        return player.id

    def _play(self, session: Session, player_id: int, level_id: str, right: int) -> None:
        level = self.campaign.level(level_id)
        assert level
        asked = level.drawn(seed=1)
        attempt = Attempt(
            player_id=player_id,
            level_id=level_id,
            number=1,
            seed=1,
            question_ids=asked,
            position=len(asked),
            passed=True,
            started_at=NOW,
            finished_at=NOW,
        )
        session.add(attempt)
        session.flush()
        for place, question_id in enumerate(asked):
            answer = Answer(
                attempt_id=attempt.id,
                question_id=question_id,
                key=question_id,
                answer=None,
                fraction=float(place < right),
                receipt={"points": 100 * (place < right)},
                at=NOW,
            )
            session.add(answer)
        session.add(
            Award(
                player_id=player_id,
                reason="answer",
                subject=f"{attempt.id}",
                level_id=level_id,
                points=100 * right,
                day="2026-11-22",
                at=NOW,
            )
        )

    def register(self, player_id: int, name: str, *purposes: str, **facts: Any) -> int:
        """Makes a jobseeker of a player, with these boxes ticked; `facts` change the profile."""
        profile = Profile(**{**PROFILE, "name": name, "email": f"{name.lower()}@example.org", **facts})
        with self.database.unit_of_work() as session:
            made = jobseekers.register(
                session,
                player_id=player_id,
                profile=profile,
                agreements=[Agreement(purpose, None, TEXT_VERSION) for purpose in purposes],
                language="en",
                now=NOW,
            )
        return made.id

    def decide(self, player_id: int, purpose: str, company_id: int | None, *, granted: bool) -> None:
        """Lets a jobseeker give or take back one consent."""
        with self.database.unit_of_work() as session:
            jobseekers.decide(
                session,
                jobseekers.required(session, player_id),
                [Agreement(purpose, company_id, TEXT_VERSION)],
                granted=granted,
                language="en",
                source="profile",
                now=NOW + timedelta(minutes=1),
            )
