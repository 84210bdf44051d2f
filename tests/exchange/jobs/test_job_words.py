"""What single words, dates and amounts in a job advert are taken to mean."""

from datetime import date

import pytest

from quest.domain.work import Education, PayPeriod, Seniority, Workplace, WorkType
from quest.exchange.jobs.dates import AmbiguousDate, read_date
from quest.exchange.jobs.encoding import decode, repair
from quest.exchange.jobs.markup import line, words_of_field, words_of_html, words_of_text
from quest.exchange.jobs.pay import Pay, read_pay
from quest.exchange.jobs.stated import (
    education_demanded,
    education_in,
    education_required,
    open_to_stated,
    seniority_in,
    seniority_of_experience,
    work_types_in,
    workplace_in,
)


@pytest.mark.parametrize(
    "text",
    [
        "2025-05-29",
        "2025-05-29T23:59:59+08:00",
        "2025-05-29 00:00:00.000",
        "2025/5/29",
        "20250529",
        "May 29, 2025",
        "29 May 2025",
        "29-MAY-2025",
        "Thu, 29 May 2025 00:00:00 GMT",
        "29/05/2025",
        "05/29/2025",
        "2025年5月29日",
    ],
)
def test_one_day_in_many_spellings(text: str):
    assert read_date(text) == date(2025, 5, 29)


def test_a_date_that_could_be_two_days_is_not_guessed():
    with pytest.raises(AmbiguousDate):
        read_date("05/06/2025")
    assert read_date("05/05/2025") == date(2025, 5, 5)


@pytest.mark.parametrize("text", ["soon", "", "2025-13-01", "2025-02-30", "31 Foo 2025", "1748476800000", "9" * 500])
def test_what_is_no_date_is_refused(text: str):
    with pytest.raises(ValueError):
        read_date(text)


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("100000", Pay(100_000, 100_000)),
        ("$100,000", Pay(100_000, 100_000)),
        ("8k-15k", Pay(8_000, 15_000)),
        ("8-15k", Pay(8_000, 15_000)),
        ("HK$18,000 – 22,500 per month", Pay(18_000, 22_500, "HKD", PayPeriod.MONTH)),
        ("月薪2萬-3萬港元", Pay(20_000, 30_000, "HKD", PayPeriod.MONTH)),
        ("From £30,000 a year", Pay(30_000, None, "GBP", PayPeriod.YEAR)),
        ("up to US$45.50 per hour", Pay(None, 46, "USD", PayPeriod.HOUR)),
        ("USD 90 000", Pay(90_000, 90_000, "USD")),
        ("negotiable", Pay()),
        ("0", Pay()),
        ("", Pay()),
    ],
)
def test_pay_as_people_write_it(text: str, pay: Pay):
    assert read_pay(text) == pay


@pytest.mark.parametrize("text", ["15k - 8k", "10,000 or 12,000 or 14,000", "9" * 40])
def test_pay_that_makes_no_sense_is_refused(text: str):
    with pytest.raises(ValueError):
        read_pay(text)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Bachelor's Degree in Computer Science", Education.BACHELOR),
        ("bachelor degree", Education.BACHELOR),
        ("associate degree", Education.DIPLOMA),
        ("PhD or Master’s degree", Education.MASTER),
        ("A four-year high school diploma or its educational equivalent", Education.SECONDARY),
        ("大學學位或以上", Education.BACHELOR),
        ("副學士", Education.DIPLOMA),
        ("硕士", Education.MASTER),
        ("Master", Education.MASTER),
        ("Bachelor's degree or equivalent experience", None),
        ("Willingness to learn", None),
    ],
)
def test_the_lowest_education_named_is_the_demand(text: str, level: Education | None):
    assert education_in(text) == level


def test_a_wish_is_no_demand():
    assert education_required("A bachelor's degree. A doctorate is a plus.") == Education.BACHELOR
    assert education_required("Master's degree preferred.") is None


def test_a_mention_in_a_description_is_no_demand():
    assert education_demanded("You will work beside our PhD researchers and high school interns.") is None
    assert education_demanded("About us. You must hold a master's degree in statistics.") == Education.MASTER


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Senior Data Engineer", Seniority.SENIOR),
        ("Junior software developer", Seniority.ENTRY),
        ("Graduate Fraud Analyst", Seniority.ENTRY),
        ("高級軟件工程師", Seniority.SENIOR),
        ("Senior Center Cook", None),
        ("Data Entry Clerk", None),
        ("Graduate School Adviser", None),
        ("Junior to Senior Developer", None),
        ("Software Engineer", None),
    ],
)
def test_a_title_states_its_level_or_does_not(title: str, level: Seniority | None):
    assert seniority_in(title) == level


