"""Ada, Ben and a projector watch rooms of a running quest over real sockets."""

import itertools

import httpx
import pytest
import socketio.exceptions

from tests.small_quest.process import Phone, SmallQuest, eventually

ADA, BEN = 11, 12


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_the_projector_watches_a_board_without_signing_in(quest: SmallQuest, transport: str):
    quest.post("/put", board="line:F", player=ADA, points=30, award=5)
    with Phone(quest, transports=[transport]) as projector:
        answer = projector.watch("board:line:F")
    assert answer["ok"] is True
    assert answer["snapshot"]["rows"] == [{"rank": 1, "player_id": ADA, "points": 30}]


def test_a_phone_that_comes_back_gets_what_it_missed_with_its_watch(quest: SmallQuest):
    with Phone(quest) as phone:
        before = phone.watch("board:line:A")["snapshot"]
    quest.post("/put", board="line:A", player=BEN, points=5, award=9)
    with Phone(quest) as phone:
        after = phone.watch("board:line:A")["snapshot"]
    assert [row["player_id"] for row in after["rows"]] == [BEN]
    assert after["version"] > before["version"]


def test_who_watches_is_told_and_who_stopped_is_not(quest: SmallQuest):
    with Phone(quest) as ada, Phone(quest) as ben:
        for phone in (ada, ben):
            phone.watch("board:line:R")
        assert ben.ask("unwatch", {"room": "board:line:R"}) == {"ok": True}
        quest.post("/put", board="line:R", player=ADA, points=30, award=5)
        eventually(ada.standings, "the push")
        assert ben.standings() == []
        assert ben.watch("board:line:R")["snapshot"]["rows"][0]["points"] == 30


def test_me_is_for_players_and_their_own_sockets_only(quest: SmallQuest):
    with Phone(quest, ADA) as ada, Phone(quest, BEN) as ben, Phone(quest) as stranger:
        assert ada.watch("me") == {"ok": True, "snapshot": {"points": 110}}
        assert ben.watch("me")["ok"] is True
        assert stranger.watch("me") == {"ok": False, "code": "sign_in_required"}
        quest.post("/me", player=ADA, points=7)
        assert eventually(lambda: ada.received("me")) == [{"points": 7}]
        ada.ask("unwatch", {"room": "me"})
        quest.post("/me", player=ADA, points=8)
        quest.post("/me", player=BEN, points=9)
        assert eventually(lambda: ben.received("me")) == [{"points": 9}]
        assert ada.received("me") == [{"points": 7}]
        assert stranger.received("me") == []


@pytest.mark.parametrize(
    ("room", "code"),
    [
        ("board:level:nowhere", "no_such_board"),
        ("board:planet:mars", "no_such_board"),
        ("board:", "no_such_board"),
        ("round:7", "no_such_round"),
        ("me:11", "no_such_room"),
        ("sign_in:11", "no_such_room"),
        ("", "no_such_room"),
    ],
)
def test_a_room_that_is_not_for_watching_says_why(quest: SmallQuest, room: str, code: str):
    with Phone(quest, BEN) as ben:
        assert ben.watch(room) == {"ok": False, "code": code}
        assert f"sign_in:{BEN}" in quest.numbers()["rooms"]
        assert room not in quest.numbers()["rooms"]


@pytest.mark.parametrize(
    "payload",
    [
        (),
        (None,),
        ("board:overall",),
        ({},),
        ({"room": 7},),
        ({"room": ["board:overall"]},),
        ({"room": "board:" + "x" * 5_000},),
        ([[[[]]]],),
        ({"room": "board:overall"}, "and more"),
        ({"room": "board:overall"}, b"\x00"),
        (b"\xff\xfe",),
    ],
)
@pytest.mark.parametrize("event", ["watch", "unwatch"])
def test_a_payload_that_makes_no_sense_is_a_bad_request_and_nothing_more(quest: SmallQuest, event: str, payload: tuple):
    with Phone(quest) as phone:
        assert phone.ask(event, *payload) == {"ok": False, "code": "bad_request"}
        assert phone.watch("board:overall")["ok"] is True


def test_a_socket_may_watch_eight_rooms(quest: SmallQuest):
    with Phone(quest, ADA) as ada:
        answers = [ada.watch(f"board:level:a{place}") for place in range(9)]
        assert [answer.get("code") for answer in answers] == [None] * 8 + ["too_many_rooms"]
        assert ada.watch("board:level:a0")["ok"] is True, "watching again is not a ninth room"
        ada.ask("unwatch", {"room": "board:level:a0"})
        assert ada.watch("board:level:a8")["ok"] is True


def test_a_socket_that_never_stops_asking_is_asked_to(quest: SmallQuest):
    with Phone(quest) as phone:
        answers = (phone.watch("board:overall") for _ in itertools.count())
        refused = next(answer for answer in itertools.islice(answers, 5_000) if not answer["ok"])
        assert refused == {"ok": False, "code": "too_many"}
        assert phone.connected


def test_a_fault_of_ours_is_acked_too_and_leaves_nobody_in_the_room(quest: SmallQuest):
    quest.post("/trouble", why="the database is away")
    try:
        with Phone(quest) as phone:
            assert phone.watch("board:level:b1") == {"ok": False, "code": "unavailable"}
            assert "board:level:b1" not in quest.numbers()["rooms"]
    finally:
        quest.post("/trouble")


def test_a_notice_reaches_everybody(quest: SmallQuest):
    with Phone(quest) as stranger, Phone(quest, ADA) as ada:
        quest.post("/notice", text="The doors close at six.")
        for phone in (stranger, ada):
            assert eventually(lambda phone=phone: phone.received("notice")) == [
                {"text": "The doors close at six.", "level": "warning"}
            ]


@pytest.mark.parametrize(
    ("origin", "forwarded", "status"),
    [
        ("http://127.0.0.1:{port}", {}, 200),
        ("https://quest.example", {}, 200),
        ("https://elsewhere.example", {}, 400),
        ("null", {}, 400),
        ("http://127.0.0.1:1", {}, 400),
        ("https://elsewhere.example", {"X-Forwarded-Host": "elsewhere.example", "X-Forwarded-Proto": "https"}, 400),
    ],
)
def test_pages_of_other_sites_may_not_connect(quest: SmallQuest, origin: str, forwarded: dict, status: int):
    headers = {"Origin": origin.format(port=quest.port), **forwarded}
    answer = httpx.get(f"{quest.url}/socket.io/?EIO=4&transport=polling", headers=headers)
    assert answer.status_code == status
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_a_phone_of_another_protocol_is_refused(quest: SmallQuest):
    assert httpx.get(f"{quest.url}/socket.io/?EIO=3&transport=polling").status_code == 400
    with pytest.raises(socketio.exceptions.ConnectionError), Phone(quest, namespaces=["/admin"]):
        pass


def test_anybody_watches_the_stage_and_is_told_when_it_changes(quest: SmallQuest):
    with Phone(quest) as projector, Phone(quest) as other:
        assert projector.watch("stage") == {"ok": True, "snapshot": {"scene": "agenda"}}
        for _ in range(20):
            quest.post("/stage")
        assert eventually(lambda: projector.received("stage"))[0] == {"scene": "agenda"}
        assert other.received("stage") == []
