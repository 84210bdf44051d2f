"""The API of jobs, matches, applications, jobseekers and candidates."""

from typing import Any

import pytest

from tests.services.town import Town, a_job
from tests.web.site import Person, Site

WING = {
    "name": "Cheung Wing",
    "email": "wing@example.org",
    "education": "bachelor",
    "experience": 0,
    "locations": ["Hong Kong"],
    "work_types": ["full-time"],
    "skills": ["python"],
    "consents": [],
}


@pytest.fixture
def town(site: Site) -> Town:
    return Town(site.database, site.campaign)


@pytest.fixture
def fair(town: Town) -> dict[str, int]:
    [fraud] = town.hire("Starpier Pay", a_job("1", pay_min=22000, pay_max=26000, pay_currency="HKD"))
    [bench] = town.hire(
        "Junk Bay Bio",
        a_job("1", title="Bench Scientist", sector="biotech", skills=("pcr", "molecular-biology")),
    )
    return {"fraud": fraud, "bench": bench}


def call(person: Person, method: str, path: str, body: object = None, *, expect: int = 200) -> Any:
    answer = person.browser.open(
        f"/api/v1{path}", method=method, json=body, headers={"Accept-Language": person.language}
    )
    assert answer.status_code == expect, f"{method} {path}: {answer.status_code} {answer.get_data(as_text=True)[:600]}"
    return answer.get_json(silent=True)


def rider(site: Site, town: Town, nickname: str = "Wing", **right: int) -> Person:
    """Somebody who joined and rode these levels."""
    person = site.rider(nickname)
    with site.database.unit_of_work() as session:
        for level_id, count in right.items():
            town._play(session, person.me["id"], level_id, count)
    return person


def jobseeker(site: Site, town: Town, *, name: str = "Wing", consents: tuple[str, ...] = (), **right: int) -> Person:
    """A rider who registered and agreed to these."""
    person = rider(site, town, name, **right)
    agreed = [{"purpose": purpose, "version": "2026-11"} for purpose in consents]
    profile = {**WING, "name": name, "email": f"{name.lower()}@example.org", "consents": agreed}
    call(person, "POST", "/jobseeker", profile, expect=201)
    return person


def test_anybody_may_look_through_the_jobs(site: Site, fair: dict[str, int]) -> None:
    found = call(site.somebody(), "GET", "/jobs")
    assert found["total"] == 2
    assert {row["company"]["name"] for row in found["rows"]} == {"Starpier Pay", "Junk Bay Bio"}
    assert {"value": "F", "count": 1} in found["facets"]["line"]
    assert {"value": "entry", "count": 2} in found["facets"]["level"]


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("q=scientist", 1),
        ("line=F", 1),
        ("line=A", 0),
        ("level=entry&education=bachelor&work_type=full-time&location=Hong+Kong", 2),
        ("company=starpier-pay", 1),
        ("q=&line=", 422),
        ("line=Z", 422),
        ("level=boss", 422),
        ("cursor=-1", 422),
        ("limit=0", 422),
    ],
)
def test_filters_of_the_jobs(site: Site, fair: dict[str, int], query: str, total: int) -> None:
    if total == 422:
        fault = call(site.somebody(), "GET", f"/jobs?{query}", expect=422)
        assert fault["code"] == "bad_input"
        assert fault["errors"]
    else:
        assert call(site.somebody(), "GET", f"/jobs?{query}")["total"] == total


def test_the_next_cursor_leads_to_the_rest(site: Site, fair: dict[str, int]) -> None:
    somebody = site.somebody()
    first = call(somebody, "GET", "/jobs?limit=1")
    rest = call(somebody, "GET", f"/jobs?limit=1&cursor={first['next_cursor']}")
    assert {first["rows"][0]["id"], rest["rows"][0]["id"]} == set(fair.values())
    assert rest["next_cursor"] is None


