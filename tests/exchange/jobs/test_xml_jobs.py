"""An XML feed becomes jobs; its signs are read once, and nothing outside of it is ever fetched."""

from datetime import date

import pytest

from quest.domain.work import Education, PayPeriod, Workplace, WorkType
from quest.exchange.jobs.detect import read_jobs
from quest.exchange.jobs.records import Reading, UnreadableSource

JOB = """<job><title><![CDATA[Net Mender]]></title><date>Fri, 10 Oct 2025 22:49:39 GMT</date>
<referencenumber>{reference}</referencenumber><url><![CDATA[https://a.example/7?a=1&b=2]]></url>
<company>Wing's R&D</company><city>Tai Po</city><country>Hong Kong</country>
<description><![CDATA[<p>Mend nets &amp; sails.</p><script>alert(1)</script><p>&lt;b&gt; stays.</p>]]></description>
<salary>HK$18,000 - 22,000 a month</salary><education>Diploma</education><jobtype>part-time</jobtype>
<remotetype>Fully remote</remotetype><expirationdate>2026-12-31</expirationdate></job>"""
ONE = JOB.format(reference="7")


def feed(*jobs: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    return f"{head}<source><publisher>A board</publisher>{''.join(jobs)}</source>"


def read(text: str, encoding: str = "utf-8") -> Reading:
    return read_jobs(text.encode(encoding))


def test_a_feed_with_a_job():
    reading = read(feed(ONE))
    (job,) = reading.jobs
    assert (reading.format, reading.rejected) == ("xml", [])
    assert (job.reference, job.title, job.company) == ("7", {"en": "Net Mender"}, "Wing's R&D")
    assert (job.url, job.location) == ("https://a.example/7?a=1&b=2", "Tai Po, Hong Kong")
    assert job.description == {"en": "Mend nets & sails.\n\n<b> stays."}
    assert (job.pay_min, job.pay_max, job.pay_currency, job.pay_period) == (18_000, 22_000, "HKD", PayPeriod.MONTH)
    assert (job.education, job.work_type, job.workplace) == (Education.DIPLOMA, WorkType.PART_TIME, Workplace.REMOTE)
    assert (job.posted_on, job.closes_on) == (date(2025, 10, 10), date(2026, 12, 31))


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE source [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE source [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE source SYSTEM "http://127.0.0.1/x.dtd">',
    ],
)
def test_a_document_type_is_refused(prolog: str):
    with pytest.raises(UnreadableSource, match="DOCTYPE") as refusal:
        read_jobs(feed(ONE, head=f'<?xml version="1.0"?>{prolog}').encode(), format="xml")
    assert refusal.value.code == "forbidden_xml"


def test_signs_that_xml_does_not_know_are_read_as_meant():
    (job,) = read(
        feed("<job><title>Caf&eacute;&nbsp;Host & Cook &unknown;</title><description>x</description></job>")
    ).jobs
    assert job.title == {"en": "Café Host & Cook &unknown;"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "big5hkscs", "gb18030"])
def test_chinese_is_read_in_whatever_encoding_it_comes(encoding: str):
    head = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    text = feed("<job><title>風險分析師</title><description>分析香港市場數據</description></job>", head=head)
    assert read(text, encoding).jobs[0].title == {"en": "風險分析師"}


def test_a_wrong_declaration_does_not_spoil_the_words():
    text = feed(
        "<job><title>風險分析師</title><company>Café</company></job>", head='<?xml version="1.0" encoding="big5"?>'
    )
    assert read(text).jobs[0].title == {"en": "風險分析師"}


def test_an_encoding_that_nobody_knows_does_not_spoil_the_words():
    head = f'<?xml version="1.0" encoding="utf-8{"9" * 300}"?>'
    assert read(feed(ONE, head=head)).jobs[0].title == {"en": "Net Mender"}
    with pytest.raises(UnreadableSource) as refusal:
        read_jobs(feed(ONE, head=head + head.replace("8", "7")).encode(), format="xml")
    assert refusal.value.code == "bad_xml"


def test_a_feed_that_breaks_off_keeps_the_jobs_before_and_says_where():
    reading = read(feed(ONE, JOB.format(reference="8"))[:-200])
    assert [job.reference for job in reading.jobs] == ["7"]
    assert [part.code for part in reading.left_out] == ["bad_xml"]


def test_xml_without_jobs_is_refused():
    with pytest.raises(UnreadableSource) as refusal:
        read(feed())
    assert refusal.value.code == "no_jobs"


def test_xml_that_is_nested_without_end_is_refused():
    with pytest.raises(UnreadableSource) as refusal:
        read(feed("<job>" + "<a>" * 40 + "</a>" * 40 + "</job>"))
    assert refusal.value.code == "too_deep"


def test_a_second_posting_and_one_without_title_are_named_by_their_number():
    reading = read(feed(ONE, ONE, "<job><title> </title></job>"))
    assert [(part.where, part.code) for part in reading.left_out] == [
        ("job 2", "duplicate_reference"),
        ("job 3", "no_title"),
    ]
