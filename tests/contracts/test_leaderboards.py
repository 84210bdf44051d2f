"""Both leaderboards do the same: more points first, then who got there earlier."""

import random
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quest.domain.groups import Tally, tally
from quest.domain.standings import BeyondScale, Standing, Total
from quest.leaderboard.base import Leaderboard, LeaderboardUnavailable
from quest.leaderboard.redis import RedisLeaderboard, connect
from tests.contracts.conftest import Clock, Make

ADA, BEN, WING, DAN = 1, 2, 3, 40


def people(standings: list[Standing]) -> list[int]:
    return [standing.player_id for standing in standings]


def test_more_points_lead_and_of_equal_points_the_earlier_award(boards: Leaderboard):
    boards.put([Total("overall", ADA, 50, 7), Total("overall", BEN, 80, 9), Total("overall", WING, 50, 3)])
    assert boards.top("overall", 10) == [Standing(1, BEN, 80), Standing(2, WING, 50), Standing(3, ADA, 50)]


def test_equal_points_of_one_award_go_by_player_id(boards: Leaderboard):
    boards.put([Total("overall", player, 0, 0) for player in (DAN, ADA, WING, BEN)])
    assert people(boards.top("overall", 10)) == [ADA, BEN, WING, DAN]


def test_an_old_total_that_arrives_late_changes_nothing(boards: Leaderboard):
    assert boards.put([Total("overall", ADA, 30, 12)]) == {"overall"}
    version = boards.version("overall")
    assert boards.put([Total("overall", ADA, 20, 11)]) == set()
    assert boards.rank("overall", ADA) == Standing(1, ADA, 30)
    assert boards.version("overall") == version


def test_the_same_total_twice_is_the_total_once(boards: Leaderboard):
    boards.put([Total("overall", ADA, 30, 12)])
    assert boards.put([Total("overall", ADA, 30, 12)]) == set()
    assert boards.size("overall") == 1


def test_a_correction_takes_points_away_when_its_award_is_newer(boards: Leaderboard):
    boards.put([Total("overall", ADA, 30, 12), Total("overall", BEN, 25, 5)])
    boards.put([Total("overall", ADA, 10, 13)])
    assert people(boards.top("overall", 2)) == [BEN, ADA]


def test_only_the_boards_that_change_get_a_new_version(boards: Leaderboard):
    boards.put([Total("overall", ADA, 30, 1), Total("line:ai", ADA, 30, 1)])
    before = {board: boards.version(board) for board in boards.boards()}
    assert boards.put([Total("overall", ADA, 40, 2), Total("line:ai", ADA, 30, 1)]) == {"overall"}
    assert boards.version("overall") > before["overall"]
    assert boards.version("line:ai") == before["line:ai"]


def test_a_board_that_nobody_is_on_is_empty(boards: Leaderboard):
    page = boards.page("overall", 10)
    assert (page.version, page.total, page.standings) == (0, 0, [])
    assert boards.rank("overall", ADA) is None
    assert boards.around("overall", ADA, 2, 2) == []
    assert boards.boards() == []


def test_pages_follow_each_other_without_gap_or_repeat(boards: Leaderboard):
    boards.put([Total("overall", player, player % 7, player) for player in range(1, 26)])
    whole = boards.top("overall", 100)
    assert [row for offset in (0, 10, 20) for row in boards.page("overall", 10, offset).standings] == whole
    assert [row.rank for row in whole] == list(range(1, 26))
    assert boards.page("overall", 10, 20).total == 25
    assert boards.top("overall", 0) == boards.top("overall", 10, 25) == []


def test_a_player_sees_neighbours_as_far_as_there_are_any(boards: Leaderboard):
    boards.put([Total("overall", player, 100 - player, player) for player in range(1, 6)])
    assert people(boards.around("overall", 3, 1, 1)) == [2, 3, 4]
    assert boards.around("overall", 1, 2, 1) == [Standing(1, 1, 99), Standing(2, 2, 98)]
    assert people(boards.around("overall", 5, 2, 2)) == [3, 4, 5]


def test_an_erased_player_leaves_every_board_and_those_behind_move_up(boards: Leaderboard):
    boards.put([Total(board, player, 10, player) for board in ("overall", "line:ai") for player in (ADA, BEN)])
    boards.put([Total("line:bio", BEN, 5, BEN)])
    version = boards.version("overall")
    assert boards.remove_player(ADA) == {"overall", "line:ai"}
    assert boards.top("overall", 10) == [Standing(1, BEN, 10)]
    assert boards.version("overall") > version
    assert boards.remove_player(ADA) == set()


