"""Both leaderboards freeze and reveal boards alike, and keep hidden players off them."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quest.domain.standings import Standing, Total
from quest.leaderboard.base import Leaderboard

ADA, BEN, WING = 1, 2, 3
AT = 1_000_000_000


def everything(boards: Leaderboard, board: str = "overall") -> tuple[list[Standing], int, Standing | None]:
    """What can be seen of a board: its rows, its size, and where Ada stands."""
    return boards.top(board, 10), boards.size(board), boards.rank(board, ADA)


def test_a_frozen_board_shows_what_it_was_frozen_with_whoever_asks(boards: Leaderboard):
    boards.put([Total("overall", ADA, 10, 1), Total("overall", BEN, 20, 2)])
    before = everything(boards)
    boards.freeze("overall", [Total("overall", ADA, 10, 1), Total("overall", BEN, 20, 2)], AT)
    boards.put([Total("overall", ADA, 99, 3), Total("overall", WING, 50, 4)])
    assert everything(boards) == before
    assert boards.around("overall", ADA, 5, 5) == before[0]
    assert boards.around("overall", WING, 5, 5) == []
    assert boards.page("overall", 1).frozen_at == AT
    assert boards.frozen() == {"overall": AT}
    assert [row.player_id for row in boards.rows("overall")] == [ADA, WING, BEN]


def test_revealing_shows_everything_that_waited(boards: Leaderboard):
    boards.put([Total("overall", ADA, 10, 1)])
    boards.freeze("overall", [Total("overall", ADA, 10, 1)], AT)
    boards.put([Total("overall", ADA, 99, 3), Total("overall", WING, 50, 4)])
    boards.reveal("overall")
    assert boards.top("overall", 10) == [Standing(1, ADA, 99), Standing(2, WING, 50)]
    assert boards.page("overall", 1).frozen_at is None
    assert boards.frozen() == {}


def test_a_version_rises_when_a_board_is_frozen_and_when_it_is_revealed(boards: Leaderboard):
    boards.put([Total("overall", ADA, 10, 1), Total("line:A", ADA, 10, 1)])
    other, seen = boards.version("line:A"), [boards.version("overall")]
    boards.freeze("overall", [], AT)
    seen.append(boards.version("overall"))
    boards.reveal("overall")
    seen.append(boards.version("overall"))
    assert seen == sorted(set(seen))
    assert boards.version("line:A") == other


def test_a_board_that_was_empty_when_it_was_frozen_stays_empty_to_see(boards: Leaderboard):
    boards.freeze("overall", [], AT)
    boards.put([Total("overall", ADA, 10, 1)])
    assert everything(boards) == ([], 0, None)


def test_freezing_again_shows_the_new_rows_and_no_old_ones(boards: Leaderboard):
    boards.freeze("overall", [Total("overall", ADA, 10, 1)], AT)
    boards.freeze("overall", [Total("overall", BEN, 20, 2)], AT + 5)
    assert boards.top("overall", 10) == [Standing(1, BEN, 20)]
    assert boards.frozen() == {"overall": AT + 5}


def test_whoever_leaves_the_boards_leaves_frozen_ones_too(boards: Leaderboard):
    rows = [Total("overall", ADA, 10, 1), Total("overall", BEN, 20, 2)]
    boards.put(rows)
    boards.freeze("overall", rows, AT)
    version = boards.version("overall")
    assert boards.remove_player(ADA) == {"overall"}
    assert boards.top("overall", 10) == [Standing(1, BEN, 20)]
    assert boards.version("overall") > version
    assert boards.put_frozen([Total("overall", ADA, 30, 1), Total("line:A", ADA, 30, 1)]) == {"overall"}
    assert boards.put_frozen([Total("overall", ADA, 30, 1)]) == set()
    assert boards.top("overall", 10) == [Standing(1, ADA, 30), Standing(2, BEN, 20)]
    assert boards.top("line:A", 10) == []


def test_a_rebuild_leaves_frozen_rows_and_hidden_players_as_they_are(boards: Leaderboard):
    boards.freeze("overall", [Total("overall", ADA, 10, 1)], AT)
    boards.hide([WING])
    boards.replace([Total("overall", BEN, 20, 2)])
    assert boards.top("overall", 10) == [Standing(1, ADA, 10)]
    assert boards.hidden() == {WING}
    boards.reveal("overall")
    assert boards.top("overall", 10) == [Standing(1, BEN, 20)]


def test_a_hidden_player_is_on_no_board_whatever_arrives_late(boards: Leaderboard):
    rows = [Total(board, player, 10, player) for board in ("overall", "group:3") for player in (ADA, BEN)]
    boards.put(rows)
    boards.freeze("overall", rows[:2], AT)
    assert boards.hide([ADA]) == {"overall", "group:3"}
    assert boards.put([Total("overall", ADA, 30, 9), Total("group:3", ADA, 30, 9)]) == set()
    assert boards.put_frozen([Total("overall", ADA, 30, 9)]) == set()
    assert boards.top("overall", 10) == [Standing(1, BEN, 10)]
    assert boards.tallies(["group:3"], 5)[1][0][:2] == (1, 10)
    boards.reveal("overall")
    assert boards.top("overall", 10) == [Standing(1, BEN, 10)]
    boards.show(ADA)
    boards.put([Total("overall", ADA, 30, 9)])
    assert boards.top("overall", 10) == [Standing(1, ADA, 30), Standing(2, BEN, 10)]
    assert boards.hide([]) == set()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["put", "put", "put", "freeze", "reveal", "hide", "show", "remove"]),
        st.integers(1, 4),
        st.integers(0, 5),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_people_see_the_moment_of_the_freeze_without_those_who_left(
    boards: Leaderboard, steps: list[tuple[str, int, int]]
):
    boards.clear()
    boards.reveal("overall")
    for player in boards.hidden():
        boards.show(player)
    live: dict[int, int] = {}
    ice: dict[int, int] | None = None
    hidden: set[int] = set()
    for award, (act, player, points) in enumerate(steps, start=1):
        if act == "put":
            boards.put([Total("overall", player, points, award)])
            live |= {} if player in hidden else {player: points}
        elif act == "freeze":
            boards.freeze("overall", [Total("overall", each, held, each) for each, held in live.items()], award)
            ice = dict(live)
        elif act == "reveal":
            boards.reveal("overall")
            ice = None
        elif act == "show":
            boards.show(player)
            hidden.discard(player)
        else:
            boards.hide([player]) if act == "hide" else boards.remove_player(player)
            hidden |= {player} if act == "hide" else set()
            live.pop(player, None)
            (ice or {}).pop(player, None)
        seen = {row.player_id: row.points for row in boards.top("overall", 10)}
        assert seen == (live if ice is None else ice)
        assert {row.player_id: row.points for row in boards.rows("overall")} == live
        assert boards.hidden() == hidden
