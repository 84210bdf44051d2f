"""A prize draw from its announcement to the desk: pages, API, and the command that checks it."""

import hmac
import html
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from quest.cli import quest
from quest.domain import draws as rules
from quest.services import campaigns
from tests.web.site import Person, Site

FORM = {"prize": "A kite", "places": "1", "who": "levels", "levels": "1", "closes_at": "2026-11-22T16:00"}


def announce(organiser: Person, **changed: str) -> str:
    """Announces a draw; where its desk page is."""
    sent = organiser.send("/organise/draws", **{**FORM, **changed})
    assert sent.status_code == 303, sent.get_data(as_text=True)[-3000:]
    return sent.headers["Location"]


def test_a_draw_is_announced_closed_drawn_and_the_winner_finds_the_ticket(site: Site, tmp_path: Path) -> None:
    wing, newcomer, organiser = site.rider("Wing"), site.rider("Newcomer"), site.staff("organiser")
    site.ride(wing, "f1")
    desk = announce(organiser)
    draw = wing.api("/draws")["draws"][0]
    public = f"/draws/{draw['id']}"
    assert draw["closes_at"] == "2026-11-22T08:00:00+00:00"
    page = wing.open(public)
    assert "Everybody who has passed 1 stop" in page.words
    assert draw["seed_sha256"] in page.words
    assert "You take part as things stand." in page.words
    assert "You do not take part yet." in newcomer.open(public).words
    assert organiser.send(f"{desk}/close").status_code == 409

    site.clock.forward(hours=5)
    assert "Closing" in wing.open(public).words
    assert "1 ticket" in organiser.send_and_read(f"{desk}/close").words
    ticket = wing.api(public)["tickets"][0]
    assert f"You take part. Your ticket: {ticket}" in wing.open(public).words
    assert ticket not in newcomer.open(public).words.partition("Terms")[0]

    handed_out = organiser.send_and_read(f"{desk}/draw")
    assert f"1 Wing {ticket} Wins" in handed_out.words
    assert "You won." in wing.open(public).words
    file = tmp_path / "draw.json"
    file.write_text(json.dumps(newcomer.api(public)))
    checked = CliRunner().invoke(quest, ["draw", "verify", str(file)])
    assert (checked.exit_code, checked.output.strip()) == (
        0,
        f"Seed, list of 1 ticket and winners fit together: {ticket}.",
    )


def test_the_command_names_what_was_changed_in_a_published_draw(site: Site, tmp_path: Path) -> None:
    organiser = site.staff("organiser")
    announce(organiser)
    file = tmp_path / "draw.json"
    told = site.somebody().api("/draws/1")

    def verify(**changed: Any) -> tuple[int, str]:
        file.write_text(json.dumps({**told, **changed}))
        ran = CliRunner().invoke(quest, ["draw", "verify", str(file)])
        return ran.exit_code, ran.output

    assert verify() == (0, "The draw is still open: its seed is sealed, and nothing can be checked yet.\n")
    fitting = {"tickets": ["aa"], "tickets_sha256": rules.tickets_digest(["aa"])}
    assert verify(**fitting) == (0, "The list of 1 ticket fits. The seed is still sealed.\n")
    code, says = verify(**fitting | {"tickets": ["bb"]})
    assert (code, "The list of tickets is not the one" in says) == (1, True)
    code, says = verify(**fitting, seed="0" * 64, winners=["aa"])
    assert (code, "The seed is not the one" in says) == (1, True)
    file.write_text("no draw")
    assert CliRunner().invoke(quest, ["draw", "verify", str(file)]).exit_code == 1


@pytest.mark.parametrize("value", ["24,631", "100 %s", "'; touch hacked; echo '", "$(touch hacked)", "-n", "a\\nb"])
def test_what_is_to_be_typed_into_a_shell_finds_the_winner_and_runs_nothing_else(
    site: Site, tmp_path: Path, value: str
) -> None:
    wing, organiser = site.rider("Wing"), site.staff("organiser")
    site.ride(wing, "f1")
    desk = announce(organiser, public_source="A stock index")
    site.clock.forward(hours=5)
    organiser.send(f"{desk}/close")
    organiser.send(f"{desk}/draw", public_value=value)
    told = wing.api("/draws/1")
    shown = re.search(r'<pre class="shell"[^>]*>(.*?)</pre>', wing.open("/draws/1").source, re.DOTALL)
    assert shown
    of_seed, of_ticket, _command = html.unescape(shown[1]).rsplit("\n", 2)
    ran = subprocess.run(["sh", "-c", f"{of_seed}\n{of_ticket}"], cwd=tmp_path, capture_output=True, text=True)
    [ticket] = told["winners"]
    key = hmac.new(told["seed"].encode(), f"{told['public_value']}\n{ticket}".encode(), "sha256").hexdigest()
    sealed, winning = ran.stdout.splitlines()
    assert (sealed.split()[0], winning.split()[-1]) == (told["seed_sha256"], key)
    assert not (tmp_path / "hacked").exists()


