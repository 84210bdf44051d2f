"""What an organiser can get wrong in an agenda."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from tests.services.harbour import harbour, text


def talk(talk_id: str, starts: str, ends: str, **more: Any) -> dict[str, Any]:
    day = "2026-11-22T{}:00+08:00"
    fixed = {"id": talk_id, "title": text(talk_id), "place": text("Deck")}
    return {**fixed, "starts": day.format(starts), "ends": day.format(ends), **more}


def faults(*agenda: dict[str, Any], **more: Any) -> list[tuple[tuple[Any, ...], str]]:
    with pytest.raises(ValidationError) as caught:
        harbour(agenda=agenda, **more)
    return [(each["loc"], each["ctx"]["problem"]) for each in caught.value.errors()]


def test_talks_after_each_other_and_at_two_places_at_once_are_fine():
    campaign = harbour(
        agenda=[
            talk("knots", "18:00", "18:30"),
            talk("tides", "18:30", "19:00"),
            talk("sails", "18:00", "19:00", place=text("Quarterdeck")),
        ]
    )
    assert [each.id for each in campaign.agenda] == ["knots", "tides", "sails"]


def test_two_talks_at_one_place_at_once_are_a_fault_that_names_the_other():
    assert faults(talk("knots", "18:00", "18:30"), talk("tides", "18:29", "19:00")) == [
        (("agenda", 1, "starts"), "'knots' is at the same place at that time")
    ]


def test_a_talk_that_ends_before_it_starts_is_a_fault():
    assert faults(talk("knots", "18:30", "18:00")) == [(("agenda", 0, "ends"), "it ends before it starts")]


def test_two_talks_with_one_id_are_a_fault():
    found = faults(talk("knots", "18:00", "18:30"), talk("knots", "18:30", "19:00"))
    assert found == [(("agenda", 1, "id"), "an earlier item has this id")]


def test_a_talk_after_the_campaign_has_closed_is_a_fault():
    problem = "it lies outside of the time in which the campaign can be played"
    dates = {"opens_at": "2026-11-22T09:00:00+08:00", "closes_at": "2026-11-22T18:20:00+08:00"}
    assert faults(talk("knots", "18:00", "18:30"), **dates) == [(("agenda", 0, "starts"), problem)]
    assert faults(talk("knots", "08:00", "08:30"), **dates) == [(("agenda", 0, "starts"), problem)]


def test_a_quiz_after_a_talk_where_nobody_takes_attendance_is_a_fault():
    ((where, problem),) = faults(talk("knots", "18:00", "18:30", level="quay"))
    assert (where, "nobody takes attendance" in problem) == (("agenda", 0, "level"), True)
