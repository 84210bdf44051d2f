"""Pictures as browsers get them: kept for ever, and unable to do anything."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quest.exchange.packs import read_pack
from quest.levels.level import Campaign
from quest.services import campaigns
from tests.exchange.test_pictures import OCTAGON, pack, shown
from tests.web.site import NOON, Site, open_site


@pytest.fixture
def harbour(tmp_path: Path) -> Campaign:
    return read_pack(pack(tmp_path / "pack"))


@pytest.fixture
def site(tmp_path: Path, harbour: Campaign) -> Iterator[Site]:
    """Yield a quest whose campaign has pictures."""
    opened = open_site(tmp_path / "data")
    with opened.database.unit_of_work() as session:
        campaigns.stage(session, harbour, now=NOON)
    yield opened
    opened.database.close()


def test_a_picture_is_served_under_its_name_to_be_kept_for_ever(site: Site, harbour: Campaign):
    answer = site.somebody().open(f"/media/{shown(harbour)['stop.svg']}").response
    assert answer.get_data(as_text=True) == OCTAGON
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_picture_that_somebody_opens_by_itself_can_do_nothing(site: Site, harbour: Campaign):
    headers = site.somebody().open(f"/media/{shown(harbour)['stop.svg']}").response.headers
    policy = headers["Content-Security-Policy"].split("; ")
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("name", ["stop.svg", "0" * 32 + ".svg", "x"])
def test_there_is_nothing_under_any_other_name(site: Site, name: str):
    assert site.somebody().open(f"/media/{name}").status == 404


def test_a_page_shows_pictures_only_under_those_names(site: Site, harbour: Campaign):
    ada = site.rider("Ada")
    page = ada.send_and_read("/levels/quay/attempts")
    while "Which sign?" not in page.words:
        attempt = page.response.request.path
        page = ada.send_and_read(
            f"{attempt}/answers", question_id="quay-first", key="k", answer=_first_option(page.source)
        )
        page = ada.open(attempt)
    for file, served in shown(harbour).items():
        assert f'src="/media/{served}"' in page.source
        assert file not in page.source


def _first_option(source: str) -> str:
    return source.partition('name="answer" value="')[2].partition('"')[0]
