"""What a phone on a thin line loads: little, and from nobody but the quest."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.people import PHONE
from tests.running import Client, Quest

MOST = 200_000  # bytes over the wire: page, style sheet, scripts, fonts, with their headers
PAGES = ("/", "/start", "/route", "/route/list", "/levels/a1", "/boards/", "/jobs", "/live", "/me", "/stage/overall")


@pytest.fixture
def ada(running: Quest) -> Iterator[Client]:
    """Yield somebody who has just joined."""
    with running.client() as client:
        client.join("Ada")
        yield client


def with_empty_cache(browser: Browser, client: Client) -> BrowserContext:
    """A browser that was never here, but for the player's own cookie."""
    context = browser.new_context(base_url=str(client.base_url), viewport=PHONE, locale="en-GB")
    url = str(client.base_url)
    context.add_cookies([{"name": each.name, "value": each.value or "", "url": url} for each in client.cookies.jar])
    return context


def received(page: Page, address: str) -> dict[str, int]:
    """The bytes that come over the wire for a page, by what they are for, once all is quiet."""
    wire = page.context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def note(event: dict[str, object]) -> None:
        kinds[str(event["requestId"])] = str(event["type"])

    def add(event: dict[str, object]) -> None:
        kind = kinds.get(str(event["requestId"]), "Other")
        sizes[kind] = sizes.get(kind, 0) + int(str(event["encodedDataLength"]))

    wire.on("Network.responseReceived", note)
    wire.on("Network.loadingFinished", add)
    wire.send("Network.enable")
    page.goto(address)
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready.then(() => undefined)")
    page.wait_for_timeout(1_000)
    return sizes


def test_the_first_visit_to_the_map_weighs_little(browser: Browser, ada: Client):
    with with_empty_cache(browser, ada) as context:
        sizes = received(context.new_page(), "/route")
    assert {"Document", "Stylesheet", "Script", "Font"} <= set(sizes)
    assert sum(sizes.values()) < MOST, sizes


def test_the_first_visit_to_a_question_weighs_little(browser: Browser, ada: Client):
    attempt = ada.api("POST", "/levels/a1/attempts", expect=201).json()
    with with_empty_cache(browser, ada) as context:
        sizes = received(context.new_page(), f"/attempts/{attempt['id']}")
    assert {"Document", "Stylesheet", "Script", "Font"} <= set(sizes)
    assert sum(sizes.values()) < MOST, sizes


def test_no_page_asks_anybody_but_the_quest(browser: Browser, ada: Client):
    asked: set[str] = set()
    with with_empty_cache(browser, ada) as context:
        page = context.new_page()
        page.on("request", lambda sent: asked.add(sent.url))
        for address in PAGES:
            answer = page.goto(address)
            assert answer is not None
            assert answer.ok, address
        page.wait_for_timeout(300)
    here = (str(ada.base_url), "data:")
    assert {url for url in asked if not url.startswith(here)} == set()
    assert len(asked) > len(PAGES)
