"""The longest names that players may take, in one word of the widest letter, on the narrowest phone."""

from playwright.sync_api import Browser

from quest.domain.nicknames import LONGEST
from quest.services.groups import LONGEST_NAME
from tests.browser.people import Person
from tests.running import Quest

NARROWEST = {"width": 320, "height": 640}
PAGES = ("/", "/route", "/me", "/me/groups", "/boards/", "/boards/groups:team", "/stage/overall")


def test_no_name_makes_a_page_wider_than_the_phone(running: Quest, browser: Browser) -> None:
    wide, guest = (Person(browser, running.url, size=NARROWEST) for _ in range(2))
    wide.join("W" * LONGEST)
    guest.join("Guest")
    team = {"kind": "team", "name": "W" * LONGEST_NAME}
    code = wide.context.request.post("/api/v1/groups", data=team).json()["code"]
    seen = [(wide, path) for path in PAGES] + [(person, f"/join/{code}") for person in (wide, guest)]
    for person, path in seen:
        person.page.goto(path)
        assert person.page.evaluate("document.documentElement.scrollWidth") == NARROWEST["width"], path
