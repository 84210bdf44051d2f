"""Hana hosts a round over the API; Ada and Bo are in it, and nobody may do or see more than is theirs."""

import json
from typing import Any

import pytest

from tests.services.town import Town, a_job
from tests.web.site import Person, Site
from tests.web.test_jobs_api import call

QUESTIONS = ("a1-iced-tea", "a1-bubble-tea", "a1-ferry-columns")
KEY_WORDS = {"solution", "explanation", "spread", "correct", "standings", "earned", "fraction", "rank", "points"}


@pytest.fixture
def hana(site: Site) -> Person:
    return site.staff("host")


def made(hana: Person, **options: Any) -> dict[str, Any]:
    body = {"questions": [{"level_id": "a1", "question_id": question_id} for question_id in QUESTIONS], "reading_s": 0}
    found: dict[str, Any] = call(hana, "POST", "/rounds", {**body, **options}, expect=201)
    return found


def joined(site: Site, pin: str, nickname: str) -> tuple[Person, dict[str, Any]]:
    person = site.somebody()
    return person, call(person, "POST", "/rounds/join", {"pin": pin, "nickname": nickname})


def version(hana: Person, round_id: int) -> int:
    found: int = call(hana, "GET", f"/rounds/{round_id}")["version"]
    return found


def advance(hana: Person, round_id: int, to: str = "next", *, expect: int = 200) -> Any:
    body = {"version": version(hana, round_id), "to": to}
    return call(hana, "POST", f"/rounds/{round_id}/advance", body, expect=expect)


def keys_of(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in keys_of(inner)}
    return {key for inner in value for key in keys_of(inner)} if isinstance(value, list) else set()


def test_a_round_from_the_lobby_to_its_end(site: Site, hana: Person):
    made_round = made(hana)
    ada, seat = joined(site, made_round["pin"], "Ada")
    assert seat["round_id"] == made_round["id"]
    there = f"/rounds/{made_round['id']}"
    assert call(ada, "GET", there)["phase"] == "lobby"
    asked = advance(hana, made_round["id"])
    assert (asked["phase"], asked["position"], asked["questions"]) == ("open", 0, 3)
    question = call(ada, "GET", there)["question"]
    answer = {"question_id": question["id"], "answer": [question["options"][0]["id"]], "key": "k"}
    accepted = call(ada, "POST", f"{there}/answers", answer)
    assert accepted["accepted"] is True
    assert call(ada, "POST", f"{there}/answers", answer) == accepted
    assert call(ada, "POST", f"{there}/answers", answer | {"key": "other"}, expect=409)["code"] == "already_answered"
    revealed = advance(hana, made_round["id"])
    assert revealed["phase"] == "reveal"
    mine = call(ada, "GET", there)
    assert mine["solution"]["answer"]
    assert mine["me"]["answer"] == answer["answer"]
    assert mine["me"]["earned"] == mine["me"]["points"] == (100 if mine["me"]["correct"] else 0)
    assert call(ada, "POST", f"{there}/answers", answer | {"key": "late"}, expect=409)["code"] == "not_open"
    ended = call(hana, "POST", f"{there}/end", {"version": revealed["version"]})
    assert ended["phase"] == "podium"
    assert call(hana, "POST", f"{there}/end", {"version": ended["version"]})["phase"] == "over"
    assert call(ada, "POST", "/rounds/join", {"pin": made_round["pin"]}, expect=404)["code"] == "no_such_round"
    assert call(ada, "GET", "/me")["points"] == mine["me"]["points"]


def test_before_the_reveal_no_view_holds_anything_of_the_key(site: Site, hana: Person):
    made_round = made(hana, hold=True)
    ada, _seat = joined(site, made_round["pin"], "Ada")
    key = made_round["projector"].rpartition("/")[2]
    while True:
        phase = advance(hana, made_round["id"])["phase"]
        seen = {
            "player": call(ada, "GET", f"/rounds/{made_round['id']}"),
            "host": call(hana, "GET", f"/rounds/{made_round['id']}"),
            "projector": call(site.somebody(), "GET", f"/rounds/{made_round['id']}?key={key}"),
        }
        assert {who: view["audience"] for who, view in seen.items()} == {who: who for who in seen}
        if phase in ("question", "open", "closed"):
            for view in seen.values():
                assert not keys_of(view) & KEY_WORDS
        if phase == "reveal":
            assert all(view["solution"] for view in seen.values())
        if phase == "podium":
            break


def test_while_a_question_is_read_its_answers_are_not_there(site: Site, hana: Person):
    made_round = made(hana, reading_s=5)
    ada, _seat = joined(site, made_round["pin"], "Ada")
    assert advance(hana, made_round["id"])["phase"] == "question"
    question = call(ada, "GET", f"/rounds/{made_round['id']}")["question"]
    assert question["prompt"]
    assert "options" not in question
    site.clock.forward(seconds=5)
    opened = call(ada, "GET", f"/rounds/{made_round['id']}")
    assert opened["phase"] == "open"
    assert opened["question"]["options"]


