from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from quest.domain.facts import Finding, Liking, Opening, Seeker, Shown
from quest.domain.matching import VERSION, WEIGHTS, Market, match, rank, rarity, score
from quest.domain.shown import Stop, Tried, likings, skills_shown
from quest.domain.work import Education, Seniority, Workplace, WorkType

Facts = dict[str, Any]
TODAY = date(2026, 11, 22)
FRAUD_STOP = {"fintech": "F3"}
WING = Seeker(
    education=Education.BACHELOR,
    experience=1,
    based_in="hong-kong",
    locations=("Hong Kong",),
    work_types=frozenset({WorkType.FULL_TIME}),
    stated=frozenset({"python"}),
    shown={"fraud-detection": Shown(0.8, "f3", 3, 3, FRAUD_STOP)},
    likings={"fintech": Liking("F", 620, 1.0), "biotech": Liking("B", 155, 0.25)},
)
FRAUD_ANALYST = Opening(
    id=1,
    sector="fintech",
    skills=("fraud-detection", "sql"),
    education=Education.BACHELOR,
    seniority=Seniority.ENTRY,
    work_type=WorkType.FULL_TIME,
    location="Kwun Tong, Kowloon",
)
MARKET = Market(rarity={"fraud-detection": 3.0, "sql": 1.5, "python": 1.0, "pcr": 4.0})


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def test_the_parts_of_a_score_share_one_whole_and_carry_a_version():
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    assert VERSION


def test_wing_reads_that_the_fraud_stop_speaks_for_the_fraud_job():
    found = match(WING, FRAUD_ANALYST, MARKET)
    assert found.reasons[0] == Finding(
        "skill_shown", {"level": "f3", "code": "F3", "right": 3, "of": 3, "skills": ["fraud-detection"]}
    )
    assert Finding("line", {"line": "F", "points": 620, "best": True}) in found.reasons
    assert found.gaps[0] == Finding("skill_missing", {"skill": "sql"})
    assert found.limit is None


def test_a_skill_of_the_profile_is_a_reason_that_points_at_the_profile():
    found = match(WING, replace(FRAUD_ANALYST, skills=("python",)), MARKET)
    assert Finding("skill_stated", {"profile": "skills", "skill": "python"}) in found.reasons


def test_one_stop_is_one_reason_however_many_skills_it_shows():
    shown = {name: Shown(0.8, "f3", 3, 3, FRAUD_STOP) for name in ("fraud-detection", "sql")}
    found = match(replace(WING, shown=shown), FRAUD_ANALYST, MARKET)
    [stop] = [reason for reason in found.reasons if reason.code == "skill_shown"]
    assert stop.evidence["skills"] == ["fraud-detection", "sql"]


def test_an_interchange_is_named_by_the_line_of_the_job():
    shown = {"fraud-detection": Shown(0.8, "af", 3, 3, {"ai-data": "A5", "fintech": "F5"})}
    [reason, *_] = match(replace(WING, shown=shown), FRAUD_ANALYST, MARKET).reasons
    assert reason.evidence["code"] == "F5"


def test_a_rare_skill_weighs_more_than_a_common_one():
    common = replace(FRAUD_ANALYST, id=2, skills=("python", "sql"))
    rare = replace(FRAUD_ANALYST, id=3, skills=("pcr", "sql"))
    both = replace(WING, shown={}, stated=frozenset({"python", "pcr"}))
    assert score(both, rare, MARKET) > score(both, common, MARKET)


def test_shown_and_stated_together_beat_either_alone():
    only_stated = replace(WING, shown={}, stated=frozenset({"fraud-detection"}))
    both = replace(WING, stated=frozenset({"fraud-detection"}))
    scores = [score(person, FRAUD_ANALYST, MARKET) for person in (only_stated, WING, both)]
    assert scores == sorted(scores)
    assert len(set(scores)) == 3


def test_a_job_like_what_somebody_would_like_to_do_stands_higher_and_says_so():
    finder = replace(WING, interests=(0.1, 1.0, 0.2, 0.2, 0.1, 0.6))
    analyst = replace(FRAUD_ANALYST, interests=(1.0, 6.0, 1.5, 2.0, 3.0, 6.5))
    seller = replace(FRAUD_ANALYST, interests=(1.0, 1.5, 2.5, 5.0, 7.0, 4.0))
    assert score(finder, analyst, MARKET) > score(WING, analyst, MARKET) == score(WING, seller, MARKET)
    assert score(finder, seller, MARKET) == score(WING, seller, MARKET), "what one would not like costs nothing"
    reason = next(reason for reason in match(finder, analyst, MARKET).reasons if reason.code == "interest")
    assert reason.evidence == {"types": ["investigative", "conventional"]}
    assert "interest" not in codes(match(finder, seller, MARKET).reasons)
    assert "interest" not in codes(match(WING, analyst, MARKET).reasons)


def test_rarity_tells_more_of_a_skill_that_few_jobs_ask_for():
    found = rarity([("sql",), ("sql", "pcr"), ("sql",), ()])
    assert found["pcr"] > found["sql"] > 0


@pytest.mark.parametrize(
    ("person", "job", "code"),
    [
        ({"education": Education.DIPLOMA}, {}, "education"),
        ({}, {"location": "Shenzhen"}, "place"),
        ({}, {"work_type": WorkType.INTERNSHIP}, "work_type"),
        ({"based_in": "overseas"}, {"open_to": frozenset({"hong-kong", "gba"})}, "right_to_work"),
    ],
)
def test_a_job_that_wing_cannot_take_stands_apart_with_its_reason(person: Facts, job: Facts, code: str):
    found = rank(replace(WING, **person), [replace(FRAUD_ANALYST, **job)], MARKET, today=TODAY)
    assert found.suggested == []
    [(_, _, limit)] = found.excluded
    assert limit.code == code
    assert limit.evidence["profile"]


