"""A hall plays a hosted round over sockets: all are shown it, an answer counts once, and a power cut ends nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
import socketio

from tests.running import Client, Quest
from tests.story.solver import right_answer, wrong_answer

PATIENCE_S = 20


class Phone:
    """A socket that watches a round, and everything that it was ever sent."""

    def __init__(self, running: Quest, client: Client, round_id: int, key: str | None = None) -> None:
        self.socket = socketio.Client(reconnection=True, reconnection_delay=0.1, reconnection_delay_max=0.3)
        self.round_id, self.key = round_id, key
        self.seen: list[dict[str, Any]] = []
        self.acks: list[dict[str, Any]] = []
        self.others: list[tuple[str, Any]] = []
        self.socket.on("round", self.seen.append)
        self.socket.on("*", lambda event, *data: self.others.append((event, data)))
        self.socket.on("connect", self.watch)
        headers = {"Cookie": client.cookie} if client.cookie else {}
        self.socket.connect(running.url, headers=headers, transports=["websocket"])

    def watch(self) -> None:
        body = {"room": f"round:{self.round_id}"} | ({"key": self.key} if self.key else {})
        self.socket.emit("watch", body, callback=self._watched)

    def _watched(self, ack: dict[str, Any]) -> None:
        self.acks.append(ack)
        if ack["ok"]:
            self.seen.append(ack["snapshot"])

    def answer(self, answer: Any, *, key: str, question_id: str) -> dict[str, Any]:
        body = {"round_id": self.round_id, "question_id": question_id, "answer": answer, "key": key}
        found: dict[str, Any] = self.socket.call("answer", body, timeout=PATIENCE_S)
        return found

    def wait(self, phase: str, position: int | None = None) -> dict[str, Any]:
        """The newest view, once it is in that phase."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            now = self.seen[-1] if self.seen else {}
            if now.get("phase") == phase and position in (None, now["position"]):
                return now
            time.sleep(0.02)
        raise AssertionError(f"still {self.seen[-1:]} and not {phase}")


@contextmanager
def hall(running: Quest, count: int, **options: Any) -> Iterator[tuple[Client, dict[str, Any], list[Phone], Phone]]:
    """A host, the round, as many phones, and a projector."""
    host = running.signed_in("host")
    made = host.api("POST", "/rounds", {"level_id": "f1", "reading_s": 0, "limit_s": 60, **options}, expect=201).json()
    with ExitStack() as sockets:
        phones = []
        for number in range(count):
            client = running.client()
            client.api("POST", "/rounds/join", {"pin": made["pin"], "nickname": f"Rider {number}"}, expect=200)
            phones.append(Phone(running, client, made["id"]))
        key = made["projector"].rpartition("/")[2]
        projector = Phone(running, running.client(), made["id"], key)
        for each in (*phones, projector):
            sockets.callback(each.socket.disconnect)
            each.wait("lobby")
        yield host, made, phones, projector


def advance(host: Client, made: dict[str, Any], to: str = "next") -> dict[str, Any]:
    version = host.api("GET", f"/rounds/{made['id']}", expect=200).json()["version"]
    body = {"version": version, "to": to}
    found: dict[str, Any] = host.api("POST", f"/rounds/{made['id']}/advance", body, expect=200).json()
    return found


def test_the_last_answer_of_the_hall_reveals_the_question_to_everybody(running: Quest) -> None:
    with hall(running, 4) as (host, made, phones, projector):
        advance(host, made)
        for number, phone in enumerate(phones):
            question = phone.wait("open", 0)["question"]
            answer = right_answer(question) if number else wrong_answer(question)
            ack = phone.answer(answer, key="one", question_id=question["id"])
            assert set(ack) == {"accepted", "at"}
            assert phone.answer(answer, key="one", question_id=question["id"]) == ack
        shown = [phone.wait("reveal", 0) for phone in phones]
        assert [view["me"]["correct"] for view in shown] == [False, True, True, True]
        assert [view["me"]["points"] for view in shown] == [0, 100, 100, 100]
        assert sorted(view["me"]["rank"] for view in shown) == [1, 2, 3, 4]
        on_screen = projector.wait("reveal", 0)
        assert on_screen["solution"]
        assert "me" not in on_screen
        board = host.api("GET", f"/boards/round:{made['id']}", expect=200).json()
        assert [row["points"] for row in board["rows"]] == [100, 100, 100, 0]
        assert advance(host, made)["phase"] == "standings"
        assert [row["points"] for row in projector.wait("standings")["standings"]] == [100, 100, 100, 0]


