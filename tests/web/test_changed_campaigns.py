"""Somebody plays while an organiser loads a changed campaign."""

import json
import re
from base64 import b64encode
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from quest.domain import codes
from quest.exchange.packs import BUILT_IN
from quest.levels.kinds import kinds, question_from
from quest.levels.open import Open
from quest.models import Attempt
from quest.services import campaigns
from tests.services.harbour import LEVELS, harbour, level, line, pick
from tests.web.site import NOON, Person, Site

SECRET = "a secret for a test"
EXAMPLES: dict[str, dict[str, Any]] = {name: {**kind.EXAMPLE, "id": "changed"} for name, kind in kinds().items()}
OPINIONS: dict[str, Any] = {
    "interests": lambda shown: {each["id"]: 1 for each in shown["statements"]},
    "poll": lambda shown: [shown["options"][0]["id"]],
    "cloud": lambda _: ["curious"],
    "open": lambda _: "In my own words.",
}
PICTURE = next(Path(BUILT_IN).glob("media/*.svg")).read_bytes()


def asks(site: Site, *questions: dict[str, Any]) -> None:
    """Loads a campaign whose quay asks these questions."""
    files = re.findall(r'"file": "([^"]+)"', json.dumps(questions))
    media = {name: b64encode(PICTURE) for name in files}
    load(site, levels=[*LEVELS[1:], level("quay", *questions)], media=media)


def load(site: Site, **changed: Any) -> None:
    with site.database.unit_of_work() as session:
        campaigns.stage(session, harbour(**changed), now=site.clock.now)


def begins(site: Site, nickname: str = "Ada") -> tuple[Person, str]:
    """Somebody who looks at the first question of the quay, and the attempt's address."""
    person = site.rider(nickname)
    there = person.send("/levels/quay/attempts").location
    assert person.open(there).status == 200
    return person, there


def answer_to(site: Site, there: str, content: dict[str, Any]) -> Any:
    """A right answer in this attempt, or any where none is."""
    with site.database.reading() as session:
        seed = session.get_one(Attempt, int(there.rpartition("/")[2])).seed
    question = question_from(content)
    opinion = OPINIONS.get(question.kind)
    return opinion(question.present(seed, "en")) if opinion else question.solution(seed, "en")["answer"]


def answers(person: Person, there: str, answer: Any, key: str = "a key") -> int:
    sent = {"question_id": "changed", "answer": answer, "key": key}
    return person.browser.post(f"/api/v1{there}/answers", json=sent).status_code


@pytest.mark.parametrize("before", sorted(EXAMPLES))
def test_an_answer_can_be_looked_at_whatever_its_question_has_become(site: Site, before: str) -> None:
    asks(site, EXAMPLES[before], pick("second"))
    ada, there = begins(site)
    assert answers(ada, there, answer_to(site, there, EXAMPLES[before])) == 200
    for after in EXAMPLES:
        asks(site, EXAMPLES[after], pick("second"))
        page = ada.open(f"{there}/questions/changed")
        assert page.status == 200, after
        assert ada.browser.get(f"/api/v1{there}/answers/changed").status_code == 200, after


@pytest.mark.parametrize("after", sorted(EXAMPLES))
def test_turns_of_a_question_that_has_changed_are_forgotten(site: Site, after: str) -> None:
    asks(site, EXAMPLES["scenario"], pick("second"))
    ada, there = begins(site)
    path = answer_to(site, there, EXAMPLES["scenario"])
    assert answers(ada, there, path[:1]) == 200
    content = EXAMPLES[after] | ({"scenes": begun_elsewhere(EXAMPLES[after]["scenes"])} if after == "scenario" else {})
    asks(site, content, pick("second"))
    assert "choices" not in ada.api(there)["question"] or ada.api(there)["question"]["choices"]
    assert ada.open(there).status == 200
    assert answers(ada, there, answer_to(site, there, content), key="another") == 200


