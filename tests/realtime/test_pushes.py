"""However many answers arrive, a room gets few snapshots, and the last one is the truth."""

import itertools

import pytest

from quest.leaderboard.redis import connect
from tests.small_quest.process import Phone, SmallQuest, eventually, small_quest

ADA, BEN = 11, 12


def points_of(snapshot: dict) -> list[int]:
    return [row["points"] for row in snapshot["rows"]]


def within_two_a_second(snapshots: list[dict]) -> bool:
    """The server stamped each; one at either end is the leeway of a window cut anywhere."""
    seconds = snapshots[-1]["as_of"] - snapshots[0]["as_of"]
    return len(snapshots) <= 2 * seconds + 2


def test_two_hundred_answers_at_once_are_a_few_snapshots_and_the_last_is_the_truth(quest: SmallQuest):
    with Phone(quest) as phone:
        phone.watch("board:line:B")
        version = quest.post("/put", board="line:B", player=ADA, times=200, points=1, award=1)["version"]
        eventually(lambda: phone.standings() and phone.standings()[-1]["version"] == version, "the last version")
        assert points_of(phone.standings()[-1]) == [200]
        assert len(phone.standings()) <= 5
        assert within_two_a_second(phone.standings())


def test_versions_only_rise_while_answers_trickle_in(quest: SmallQuest):
    with Phone(quest) as phone:
        phone.watch("board:line:C")
        for award in range(1, 120):
            version = quest.post("/put", board="line:C", player=ADA, points=award, award=award)["version"]
        eventually(lambda: phone.standings() and phone.standings()[-1]["version"] == version, "the last version")
        versions = [snapshot["version"] for snapshot in phone.standings()]
        assert versions == sorted(versions)
        assert within_two_a_second(phone.standings())


def test_a_board_without_watchers_costs_no_snapshot(quest: SmallQuest):
    with Phone(quest) as phone:
        phone.watch("board:line:D")
        quest.post("/put", board="line:E", player=ADA, points=3, award=1)
        quest.post("/put", board="line:D", player=ADA, points=4, award=2)
        eventually(phone.standings, "the push")
        assert {snapshot["board"] for snapshot in phone.standings()} == {"line:D"}


def test_a_board_is_pushed_again_when_only_a_name_changed(quest: SmallQuest):
    with Phone(quest) as phone:
        version = phone.watch("board:line:G")["snapshot"]["version"]
        quest.post("/due", board="line:G")
        eventually(phone.standings, "the push")
        assert phone.standings()[0]["version"] == version


def test_a_push_that_failed_is_made_up_for(quest: SmallQuest):
    with Phone(quest) as phone:
        phone.watch("board:line:H")
        quest.post("/trouble", why="the database is away")
        try:
            quest.post("/put", board="line:H", player=ADA, points=3, award=1)
            eventually(lambda: any("boards wait" in line for line in quest.errors), "the word in the log")
            assert phone.standings() == []
        finally:
            quest.post("/trouble")
        assert points_of(eventually(phone.standings, "the push")[-1]) == [3]


@pytest.mark.parametrize("answers_at", [0, 1])
def test_watchers_of_every_process_see_answers_of_any(two_quests: tuple[SmallQuest, SmallQuest], answers_at: int):
    here, there = two_quests
    board = f"line:{answers_at}"
    with Phone(here) as ada, Phone(there) as ben:
        for phone in (ada, ben):
            phone.watch(f"board:{board}")
        version = two_quests[answers_at].post("/put", board=board, player=ADA, times=40, points=1, award=1)["version"]
        for phone in (ada, ben):
            eventually(lambda phone=phone: phone.standings() and phone.standings()[-1]["version"] == version)
        assert points_of(ben.standings()[-1]) == [40]


def test_a_process_without_watchers_pushes_for_those_of_the_other(two_quests: tuple[SmallQuest, SmallQuest]):
    here, there = two_quests
    with Phone(there) as ben:
        ben.watch("board:line:K")
        here.post("/put", board="line:K", player=BEN, points=5, award=1)
        assert points_of(eventually(ben.standings, "the push")[-1]) == [5]


def test_own_numbers_reach_a_phone_on_another_process(two_quests: tuple[SmallQuest, SmallQuest]):
    here, there = two_quests
    with Phone(there, ADA) as ada, Phone(there, BEN) as ben:
        for phone in (ada, ben):
            phone.watch("me")
        here.post("/me", player=ADA, points=7)
        assert eventually(lambda: ada.received("me"), "the push") == [{"points": 7}]
        assert ben.received("me") == []


def test_a_long_watch_is_known_to_the_other_process_all_along(small_redis_url: str):
    client = connect(small_redis_url)
    with small_quest(redis_url=small_redis_url, watch_seconds=1) as there, Phone(there) as ben:
        ben.watch("board:line:M")
        first = client.zscore("{small}:watched", "board:line:M")
        assert first
        eventually(lambda: (client.zscore("{small}:watched", "board:line:M") or 0) > first + 1, "the repeated word")


def test_pushes_reach_the_other_process_again_after_redis_hung_up(
    two_quests: tuple[SmallQuest, SmallQuest], small_redis_url: str
):
    here, there = two_quests
    awards = itertools.count(1)
    with Phone(there) as ben:
        ben.watch("board:line:N")
        for kind in ("pubsub", "normal"):
            connect(small_redis_url).client_kill_filter(_type=kind, skipme=True)
            seen = len(ben.standings())

            def pushed(seen: int = seen) -> bool:
                award = next(awards)
                here.post("/put", board="line:N", player=BEN, points=award, award=award)
                return len(ben.standings()) > seen

            eventually(pushed, "a push")


def test_two_processes_together_send_at_most_two_snapshots_a_second(two_quests: tuple[SmallQuest, SmallQuest]):
    here, there = two_quests
    with Phone(here) as ada, Phone(there) as ben:
        for phone in (ada, ben):
            phone.watch("board:line:L")
        for award in range(1, 100, 2):
            here.post("/put", board="line:L", player=ADA, points=award, award=award)
            version = there.post("/put", board="line:L", player=BEN, points=award, award=award + 1)["version"]
        for phone in (ada, ben):
            eventually(lambda phone=phone: phone.standings() and phone.standings()[-1]["version"] == version)
            assert within_two_a_second(phone.standings())
