"""Somebody whose browser runs no script: a whole line, every kind of question on it, a profile and a job."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.answers import answer_by_form
from tests.browser.hands import Unscripted
from tests.browser.people import PHONE, Person
from tests.running import Quest
from tests.story.solver import pack


def test_a_whole_line_is_ridden_and_a_job_applied_for_with_script_switched_off(
    running: Quest, browser: Browser
) -> None:
    wing = Person(browser, running.url, size=PHONE, script=False)
    page, hand = wing.page, Unscripted(wing.page)
    wing.join("No Script At All")
    line = pack().line("F")
    assert line is not None
    for level_id in line.levels:
        ride(wing, hand, level_id)
    page.get_by_role("link", name="To the terminus").tap()
    page.get_by_role("link", name="Create my profile").tap()

    page.get_by_role("button", name="Create my profile").tap()
    expect(page.get_by_role("link", name="Name: Fill this in.")).to_have_attribute("href", "#name")
    hand.type("Name", "Cheung Wing")
    hand.type("E-mail", "noscript@example.org")
    hand.select("Highest education, finished or about to be", "Bachelor’s degree")
    page.get_by_role("button", name="Create my profile").tap()
    expect(page).not_to_have_url(re.compile("register"))

    page.get_by_role("button", name=re.compile("^Apply")).first.tap()
    expect(page.get_by_text("Applied").first).to_be_visible()


def ride(wing: Person, hand: Unscripted, level_id: str) -> None:
    """Plays a level with every answer right."""
    page, level = wing.page, pack().level(level_id)
    assert level is not None
    page.goto(f"/levels/{level_id}")
    page.get_by_role("button", name="Start this stop").tap()
    for _ in range(level.asked):
        answer_by_form(hand, wing.standing(level_id))
        page.locator("button[form=answer]").tap()
        page.locator(".act a").tap()
    expect(page.locator("#verdict")).to_have_text("Stop complete")
