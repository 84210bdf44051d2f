"""A reviewer reads what players wrote, one text after the other, without knowing whose it is."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from quest.levels.open import Open
from quest.services import campaigns
from tests.services.harbour import LEVELS, harbour, level
from tests.web.site import Page, Person, Site

TELL = {**Open.EXAMPLE, "id": "tell", "worth": 80}


def writes(site: Site, nickname: str, words: str) -> Person:
    """Somebody whose text waits for a reviewer."""
    campaign = harbour(levels=[*LEVELS[1:], level("quay", TELL)])
    with site.database.unit_of_work() as session:
        campaigns.stage(session, campaign, now=site.clock.now)
    person = site.rider(nickname)
    there = person.send("/levels/quay/attempts").location
    key = re.findall(r'name="key" value="([^"]*)"', person.open(there).source)[0]
    assert person.send(f"{there}/answers", question_id="tell", key=key, answer=words).status_code == 303
    return person


def judges(person: Person, page: Page, **fields: str) -> Page:
    """Sends the form of the text that the page shows."""
    found = re.search(r'action="(/organise/reviews/[0-9]+)"', page.source)
    assert found
    return person.send_and_read(found[1], **fields)


@pytest.mark.parametrize("role", ["host", "organiser"])
def test_a_reviewer_reads_the_oldest_text_and_its_points_reach_the_player(site: Site, role: str) -> None:
    ada = writes(site, "Ada", "Like a tidy library.")
    writes(site, "Ben", "Like a drawer with labels.")
    rita = site.staff(role)
    page = rita.open("/organise/reviews")
    assert "2 wait" in page.words
    assert "Like a tidy library." in page.words
    assert "Half for an image from daily life" in page.words
    assert "Ada" not in page.words
    page = judges(rita, page, share="50", note="A lovely picture.")
    assert "Like a drawer with labels." in page.words
    assert "1 waits" in page.words
    assert ada.me["points"] == 40


def test_without_a_choice_nothing_is_kept_and_the_note_stays(site: Site) -> None:
    ada = writes(site, "Ada", "Like a tidy library.")
    rita = site.staff("organiser")
    page = judges(rita, rita.open("/organise/reviews"), share="", note="Well told.")
    assert page.status == 422
    assert "Choose how much it earns." in page.words
    assert "Well told." in page.words
    assert "Like a tidy library." in page.words
    for share in ("101", "-1", "half", "9" * 30):
        assert judges(rita, page, share=share).status == 422
    assert ada.me["points"] == 0


def test_the_second_reviewer_is_told_that_the_first_one_s_word_stands(site: Site) -> None:
    ada = writes(site, "Ada", "Like a tidy library.")
    rita, otto = site.staff("organiser"), site.staff("host")
    page = otto.open("/organise/reviews")
    judges(rita, page, share="100")
    late = judges(otto, page, share="0")
    assert "Another reviewer was first." in late.words
    assert "Nothing more waits here." in late.words
    assert ada.me["points"] == 80


def test_a_text_can_be_left_for_somebody_else(site: Site) -> None:
    writes(site, "Ada", "Like a tidy library.")
    rita = site.staff("organiser")
    page = rita.open("/organise/reviews")
    page = rita.open(page.link("Leave it for somebody else"))
    assert "Nothing more waits here." in page.words
    assert "Like a tidy library." in rita.open(page.link("Begin again with the oldest")).words


def test_markup_in_a_text_is_words(site: Site) -> None:
    writes(site, "Ada", "<script>alert(1)</script> & more")
    page = site.staff("organiser").open("/organise/reviews")
    assert "<script>alert" not in page.source
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page.source


def test_nobody_else_reads_the_queue(site: Site) -> None:
    ada = writes(site, "Ada", "Like a tidy library.")
    for person, status in ((ada, 403), (site.somebody(), 401)):
        assert person.open("/organise/reviews").status == status
        assert person.send("/organise/reviews/1", share="100").status_code == status
    assert ada.me["points"] == 0


def test_the_queue_is_read_and_judged_over_the_api(site: Site) -> None:
    ada, rita = writes(site, "Ada", "Like a tidy library."), site.staff("host")
    for number in range(2):
        writes(site, f"Rider {number}", f"Text {number}.")
    first = rita.api("/reviews?limit=2")
    assert ([row["words"] for row in first["rows"]], first["waiting"]) == (["Like a tidy library.", "Text 0."], 3)
    assert "Ada" not in str(first)
    rest = rita.api(f"/reviews?cursor={first['next_cursor']}")
    assert ([row["words"] for row in rest["rows"]], rest["next_cursor"]) == (["Text 1."], None)
    there = f"/api/v1/answers/{first['rows'][0]['id']}/review"
    judged = rita.browser.post(there, json={"fraction": 0.5, "note": "Half way."})
    assert judged.get_json() == {"fraction": 0.5, "points": 40, "note": "Half way."}
    assert ada.me["points"] == 40
    assert rita.browser.post("/api/v1/answers/99/review", json={"fraction": 1}).status_code == 404
    for fraction in (1.5, -0.1, "all"):
        assert rita.browser.post(there, json={"fraction": fraction}).status_code == 422


def test_of_many_reviewers_at_once_one_judges(site: Site) -> None:
    ada = writes(site, "Ada", "Like a tidy library.")
    organisers = [site.staff("organiser") for _ in range(6)]
    [waiting] = organisers[0].api("/reviews")["rows"]

    def judge(person: Person) -> int:
        there = f"/api/v1/answers/{waiting['id']}/review"
        return person.browser.post(there, json={"fraction": 1.0}).status_code

    with ThreadPoolExecutor(6) as pool:
        outcomes = sorted(pool.map(judge, organisers))
    assert outcomes == [201, 409, 409, 409, 409, 409]
    assert ada.me["points"] == 80


def test_no_program_of_a_player_reads_or_judges(site: Site) -> None:
    ada = writes(site, "Ada", "Like a tidy library.")
    for person, status in [(ada, 403), (site.somebody(), 401)]:
        assert person.browser.get("/api/v1/reviews").status_code == status
        assert person.browser.post("/api/v1/answers/1/review", json={"fraction": 1}).status_code == status
