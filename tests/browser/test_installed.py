"""The quest in a browser that keeps it: pages without a network, nothing of one person for the next, a way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import PHONE, Person, until
from tests.browser.test_shaky_network import answers_of, begin, choose, stage
from tests.running import Quest, quest
from tests.services.harbour import LEVELS, harbour, level, pick

SETTLED = "async () => (await navigator.serviceWorker.ready).active.state === 'activated'"
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      const response = await caches.match(request);
      const type = response.headers.get("content-type") ?? "text";
      found.push(request.url, /text|json/.test(type) ? await response.text() : "");
    }
  }
  for (const { name } of await indexedDB.databases()) {
    const open = indexedDB.open(name);
    const database = await new Promise(done => open.onsuccess = () => done(open.result));
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store).getAll();
      found.push(store + " " + JSON.stringify(await new Promise(done => all.onsuccess = () => done(all.result))));
    }
    database.close();
  }
  return found.join("\\n") + JSON.stringify(sessionStorage) + JSON.stringify(localStorage);
}"""
CACHES = "() => caches.keys()"
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).length"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quest]:
    """Yield a quest whose quay asks four questions."""
    with quest(tmp_path_factory.mktemp("installed") / "data") as found:
        stage(found, harbour(levels=[level("quay", *[pick(f"quay-{n}") for n in range(1, 5)]), *LEVELS[1:]]))
        yield found


def settle(page: Page) -> None:
    """Waits until the service worker looks after whatever page comes next."""
    until(page, SETTLED)


def test_a_level_outlives_reloads_without_a_network_and_each_answer_counts_once(
    running: Quest, browser: Browser
) -> None:
    ada = Person(browser, running.url, size=PHONE)
    ada.join("Ada reloads")
    page = begin(ada, "quay")
    settle(page)
    # What is left is what the service worker keeps; otherwise chance decides.
    ada.context.new_cdp_session(page).send("Network.clearBrowserCache")
    ada.context.set_offline(True)
    page.reload()
    choose(page, "quay-1 0")
    expect(page.get_by_role("radio", name="quay-2 0", exact=True)).to_be_visible()
    page.reload()
    choose(page, "quay-2 0")
    expect(page.get_by_role("radio", name="quay-3 0", exact=True)).to_be_visible()
    page.goto("/route")
    expect(page.get_by_role("heading", name="This page needs the network")).to_be_visible()
    page.get_by_role("link", name="Carry on at your stop").click()
    choose(page, "quay-3 0")
    expect(page.get_by_role("radio", name="quay-4 0", exact=True)).to_be_visible()
    page.go_back()
    page.go_forward()
    expect(page.get_by_role("radio", name="quay-4 0", exact=True)).to_be_visible()
    assert answers_of(running, "Ada reloads") == []
    ada.context.set_offline(False)
    page.goto("/route")
    expect(page.get_by_text("The network is back, and 3 answers were sent.")).to_be_visible()
    assert answers_of(running, "Ada reloads") == ["quay-1", "quay-2", "quay-3"]


def test_answers_that_wait_when_the_browser_is_closed_go_out_at_the_next_visit(
    running: Quest, browser: Browser
) -> None:
    ben = Person(browser, running.url, size=PHONE)
    ben.join("Ben comes back")
    page = begin(ben, "quay")
    ben.context.set_offline(True)
    choose(page, "quay-1 0")
    expect(page.get_by_role("radio", name="quay-2 0", exact=True)).to_be_visible()
    page.close()
    ben.context.set_offline(False)
    next_visit = ben.context.new_page()
    next_visit.goto("/jobs")
    expect(next_visit.get_by_text("The network is back, and your answer was sent.")).to_be_visible()
    assert answers_of(running, "Ben comes back") == ["quay-1"]


def test_whoever_comes_after_somebody_who_signed_out_finds_nothing_of_them(running: Quest, browser: Browser) -> None:
    cem = Person(browser, running.url, size=PHONE)
    cem.join("Cem leaves")
    page = begin(cem, "quay")
    settle(page)
    assert "quay-2" in page.evaluate(KEPT)
    page.goto("/me")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{running.url}/")
    for trace in ("quay-", "Cem", "attempts"):
        assert trace not in page.evaluate(KEPT)

    dan = cem  # the same browser
    dan.join("Dan arrives")
    page.goto("/levels/quay")
    settle(page)
    dan.context.set_offline(True)
    page.goto("/attempts/1")
    expect(page.get_by_role("heading", name="This page needs the network")).to_be_visible()
    expect(page.get_by_role("link", name="Carry on at your stop")).to_be_hidden()
    for trace in ("quay-1", "Cem"):
        assert trace not in page.content()
        assert trace not in page.evaluate(KEPT)


def test_no_page_that_was_made_for_somebody_is_ever_in_the_cache(running: Quest, browser: Browser) -> None:
    eve = Person(browser, running.url, size=PHONE)
    eve.join("Eve everywhere")
    settle(eve.page)
    for path in ("/", "/route", "/route/list", "/levels/quay", "/boards/", "/me", "/jobs", "/register"):
        eve.page.goto(path)
    assert "Eve everywhere" not in eve.page.evaluate(KEPT)


def test_the_page_without_a_network_speaks_the_language_that_was_chosen(running: Quest, browser: Browser) -> None:
    fay = Person(browser, running.url, size=PHONE)
    fay.join("Fay reads Chinese")
    settle(fay.page)
    fay.page.goto("/me")
    fay.page.locator("main button[name=language][value=zh-Hant]").click()
    expect(fay.page.locator("html")).to_have_attribute("lang", "zh-Hant")
    fay.context.set_offline(True)
    fay.page.goto("/jobs")
    expect(fay.page.locator("html")).to_have_attribute("lang", "zh-Hant")
    expect(fay.page.locator("[data-shell] h1")).to_be_visible()
    expect(fay.page.get_by_text("This page needs the network")).to_have_count(0)


def test_a_new_version_removes_what_older_ones_kept(running: Quest, browser: Browser) -> None:
    gus = Person(browser, running.url, size=PHONE)
    gus.page.goto("/")
    gus.page.evaluate("async () => { await caches.open('quest-static-old'); await caches.open('of-somebody-else'); }")
    gus.join("Gus renews")
    settle(gus.page)
    kept = gus.page.evaluate(CACHES)
    assert "quest-static-old" not in kept
    assert "of-somebody-else" in kept
    assert len([name for name in kept if name.startswith("quest-static-")]) == 1


def test_an_operator_takes_the_service_worker_back_from_every_browser(tmp_path: Path, browser: Browser) -> None:
    with quest(tmp_path / "data") as found:
        hal = Person(browser, found.url, size=PHONE)
        hal.join("Hal with a worker")
        settle(hal.page)
        found.environ["QUEST_SERVICE_WORKER"] = "off"
        found.kill()
        found.start()
        hal.page.goto("/route")
        until(hal.page, f"async () => await ({WORKERS})() === 0")
        until(hal.page, "async () => (await caches.keys()).length === 0")
        hal.page.goto("/route")
        hal.page.wait_for_load_state()
        assert hal.page.evaluate(WORKERS) == 0
