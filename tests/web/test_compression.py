"""Fewer bytes for whoever can read them, and nothing to be told from their number."""

import gzip

import pytest

from quest.web.assets import asset
from tests.web.site import Site

READS_GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.mark.parametrize("address", ["/", asset("css/quest.css"), asset("js/app.js"), "/api/v1/campaign"])
def test_a_browser_gets_the_same_words_in_fewer_bytes(site: Site, address: str):
    plain = site.app.test_client().get(address)
    packed = site.app.test_client().get(address, headers=READS_GZIP)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) * 0.6
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_whoever_refuses_gzip_gets_none(site: Site):
    answer = site.app.test_client().get("/", headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert "Content-Encoding" not in answer.headers


def test_fonts_and_small_answers_are_left_as_they_are(site: Site):
    for address in ("/healthz", asset("vendor/fonts/barlow-500.woff2")):
        assert "Content-Encoding" not in site.app.test_client().get(address, headers=READS_GZIP).headers


def test_the_size_of_a_page_does_not_give_its_words_away(site: Site):
    sizes = {len(site.app.test_client().get("/start", headers=READS_GZIP).data) for _ in range(20)}
    assert len(sizes) > 5


def test_a_file_that_was_kept_is_not_sent_again(site: Site):
    browser = site.app.test_client()
    first = browser.get(asset("js/map.js"), headers=READS_GZIP)
    again = browser.get(asset("js/map.js"), headers=READS_GZIP | {"If-None-Match": first.headers["ETag"]})
    assert first.headers["ETag"].startswith("W/")
    assert (again.status_code, again.data) == (304, b"")
