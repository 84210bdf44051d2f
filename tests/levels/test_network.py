"""The order of lanes: who meets whom, how they go on, and what no map can show."""

from typing import Any

import pytest

from quest.levels.network import MapError, network
from tests.services.harbour import LEVELS, harbour

COLOURS = ("blue", "teal", "plum", "orange")
TEXTURES = ("plain", "line")


def lines(branches: dict[str, dict[str, Any]] | None = None, **stops: str) -> Any:
    """A campaign of lines whose stops are single letters: `A="pqr"`."""
    return harbour(
        LEVELS,
        lines=[
            {
                "id": line,
                "name": {"en": line},
                "colour": COLOURS[place % 4],
                "texture": TEXTURES[place // 4],
                "sector": "sea",
                "levels": list(levels),
                "branch": (branches or {}).get(line),
            }
            for place, (line, levels) in enumerate(stops.items())
        ],
    )


def test_three_lines_that_meet_go_on_in_the_opposite_order():
    met = network(lines(A="ax", B="bx", C="cx", D="de"))
    assert met.columns[1] == {"x": ("A", "B", "C"), "e": ("D",)}
    assert met.orders == (("A", "B", "C", "D"), ("A", "B", "C", "D"), ("C", "B", "A", "D"))


def test_the_order_of_the_campaign_stays_where_it_can():
    assert network(lines(A="ab", B="cd", C="ed")).lanes == ("A", "B", "C")
    assert network(lines(A="ax", B="bc", C="dx")).lanes == ("A", "C", "B")


def test_of_eight_lines_given_in_any_order_those_that_meet_come_to_lie_side_by_side():
    stops = {"A": "1x2", "B": "3y4", "C": "5x6", "D": "7y8", "E": "9z0", "F": "azb", "G": "cde", "H": "fzg"}
    lanes = network(lines(**stops)).lanes
    assert abs(lanes.index("A") - lanes.index("C")) == 1
    assert abs(lanes.index("B") - lanes.index("D")) == 1
    assert sorted(abs(lanes.index(one) - lanes.index("E")) for one in "FH") in ([1, 1], [1, 2])


def test_the_branch_lies_where_its_line_meets_nobody():
    branches = {"B": {"after": "b", "levels": ["u", "v"]}}
    assert network(lines(branches, A="axd", B="bxe", C="cfg")).sides == {"B": "below"}
    assert network(lines(branches, A="axd", B="bfg", C="cyh")).sides == {"B": "below"}
    assert network(lines(branches, A="afg", B="bxe", C="cxh")).sides == {"B": "above"}


@pytest.mark.parametrize(
    ("branch", "fault"),
    [
        ({"after": "z", "levels": ["u"]}, "which is no stop of line A. Name one of its `levels`."),
        ({"after": "x", "levels": ["u"]}, "where lines meet. Let it leave behind a stop of this line alone."),
        ({"after": "a", "levels": ["b"]}, "and on line B. Name it once: nothing else stops where a branch does."),
        ({"after": "a", "levels": ["u", "u"]}, "and on line A. Name it once"),
        ({"after": "a", "levels": ["x"]}, "and on line A. Name it once"),
    ],
)
def test_an_organiser_reads_why_a_branch_cannot_grow_there(branch: dict[str, Any], fault: str):
    with pytest.raises(MapError) as caught:
        network(lines({"A": branch}, A="axd", B="bxe"))
    assert fault in str(caught.value)


def test_a_line_that_meets_others_on_both_sides_has_no_room_for_its_branch():
    branches = {"B": {"after": "b", "levels": ["u", "v"]}}
    with pytest.raises(MapError, match="meets other lines on both sides while its branch runs beside it") as caught:
        network(lines(branches, A="axy", B="bxy"))
    assert caught.value.level == "u"
