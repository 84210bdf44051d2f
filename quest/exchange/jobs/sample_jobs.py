"""The jobs of the sample fair: titles, descriptions and pay that fit what was planned for them."""

from __future__ import annotations

import random
from collections.abc import Collection
from datetime import date, timedelta
from typing import TypeVar

from quest.domain.work import Education, PayPeriod, Seniority, Workplace, WorkType
from quest.exchange.jobs.records import JobRecord
from quest.exchange.jobs.sample_companies import Company
from quest.exchange.jobs.sample_plan import Slot
from quest.exchange.jobs.sample_words import (
    Words,
    as_subject,
    by_language,
    fill,
    join,
    sentences,
    shared,
    skill_list,
)

OPEN_TO = frozenset({"overseas", "gba"})
PAY_OF_LEVEL = {Seniority.ENTRY: 1.0, Seniority.MIDDLE: 1.55, Seniority.SENIOR: 2.4}
PAY_OF_EDUCATION = {
    Education.SECONDARY: 0.88,
    Education.DIPLOMA: 0.93,
    Education.MASTER: 1.06,
    Education.DOCTORATE: 1.15,
}
PAY_STEP = 500
SHARE_WITH_FOCUS = 0.45
WORK_TYPES = {WorkType.FULL_TIME: 91, WorkType.CONTRACT: 6, WorkType.PART_TIME: 3}
OFFICE_WORK = {Workplace.HYBRID: 50, Workplace.ON_SITE: 38, Workplace.REMOTE: 12}
FULL_STOP = (".", "。", "。")
DAYS_POSTED = (1, 21)
DAYS_OPEN = (10, 80)

Choice = TypeVar("Choice")


def invent_job(
    company: Company,
    slot: Slot,
    rng: random.Random,
    *,
    number: int,
    taken: Collection[Words],
    today: date | None,
) -> tuple[JobRecord, Words]:
    """The job for a slot, the company's job of this number, and its title, which is none of the `taken` ones."""
    focus = rng.choice(slot.occupation.focus)
    title = _title(slot, focus, taken, rng)
    skills = (*slot.occupation.core, *rng.sample(slot.occupation.skills, rng.randint(2, 4)))
    work_type = _chosen(WORK_TYPES, rng) if slot.seniority is Seniority.ENTRY and not slot.fixed else WorkType.FULL_TIME
    workplace = _chosen(OFFICE_WORK, rng) if slot.occupation.at == "office" else Workplace.ON_SITE
    low, high = _pay(slot, company.pay, work_type)
    job = JobRecord(
        reference=f"{company.record.slug}-{number:02}",
        title=by_language(title),
        description=by_language(_description(company, slot, focus, skills, work_type, workplace, rng)),
        company=company.record.slug,
        location=company.place[0],
        sector=slot.occupation.sector,
        occupation=slot.occupation.id,
        seniority=slot.seniority,
        education=slot.education,
        work_type=work_type,
        workplace=workplace,
        open_to=OPEN_TO if slot.open else frozenset(),
        skills=skills,
        pay_min=low,
        pay_max=high,
        pay_currency="HKD",
        pay_period=PayPeriod.MONTH,
        posted_on=today - timedelta(days=rng.randint(*DAYS_POSTED)) if today else None,
        closes_on=today + timedelta(days=rng.randint(*DAYS_OPEN)) if today else None,
    )
    return job, title


def _title(slot: Slot, focus: Words, taken: Collection[Words], rng: random.Random) -> Words:
    """The occupation with its level and perhaps its focus; the company's other titles decide when chance does not."""
    name, forms = slot.occupation.name, _forms(slot)
    if slot.fixed:
        return fill(forms[1], title=name)
    plain = [fill(form, title=name) for form in forms]
    focused = [fill(shared()["with_focus"], title=title, focus=as_subject(focus)) for title in plain]
    first, second = (focused, plain) if rng.random() < SHARE_WITH_FOCUS else (plain, focused)
    rng.shuffle(first)
    return next(title for title in (*first, *second) if title not in taken)


def _forms(slot: Slot) -> list[Words]:
    """The ways in which a title may say this slot's level: no graduates without a degree, no junior doctors."""
    forms: list[Words] = shared()["titles"][slot.seniority]
    if slot.seniority is Seniority.ENTRY and slot.education is Education.DOCTORATE:
        return forms[:1]
    if slot.seniority is Seniority.ENTRY and slot.education not in (Education.BACHELOR, Education.MASTER):
        return [forms[0], forms[2]]
    if slot.seniority is Seniority.SENIOR and slot.occupation.kind == "business":
        return forms[:2]
    return forms


def _description(
    company: Company,
    slot: Slot,
    focus: Words,
    skills: tuple[str, ...],
    work_type: WorkType,
    workplace: Workplace,
    rng: random.Random,
) -> Words:
    """Five paragraphs: the opening, the duties, the demands, the conditions, and who may apply."""
    data, core = shared(), len(slot.occupation.core)
    duties = [*rng.sample(slot.occupation.duties, 3), rng.choice(data["also"][slot.seniority])]
    demands = [
        fill(rng.choice(data["schooling"][slot.education or "unstated"]), field=slot.occupation.field),
        rng.choice(data["experience"][slot.seniority]),
        fill(rng.choice(data["core_skills"]), skills=skill_list(skills[:core])),
        fill(rng.choice(data["more_skills"]), skills=skill_list(skills[core:])),
    ]
    conditions = [
        fill(rng.choice(data["workplaces"][workplace]), place=company.place),
        data["contracts"][work_type],
        *rng.sample(data["offers"], 2),
    ]
    paragraphs = [
        fill(rng.choice(data["openings"]), company=company.name, product=company.product, focus=focus),
        _bullets(rng.choice(data["doing"]), [join("", (duty, FULL_STOP)) for duty in duties]),
        _bullets(rng.choice(data["bringing"]), demands),
        sentences(conditions),
        rng.choice(data["welcome"]["open" if slot.open else "local"]),
    ]
    return join("\n\n", paragraphs)


def _bullets(heading: Words, lines: list[Words]) -> Words:
    return join("\n• ", [heading, *lines])


def _pay(slot: Slot, around: float, work_type: WorkType) -> tuple[int, int]:
    """Lowest and highest pay, HKD a month, in round steps."""
    factor = 1_000 * around * PAY_OF_LEVEL[slot.seniority]
    if slot.education:
        factor *= PAY_OF_EDUCATION.get(slot.education, 1.0)
    if work_type is WorkType.PART_TIME:
        factor /= 2
    low, high = slot.occupation.pay
    return round(low * factor / PAY_STEP) * PAY_STEP, round(high * factor / PAY_STEP) * PAY_STEP


def _chosen(weights: dict[Choice, int], rng: random.Random) -> Choice:
    return rng.choices(list(weights), list(weights.values()))[0]
