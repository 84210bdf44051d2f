"""What is open, what is passed, and which day it is."""

from datetime import UTC, datetime

import pytest

from quest.domain.progress import LevelState, campaign_day, has_passed, is_line_done, level_state
from quest.domain.rules import Facts, Has

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
AFTER_B = Has("level", "b")


def test_a_level_is_locked_until_its_rule_holds():
    assert level_state("a", AFTER_B, Facts(NOW)) is LevelState.LOCKED
    assert level_state("a", AFTER_B, Facts(NOW, passed={"b": 1})) is LevelState.OPEN


def test_a_passed_level_stays_passed_whatever_its_rule_says_now():
    assert level_state("a", AFTER_B, Facts(NOW, passed={"a": 1})) is LevelState.PASSED


def test_a_line_is_done_with_its_last_level():
    assert not is_line_done(["a", "b", "c"], {"a", "c"})
    assert is_line_done(["a", "b", "c"], {"a", "b", "c", "d"})


@pytest.mark.parametrize(
    ("earned", "worth", "mark", "passed"),
    [(60, 100, 0.6, True), (59.9, 100, 0.6, False), (0, 0, 0.6, True), (0, 9, 0, True)],
)
def test_the_pass_mark_is_reached_at_its_share(earned: float, worth: int, mark: float, passed: bool):
    assert has_passed(earned=earned, worth=worth, pass_mark=mark) is passed


@pytest.mark.parametrize("order", [(1 / 3, 2 / 3, 0.8), (0.8, 2 / 3, 1 / 3), (2 / 3, 0.8, 1 / 3)])
def test_a_sum_of_thirds_passes_at_exactly_the_mark(order: tuple[float, ...]):
    earned = sum(fraction * 100 for fraction in order)
    assert has_passed(earned=earned, worth=300, pass_mark=0.6)


def test_the_day_is_that_of_the_campaigns_place():
    midnight_in_hong_kong = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)
    assert campaign_day(midnight_in_hong_kong, "Asia/Hong_Kong") == "2026-11-22"
    assert campaign_day(midnight_in_hong_kong, "Europe/London") == "2026-11-21"
