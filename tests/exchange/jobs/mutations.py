"""Files as they arrive after an accident: a small source of each format, and damage that a seed decides."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from datetime import date

from openpyxl import Workbook

JOB = {
    "id": 7,
    "title": "Cook 廚師",
    "description": "<p>Stir &amp; taste, 5+ years, bachelor&#39;s degree required.</p>",
    "company": "Wing's",
    "location": "Tai Po",
    "pay": "HK$18,000 - 22,000 a month",
    "date": "2026-12-31",
}
ROWS = [
    ["id", "title", "company", "description", "salary", "closes", "title (zh-Hant)", "level"],
    [7, "Cook", "Wing's", 'Stir\nand "taste"', "8k-15k", date(2026, 12, 31), "廚師", "senior"],
    [8, "Waiter", "Wing's", "<b>Serve</b> &amp; smile", "HKD 90 per hour", "05/06/2026", "侍應", ""],
]
ODD = [
    *(b'"', b"<!--", b"-->", b"</script>", b"{", b"]", b"[", b"}", b",", b"\\", b"&", b"<", b"&#x0;", b"&amp;amp;"),
    *(b"\\ud800", b"\x00", b"NaN", b"1e999", b"-1", b"\xff\xfe", b"\xef\xbb\xbf", b"<![CDATA[", b"]]>", b"\xa4\xa4"),
    *(b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b'<?xml version="1.0" encoding="big5"?>', b"null", b"true", b'""', b"{}"),
    *(
        b"9" * 400,
        b"[" * 300,
        b"<a>" * 60,
        b"9999-99-99",
        b"\r",
        b"\n\n",
        b";;;;",
        b"=1+1",
        b"\xe2\x80\xae",
        b"99999 years",
    ),
]


def _table() -> bytes:
    quoted = ['"' + str(cell).replace('"', '""') + '"' for row in ROWS for cell in row]
    width = len(ROWS[0])
    return "\n".join(",".join(quoted[at : at + width]) for at in range(0, len(quoted), width)).encode()


def _workbook() -> bytes:
    made, out = Workbook(), io.BytesIO()
    for row in ROWS:
        made.worksheets[0].append(row)
    made.save(out)
    return out.getvalue()


def _posting() -> dict[str, object]:
    salary = {"currency": "HKD", "value": {"minValue": "8k", "maxValue": 22000, "unitText": "MONTH"}}
    return {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": ["JobPosting"], "title": JOB["title"], "description": JOB["description"], "baseSalary": salary},
            {"@id": "#w", "@type": "Organization", "name": "Wing"},
        ],
    }


def _board(**more: object) -> bytes:
    return json.dumps({"jobs": [{**JOB, **more}, {**JOB, "id": 8, **more}], "meta": {"total": 2}}).encode()


def _lever() -> bytes:
    lists = [{"text": "You", "content": "<li>Bachelor's degree</li>"}]
    pay = {"currency": "HKD", "interval": "per-month-salary", "min": 1, "max": 2}
    entry = {"id": "7", "text": "Cook", "categories": {"location": "Tai Po", "commitment": "Fulltime"}, "lists": lists}
    return json.dumps(
        [{**entry, "salaryRange": pay, "createdAt": 1_761_955_200_000, "hostedUrl": "https://a.example"}]
    ).encode()


def _jobtech() -> bytes:
    skills = {"skills": [{"label": "Java"}]}
    entry = {
        "id": "7",
        "headline": "Cook",
        "description": {"text": "Laga"},
        "must_have": skills,
        "employer": {"name": "W"},
    }
    return json.dumps({"hits": {"hits": [{"_source": {**entry, "workplace_address": {"city": "Nacka"}}}]}}).encode()


SOURCES: dict[str, bytes] = {
    "csv": _table(),
    "xlsx": _workbook(),
    "jsonld": json.dumps(_posting()).encode(),
    "xml": (
        f'<?xml version="1.0" encoding="utf-8"?><source><job><title><![CDATA[{JOB["title"]}]]></title>'
        f"<company>Wing &amp; Co</company><city>Tai Po</city><salary>{JOB['pay']}</salary>"
        "<date>Fri, 10 Oct 2025 22:49:39 GMT</date>"
        f"<description><![CDATA[{JOB['description']}]]></description></job><job><title>Waiter</title></job></source>"
    ).encode(),
    "greenhouse": _board(
        absolute_url="https://a.example/7",
        content="&lt;p&gt;Stir&lt;/p&gt;",
        pay_input_ranges=[{"min_cents": 1, "max_cents": 200, "currency_type": "HKD", "title": "a month"}],
        metadata=[{"name": "Education", "value": "Master"}],
    ),
    "lever": _lever(),
    "ashby": _board(
        isListed=True,
        jobUrl="https://a.example",
        employmentType="FullTime",
        secondaryLocations=[{"location": "Leeds"}],
        compensation={"summaryComponents": [{"compensationType": "Salary", "interval": "1 YEAR", "minValue": 5}]},
    ),
    "jobtech": _jobtech(),
    "page": b"<html><base href='/x'><script type='application/ld+json'>"
    + json.dumps(_posting()).encode()
    + b"</script>",
}


def mutated(name: str, seed: int) -> bytes:
    """The source of a format after the damage of this seed; of a workbook, every other time a part inside of it."""
    dice = random.Random(f"{name} {seed}")
    if name == "xlsx" and dice.random() < 0.6:
        return _rezipped(dice)
    return _damaged(SOURCES[name], dice)


def _damaged(source: bytes, dice: random.Random) -> bytes:
    data = bytearray(source)
    for _ in range(dice.randint(1, 6)):
        dice.choice(DAMAGE)(data, dice)
    return bytes(data)


def _rezipped(dice: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOURCES["xlsx"])) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        hurt = dice.choice(names)
        for each in names:
            data = old.read(each)
            new.writestr(each, _damaged(data, dice) if each == hurt else data)
    return out.getvalue()


def _span(data: bytearray, dice: random.Random) -> slice:
    start = dice.randrange(len(data) + 1)
    return slice(start, start + dice.choice((1, 2, 8, 40, 200)))


def _flip(data: bytearray, dice: random.Random) -> None:
    if data:
        data[dice.randrange(len(data))] = dice.randrange(256)


def _cut(data: bytearray, dice: random.Random) -> None:
    del data[_span(data, dice)]


def _end(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(len(data) + 1) :]


def _insert(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data) + 1)
    data[at:at] = dice.choice(ODD)


def _replace(data: bytearray, dice: random.Random) -> None:
    data[_span(data, dice)] = dice.choice(ODD)


def _repeat(data: bytearray, dice: random.Random) -> None:
    span = _span(data, dice)
    data[span.start : span.start] = data[span] * dice.choice((1, 2, 50))


def _graft(data: bytearray, dice: random.Random) -> None:
    other = SOURCES[dice.choice(list(SOURCES))]
    data[_span(data, dice)] = other[_span(bytearray(other), dice)]


def _recode(data: bytearray, dice: random.Random) -> None:
    encoding = dice.choice(("utf-16", "utf-16-le", "big5hkscs", "gb18030", "cp1252", "utf-8-sig"))
    data[:] = bytes(data).decode("utf-8", "replace").encode(encoding, "replace")


DAMAGE: tuple[Callable[[bytearray, random.Random], None], ...] = (
    *(_flip, _flip, _cut, _end, _insert, _insert, _replace, _replace, _repeat, _graft, _recode),
)
