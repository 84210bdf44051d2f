"""Applying for a job over a line that breaks: it says so, and another try arrives once."""

import re
from typing import Any, cast

from playwright.sync_api import Browser, Route, expect

from tests.browser.people import PATIENCE_MS, PHONE
from tests.running import Quest
from tests.shots.crowd import jobseeker

LOOK_MS = 50


def test_an_application_that_got_no_answer_can_be_sent_again_and_arrives_once(running: Quest, browser: Browser) -> None:
    mei = jobseeker(running, "Meiling", "Chan Mei", "bachelor", ("f1", "fr"))
    window = browser.new_context(base_url=running.url, viewport=PHONE, service_workers="block")
    window.add_cookies(cast("Any", [{"name": c.name, "value": c.value, "url": running.url} for c in mei.cookies.jar]))
    page = window.new_page()
    best = mei.api("GET", "/matches?limit=1", expect=200).json()["rows"][0]["job"]["id"]
    page.goto(f"/jobs/{best}")

    def arrives_and_the_answer_is_lost(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    page.route("**/apply", arrives_and_the_answer_is_lost)
    page.get_by_role("button", name="Apply in one tap").click()
    expect(page.get_by_text("No answer came back.")).to_be_visible()
    page.unroute("**/apply")
    page.get_by_role("button", name="Retry").click()
    expect(page.get_by_text(re.compile("^Applied"))).to_be_visible()
    assert len(mei.api("GET", "/applications", expect=200).json()["rows"]) == 1
    window.close()


def test_a_slow_page_shows_that_the_tap_was_felt(running: Quest, browser: Browser) -> None:
    window = browser.new_context(base_url=running.url, viewport=PHONE, service_workers="block")
    page = window.new_page()
    page.goto("/jobs")
    expect(page.locator("[data-loading]")).to_be_hidden()
    felt: list[str] = []
    page.expose_function("felt", lambda word: felt.append(word))
    page.evaluate(
        """() => new MutationObserver(([change]) => window.felt(change.target.hidden ? "" : "shown"))
        .observe(document.querySelector("[data-loading]"), { attributes: true })"""
    )
    held: list[Route] = []
    page.route("**/live", lambda route: held.append(route))
    page.get_by_role("link", name="Live", exact=True).first.click(no_wait_after=True)
    for _ in range(PATIENCE_MS // LOOK_MS):
        if "shown" in felt:
            break
        page.wait_for_timeout(LOOK_MS)
    assert "shown" in felt
    held[0].continue_()
    expect(page).to_have_url(f"{running.url}/live")
    expect(page.locator("[data-loading]")).to_be_hidden()
    window.close()
