"""Badges that somebody has just earned."""

from datetime import UTC, datetime

from quest.domain.badges import newly_earned
from quest.domain.rules import AllOf, AtLeast, Facts, Has

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def test_a_badge_is_earned_once_its_rule_holds_and_not_again():
    rules = {"first": AtLeast("levels", 1), "rich": AtLeast("points", 100)}
    assert newly_earned(rules, Facts(NOW)) == []
    assert newly_earned(rules, Facts(NOW, passed={"a": 1})) == ["first"]
    assert newly_earned(rules, Facts(NOW, passed={"a": 1}, points=100, badges={"first"})) == ["rich"]


def test_badges_that_stand_on_others_come_with_them_whatever_their_order():
    rules = {"crown": AllOf((Has("badge", "gold"), Has("badge", "silver"))), "gold": Has("badge", "silver")}
    rules |= {"silver": AtLeast("points", 1)}
    assert newly_earned(rules, Facts(NOW, points=1)) == ["silver", "gold", "crown"]


def test_badges_that_wait_for_one_another_are_never_earned():
    assert newly_earned({"hen": Has("badge", "egg"), "egg": Has("badge", "hen")}, Facts(NOW)) == []
