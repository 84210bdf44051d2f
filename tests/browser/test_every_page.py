"""Every page and state, in three languages and both themes: for every eye, every hand and every size of type."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.walk import Check, Walk, walk
from tests.running import quest
from tests.shots.everything import all_shots
from tests.shots.players import kind_shots


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Walk]:
    """Yield what a walk over every page found."""
    folder = tmp_path_factory.mktemp("walk")
    with quest(folder / "kinds") as kinds, quest(folder / "data") as running:
        yield walk(browser, [(kinds, kind_shots(kinds)), (running, all_shots(running))])


MEANT: dict[Check, str] = {
    "axe": "axe finds nothing against WCAG 2.0 to 2.2, A and AA, nor against its advice on headings and landmarks",
    "focus": "whoever goes by the keyboard sees where the focus is, and no bar lies over it",
    "fit": "nothing is cut off nor wider than the screen at 320 px, in 200 % text, or with the spacing of WCAG 1.4.12",
    "still": "nothing moves for somebody who asked for less motion",
    "thumb": "every main control is as large as a thumb needs",
    "names": "a stop of the map is called what is written on it",
}


@pytest.mark.parametrize("check", MEANT, ids=MEANT.values())
def test_on_every_page(walked: Walk, check: Check):
    assert not walked.found[check], "\n".join(walked.found[check])


def test_no_two_pages_bear_the_same_title(walked: Walk):
    assert {title: pages for title, pages in walked.titles.items() if len(pages) > 1} == {}


def test_the_walk_went_everywhere(walked: Walk):
    assert {
        "landing",
        "map",
        "question-order",
        "feedback-order",
        "register",
        "job",
        "stage",
        "recruit",
    } <= walked.visited
