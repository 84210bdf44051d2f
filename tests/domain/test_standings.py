"""Board names and the number that orders players."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quest.domain.standings import (
    AWARD_LIMIT,
    POINTS_LIMIT,
    BeyondScale,
    NoSuchBoard,
    parse_board,
    points_and_award,
    score,
    supersedes,
)

POINTS = st.integers(0, POINTS_LIMIT - 1)
AWARDS = st.integers(0, AWARD_LIMIT - 1)


@given(points=POINTS, award_id=AWARDS)
def test_a_score_is_exact_as_a_double_and_gives_its_parts_back(points: int, award_id: int):
    packed = score(points, award_id)
    assert int(float(packed)) == packed
    assert points_and_award(packed) == (points, award_id)


@given(first=st.tuples(POINTS, AWARDS), second=st.tuples(POINTS, AWARDS))
def test_the_higher_score_has_more_points_or_got_there_earlier(first: tuple[int, int], second: tuple[int, int]):
    (points, award), (other_points, other_award) = first, second
    assert (score(*first) > score(*second)) == ((points, -award) > (other_points, -other_award))
    assert supersedes(score(*first), score(*second)) == ((award, points) > (other_award, other_points))


@pytest.mark.parametrize(("points", "award_id"), [(-1, 0), (POINTS_LIMIT, 0), (0, -1), (0, AWARD_LIMIT)])
def test_what_does_not_fit_a_double_is_refused(points: int, award_id: int):
    with pytest.raises(BeyondScale):
        score(points, award_id)


@pytest.mark.parametrize(
    "name", ["overall", "day:2026-11-22", "line:A", "level:a1-first-stop", "group:hku", "round:17"]
)
def test_a_board_is_known_by_its_kind_and_key(name: str):
    board = parse_board(name)
    assert f"{board.kind}:{board.key}" == (name if ":" in name else f"{name}:")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "overall:",
        "Overall",
        "day:",
        "day:2026-02-30",
        "day:20261122",
        "day:2026-W47-7",
        "day:٢٠٢٦-11-22",
        "line:",
        "line:../x",
        "line:a\n",
        "level:" + "a" * 65,
        "planet:mars",
        "overall\n",
    ],
)
def test_what_names_no_board_is_told_so(name: str):
    with pytest.raises(NoSuchBoard) as refused:
        parse_board(name)
    assert refused.value.code == "no_such_board"
