"""A socket never outlives the sign-in behind it, whichever process holds it."""

import pytest

from tests.server.raw import RawSocket
from tests.small_quest.process import Phone, SmallQuest, eventually


def gone(phone: Phone) -> bool:
    return not phone.connected


@pytest.mark.parametrize(("transport", "ada", "ben"), [("websocket", 19, 20), ("polling", 21, 22)])
def test_signing_out_tells_every_socket_of_the_sign_in_and_closes_it(
    quest: SmallQuest, transport: str, ada: int, ben: int
):
    with (
        Phone(quest, ada, transports=[transport]) as phone,
        Phone(quest, ada, transports=[transport]) as laptop,
        Phone(quest, ben, transports=[transport]) as bens_phone,
    ):
        phone.watch("me")
        quest.post("/sign-out", sign_in=ada)
        for mine in (phone, laptop):
            eventually(lambda mine=mine: gone(mine), "the end")
            assert [event for event, *_ in mine.arrived] == ["signed_out", "disconnect"]
        assert bens_phone.watch("me")["ok"] is True
        assert not {f"sign_in:{ada}", f"me:{ada}"} & set(quest.numbers()["rooms"])


def test_a_client_that_ignores_the_farewell_is_hung_up_on(quest: SmallQuest):
    with RawSocket(quest.port, cookie="sign_in=23") as stubborn:
        stubborn.join()
        quest.post("/sign-out", sign_in=23)
        frames = list(stubborn.frames())
        assert any(b"signed_out" in frame for frame in frames)
        assert stubborn.ended, "the server closes, asked or not"


def test_with_the_same_old_cookie_one_is_a_stranger_again(quest: SmallQuest):
    quest.post("/sign-out", sign_in=24)
    with Phone(quest, 24) as phone:
        assert phone.watch("me") == {"ok": False, "code": "sign_in_required"}
        assert phone.watch("board:overall")["ok"] is True


def test_each_watch_asks_again_who_is_there(quest: SmallQuest):
    with Phone(quest, 25) as phone:
        assert phone.watch("me")["ok"] is True
        phone.ask("unwatch", {"room": "me"})
        quest.post("/sign-out", sign_in=25, quietly=1)
        assert phone.watch("me") == {"ok": False, "code": "sign_in_required"}


def test_a_sign_in_that_ended_without_a_word_is_swept_out(quest: SmallQuest):
    with Phone(quest, 26) as ada, Phone(quest, 27) as ben, Phone(quest) as stranger:
        quest.post("/sign-out", sign_in=26, quietly=1)
        quest.post("/sweep")
        eventually(lambda: gone(ada), "the end")
        assert [event for event, *_ in ada.arrived] == ["signed_out", "disconnect"]
        assert ben.watch("me")["ok"] is True
        assert stranger.connected


@pytest.mark.parametrize("signs_out_at", [0, 1])
def test_sockets_of_both_processes_end(two_quests: tuple[SmallQuest, SmallQuest], signs_out_at: int):
    here, there = two_quests
    ada = 31 + signs_out_at
    with Phone(here, ada) as phone, Phone(there, ada) as laptop, Phone(there, 40) as ben:
        two_quests[signs_out_at].post("/sign-out", sign_in=ada)
        for mine in (phone, laptop):
            eventually(lambda mine=mine: gone(mine), "the end")
            assert [event for event, *_ in mine.arrived] == ["signed_out", "disconnect"]
        assert ben.watch("me")["ok"] is True
        for quest in two_quests:
            assert f"sign_in:{ada}" not in quest.numbers()["rooms"]


def test_a_client_of_the_other_process_is_hung_up_on_too(two_quests: tuple[SmallQuest, SmallQuest]):
    here, there = two_quests
    with RawSocket(there.port, cookie="sign_in=35") as stubborn:
        stubborn.join()
        here.post("/sign-out", sign_in=35)
        frames = list(stubborn.frames())
        assert any(b"signed_out" in frame for frame in frames)
        assert stubborn.ended
