"""A hosted round in each of its phases: on a phone, on the projector and on the host's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tests.running import Client, Quest
from tests.shots import Shot
from tests.story.solver import right_answer, wrong_answer

ASKED = ("a1-iced-tea", "a1-four-plots", "a1-when-to-stop", "a1-bubble-tea", "a1-kinds-of-learning", "a1-ferry-columns")
NAMES = ("Wing 詠", "Priya", "Kit Yan", "小明", "Dr Noodle")


def live_round_shots(running: Quest) -> Iterator[Shot]:
    """From the making of a round to its end; every phase once, and every way in which a question is put on a stage."""
    host = running.signed_in("host")
    yield Shot("host-rounds", "/host/rounds", host, whole=True)
    questions = [{"level_id": "a1", "question_id": question_id} for question_id in ASKED]
    made = host.api("POST", "/rounds", {"questions": questions, "reading_s": 60, "limit_s": 600}, expect=201).json()
    stranger = running.client()
    yield Shot("round-name", f"/live/join?pin={made['pin']}", stranger)
    phones = [_come(running, made["pin"], name) for name in NAMES]
    yield from _everywhere("lobby", made, host, phones[0], running)
    _go(host, made, "question")
    yield from _everywhere("question", made, host, phones[0], running)
    for number in range(len(ASKED)):
        where = _in_the_hall if number else _everywhere
        _go(host, made, "open")
        yield from where(f"open-{number + 1}", made, host, phones[0], running)
        _answer(made, phones)
        _go(host, made, "reveal")
        yield from where(f"reveal-{number + 1}", made, host, phones[1], running)
        if number == 0:
            _go(host, made, "standings")
            yield from _everywhere("standings", made, host, phones[0], running)
            yield Shot("host-round-report-early", f"/host/rounds/{made['id']}/report", host, whole=True)
    _go(host, made, "podium")
    yield from _everywhere("podium", made, host, phones[0], running)
    _go(host, made, "over")
    yield from _everywhere("over", made, host, phones[0], running)
    earlier = _another_round(host, phones)
    yield from _the_end_of_teams(running, host)
    yield Shot("host-round-report", f"/host/rounds/{made['id']}/report?also={earlier}", host, whole=True)


def _the_end_of_teams(running: Quest, host: Client) -> Iterator[Shot]:
    """The podium of a round that three teams played, with as many places as a stage has."""
    questions = [{"level_id": "a1", "question_id": question_id} for question_id in ASKED[:2]]
    options = {"reading_s": 0, "podium": 10}
    for name, teams in (("stage-round-podium-ten", 0), ("stage-round-podium-teams", 3)):
        body = {"questions": questions, "teams": teams, **options}
        made = host.api("POST", "/rounds", body, expect=201).json()
        phones = [_come(running, made["pin"], f"Rider {number}") for number in range(1, 12)]
        for _ in questions:
            _go(host, made, "open")
            _answer(made, phones)
            _go(host, made, "reveal")
        _go(host, made, "podium")
        yield from _in_the_hall(name.removeprefix("stage-round-"), made, host, phones[0], running)


def _another_round(host: Client, phones: Sequence[Client]) -> int:
    """A round of one question, with some of the same people; its id."""
    body = {"questions": [{"level_id": "a1", "question_id": ASKED[0]}], "reading_s": 0, "names": "hidden"}
    made = host.api("POST", "/rounds", body, expect=201).json()
    for phone in phones[:3]:
        phone.api("POST", "/rounds/join", {"pin": made["pin"]}, expect=200)
    _go(host, made, "open")
    _answer(made, phones[:3])
    _go(host, made, "over")
    found: int = made["id"]
    return found


def _everywhere(state: str, made: dict[str, Any], host: Client, phone: Client, running: Quest) -> Iterator[Shot]:
    yield Shot(f"round-{state}", f"/rounds/{made['id']}", phone)
    yield Shot(f"host-round-{state}", f"/host/rounds/{made['id']}", host)
    yield from _in_the_hall(state, made, host, phone, running)


def _in_the_hall(state: str, made: dict[str, Any], _host: Client, _phone: Client, running: Quest) -> Iterator[Shot]:
    yield Shot(f"stage-round-{state}", "/stage/" + made["projector"].partition("/stage/")[2], running.client())


def _come(running: Quest, pin: str, nickname: str) -> Client:
    client = running.client()
    client.api("POST", "/rounds/join", {"pin": pin, "nickname": nickname}, expect=200)
    return client


def _go(host: Client, made: dict[str, Any], phase: str) -> None:
    """On until that phase; a phone that is connected and has answered may have moved the round already."""
    while (now := host.api("GET", f"/rounds/{made['id']}", expect=200).json())["phase"] != phase:
        host.api("POST", f"/rounds/{made['id']}/advance", {"version": now["version"]})


def _answer(made: dict[str, Any], phones: Sequence[Client]) -> None:
    """Every other one is right."""
    question = phones[0].api("GET", f"/rounds/{made['id']}", expect=200).json()["question"]
    for number, phone in enumerate(phones):
        answer = wrong_answer(question) if number % 2 else right_answer(question)
        body = {"question_id": question["id"], "answer": answer, "key": question["id"]}
        phone.api("POST", f"/rounds/{made['id']}/answers", body, expect=200)
