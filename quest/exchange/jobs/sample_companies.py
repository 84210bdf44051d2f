"""The invented companies of the sample fair: names, places and stories."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quest.exchange.jobs.records import CompanyRecord
from quest.exchange.jobs.sample_plan import (
    COMPANIES,
    COMPANIES_OF_GROUP,
    PERCENT_OFFICES,
    SECTOR_WEIGHTS,
    Employer,
    apportion,
    percent,
)
from quest.exchange.jobs.sample_words import Words, by_language, companies, fill, join, products, same, sentences

PAY_AROUND = (0.93, 1.09)


@dataclass(frozen=True)
class Company:
    """A company of the sample fair.

    Attributes:
        record: what others get to see.
        product: what it makes, as part of a sentence.
        pay: how it pays beside others, 1 for the middle.
    """

    record: CompanyRecord
    employer: Employer
    name: Words
    product: Words
    place: Words
    pay: float


def invent_companies(rng: random.Random) -> list[Company]:
    """All companies, those that the built-in campaign tells of first."""
    known = companies()["known"]
    groups = _spread(COMPANIES_OF_GROUP, [entry["group"] for entry in known], rng)
    sectors = _spread(SECTOR_WEIGHTS, [entry["sector"] for entry in known], rng)
    offices = percent(COMPANIES, PERCENT_OFFICES)
    abroad = [True] * (offices - len(known)) + [False] * (COMPANIES - offices)
    rng.shuffle(abroad)
    employers = [Employer(*facts) for facts in zip(sectors, groups, abroad, strict=True)]
    stems = _stems(len(employers), rng)
    return [
        *(_known(entry, rng) for entry in known),
        *(_invented(stem, employer, rng) for stem, employer in zip(stems, employers, strict=True)),
    ]


def _spread(weights: Mapping[str, int], taken: list[str], rng: random.Random) -> list[str]:
    """A value for each company that is not known, so that all companies together keep the proportions."""
    shares = zip(weights, apportion(COMPANIES, list(weights.values())), strict=True)
    values = [value for value, count in shares for _ in range(count - taken.count(value))]
    rng.shuffle(values)
    return values


def _stems(count: int, rng: random.Random) -> list[Words]:
    """The first words of so many names, each once."""
    data = companies()
    pairs = [(first, second) for first in data["first_halves"] for second in data["second_halves"]]
    return [join("", pair) for pair in rng.sample(pairs, count)]


def _known(entry: Mapping[str, Any], rng: random.Random) -> Company:
    employer = Employer(entry["sector"], entry["group"], True, entry["jobs"], entry.get("first_job"))
    place = next(place for place in companies()["places"][employer.group] if place[0] == entry["place"])
    return _company(same(entry["name"]), employer, entry["product"], place, rng)


def _invented(stem: Words, employer: Employer, rng: random.Random) -> Company:
    kind = "institutes" if employer.group == "research-institute" else "nouns"
    noun = rng.choice(companies()[kind][employer.sector])
    name = (f"{stem[0]} {noun[0]}", *join("", (stem, noun))[1:])
    place = rng.choice(companies()["places"][employer.group])
    return _company(name, employer, rng.choice(products(employer.sector)), place, rng)


def _company(name: Words, employer: Employer, product: Words, place: Words, rng: random.Random) -> Company:
    data = companies()
    story = [fill(rng.choice(data["stories"]), name=name, product=product, place=place), rng.choice(data["sizes"])]
    if employer.offices:
        story.append(rng.choice(data["offices"]))
    record = CompanyRecord(
        slug=name[0].lower().replace(" ", "-"),
        name=by_language(name),
        sector=employer.sector,
        story=by_language(sentences([*story, data["notice"]])),
        group=employer.group,
        offices=employer.offices,
        place=place[0],
    )
    return Company(record, employer, name, product, place, rng.uniform(*PAY_AROUND))
