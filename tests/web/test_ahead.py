"""What a browser is given to go on with while the network is away, and what is told afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from quest.levels.scenario import Scenario
from quest.services import campaigns, fairness
from tests.services.harbour import pick, text
from tests.web.site import Person, Site
from tests.web.test_answering_pages import fields, option, staged, starts

PROGRAM = {"Accept": "application/json"}


@dataclass
class Kept:
    """A page that a browser kept."""

    source: str


def ahead(person: Person, there: str) -> list[dict[str, Any]]:
    """The pages that a browser keeps."""
    pages: list[dict[str, Any]] = person.browser.get(f"{there}/ahead").get_json()["pages"]
    return pages


def test_the_next_untimed_questions_are_handed_out_as_they_will_stand(site: Site) -> None:
    staged(site, *[pick(f"quay-{n}", prompt=text(f"Number {n}?")) for n in (1, 2, 3)])
    ada = site.rider("Ada")
    there, page = starts(ada)
    pages = ahead(ada, there)
    assert [(each["question_id"], each["number"]) for each in pages] == [("quay-1", 1), ("quay-2", 2), ("quay-3", 3)]
    assert [f"Number {n}?" in each["html"] for n, each in enumerate(pages, start=1)] == [True] * 3
    ada.send(f"{there}/answers", **fields(page), answer=option(page, "quay-1 0"))
    later = ada.open(there)
    kept = [line for line in pages[1]["html"].splitlines() if 'type="radio"' in line]
    assert kept == [line for line in later.source.splitlines() if 'type="radio"' in line]


def test_no_key_and_no_hint_that_costs_is_handed_out(site: Site) -> None:
    hint = {"hint": text("Look at the tide."), "scoring": {"hint_cost": 20}}
    staged(site, pick("quay-1"), pick("quay-2", explanation=text("For the tide turns."), **hint))
    ada = site.rider("Ada")
    there, _page = starts(ada)
    _standing, coming = ahead(ada, there)
    assert "For the tide turns." not in coming["html"]
    assert "Look at the tide." not in coming["html"]
    assert "−20 pts" in coming["html"]


def test_a_timed_question_and_all_behind_it_stay_covered(site: Site) -> None:
    staged(site, pick("quay-1"), pick("quay-2", limit_s=20), pick("quay-3"))
    ada = site.rider("Ada")
    there, page = starts(ada)
    assert [each["question_id"] for each in ahead(ada, there)] == ["quay-1"]
    ada.send(f"{there}/answers", **fields(page), answer=option(page, "quay-1 0"))
    assert [each["question_id"] for each in ahead(ada, there)] == ["quay-2", "quay-3"]


def test_what_comes_of_a_choice_is_not_told_before_it_is_made(site: Site) -> None:
    staged(site, pick("quay-1"), {**Scenario.EXAMPLE, "id": "path"}, pick("quay-3"))
    ada = site.rider("Ada")
    there, _page = starts(ada)
    pages = ahead(ada, there)
    assert [each["question_id"] for each in pages] == ["quay-1", "path"]
    assert "The parcel came broken." in pages[1]["html"]
    assert "They calm down." not in pages[1]["html"]
    assert [each["has_turns"] for each in pages] == [False, True]


def test_nobody_is_handed_out_the_questions_of_somebody_else(site: Site) -> None:
    staged(site, pick("quay-1"), pick("quay-2"))
    there, _page = starts(site.rider("Ada"))
    assert site.rider("Ben").open(f"{there}/ahead").status == 404
    assert site.somebody().open(f"{there}/ahead").status == 401


def test_who_answers_from_kept_pages_is_taken_neither_for_a_script_nor_for_too_fast(site: Site) -> None:
    staged(site, *[pick(f"quay-{n}") for n in (1, 2, 3)])
    ada = site.rider("Ada")
    there, _page = starts(ada)
    kept = ahead(ada, there)
    site.clock.forward(seconds=30)
    for each in kept:
        page = Kept(each["html"])
        ada.send(f"{there}/answers", **fields(page), answer=option(page, f"{each['question_id']} 0"))
    with site.database.reading() as session:
        run, steps, _alike = fairness.run_of(session, campaigns.current(session), ada.me["id"])
    assert (run.signals.unseen, run.signals.fast) == (0, 0)
    assert [step.answer.took_ms for step in steps] == [30_000] * 3


def test_a_question_that_is_not_open_yet_says_which_one_is(site: Site) -> None:
    staged(site, pick("quay-1"), pick("quay-2"), pick("quay-3"))
    ada = site.rider("Ada")
    there, _page = starts(ada)
    third = Kept(ahead(ada, there)[2]["html"])
    sent = {**fields(third), "answer": option(third, "quay-3 0")}
    refused = ada.browser.post(f"{there}/answers", data=sent, headers=PROGRAM)
    assert (refused.status_code, refused.get_json()["code"], refused.get_json()["standing"]) == (409, "not_open", 1)


def test_afterwards_a_player_sees_what_each_answer_came_to(site: Site) -> None:
    staged(site, pick("quay-1"), pick("quay-2", prompt=text("Which tide?")), pick("quay-3"))
    ada = site.rider("Ada")
    there, _page = starts(ada)
    assert "You have not answered here yet." in ada.open(f"{there}/answers").words
    for each, choice in zip(ahead(ada, there), ("0", "1"), strict=False):
        page = Kept(each["html"])
        ada.send(f"{there}/answers", **fields(page), answer=option(page, f"{each['question_id']} {choice}"))
    told = ada.open(f"{there}/answers")
    assert "Right call +100 pts 1 Which?" in told.words
    assert "Not this one 0 pts 2 Which tide?" in told.words
    assert "Your answer quay-2 1 The answer quay-2 0 Because." in told.words
    assert told.link("Next question") == there
    assert site.rider("Ben").open(f"{there}/answers").status == 404