def begun_elsewhere(scenes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same path from a first scene of another name, so that no choice of before is one of its own."""
    return [{**scenes[0], "id": "elsewhere"}, *scenes[1:]]


def test_a_level_that_left_the_campaign_is_not_found_and_the_rest_of_the_map_goes_on(site: Site) -> None:
    load(site)
    ada, there = begins(site)
    lines = [line("A", "blue", "crane", "buoy", "pier"), line("B", "teal", "mast")]
    load(site, levels=LEVELS[1:], lines=lines)
    for path in (there, f"{there}/done"):
        assert ada.browser.get(path, follow_redirects=True).status_code == 404
    assert ada.open("/route").status == 200
    assert ada.send("/levels/crane/attempts").status_code == 303


def test_texts_whose_question_left_the_campaign_do_not_hide_those_behind_them(site: Site) -> None:
    gone, stays = {**Open.EXAMPLE, "id": "gone"}, {**Open.EXAMPLE, "id": "changed"}
    asks(site, gone, stays)
    ada, there = begins(site)
    for question_id in ("gone", "changed"):
        sent = {"question_id": question_id, "answer": f"About {question_id}.", "key": question_id}
        assert ada.browser.post(f"/api/v1{there}/answers", json=sent).status_code == 200
    asks(site, stays)
    queue = site.staff("organiser").api("/reviews?limit=1")
    assert [row["words"] for row in queue["rows"]] == ["About changed."]
    assert queue["waiting"] == 1


def test_whoever_rode_an_earlier_campaign_is_told_how_to_start_in_this_one(site: Site) -> None:
    load(site)
    ada, _ = begins(site)
    load(site, id="next-year", groups={"kinds": ["team"]})
    for page in (ada.open("/route"), ada.send_and_read("/levels/quay/attempts"), ada.open("/me/groups")):
        assert page.status == 409
        assert "You ride in an earlier campaign" in page.words
        assert page.link("Me") == "/me"
    for path, body in (("/levels/quay/attempts", None), ("/groups", {"kind": "team", "name": "Tugs"})):
        refused = ada.browser.post(f"/api/v1{path}", json=body)
        assert refused.get_json()["code"] == "other_campaign"
    ada.send("/sign-out")
    assert ada.send("/start", nickname="Ada").status_code == 303
    assert ada.open("/route").status == 200


def test_the_end_of_a_level_still_tells_how_it_went_once_what_it_brought_has_left_the_campaign(site: Site) -> None:
    *others, pier, mast = LEVELS
    lines = [line("A", "blue", "pier"), line("B", "teal", "quay", "buoy", "crane", "mast")]
    load(site, levels=[*others, pier, mast | {"unlock": {"level": "pier"}}], lines=lines)
    ada = site.rider("Ada")
    there = ada.send("/levels/pier/attempts").location
    assert ada.open(there).status == 200
    sent = {"question_id": "pier-1", "answer": answer_to(site, there, pier["questions"][0]), "key": "k"}
    receipt = ada.browser.post(f"/api/v1{there}/answers", json=sent).get_json()
    assert (receipt["opened"], receipt["lines_done"]) == (["mast"], ["A"])
    assert ada.open(f"{there}/done").status == 200
    load(site, levels=[*others, pier], lines=[line("C", "blue", "pier", "quay"), line("B", "teal", "buoy", "crane")])
    assert ada.open(f"{there}/done").status == 200


def test_a_booth_still_tells_of_a_visit_that_opened_a_stop_which_has_left_the_campaign(site: Site) -> None:
    mast = LEVELS[4]
    load(site, levels=[*fair_levels(), mast | {"unlock": {"checkin": "quay"}}])
    ada = site.rider("Ada")
    assert visit(site, ada)["opened"] == ["mast"]
    load(
        site,
        levels=fair_levels(),
        lines=[line("A", "blue", "quay", "buoy", "pier"), line("B", "teal", "crane", "buoy")],
    )
    page = ada.open("/checkin/quay")
    assert (page.status, "Checked in" in page.words) == (200, True)


def test_a_booth_that_left_the_campaign_is_not_counted_among_those_that_were_visited(site: Site) -> None:
    load(site, levels=[*fair_levels("quay", "pier"), LEVELS[4]])
    ada = site.rider("Ada")
    visit(site, ada)
    visit(site, ada, "pier")
    load(site, levels=[*fair_levels("pier"), LEVELS[4]])
    assert "1 of 1 visited" in ada.open("/checkin").words


def test_what_somebody_visited_in_an_earlier_campaign_is_not_taken_for_a_visit_in_this_one(site: Site) -> None:
    talk = {
        "id": "opening",
        "title": {"en": "Opening"},
        "place": {"en": "Hall"},
        "starts": NOON,
        "ends": NOON + timedelta(hours=1),
        "points": 5,
    }
    now = {"levels": [*fair_levels(), LEVELS[4]], "agenda": [talk]}
    load(site, **now)
    ada = site.rider("Ada")
    visit(site, ada)
    shown = codes.rotating(SECRET, "talk:harbour:opening", site.clock.now)
    assert ada.send("/agenda/opening", code=shown, key="k").status_code == 303
    assert "You were there" in ada.open("/agenda/opening").words
    load(site, id="next-year", **now)
    for path in ("/agenda/opening", "/agenda", "/checkin/quay", "/checkin"):
        page = ada.open(path)
        assert page.status == 200
        assert "You were there" not in page.words
        assert "Checked in" not in page.words
    assert [each["attended"] for each in ada.api("/talks")["talks"]] == [False]
    assert [each["state"] for each in ada.api("/stations")["rows"]] == ["none"]


def fair_levels(*booths: str) -> list[dict[str, Any]]:
    """All stops but the mast; those of these names are booths as well, and the quay where none is named."""
    live = {"booth": "01", "company": "Quay & Sons"}
    return [each | {"live": live} if each["id"] in (booths or ("quay",)) else each for each in LEVELS[:4]]


def visit(site: Site, person: Person, level_id: str = "quay") -> dict[str, Any]:
    """What a check-in with the code of the booth's screen comes to."""
    shown = codes.rotating(SECRET, f"station:harbour/{level_id}", site.clock.now)
    sent = person.browser.post(f"/api/v1/stations/{level_id}/checkins", json={"code": shown, "key": "k"})
    assert sent.status_code == 201
    found: dict[str, Any] = sent.get_json()
    return found
