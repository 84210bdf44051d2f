"""A level goes on while the network is away: nothing is lost, nothing counts twice, and refusals are told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import func, select

from quest.db import Database
from quest.levels.level import Campaign
from quest.levels.scenario import Scenario
from quest.models import Answer, Attempt, Award, Player
from quest.services import campaigns
from tests.browser.people import PHONE, Person, until
from tests.running import Quest, quest
from tests.services.harbour import LEVELS, NOW, harbour, level, pick

OFFLINE = "Offline. Your answers are safe."


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quest]:
    """Yield a quest whose quay asks four questions, and whose crane asks one with turns before another."""
    with quest(tmp_path_factory.mktemp("network") / "data") as found:
        stage(
            found,
            harbour(
                levels=[
                    level("quay", *[pick(f"quay-{n}") for n in range(1, 5)]),
                    level("crane", pick("crane-1"), {**Scenario.EXAMPLE, "id": "crane-2"}, pick("crane-3")),
                    *LEVELS[2:],
                ]
            ),
        )
        yield found


def stage(found: Quest, campaign: Campaign) -> None:
    with database(found).unit_of_work() as session:
        campaigns.stage(session, campaign, now=NOW)


def database(found: Quest) -> Database:
    return Database(f"sqlite:///{found.data_dir / 'quest.db'}")


def answers_of(found: Quest, nickname: str) -> list[str]:
    """The questions that somebody has answered, in the order in which the answers arrived."""
    of = (
        select(Answer.question_id)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(Player, Player.id == Attempt.player_id)
        .where(Player.nickname == nickname)
    )
    with database(found).reading() as session:
        return list(session.scalars(of.order_by(Answer.id)))


def points_of(found: Quest, nickname: str) -> int:
    """What the ledger says."""
    total = select(func.coalesce(func.sum(Award.points), 0)).join(Player, Player.id == Award.player_id)
    with database(found).reading() as session:
        return int(session.scalar(total.where(Player.nickname == nickname)) or 0)


def begin(person: Person, level_id: str) -> Page:
    """Begins a level, and waits until the browser has kept its questions."""
    page = person.page
    page.goto(f"/levels/{level_id}")
    with page.expect_response("**/ahead"):
        page.get_by_role("button", name="Start this stop").click()
    until(page, KEPT)
    return page


KEPT = """async () => {
  const open = indexedDB.open("quest");
  const database = await new Promise(done => open.onsuccess = () => done(open.result));
  const rides = database.transaction("rides").objectStore("rides").getAll();
  const kept = await new Promise(done => rides.onsuccess = () => done(rides.result));
  database.close();
  return kept.length > 0 && kept[0].pages.length;
}"""


def choose(page: Page, words: str) -> None:
    page.locator("label", has=page.get_by_role("radio", name=words, exact=True)).tap()
    page.locator("button[form=answer]").tap()


def test_three_answers_given_without_network_arrive_once_each_after_it_returns(
    running: Quest, browser: Browser
) -> None:
    ada = Person(browser, running.url, size=PHONE)
    ada.join("Ada under ground")
    page = begin(ada, "quay")
    ada.context.set_offline(True)
    for number in (1, 2, 3):
        choose(page, f"quay-{number} 0")
        expect(page.get_by_role("radio", name=f"quay-{number + 1} 0", exact=True)).to_be_visible()
    expect(page.get_by_text(f"{OFFLINE} 3 answers wait to be sent.").first).to_be_visible()
    assert answers_of(running, "Ada under ground") == []
    ada.context.set_offline(False)
    expect(page.get_by_text("The network is back, and 3 answers were sent.")).to_be_visible()
    assert answers_of(running, "Ada under ground") == ["quay-1", "quay-2", "quay-3"]
    page.get_by_role("link", name="See what they came to").click()
    expect(page.get_by_text("Right call")).to_have_count(3)
    page.get_by_role("link", name="Next question").click()
    choose(page, "quay-4 1")
    expect(page.get_by_role("heading", name="Not this one")).to_be_visible()
    assert answers_of(running, "Ada under ground") == ["quay-1", "quay-2", "quay-3", "quay-4"]
    assert points_of(running, "Ada under ground") >= 300


def test_an_answer_whose_receipt_is_lost_on_the_way_counts_once(running: Quest, browser: Browser) -> None:
    ben = Person(browser, running.url, size=PHONE)
    ben.join("Ben in the lift")
    page = begin(ben, "quay")
    lost = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/answers", lose, times=1)
    choose(page, "quay-1 0")
    expect(page.get_by_role("radio", name="quay-2 0", exact=True)).to_be_visible()
    expect(page.get_by_text("The network is back, and your answer was sent.")).to_be_visible()
    assert lost == [200]
    assert answers_of(running, "Ben in the lift") == ["quay-1"]
    choose(page, "quay-2 0")
    expect(page.get_by_role("heading", name="Right call")).to_be_visible()
    assert answers_of(running, "Ben in the lift") == ["quay-1", "quay-2"]


def test_two_tabs_that_come_back_together_send_each_answer_once(running: Quest, browser: Browser) -> None:
    cem = Person(browser, running.url, size=PHONE)
    cem.join("Cem with two tabs")
    page = begin(cem, "quay")
    other = cem.context.new_page()
    other.goto(page.url)
    expect(other.get_by_role("radio", name="quay-1 0", exact=True)).to_be_visible()
    taken: list[str] = []
    cem.context.on("response", lambda reply: taken.append(reply.url) if reply.request.method == "POST" else None)
    cem.context.set_offline(True)
    choose(page, "quay-1 0")
    choose(page, "quay-2 0")
    expect(other.get_by_text("2 answers wait to be sent.").first).to_be_visible()
    cem.context.set_offline(False)
    for tab in (page, other):
        expect(tab.get_by_text("The network is back, and 2 answers were sent.")).to_be_visible()
    assert answers_of(running, "Cem with two tabs") == ["quay-1", "quay-2"]
    assert len(taken) == 2


def test_behind_a_question_of_several_turns_the_way_on_waits_for_the_network(running: Quest, browser: Browser) -> None:
    dan = Person(browser, running.url, size=PHONE)
    dan.join("Dan between scenes")
    page = begin(dan, "crane")
    assert page.evaluate(KEPT) == 2
    dan.context.set_offline(True)
    choose(page, "crane-1 0")
    choose(page, "Listen first")
    expect(page.get_by_role("heading", name="That is all for now")).to_be_visible()
    dan.context.set_offline(False)
    expect(page.get_by_role("heading", name="What your answers came to")).to_be_visible()
    assert answers_of(running, "Dan between scenes") == ["crane-1"]
    page.get_by_role("link", name="Next question").click()
    choose(page, "Send a new one")
    expect(page.get_by_role("heading", name="Right call")).to_be_visible()


def test_an_answer_that_nobody_can_read_is_told_and_those_after_it_wait_for_a_better_one(
    running: Quest, browser: Browser
) -> None:
    eve = Person(browser, running.url, size=PHONE)
    eve.join("Eve in a hurry")
    page = begin(eve, "quay")
    eve.context.set_offline(True)
    page.locator("form#answer input[name=answer]").first.evaluate("input => { input.value = 'gone'; }")
    page.locator("form#answer label.option").first.tap()
    page.locator("button[form=answer]").tap()
    choose(page, "quay-2 0")
    expect(page.get_by_role("radio", name="quay-3 0", exact=True)).to_be_visible()
    eve.context.set_offline(False)
    told = page.locator(".toast.bad")
    expect(told).to_contain_text("Your answer to “Which?” was not taken. This answer could not be read.")
    assert answers_of(running, "Eve in a hurry") == []
    told.get_by_role("link", name="To the stop").click()
    choose(page, "quay-1 0")
    expect(page.get_by_role("heading", name="What your answers came to")).to_be_visible()
    assert answers_of(running, "Eve in a hurry") == ["quay-1", "quay-2"]


def test_an_answer_that_comes_after_the_campaign_closed_is_told_to_be_refused(tmp_path: Path, browser: Browser) -> None:
    with quest(tmp_path / "data") as found:
        stage(found, harbour())
        fay = Person(browser, found.url, size=PHONE)
        fay.join("Fay too late")
        page = begin(fay, "quay")
        fay.context.set_offline(True)
        choose(page, "quay-1 0")
        stage(found, harbour(closes_at=NOW))
        fay.context.set_offline(False)
        told = page.locator(".toast.bad")
        expect(told).to_contain_text("was not taken. The campaign is closed for play.")
        assert answers_of(found, "Fay too late") == []
        page.goto("/")
        expect(page.locator(".toast.bad")).to_be_visible()
        page.locator(".toast.bad").get_by_role("button", name="Close").click()
        page.reload()
        expect(page.locator(".toast.bad")).to_have_count(0)
