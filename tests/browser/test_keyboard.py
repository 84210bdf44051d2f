"""Somebody whose hands hold no mouse and touch no glass: everything by keys, from the front door to the applied job."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.answers import answer
from tests.browser.hands import Keys
from tests.browser.people import PHONE, Person
from tests.running import Quest
from tests.story.solver import pack

EYES = Path(__file__).with_name("eyes.js")


class Watched(Keys):
    """Presses keys and looks, at every stop of the focus, whether it can be seen and lies under no bar."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        page.context.add_init_script(path=EYES)
        self.unseen: list[str] = []

    def reach(self, wanted: Locator) -> None:
        wanted.first.wait_for(state="attached")
        for _ in range(FURTHEST):
            self.unseen += self.page.evaluate("eyes.here()")
            if wanted.evaluate_all("all => all.includes(document.activeElement)"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {wanted}")

    def follow(self, name: str | re.Pattern[str]) -> None:
        """Goes to a link and opens it."""
        self.use(self.page.get_by_role("link", name=name, exact=True).last)


FURTHEST = 90
"""Presses of Tab after which something on a page counts as out of reach; the map alone has forty stops."""


@pytest.fixture
def keys(running: Quest, browser: Browser) -> Person:
    """Return somebody with a keyboard before a small screen."""
    return Person(browser, running.url, size=PHONE)


def test_a_whole_line_is_ridden_and_a_job_applied_for_by_keys_alone(keys: Person) -> None:
    page, hand = keys.page, Watched(keys.page)
    line = pack().line("F")
    assert line is not None
    page.goto("/")
    hand.follow("Start riding")
    hand.type("Nickname", "Keys All the Way")
    hand.press("Start riding")
    for level_id in line.levels:
        ride(keys, hand, level_id)
        if level_id != line.levels[-1]:
            hand.follow("Leave this stop")
    hand.follow("To the terminus")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Keys All the Way")

    hand.follow("Create my profile")
    hand.press("Create my profile")
    expect(page.get_by_role("alert")).to_be_focused()
    hand.follow("Name: Fill this in.")
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.keyboard.type("Cheung Wing")
    hand.type("E-mail", "keys@example.org")
    hand.reach(page.get_by_label(re.compile("^Highest education")))
    page.keyboard.type("Bach")
    hand.press("Create my profile")
    expect(page).not_to_have_url(re.compile("register"))

    hand.use(page.get_by_role("button", name=re.compile("^Apply")).first)
    expect(page.get_by_text("Applied").first).to_be_visible()
    refused = [each for each in keys.faults if "422" not in each]  # the form that came back
    assert (hand.unseen, refused) == ([], [])


def ride(keys: Person, hand: Watched, level_id: str) -> None:
    """Plays a level from the map with every answer right, back to where it says that it is done."""
    page, level = keys.page, pack().level(level_id)
    assert level is not None
    expect(page).to_have_url(re.compile("/route$"))
    hand.follow("List view")
    hand.use(page.locator(f"main a[href='/levels/{level_id}']").first)
    hand.press("Start this stop")
    for _ in range(level.asked):
        page.locator("#prompt").wait_for()
        answer(hand, keys.standing(level_id))
        hand.use(page.locator("button[form=answer]"))
        expect(page.locator("#verdict")).to_be_focused()
        hand.use(page.locator(".act a"))
    expect(page.locator("#verdict")).to_have_text("Stop complete")


def test_enter_goes_on_after_a_verdict_and_a_held_key_goes_one_step_alone(keys: Person) -> None:
    page, hand = keys.page, Watched(keys.page)
    keys.join("Heavy Hand")
    page.goto("/levels/f1")
    hand.press("Start this stop")
    answer(hand, keys.standing("f1"))
    hand.reach(page.locator("button[form=answer]"))
    page.keyboard.down("Enter")
    expect(page.locator("#verdict")).to_be_focused()
    page.wait_for_load_state("networkidle")
    page.keyboard.down("Enter")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#verdict")).to_be_visible()
    page.keyboard.up("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#prompt")).to_be_visible()


def test_a_letter_opens_the_list_until_single_keys_are_switched_off(keys: Person) -> None:
    page, hand = keys.page, Watched(keys.page)
    keys.join("Speaks Letters")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("l")
    expect(page).to_have_url(re.compile("/route/list$"))
    page.goto("/me")
    switch = page.get_by_role("switch", name="Single keys")
    hand.use(switch)
    expect(switch).to_have_attribute("aria-checked", "false")
    page.goto("/route")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("l")
    page.wait_for_load_state("networkidle")
    expect(page).to_have_url(re.compile("/route$"))
