"""Every reason, gap and limit has its sentence, for the person and for the recruiter."""

from datetime import date

import pytest

from quest.domain.facts import Finding, Liking, Opening, Seeker, Shown
from quest.domain.limits import limit
from quest.domain.matching import Market, gaps, reasons
from quest.domain.work import Education, Seniority, WorkType
from quest.web.reasons import SENTENCES, finding_view, limit_sentence, sentence
from tests.web.site import Site

WING = Seeker(
    education=Education.DIPLOMA,
    experience=4,
    based_in="overseas",
    locations=("Shenzhen",),
    work_types=frozenset({WorkType.FULL_TIME}),
    starts_on=date(2027, 9, 1),
    stated=frozenset({"python"}),
    shown={"fraud-detection": Shown(0.8, "f3", 3, 5, {"fintech": "F3"})},
    likings={"fintech": Liking("F", 1_240, 1.0), "biotech": Liking("B", 90, 0.1)},
)
PEOPLE = [
    WING,
    Seeker(based_in="gba", work_types=frozenset({WorkType.CONTRACT}), experience=1, locations=("Hong Kong",)),
    Seeker(shown=WING.shown, stated=frozenset({"sql", "python", "fraud-detection"})),
]
JOBS = [
    Opening(
        1, "fintech", ("fraud-detection", "python", "sql"), seniority=Seniority.MIDDLE, closes_on=date(2026, 12, 1)
    ),
    Opening(2, "biotech", (), education=Education.MASTER, seniority=Seniority.SENIOR, location="Building 12W"),
    Opening(3, "fintech", ("python",), work_type=WorkType.INTERNSHIP, location="London"),
    Opening(4, None, ("pcr",), open_to=frozenset({"hong-kong"})),
    Opening(
        5, "fintech", (), closes_on=date(2026, 12, 1), open_to=frozenset({"overseas"}), work_type=WorkType.FULL_TIME
    ),
    Opening(6, "fintech", (), work_type=WorkType.INTERNSHIP),
]
MARKET = Market({"sql": 1.0, "python": 1.0}, {1: 1.0}, {1: ("Blender",)})


def findings() -> list[Finding]:
    return [found for who in PEOPLE for job in JOBS for found in (*reasons(who, job, MARKET), *gaps(who, job, MARKET))]


def limits() -> list[Finding]:
    return [found for who in PEOPLE for job in JOBS if (found := limit(who, job))]


def test_what_matching_finds_can_be_said_in_every_language_and_to_both_readers(site: Site) -> None:
    said = set()
    for language in ("en", "zh-Hant", "zh-Hans"):
        with site.app.test_request_context(headers={"Accept-Language": language}):
            for finding in findings():
                for voice in ("you", "they"):
                    words = sentence(finding, site.campaign, voice=voice)  # type: ignore[arg-type]
                    assert words
                    assert "%(" not in words
                said.add(finding.code)
            for finding in limits():
                assert limit_sentence(finding)
                said.add(f"limit_{finding.code}")
            liked = Finding("interest", {"types": ["social", "realistic"]})  # for the person alone
            assert "%(" not in sentence(liked, site.campaign)
            said.add(liked.code)
    assert {name for name in SENTENCES if not any(name.startswith(code) for code in said)} == set()


@pytest.mark.parametrize(
    ("finding", "you", "they"),
    [
        (
            Finding("skill_shown", {"level": "f3", "code": "F3", "right": 3, "of": 5, "skills": ["sql", "python"]}),
            "You got 3 of 5 right at “Fraud or not?”, which shows SQL and Python.",
            "Got 3 of 5 right at “Fraud or not?”, which shows SQL and Python.",
        ),
        (
            Finding("skill_missing", {"skill": "sql"}),
            "They ask for SQL. Your route has not shown that yet.",
            "The job asks for SQL. The route has not shown that yet.",
        ),
        (
            Finding("line", {"line": "F", "points": 1240, "best": True}),
            "Fintech is your best line: 1,240 points.",
            "Fintech is the best line of this person: 1,240 points.",
        ),
        (
            Finding("experience_short", {"profile": "experience", "years": 1, "asks": 3}),
            "They look for at least 3 years of experience. Your profile says 1.",
            "The job asks for at least 3 years of experience. The profile says 1.",
        ),
    ],
)
def test_a_finding_is_said_to_the_person_and_about_the_person(
    site: Site, finding: Finding, you: str, they: str
) -> None:
    with site.app.test_request_context():
        assert sentence(finding, site.campaign) == you
        assert sentence(finding, site.campaign, voice="they") == they


def test_a_finding_keeps_its_code_and_fact_beside_the_words(site: Site) -> None:
    finding = Finding("skill_missing", {"skill": "sql"})
    with site.app.test_request_context():
        assert finding_view(finding, site.campaign) == {
            "code": "skill_missing",
            "text": "They ask for SQL. Your route has not shown that yet.",
            "evidence": {"skill": "sql"},
        }


def test_evidence_of_a_stop_that_the_campaign_dropped_can_still_be_said(site: Site) -> None:
    finding = Finding("skill_shown", {"level": "gone", "code": "F3", "right": 1, "of": 1, "skills": ["knitting"]})
    with site.app.test_request_context():
        assert sentence(finding, site.campaign) == "You got 1 of 1 right at “gone”, which shows knitting."
