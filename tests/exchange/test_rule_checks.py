"""Rules of a pack that name nothing, or that nobody can ever meet."""

from pathlib import Path

import pytest

from quest.exchange.packs import Fault, read_pack
from tests.exchange.test_packs import PACK, faults_of, lay_out

OPEN = {**PACK, "levels/buoy.yaml": PACK["levels/buoy.yaml"].partition("unlock:")[0]}


def with_rules(**rules: str) -> dict[str, str]:
    """The sound pack, with an unlock rule for some of its levels."""
    return {**OPEN, **{f"levels/{name}.yaml": OPEN[f"levels/{name}.yaml"] + rule for name, rule in rules.items()}}


def the_fault(folder: Path, **rules: str) -> Fault:
    [fault] = faults_of(folder, with_rules(**rules))
    return fault


@pytest.mark.parametrize(
    "rule",
    [
        "unlock: quay\n",
        "unlock: {}\n",
        "unlock: {points: 100}\n",
        "unlock: {all: [quay, {points: 120, line: A}]}\n",
        "unlock: {any: [{lines: 1}, {streak: 2}]}\n",
        "unlock: {all: [{any: [quay, {right: 1}]}, {levels: 2}, {kinds: 2}]}\n",
        "unlock: {comebacks: 2}\n",
        "unlock: {from: 2026-11-28T09:00:00+08:00, until: 2026-11-29T09:00:00+08:00}\n",
    ],
)
def test_a_rule_of_any_sort_that_can_be_met_is_sound(tmp_path: Path, rule: str):
    assert read_pack(lay_out(tmp_path, with_rules(buoy=rule)))


@pytest.mark.parametrize("name", ["student", "team", "harbour-college"])
def test_a_rule_may_name_a_bracket_a_kind_of_group_or_one_that_is_preset(tmp_path: Path, name: str):
    words = "{en: Words, zh-Hant: 字, zh-Hans: 字}"
    preset = f"{{id: harbour-college, kind: team, name: {words}}}"
    crowd = f"groups: {{kinds: [team], preset: [{preset}]}}\nbrackets: [{{id: student, name: {words}}}]\n"
    pack = with_rules(buoy=f"unlock: {{group: {name}}}\n")
    assert read_pack(lay_out(tmp_path, {**pack, "campaign.yaml": crowd + pack["campaign.yaml"]}))


@pytest.mark.parametrize(
    ("rule", "line", "says"),
    [
        ("unlock: ferry\n", 20, "'ferry', which is no level. Name a level of this pack."),
        ("unlock:\n  all:\n    - quay\n    - ferry\n", 23, "'ferry', which is no level."),
        ("unlock:\n  any:\n    - all:\n        - level: ferry\n", 23, "'ferry', which is no level."),
        ("unlock:\n  points: 10\n  line: Z\n", 22, "'Z', which is no line. Name a line of this pack."),
        ("unlock:\n  all:\n    - line: Z\n", 22, "'Z', which is no line."),
        (
            "unlock:\n  group: quay\n",
            21,
            "'quay', which is no group, kind of group or bracket. Name a",
        ),
        ("unlock:\n  checkin: quay\n", 21, "'quay', which is no level with a booth (`live:`). Name a level with a"),
        ("unlock:\n  points: 9000\n", 21, "asks for 9000 points, and at most 360 can be earned before it. Ask for 360"),
        ("unlock:\n  all:\n    - {points: 999, line: A}\n", 22, "999 points on line A, and at most 120 can be earned"),
        ("unlock:\n  lines: 3\n", 21, "asks for 3 lines, and at most 0 can be completed before it. Take the condition"),
        ("unlock:\n  levels: 3\n", 21, "asks for 3 levels, and at most 2 can be passed before it."),
        ("unlock:\n  streak: 9\n", 21, "asks for 9 right answers in a row, and at most 3 can be given"),
        ("unlock:\n  right: 9\n", 21, "asks for 9 right answers, and at most 3 can be given"),
        ("unlock:\n  kinds: 3\n", 21, "asks for 3 kinds of question, and at most 2 can be met"),
        ("unlock:\n  comebacks: 3\n", 21, "asks for 3 levels on a later attempt, and at most 2 can be passed"),
        ("unlock:\n  until: 2026-11-22T09:00:00+08:00\n", 21, "The time lies outside of that in which the rest"),
        ("unlock:\n  from: 2026-11-29T18:00:00+08:00\n", 21, "The time lies outside of that in which the rest"),
        (
            "unlock:\n  from: 2026-11-24T09:00:00+08:00\n  until: 2026-11-23T09:00:00+08:00\n",
            22,
            "ends before it begins",
        ),
        ("unlock:\n  points: 10\n  streak: 2\n", 20, "points and streak stand in one condition. Write them as"),
        ("unlock:\n  all:\n    - {}\n", 22, "this condition says nothing. Name a level, or write a condition."),
        ("unlock:\n  point: 10\n", 21, "there is no such field"),
        ("unlock: [quay]\n", 20, "a list of them stands under `all:` or `any:`."),
        ("unlock:\n  points: many\n", 21, "unlock.points"),
        ("unlock:\n  from: 2026-11-24\n", 21, "Write the time with its zone"),
    ],
)
def test_a_rule_that_cannot_be_met_is_named_at_its_line(tmp_path: Path, rule: str, line: int, says: str):
    fault = the_fault(tmp_path, buoy=rule)
    assert (fault.file, fault.line) == ("levels/buoy.yaml", line)
    assert says in str(fault)


def test_a_time_that_ends_before_the_way_there_is_open_is_a_fault(tmp_path: Path):
    late, early = "{from: 2026-11-26T09:00:00+08:00}", "{all: [quay, {until: 2026-11-25T09:00:00+08:00}]}"
    fault = the_fault(tmp_path, quay=f"unlock: {late}\n", buoy=f"unlock: {early}\n")
    assert (fault.file, fault.line) == ("levels/buoy.yaml", 20)
    assert "The time lies outside" in fault.problem


def test_a_level_that_waits_for_one_out_of_reach_is_not_blamed_for_it(tmp_path: Path):
    fault = the_fault(tmp_path, quay="unlock: {points: 9000}\n", buoy="unlock: quay\n")
    assert fault.file == "levels/quay.yaml"


def test_a_level_that_waits_for_points_that_only_it_could_bring_can_never_open(tmp_path: Path):
    rules = dict.fromkeys(("quay", "crane", "buoy"), "unlock: {points: 1}\n")
    faults = faults_of(tmp_path, with_rules(**rules))
    assert [fault.file for fault in faults] == [f"levels/{name}.yaml" for name in ("buoy", "crane", "quay")]
    assert "at most 0 can be earned before it. Take the condition out." in str(faults[0])


def test_rules_that_wait_for_one_another_in_other_ways_than_by_their_levels_are_found(tmp_path: Path):
    faults = faults_of(tmp_path, with_rules(quay="unlock: {line: B}\n", crane="unlock: quay\n"))
    assert [(fault.file, fault.remedy) for fault in faults] == [
        ("levels/crane.yaml", "Take the circle out of the unlock rules."),
        ("levels/quay.yaml", "Take the circle out of the unlock rules."),
    ]
