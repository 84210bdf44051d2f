"""Hana hosts a round at her laptop before a projector and three phones; one loses the network and comes back."""

import re

from playwright.sync_api import Browser, Locator, expect

from quest.levels.base import Question
from tests.browser.people import PATIENCE_MS, PHONE, PROJECTOR, Person
from tests.browser.test_boards import host
from tests.running import Quest
from tests.story.solver import pack


def step(hana: Person, words: str) -> None:
    hana.page.get_by_role("button", name=words, exact=True).click()
    hana.page.wait_for_load_state()


def heading(person: Person, words: str) -> Locator:
    return person.page.get_by_role("heading", name=words)


def come_in(running: Quest, browser: Browser, pin: str, nickname: str) -> Person:
    """Types the PIN of the big screen on a phone, and a nickname."""
    phone = Person(browser, running.url, size=PHONE)
    phone.page.goto("/live")
    phone.page.get_by_label("PIN, six digits").fill(pin)
    phone.page.get_by_role("button", name="Join the room").click()
    phone.page.get_by_label("Nickname").fill(nickname)
    phone.page.get_by_role("button", name="Join the room").click()
    expect(heading(phone, "You are in.")).to_be_visible()
    return phone


class Hall:
    """The host, the projector and three phones of one round over the stop “Tap to pay”."""

    def __init__(self, running: Quest, browser: Browser) -> None:
        self.hana = host(running, browser)
        self.hana.page.goto("/host/rounds")
        self.hana.page.get_by_label(re.compile("Tap to pay")).check()
        self.hana.page.get_by_label("Reading time before the answers").select_option("0")
        self.hana.page.get_by_label("Time for an answer").select_option("120")
        self.hana.page.get_by_role("button", name="Open the lobby").click()
        address = self.hana.page.get_by_role("link", name="Open the stage").get_attribute("href") or ""
        self.stage = Person(browser, running.url, size=PROJECTOR)
        self.stage.page.goto("".join(address.partition("/stage/")[1:]))
        self.pin = self.stage.page.locator(".stage-bigpin").inner_text()
        self.phones = {name: come_in(running, browser, self.pin, name) for name in ("Ada", "Bo", "Cy 詩")}

    def fill_in(self, number: int) -> None:
        """Everybody has the question of the projector on the phone, and the right answer chosen."""
        question = asked_on(self.stage, number)
        for phone in self.phones.values():
            expect(phone.page.locator("#prompt")).to_have_text(question.prompt.en)
            phone.answer(question)

    def send(self, *names: str) -> None:
        for name in names:
            self.phones[name].page.get_by_role("button", name="Send answer").click()

    def all_right(self) -> None:
        for phone in self.phones.values():
            expect(heading(phone, "Right call")).to_be_visible(timeout=PATIENCE_MS)
            expect(phone.page.locator(".round-verdict:visible")).to_contain_text("+100")


def test_a_hall_plays_a_round_and_a_phone_that_fell_out_comes_back(running: Quest, browser: Browser) -> None:
    hall = Hall(running, browser)
    for name in hall.phones:
        expect(hall.stage.page.get_by_text(name, exact=True)).to_be_visible()
        expect(hall.hana.page.get_by_text(name, exact=True)).to_be_visible()
    step(hall.hana, "Start")

    hall.fill_in(1)
    hall.send(*hall.phones)
    hall.all_right()
    step(hall.hana, "Next step")
    for phone in hall.phones.values():
        expect(heading(phone, "Standings")).to_be_visible()
    expect(hall.stage.page.locator(".stage-places li")).to_have_count(3)
    step(hall.hana, "Next step")

    hall.fill_in(2)
    bo = hall.phones["Bo"]
    bo.context.set_offline(True)
    expect(bo.page.get_by_text(re.compile("Offline|Reconnecting")).first).to_be_visible()
    hall.send("Bo", "Ada")
    expect(heading(hall.phones["Ada"], "Sent.")).to_be_visible()
    bo.context.set_offline(False)
    expect(heading(bo, "Sent.")).to_be_visible(timeout=PATIENCE_MS)
    hall.send("Cy 詩")
    hall.all_right()

    hall.hana.page.reload()
    hall.hana.page.get_by_role("button", name="End it here").click()
    for person in (hall.stage, *hall.phones.values()):
        expect(heading(person, "The podium")).to_be_visible(timeout=PATIENCE_MS)
    for phone in hall.phones.values():
        assert phone.context.request.get("/api/v1/me").json()["points"] == 200
    step(hall.hana, "End the round")
    expect(hall.phones["Ada"].page.get_by_role("link", name="Ride on")).to_be_visible()
    for person in (hall.hana, hall.stage, hall.phones["Ada"], hall.phones["Cy 詩"]):
        assert person.faults == []


def asked_on(stage: Person, number: int) -> Question:
    """The question that the projector shows."""
    expect(heading(stage, f"Question {number} of")).to_be_visible()
    prompt = stage.page.locator(".stage-question h2").inner_text()
    return next(question for level in pack().levels for question in level.questions if question.prompt.en == prompt)


def test_a_terrible_name_does_the_projector_no_harm(running: Quest, browser: Browser) -> None:
    hana = host(running, browser)
    made = hana.context.request.post("/api/v1/rounds", data={"level_id": "f1", "names": "reviewed"}).json()
    names = ("<script>alert(1)</script>", "\u202eevil\u202c", "W" * 200, "ﬀ" * 12, "Z̷̢̛̛a̴l̶g̴o")
    api = Person(browser, running.url, size=PHONE).context.request
    taken = [api.post("/api/v1/rounds/join", data={"pin": made["pin"], "nickname": name}).status for name in names]
    assert set(taken) <= {200, 422}
    stage = Person(browser, running.url, size=PROJECTOR)
    stage.page.goto("/stage/rounds/" + made["projector"].rpartition("/")[2])
    expect(stage.page.locator(".stage-names li").first).to_have_text("Rider 1")
    hana.context.request.post(f"/api/v1/rounds/{made['id']}/approve", data={})
    expect(stage.page.locator(".stage-names li").first).not_to_have_text("Rider 1")
    assert stage.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert stage.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert stage.faults == []
