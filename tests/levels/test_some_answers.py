"""A simulated player can answer every kind that a hall is asked."""

import random

import pytest

from quest.levels.kinds import kinds, question_from
from quest.rehearsal.answers import some_answer

ON_STAGE = sorted(name for name, kind in kinds().items() if kind.ON_STAGE)


@pytest.mark.parametrize("name", ON_STAGE)
@pytest.mark.parametrize("seed", range(5))
def test_some_answer_can_be_read(name: str, seed: int):
    question = question_from(kinds()[name].EXAMPLE)
    shown = {"kind": name, **question.present(seed, "en")}
    assert question.grade(some_answer(shown, random.Random(seed)), seed).readable
