"""How a device wants the quest: with or without sound, calm, and with or without keys of one letter."""

import re

from quest.services import campaigns
from tests.services.harbour import LEVELS, harbour, level, pick
from tests.web.site import Person, Site


def root(person: Person, path: str) -> str:
    """The attributes of the page's root."""
    found = re.search(r"<html ([^>]*)>", person.open(path).source)
    assert found
    return found[1]


def stage_a_timed_question(site: Site) -> None:
    """A campaign whose first level has one question of 20 seconds."""
    with site.database.unit_of_work() as session:
        changed = harbour(levels=[*LEVELS[1:], level("quay", pick("quay-1", limit_s=20))])
        campaigns.stage(session, changed, now=site.clock.now)


def test_a_phone_is_silent_until_its_owner_wants_sound_and_a_stage_sounds_low_until_it_is_switched_off(
    site: Site,
) -> None:
    ada = site.somebody()
    assert "data-sound" not in root(ada, "/")
    assert 'data-sound="low"' in root(ada, "/stage/overall")
    ada.send("/sound", sound="on")
    assert 'data-sound="on"' in root(ada, "/")
    ada.send("/sound", sound="off")
    assert "data-sound" not in root(ada, "/")
    assert "data-sound" not in root(ada, "/stage/overall")


def test_a_host_switches_the_sound_of_the_stage_off_and_on_again(site: Site) -> None:
    host = site.staff("host")
    assert '<button role="switch" aria-checked="true" name="sound" value="off"' in host.open("/host").source
    host.send("/sound", sound="off")
    assert '<button role="switch" aria-checked="false" name="sound" value=""' in host.open("/host").source
    host.send("/sound", sound="")
    assert 'data-sound="low"' in root(host, "/stage/overall")


def test_a_switch_tells_whether_it_is_on_and_turns_the_other_way(site: Site) -> None:
    ada = site.rider("Ada")
    off = '<button role="switch" aria-checked="false" name="calm" value="on"'
    on = '<button role="switch" aria-checked="true" name="calm" value=""'
    assert off in ada.open("/me").source
    assert ada.send("/calm", calm="on", next="/me#comfort").location == "/me#comfort"
    assert on in ada.open("/me").source
    ada.send("/calm", calm="")
    assert off in ada.open("/me").source


def test_calm_mode_shows_no_clock_that_runs_and_still_tells_how_long_there_is(site: Site) -> None:
    stage_a_timed_question(site)
    ada = site.rider("Ada")
    there = ada.send("/levels/quay/attempts").location
    assert "data-clock=" in ada.open(there).source
    ada.send("/calm", calm="on")
    page = ada.open(there)
    assert "data-clock=" not in page.source
    assert "You have 20 seconds; calm mode shows no clock." in page.words


def test_calm_mode_shows_no_ranks_and_keeps_the_points_in_sight(site: Site) -> None:
    ada = site.rider("Ada")
    site.ride(ada, "a1")
    ada.send("/calm", calm="on")
    for path in ("/boards/overall", "/boards/overall?offset=0"):
        page = ada.open(path)
        assert "Calm mode shows no ranks. You have 300 points." in page.words
        assert 'class="rank"' not in page.source.split("<template")[0]
        assert "data-board=" not in page.source
    assert "data-calm" in root(ada, "/boards/overall")


def test_an_unknown_choice_brings_back_what_is_usual(site: Site) -> None:
    ada = site.somebody()
    ada.send("/theme", theme="dark")
    ada.send("/theme", theme="chequered")
    assert "data-theme" not in root(ada, "/")


def test_whoever_speaks_to_the_machine_switches_the_single_keys_off(site: Site) -> None:
    ada = site.rider("Ada")
    assert '<button role="switch" aria-checked="true" name="keys" value="off"' in ada.open("/me").source
    assert "data-keys" not in root(ada, "/route")
    ada.send("/keys", keys="off")
    assert '<button role="switch" aria-checked="false" name="keys" value=""' in ada.open("/me").source
    assert 'data-keys="off"' in root(ada, "/route")
