"""Three ways to play on a page: with a finger, without a script, and with the keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

FURTHEST = 60
"""Presses of Tab after which something on a page counts as out of reach."""


def radio(page: Page, name: str) -> Locator:
    """An option by the name that a screen reader says."""
    return page.get_by_role("radio", name=name, exact=True)


def box(page: Page, name: str) -> Locator:
    """One of several options, by the name that a screen reader says."""
    return page.get_by_role("checkbox", name=name, exact=True)


class Finger:
    """Plays by taps; only words are typed."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, name: str) -> None:
        """Taps a button."""
        self.use(self.page.get_by_role("button", name=name, exact=True))

    def use(self, button: Locator) -> None:
        """Taps it."""
        button.tap()

    def choose(self, *names: str) -> None:
        """Taps options of which one can be chosen."""
        for name in names:
            self.page.locator("label", has=radio(self.page, name)).tap()

    def tick(self, *names: str) -> None:
        """Taps boxes."""
        for name in names:
            self.page.locator("label", has=box(self.page, name)).tap()

    def type(self, label: str, words: str) -> None:
        """Taps a field and types."""
        field = self.page.get_by_label(label, exact=True)
        field.tap()
        field.fill(words)

    def point(self, x: float, y: float, name: str) -> None:
        """Taps the picture there, in per cent from its top left; the spot's name is for whoever cannot."""
        picture = self.page.locator(".marked")
        size = picture.bounding_box()
        assert size is not None
        picture.tap(position={"x": size["width"] * x / 100, "y": size["height"] * y / 100})
        expect(radio(self.page, name)).to_be_checked()


class Unscripted(Finger):
    """Plays in a browser that runs no script: lists to choose from in place of what is tapped together."""

    def select(self, label: str, words: str) -> None:
        """Chooses from the list of this name."""
        self.page.get_by_label(label, exact=True).select_option(label=words)

    def mark(self, row: str, words: str) -> None:
        """Chooses an answer in the row of this name."""
        fields = self.page.get_by_role("group", name=row, exact=True)
        fields.locator("label", has=radio(self.page, words)).tap()

    def point(self, x: float, y: float, name: str) -> None:
        self.choose(name)


class Keys(Finger):
    """Plays with the keyboard alone: Tab, arrows, Enter, the space bar, letters."""

    def use(self, button: Locator) -> None:
        self.reach(button)
        self.page.keyboard.press("Enter")

    def choose(self, *names: str) -> None:
        for name in names:
            self.reach(self.page.locator("main input[type=radio]"))
            self.page.keyboard.press("Space")
            for _ in range(FURTHEST):
                if radio(self.page, name).is_checked():
                    break
                self.page.keyboard.press("ArrowDown")
            expect(radio(self.page, name)).to_be_checked()

    def tick(self, *names: str) -> None:
        for name in names:
            self.reach(box(self.page, name))
            self.page.keyboard.press("Space")

    def type(self, label: str, words: str) -> None:
        self.reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(words)

    def point(self, x: float, y: float, name: str) -> None:
        self.choose(name)

    def reach(self, wanted: Locator) -> None:
        """Presses Tab until one of these has the focus.

        Raises:
            AssertionError: it never gets it.
        """
        for _ in range(FURTHEST):
            if any(each.evaluate("element => element === document.activeElement") for each in wanted.all()):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {wanted}")