def test_nothing_that_anybody_is_sent_before_the_reveal_tells_right_from_wrong(running: Quest) -> None:
    told: dict[bool, set[str]] = {True: set(), False: set()}
    for _ in range(3):
        with hall(running, 2) as (host, made, phones, projector):
            advance(host, made)
            sent: dict[bool, list[Any]] = {}
            for right, phone in zip((True, False), phones, strict=True):
                question = phone.wait("open", 0)["question"]
                given = right_answer(question) if right else wrong_answer(question)
                if not right:  # the last answer reveals, so everything before it is looked at first
                    before = [view for each in (*phones, projector) for view in each.seen]
                    assert all("solution" not in view and "explanation" not in view for view in before)
                sent[right] = [phone.answer(given, key="k", question_id=question["id"])]
            for right, acks in sent.items():
                told[right] |= {",".join(f"{name}:{len(str(value))}" for name, value in ack.items()) for ack in acks}
            assert not [event for phone in phones for event in phone.others]
    assert told[True] == told[False]


def test_two_rounds_at_once_share_not_one_event(running: Quest) -> None:
    with (
        hall(running, 2) as (host, one, phones_of_one, screen_of_one),
        hall(running, 2) as (_, two, phones_of_two, screen_of_two),
    ):
        advance(host, one)
        advance(host, two)
        advance(host, two)
        phones_of_two[0].wait("reveal", 0)
        phones_of_one[0].wait("open", 0)
        body = {"round_id": two["id"], "question_id": "x", "answer": [], "key": "k"}
        assert phones_of_one[0].socket.call("answer", body, timeout=PATIENCE_S)["code"] == "no_such_round"
        for made, phones in ((one, (*phones_of_one, screen_of_one)), (two, (*phones_of_two, screen_of_two))):
            assert {view["id"] for phone in phones for view in phone.seen} == {made["id"]}


def test_nobody_watches_a_round_without_a_seat_a_role_or_the_projectors_key(running: Quest) -> None:
    with hall(running, 0) as (_host, made, _phones, _projector):
        outsider = running.client()
        outsider.join("Outsider")
        for client, key in ((outsider, None), (running.client(), None), (running.client(), "guess")):
            phone = Phone(running, client, made["id"], key)
            until = time.monotonic() + PATIENCE_S
            while not phone.acks and time.monotonic() < until:
                time.sleep(0.02)
            phone.socket.disconnect()
            assert phone.acks == [{"ok": False, "code": "no_such_round"}]
            assert phone.seen == []


def test_somebody_taken_out_sees_nothing_more(running: Quest) -> None:
    with hall(running, 2) as (host, made, phones, _projector):
        seat = phones[0].wait("lobby")["me"]["seat"]
        host.api("POST", f"/rounds/{made['id']}/kick", {"seat": seat, "ban": True}, expect=204)
        until = time.monotonic() + PATIENCE_S
        while not phones[0].seen[-1].get("removed") and time.monotonic() < until:
            time.sleep(0.02)
        assert set(phones[0].seen[-1]) == {"id", "version", "removed"}
        advance(host, made)
        phones[1].wait("open", 0)
        assert set(phones[0].seen[-1]) == {"id", "version", "removed"}
        assert phones[0].answer([], key="k", question_id="x")["code"] == "no_such_round"


@pytest.mark.parametrize(
    "payload",
    [{}, {"round_id": "1"}, {"round_id": True, "question_id": "a", "answer": 1, "key": "k"}, {"round_id": 10**12}]
    + [{"round_id": 1, "question_id": "a", "answer": 1, "key": key} for key in ("", "k" * 65, 7, None)],
)
def test_an_answer_of_another_shape_is_refused_with_a_code(running: Quest, payload: dict[str, Any]) -> None:
    with socketio.SimpleClient() as phone:
        phone.connect(running.url, transports=["websocket"])
        assert phone.call("answer", payload) == {"ok": False, "code": "bad_request"}


def test_a_round_goes_on_after_a_power_cut_with_the_same_deadline_and_every_answer(running: Quest) -> None:
    with hall(running, 3) as (host, made, phones, projector):
        advance(host, made)
        views = [phone.wait("open", 0) for phone in phones]
        question = views[0]["question"]
        for phone in phones[:2]:
            assert phone.answer(right_answer(question), key="k", question_id=question["id"])["accepted"]
        running.kill()
        running.start()
        until = time.monotonic() + PATIENCE_S
        while not all(len(phone.acks) > 1 for phone in (*phones, projector)) and time.monotonic() < until:
            time.sleep(0.05)
        after = [phone.wait("open", 0) for phone in phones]
        assert {view["closes_at"] for view in after} == {views[0]["closes_at"]}
        assert [view["me"]["answered"] for view in after] == [True, True, False]
        assert phones[2].answer(right_answer(question), key="k", question_id=question["id"])["accepted"]
        assert [phone.wait("reveal", 0)["me"]["points"] for phone in phones] == [100, 100, 100]
