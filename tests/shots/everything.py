"""Every page and state of a quest, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from tests.running import Quest
from tests.shots import Shot
from tests.shots.crowd import SEEKERS, apply_to_starpier, crowd, jobseeker
from tests.shots.desks import desk_shots, draft_shots, draw_shots, fairness_shots, import_shots, review_shots
from tests.shots.evening import evening_shots
from tests.shots.players import account_shots, frozen_shots, group_shots, job_shots, player_shots, question_shots
from tests.shots.rounds import live_round_shots
from tests.shots.states import calm_shots, closing_shots, verdict_shots, way_shots
from tests.shots.stations import station_shots


def all_shots(running: Quest) -> Iterator[Shot]:
    """Every page; each is to be photographed before the next one is asked for."""
    yield Shot("stage-empty", "/stage/overall", running.client())
    people = crowd(running)
    mei = jobseeker(running, "Mei", "Chan Mei Ling", "bachelor", ("f1", "fr", "f3", "f4"))
    for seeker in SEEKERS:
        apply_to_starpier(jobseeker(running, *seeker))
    yield from player_shots(running, people)
    yield from group_shots(running, people)
    yield from question_shots(running)
    yield from verdict_shots(running)
    yield from way_shots(running)
    yield from calm_shots(running)
    yield from account_shots(running, mei)
    yield from job_shots(running, mei)
    yield from desk_shots(running)
    yield from frozen_shots(running, people)
    yield from draw_shots(running, people)
    yield from fairness_shots(running)
    yield from review_shots(running)
    yield from import_shots(running)
    yield from draft_shots(running)
    yield from live_round_shots(running)
    yield from station_shots(running, people)
    yield from evening_shots(running, people)
    yield from closing_shots(running, people)
