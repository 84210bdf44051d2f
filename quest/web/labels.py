"""What the words of work are called by people: education, contracts, places, pay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton, format_time
from babel.numbers import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quest.domain.work import Education, PayPeriod, Seniority, Workplace, WorkType
from quest.models import Job
from quest.web.context import campaign
from quest.web.language import as_locale, language, spaced

EDUCATION = {
    Education.SECONDARY: _l("Secondary school"),
    Education.DIPLOMA: _l("Diploma or associate degree"),
    Education.BACHELOR: _l("Bachelor’s degree"),
    Education.MASTER: _l("Master’s degree"),
    Education.DOCTORATE: _l("Doctorate"),
}
SENIORITY = {Seniority.ENTRY: _l("Entry level"), Seniority.MIDDLE: _l("Experienced"), Seniority.SENIOR: _l("Senior")}
WORK_TYPE = {
    WorkType.FULL_TIME: _l("Full time"),
    WorkType.PART_TIME: _l("Part time"),
    WorkType.CONTRACT: _l("Contract"),
    WorkType.TEMPORARY: _l("Temporary"),
    WorkType.INTERNSHIP: _l("Internship"),
}
WORKPLACE = {Workplace.ON_SITE: _l("On site"), Workplace.HYBRID: _l("Hybrid"), Workplace.REMOTE: _l("Remote")}
BASED_IN = {
    "hong-kong": _l("Hong Kong"),
    "gba": _l("Elsewhere in the Greater Bay Area"),
    "overseas": _l("Overseas"),
}
GROUPS = {
    "science-park": _l("Science park"),
    "research-institute": _l("Research institute"),
    "manufacturing-park": _l("Manufacturing park"),
    "start-up": _l("Start-up"),
    "other": _l("Other employers"),
}
# Places of the fair, which its sources write in English; any other place is shown as it was written.
PLACES = {
    "Science Park, Pak Shek Kok": _l("Science Park, Pak Shek Kok"),
    "Cyberport": _l("Cyberport"),
    "Clear Water Bay": _l("Clear Water Bay"),
    "Sheung Wan": _l("Sheung Wan"),
    "Wong Chuk Hang": _l("Wong Chuk Hang"),
    "Lai Chi Kok": _l("Lai Chi Kok"),
    "Sha Tin": _l("Sha Tin"),
    "Kowloon Tong": _l("Kowloon Tong"),
    "Tsuen Wan": _l("Tsuen Wan"),
    "Tseung Kwan O InnoPark": _l("Tseung Kwan O InnoPark"),
    "Kwun Tong": _l("Kwun Tong"),
    "Quarry Bay": _l("Quarry Bay"),
    "Tsim Sha Tsui": _l("Tsim Sha Tsui"),
    "Yuen Long InnoPark": _l("Yuen Long InnoPark"),
    "Fo Tan": _l("Fo Tan"),
    "Kowloon Bay": _l("Kowloon Bay"),
    "Pok Fu Lam": _l("Pok Fu Lam"),
    "Tai Po InnoPark": _l("Tai Po InnoPark"),
}
# The same stage for the one who waits, and for the one who decides.
STANDING = {
    "new": _l("Sent"),
    "reviewed": _l("Read"),
    "shortlisted": _l("Shortlisted"),
    "interview": _l("Interview"),
    "hired": _l("Hired"),
    "passed": _l("Not this time"),
}
STAGE = {
    "new": _l("New"),
    "reviewed": _l("Reviewed"),
    "shortlisted": _l("Shortlisted"),
    "interview": _l("Interview"),
    "hired": _l("Hired"),
    "passed": _l("Passed"),
}
_PAY = {
    PayPeriod.HOUR: _l("%(pay)s an hour"),
    PayPeriod.DAY: _l("%(pay)s a day"),
    PayPeriod.WEEK: _l("%(pay)s a week"),
    PayPeriod.MONTH: _l("%(pay)s a month"),
    PayPeriod.YEAR: _l("%(pay)s a year"),
}
_SIGNS = {"HKD": "HK$", "CNY": "CN¥", "MOP": "MOP$", "USD": "US$", "GBP": "£", "EUR": "€"}


def place(location: str | None) -> str:
    """What a place is called in the reader's language, as far as it is known; "" for none."""
    return str(PLACES.get(location, location)) if location else ""


def named(words: Mapping[Any, Any], value: str | None) -> str:
    """What a value is called: one of the mappings above; the value itself where they do not know it."""
    return str(words.get(value, value)) if value else ""


def pay(job: Job) -> str:
    """The pay as its source states it: “HK$22,000–26,000 a month”; nothing where the source says nothing."""
    amounts = sorted({amount for amount in (job.pay_min, job.pay_max) if amount is not None})
    if not amounts:
        return ""
    figures = "–".join(format_decimal(amount, locale=as_locale()) for amount in amounts)
    currency = job.pay_currency or ""
    worth = f"{_SIGNS[currency]}{figures}" if currency in _SIGNS else f"{currency} {figures}".strip()
    if job.pay_min is None:
        worth = _("up to %(pay)s", pay=worth)
    elif job.pay_max is None:
        worth = _("from %(pay)s", pay=worth)
    return str(_PAY[PayPeriod(job.pay_period)]) % {"pay": worth} if job.pay_period else worth


def _local(at: datetime) -> datetime:
    """A time as clocks at the campaign's place have it; one that no calendar has there, as it was written."""
    try:
        return at.astimezone(ZoneInfo(campaign().timezone))
    except OverflowError:
        return at


def clock(at: datetime) -> str:
    """A time of day at the campaign's place: “16:30”."""
    return _local(at).strftime("%H:%M")


def stopwatch(at: datetime) -> str:
    """The same to the second: “16:30:07”."""
    return _local(at).strftime("%H:%M:%S")


# English dates are written as in Hong Kong: 22 Nov.
_PLACES = {"en": "en_HK", "zh-Hant": "zh_Hant_HK", "zh-Hans": "zh_Hans_CN"}


def day(at: date | datetime, *, year: bool = False) -> str:
    """A calendar day at the campaign's place: “22 Nov”, “11 月 22 日”."""
    if isinstance(at, datetime):
        at = _local(at).date()
    return spaced(str(format_skeleton("yMMMd" if year else "MMMd", at, locale=_PLACES[language()])))


# Holland's six types, as ends of the sentence “You would like …”.
INTERESTS = {
    "realistic": _l("working with tools and things"),
    "investigative": _l("finding out how things are"),
    "artistic": _l("making something new"),
    "social": _l("helping and teaching people"),
    "enterprising": _l("winning people over"),
    "conventional": _l("keeping things in order"),
}


def moment(at: datetime) -> str:
    """A day and the time on it at the campaign's place: “22 Nov, 09:00”, “11 月 22 日 09:00”."""
    local = _local(at)
    return str(_("%(day)s, %(time)s", day=day(local), time=format_time(local.time(), "HH:mm", locale=as_locale())))
