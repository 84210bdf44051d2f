"""Facts about a job that words state: education, seniority, work type, workplace, who may apply. Silence is None."""

from __future__ import annotations

import re

from quest.domain.work import Education, Seniority, Workplace, WorkType


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


EDUCATION = {
    Education.SECONDARY: _any(
        r"\bhigh[- ]?school\b", r"\bsecondary\b", r"\b(?:HK)?DSE\b", r"\bGED\b", "中學|中学|中六|高中"
    ),
    Education.DIPLOMA: _any(
        r"\bdiplomas?\b",
        r"\bassociate(?:'?s|’s)?[- ]degrees?\b",
        r"\bassociate['’]s\b",
        "文憑|文凭|副學士|副学士|大專|大专",
    ),
    Education.BACHELOR: _any(
        r"\bbachelor(?:'?s|’s)?\b",
        r"\bbaccalaureate\b",
        r"\bB\.?(?:Sc|Eng|A)\b",
        r"\b(?:undergraduate|university|college|four[- ]year|honours) degree\b",
        r"\bdegree holder\b",
        "(?<!副)學士|(?<!副)学士|大學學位|大学学位|本科",
    ),
    Education.MASTER: _any(
        r"\bmaster(?:'?s|’s)\b",
        r"\bmaster (?:of|degree)\b",
        r"^\s*master\s*$",
        r"\bpostgraduate degree\b",
        r"\bM\.?(?:Sc|Eng|BA|Phil)\b",
        "碩士|硕士",
    ),
    Education.DOCTORATE: _any(r"\bdoctorate\b", r"\bdoctoral\b", r"\bdoctor of\b", r"\bPh\.? ?D\b", "博士"),
}
SCHOOL_DIPLOMA = _any(r"\bhigh[- ]?school (?:diploma|certificate|graduat\w+)")
EXPERIENCE_INSTEAD = _any(
    r"\bequivalent (?:\w+ ){0,2}experience\b",
    r"\bexperience (?:\w+ ){0,3}equivalent\b",
    r"\b(?:education|degree) (?:and/)?or (?:\w+ ){0,2}experience\b",
)
PREFERRED = _any(
    r"\b(?:prefer|desir|ideal|advantage)", r"\b(?:plus|asset|bonus)\b", r"\bnice to have\b", "優先|优先|更佳"
)
DEMANDED = _any(
    r"\b(?:degree|diploma|Ph\.? ?D|(?:bachelor|master)(?:'?s|’s)?) (?:in|or|from|of|holder|(?:is )?required)\b",
    r"\b(?:require[sd]?|requirements?|must|minimum|at least|hold|holds|holding|need|needs)\b"
    r"[^.;]{0,80}\b(?:degree|diploma|Ph\.? ?D|doctorate)\b",
    "(?:學位|学位|學歷|学历|文憑|文凭)(?:或|及)?以上",
    "(?:持有|具備|具备)[^。；]{0,30}(?:學位|学位|學歷|学历|文憑|文凭)",
    "以上(?:學歷|学历|程度)",
)
SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+|(?<=[。；！？])")

SENIORITY = {
    Seniority.ENTRY: _any(
        r"\bentry[- ]?level\b",
        r"^\s*entry\s*$",
        r"\bjunior\b(?! (?:high|school))",
        r"\b(?:jr|trainee|intern|internship)\b",
        r"\bgraduate\b(?! (?:school|studies|research|program))",
        "初級|初级|見習|见习|應屆|应届|畢業生|毕业生",
    ),
    Seniority.MIDDLE: _any(
        r"\bmid(?:dle)?[- ]?(?:level|senior)\b", r"^\s*mid(?:dle)?\s*$", r"\bintermediate\b", "中級|中级"
    ),
    Seniority.SENIOR: _any(
        r"\bsenior\b(?! (?:cent(?:er|re)|citizen|living|care|service|housing|home|resident))",
        r"\bsr\b",
        r"\bprincipal (?:\w+ )?(?:engineer|scientist|analyst|developer|consultant|researcher|architect)\b",
        "高級|高级|資深|资深|首席",
    ),
}
YEARS = _any(r"(\d{1,2})(?:\.\d)?\s*\+?\s*(?:-|–|to)?\s*(?:\d{1,2})?\s*\+?\s*(?:years?|yrs?|年)")

