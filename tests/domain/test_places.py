import pytest

from quest.domain.places import is_wanted


@pytest.mark.parametrize(
    ("location", "wanted", "answer"),
    [
        ("Kwun Tong, Kowloon", ["Hong Kong"], True),
        ("香港科學園", ["Sha Tin"], True),
        ("Hong Kong / Shenzhen", ["Shenzhen"], True),
        ("深圳南山", ["GBA"], True),
        ("Zürich", ["overseas"], True),
        ("San Francisco, CA", ["U.S."], True),
        ("Cape Town ", ["cape town"], True),
        ("Jakarta & Kuala Lumpur", ["Hong Kong", "Malaysia"], True),
        ("Shenzhen", ["Hong Kong"], False),
        ("London, UK", ["Hong Kong", "gba"], False),
        ("New York", ["remote"], False),
        ("Building 12W", ["Hong Kong"], None),
        ("London", ["Atlantis"], None),
        ("", ["Hong Kong"], None),
    ],
)
def test_a_place_is_wanted_refused_or_unknown(location: str, wanted: list[str], answer: bool | None):
    assert is_wanted(location, tuple(wanted)) is answer


def test_part_of_a_word_is_no_place():
    assert is_wanted("Washkowloonville", ("Hong Kong",)) is None
