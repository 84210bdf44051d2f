"""Pay in schema.org's many shapes: text, number, MonetaryAmount, QuantitativeValue, price."""

from __future__ import annotations

from typing import Any

from quest.domain.work import PayPeriod
from quest.exchange.jobs.gathering import Part
from quest.exchange.jobs.jsonld_nodes import Node, first_words
from quest.exchange.jobs.pay import Pay, read_currency, read_period

UNIT_CODES = {
    "HUR": PayPeriod.HOUR,
    "DAY": PayPeriod.DAY,
    "WEE": PayPeriod.WEEK,
    "MON": PayPeriod.MONTH,
    "ANN": PayPeriod.YEAR,
}


def pay_of(posting: Node, part: Part) -> Pay:
    """The pay of a posting; what cannot be read becomes a remark of the part."""
    salary = posting.get("baseSalary")
    if salary is None:
        return Pay()
    amount = posting.within(salary)
    quantity = posting.within(amount.get("value"))
    said = Pay(currency=_currency(posting, amount, quantity), period=_period(amount, quantity))
    for holder in (quantity, amount):
        if bounds := [holder.get("minValue", "minPrice"), holder.get("maxValue", "maxPrice")]:
            low, high = (_number(part, bound) for bound in bounds)
            if low is not None or high is not None:
                return part.pay_between(low, high, said)
    text = first_words(quantity.get("value") or amount.get("value", "price") or salary)
    read = part.pay(text)
    if read.low is None and read.high is None:
        return read
    return Pay(read.low, read.high, read.currency or said.currency, read.period or said.period)


def _currency(posting: Node, amount: Node, quantity: Node) -> str | None:
    names = (amount.get("currency", "priceCurrency"), quantity.get("currency"), posting.get("salaryCurrency"))
    return next((code for code in map(read_currency, map(first_words, names)) if code), None)


def _period(amount: Node, quantity: Node) -> PayPeriod | None:
    for holder in (quantity, amount):
        unit = first_words(holder.get("unitText", "unitCode"))
        if period := UNIT_CODES.get(unit.strip().upper()) or read_period(unit):
            return period
    return None


def _number(part: Part, bound: Any) -> float | None:
    text = first_words(bound)
    if not text:
        return None
    read = part.pay(text)
    return read.low if read.low is not None else read.high
