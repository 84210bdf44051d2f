"""Skills are found where a text names them, and nowhere else."""

import pytest

from quest.exchange.skills import read_vocabulary, vocabulary

LANGUAGES = {"en", "zh-Hant", "zh-Hans"}


def test_every_skill_has_a_name_in_three_languages():
    assert {skill.id: set(skill.name) for skill in vocabulary()} == {skill.id: LANGUAGES for skill in vocabulary()}


def test_every_name_and_alias_finds_its_skill():
    lost = [
        (skill.id, word)
        for skill in vocabulary()
        for word in (*skill.name.values(), *skill.aliases)
        if skill.id not in vocabulary().find(f"We look for {word}, please.")
    ]
    assert lost == []


def test_no_two_skills_share_a_word():
    owners: dict[str, set[str]] = {}
    for skill in vocabulary():
        for word in {*skill.name.values(), *skill.aliases}:
            owners.setdefault(word.casefold(), set()).add(skill.id)
    assert {word: ids for word, ids in owners.items() if len(ids) > 1} == {}


def test_an_advert_that_says_k8s_is_found_under_kubernetes():
    assert vocabulary().find("You run k8s clusters and write Python/SQL.") == ("python", "sql", "kubernetes")


def test_words_inside_other_words_are_no_skills():
    assert vocabulary().find("Rosy gitters, javascripts and javanese recommunication") == ()


def test_to_excel_is_no_spreadsheet():
    assert vocabulary().find("People who excel") == ()
    assert vocabulary().find("People who know Excel") == ("spreadsheets",)


def test_hyphens_and_spaces_are_alike():
    assert vocabulary().find("anti money-laundering") == vocabulary().find("Anti-Money Laundering")


def test_a_full_stop_ends_a_phrase():
    assert "leadership" not in vocabulary().find("You are part of a team. Lead times are short.")


def test_the_longest_name_wins():
    assert vocabulary().find("machine learning operations") == ("mlops",)
    assert vocabulary().find("生物統計") == ("biostatistics",)


@pytest.mark.parametrize("text", ["熟悉Python及機器學習，並懂C++。", "熟悉Python和机器学习，并懂C++。"])
def test_latin_words_are_found_between_chinese_characters(text: str):
    assert vocabulary().find(text) == ("python", "machine-learning", "cpp")


def test_a_name_is_given_in_the_language_asked_for_or_in_english():
    assert vocabulary().name("statistics", "zh-Hans") == "统计"
    assert vocabulary().name("statistics", "fr") == "Statistics"
    assert vocabulary().name("basket-weaving", "en") == "basket-weaving"


def test_an_id_used_twice_is_refused():
    with pytest.raises(ValueError, match="'sql' is used twice"):
        read_vocabulary("[{id: sql, name: {en: SQL}}, {id: sql, name: {en: SQL}}]")


def test_a_skill_without_english_name_is_refused():
    with pytest.raises(ValueError, match="'sql' needs an English name"):
        read_vocabulary("[{id: sql, name: {zh-Hant: SQL}}]")


def test_inside_a_sentence_a_skill_is_written_small_unless_it_is_a_name() -> None:
    names = [vocabulary().in_sentence(skill, "en") for skill in ("data-analysis", "python", "api-design", "ab-testing")]
    assert names == ["data analysis", "Python", "API design", "A/B testing"]
    assert vocabulary().name("data-analysis", "en") == "Data analysis"
    assert vocabulary().in_sentence("data-analysis", "zh-Hant") == "數據分析"
