"""Somebody whose device brings its own colours, or asks for more contrast: edges, choices and words stay visible."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import PHONE
from tests.running import Quest

STYLE = """(element) => {
  const { backgroundColor, color, borderTopWidth, borderTopStyle } = getComputedStyle(element);
  const edge = borderTopStyle === "solid" ? Number.parseFloat(borderTopWidth) : 0;
  return { ground: backgroundColor, words: color, edge };
}"""


def visit(browser: Browser, running: Quest, **asked: Any) -> Page:
    """A page of somebody new, on the way to a first question."""
    page = browser.new_context(base_url=running.url, viewport=PHONE, **asked).new_page()
    page.goto("/start")
    page.get_by_label("Nickname").fill("Own Colours")
    page.get_by_role("button", name="Start riding").click()
    page.wait_for_url("**/route")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_controls_keep_an_edge_and_their_words_in_forced_colours(running: Quest, browser: Browser, scheme: str) -> None:
    page = visit(browser, running, forced_colors="active", color_scheme=scheme)
    page.goto("/levels/a1")
    for control in page.locator(".button").all():
        style = control.evaluate(STYLE)
        assert style["edge"] >= 1
        assert style["words"] != style["ground"]
    page.goto("/boards/overall")
    chosen, other = page.locator(".chip[aria-current]"), page.locator(".chip:not([aria-current])").first
    assert chosen.evaluate(STYLE)["ground"] != other.evaluate(STYLE)["ground"]
    assert other.evaluate(STYLE)["edge"] >= 1
    page.context.close()


def test_the_map_takes_the_colours_of_the_device(running: Quest, browser: Browser) -> None:
    page = visit(browser, running, forced_colors="active", color_scheme="dark")
    page.goto("/me")
    page.get_by_role("button", name="Light").click()
    page.goto("/route")
    fill = page.locator(".map-scroll .name").first.evaluate("name => getComputedStyle(name).fill")
    assert fill == page.evaluate("getComputedStyle(document.body).color"), "ink on black could not be read"
    page.context.close()


def test_whoever_asks_for_contrast_gets_no_greys(running: Quest, browser: Browser) -> None:
    page = visit(browser, running, contrast="more")
    page.goto("/boards/overall")
    expect(page.locator("h1")).to_be_visible()
    tokens = page.evaluate(
        "['--ink', '--ink-2', '--edge', '--rule'].map(name => getComputedStyle(document.body).getPropertyValue(name))"
    )
    assert len(set(tokens)) == 1
    page.context.close()
