"""A language that somebody chose: kept here, on other devices and in the middle of a level."""

from __future__ import annotations

import re

import pytest

from quest.web.templating import written
from tests.services.harbour import pick
from tests.web.site import Page, Person, Site
from tests.web.test_answering_pages import fields, option, staged, starts


def language_of(page: Page) -> str:
    found = re.search(r'<html lang="([^"]+)"', page.source)
    assert found
    return found[1]


def switch(person: Person, page: Page, language: str) -> Page:
    """Presses a button of the page's language switch."""
    onward = re.search(r'class="langs".*?name="next" value="([^"]*)"', page.source, re.DOTALL)
    assert onward, "the page has no language switch"
    return person.send_and_read("/language", language=language, next=onward[1])


def test_a_chosen_language_stays_on_every_page_whatever_the_browser_asks_for(site: Site) -> None:
    ada = site.rider("Ada")
    switch(ada, ada.open("/jobs?line=F"), "zh-Hans")
    for path in ("/", "/route", "/jobs", "/me", "/nowhere"):
        assert language_of(ada.open(path)) == "zh-Hans"
    assert ada.browser.get("/route").headers["Content-Language"] == "zh-Hans"


def test_it_is_there_on_the_next_device_too(site: Site) -> None:
    ada = site.rider("Ada")
    switch(ada, ada.open("/me"), "zh-Hant")
    link = re.search(r"/resume/[\w.-]+", ada.open("/me").source)
    assert link
    tablet = site.somebody("en-GB")
    tablet.send(link[0])
    assert language_of(tablet.open("/route")) == "zh-Hant"


def test_a_device_that_chose_for_itself_keeps_its_language(site: Site) -> None:
    ada = site.rider("Ada")
    switch(ada, ada.open("/me"), "zh-Hant")
    link = re.search(r"/resume/[\w.-]+", ada.open("/me").source)
    assert link
    tablet = site.somebody("en-GB")
    tablet.send("/language", language="zh-Hans")
    tablet.send(link[0])
    assert language_of(tablet.open("/route")) == "zh-Hans"


def test_a_language_that_the_quest_does_not_speak_changes_nothing(site: Site) -> None:
    ada = site.rider("Ada")
    ada.send("/language", language="tlh")
    assert language_of(ada.open("/route")) == "en"


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
def test_a_level_goes_on_where_it_stands_in_another_language(site: Site, language: str) -> None:
    staged(site, pick("quay-1"), pick("quay-2"))
    ada = site.rider("Ada")
    assert language_of(switch(ada, ada.open("/levels/quay"), "en")) == "en"
    there, page = starts(ada)
    after = ada.send_and_read(f"{there}/answers", **fields(page), answer=option(page, "quay-1 0"))
    assert language_of(switch(ada, after, language)) == language
    second = ada.open(there)
    switched = switch(ada, second, "en")
    assert fields(switched)["question_id"] == "quay-2"
    assert option(switched, "quay-2 0") == option(second, "quay-2 0")


def test_an_answer_that_could_not_be_read_does_not_hold_the_language_back(site: Site) -> None:
    staged(site, pick("quay-1"))
    ada = site.rider("Ada")
    there, page = starts(ada)
    again = ada.send_and_read(f"{there}/answers", **fields(page), answer="nothing of the kind")
    assert again.status == 422
    switched = switch(ada, again, "zh-Hant")
    assert (switched.status, fields(switched)["question_id"]) == (200, "quay-1")


@pytest.mark.parametrize(
    ("language", "words", "shown"),
    [
        ("en", "Wing 詠", 'Wing <span lang="zh">詠</span>'),
        ("en", "It reads 香港、九龍, they say", 'It reads <span lang="zh">香港、九龍</span>, they say'),
        ("en", "Lucky Ferry & Co", "Lucky Ferry &amp; Co"),
        ("zh-Hant", "飛快電車", "飛快電車"),
        ("zh-Hant", "Lucky Ferry", '<span lang="en">Lucky Ferry</span>'),
        ("zh-Hans", "用 Python 写的 API", "用 Python 写的 API"),
        ("zh-Hans", "他说 all is well that ends well。", '他说 <span lang="en">all is well that ends well</span>。'),
        ("zh-Hans", "42 %", "42 %"),
        ("en", "", ""),
    ],
)
def test_words_say_in_which_language_they_are_where_the_page_is_in_another(
    site: Site, language: str, words: str, shown: str
) -> None:
    with site.app.test_request_context(headers={"Accept-Language": language}):
        assert str(written(words)) == shown


def test_a_question_says_so_of_every_word(site: Site) -> None:
    han = {"en": "Where is 港?", "zh-Hant": "港在哪裏？", "zh-Hans": "港在哪里？"}
    asked = pick("quay-1", prompt=han, context=han, hint=han, explanation=han)
    for place in asked["options"]:
        place["text"] = {"en": f"{place['text']['en']} 港"}
    staged(site, asked)
    ada = site.rider("Ada")
    there, page = starts(ada)
    assert page.source.count('Where is <span lang="zh">港</span>?') == 3
    assert page.source.count("</b>") >= 4
    assert len(re.findall(r'quay-1 \d <span lang="zh">港</span>', page.source)) == 4
    after = ada.send_and_read(f"{there}/answers", **fields(page), answer=option(page, "quay-1 3"))
    assert 'Where is <span lang="zh">港</span>?' in after.source
    assert len(re.findall(r'<dd>quay-1 \d <span lang="zh">港</span></dd>', after.source)) == 2
