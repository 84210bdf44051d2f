"""Rules: when they hold, and what is left of them when they do not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quest.domain.rules import AllOf, AnyOf, AtLeast, Facts, Has, Period, Rule, conditions, holds, is_over, missing

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOBODY = Facts(NOW)
ADA = Facts(
    NOW,
    passed={"a1": 1, "a2": 3},
    lines_done=["A"],
    points=500,
    points_by_line={"A": 400, "B": 100},
    badges={"express"},
    right={"q1", "q2", "q3"},
    kinds={"choice", "order"},
    streak=5,
    checkins={"booth-7"},
    groups={"physics", "student"},
)


@pytest.mark.parametrize(
    "met",
    [
        Has("level", "a2"),
        Has("line", "A"),
        Has("badge", "express"),
        Has("checkin", "booth-7"),
        Has("group", "student"),
        AtLeast("points", 500),
        AtLeast("points", 400, "A"),
        AtLeast("streak", 5),
        AtLeast("levels", 2),
        AtLeast("lines", 1),
        AtLeast("right", 3),
        AtLeast("kinds", 2),
        AtLeast("comebacks", 1),
        Period(NOW, NOW + HOUR),
        AllOf(),
    ],
)
def test_a_condition_that_ada_meets_holds_for_her(met: Rule):
    assert holds(met, ADA)
    assert missing(met, ADA) is None


@pytest.mark.parametrize(
    "unmet",
    [
        Has("level", "b1"),
        Has("line", "B"),
        Has("badge", "a1"),
        Has("checkin", "booth-8"),
        Has("group", "A"),
        AtLeast("points", 501),
        AtLeast("points", 401, "A"),
        AtLeast("points", 1, "C"),
        AtLeast("streak", 6),
        AtLeast("levels", 3),
        AtLeast("lines", 2),
        AtLeast("right", 4),
        AtLeast("kinds", 3),
        AtLeast("comebacks", 2),
        Period(start=NOW + HOUR),
        Period(end=NOW),
    ],
)
def test_a_condition_that_ada_does_not_meet_is_what_she_misses(unmet: Rule):
    assert not holds(unmet, ADA)
    assert missing(unmet, ADA) == unmet


def test_only_what_is_missing_is_left_of_a_rule():
    rule = AllOf((Has("level", "a1"), AtLeast("points", 900), AnyOf((Has("level", "b1"), Has("badge", "b")))))
    assert missing(rule, ADA) == AllOf((AtLeast("points", 900), AnyOf((Has("level", "b1"), Has("badge", "b")))))
    assert missing(rule, replace(ADA, points=900)) == AnyOf((Has("level", "b1"), Has("badge", "b")))
    assert missing(rule, replace(ADA, badges={"b"})) == AtLeast("points", 900)


def test_a_choice_that_time_has_ended_is_not_offered_while_there_is_another():
    early = AllOf((Period(end=NOW), Has("level", "b1")))
    assert missing(AnyOf((early, AtLeast("points", 900))), ADA) == AtLeast("points", 900)
    assert missing(AnyOf((early,)), ADA) == early


def test_what_time_has_ended_never_comes_back_and_anything_else_may():
    gone, there = Period(end=NOW), Has("level", "b1")
    assert is_over(AllOf((gone, there)), NOW)
    assert not is_over(AnyOf((gone, there)), NOW)
    assert is_over(AnyOf((gone, AllOf((there, gone)))), NOW)
    assert not is_over(Period(NOW + HOUR), NOW)


def test_every_condition_of_a_rule_is_named_in_its_order():
    rule = AllOf((Has("level", "a"), AnyOf((AtLeast("points", 1), AllOf((Period(NOW), Has("badge", "b")))))))
    assert list(conditions(rule)) == [Has("level", "a"), AtLeast("points", 1), Period(NOW), Has("badge", "b")]


NAMES = st.sampled_from("abcd")
COUNTED = st.sampled_from(["points", "streak", "levels", "lines", "right", "kinds", "comebacks"])
MOMENTS = st.integers(-3, 3).map(lambda hours: NOW + hours * HOUR)
CONDITIONS = st.one_of(
    st.builds(Has, st.sampled_from(["level", "line", "badge", "checkin", "group"]), NAMES),
    st.builds(AtLeast, COUNTED, st.integers(1, 5)),
    st.builds(AtLeast, st.just("points"), st.integers(1, 5), NAMES),
    st.builds(Period, st.none() | MOMENTS),
)
RULES: st.SearchStrategy[Rule] = st.recursive(
    CONDITIONS,
    lambda parts: st.one_of(
        st.builds(AllOf, st.lists(parts, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(parts, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)
SOME = st.sets(NAMES)
FACTS = st.builds(
    Facts,
    MOMENTS,
    passed=st.dictionaries(NAMES, st.integers(1, 3)),
    lines_done=SOME,
    points=st.integers(0, 6),
    points_by_line=st.dictionaries(NAMES, st.integers(0, 6)),
    badges=SOME,
    right=SOME,
    kinds=SOME,
    streak=st.integers(0, 6),
    checkins=SOME,
    groups=SOME,
)


def together(before: Facts, more: Facts) -> Facts:
    """What is known after more has happened; nothing is ever lost."""
    return Facts(
        max(before.now, more.now),
        passed={**more.passed, **before.passed},
        lines_done=[*before.lines_done, *more.lines_done],
        points=before.points + more.points,
        points_by_line={
            line: before.points_by_line.get(line, 0) + more.points_by_line.get(line, 0)
            for line in {**before.points_by_line, **more.points_by_line}
        },
        badges={*before.badges, *more.badges},
        right={*before.right, *more.right},
        kinds={*before.kinds, *more.kinds},
        streak=max(before.streak, more.streak),
        checkins={*before.checkins, *more.checkins},
        groups={*before.groups, *more.groups},
    )


@given(RULES, FACTS, FACTS)
def test_doing_more_never_locks_anything(rule: Rule, before: Facts, more: Facts):
    assert holds(rule, together(before, more)) or not holds(rule, before)


@given(RULES, FACTS)
def test_a_rule_holds_exactly_when_nothing_of_it_is_missing(rule: Rule, facts: Facts):
    assert holds(rule, facts) is (missing(rule, facts) is None)


@given(RULES, FACTS)
def test_nothing_that_is_done_is_named_as_missing(rule: Rule, facts: Facts):
    lacking = missing(rule, facts)
    assert not [each for each in conditions(lacking or AllOf()) if each.holds(facts)]


@given(RULES, FACTS, FACTS)
def test_whoever_does_what_is_missing_has_met_the_rule(rule: Rule, before: Facts, more: Facts):
    lacking, after = missing(rule, before), together(before, more)
    if lacking is not None and holds(lacking, after):
        assert holds(rule, after)
