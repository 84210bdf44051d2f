"""Somebody who wants points, or to spoil the game."""

from datetime import timedelta
from pathlib import Path

import pytest

from quest.domain.errors import TooLate
from quest.services import attempts, campaigns, play
from tests.web.site import open_site


def test_a_key_chosen_to_look_like_a_lapsed_question_stops_nothing(tmp_path: Path) -> None:
    site = open_site(tmp_path / "data")
    pack = site.campaign.model_dump(mode="json", by_alias=True, exclude_none=True)
    level = next(level for level in pack["levels"] if level["id"] == "f1")
    for question in level["questions"]:
        question["limit_s"] = 30
    level["shuffle"] = False
    del level["draw"]
    first, second = (question["id"] for question in level["questions"][:2])
    timed = type(site.campaign).parse(pack)
    mallory = site.rider("Mallory").me["id"]
    with site.database.unit_of_work() as session:
        campaigns.stage(session, timed, now=site.clock.now)
    with site.database.unit_of_work() as session:
        attempt = attempts.start(session, player_id=mallory, level_id="f1", now=site.clock.now)
        shown = play.open_question(session, timed, attempt, now=site.clock.now)
        assert shown is not None
        answer = shown.solution(attempt.seed, "en")["answer"]
    sent = {"player_id": mallory, "attempt_id": attempt.id}
    with site.database.unit_of_work() as session:
        key = f"lapsed-{second}"
        play.submit_answer(session, **sent, question_id=first, answer=answer, key=key, now=site.clock.now)
    later = site.clock.now + timedelta(minutes=5)
    for now in (site.clock.now, later):
        with site.database.unit_of_work() as session:
            mine = attempts.of_player(session, **sent)
            play.open_question(session, timed, mine, now=now)
    with site.database.unit_of_work() as session, pytest.raises(TooLate):
        play.submit_answer(session, **sent, question_id=second, answer=answer, key="late", now=later)
    site.database.close()
