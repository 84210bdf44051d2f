"""Sharing a card with what the device has for it."""

from playwright.sync_api import Browser, expect

from tests.browser.people import PHONE, Person
from tests.running import Quest

LINE_A = ("a1", "ab", "a3", "ar", "af", "a6", "a7")


def test_ada_copies_the_address_of_her_card_and_bob_opens_it(running: Quest, browser: Browser) -> None:
    ada, bob = (Person(browser, running.url, size=PHONE) for _ in range(2))
    ada.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ada.join("Ada")
    for level in LINE_A:
        ada.ride(level)
    ada.page.goto("/finish/A")
    ada.page.get_by_label("With my nickname, Ada").check()
    ada.page.get_by_role("button", name="Make a card").click()
    expect(ada.page.get_by_role("img", name="The picture that others see")).to_be_visible()
    ada.page.get_by_role("button", name="Share").click()
    expect(ada.page.get_by_text("The address was copied.")).to_be_visible()

    address = ada.page.evaluate("navigator.clipboard.readText()")
    bob.page.goto("/cards/" + address.rpartition("/")[2])
    expect(bob.page.get_by_role("heading", name="AI & Data line complete.")).to_be_visible()
    expect(bob.page.get_by_text("Ada has arrived at Graduation").first).to_be_visible()
    loaded = "document.querySelector('.link-picture').naturalWidth"
    bob.page.wait_for_function(f"() => {loaded} === 1200")

    ada.page.get_by_role("button", name="Take the card back").click()
    expect(ada.page.get_by_role("button", name="Make a card")).to_be_visible()
    assert bob.page.reload().status == 404
    assert ada.faults == []