def test_a_rebuild_leaves_nothing_of_what_was_there(boards: Leaderboard):
    boards.put([Total("overall", DAN, 99, 50), Total("line:bio", DAN, 99, 50)])
    version = boards.version("line:bio")
    changed = boards.replace([Total("overall", ADA, 5, 1), Total("overall", ADA, 7, 2), Total("level:a1", BEN, 1, 3)])
    assert changed == {"overall", "line:bio", "level:a1"}
    assert boards.boards() == ["level:a1", "overall"]
    assert boards.top("overall", 10) == [Standing(1, ADA, 7)]
    assert boards.version("line:bio") > version


def test_a_player_who_changes_groups_leaves_only_the_boards_of_the_old_one(boards: Leaderboard):
    boards.put([Total(board, ADA, 10, 4) for board in ("overall", "group:3", "group:8")])
    assert boards.remove_player(ADA, but=["overall", "group:8", "line:A"]) == {"group:3"}
    assert boards.boards() == ["group:8", "overall"]


def test_a_group_adds_up_whatever_its_members_do(boards: Leaderboard):
    boards.put([Total("group:3", ADA, 10, 1), Total("group:3", BEN, 30, 2), Total("group:3", WING, 20, 3)])
    boards.put([Total("group:8", DAN, 5, 4)])
    version, tallies = boards.tallies(["group:3", "group:8", "group:9"], best_of=2)
    assert tallies == [Tally(3, 60, 50), Tally(1, 5, 5), Tally(0, 0, 0)]
    assert version == max(boards.version("group:3"), boards.version("group:8"))
    boards.put([Total("group:3", ADA, 45, 5), Total("group:3", BEN, 10, 1)])
    boards.remove_player(WING)
    assert boards.tallies(["group:3"], best_of=1)[1] == [Tally(2, 75, 45)]
    assert boards.tallies(["group:3"], best_of=0)[1] == [Tally(2, 75, 0)]
    boards.replace([Total("group:3", ADA, 7, 6)])
    assert boards.tallies(["group:3", "group:8"], best_of=5)[1] == [Tally(1, 7, 7), Tally(0, 0, 0)]
    assert boards.tallies([], best_of=5) == (0, [])


def test_a_board_beside_whose_rows_something_changed_gets_a_new_version(boards: Leaderboard):
    boards.put([Total("overall", ADA, 10, 4), Total("line:A", ADA, 10, 4)])
    before, other = boards.page("overall", 5), boards.version("line:A")
    boards.touch("overall")
    after = boards.page("overall", 5)
    assert after.version > before.version
    assert (after.standings, boards.version("line:A")) == (before.standings, other)


def test_clearing_empties_every_board(boards: Leaderboard):
    boards.put([Total("overall", ADA, 5, 1), Total("day:2026-11-22", ADA, 5, 1)])
    assert boards.clear() == {"overall", "day:2026-11-22"}
    assert boards.boards() == []
    assert boards.top("overall", 10) == []


def test_a_total_beyond_the_scale_is_refused_and_nothing_of_its_call_is_put(boards: Leaderboard):
    for impossible in (Total("overall", BEN, 2**24, 2), Total("overall", BEN, 1, 2**28), Total("overall", BEN, -1, 2)):
        with pytest.raises(BeyondScale):
            boards.put([Total("overall", ADA, 5, 1), impossible])
    assert boards.size("overall") == 0


def test_the_largest_totals_keep_their_order_to_the_last_bit(boards: Leaderboard):
    most, last = 2**24 - 1, 2**28 - 1
    boards.put(
        [Total("overall", ADA, most, last), Total("overall", BEN, most, last - 1), Total("overall", WING, most - 1, 0)]
    )
    assert boards.top("overall", 3) == [Standing(1, BEN, most), Standing(2, ADA, most), Standing(3, WING, most - 1)]


def test_versions_still_rise_after_everything_was_lost(make: Make, clock: Clock):
    boards = make()
    for award in range(1, 50):
        boards.put([Total("overall", ADA, award, award)])
    seen = boards.version("overall")
    clock.seconds += 1
    boards = make()
    if isinstance(boards, RedisLeaderboard):
        boards._redis.flushdb()
    boards.put([Total("overall", ADA, 1, 1)])
    assert boards.version("overall") > seen