def test_years_of_experience_make_a_level():
    assert seniority_of_experience("Minimum 3 years experience") == Seniority.MIDDLE
    assert seniority_of_experience("8") == Seniority.SENIOR
    assert seniority_of_experience("1-3 years") == Seniority.ENTRY
    assert seniority_of_experience("Experience in a laboratory") is None


def test_work_types_in_many_spellings():
    spellings = ["FULL_TIME", "Full-time", "full time", "Fulltime", "F", "全職"]
    assert [work_types_in(spelling) for spelling in spellings] == [[WorkType.FULL_TIME]] * len(spellings)
    assert work_types_in("CONTRACTOR") == [WorkType.CONTRACT]
    assert work_types_in("PER_DIEM") == []


def test_hybrid_wins_over_remote():
    assert workplace_in("Hybrid remote") == Workplace.HYBRID
    assert workplace_in("TELECOMMUTE") == Workplace.REMOTE
    assert workplace_in("Kwun Tong") is None


def test_text_that_was_decoded_twice_is_mended():
    assert repair("New York Cityâ€™s â€œnewâ€\x9d cafÃ©: â€¢ 人 äººå·¥") == "New York City’s “new” café: • 人 人工"


@pytest.mark.parametrize("text", ["café", "voilà\u00a0»", "CAFÉ™", "Ünïcödé", "Â", "人工智能", "naïve – “quoted”"])
def test_text_that_is_right_stays(text: str):
    assert repair(text) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "big5hkscs"])
def test_chinese_is_read_in_the_encodings_of_hong_kong(encoding: str):
    text = "職位,公司\n數據工程師,鹽水實驗室：我們的團隊在香港開發數據系統\n"
    assert decode(text.encode(encoding)) == text


def test_simplified_chinese_is_read_in_its_old_encoding():
    text = "职位,公司\n数据工程师,盐水实验室：我们的团队在香港开发数据系统\n"
    assert decode(text.encode("gb18030")) == text


def test_windows_quotation_marks_are_read():
    assert decode("Wing’s “café” costs 5€".encode("cp1252")) == "Wing’s “café” costs 5€"


def test_html_becomes_paragraphs_and_dotted_lines():
    markup = "<div><p>Hello&nbsp;<b>Wing</b></p><ul><li>One &amp; two<li>Three</ul><script>alert(1)</script></div>"
    assert words_of_html(markup) == "Hello Wing\n\n• One & two\n• Three"


def test_escaped_html_is_unescaped_once():
    assert words_of_field("&lt;p&gt;Fish &amp;amp; chips&lt;/p&gt;") == "Fish & chips"
    assert words_of_html("&lt;p&gt; is a tag") == "<p> is a tag"


def test_a_comparison_is_no_tag():
    assert words_of_field("Errors < 5 and scores > 90, a<b") == "Errors < 5 and scores > 90, a<b"


def test_wide_gaps_of_a_flattened_text_become_paragraphs():
    assert words_of_text("Duties:    • mix  • pour     Hours: nine") == "Duties:\n• mix\n• pour\n\nHours: nine"


def test_a_title_is_one_line_without_markup():
    assert line(" R&amp;D \n Engineer&lt;br&gt; ") == "R&D Engineer"


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("Visa sponsorship is available.", {"overseas", "gba"}),
        ("We sponsor work permits for the right person.", {"overseas", "gba"}),
        ("International candidates are welcome to apply.", {"overseas", "gba"}),
        ("歡迎海外申請者，公司會協助申請簽證。", {"overseas", "gba"}),
        ("Open to graduates from the Greater Bay Area.", {"gba"}),
        ("接受大灣區人才申請", {"gba"}),
        ("Visa sponsorship is not available.", set()),
        ("We are unable to sponsor visas.", set()),
        ("You must have the right to work in Hong Kong; we do not offer visa support.", set()),
        ("本公司不提供簽證擔保。", set()),
        ("You work with our overseas offices and international customers.", set()),
        ("Our office looks over the Greater Bay Area.", set()),
    ],
)
def test_the_right_to_work_is_read_where_it_is_said_and_only_there(words: str, places: set[str]):
    assert open_to_stated(f"Cook soup. {words}") == places