@pytest.mark.parametrize(
    ("person", "job"),
    [
        ({"education": None}, {}),
        ({}, {"education": None}),
        ({"locations": ()}, {"location": "Shenzhen"}),
        ({}, {"location": None}),
        ({}, {"location": "Building 12W"}),
        ({}, {"location": "Shenzhen", "workplace": Workplace.REMOTE}),
        ({"work_types": frozenset()}, {"work_type": WorkType.INTERNSHIP}),
        ({}, {"work_type": None}),
        ({"based_in": "overseas"}, {"open_to": frozenset()}),
        ({"based_in": "overseas"}, {"open_to": frozenset({"overseas"})}),
        ({"based_in": None}, {"open_to": frozenset({"gba"})}),
    ],
)
def test_a_missing_fact_never_excludes(person: Facts, job: Facts):
    found = rank(replace(WING, **person), [replace(FRAUD_ANALYST, **job)], MARKET, today=TODAY)
    assert [opening.id for opening, _ in found.suggested] == [1]


@pytest.mark.parametrize(
    ("person", "job", "code"),
    [
        ({"education": None}, {}, "education_unstated"),
        ({}, {"location": "Building 12W"}, "place_unclear"),
        ({"based_in": "gba"}, {}, "right_to_work_unstated"),
        ({}, {"seniority": Seniority.SENIOR, "skills": ()}, "experience_short"),
        ({"experience": None}, {"seniority": Seniority.SENIOR, "skills": ()}, "experience_unstated"),
        ({"starts_on": date(2027, 7, 1)}, {"closes_on": date(2026, 12, 15)}, "late_start"),
        ({}, {"skills": ()}, "skills_unstated"),
        ({}, {"skills": ("python",)}, "nothing_missing"),
    ],
)
def test_every_job_has_an_honest_gap(person: Facts, job: Facts, code: str):
    assert code in codes(match(replace(WING, **person), replace(FRAUD_ANALYST, **job), MARKET).gaps)


def test_a_job_past_its_closing_day_is_not_suggested():
    last_day = replace(FRAUD_ANALYST, id=2, closes_on=TODAY)
    over = replace(FRAUD_ANALYST, id=3, closes_on=date(2026, 11, 21))
    found = rank(WING, [last_day, over], MARKET, today=TODAY)
    assert [opening.id for opening, _ in found.suggested] == [2]


def test_somebody_of_whom_nothing_is_known_gets_no_suggestion():
    assert rank(Seeker(), [FRAUD_ANALYST], Market(MARKET.rarity, {1: 1.0}), today=TODAY).suggested == []


def test_words_of_the_profile_that_are_no_listed_skill_still_find_a_job():
    modeller = Seeker(phrases=("Blender",))
    market = Market(MARKET.rarity, {1: 1.0}, {1: ("Blender",)})
    found = match(modeller, FRAUD_ANALYST, market)
    assert found.reasons == (Finding("mention", {"profile": "skills", "words": "Blender"}),)
    assert [opening.id for opening, _ in rank(modeller, [FRAUD_ANALYST], market, today=TODAY).suggested] == [1]


def test_nothing_that_names_a_person_can_enter_a_score():
    names = {field.name for field in fields(Seeker)}
    assert not names & {"name", "email", "nickname", "age", "born_on", "gender", "photo", "address"}


def test_jobs_of_equal_score_keep_one_order():
    twins = [replace(FRAUD_ANALYST, id=number) for number in (9, 4, 7)]
    assert [opening.id for opening, _ in rank(WING, twins, MARKET, today=TODAY).suggested] == [4, 7, 9]


STOPS = {"f3": Stop(3, {"fintech": "F3"}), "a1": Stop(5, {"ai-data": "A1"})}


def tried(level_id: str, fraction: float, difficulty: int = 1, skill: str = "statistics") -> Tried:
    return Tried(level_id, (skill,), difficulty, fraction)


def test_one_lucky_answer_shows_less_than_three_hard_ones():
    lucky = skills_shown([tried("f3", 1)], STOPS)["statistics"]
    able = skills_shown([tried("f3", 1, difficulty=3)] * 3, STOPS)["statistics"]
    assert lucky.strength == pytest.approx(0.5)
    assert able.strength == pytest.approx(0.9)


def test_hard_questions_weigh_more_than_easy_ones():
    missed_easy = skills_shown([tried("f3", 1, 3), tried("f3", 0, 1)], STOPS)["statistics"]
    missed_hard = skills_shown([tried("f3", 1, 1), tried("f3", 0, 3)], STOPS)
    assert missed_easy.strength > 0.5
    assert "statistics" not in missed_hard


def test_the_evidence_is_the_stop_that_shows_a_skill_best():
    found = skills_shown([tried("a1", 1), tried("f3", 1, 2), tried("f3", 1, 2), tried("f3", 0.5, 1, "ethics")], STOPS)
    shown = found["statistics"]
    assert (shown.level_id, shown.right, shown.of, shown.codes) == ("f3", 2, 3, {"fintech": "F3"})


def test_wrong_answers_show_nothing():
    assert skills_shown([tried("f3", 0), tried("f3", 0)], STOPS) == {}


def test_interests_stand_beside_the_best_line():
    found = likings({"F": 300, "B": 75, "R": 0}, {"F": "fintech", "B": "biotech", "R": "robotics"})
    assert found == {"fintech": Liking("F", 300, 1.0), "biotech": Liking("B", 75, 0.25)}


def test_a_flat_profile_likes_all_lines_alike():
    found = likings({"F": 100, "B": 100}, {"F": "fintech", "B": "biotech"})
    assert {liking.strength for liking in found.values()} == {1.0}
