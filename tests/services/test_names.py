"""What a name means, among things that go by several."""

import numpy as np
import pytest

from quest.services.names import NameIndex

INDEX = NameIndex(
    {
        "chemist": ["Chemist", "Analytical Chemist", "Formulation Chemist"],
        "technician": ["Chemical Technician", "Laboratory Technician", "Lab Tech"],
        "developer": ["Software Developer", "Java Developer", "軟件開發員", "软件开发员"],
        "architect": ["Architect", "Building Designer"],
    }
)


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("Analytical chemist", "chemist"),
        ("Senior Java developers", "developer"),
        ("labratory tecnician", "technician"),
        ("Architects, Except Chemical Laboratory", "architect"),
        ("軟件開發", "developer"),
    ],
)
def test_the_likeliest_stands_first(title: str, meant: str) -> None:
    assert INDEX.closest(title)[0][0] == meant


def test_what_is_like_nothing_finds_nothing() -> None:
    assert INDEX.closest("zzz") == []


def test_a_thing_with_several_names_that_fit_stands_before_one_with_a_single_one() -> None:
    index = NameIndex({"other": ["Data Clerk"], "meant": ["Data Clerk", "Data Entry Clerk", "Data Input Clerk"]})
    assert [thing for thing, _ in index.closest("Data Clerk")] == ["meant", "other"]


def test_likeness_compares_between_titles_and_is_one_for_the_same_spelling() -> None:
    same, slip = INDEX.likeness("Software Developer"), INDEX.likeness("Sofware Develper")
    assert same.max() == pytest.approx(1)
    assert 0.3 < slip.max() < 1
    assert np.argmax(slip) == INDEX.things.index("developer")
