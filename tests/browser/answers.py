"""The right answer to a question of any kind, given on its page; one of many where none is right."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from quest.levels.base import Question
from quest.levels.choice import Choice
from quest.levels.cloud import Cloud
from quest.levels.estimate import Estimate
from quest.levels.gaps import Gaps
from quest.levels.groups import Groups
from quest.levels.hotspot import Hotspot
from quest.levels.image_choice import ImageChoice
from quest.levels.interests import Interests
from quest.levels.open import Open
from quest.levels.order import Order
from quest.levels.pairs import Pairs
from quest.levels.passcode import Passcode
from quest.levels.poll import Poll
from quest.levels.scenario import Scenario
from quest.levels.text import TextQuestion
from tests.browser.hands import Finger, Unscripted


def answer(hand: Finger, question: Question) -> None:
    """Fills in the question that the page asks, up to the last button."""
    WAYS[type(question)](hand, question)


def _choice(hand: Finger, question: Choice) -> None:
    right = [option.shown("en").values() for option in question.options if option.correct]
    names = [" ".join(part for part in parts if part) for parts in right]
    (hand.tick if question.mode == "multi" else hand.choose)(*names)


def _image_choice(hand: Finger, question: ImageChoice) -> None:
    for option in question.options:
        if option.correct:
            hand.choose(" ".join(words.en for words in (option.picture.alt, option.text) if words))


def _hotspot(hand: Finger, question: Hotspot) -> None:
    for spot in question.spots:
        if spot.correct:
            hand.point(spot.x + spot.width / 2, spot.y + spot.height / 2, spot.text.en)


def _order(hand: Finger, question: Order) -> None:
    """Moves each item up to its place with the buttons."""
    for place, item in enumerate(question.items):
        while hand.page.locator(".order-item [data-words]").all_inner_texts()[place] != item.en:
            hand.press(f"Move “{item.en}” up")


def _pairs(hand: Finger, question: Pairs) -> None:
    for pair in question.pairs:
        for words in (pair.left.en, pair.right.en):
            hand.use(hand.page.locator(".pairs-columns button", has=hand.page.get_by_text(words, exact=True)))


def _groups(hand: Finger, question: Groups) -> None:
    belongs = {item.en: group.name.en for group in question.groups for item in group.items}
    for _ in belongs:
        hand.press(belongs[hand.page.locator(".deck-card").inner_text()])


def _interests(hand: Finger, question: Interests) -> None:
    for place in range(len(question.statements)):
        hand.press(("Not for me", "Curious", "Yes, gladly")[place % 3])


def _gaps(hand: Finger, question: Gaps) -> None:
    for number, gap in enumerate(question.gaps, start=1):
        if question.choose:
            hand.press(gap.accept.en[0])
        else:
            hand.type(f"Gap {number}", gap.accept.en[0])


def _scenario(hand: Finger, question: Scenario) -> None:
    for turn, words in enumerate(question.solution(0, "en")["text"]):
        if turn:
            hand.use(hand.page.locator("button[form=answer]"))
            expect(hand.page.get_by_text("This is what came of it.")).to_be_visible()
            expect(hand.page.locator(".scenario-past li")).to_have_count(turn)
        hand.choose(words)


def _poll(hand: Finger, question: Poll) -> None:
    words = [option.text.en for option in question.options[: question.choose]]
    (hand.tick if question.choose > 1 else hand.choose)(*words)


WAYS: dict[type[Question], Callable[..., None]] = {
    Choice: _choice,
    ImageChoice: _image_choice,
    Hotspot: _hotspot,
    Order: _order,
    Pairs: _pairs,
    Groups: _groups,
    Interests: _interests,
    Gaps: _gaps,
    Scenario: _scenario,
    Poll: _poll,
    Estimate: lambda hand, question: hand.type("Your estimate", f"{question.value:g}"),
    TextQuestion: lambda hand, question: hand.type("Your answer", question.accept.en[0]),
    Passcode: lambda hand, question: hand.type("Code", question.accept[0]),
    Cloud: lambda hand, question: hand.type("Word 1" if question.words > 1 else "Your word", "curious"),
    Open: lambda hand, _: hand.type("Your answer", "It is like her box of recipes: each has its place."),
}


def answer_by_form(hand: Unscripted, question: Question) -> None:
    """Fills in the right answer through the form as it is without a script, up to the last button."""
    PLAIN_WAYS.get(type(question), WAYS[type(question)])(hand, question)


def _order_plainly(hand: Unscripted, question: Order) -> None:
    for place, item in enumerate(question.items, start=1):
        hand.select(f"Place of “{item.en}”", str(place))


def _pairs_plainly(hand: Unscripted, question: Pairs) -> None:
    for pair in question.pairs:
        hand.select(pair.left.en, pair.right.en)


def _groups_plainly(hand: Unscripted, question: Groups) -> None:
    for group in question.groups:
        for item in group.items:
            hand.mark(item.en, group.name.en)


def _gaps_plainly(hand: Unscripted, question: Gaps) -> None:
    for number, gap in enumerate(question.gaps, start=1):
        (hand.select if question.choose else hand.type)(f"Gap {number}", gap.accept.en[0])


def _interests_plainly(hand: Unscripted, question: Interests) -> None:
    for statement in question.statements:
        hand.mark(statement.text.en, "Curious")


PLAIN_WAYS: dict[type[Question], Callable[..., None]] = {
    Order: _order_plainly,
    Pairs: _pairs_plainly,
    Groups: _groups_plainly,
    Gaps: _gaps_plainly,
    Interests: _interests_plainly,
}


def answer_plainly(page: Page) -> None:
    """Gives some answer through the forms as they are without a script, turn by turn, up to the verdict."""
    while page.locator(".verdict").count() == 0:
        _fill_in_plainly(page)
        page.locator("button[form=answer]").click()


def _fill_in_plainly(page: Page) -> None:
    """Gives some answer through the form as it is without a script."""
    form = page.locator("form#answer")
    rows = form.get_by_role("group").filter(has=page.locator("label.segment"))
    for options in [form, *rows.all()]:
        choices = options.locator("label:has(input:is([type=radio], [type=checkbox]))")
        if choices.count():
            choices.first.click()
    for place, choice in enumerate(form.locator("select:not([name^=place-])").all(), start=1):
        choice.select_option(index=place)
    for typed in form.locator(":is(input, textarea):not([type=radio], [type=checkbox])").all():
        if typed.is_visible():
            typed.fill(typed.get_attribute("min") or "something")