@dataclass
class Naive:
    """What a leaderboard promises, written as plainly as it can be: keep everything, sort when asked."""

    held: dict[str, dict[int, tuple[int, int]]] = field(default_factory=dict)

    def put(self, totals: list[Total]) -> None:
        for board, player, points, award in totals:
            rows = self.held.setdefault(board, {})
            if player not in rows or (award, points) > (rows[player][1], rows[player][0]):
                rows[player] = (points, award)

    def top(self, board: str) -> list[Standing]:
        rows = sorted((-points, award, player) for player, (points, award) in self.held.get(board, {}).items())
        return [Standing(rank, player, -points) for rank, (points, _, player) in enumerate(rows, start=1)]


TOTALS = st.lists(
    st.builds(
        Total,
        st.sampled_from(["overall", "line:ai", "group:3"]),
        st.integers(1, 12),
        st.integers(0, 5) | st.sampled_from([2**24 - 1, 2**24 - 2]),
        st.integers(0, 30) | st.sampled_from([2**28 - 1, 2**28 - 2]),
    ),
    max_size=12,
)
ACTS = st.sampled_from(["put"] * 6 + ["remove", "replace"])
STEPS = st.lists(st.tuples(ACTS, TOTALS, st.integers(1, 12)), max_size=8)
Step = tuple[str, list[Total], int]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_the_ranking_is_that_of_a_plain_sort(boards: Leaderboard, steps: list[Step]):
    boards.clear()
    naive = Naive()
    for act, totals, player in steps:
        if act == "put":
            boards.put(totals)
            naive.put(totals)
        elif act == "remove":
            boards.remove_player(player)
            for rows in naive.held.values():
                rows.pop(player, None)
        else:
            boards.replace(totals)
            naive = Naive()
            naive.put(totals)
        for board in ("overall", "line:ai", "group:3"):
            expected = naive.top(board)
            assert boards.top(board, 100) == expected
            assert boards.size(board) == len(expected)
            at = next((row.rank for row in expected if row.player_id == player), None)
            assert boards.around(board, player, 1, 2) == ([] if at is None else expected[max(at - 2, 0) : at + 2])
            assert boards.rank(board, player) == (None if at is None else expected[at - 1])
        assert boards.boards() == sorted(board for board, rows in naive.held.items() if rows)
        assert boards.tallies(["group:3"], 2)[1] == [tally([row.points for row in naive.top("group:3")], 2)]


def test_a_hundred_thousand_players_are_ranked_in_any_order_of_arrival(boards: Leaderboard):
    dice = random.Random(2026)
    totals = [Total("overall", player, dice.randrange(2_000), award) for award, player in enumerate(range(1, 100_001))]
    dice.shuffle(totals)
    half = len(totals) // 2
    boards.put(totals[:half])
    boards.put(totals[half:])
    best = sorted(totals, key=lambda total: (-total.points, total.award_id))
    assert people(boards.top("overall", 50)) == [total.player_id for total in best[:50]]
    assert people(boards.top("overall", 50, 61_803)) == [total.player_id for total in best[61_803:61_853]]
    somebody = best[77_777]
    assert boards.rank("overall", somebody.player_id) == Standing(77_778, somebody.player_id, somebody.points)
    boards.replace(reversed(totals))
    assert boards.size("overall") == 100_000
    assert boards.rank("overall", somebody.player_id) == Standing(77_778, somebody.player_id, somebody.points)


def test_several_quests_share_a_redis_without_meeting(redis_url: str):
    client = connect(redis_url)
    client.flushdb()
    spring, autumn = RedisLeaderboard(client, "spring"), RedisLeaderboard(client, "autumn")
    spring.put([Total("overall", ADA, 5, 1)])
    autumn.put([Total("overall", BEN, 6, 1)])
    spring.clear()
    assert autumn.top("overall", 5) == [Standing(1, BEN, 6)]
    assert spring.boards() == []


def test_a_replace_leaves_no_temporary_keys_and_nothing_that_expires(redis_url: str):
    client = connect(redis_url)
    client.flushdb()
    RedisLeaderboard(client, "quest").replace([Total("overall", ADA, 5, 1), Total("line:ai", ADA, 5, 1)])
    keys = set(client.scan_iter())
    assert keys == {b"{quest}:versions", b"{quest}:board:overall", b"{quest}:board:line:ai"}
    assert {client.ttl(key) for key in keys} == {-1}


def test_a_redis_that_is_away_is_told_in_the_leaderboards_own_words():
    nobody_listens = "redis://127.0.0.1:1/0"
    boards = RedisLeaderboard(connect(nobody_listens), "quest")
    with pytest.raises(LeaderboardUnavailable):
        boards.put([Total("overall", ADA, 5, 1)])
    with pytest.raises(LeaderboardUnavailable):
        boards.page("overall", 10)
