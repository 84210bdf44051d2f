"""What an organiser is told of another version of a campaign before it is played."""

from __future__ import annotations

from quest.exchange.packs import BUILT_IN, read_pack
from quest.levels.changes import Change, changes
from quest.levels.level import Campaign


def edited(**fields: object) -> Campaign:
    """The built-in campaign with these fields."""
    return Campaign.parse({**read_pack(BUILT_IN).pack(), **fields})


def test_the_same_campaign_changes_nothing():
    assert changes(read_pack(BUILT_IN), edited()) == []


def test_a_new_date_is_a_change_of_that_field():
    found = changes(read_pack(BUILT_IN), edited(opens_at="2026-01-01T00:00:00Z", closes_at="2027-01-01T00:00:00Z"))
    assert found == [Change("field", "opens_at", "changed"), Change("field", "closes_at", "changed")]


def test_a_level_tells_how_many_of_its_questions_are_new_gone_or_changed():
    levels = read_pack(BUILT_IN).pack()["levels"]
    questions = levels[0]["questions"]
    questions[0]["explanation"]["en"] = "Because."
    questions[1]["id"] = "of-another-name"
    [found] = changes(read_pack(BUILT_IN), edited(levels=levels))
    assert (found.what, found.id, found.how) == ("level", levels[0]["id"], "changed")
    assert dict(found.questions) == {"changed": 1, "new": 1, "gone": 1}


def test_a_level_that_is_added_or_taken_out_is_told_with_its_line():
    pack = read_pack(BUILT_IN).pack()
    last = pack["lines"][0]["levels"].pop()
    pack["levels"] = [level for level in pack["levels"] if level["id"] != last]
    smaller, whole = Campaign.parse(pack), read_pack(BUILT_IN)
    line = whole.lines[0].id
    assert changes(whole, smaller)[:2] == [Change("line", line, "changed"), Change("level", last, "gone")]
    assert changes(smaller, whole)[:2] == [Change("line", line, "changed"), Change("level", last, "new")]
