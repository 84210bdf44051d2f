"""Who may push, and who watches, in one process and in several."""

from dataclasses import dataclass

import pytest

from quest.leaderboard.base import LeaderboardUnavailable
from quest.leaderboard.redis import connect
from quest.realtime.pace import PUSH_SECONDS, WATCH_SECONDS, LocalPace, RedisPace


@dataclass
class Clock:
    seconds: float = 1_000.0

    def __call__(self) -> float:
        return self.seconds


def test_alone_a_board_may_go_again_after_half_a_second():
    clock = Clock()
    pace = LocalPace(clock)
    assert pace.granted({"overall", "line:A"}) == {"overall", "line:A"}
    clock.seconds += PUSH_SECONDS - 0.01
    assert pace.granted({"overall", "line:B"}) == {"line:B"}
    clock.seconds += 0.01
    assert pace.granted({"overall", "line:B"}) == {"overall"}


def test_of_two_processes_one_may_push_and_the_grant_ends_by_itself(redis_url: str):
    client = connect(redis_url)
    client.flushdb()
    here, there = RedisPace(client, "quest"), RedisPace(client, "quest")
    assert here.granted({"overall"}) == {"overall"}
    assert there.granted({"overall", "line:A"}) == {"line:A"}
    assert 0 < client.pttl("{quest}:pushed:overall") <= PUSH_SECONDS * 1000


def test_a_process_is_believed_to_have_watchers_for_a_while(redis_url: str):
    client = connect(redis_url)
    client.flushdb()
    clock = Clock()
    here, there = RedisPace(client, "quest", clock), RedisPace(client, "quest", clock)
    here.watching(["overall", "line:A"])
    assert there.watched({"overall", "line:B"}) == {"overall"}
    assert there.watched(set()) == set()
    clock.seconds += WATCH_SECONDS - 1
    here.watching(["overall"])
    clock.seconds += 2
    assert there.watched({"overall", "line:A"}) == {"overall"}


def test_a_redis_that_is_away_is_told_in_the_leaderboards_own_words():
    pace = RedisPace(connect("redis://127.0.0.1:1/0"), "quest")
    with pytest.raises(LeaderboardUnavailable):
        pace.granted({"overall"})
