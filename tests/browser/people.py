"""People at their browsers: they read what is on the screen and act on it, with a finger or the keyboard."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from quest.levels.base import Question
from tests.browser.answers import answer
from tests.browser.hands import Finger
from tests.story.solver import pack

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1440, "height": 900}
PROJECTOR = {"width": 1920, "height": 1080}
PATIENCE_MS = 20_000


class Person:
    """Somebody with a browser of their own. `faults` collects what no page may ever do."""

    def __init__(
        self, browser: Browser, url: str, *, size: dict[str, int], locale: str = "en-GB", script: bool = True
    ) -> None:
        self.context = browser.new_context(
            base_url=url,
            viewport={"width": size["width"], "height": size["height"]},
            locale=locale,
            has_touch=size is PHONE,
            java_script_enabled=script,
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        self.page.on(
            "request", lambda sent: None if sent.url.startswith((url, "data:")) else self.faults.append(sent.url)
        )

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
            self.page.locator("button[form=answer]").click()
            expect(self.page.get_by_role("status").first).to_be_visible()
            self.page.locator(".act a.button").click()

    def standing(self, level_id: str) -> Question:
        """The question that the page asks."""
        level = pack().level(level_id)
        assert level is not None
        prompt = self.page.locator("#prompt").inner_text()
        return next(question for question in level.questions if question.prompt.en == prompt)

    def answer(self, question: Question) -> None:
        """Fills in the right answer with a finger."""
        answer(Finger(self.page), question)


def until(page: Page, script: str) -> None:
    """Waits until a function of the page, which may be an asynchronous one, gives something true."""
    for _ in range(PATIENCE_MS // 50):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {script}")
