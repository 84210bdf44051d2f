"""Pay as sources write it, numbers or words: bounds in whole units, currency and period where they are said."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from quest.domain.work import PayPeriod

HIGHEST = 2_000_000_000
"""What is not below it is no pay; PostgreSQL holds not much more in a whole number."""
NUMBER = re.compile(
    r"(?<![A-Za-z0-9.])(\d{1,3}(?:[,'\s\u00a0]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)\s*([kKmM千萬万])?(?![A-Za-z\d%])"
)
SCALE = {"k": 1_000, "m": 1_000_000, "千": 1_000, "萬": 10_000, "万": 10_000}
CURRENCY_CODE = re.compile(
    r"(?<![A-Za-z])(AUD|CAD|CHF|CNY|EUR|GBP|HKD|INR|JPY|KRW|MOP|MYR|NZD|RMB|SGD|THB|TWD|USD)(?![A-Za-z])"
)
CURRENCY_SIGNS = {
    "HK$": "HKD",
    "US$": "USD",
    "S$": "SGD",
    "NT$": "TWD",
    "A$": "AUD",
    "MOP$": "MOP",
    "€": "EUR",
    "£": "GBP",
    "港元": "HKD",
    "港幣": "HKD",
    "港币": "HKD",
    "人民幣": "CNY",
    "人民币": "CNY",
}
PERIODS = (
    (re.compile(r"\b(?:hour(?:ly)?|hr|hrs|h)\b|時薪|时薪|每小時|每小时", re.IGNORECASE), PayPeriod.HOUR),
    (re.compile(r"\b(?:day|daily|diem)\b|日薪|每日|每天", re.IGNORECASE), PayPeriod.DAY),
    (re.compile(r"\b(?:week(?:ly)?|wk)\b|週薪|周薪|每週|每周", re.IGNORECASE), PayPeriod.WEEK),
    (re.compile(r"\b(?:month(?:ly)?|mth|mo|pcm)\b|月薪|每月", re.IGNORECASE), PayPeriod.MONTH),
    (re.compile(r"\b(?:year(?:ly)?|annual(?:ly)?|annum|yr|pa)\b|\bp\.a\.|年薪|每年", re.IGNORECASE), PayPeriod.YEAR),
)


@dataclass(frozen=True, slots=True)
class Pay:
    """Bounds in whole units of `currency` (ISO 4217) for each `period`; None means that it is not said."""

    low: int | None = None
    high: int | None = None
    currency: str | None = None
    period: PayPeriod | None = None


def read_pay(text: str) -> Pay:
    """What a text such as "HK$18,000 – 22,000 a month", "8k-15k" or "negotiable" says.

    A bare "$" names no currency. "From" one amount leaves the top open, "up to" one the bottom.

    Raises:
        ValueError: more than two amounts, or the lower after the higher.
    """
    amounts = _amounts(text)
    if len(amounts) > 2:
        raise ValueError("more than two amounts")
    low, high = (amounts[0], amounts[-1]) if amounts else (None, None)
    if len(amounts) == 1:
        if re.search(r"\b(?:from|at least|starting)\b|\+\s*$|起", text, re.IGNORECASE):
            high = None
        elif re.search(r"\b(?:up to|at most|maximum)\b|最高", text, re.IGNORECASE):
            low = None
    return between(low, high, read_currency(text) if amounts else None, read_period(text) if amounts else None)


def between(low: float | None, high: float | None, currency: str | None, period: PayPeriod | None) -> Pay:
    """Pay between two amounts, rounded to whole units; zero means that nothing is said.

    Raises:
        ValueError: the lower is above the higher, or an amount is no amount of money.
    """
    bottom, top = _whole(low), _whole(high)
    if bottom is not None and top is not None and bottom > top:
        raise ValueError("the lowest pay is above the highest")
    if bottom is None and top is None:
        return Pay()
    return Pay(bottom, top, currency, period)


def read_currency(text: str) -> str | None:
    """The ISO 4217 code of the currency that the text names."""
    if match := CURRENCY_CODE.search(text.upper()):
        return {"RMB": "CNY"}.get(match[1], match[1])
    signs = sorted(CURRENCY_SIGNS, key=len, reverse=True)
    return next((CURRENCY_SIGNS[sign] for sign in signs if sign in text.upper()), None)


def read_period(text: str) -> PayPeriod | None:
    """What the pay is for, when the text names exactly one period."""
    periods = {period for words, period in PERIODS if words.search(text)}
    return periods.pop() if len(periods) == 1 else None


def _amounts(text: str) -> list[float]:
    found = [(float(re.sub(r"[^\d.]", "", digits)), scale.lower()) for digits, scale in NUMBER.findall(text)]
    if len(found) == 2 and found[1][1] and not found[0][1] and found[0][0] < found[1][0]:
        found[0] = (found[0][0], found[1][1])
    return [number * SCALE.get(scale, 1) for number, scale in found]


def _whole(amount: float | None) -> int | None:
    if amount is None or amount == 0:
        return None
    if not math.isfinite(amount) or not 0 < amount < HIGHEST:
        raise ValueError("no amount of money")
    return math.floor(amount + 0.5)
