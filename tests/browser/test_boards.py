"""A host freezes and reveals a board, and somebody leaves the boards: on every screen, without a reload."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.people import LAPTOP, PATIENCE_MS, PHONE, PROJECTOR, Person
from tests.running import Quest
from tests.story.solver import right_answer

FROZEN = re.compile(r"Frozen since \d\d:\d\d")


def play(person: Person, level_id: str) -> None:
    """Plays a level over the API with the cookie of the person's browser, every answer right."""
    api = person.context.request
    attempt = api.post(f"/api/v1/levels/{level_id}/attempts").json()
    question = attempt["question"]
    while question:
        body = {"question_id": question["id"], "answer": right_answer(question), "key": question["id"]}
        question = api.post(f"/api/v1/attempts/{attempt['id']}/answers", data=body).json()["next"]


def points(person: Person) -> str:
    """The person's points as a board writes them."""
    return f"{person.context.request.get('/api/v1/me').json()['points']:,}"


def host(running: Quest, browser: Browser) -> Person:
    """The host at a laptop, at the desk."""
    person = Person(browser, running.url, size=LAPTOP)
    email, password = running.sign_ins["host"]
    person.page.goto("/sign-in")
    person.page.get_by_label(re.compile("^E-?mail", re.IGNORECASE)).first.fill(email)
    person.page.get_by_label("Password").fill(password)
    person.page.get_by_role("button", name="Sign in", exact=True).click()
    expect(person.page).to_have_url(f"{person.origin}/host")
    return person


def test_a_host_freezes_a_board_for_everybody_and_reveals_it(running: Quest, browser: Browser) -> None:
    priya = Person(browser, running.url, size=PHONE)
    priya.join("Priya frozen")
    play(priya, "r1")
    before = points(priya)
    stage = Person(browser, running.url, size=PROJECTOR)
    phone = Person(browser, running.url, size=PHONE)
    for screen, path in [(stage, "/stage/line:R"), (phone, "/boards/line:R")]:
        screen.page.goto(path)
        screen.page.evaluate("window.sameDocument = true")
        expect(screen.page.get_by_text(before).first).to_be_visible()
        expect(screen.page.get_by_text(FROZEN)).to_have_count(0)

    wong = host(running, browser)
    wong.page.get_by_role("button", name=re.compile("^Freeze ?: Robotics")).click()
    expect(wong.page.get_by_text("Robotics is frozen.")).to_be_visible()
    for screen in (stage, phone):
        expect(screen.page.get_by_text(FROZEN)).to_be_visible()
    play(priya, "fr")
    after = points(priya)
    assert after != before
    priya.page.goto("/boards/line:R")
    expect(priya.page.get_by_text(f"You have {after} points now")).to_be_visible()
    for screen in (stage, phone, priya):
        expect(screen.page.get_by_text(before).first).to_be_visible()
        expect(screen.page.locator("[data-stage-rows], [data-board-rows]").get_by_text(after)).to_have_count(0)

    wong.page.get_by_role("button", name=re.compile("^Reveal ?: Robotics")).click()
    for screen in (stage, phone):
        expect(screen.page.get_by_text(after).first).to_be_visible()
        expect(screen.page.get_by_text(FROZEN)).to_have_count(0)
        assert screen.page.evaluate("window.sameDocument") is True
    assert priya.faults + stage.faults + phone.faults + wong.faults == []


def test_who_leaves_the_boards_is_gone_from_every_screen_at_once(running: Quest, browser: Browser) -> None:
    noor = Person(browser, running.url, size=PHONE)
    noor.join("Noor unranked")
    play(noor, "b1")
    stage = Person(browser, running.url, size=PROJECTOR)
    stage.page.goto("/stage/level:b1")
    expect(stage.page.get_by_text("Noor unranked")).to_be_visible()
    board = noor.context.new_page()
    board.goto("/boards/level:b1")
    expect(board.get_by_role("heading", name="Around you")).to_be_visible()

    noor.page.goto("/me")
    noor.page.get_by_role("button", name="Take me off all boards").click()
    expect(noor.page.get_by_text("You are on no board now. Your points stay.")).to_be_visible()
    expect(stage.page.get_by_text("Noor unranked")).to_have_count(0)
    expect(board.get_by_text("Noor unranked")).to_have_count(0, timeout=PATIENCE_MS)
    noor.page.goto("/boards/level:b1")
    expect(noor.page.get_by_text("You are not ranked, as you wished.")).to_be_visible()

    noor.page.get_by_role("button", name="Put me back on the boards").click()
    expect(stage.page.get_by_text("Noor unranked")).to_be_visible()
    assert noor.faults + stage.faults == []