def test_one_job_is_told_with_its_description(site: Site, fair: dict[str, int]) -> None:
    job = call(site.somebody(), "GET", f"/jobs/{fair['fraud']}")
    assert job["description"] == "Look for payments that do not fit."
    assert job["pay"] == {"min": 22000, "max": 26000, "currency": "HKD", "period": None}
    assert (job["line"], job["level"], job["open"], job["applied"]) == ("F", "entry", True, False)
    for nowhere in ("999", "99999999999999999999"):
        assert call(site.somebody(), "GET", f"/jobs/{nowhere}", expect=404)["code"] == "not_found"


def test_matches_are_for_whoever_plays_registered_or_not(site: Site, town: Town, fair: dict[str, int]) -> None:
    assert call(site.somebody(), "GET", "/matches", expect=401)["code"] == "sign_in_required"
    found = call(rider(site, town, f3=5), "GET", "/matches")
    [row] = found["rows"]
    assert row["job"]["id"] == fair["fraud"]
    assert row["reasons"][0]["code"] == "skill_shown"
    assert row["reasons"][0]["text"] == "You got 4 of 4 right at “Fraud or not?”, which shows fraud detection."
    assert row["reasons"][0]["evidence"]["code"] == "F3"
    assert "They ask for SQL. Your route has not shown that yet." in [gap["text"] for gap in row["gaps"]]
    assert found["weights"]["version"]
    assert 0 < row["score"] <= 1


def test_matches_speak_the_readers_language(site: Site, town: Town, fair: dict[str, int]) -> None:
    wing = rider(site, town, f3=5)
    wing.send("/language", language="zh-Hant")
    [row] = call(wing, "GET", "/matches")["rows"]
    assert "真假交易" in row["reasons"][0]["text"]
    assert "識別詐騙" in row["reasons"][0]["text"] or "fraud detection" not in row["reasons"][0]["text"]


def test_a_job_beyond_a_hard_limit_says_which(site: Site, town: Town, fair: dict[str, int]) -> None:
    wing = jobseeker(site, town, f3=5)
    call(wing, "PATCH", "/jobseeker", {"education": "diploma"})
    found = call(wing, "GET", "/matches")
    assert found["rows"] == []
    [row] = found["ineligible"]
    assert row["job"]["id"] == fair["fraud"]
    assert row["reason"]["code"] == "education"
    assert row["reason"]["text"] == "Education asked for: Bachelor’s degree. Yours: Diploma or associate degree."


def test_one_tap_applies_and_a_second_gives_the_same(site: Site, town: Town, fair: dict[str, int]) -> None:
    wing = jobseeker(site, town, f3=5)
    path = f"/jobs/{fair['fraud']}/application"
    first = call(wing, "POST", path, {"key": "one"}, expect=201)
    assert first["reasons"]
    assert first["job"]["applied"] is True
    assert call(wing, "POST", path, {"key": "one"})["id"] == first["id"]
    assert call(wing, "POST", path, {"key": "two"})["id"] == first["id"]
    [listed] = call(wing, "GET", "/applications")["rows"]
    assert (listed["id"], listed["stage"], listed["withdrawn_at"]) == (first["id"], "new", None)
    call(wing, "DELETE", path, expect=204)
    [listed] = call(wing, "GET", "/applications")["rows"]
    assert listed["withdrawn_at"]
    assert listed["job"]["applied"] is False


def test_only_a_jobseeker_applies(site: Site, town: Town, fair: dict[str, int]) -> None:
    path = f"/jobs/{fair['fraud']}/application"
    assert call(site.somebody(), "POST", path, {"key": "k"}, expect=401)["code"] == "sign_in_required"
    assert call(rider(site, town), "POST", path, {"key": "k"}, expect=409)["code"] == "not_registered"


