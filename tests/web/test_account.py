"""Signing in, registering, and taking back: the pages of whoever has something of their own here."""

import json
import re
from pathlib import Path

import pytest

from quest.domain.consent import TEXT_VERSION
from quest.models import Consent, Jobseeker, Player
from quest.services import badges
from tests.story.solver import right_answer
from tests.web.site import PASSWORD, Person, Site, open_site

WING = {"name": "Cheung Wing", "email": "wing@example.org", "education": "bachelor"}


def registered(site: Site, nickname: str = "Wing", **more: object) -> Person:
    """Somebody who plays and registered, without agreeing to anything."""
    person = site.rider(nickname)
    assert person.send("/register", **{**WING, **more}).status_code == 303
    return person


def test_wing_registers_without_agreeing_to_anything_and_comes_back_by_password(site: Site) -> None:
    wing = site.rider("Wing")
    player_id = wing.me["id"]
    sent = wing.send(
        "/register", **WING, password=PASSWORD, work_types=["full-time", "internship"], locations="沙田、觀塘"
    )
    assert (sent.status_code, sent.location) == (303, "/matches")
    with site.database.reading() as session:
        jobseeker = session.query(Jobseeker).one()
        agreed = session.query(Consent.purpose).all()
    assert (jobseeker.player_id, jobseeker.locations) == (player_id, ["沙田", "觀塘"])
    assert jobseeker.work_types == ["full-time", "internship"]
    assert [purpose for (purpose,) in agreed] == ["profile"]

    wing.send("/sign-out")
    assert wing.open("/profile").status == 401
    back = wing.send("/sign-in", email="WING@example.org ", password=PASSWORD)
    assert back.status_code == 303
    assert wing.me["id"] == player_id


def test_each_consent_is_a_box_of_its_own_and_none_is_ticked(site: Site) -> None:
    page = site.rider("Wing").open("/register")
    boxes = re.findall(r'<input type="checkbox" name="(employers|follow_up|newsletter)"[^>]*>', page.source)
    assert boxes == ["employers", "follow_up", "newsletter"]
    assert not re.search(r'name="(employers|follow_up|newsletter)"[^>]*checked', page.source)


def test_what_wing_agreed_to_is_kept_with_the_text_that_wing_read(site: Site) -> None:
    registered(site, employers="yes", newsletter="yes")
    with site.database.reading() as session:
        kept = {(row.purpose, row.version, row.language, row.source) for row in session.query(Consent)}
    assert kept == {(purpose, TEXT_VERSION, "en", "registration") for purpose in ("profile", "employers", "newsletter")}


def test_a_form_that_comes_back_keeps_every_word_and_says_what_is_wrong_by_each_field(site: Site) -> None:
    wing = site.rider("Wing")
    page = wing.send_and_read(
        "/register",
        name="Cheung Wing",
        email="wing at example",
        education="",
        experience="many",
        locations="Sha Tin",
        skills=["python"],
        newsletter="yes",
        password="short",
    )
    assert page.status == 422
    assert "Write an e-mail address, for example wing@example.org." in page.words
    assert 'id="education-error"' in page.source
    assert 'id="experience-error"' in page.source
    assert "Use at least 10 characters." in page.words
    assert 'value="wing at example"' in page.source
    assert 'value="Sha Tin"' in page.source
    assert re.search(r'name="skills" value="python" checked', page.source)
    assert re.search(r'name="newsletter" value="yes" checked', page.source)
    assert "short" not in re.findall(r'id="password"[^>]*>', page.source)[0]
    with site.database.reading() as session:
        assert session.query(Jobseeker).count() == 0


def test_an_address_belongs_to_one_jobseeker(site: Site) -> None:
    registered(site)
    page = site.rider("Ben").send_and_read("/register", **{**WING, "name": "Ben"})
    assert page.status == 422
    assert "This e-mail is registered already." in page.words
    assert 'value="Ben"' in page.source


def test_a_stranger_may_register_first_and_the_boards_do_not_learn_the_name(site: Site) -> None:
    ada = site.somebody()
    assert ada.send("/register", **{**WING, "name": "Ada Lovelace"}).status_code == 303
    with site.database.reading() as session:
        player = session.query(Player).one()
    assert "Ada" not in player.nickname
    assert ada.open("/profile").status == 200


def test_a_link_by_mail_signs_in_once(site: Site) -> None:
    registered(site)
    ben = site.somebody()
    ben.send("/sign-in/link", email="wing@example.org", next="/profile")
    (mail,) = site.mails()
    address = re.search(r"http://\S+", mail.get_content())
    assert mail["To"] == "wing@example.org"
    assert address
    path = address[0].removeprefix("http://127.0.0.1:8000")

    scanner = site.somebody()
    assert scanner.open(path).status == 200
    assert scanner.open("/profile").status == 401

    followed = ben.send(path)
    assert (followed.status_code, followed.location) == (303, "/profile")
    assert ben.open("/profile").status == 200
    again = site.somebody().send_and_read(path)
    assert again.status == 410
    assert "Ask for a new link" in again.words