def acts(round_id: int, seat: int) -> dict[str, tuple[str, dict[str, Any] | None]]:
    """Every act of a host, as it is sent."""
    there, seen = f"/rounds/{round_id}", {"version": 1}
    return {
        "create_round": ("/rounds", {"level_id": "a1"}),
        "list_rounds": ("/rounds", None),
        "advance_round": (f"{there}/advance", seen),
        "pause_round": (f"{there}/pause", seen),
        "resume_round": (f"{there}/resume", seen),
        "end_round": (f"{there}/end", seen),
        "lock_round": (f"{there}/lock", {}),
        "list_seats": (f"{there}/seats", None),
        "report_round": (f"{there}/report", None),
        "kick_seat": (f"{there}/kick", {"seat": seat}),
        "rename_seat": (f"{there}/rename", {"seat": seat}),
        "approve_names": (f"{there}/approve", {}),
    }


def test_every_act_of_a_host_is_refused_from_players_and_strangers_and_recruiters(site: Site, hana: Person):
    made_round = made(hana)
    ada, seat = joined(site, made_round["pin"], "Ada")
    listed = acts(made_round["id"], seat["seat_id"])
    documented = {
        found["operationId"]
        for path, methods in site.somebody().api("/openapi.json")["paths"].items()
        for found in methods.values()
        if path.startswith("/rounds") and "host" in found["x-roles"]
    }
    assert documented == set(listed)
    before = call(hana, "GET", f"/rounds/{made_round['id']}")
    recruiter = site.staff("recruiter", company=site_company(site))
    for path, body in listed.values():
        method = "GET" if body is None else "POST"
        assert call(site.somebody(), method, path, body, expect=401)["code"] == "sign_in_required"
        for person in (ada, recruiter):
            assert call(person, method, path, body, expect=403)["code"] == "forbidden"
    assert call(hana, "GET", f"/rounds/{made_round['id']}") == before


def site_company(site: Site) -> str:
    Town(site.database, site.campaign).hire("Starpier Pay", a_job("1"))
    return "starpier-pay"


def test_strangers_and_players_of_another_round_see_nothing(site: Site, hana: Person):
    one, two = made(hana), made(hana)
    ada, _seat = joined(site, one["pin"], "Ada")
    for person in (ada, site.somebody()):
        assert call(person, "GET", f"/rounds/{two['id']}", expect=404)["code"] == "no_such_round"
    key = one["projector"].rpartition("/")[2]
    assert call(site.somebody(), "GET", f"/rounds/{two['id']}?key={key}", expect=404)["code"] == "no_such_round"


def test_wrong_pins_are_told_and_bounded(site: Site, hana: Person):
    made_round = made(hana)
    ada = site.somebody()
    for pin in ("", "12", "abcdef", "000000000000", "٣٣٣٣٣٣"):
        if pin != made_round["pin"]:
            found = call(ada, "POST", "/rounds/join", {"pin": pin, "nickname": "Ada"}, expect=404)
            assert found["code"] == "no_such_round"
    spaced = f"{made_round['pin'][:3]} {made_round['pin'][3:]}"
    assert call(ada, "POST", "/rounds/join", {"pin": spaced, "nickname": "Ada"})["round_id"] == made_round["id"]


def test_whoever_has_no_nickname_is_asked_for_one(site: Site, hana: Person):
    made_round = made(hana)
    refused = call(site.somebody(), "POST", "/rounds/join", {"pin": made_round["pin"]}, expect=422)
    assert refused["errors"][0]["field"] == "nickname"
    rude = call(site.somebody(), "POST", "/rounds/join", {"pin": made_round["pin"], "nickname": "fuck"}, expect=422)
    assert rude["code"] == "bad_nickname"
    assert call(hana, "GET", f"/rounds/{made_round['id']}/seats")["rows"] == []


def test_a_seat_token_brings_a_lost_phone_back_to_its_name_and_score(site: Site, hana: Person):
    made_round = made(hana)
    ada, seat = joined(site, made_round["pin"], "Ada")
    again = site.somebody()
    back = call(again, "POST", "/rounds/join", {"seat": seat["seat"]})
    assert back["seat_id"] == seat["seat_id"]
    assert call(again, "GET", "/me")["nickname"] == "Ada"
    assert call(ada, "GET", f"/rounds/{made_round['id']}")["me"]["seat"] == seat["seat_id"]
    forged = call(site.somebody(), "POST", "/rounds/join", {"seat": seat["seat"] + "x"}, expect=404)
    assert forged["code"] == "no_such_round"


