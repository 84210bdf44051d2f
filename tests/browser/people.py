"""People at their browsers: they read what is on the screen and act on it, with a finger or the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from quest.levels.base import Question
from quest.levels.choice import Choice
from quest.levels.estimate import Estimate
from quest.levels.order import Order
from quest.levels.pairs import Pairs
from quest.levels.text import TextQuestion
from tests.story.solver import pack

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1440, "height": 900}
PROJECTOR = {"width": 1920, "height": 1080}
PATIENCE_MS = 20_000


class Person:
    """Somebody with a browser of their own. `faults` collects what no page may ever do."""

    def __init__(self, browser: Browser, url: str, *, size: dict[str, int], locale: str = "en-GB") -> None:
        self.context = browser.new_context(
            base_url=url,
            viewport={"width": size["width"], "height": size["height"]},
            locale=locale,
            has_touch=size is PHONE,
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        self.page.on(
            "request", lambda sent: None if sent.url.startswith((url, "data:")) else self.faults.append(sent.url)
        )

    def _outside(self, asked: str, url: str) -> None:
        if not asked.startswith((url, "data:")):
            self.faults.append(f"asks outside: {asked}")

    def join(self, nickname: str) -> None:
        """Starts to ride from the front door."""
        self.page.goto("/")
        self.page.get_by_role("link", name="Start riding").first.click()
        self.page.get_by_label("Nickname").fill(nickname)
        self.page.get_by_role("button", name="Start riding").click()
        expect(self.page).to_have_url(f"{self.origin}/route")

    @property
    def origin(self) -> str:
        """Where the quest is."""
        return "/".join(self.page.url.split("/")[:3])

    def ride(self, level_id: str) -> None:
        """Plays a level with every answer right."""
        self.page.goto(f"/levels/{level_id}")
        self.page.get_by_role("button", name="Start this stop").click()
        level = pack().level(level_id)
        assert level is not None
        for _ in range(level.asked):
            self.answer(self.standing(level_id))
            self.page.get_by_role("button", name="Check answer").click()
            expect(self.page.get_by_role("status").first).to_be_visible()
            self.page.locator(".act a.button").click()

    def standing(self, level_id: str) -> Question:
        """The question that the page asks."""
        level = pack().level(level_id)
        assert level is not None
        prompt = self.page.locator("#prompt").inner_text()
        return next(question for question in level.questions if question.prompt.en == prompt)

    def answer(self, question: Question) -> None:
        """Fills in the right answer with what the page offers."""
        WAYS[type(question)](self.page, question)


def _choose(page: Page, question: Choice) -> None:
    for option in question.options:
        if option.correct:
            page.locator("label.option", has=page.get_by_text(option.text.en, exact=True)).click()


def _sort(page: Page, question: Order) -> None:
    """Moves each item up to its place with the buttons."""
    for place, item in enumerate(question.items):
        while (shown := page.locator(".order-item [data-words]").all_inner_texts()) and shown[place] != item.en:
            page.get_by_role("button", name=f"Move “{item.en}” up").click()


def _pair(page: Page, question: Pairs) -> None:
    for pair in question.pairs:
        for words in (pair.left.en, pair.right.en):
            page.locator(".pairs-columns button", has=page.get_by_text(words, exact=True)).click()


def _estimate(page: Page, question: Estimate) -> None:
    page.get_by_label("Your estimate", exact=True).fill(f"{question.value:g}")


def _type(page: Page, question: TextQuestion) -> None:
    page.get_by_label("Your answer").fill(question.accept.en[0])


WAYS: dict[type[Question], Callable[..., None]] = {
    Choice: _choose,
    Order: _sort,
    Pairs: _pair,
    Estimate: _estimate,
    TextQuestion: _type,
}
