"""The stage of the hall, which anybody may look at and nobody can change, and the host's page that chooses."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quest import projection
from quest.services import players
from quest.web.context import EXTENSION, Parts
from tests.web.site import Person, Site
from tests.web.test_agenda_pages import EVENING, TALK, attend


@pytest.fixture
def evening(site: Site) -> Site:
    site.clock.now = EVENING
    return site


@pytest.fixture
def host(evening: Site) -> Person:
    return evening.staff("host")


def stage(site: Site, scene: str = "", language: str = "en") -> str:
    page = site.somebody(language).open(f"/stage?scene={scene}" if scene else "/stage")
    assert page.status == 200
    return page.words


def test_at_first_the_stage_shows_the_agenda_with_what_is_on_and_what_comes(evening: Site):
    on_now, coming = stage(evening).split("Coming next")
    assert "The night shift in the lab" in on_now
    assert "Whom does the model leave out?" in coming
    assert "20:00" in coming


def test_the_host_chooses_a_scene_which_is_there_after_a_reload_and_on_every_screen(evening: Site, host: Person):
    page = host.send_and_read("/host/stage", scene="board:line:F")
    assert "Board: Fintech On the stage" in page.words
    for language in ("en", "zh-Hant"):
        assert ("Fintech" if language == "en" else "金融科技") in stage(evening, language=language)
    host.send("/host/stage", scene="")
    assert "Agenda" in stage(evening)


def test_a_countdown_runs_to_the_hosts_moment_or_to_the_next_talk(evening: Site, host: Person):
    host.send("/host/stage", scene="countdown", count="yes", minutes="5")
    assert "We go on in a moment" in stage(evening)
    assert "5:00" in stage(evening)
    assert "Until 19:25" in host.open("/host/stage").words
    evening.clock.forward(minutes=6)
    assert "14:00" in stage(evening)
    assert "Whom does the model leave out?" in stage(evening)
    host.send("/host/stage", scene="countdown", count="yes", minutes="")
    assert "Coming next" in stage(evening)


@pytest.mark.parametrize("minutes", ["0", "601", "-1", "five", "3.5"])
def test_minutes_that_make_no_sense_are_told_and_change_nothing(evening: Site, host: Person, minutes: str):
    answer = host.send("/host/stage", scene="countdown", count="yes", minutes=minutes)
    assert answer.status_code == 422
    assert "Write minutes as a number from 1 to 600." in answer.get_data(as_text=True)
    assert host.api("/stage")["scene"] is None


def test_a_podium_shows_the_first_three(evening: Site):
    for place, name in enumerate(("Ada", "Ben", "Cleo", "Dora")):
        evening.ride(evening.rider(name), "a1", points=400 - place * 100)
    fill(evening)
    words = stage(evening, "podium:overall")
    assert [name for name in ("Ada", "Ben", "Cleo", "Dora") if name in words] == ["Ada", "Ben", "Cleo"]
    assert "As it stands now" in words


def fill(site: Site) -> None:
    """Puts on the boards what the test wrote into the ledger."""
    parts: Parts = site.app.extensions[EXTENSION]
    projection.rebuild(parts.database, parts.leaderboard)


def test_only_a_host_or_organiser_chooses(evening: Site):
    for person in (evening.somebody(), evening.rider("Ada")):
        assert person.open("/host/stage").status in (401, 403)
        assert person.send("/host/stage", scene="agenda").status_code in (401, 403)
        assert person.browser.put("/api/v1/stage", json={"scene": "agenda"}).status_code in (401, 403)
    assert evening.somebody().api("/stage")["scene"] is None


def test_the_stage_has_no_form_and_no_button(evening: Site):
    for scene in ("agenda", "countdown", "board:overall", "podium:overall"):
        source = evening.somebody().open(f"/stage?scene={scene}").source
        for control in ("<form", "<button", "<input", "<a "):
            assert control not in source, (scene, control)


def test_the_api_tells_and_sets_what_the_stage_shows(evening: Site, host: Person):
    soon = (EVENING + timedelta(minutes=3)).isoformat()
    put = host.browser.put("/api/v1/stage", json={"scene": "countdown", "counts_to": soon})
    assert put.get_json()["scene"] == evening.somebody().api("/stage")["scene"] == "countdown"
    assert "board:line:A" in evening.somebody().api("/stage")["turn"]
    wrong = host.browser.put("/api/v1/stage", json={"scene": "board:nowhere"})
    assert (wrong.status_code, wrong.get_json()["code"]) == (404, "not_found")


def test_the_ticker_tells_who_was_there_and_forgets_who_left_the_boards(evening: Site):
    ada = evening.rider("Ada")
    attend(evening, ada)
    assert "Ada was at “ The night shift in the lab ”" in stage(evening)
    with evening.database.unit_of_work() as session:
        players.set_ranked(session, ada.me["id"], ranked=False)
    assert "Ada" not in stage(evening)


def test_the_stage_never_shows_the_code_of_a_talk(evening: Site, host: Person):
    code = host.api(f"/talks/{TALK}/code")["code"]
    for scene in ("agenda", "countdown"):
        assert code not in evening.somebody().open(f"/stage?scene={scene}").source


def test_an_unknown_scene_falls_back_to_the_hosts(evening: Site, host: Person):
    host.send("/host/stage", scene="board:overall")
    assert "Leaderboard" in stage(evening, "nothing:such")


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_beyond_every_calendar_is_refused_and_the_stage_goes_on(evening: Site, host: Person, at: str):
    put = host.browser.put("/api/v1/stage", json={"scene": "countdown", "counts_to": at})
    assert (put.status_code, [each["code"] for each in put.get_json()["errors"]]) == (422, ["not_a_moment"])
    assert stage(evening, "countdown")
    assert host.open("/host/stage").status == 200
