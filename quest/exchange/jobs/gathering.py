"""What all readers do alike: collect jobs, notice second postings, and remember what could not be read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urljoin, urlsplit

from quest.domain.work import Education, PayPeriod, WorkType
from quest.exchange.jobs.dates import AmbiguousDate, read_date
from quest.exchange.jobs.markup import CONTROLS
from quest.exchange.jobs.pay import Pay, between, read_pay
from quest.exchange.jobs.records import JobRecord, Reading, Rejected
from quest.exchange.jobs.stated import education_in, work_types_in

LONGEST_REFERENCE = 200
DERIVED = "derived-"
EXCERPT = 40


@dataclass(frozen=True, slots=True)
class PayRange:
    """One of several statements of pay: bounds in units of `currency` for each `period`, as `Pay` has them."""

    low: float | None
    high: float | None
    currency: str | None
    period: PayPeriod | None


@dataclass
class Part:
    """One part of a source on its way to a job: reads its facts, and notes those that it cannot read."""

    where: str
    remarks: list[Rejected] = field(default_factory=list)

    def remark(self, name: str, code: str, reason: str) -> None:
        """Note that the field `name` of the job stays empty or short, and what to do."""
        self.remarks.append(Rejected(self.where, code, reason, name))

    def date(self, name: str, text: str) -> date | None:
        """The day that the text names, or a remark."""
        if not text.strip():
            return None
        try:
            return read_date(text)
        except AmbiguousDate:
            self.remark(name, "ambiguous_date", f"“{excerpt(text)}” could be two days: write 2025-06-05.")
        except ValueError:
            self.remark(name, "bad_date", f"“{excerpt(text)}” is no date: write it as 2025-06-05.")
        return None

    def pay(self, text: str) -> Pay:
        """What the text says of pay, or a remark."""
        try:
            return read_pay(text)
        except ValueError as error:
            self.remark("pay", "bad_pay", f"“{excerpt(text)}” gives no pay, {error}: write it as 18000 - 22000.")
            return Pay()

    def pay_between(self, low: float | None, high: float | None, said: Pay) -> Pay:
        """Pay between two numbers, with the currency and period of `said`, or a remark."""
        try:
            return between(low, high, said.currency, said.period)
        except ValueError as error:
            self.remark("pay", "bad_pay", f"{low} to {high} gives no pay, {error}: correct the amounts.")
            return Pay()

    def widest_pay(self, ranges: Sequence[PayRange]) -> Pay:
        """The widest bounds of several ranges, with a remark; nothing when they cannot be compared."""
        currencies, periods = {each.currency for each in ranges}, {each.period for each in ranges}
        if len(currencies) > 1 or len(periods) > 1:
            self.remark("pay", "bad_pay", "The pay ranges have different currencies or periods: none was taken.")
            return Pay()
        if len(ranges) > 1:
            reason = f"The job has {len(ranges)} pay ranges: the widest bounds were taken."
            self.remark("pay", "several_values", reason)
        lows = [each.low for each in ranges if each.low is not None]
        highs = [each.high for each in ranges if each.high is not None]
        said = Pay(currency=currencies.pop(), period=periods.pop())
        return self.pay_between(min(lows, default=None), max(highs, default=None), said)

    def url(self, text: str, base: str | None) -> str | None:
        """The absolute web address, or a remark."""
        text = "".join(CONTROLS.sub("", text).split())
        if not text:
            return None
        try:
            url = urljoin(base or "", f"https://{text}" if text.lower().startswith("www.") else text)
            if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname:
                return url
        except ValueError:
            pass
        self.remark("url", "bad_url", f"“{excerpt(text)}” is no full web address: write it with https://.")
        return None

    def work_type(self, texts: Iterable[str]) -> WorkType | None:
        """The kind of contract; of several, the first named, with a remark."""
        kinds: list[WorkType] = []
        for text in texts:
            found = work_types_in(text)
            if not found and text.strip() and text.strip().upper() != "OTHER":
                options = ", ".join(WorkType)
                reason = f"“{excerpt(text)}” is no work type: write one of {options}."
                self.remark("work_type", "unknown_value", reason)
            kinds += [kind for kind in found if kind not in kinds]
        if len(kinds) > 1:
            reason = f"Several work types are named ({', '.join(kinds)}): the first was taken."
            self.remark("work_type", "several_values", reason)
        return kinds[0] if kinds else None

    def education(self, text: str) -> Education | None:
        """The lowest education that the text, which must be a plain statement of it, demands; or a remark."""
        level = education_in(text)
        if level is None and 0 < len(text.strip()) <= EXCERPT:
            options = ", ".join(Education)
            reason = f"“{excerpt(text)}” sets no education: write one of {options}, or leave it empty."
            self.remark("education", "unknown_value", reason)
        return level


@dataclass
class _Entry:
    part: Part
    job: JobRecord
    outward: bool


class Gathering:
    """The jobs of one source by company and reference; a second posting of one is left out and said."""

    def __init__(self, format_name: str) -> None:
        self.format = format_name
        self._entries: dict[tuple[str | None, str], _Entry] = {}
        self._left_out: list[Rejected] = []
        self._notes: list[Rejected] = []

    def leave_out(self, where: str, code: str, reason: str) -> None:
        """Note a part of the source that became no job."""
        self._left_out.append(Rejected(where, code, reason))

    def note(self, where: str, name: str, code: str, reason: str) -> None:
        """Note what concerns the jobs of the whole source."""
        self._notes.append(Rejected(where, code, reason, name))

    def add(self, part: Part, job: JobRecord, *, outward: bool = False) -> None:
        """Take a job. The first posting stands, except that an outward one, for everybody, replaces an internal one."""
        if not job.description:
            part.remark(
                "description",
                "no_description",
                "The job has no description: add one, so that people know what the work is.",
            )
        entry = _Entry(part, job, outward)
        key = (job.company, job.reference)
        kept = self._entries.setdefault(key, entry)
        if kept is entry:
            return
        dropped = entry
        if outward and not kept.outward:
            self._entries[key], dropped, kept = entry, kept, entry
        self._leave_out_second(dropped, kept)

    def reading(self) -> Reading:
        """Everything that was gathered."""
        remarks = [remark for entry in self._entries.values() for remark in entry.part.remarks]
        jobs = [entry.job for entry in self._entries.values()]
        return Reading(self.format, jobs, [*self._left_out, *self._notes, *remarks])

    def _leave_out_second(self, dropped: _Entry, kept: _Entry) -> None:
        reference, place = dropped.job.reference, kept.part.where
        derived = reference.startswith(DERIVED)
        if derived and dropped.job.description != kept.job.description:
            reason = f"The job at {place} has the same title, company and place: give each a reference of its own."
            self.leave_out(dropped.part.where, "conflicting_reference", reason)
        elif derived or dropped.job.title == kept.job.title:
            reason = f"This is a second posting of the job at {place}: nothing to do."
            self.leave_out(dropped.part.where, "duplicate_reference", reason)
        else:
            reason = f"Another job, at {place}, has the reference “{excerpt(reference)}” too: give each its own."
            self.leave_out(dropped.part.where, "conflicting_reference", reason)


def reference_of(stated: str, url: str | None, title: str, company: str | None, location: str | None) -> str:
    """The reference that the source states, else its URL, else one that hangs on title, company and location.

    The same job gets the same one in the next import, whatever the order of the file; a very long one is shortened.
    """
    reference = " ".join(CONTROLS.sub("", stated).split()) or url or ""
    if 0 < len(reference) <= LONGEST_REFERENCE:
        return reference
    parts = [reference] if reference else [title, company or "", location or ""]
    key = "\n".join(" ".join(part.casefold().split()) for part in parts)
    return DERIVED + hashlib.blake2s(key.encode(errors="replace"), digest_size=8).hexdigest()


def excerpt(text: str) -> str:
    """The beginning of a text, on one line and without controls, to be quoted in a reason."""
    text = " ".join(CONTROLS.sub("", text).split())
    return text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1]}…"
