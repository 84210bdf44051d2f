"""What is put together by rules reads as people of each language write it."""

from datetime import UTC, date, datetime

import pytest

from quest.web import labels
from quest.web.templating import listed, number
from tests.web.site import Site

DAY = date(2026, 3, 18)


@pytest.mark.parametrize(
    ("language", "list_", "day", "moment"),
    [
        ("en", "Python, SQL, and statistics", "18 Mar", "18 Mar, 10:30"),
        ("zh-Hant", "Python、SQL 和 statistics", "3 月 18 日", "3 月 18 日 10:30"),
        ("zh-Hans", "Python、SQL 和 statistics", "3 月 18 日", "3 月 18 日 10:30"),
    ],
)
def test_lists_and_days_keep_chinese_and_latin_apart(
    site: Site, language: str, list_: str, day: str, moment: str
) -> None:
    with site.app.test_request_context(headers={"Accept-Language": language}):
        assert listed(["Python", "SQL", "statistics"]) == list_
        assert labels.day(DAY) == day
        assert labels.moment(datetime(2026, 3, 18, 2, 30, tzinfo=UTC)) == moment


def test_numbers_are_written_alike_in_both_chinese_scripts(site: Site) -> None:
    written = set()
    for language in ("zh-Hant", "zh-Hans"):
        with site.app.test_request_context(headers={"Accept-Language": language}):
            written.add((number(1240), number(0.5), number(-20)))
    assert len(written) == 1