def test_asking_for_a_link_gives_away_nobody(site: Site) -> None:
    registered(site)
    known = site.somebody().send_and_read("/sign-in/link", email="wing@example.org")
    unknown = site.somebody().send_and_read("/sign-in/link", email="ada@example.org")
    assert known.status == unknown.status == 200
    assert known.words.replace("wing@", "") == unknown.words.replace("ada@", "")
    assert len(site.mails()) == 1


def test_a_link_grows_too_old(site: Site) -> None:
    registered(site)
    site.somebody().send("/sign-in/link", email="wing@example.org")
    (mail,) = site.mails()
    path = re.search(r"/sign-in/\S+", mail.get_content())[0]  # type: ignore[index]
    site.clock.forward(minutes=21)
    assert site.somebody().send(path).status_code == 410


def test_the_mail_speaks_the_language_that_its_player_chose_whoever_asked_for_it(site: Site) -> None:
    wing = registered(site)
    wing.send("/language", language="zh-Hant")
    site.somebody("zh-CN").send("/sign-in/link", email="wing@example.org")
    (mail,) = site.mails()
    assert mail["Subject"] == "你的登入連結"
    assert "Cheung Wing" in mail.get_content()
    assert mail["From"] == "Talent Quest <quest@localhost>"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(site: Site) -> None:
    registered(site, password=PASSWORD)
    ben = site.somebody()
    wrong = ben.send_and_read("/sign-in", email="wing@example.org", password="not this one")
    unknown = ben.send_and_read("/sign-in", email="ada@example.org", password="not this one")
    assert (wrong.status, unknown.status) == (401, 401)
    assert "This e-mail and password do not fit." in wrong.words
    assert wrong.words == unknown.words


def test_guessing_a_password_soon_has_to_wait(tmp_path: Path) -> None:
    site = open_site(tmp_path / "data", password_tries_per_account=3)
    tries = [site.somebody().send("/sign-in", email="wing@example.org", password="a guess") for _ in range(4)]
    assert [answer.status_code for answer in tries] == [401, 401, 401, 429]


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example"])
def test_no_form_leads_to_another_site(site: Site, elsewhere: str) -> None:
    answer = site.somebody().send("/language", language="zh-Hant", next=elsewhere)
    assert answer.location == "/"


def test_a_chosen_language_stays(site: Site) -> None:
    wing = site.somebody()
    assert wing.send("/language", language="zh-Hant", next="/live").location == "/live"
    assert '<html lang="zh-Hant"' in wing.open("/live").source
    wing.send("/language", language="klingon", next="/live")
    assert '<html lang="zh-Hant"' in wing.open("/live").source


def test_a_chosen_look_stays(site: Site) -> None:
    wing = site.somebody()
    wing.send("/theme", theme="dark")
    assert 'data-theme="dark"' in wing.open("/me").source
    wing.send("/theme", theme="")
    assert "data-theme" not in wing.open("/me").source


def test_wing_rides_on_with_another_device(site: Site) -> None:
    phone = site.rider("Wing")
    page = phone.open("/me")
    path = page.link("Your link").removeprefix("http://127.0.0.1:8000")
    assert "<svg" in page.source
    laptop = site.somebody()
    assert "Ride on as Wing?" in laptop.open(path).words
    assert laptop.browser.get("/api/v1/me").status_code == 401
    assert laptop.send(path).status_code == 303
    assert laptop.me["id"] == phone.me["id"]


def test_a_forged_link_to_a_player_leads_nowhere(site: Site) -> None:
    path = site.rider("Wing").open("/me").link("Your link").removeprefix("http://127.0.0.1:8000")
    ben = site.somebody()
    assert ben.open(path[:-2] + "xx").status == 410
    assert ben.send(path[:-2] + "xx").status_code == 410


def test_a_link_to_play_on_opens_no_profile(site: Site) -> None:
    wing = registered(site)
    path = wing.open("/me").link("Your link").removeprefix("http://127.0.0.1:8000")
    tablet = site.somebody()
    tablet.send(path)
    assert tablet.me["nickname"] == "Wing"
    for private in ("/profile", "/me/data", "/me/erase"):
        page = tablet.open(private)
        assert page.status == 401
        assert "wing@example.org" not in page.source


def test_who_registered_elsewhere_is_asked_to_sign_in_rather_than_to_register_again(site: Site) -> None:
    path = registered(site).open("/me").link("Your link").removeprefix("http://127.0.0.1:8000")
    tablet = site.somebody()
    tablet.send(path)
    asked = tablet.browser.get("/register?next=/jobs")
    assert asked.location == "/sign-in?next=/jobs"


