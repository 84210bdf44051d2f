"""What organisers see of the content: the map, every stop, and every question with its answer, in their language."""

import pytest
from sqlalchemy import func, select

from quest.levels.kinds import kinds
from quest.models import Answer
from quest.web.organise.preview import SEED
from tests.web.site import Site


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_an_organiser_reads_every_question_with_its_answer_in_each_language(site: Site, language: str) -> None:
    organiser = site.staff("organiser")
    organiser.send("/language", language=language)
    assert organiser.open("/organise/preview").status == 200
    seen = set()
    for level in site.campaign.levels:
        for question in level.questions:
            if question.kind in seen:
                continue
            seen.add(question.kind)
            page = organiser.open(f"/organise/preview/{level.id}/{question.id}")
            assert " ".join(question.prompt.in_(language).split()) in page.words
            assert " ".join(question.explanation.in_(language).split()) in page.words
    assert seen == set(kinds())


def test_the_answers_are_for_organisers_alone(site: Site) -> None:
    for person in (site.somebody(), site.rider("Ada"), site.staff("host")):
        assert person.open("/organise/preview/a1").status in (401, 403)
        assert person.open("/organise/preview").status in (401, 403)


def test_a_question_that_is_not_of_the_stop_is_not_found(site: Site) -> None:
    organiser = site.staff("organiser")
    assert organiser.open("/organise/preview/a1/nonsense").status == 404
    assert organiser.open("/organise/preview/nowhere").status == 404


def test_an_answer_can_be_tried_and_counts_for_nobody(site: Site) -> None:
    organiser = site.staff("organiser")
    level = next(level for level in site.campaign.levels if any(q.kind == "order" for q in level.questions))
    question = next(question for question in level.questions if question.kind == "order")
    there, key = f"/organise/preview/{level.id}/{question.id}", question.solution(SEED, "en")["answer"]
    assert "Right call" in organiser.send_and_read(there, answer=key).words
    upside_down = organiser.send_and_read(there, answer=key[::-1])
    assert "Not this one" in upside_down.words
    assert "could not be read" in organiser.send_and_read(there).words
    with site.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Answer)) == 0


def test_a_scenario_is_tried_turn_by_turn_to_its_end(site: Site) -> None:
    organiser = site.staff("organiser")
    level = next(level for level in site.campaign.levels if any(q.kind == "scenario" for q in level.questions))
    question = next(question for question in level.questions if question.kind == "scenario")
    there, way = f"/organise/preview/{level.id}/{question.id}", question.solution(SEED, "en")["answer"]
    for turns in range(1, len(way)):
        page = organiser.send_and_read(there, answer=way[:turns])
        assert "What happened so far" in page.source
        assert "Right call" not in page.words
    assert "Right call" in organiser.send_and_read(there, answer=way).words
