"""One door for every file: the format is told from the content, real files give known counts, rubbish a refusal."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quest.exchange.jobs.detect import READERS, read_jobs
from quest.exchange.jobs.records import Reading, UnreadableSource

BOARD = json.dumps({"jobs": [{"id": 7, "title": "Cook", "absolute_url": "https://a.example/7", "content": "Stir"}]})
POSTING = json.dumps(
    {"@type": "JobPosting", "title": "Cook", "jobLocation": {"address": "Tai Po"}, "baseSalary": {"value": "8k-15k"}}
)
PAGE = f"<html><script type='application/ld+json'>{POSTING}</script><p>Hello</p></html>"
TABLE = 'id,title,company,description,salary,closes\n7,Cook,Wing\'s,"Stir\nand ""taste""",8k-15k,2026-12-31\n'
FEED = (
    "<source><job><title>Cook</title><company>Wing &amp; Co</company><salary>8k-15k</salary>"
    "<description><![CDATA[<p>Stir</p>]]></description><date>Fri, 10 Oct 2025 22:49:39 GMT</date></job></source>"
)
SITE = json.dumps(
    [{"id": "7", "text": "Cook", "categories": {"location": "Tai Po"}, "createdAt": 1, "lists": [{"content": "<li>a"}]}]
)
LISTING = json.dumps({"jobs": [{"id": "7", "title": "Cook", "isListed": True, "jobUrl": "a", "compensation": {}}]})
ADS = json.dumps(
    {"hits": {"hits": [{"_source": {"id": "7", "headline": "Cook", "must_have": {"skills": [{"label": "Java"}]}}}]}}
)
SOURCES = {
    "greenhouse": BOARD,
    "jsonld": POSTING,
    "csv": TABLE,
    "xml": FEED,
    "lever": SITE,
    "ashby": LISTING,
    "jobtech": ADS,
}
ODD_BYTES = st.one_of(
    st.binary(max_size=6),
    st.sampled_from(
        [b'"', b"<!--", b"</script>", b"{", b"]", b"\\ud800", b"\x00", b"NaN", b"1e999", b"\xff\xfe", b"<![x["]
    ),
)
REFUSED = "refused"
SHARED_COUNTS = {
    "greenhouse_docs_list_jobs.json": ("greenhouse", 1, 0),
    "greenhouse_docs_list_jobs_content_true.json": ("greenhouse", 1, 0),
    "jobtech_se_ads_sample.json": ("jobtech", 2, 0),
    "nyc_jobs_2019.csv": ("csv", 830, 0),
    "schemaorg_jobposting_examples.txt": ("jsonld", 9, 3),
    **{f"schemaorg_{number:02}_0.jsonld": ("jsonld", 1, 0) for number in range(1, 13)},
}
SHARED_REFUSALS = {
    "greenhouse_docs_retrieve_job.json": ("bad_json", "line 106, column 7"),
    "greenhouse_docs_retrieve_job_demographic.json": ("bad_json", "line 4, column 3"),
    "usajobs_title_to_series.csv": ("no_columns", "row 1"),
}


@pytest.mark.parametrize(("format_name", "source"), [*SOURCES.items(), ("jsonld", PAGE)])
def test_the_format_is_told_from_the_content(format_name: str, source: str):
    reading = read_jobs(source.encode())
    assert (reading.format, [list(job.title.values()) for job in reading.jobs]) == (format_name, [["Cook"]])


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"PK\x03\x04rest", "jobs.xlsx", "archive"),
        (b"%PDF-1.7", "jobs.pdf", "PDF"),
        (b'{"hits": []}', "hits.json", "neither"),
    ],
)
def test_files_of_other_kinds_are_refused_with_a_remedy(data: bytes, name: str, words: str):
    with pytest.raises(UnreadableSource, match=words) as refusal:
        read_jobs(data, name=name)
    assert refusal.value.code == "unknown_format"


