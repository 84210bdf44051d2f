"""An organiser sees improbable runs, judges them, and nobody else sees anything of it."""

from typing import Any

import pytest

from quest.models import Answer, Attempt, Award
from tests.web.site import Person, Site


def run_of(site: Site, nickname: str, *, took_ms: int | None = 400) -> Person:
    """Somebody whose every answer at a stop was right, each after as long."""
    person = site.rider(nickname)
    level = site.campaign.level("f1")
    assert level is not None
    asked = [question.id for question in level.questions]
    with site.database.unit_of_work() as session:
        attempt = Attempt(
            player_id=person.me["id"],
            level_id="f1",
            number=1,
            seed=1,
            question_ids=asked,
            position=len(asked),
            turns=[],
            earned=300.0,
            passed=True,
            started_at=site.clock.now,
            finished_at=site.clock.now,
        )
        session.add(attempt)
        session.flush()
        for name in asked:
            facts: dict[str, Any] = {"answer": None, "fraction": 1.0, "took_ms": took_ms, "receipt": {"points": 100}}
            session.add(Answer(attempt_id=attempt.id, question_id=name, key=name, at=site.clock.now, **facts))
        award = {"reason": "answer", "subject": "run", "level_id": "f1", "points": 300, "day": "2026-11-22"}
        session.add(Award(player_id=person.me["id"], at=site.clock.now, **award))
    return person


def judge(organiser: Person, player_id: int, decision: str, note: str = "Seen it.") -> int:
    return organiser.send(f"/organise/fairness/{player_id}", decision=decision, note=note).status_code


def test_an_organiser_sees_who_was_faster_than_reading_and_why(site: Site) -> None:
    bot = run_of(site, "Speedy")
    run_of(site, "Calm", took_ms=20_000)
    organiser = site.staff("organiser")
    page = organiser.open("/organise/fairness")
    assert "Speedy" in page.words
    assert "too fast" in page.words
    assert "Calm" not in page.words
    run = organiser.open(page.link("Speedy"))
    assert run.words.count("0.4 s too fast") == len(site.campaign.level("f1").questions)  # type: ignore[union-attr]
    assert "12:00:00" in run.words
    [row] = organiser.api("/suspicions")["rows"]
    assert (row["player_id"], row["decided"], row["hidden"]) == (bot.me["id"], None, False)
    assert row["bits"] == 2 * row["fast"]


def test_nothing_happens_to_anybody_by_being_improbable(site: Site) -> None:
    bot = run_of(site, "Speedy")
    site.staff("organiser").open("/organise/fairness")
    assert bot.me["ranked"] is True
    assert bot.me["points"] == 300


def test_what_was_cleared_moves_to_the_decided_with_its_reason(site: Site) -> None:
    bot, organiser = run_of(site, "Speedy"), site.staff("organiser")
    assert judge(organiser, bot.me["id"], "clear", "Uses a screen reader at speed.") == 303
    page = organiser.open("/organise/fairness")
    assert "No run looks improbable." in page.words
    assert "Nothing wrong" in page.words
    assert "Uses a screen reader at speed." in organiser.open(page.link("Speedy")).words


def test_whom_an_organiser_takes_off_is_on_no_board_and_is_told_whom_to_ask(site: Site) -> None:
    bot, organiser = run_of(site, "Speedy"), site.staff("organiser")
    judge(organiser, bot.me["id"], "hide")
    assert bot.api("/boards/overall")["rows"] == []
    own = bot.open("/boards/overall").words
    assert "An organiser took you off the boards. Ask at the desk." in own
    assert "You have 300 points; only you see them." in own
    assert "Seen it." not in own
    bot.send("/me/ranking", ranked="yes")
    assert bot.api("/boards/overall")["rows"] == []
    judge(organiser, bot.me["id"], "show")
    assert [row["nickname"] for row in bot.api("/boards/overall")["rows"]] == ["Speedy"]


@pytest.mark.parametrize(("decision", "note"), [("clear", ""), ("clear", "   "), ("ban", "Why not.")])
def test_a_decision_needs_a_reason_and_has_to_be_one_of_three(site: Site, decision: str, note: str) -> None:
    bot, organiser = run_of(site, "Speedy"), site.staff("organiser")
    assert judge(organiser, bot.me["id"], decision, note) == 422
    assert (
        "Write why, for whoever asks later."
        in organiser.send_and_read(f"/organise/fairness/{bot.me['id']}", decision=decision, note=note).words
    )


def test_nobody_but_an_organiser_sees_or_judges(site: Site) -> None:
    bot = run_of(site, "Speedy")
    there = f"/organise/fairness/{bot.me['id']}"
    for person, status in [(bot, 403), (site.staff("host"), 403), (site.somebody(), 401)]:
        assert person.open("/organise/fairness").status == status
        assert person.open(there).status == status
        assert person.send(there, decision="clear", note="no").status_code == status
        assert person.browser.get("/api/v1/suspicions").status_code == status
        assert person.browser.get(f"/api/v1/suspicions/{bot.me['id']}").status_code == status


def test_an_organiser_judges_over_the_api(site: Site) -> None:
    bot, organiser = run_of(site, "Speedy", took_ms=None), site.staff("organiser")
    there = f"/api/v1/suspicions/{bot.me['id']}"
    run = organiser.browser.get(there).get_json()
    assert {step["suspect"] for step in run["steps"]} == {"unseen"}
    assert run["unseen"] == len(run["steps"])
    told = organiser.browser.post(f"{there}/decisions", json={"decision": "hide", "note": "A script."}).get_json()
    assert (told["hidden"], told["decided"]["decision"], told["decided"]["note"]) == (True, "hidden", "A script.")
    assert organiser.browser.get("/api/v1/suspicions/99").status_code == 404
    assert organiser.open("/organise/fairness/99").status == 404