WORK_TYPES = {
    WorkType.FULL_TIME: _any(r"\bfull[- ]?time\b", r"^F$", "全職|全职"),
    WorkType.PART_TIME: _any(r"\bpart[- ]?time\b", r"^P$", "兼職|兼职"),
    WorkType.CONTRACT: _any(r"\bcontract(?:or|ual)?\b", r"\bfreelance\b", r"\bfixed[- ]term\b", "合約|合同"),
    WorkType.TEMPORARY: _any(r"\btemp(?:orary)?\b", r"\bseasonal\b", "臨時|临时"),
    WorkType.INTERNSHIP: _any(r"\bintern(?:ship)?s?\b", "實習|实习"),
}
WORKPLACES = {
    Workplace.HYBRID: _any(r"\bhybrid\b", "混合"),
    Workplace.REMOTE: _any(
        r"\bremote(?:ly)?\b",
        r"\btelecommut\w*\b",
        r"\bwork from home\b",
        r"\bhome[- ]based\b",
        "遙距|遥距|遠程|远程|在家工作|居家办公",
    ),
    Workplace.ON_SITE: _any(r"\bon[- ]?site\b", r"\bin[- ](?:office|person)\b", "現場|现场|辦公室|办公室"),
}
OPEN_TO = {
    "overseas": _any(r"\b(?:overseas|international|abroad)\b", "海外"),
    "gba": _any(r"\bGBA\b", r"\bgreater bay\b", "大灣區|大湾区"),
}
REFUSES_ABROAD = _any(
    r"\b(?:no|not|cannot|can't|unable to|without|don't)\b[^.;]{0,40}\b(?:sponsor\w*|visas?|overseas|relocat\w+)\b",
    r"\b(?:sponsor\w*|visas?)\b[^.;]{0,40}\b(?:not|unavailable)\b",
    r"\b(?:must|need to|required to) (?:already )?(?:have|hold)\b[^.;]{0,60}\b(?:right to work|work permit|visa)\b",
    "(?:不|未能|沒有|没有)[^。；]{0,12}(?:簽證|签证|海外|擔保|担保)",
)
WELCOMES_ABROAD = _any(
    r"\b(?:visas?|work permits?)\b[^.;]{0,30}\b(?:sponsor\w*|support\w*|provided|offered|available)\b",
    r"\b(?:we|will|can|to) sponsor\b[^.;]{0,30}\b(?:visas?|work permits?)\b",
    r"\b(?:overseas|international) (?:applicants?|candidates?|graduates)\b[^.;]{0,40}\b(?:welcome|may apply)\b",
    r"\bopen to (?:\w+ ){0,3}(?:overseas|international)\b",
    "(?:歡迎|欢迎|接受)[^。；]{0,10}海外|(?:提供|協助|协助)[^。；]{0,8}(?:簽證|签证)",
)
OPEN_TO_GBA = _any(r"\bopen to (?:\w+ ){0,6}(?:GBA|greater bay area)\b", "接受[^。；]{0,12}(?:大灣區|大湾区)")


def education_in(text: str) -> Education | None:
    """The lowest education that a statement of requirements names.

    None when it names none, and when experience may stand in for a degree: then the degree is no limit.
    """
    rest = SCHOOL_DIPLOMA.sub("high school", text)
    lowest = next((level for level in Education if EDUCATION[level].search(rest)), None)
    return None if lowest is not Education.SECONDARY and EXPERIENCE_INSTEAD.search(text) else lowest


def education_required(requirements: str) -> Education | None:
    """The lowest education that a text of requirements names; wishes ("preferred", "a plus") do not count."""
    return education_in("\n".join(part for part in SENTENCE.split(requirements) if not PREFERRED.search(part)))


def education_demanded(description: str) -> Education | None:
    """The lowest education that a sentence of a description demands; mere mentions and wishes do not count."""
    return education_required("\n".join(part for part in SENTENCE.split(description) if DEMANDED.search(part)))


def seniority_in(words: str) -> Seniority | None:
    """The level that a title or a level's name states, when it states exactly one."""
    levels = [level for level, pattern in SENIORITY.items() if pattern.search(words)]
    return levels[0] if len(levels) == 1 else None


def seniority_of_years(years: float) -> Seniority:
    """The level of a job that asks for so many years of experience."""
    return max((level for level in Seniority if level.years <= years), key=lambda level: level.years)


def seniority_of_experience(text: str) -> Seniority | None:
    """The level that a demand for experience amounts to: the fewest years it names, or its name for the level."""
    text = " ".join(text.split())  # wide gaps would keep the pattern busy for hours
    years = [int(match[1]) for match in YEARS.finditer(f"{text} years" if text.isdecimal() else text)]
    return seniority_of_years(min(years)) if years else seniority_in(text)


def work_types_in(words: str) -> list[WorkType]:
    """The kinds of contract that the words name, in the order of `WorkType`."""
    return [kind for kind, pattern in WORK_TYPES.items() if pattern.search(words.replace("_", "-").strip())]


def workplace_in(words: str) -> Workplace | None:
    """Where the work is done; "hybrid" wins over the two that it joins."""
    return next((place for place, pattern in WORKPLACES.items() if pattern.search(words)), None)


def open_to_in(words: str) -> frozenset[str]:
    """Whose applications are welcome: "overseas", "gba", both or nobody named."""
    return frozenset(name for name, pattern in OPEN_TO.items() if pattern.search(words))


def open_to_stated(description: str) -> frozenset[str]:
    """Whose applications a description expressly takes; a mention of abroad, or a refusal, says nothing.

    Whoever takes people from overseas takes those of the Greater Bay Area too, who need the same permit.
    """
    sentences = [part for part in SENTENCE.split(description) if not REFUSES_ABROAD.search(part)]
    if any(map(WELCOMES_ABROAD.search, sentences)):
        return frozenset({"overseas", "gba"})
    return frozenset({"gba"}) if any(map(OPEN_TO_GBA.search, sentences)) else frozenset()