def test_an_unknown_format_is_refused():
    with pytest.raises(UnreadableSource, match="auto, csv, xlsx, jsonld, xml, greenhouse"):
        read_jobs(b"title\n", format="docx")


def test_a_name_helps_where_the_content_does_not():
    with pytest.raises(UnreadableSource) as refusal:
        read_jobs(b"title: Cook", name="jobs.json")
    assert refusal.value.code == "bad_json"


@pytest.mark.parametrize("name", SHARED_COUNTS)
def test_a_real_file_gives_its_jobs(shared: Path, name: str):
    reading = read_jobs((shared / "data" / "jobs" / name).read_bytes(), name=name)
    assert (reading.format, len(reading.jobs), len(reading.left_out)) == SHARED_COUNTS[name]
    assert all(part.reason.endswith(".") for part in reading.rejected)


@pytest.mark.parametrize("name", SHARED_REFUSALS)
def test_a_real_file_of_no_use_is_refused_with_its_place(shared: Path, name: str):
    with pytest.raises(UnreadableSource) as refusal:
        read_jobs((shared / "data" / "jobs" / name).read_bytes(), name=name)
    assert (refusal.value.code, refusal.value.place) == SHARED_REFUSALS[name]


def test_every_real_file_is_accounted_for(shared: Path):
    assert {path.name for path in (shared / "data" / "jobs").iterdir()} == {*SHARED_COUNTS, *SHARED_REFUSALS}


def test_the_city_table_is_read_without_its_faults(shared: Path):
    jobs = read_jobs((shared / "data" / "jobs" / "nyc_jobs_2019.csv").read_bytes()).jobs
    text = "\n".join(words for job in jobs for words in (*job.title.values(), *job.description.values()))
    assert "â€" not in text
    assert "New York City’s" in text
    assert all(job.pay_max for job in jobs)
    assert all(job.closes_on >= job.posted_on for job in jobs if job.closes_on and job.posted_on)


def read_if_readable(data: bytes, format_name: str) -> Reading:
    """The reading, or one of the format `REFUSED` when the source is refused in the way that callers expect."""
    try:
        return read_jobs(data, format=format_name)
    except UnreadableSource:
        return Reading(REFUSED)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_damaged_files_raise_nothing_but_their_own_error(data: st.DataObject):
    source = bytearray(data.draw(st.sampled_from([*SOURCES.values(), PAGE])).encode())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(source)))
        source[at : at + data.draw(st.integers(0, 5))] = data.draw(ODD_BYTES)
    for format_name in ("auto", *READERS):
        reading = read_if_readable(bytes(source), format_name)
        assert len({(job.company, job.reference) for job in reading.jobs}) == len(reading.jobs)
        assert all(job.title and job.reference for job in reading.jobs)


JSON_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=12)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=6,
)
PROPERTIES = st.sampled_from(
    re.findall(
        r"\w+",
        "title name description identifier url hiringOrganization jobLocation baseSalary employmentType datePosted"
        " educationRequirements experienceRequirements inLanguage id internal_job_id location metadata pay_input_ranges"
        " content absolute_url text categories lists salaryRange createdAt isListed jobUrl secondaryLocations address"
        " compensation workplaceType headline employer workplace_address must_have removed _source",
    )
)


@settings(max_examples=150, deadline=None)
@given(properties=st.dictionaries(PROPERTIES, JSON_VALUES, max_size=8))
def test_properties_of_any_shape_raise_nothing_but_their_own_error(properties: dict[str, object]):
    for source in (
        {"@type": "JobPosting", "title": "Cook", **properties},
        {"jobs": [{"absolute_url": "", **properties}]},
        [{"text": "Cook", "applyUrl": "", **properties}],
        {"jobs": [{"isListed": True, "jobUrl": "", **properties}]},
        {"hits": [{"headline": "Cook", **properties}]},
    ):
        reading = read_if_readable(json.dumps(source).encode(), "auto")
        assert len(reading.jobs) + len(reading.left_out) == (0 if reading.format == REFUSED else 1)