def test_a_host_who_plays_along_on_the_same_device_stays_the_host(site: Site, hana: Person):
    made_round = made(hana)
    call(hana, "POST", "/rounds/join", {"pin": made_round["pin"], "nickname": "Hana"})
    there = f"/rounds/{made_round['id']}"
    assert call(hana, "GET", there)["audience"] == "player"
    assert call(hana, "GET", f"{there}?as=host")["audience"] == "host"
    found = call(hana, "POST", f"{there}/advance", {"version": 1})
    assert found["audience"] == "host"


def test_a_name_that_is_hidden_or_not_yet_reviewed_is_a_number_to_all_but_the_host(site: Site, hana: Person):
    made_round = made(hana, names="reviewed")
    ada, seat = joined(site, made_round["pin"], "Ada")
    there, key = f"/rounds/{made_round['id']}", made_round["projector"].rpartition("/")[2]
    assert call(site.somebody(), "GET", f"{there}?key={key}")["names"] == ["Rider 1"]
    assert call(hana, "GET", there)["names"] == ["Ada"]
    assert call(ada, "GET", there)["me"]["nickname"] == "Ada"
    call(hana, "POST", f"{there}/approve", {"seats": [seat["seat_id"]]}, expect=204)
    assert call(site.somebody(), "GET", f"{there}?key={key}")["names"] == ["Ada"]
    hidden = made(hana, names="hidden")
    joined(site, hidden["pin"], "Bo")
    key = hidden["projector"].rpartition("/")[2]
    assert call(site.somebody(), "GET", f"/rounds/{hidden['id']}?key={key}")["names"] == ["Rider 1"]
    assert "Bo" not in json.dumps(call(site.somebody(), "GET", f"/boards/round:{hidden['id']}"))


def test_somebody_banned_is_out_and_told_so(site: Site, hana: Person):
    made_round = made(hana)
    ada, seat = joined(site, made_round["pin"], "Ada")
    there = f"/rounds/{made_round['id']}"
    call(hana, "POST", f"{there}/kick", {"seat": seat["seat_id"], "ban": True}, expect=204)
    assert call(ada, "GET", there, expect=404)["code"] == "no_such_round"
    for body in ({"pin": made_round["pin"]}, {"seat": seat["seat"]}):
        assert call(ada, "POST", "/rounds/join", body, expect=403)["code"] == "removed_from_round"


@pytest.mark.parametrize(("board", "told_after_one"), [("question", True), ("end", False), ("never", False)])
def test_the_board_of_a_round_tells_what_its_hall_was_told(site: Site, hana: Person, board: str, told_after_one: bool):
    made_round = made(hana, board=board)
    joined(site, made_round["pin"], "Ada")
    path = f"/boards/round:{made_round['id']}"
    assert call(hana, "GET", path)["rows"] == []
    advance(hana, made_round["id"])
    advance(hana, made_round["id"])
    assert bool(call(hana, "GET", path)["rows"]) is told_after_one
    call(hana, "POST", f"/rounds/{made_round['id']}/end", {"version": version(hana, made_round["id"])})
    assert bool(call(hana, "GET", path)["rows"]) is (board != "never")
    assert call(hana, "GET", "/boards/round:999", expect=404)["code"] == "no_such_board"
    assert call(hana, "PUT", path + "/freeze", expect=404)["code"] == "no_such_board"


@pytest.mark.parametrize(
    "body",
    [
        {"speed": 21},
        {"speed": 10},
        {"board": "sometimes"},
        {"podium": 2},
        {"cap": 0},
        {"limit_s": 1},
        {"names": "x"},
        {"levels": "a1"},
        {"surprise": True},
    ],
)
def test_options_that_cannot_be_are_refused_by_their_field(hana: Person, body: dict[str, Any]):
    refused = call(hana, "POST", "/rounds", {"level_id": "a1", **body}, expect=422)
    assert [fault["field"] for fault in refused["errors"]] == list(body)


def test_a_round_without_anything_to_ask_is_not_made(hana: Person):
    assert call(hana, "POST", "/rounds", {"level_id": "nowhere"}, expect=422)["code"] == "nothing_to_ask"
    assert call(hana, "GET", "/rounds")["rows"] == []


def test_what_somebody_answered_in_a_hall_is_theirs_to_take_along_and_tells_nothing_before_the_reveal(
    site: Site, hana: Person
):
    made_round = made(hana)
    ada, _seat = joined(site, made_round["pin"], "Ada")
    advance(hana, made_round["id"])
    question = call(ada, "GET", f"/rounds/{made_round['id']}")["question"]
    sent = {"question_id": question["id"], "answer": [question["options"][0]["id"]], "key": "k"}
    call(ada, "POST", f"/rounds/{made_round['id']}/answers", sent)
    [taken] = ada.browser.get("/me/data").get_json()["rounds"]
    assert taken["round"] == made_round["id"]
    assert [each["answer"] for each in taken["answers"]] == [sent["answer"]]
    assert not keys_of(taken) & KEY_WORDS
