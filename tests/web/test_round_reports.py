"""Hana reads what her rounds came to, and takes it along; nobody else does."""

import csv
import io
from typing import Any

import pytest

from tests.exchange.test_tables import sheets
from tests.web.site import Person, Site
from tests.web.test_jobs_api import call
from tests.web.test_rounds_api import advance, joined, made, site_company


@pytest.fixture
def hana(site: Site) -> Person:
    return site.staff("host")


def played(site: Site, hana: Person, *people: Person | str, **options: Any) -> int:
    """A round in which everybody gives the same answer to one question, which is revealed; its id."""
    made_round = made(hana, **options)
    there = f"/rounds/{made_round['id']}"
    phones = []
    for who in people:
        if isinstance(who, str):
            phones.append(joined(site, made_round["pin"], who)[0])
        else:
            call(who, "POST", "/rounds/join", {"pin": made_round["pin"]})
            phones.append(who)
    advance(hana, made_round["id"])
    for phone in phones:
        question = call(phone, "GET", there)["question"]
        answer = [question["options"][0]["id"]]
        call(phone, "POST", f"{there}/answers", {"question_id": question["id"], "answer": answer, "key": "k"})
    advance(hana, made_round["id"])
    found: int = made_round["id"]
    return found


def taken(person: Person, path: str) -> tuple[bytes, str, str]:
    """The bytes of a file, what it is, and under which name it is kept."""
    answer = person.browser.get(path)
    assert answer.status_code == 200
    return answer.data, answer.content_type, answer.headers["Content-Disposition"]


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_report_tells_each_revealed_question_and_each_player(site: Site, hana: Person) -> None:
    round_id = played(site, hana, "Ada", "Bo")
    report = call(hana, "GET", f"/rounds/{round_id}/report")
    [asked] = report["questions"]
    assert (asked["position"], asked["answers"], asked["hardest"]) == (0, 2, False)
    assert asked["right"] in (0.0, 1.0)
    assert asked["spread"]["total"] == 2
    assert [each["name"] for each in report["players"]] == ["Ada", "Bo"]
    assert {each["answers"] for each in report["players"]} == {1}
    page = hana.open(f"/host/rounds/{round_id}/report")
    assert page.status == 200
    assert asked["prompt"] in page.words
    assert "Ada" in page.words


def test_an_open_question_is_not_in_any_report(site: Site, hana: Person) -> None:
    round_id = played(site, hana, "Ada")
    before = call(hana, "GET", f"/rounds/{round_id}/report")
    advance(hana, round_id)
    advance(hana, round_id)
    assert call(hana, "GET", f"/rounds/{round_id}")["phase"] == "open"
    assert call(hana, "GET", f"/rounds/{round_id}/report") == before


def test_the_files_hold_what_the_page_does(site: Site, hana: Person) -> None:
    round_id = played(site, hana, "Ada", "小明")
    there = f"/host/rounds/{round_id}"
    questions, kind, name = taken(hana, f"{there}/report/questions.csv")
    assert kind.startswith("text/csv")
    assert name == f"attachment; filename=round-{round_id}-questions.csv"
    assert len(rows(questions)) == 2
    players, _, _ = taken(hana, f"{there}/report/players.csv")
    assert [row[1] for row in rows(players)] == ["Player", "Ada", "小明"]
    book, kind, name = taken(hana, f"{there}/report.xlsx")
    assert kind == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert name == f"attachment; filename=round-{round_id}.xlsx"
    assert [len(sheet) for sheet in sheets(book)] == [2, 3]


def test_a_nickname_that_begins_like_a_formula_runs_nothing(site: Site, hana: Person) -> None:
    round_id = played(site, hana, "=1+1", "@home")
    players, _, _ = taken(hana, f"/host/rounds/{round_id}/report/players.csv")
    assert {row[1] for row in rows(players)[1:]} == {"'=1+1", "'@home"}
    book, _, _ = taken(hana, f"/host/rounds/{round_id}/report.xlsx")
    assert {row[1] for row in sheets(book)[1][1:]} == {"=1+1", "@home"}


def test_a_player_of_two_rounds_is_one_in_their_common_report(site: Site, hana: Person) -> None:
    first = played(site, hana, "Ada", "Bo")
    cy = site.rider("Cy")
    second, third = played(site, hana, cy), played(site, hana, cy)
    report = call(hana, "GET", f"/rounds/{third}/report?also={first},{second}")
    assert report["rounds"] == [first, second, third]
    assert len(report["questions"]) == 3
    assert {each["name"]: each["rounds"] for each in report["players"]} == {"Ada": 1, "Bo": 1, "Cy": 2}
    alone = [call(hana, "GET", f"/rounds/{each}/report")["players"][0]["points"] for each in (second, third)]
    assert {each["points"] for each in report["players"] if each["name"] == "Cy"} == {sum(alone)}
    page = hana.open(f"/host/rounds/{third}/report?also={first}&also={second}")
    assert page.words.count("Cy") == 1
    _, _, name = taken(hana, page.link("XLSX"))
    assert name == f"attachment; filename=rounds-{first}-{second}-{third}.xlsx"


def test_a_name_that_the_hall_did_not_see_is_a_number_in_every_form(site: Site, hana: Person) -> None:
    shown, hidden = played(site, hana, "Ada"), played(site, hana, "Zoltan", names="hidden")
    assert [each["name"] for each in call(hana, "GET", f"/rounds/{hidden}/report")["players"]] == ["Rider 1"]
    both = call(hana, "GET", f"/rounds/{shown}/report?also={hidden}")["players"]
    assert {each["name"]: each["player_id"] is None for each in both} == {"Ada": False, f"Rider {hidden}/1": True}
    assert "Zoltan" not in hana.open(f"/host/rounds/{hidden}/report").words
    assert b"Zoltan" not in taken(hana, f"/host/rounds/{hidden}/report/players.csv")[0]


def test_a_report_with_a_round_that_is_not_there_is_none(hana: Person, site: Site) -> None:
    round_id = played(site, hana, "Ada")
    for also in ("999", ",".join(map(str, range(1, 30)))):
        assert call(hana, "GET", f"/rounds/{round_id}/report?also={also}", expect=404)["code"] == "no_such_round"
    for also in ("x", "1,", "-1"):
        refused = call(hana, "GET", f"/rounds/{round_id}/report?also={also}", expect=422)
        assert [fault["field"] for fault in refused["errors"]] == ["also"]
    assert hana.open("/host/rounds/999/report").status == 404


def test_no_report_leaves_the_host_and_the_organiser(site: Site, hana: Person) -> None:
    round_id = played(site, hana, "Ada")
    there = f"/host/rounds/{round_id}/report"
    recruiter = site.staff("recruiter", company=site_company(site))
    organiser, others = site.staff("organiser"), (site.somebody(), site.rider("Di"), recruiter)
    for path in (there, f"{there}.xlsx", f"{there}/questions.csv", f"{there}/players.csv"):
        assert organiser.browser.get(path).status_code == 200
        for person in others:
            assert b"Ada" not in person.browser.get(path, follow_redirects=True).data
            assert person.browser.get(path).status_code in (303, 401, 403)
