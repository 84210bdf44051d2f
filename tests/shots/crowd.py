"""The people of the pictures: a crowd that plays a private quest over its API, always in the same way."""

from __future__ import annotations

import random
from typing import Any, cast

from quest.cli.server import SAMPLE_RECRUITER_OF
from quest.domain.consent import TEXT_VERSION
from tests.running import Client, Quest
from tests.story.solver import pack, right_answer, wrong_answer

CROWD = (
    ("Wing 詠", "A", 7, 0.97),
    ("Marco", "R", 7, 0.9),
    ("Bright Otter", "F", 7, 0.88),
    ("Siu Ming 小明", "B", 7, 0.85),
    ("Priya", "A", 6, 0.9),
    ("Lucky Ferry", "F", 6, 0.84),
    ("晴晴", "B", 6, 0.8),
    ("Haruka", "R", 5, 0.95),
    ("Kit", "A", 5, 0.8),
    ("Zoë", "F", 4, 0.9),
    ("飛快電車", "R", 4, 0.85),
    ("Clever Kite", "B", 4, 0.8),
    ("Tom", "A", 3, 0.85),
    ("Nadia", "F", 3, 0.75),
    ("聪明的水獭", "A", 2, 0.9),
    ("Ada", "R", 2, 0.8),
    ("Ben", "B", 1, 0.9),
    ("Calm Heron", "F", 1, 0.7),
)
"""Nickname, line, how many of its stops, and how often an answer is right."""

GROUPS = (
    ("school", "Kowloon Bay College", ("Wing 詠", "Siu Ming 小明", "Kit", "Ada")),
    ("school", "維港書院", ("晴晴", "飛快電車", "Zoë")),
    ("school", "St. Somebody’s Girls’ School", ("Priya", "Nadia", "Calm Heron")),
    ("team", "Night Ferry", ("Lucky Ferry", "Bright Otter", "Marco")),
)
"""Kind, name, and who rides for it; the first founded it."""

SEEKERS = (
    ("Aisha", "Aisha Rahman", "master", ("f1", "fr", "f3")),
    ("Chun", "Lau Chun Hei", "bachelor", ("f1", "fr", "f3", "f4", "af", "f6", "bf")),
    ("Sofia", "Sofia Almeida", "bachelor", ("f1", "a1", "ab")),
    ("Hang", "黃子恆", "diploma", ("f1", "r1")),
)
"""Nickname, name, education, and the levels passed by those who look for a job."""


DRAWS = 30
"""How many players may begin a stop until one is asked a question that not everybody draws."""


def ride(client: Client, level_id: str, *, skill: float, dice: random.Random) -> bool:
    """Plays a level to its end; whether it was passed."""
    attempt = client.api("POST", f"/levels/{level_id}/attempts", expect=201).json()
    question, receipt = attempt["question"], cast("dict[str, Any]", {})
    while question is not None:
        receipt = answer(client, attempt["id"], question, right=dice.random() < skill)
        question = receipt["next"]
    passed: bool = receipt["level"]["passed"]
    return passed


def answer(client: Client, attempt_id: int, question: dict[str, Any], *, right: bool) -> dict[str, Any]:
    """Answers a question; gives the receipt."""
    if question.get("prompt") is None:
        question = client.api("GET", f"/attempts/{attempt_id}", expect=200).json()["question"]
    given = right_answer(question) if right else wrong_answer(question)
    body = {"question_id": question["id"], "answer": given, "key": question["id"]}
    receipt: dict[str, Any] = client.api("POST", f"/attempts/{attempt_id}/answers", body, expect=200).json()
    return receipt


def crowd(running: Quest) -> dict[str, Client]:
    """Everybody of the crowd, after their rides."""
    people = {}
    for nickname, line_id, stops, skill in CROWD:
        people[nickname] = client = running.client()
        client.join(nickname)
        line, dice = pack().line(line_id), random.Random(nickname)
        assert line is not None
        for level_id in line.levels[:stops]:
            if not any(ride(client, level_id, skill=skill, dice=dice) for _ in range(level_attempts(level_id))):
                break
    return people


def form_groups(people: dict[str, Client]) -> None:
    """Lets the crowd ride for schools and teams, every other one of them as a student."""
    for kind, name, members in GROUPS:
        code = people[members[0]].api("POST", "/groups", {"kind": kind, "name": name}, expect=201).json()["code"]
        for nickname in members[1:]:
            people[nickname].api("POST", "/memberships", {"code": code}, expect=201)
    for client in list(people.values())[::2]:
        client.api("PUT", "/me/bracket", {"bracket": "student"}, expect=200)


def level_attempts(level_id: str) -> int:
    """How often a level may be tried."""
    level = pack().level(level_id)
    return level.attempts if level else 0


def rider(running: Quest, nickname: str, *levels: str) -> Client:
    """Somebody who passed these levels without a miss."""
    client = running.client()
    client.join(nickname)
    for level_id in levels:
        ride(client, level_id, skill=1, dice=random.Random(nickname))
    return client


def standing_at(running: Quest, kind: str) -> tuple[Client, int, dict[str, Any]]:
    """A player who stands at a question of this kind at the first stop of a line: with the attempt and the question."""
    for line in pack().lines:
        level = pack().level(line.levels[0])
        assert level is not None
        if kind not in {question.kind for question in level.questions}:
            continue
        for _ in range(DRAWS):
            client = running.client()
            client.join("Yan 欣")
            attempt = client.api("POST", f"/levels/{level.id}/attempts", expect=201).json()
            question = attempt["question"]
            while question is not None and question["kind"] != kind:
                question = answer(client, attempt["id"], question, right=True)["next"]
            if question is not None:
                return client, attempt["id"], question
    raise LookupError(f"no line begins with a question of the kind {kind}")


def jobseeker(running: Quest, nickname: str, name: str, education: str, levels: tuple[str, ...]) -> Client:
    """Somebody who played, registered, and lets employers see her."""
    client = rider(running, nickname, *levels)
    profile = {
        "name": name,
        "email": f"{nickname.lower()}@example.org",
        "education": education,
        "experience": 1,
        "work_types": ["full-time"],
        "skills": ["python", "sql"],
        "consents": [{"purpose": "employers", "version": TEXT_VERSION}],
    }
    client.api("POST", "/jobseeker", profile, expect=201)
    return client


def apply_to_starpier(client: Client) -> None:
    """Applies for the job of the sample recruiter's company that fits best, if one does."""
    rows = client.api("GET", "/matches?limit=100", expect=200).json()["rows"]
    fitting = [row["job"]["id"] for row in rows if row["job"]["company"]["slug"] == SAMPLE_RECRUITER_OF]
    for job_id in fitting[:1]:
        client.api("POST", f"/jobs/{job_id}/application", {"key": f"apply-{job_id}"}, expect=201)