def test_a_job_that_is_over_is_gone(site: Site, town: Town, fair: dict[str, int]) -> None:
    [past] = town.hire("Starpier Pay", a_job("2", closes_on=site.clock.now.date()))
    wing = jobseeker(site, town)
    site.clock.forward(days=2)
    assert call(wing, "POST", f"/jobs/{past}/application", {"key": "k"}, expect=410)["code"] == "job_closed"


def test_registering_keeps_the_profile_and_each_consent(site: Site, town: Town) -> None:
    wing = rider(site, town)
    profile = {**WING, "starts_on": "2027-01-04", "consents": [{"purpose": "employers", "version": "2026-11"}]}
    made = call(wing, "POST", "/jobseeker", profile, expect=201)
    assert made["consents"] == [
        {"purpose": "employers", "company_id": None},
        {"purpose": "profile", "company_id": None},
    ]
    assert call(wing, "GET", "/jobseeker") == made
    assert wing.me["jobseeker"]["name"] == "Cheung Wing"
    assert call(wing, "POST", "/jobseeker", profile, expect=409)["code"] == "email_taken"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"education": "kindergarten"}, "education"),
        ({"experience": -1}, "experience"),
        ({"starts_on": "soon"}, "starts_on"),
        ({"nickname": "x"}, "nickname"),
        ({"consents": [{"purpose": "application", "version": "1"}]}, "consents"),
        ({"consents": [{"purpose": "employers", "company_id": 999, "version": "1"}]}, "consents.0.company_id"),
    ],
)
def test_a_profile_that_cannot_be_used_says_where(site: Site, town: Town, change: dict[str, Any], field: str) -> None:
    wing = rider(site, town)
    fault = call(wing, "POST", "/jobseeker", {**WING, **change}, expect=422)
    assert [error["field"] for error in fault["errors"]] == [field]
    assert call(wing, "GET", "/jobseeker", expect=409)["code"] == "not_registered"


def test_a_change_leaves_the_rest_of_the_profile(site: Site, town: Town) -> None:
    wing = jobseeker(site, town)
    changed = call(wing, "PATCH", "/jobseeker", {"skills": ["sql"], "starts_on": "2027-01-04"})
    assert (changed["skills"], changed["starts_on"], changed["name"]) == (["sql"], "2027-01-04", "Wing")
    assert call(wing, "PATCH", "/jobseeker", {"starts_on": None})["starts_on"] is None


def test_a_consent_is_given_and_taken_back(site: Site, town: Town, fair: dict[str, int]) -> None:
    wing = jobseeker(site, town, f3=5)
    agree = {"purpose": "employers", "version": "2026-11"}
    given = call(wing, "PATCH", "/jobseeker", {"consents": [agree]})
    assert {"purpose": "employers", "company_id": None} in given["consents"]
    recruiter = site.staff("recruiter", company="starpier-pay")
    assert call(recruiter, "GET", "/candidates")["total"] == 1
    back = call(wing, "PATCH", "/jobseeker", {"consents": [{**agree, "granted": False}]})
    assert back["consents"] == [{"purpose": "profile", "company_id": None}]
    assert call(recruiter, "GET", "/candidates") == {"rows": [], "total": 0, "next_cursor": None}


def test_wing_takes_everything_away_and_leaves(site: Site, town: Town, fair: dict[str, int]) -> None:
    wing = jobseeker(site, town, f3=5)
    call(wing, "POST", f"/jobs/{fair['fraud']}/application", {"key": "k"}, expect=201)
    call(wing, "POST", "/groups", {"kind": "team", "name": "Night Ferry"}, expect=201)
    call(wing, "PUT", "/me/bracket", {"bracket": "student"})
    taken = call(wing, "GET", "/jobseeker/export")
    assert (taken["player"]["bracket"], taken["player"]["ranked"], taken["player"]["tickets"]) == ("student", True, [])
    assert taken["player"]["groups"] == [{"kind": "team", "name": "Night Ferry"}]
    assert taken["profile"]["email"] == "wing@example.org"
    assert taken["applications"][0]["company"] == {"en": "Starpier Pay"}
    recruiter = site.staff("recruiter", company="starpier-pay")
    [seen] = call(recruiter, "GET", "/candidates")["rows"]
    call(wing, "DELETE", "/jobseeker", expect=204)
    assert call(wing, "GET", "/me", expect=401)["code"] == "sign_in_required"
    assert call(recruiter, "GET", "/candidates")["rows"] == []
    assert call(recruiter, "GET", f"/candidates/{seen['id']}", expect=404)["code"] == "not_found"


