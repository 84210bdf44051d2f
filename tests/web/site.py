"""A quest without sockets or a port: the app, its data in a folder of the test, and people with a browser each."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from threading import enumerate as running_threads
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from quest.app import create_app
from quest.db import Database
from quest.exchange.packs import BUILT_IN, read_pack
from quest.levels.level import Campaign
from quest.migrations import upgrade
from quest.models import Answer, Attempt, Award
from quest.services import accounts, campaigns
from quest.settings import Config
from quest.web.context import EXTENSION, Parts

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
PASSWORD = "a long password"


@dataclass
class Clock:
    """The time of the quest, which a test moves."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class Site:
    """The quest under test."""

    app: Flask
    folder: Path
    clock: Clock
    campaign: Campaign

    @property
    def database(self) -> Database:
        parts: Parts = self.app.extensions[EXTENSION]
        return parts.database

    def somebody(self, language: str = "en") -> Person:
        """A stranger with an empty cookie jar."""
        return Person(self, self.app.test_client(), language)

    def rider(self, nickname: str) -> Person:
        """Somebody who plays."""
        person = self.somebody()
        assert person.send("/start", nickname=nickname).status_code == 303
        return person

    def staff(self, role: str, *, company: str | None = None, station: str | None = None) -> Person:
        """A host, an organiser, a recruiter or the staff of a station, signed in."""
        email = f"{role}{station or ''}@quest.example"
        with self.database.unit_of_work() as session:
            if accounts.account_of_email(session, email) is None:
                accounts.create_account(
                    session,
                    email=email,
                    name=role.capitalize(),
                    role=role,
                    now=self.clock.now,
                    password=PASSWORD,
                    company=company,
                    station=station,
                )
        person = self.somebody()
        assert person.send("/sign-in", email=email, password=PASSWORD).status_code == 303
        return person

    def mails(self) -> list[EmailMessage]:
        """What was mailed, the oldest first."""
        for thread in running_threads():
            if thread.name == "mail":
                thread.join(20)
        files = sorted((self.folder / "outbox").glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]  # type: ignore[arg-type]

    def ride(self, person: Person, *level_ids: str, points: int = 300) -> None:
        """Lets somebody have passed these levels with every question right."""
        player_id = person.me["id"]
        with self.database.unit_of_work() as session:
            for level_id in level_ids:
                self._pass_level(session, player_id, level_id, points)

    def _pass_level(self, session: Session, player_id: int, level_id: str, points: int) -> None:
        level = self.campaign.level(level_id)
        assert level
        asked = [question.id for question in level.questions]
        attempt = Attempt(
            player_id=player_id,
            level_id=level_id,
            number=1,
            seed=1,
            question_ids=asked,
            position=len(asked),
            earned=float(points),
            passed=True,
            started_at=self.clock.now,
            finished_at=self.clock.now,
        )
        session.add(attempt)
        session.flush()
        for name in asked:
            receipt = {"points": points // len(asked)}
            session.add(
                Answer(
                    attempt_id=attempt.id,
                    question_id=name,
                    key=name,
                    answer=None,
                    fraction=1.0,
                    receipt=receipt,
                    at=self.clock.now,
                )
            )
        session.add(
            Award(
                player_id=player_id,
                reason="answer",
                subject=f"ride {attempt.id}",
                level_id=level_id,
                points=points,
                day="2026-11-22",
                at=self.clock.now,
            )
        )


@dataclass
class Page:
    """A page as somebody reads it."""

    response: TestResponse
    source: str = field(init=False)

    def __post_init__(self) -> None:
        self.source = self.response.get_data(as_text=True)

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def words(self) -> str:
        """Everything that stands on the page, with plain spaces."""
        without = re.sub(r"<(script|style|template)\b.*?</\1>", " ", self.source, flags=re.DOTALL)
        return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", without)).split())

    def link(self, words: str) -> str:
        """Where the link with these words leads."""
        for href, inside in re.findall(r'<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>', self.source, flags=re.DOTALL):
            if words in " ".join(html.unescape(re.sub(r"<[^>]*>", " ", inside)).split()):
                return html.unescape(href)
        raise AssertionError(f"no link “{words}” on the page: {self.words[:400]}")


@dataclass
class Person:
    """Somebody with a browser."""

    site: Site
    browser: FlaskClient
    language: str = "en"

    def open(self, path: str) -> Page:
        """Follows a link."""
        return Page(self.browser.get(path, headers={"Accept-Language": self.language}))

    def send(self, path: str, **fields: Any) -> TestResponse:
        """Sends a form."""
        return self.browser.post(path, data=fields, headers={"Accept-Language": self.language})

    def send_and_read(self, path: str, **fields: Any) -> Page:
        """Sends a form and reads what comes back, after any redirect."""
        answer = self.browser.post(path, data=fields, headers={"Accept-Language": self.language}, follow_redirects=True)
        return Page(answer)

    def api(self, path: str) -> dict[str, Any]:
        """What the API says at a path."""
        found: dict[str, Any] = self.browser.get(f"/api/v1{path}").get_json()
        return found

    @property
    def me(self) -> dict[str, Any]:
        """What the API says about this person."""
        return self.api("/me")


def open_site(folder: Path, **settings: Any) -> Site:
    """A quest on SQLite with the built-in campaign."""
    folder.mkdir(parents=True, exist_ok=True)
    config = Config(data_dir=folder, secret_key="a secret for a test", async_mode="threading", **settings)
    database = Database(config.database)
    upgrade(database.engine)
    campaign = read_pack(BUILT_IN)
    with database.unit_of_work() as session:
        campaigns.stage(session, campaign, now=NOON)
    database.close()
    clock = Clock()
    return Site(create_app(config, now=clock), folder, clock, campaign)