def test_a_consent_is_taken_back_and_given_again_with_every_decision_kept(site: Site) -> None:
    wing = registered(site, employers="yes")
    assert "Take back" in wing.open("/profile").words
    taken = wing.send_and_read("/profile/consents", purpose="employers", granted="no")
    assert "Taken back, from now on." in taken.words
    wing.send("/profile/consents", purpose="employers", granted="yes")
    with site.database.reading() as session:
        decisions = [row.granted for row in session.query(Consent).filter_by(purpose="employers").order_by(Consent.id)]
    assert decisions == [True, False, True]


def test_nobody_can_decide_about_a_consent_that_is_not_asked_for(site: Site) -> None:
    wing = registered(site)
    assert wing.send("/profile/consents", purpose="profile", granted="no").status_code == 404


def test_a_changed_profile_is_what_the_next_visit_shows(site: Site) -> None:
    wing = registered(site)
    page = wing.send_and_read("/profile", **{**WING, "name": "Wing Cheung", "experience": "3", "skills": ["sql"]})
    assert page.status == 200
    assert 'value="Wing Cheung"' in page.source
    assert re.search(r'name="skills" value="sql" checked', page.source)


def test_a_profile_with_a_fault_changes_nothing(site: Site) -> None:
    wing = registered(site)
    page = wing.send_and_read("/profile", **{**WING, "name": "Somebody else", "starts_on": "soon"})
    assert page.status == 422
    assert "Write a date as year-month-day" in page.words
    with site.database.reading() as session:
        assert session.query(Jobseeker.name).scalar() == "Cheung Wing"


def test_everything_about_wing_comes_as_a_file(site: Site) -> None:
    wing = registered(site)
    site.ride(wing, "a1")
    with site.database.unit_of_work() as session:
        badges.award_due(session, site.campaign, wing.me["id"], now=site.clock.now)
    answer = wing.browser.get("/me/data")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    taken = json.loads(answer.data)
    assert taken["profile"]["email"] == "wing@example.org"
    assert {"id": "first-stop", "at": "2026-11-22T04:00:00+00:00"} in taken["player"]["badges"]


def test_whoever_plays_without_an_account_takes_every_answer_along_in_words(site: Site) -> None:
    ada = site.rider("Ada")
    site.ride(ada, "f1", points=300)
    there = ada.send("/levels/a1/attempts").location
    asked = ada.api(there)["question"]
    chosen = right_answer(asked)
    sent = {"question_id": asked["id"], "answer": chosen, "key": "k"}
    assert ada.browser.post(f"/api/v1{there}/answers", json=sent).status_code == 200
    taken = json.loads(ada.browser.get(ada.open("/me").link("Download my data")).data)
    assert (taken["player"]["nickname"], taken["profile"], taken["applications"]) == ("Ada", None, [])
    mine = taken["answers"][-1]
    assert (mine["question"], mine["prompt"], mine["fraction"]) == (asked["id"], asked["prompt"], 1)
    assert mine["answer"]
    assert not any(token in json.dumps(mine["answer"]) for token in re.findall(r"[0-9a-f]{10}", json.dumps(chosen)))
    assert sum(award["points"] for award in taken["awards"]) == taken["player"]["points"] > 300


def test_wing_asks_to_be_erased_and_nothing_is_left(site: Site) -> None:
    wing = registered(site)
    assert "wing@example.org" in wing.open("/me/erase").words
    assert wing.send("/me/erase").status_code == 303
    with site.database.reading() as session:
        assert session.query(Player).count() == session.query(Jobseeker).count() == session.query(Consent).count() == 0
    assert wing.browser.get("/api/v1/me").status_code == 401


def test_a_player_takes_another_nickname(site: Site) -> None:
    wing = site.rider("Wing")
    assert "Wing 2" in wing.send_and_read("/me/nickname", nickname=" Wing  2 ").words
    refused = wing.send_and_read("/me/nickname", nickname="   ")
    assert refused.status == 422
    assert "Type a nickname" in refused.words
    assert wing.me["nickname"] == "Wing 2"


def test_another_site_cannot_sign_anybody_out(site: Site) -> None:
    wing = site.rider("Wing")
    answer = wing.browser.post("/sign-out", headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert wing.me["nickname"] == "Wing"


@pytest.mark.parametrize(("role", "desk"), [("host", "/host"), ("organiser", "/organise")])
def test_staff_are_led_to_their_desk(site: Site, role: str, desk: str) -> None:
    somebody = site.staff(role)
    assert somebody.open(desk).status == 200
    assert somebody.open("/host").status == 200
    assert somebody.open("/me").link("To your desk") == desk
