"""What organisers see of the content: the map, every stop, and every question with its answer, in their language."""

import pytest

from quest.levels.kinds import kinds
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