def test_a_recruiter_reads_of_applicants_in_the_third_person(site: Site, town: Town, fair: dict[str, int]) -> None:
    wing = jobseeker(site, town, f3=5)
    call(wing, "POST", f"/jobs/{fair['fraud']}/application", {"key": "k"}, expect=201)
    recruiter = site.staff("recruiter", company="starpier-pay")
    [row] = call(recruiter, "GET", "/candidates")["rows"]
    assert (row["name"], row["email"], row["applied"]) == ("Wing", "wing@example.org", True)
    assert [(stop["code"], stop["points"]) for stop in row["route"]] == [("F3", 500)]
    assert row["reasons"][0]["text"] == "Got 4 of 4 right at “Fraud or not?”, which shows fraud detection."
    assert row["applications"][0]["job"]["id"] == fair["fraud"]
    assert call(recruiter, "GET", f"/candidates/{row['id']}") == row
    assert call(recruiter, "GET", f"/candidates?job_id={fair['bench']}")["rows"] == []
    assert call(recruiter, "GET", "/candidates?line=A")["rows"] == []
    assert call(recruiter, "GET", "/candidates?line=Z", expect=422)["errors"][0]["field"] == "line"


def test_a_recruiter_finds_nobody_elses_candidates(site: Site, town: Town, fair: dict[str, int]) -> None:
    wing = jobseeker(site, town, f3=5)
    call(wing, "POST", f"/jobs/{fair['fraud']}/application", {"key": "k"}, expect=201)
    jobseeker(site, town, name="Ada", f3=5)
    own, other = site.staff("recruiter", company="starpier-pay"), site.staff("host", company="junk-bay-bio")
    [row] = call(own, "GET", "/candidates")["rows"]
    everybody = range(1, 5)
    answers = [own.browser.get(f"/api/v1/candidates/{number}").status_code for number in everybody]
    assert [number for number, status in zip(everybody, answers, strict=True) if status == 200] == [row["id"]]
    for nobody in (other, wing):
        assert call(nobody, "GET", "/candidates", expect=403)["code"] == "forbidden"
    assert call(site.somebody(), "GET", "/candidates", expect=401)["code"] == "sign_in_required"


def test_a_link_to_play_elsewhere_opens_no_profile(site: Site, town: Town, fair: dict[str, int]) -> None:
    wing = rider(site, town)
    second = site.somebody()
    second.browser.set_cookie("quest", wing.browser.get_cookie("quest").value)  # type: ignore[union-attr]
    town.register(wing.me["id"], "Wing")
    assert call(second, "GET", "/jobseeker", expect=401)["code"] == "sign_in_required"
    path = f"/jobs/{fair['fraud']}/application"
    assert call(second, "POST", path, {"key": "k"}, expect=401)["code"] == "sign_in_required"


def test_every_call_is_described_with_its_roles_and_errors(site: Site) -> None:
    document = site.somebody().browser.get("/api/v1/openapi.json").get_json()
    apply = document["paths"]["/jobs/{job_id}/application"]["post"]
    assert apply["operationId"] == "apply_for_job"
    assert apply["x-roles"] == ["player"]
    assert "job_closed" in apply["responses"]["410"]["x-codes"]
    assert {"200", "201"} <= set(apply["responses"])
    assert document["paths"]["/candidates"]["get"]["x-roles"] == ["recruiter"]
    assert "$defs" not in str(document["paths"]["/jobs"]["get"])