def test_nobody_but_an_organiser_sees_whose_a_ticket_is_or_draws(site: Site) -> None:
    desk = announce(site.staff("organiser"))
    for person, status in [(site.rider("Wing"), 403), (site.staff("host"), 403), (site.somebody(), 401)]:
        assert person.open("/organise/draws").status == status
        assert person.open(desk).status == status
        for act in ("close", "draw", "withdraw"):
            assert person.send(f"{desk}/{act}", note="no").status_code == status
        assert person.browser.post("/api/v1/draws/1/close").status_code == status
    assert "Wing" not in json.dumps(site.somebody().api("/draws/1"))


def test_the_seed_leaves_the_server_at_the_draw_and_not_before(site: Site) -> None:
    organiser = site.staff("organiser")
    desk = announce(organiser)
    with site.database.reading() as session:
        seed = session.connection().exec_driver_sql("select seed from draws").scalar_one()
    seen = ["/draws", "/draws/1", "/api/v1/draws", "/api/v1/draws/1", desk, "/organise/draws"]
    site.clock.forward(hours=5)
    for act in ("", "/close"):
        if act:
            organiser.send(desk + act)
        assert [path for path in seen if seed in organiser.open(path).source] == []
    organiser.send(f"{desk}/draw")
    assert seed in organiser.open("/draws/1").source


def test_a_form_that_makes_no_sense_says_why_at_each_field(site: Site) -> None:
    organiser = site.staff("organiser")
    page = organiser.send_and_read("/organise/draws", **{**FORM, "closes_at": "2026-11-22T11:00", "levels": "99"})
    assert page.status == 422
    assert "Choose a moment that is still to come." in page.words
    assert "Write a number from 1 to 22." in page.words
    nonsense = organiser.send_and_read("/organise/draws", **{**FORM, "closes_at": "soon", "places": "0"})
    assert "Write a date and a time" in nonsense.words
    assert "The smallest possible is 1." in nonsense.words


def test_a_withdrawn_draw_says_why(site: Site) -> None:
    organiser = site.staff("organiser")
    desk = announce(organiser)
    organiser.send(f"{desk}/withdraw", note="The kite flew away.")
    assert "Withdrawn The kite flew away." in site.somebody().open("/draws/1").words


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"who": "line"}, "Everybody who has finished a line"),
        ({"who": "line", "line": "F"}, "Everybody who has finished the line “Fintech”"),
        ({"who": "board", "board": "overall", "top": "10"}, "The first 10 on the board “All lines”"),
    ],
)
def test_who_takes_part_is_said_in_words(site: Site, changed: dict[str, str], says: str) -> None:
    announce(site.staff("organiser"), **{"levels": "", **changed})
    page = site.somebody().open("/draws/1")
    assert says in page.words
    assert ("whoever got there earlier stands first" in page.words) is (changed["who"] == "board")


def test_draws_are_found_from_the_live_page(site: Site) -> None:
    assert "Prize draws" not in site.somebody().open("/live").words
    announce(site.staff("organiser"))
    assert site.somebody().open("/live").link("A kite") == "/draws/1"
    assert site.somebody().open("/draws").link("A kite") == "/draws/1"


def test_without_prizes_in_the_pack_there_is_nothing_to_announce(site: Site) -> None:
    with site.database.unit_of_work() as session:
        campaigns.stage(session, site.campaign.model_copy(update={"prizes": False}), now=site.clock.now)
    organiser = site.staff("organiser")
    assert "Set “prizes: true” in campaign.yaml first." in organiser.open("/organise/draws").words
    assert organiser.send("/organise/draws", **FORM).status_code == 409


def test_an_organiser_runs_a_draw_over_the_api(site: Site) -> None:
    wing, organiser = site.rider("Wing"), site.staff("organiser")
    site.ride(wing, "f1")
    body = {"prize": "A kite", "closes_at": "2026-11-22T16:00:00+08:00", "who": "levels", "levels": 1}
    made = organiser.browser.post("/api/v1/draws", json={**body, "public_source": "HSI"})
    assert made.status_code == 201
    there = f"/api/v1/draws/{made.get_json()['id']}"
    assert organiser.browser.post(f"{there}/close").get_json()["code"] == "draw_not_ready"
    site.clock.forward(hours=5)
    assert len(organiser.browser.post(f"{there}/close").get_json()["tickets"]) == 1
    assert organiser.browser.post(f"{there}/winners", json={"public_value": None}).status_code == 422
    drawn = organiser.browser.post(f"{there}/winners", json={"public_value": "24,631"}).get_json()
    assert list(rules.faults(drawn)) == []
    (listed,) = organiser.browser.get("/api/v1/draws").get_json()["draws"]
    assert listed == {name: value for name, value in drawn.items() if name in listed}
    assert not listed.keys() & {"tickets", "winners", "seed"}  # a list of draws stays short
    assert organiser.browser.post(f"{there}/withdrawal", json={"note": "no"}).status_code == 409


@pytest.mark.parametrize("closes_at", ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59-12:00"])
def test_a_closing_time_beyond_every_calendar_is_refused_and_no_page_breaks(site: Site, closes_at: str) -> None:
    organiser = site.staff("organiser")
    terms = {"prize": "A kite", "who": "levels", "levels": 1, "closes_at": closes_at}
    refused = organiser.browser.post("/api/v1/draws", json=terms)
    assert (refused.status_code, [each["code"] for each in refused.get_json()["errors"]]) == (422, ["not_a_moment"])
    for path in ("/draws", "/organise/draws"):
        assert organiser.open(path).status == 200
