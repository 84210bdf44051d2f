"""Playing over the API, as an outside program does it, against a running quest in both modes."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import socketio

from tests.running import Client, Quest
from tests.story.solver import pack, right_answer, wrong_answer


def play_level(client: Client, level_id: str, answer: Any = right_answer) -> dict[str, Any]:
    """Plays a level to its end; gives the last receipt."""
    attempt = client.api("POST", f"/levels/{level_id}/attempts", expect=201).json()
    question, receipt = attempt["question"], {}
    while question is not None:
        body = {"question_id": question["id"], "answer": answer(question), "key": f"key-{question['id']}"}
        receipt = client.api("POST", f"/attempts/{attempt['id']}/answers", body, expect=200).json()
        question = receipt["next"]
    return receipt


def test_ada_plays_a_line_to_its_end_and_stands_on_every_board_it_concerns(running: Quest) -> None:
    ada = running.client()
    me = ada.join("Ada")
    total = 0
    for level_id in pack().line("F").levels:
        receipt = play_level(ada, level_id)
        assert receipt["level"]["passed"] is True
        total = receipt["total"]
    assert receipt["lines_done"] == ["F"]
    assert ada.api("GET", "/me").json()["progress"]["lines_done"] == ["F"]
    for board in ("overall", "line:F", "level:f3"):
        mine = ada.api("GET", f"/boards/{board}?around=me", expect=200).json()["me"]
        assert mine["player_id"] == me["id"]
        assert mine["rank"] >= 1
    assert ada.api("GET", "/boards/overall").json()["me"]["points"] == total
    shared = sum(play_points(ada, level_id) for level_id in ("fr",))
    assert ada.api("GET", "/boards/line:R").json()["me"]["points"] == shared


def play_points(client: Client, level_id: str) -> int:
    levels = client.api("GET", "/campaign").json()["levels"]
    points: int = next(level["points"] for level in levels if level["id"] == level_id)
    return points


def test_a_locked_level_says_what_it_requires(running: Quest) -> None:
    ben = running.client()
    ben.join("Ben")
    refused = ben.api("POST", "/levels/f3/attempts", expect=409).json()
    assert refused["code"] == "level_locked"
    level = next(level for level in ben.api("GET", "/campaign").json()["levels"] if level["id"] == "f3")
    assert (level["state"], level["requires"]) == ("locked", ["fr"])


def test_the_same_key_gives_the_first_receipt_and_another_key_is_refused(running: Quest) -> None:
    wing = running.client()
    wing.join("Wing")
    attempt = wing.api("POST", "/levels/f1/attempts", expect=201).json()
    question = attempt["question"]
    right = {"question_id": question["id"], "answer": right_answer(question), "key": "once"}
    first = wing.api("POST", f"/attempts/{attempt['id']}/answers", right, expect=200).json()
    wrong = right | {"answer": wrong_answer(question)}
    again = wing.api("POST", f"/attempts/{attempt['id']}/answers", wrong, expect=200).json()
    assert again == first
    other = wing.api("POST", f"/attempts/{attempt['id']}/answers", right | {"key": "twice"}, expect=409).json()
    assert other["code"] == "already_answered"
    assert wing.api("GET", "/me").json()["points"] == first["points"]


def test_fifty_parallel_submissions_of_one_answer_earn_one_award(running: Quest) -> None:
    kit = running.client()
    kit.join("Kit")
    attempt = kit.api("POST", "/levels/a1/attempts", expect=201).json()
    question = attempt["question"]
    answer = right_answer(question)
    cookies = {cookie.name: cookie.value or "" for cookie in kit.cookies.jar}

    def submit(number: int) -> int:
        with Client(base_url=running.url, cookies=cookies, timeout=60) as device:
            body = {"question_id": question["id"], "answer": answer, "key": f"tap-{number}"}
            return device.api("POST", f"/attempts/{attempt['id']}/answers", body).status_code

    with ThreadPoolExecutor(50) as pool:
        statuses = sorted(pool.map(submit, range(50)))
    assert statuses == [200] + [409] * 49
    assert kit.api("GET", "/me").json()["points"] == 100
    assert kit.api("GET", "/boards/level:a1").json()["me"]["points"] == 100


def test_a_second_device_resumes_the_attempt_where_it_stands(running: Quest) -> None:
    haruka = running.client()
    haruka.join("Haruka")
    attempt = haruka.api("POST", "/levels/r1/attempts", expect=201).json()
    question = attempt["question"]
    body = {"question_id": question["id"], "answer": right_answer(question), "key": "one"}
    following = haruka.api("POST", f"/attempts/{attempt['id']}/answers", body, expect=200).json()["next"]
    resumed = haruka.api("GET", f"/attempts/{attempt['id']}", expect=200).json()
    assert resumed["position"] == 1
    assert resumed["question"] == following
    begun_again = haruka.api("POST", "/levels/r1/attempts", expect=201).json()
    assert begun_again["id"] == attempt["id"]


def test_nobody_reads_another_players_attempt(running: Quest) -> None:
    owner, thief = running.client(), running.client()
    owner.join("Owner")
    thief.join("Thief")
    attempt = owner.api("POST", "/levels/b1/attempts", expect=201).json()
    assert thief.api("GET", f"/attempts/{attempt['id']}").status_code == 404
    body = {"question_id": attempt["question"]["id"], "answer": 1, "key": "k"}
    assert thief.api("POST", f"/attempts/{attempt['id']}/answers", body).status_code == 404


def test_no_payload_before_a_verdict_betrays_a_key(running: Quest) -> None:
    every = {question.kind for level in pack().levels for question in level.questions}
    seen: set[str] = set()
    for number in range(12):  # each is drawn other questions
        if seen < every:
            seen |= kinds_that_betray_nothing(running, f"Eve {number}")
    assert seen == every


def kinds_that_betray_nothing(running: Quest, nickname: str) -> set[str]:
    """The kinds of all that somebody is asked on the way through every level."""
    seen = set()
    eve = running.client()
    eve.join(nickname)
    explanations = {q.id: q.explanation.en for level in pack().levels for q in level.questions}
    for level_id in [level_id for line in pack().lines for level_id in line.levels]:
        attempt = eve.api("POST", f"/levels/{level_id}/attempts").json()
        question = attempt.get("question")
        while question is not None:
            seen.add(question["kind"])
            text = json.dumps(question, ensure_ascii=False)
            assert explanations[question["id"]] not in text
            assert not {"correct", "solution", "explanation", "value", "accept", "key", "seed"} & keys_in(question)
            body = {"question_id": question["id"], "answer": right_answer(question), "key": question["id"]}
            question = eve.api("POST", f"/attempts/{attempt['id']}/answers", body, expect=200).json()["next"]
    return seen


def keys_in(value: Any) -> set[str]:
    """Every name of every object inside a JSON value."""
    if isinstance(value, dict):
        return set(value) | {name for inner in value.values() for name in keys_in(inner)}
    return {name for inner in value for name in keys_in(inner)} if isinstance(value, list) else set()


def test_a_point_reaches_whoever_watches_the_board_without_being_asked_for(running: Quest) -> None:
    priya = running.client()
    me = priya.join("Priya")
    with socketio.SimpleClient() as projector:
        projector.connect(running.url, transports=["websocket"])
        assert projector.call("watch", {"room": "board:level:f1"})["ok"] is True
        play_level(priya, "f1")
        while True:
            event, snapshot = projector.receive(timeout=20)
            row = next((row for row in snapshot["rows"] if row["player_id"] == me["id"]), None)
            if event == "standings" and row and row["points"] == play_points(priya, "f1"):
                break
        assert row["nickname"] == "Priya"


def test_signing_out_cuts_the_socket(running: Quest) -> None:
    tom = running.client()
    tom.join("Tom")
    with socketio.SimpleClient() as phone:
        phone.connect(running.url, headers={"Cookie": tom.cookie}, transports=["websocket"])
        assert phone.call("watch", {"room": "me"})["ok"] is True
        tom.api("DELETE", "/session", expect=204)
        assert phone.receive(timeout=20)[0] == "signed_out"
    assert tom.api("GET", "/me").status_code == 401


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_bad_bodies_are_refused_in_the_readers_language(running: Quest, language: str) -> None:
    stranger = running.client(language)
    empty = stranger.api("POST", "/players", {"nickname": ""}, expect=422).json()
    assert empty["errors"][0]["field"] == "nickname"
    assert empty["errors"][0]["detail"]
    for body in (None, [], "x", {"nickname": 3}, {"nickname": "A", "language": "fr"}, {"nickname": "A", "extra": 1}):
        assert stranger.api("POST", "/players", body).status_code == 422
    assert stranger.api("GET", "/me").status_code == 401
