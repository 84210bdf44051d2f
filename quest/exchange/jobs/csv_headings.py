"""Which column of a table holds what: the headings that people and systems give them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from quest.exchange.jobs.records import UnreadableSource

SYNONYMS = {
    "reference": "id, job id, jobid, reference, ref, ref no, reference number, job reference, job ref, job number,"
    " requisition id, req id, identifier, vacancy id, posting id, 職位編號, 职位编号, 編號, 编号",
    "title": "title, job title, position, position title, business title, job, role, job name, vacancy, vacancy title,"
    " 職位, 职位, 職位名稱, 职位名称, 職銜",
    "company": "company, company name, employer, employer name, organisation, organization, agency, "
    " hiring organisation, hiring organization, 公司, 公司名稱, 公司名称, 僱主, 雇主, 機構, 机构",
    "description": "description, job description, details, duties, responsibilities, summary, about the job,"
    " what you do, 職位描述, 职位描述, 工作內容, 工作内容, 職責, 职责, 岗位职责",
    "requirements": "requirements, job requirements, minimum qual requirements, minimum qualifications, qualifications,"
    " qualification, what you need, 要求, 職位要求, 职位要求, 任职要求, 入職要求",
    "skills": "skills, skill, key skills, required skills, preferred skills, skills required, 技能",
    "location": "location, work location, job location, place, city, office, district, 地點, 地点, "
    " 工作地點, 工作地点, 地區",
    "url": "url, link, job url, apply url, application url, apply link, web address, website, 連結, 链接, 網址, 网址",
    "education": "education, education level, degree, minimum education, academic qualification, qualification level,"
    " 學歷, 学历, 學歷要求, 学历要求",
    "seniority": "seniority, level, experience level, career level, job level, 職級, 职级, 級別, 级别",
    "experience": "experience, years of experience, work experience, experience required, minimum experience,"
    " 經驗, 经验, 工作經驗, 工作经验",
    "work_type": "employment type, job type, work type, contract type, type of employment, "
    " full time part time indicator, schedule, time type, 僱用形式, 工作類型, 工作类型, 工作性質, 工作性质",
    "workplace": "workplace, workplace type, remote, work mode, work arrangement, 工作模式, 辦公模式, 办公模式",
    "pay": "salary, pay, wage, salary range, pay range, compensation, remuneration, monthly salary, annual salary,"
    " hourly rate, 薪金, 薪酬, 工資, 工资, 薪水, 月薪, 年薪, 時薪, 时薪",
    "pay_min": "salary range from, salary from, salary min, min salary, minimum salary, pay min, pay from,"
    " 最低薪金, 最低薪酬",
    "pay_max": "salary range to, salary to, salary max, max salary, maximum salary, pay max, pay to,"
    " 最高薪金, 最高薪酬",
    "pay_currency": "currency, salary currency, pay currency, 貨幣, 货币, 幣種, 币种",
    "pay_period": "salary frequency, pay period, salary period, pay frequency, salary unit, per, 薪金週期, 薪酬周期",
    "posted_on": "posting date, posted, posted on, date posted, publish date, published, 發佈日期, 发布日期, 刊登日期",
    "closes_on": "post until, closes, closes on, closing date, deadline, application deadline, valid through, expires,"
    " expiry date, apply by, 截止日期, 截止申請日期, 申請截止日期, 申请截止日期",
    "sector": "sector, line, 範疇, 领域",
    "occupation": "occupation",
    "open_to": "open to, who may apply, eligibility, 申請資格, 申请资格",
    "audience": "posting type, internal external, audience",
    "language": "language, 語言, 语言",
}
LANGUAGE_SUFFIX = re.compile(
    r"^(.*?)[\s(（:_-]+(en|english|zh[-_ ]?hant|zh[-_ ]?hans|zh[-_ ]?hk|zh[-_ ]?cn|zh[-_ ]?tw)[)）]?$"
)
BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}")
LONGEST_HEADING = 80
SEVERAL_LANGUAGES = ("title", "description")
NOTHING_CHOSEN: Mapping[str, str] = {}


def plain(heading: str) -> str:
    """The heading in small letters, with single spaces for every kind of punctuation."""
    return " ".join(re.sub(r"[\W_]+", " ", heading.casefold()).split())


FIELD_OF = {plain(heading): name for name, headings in SYNONYMS.items() for heading in headings.split(",")}


def chosen_columns(choices: Mapping[str, str]) -> dict[str, str]:
    """The fields that people chose for headings, by the heading's plain form; an empty field leaves a column aside.

    Raises:
        UnreadableSource: there is no such field (`no_such_field`).
    """
    for heading, name in choices.items():
        if name and not is_field(name):
            remedy = f"“{name[:40]}” is no field: choose one of {', '.join(SYNONYMS)}."
            raise UnreadableSource("no_such_field", remedy, place=f"column “{heading[:40]}”")
    return {plain(heading): name for heading, name in choices.items()}


def is_field(name: str) -> bool:
    """Whether a column may hold this: a field, or one of several languages with its tag, `title:zh-Hant`."""
    field, colon, tag = name.partition(":")
    return field in SYNONYMS and (not colon or (field in SEVERAL_LANGUAGES and language_tag(tag) == tag))


def field_of(heading: str, chosen: Mapping[str, str] = NOTHING_CHOSEN) -> str | None:
    """The field that a column of this heading holds: "title (zh-Hant)" `title:zh-Hant`, "salary (HKD)" `pay`.

    What is `chosen` for the plain form of the heading goes before what it says.
    """
    if len(heading) > LONGEST_HEADING:
        return None
    if (name := chosen.get(plain(heading))) is not None:
        return name or None
    if name := FIELD_OF.get(plain(heading)):
        return name
    if match := LANGUAGE_SUFFIX.match(heading.casefold().strip()):
        name = FIELD_OF.get(plain(match[1]))
        if name in SEVERAL_LANGUAGES:
            return f"{name}:{language_tag(match[2])}"
    return FIELD_OF.get(plain(BRACKETS.sub("", heading)))


def language_tag(name: str) -> str | None:
    """Our tag for a language code or its English name; other codes as they are, None for what is no code.

    Plain "zh" is read as it is written in Hong Kong.
    """
    code = name.strip().replace("_", "-").replace(" ", "-").lower()
    if code in ("zh", "zh-hant", "zh-hk", "zh-tw", "zh-mo", "zh-hant-hk", "zh-hant-tw", "chinese"):
        return "zh-Hant"
    if code in ("zh-hans", "zh-cn", "zh-sg", "zh-hans-cn"):
        return "zh-Hans"
    if code.split("-")[0] in ("en", "english"):
        return "en"
    return code if LANGUAGE_CODE.fullmatch(code) else None


def columns(headings: list[str], chosen: Mapping[str, str] = NOTHING_CHOSEN) -> dict[str, list[int]]:
    """The columns of each field, from the left; one field may have several."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, heading in enumerate(headings):
        if name := field_of(heading, chosen):
            found[name].append(at)
    return dict(found)
