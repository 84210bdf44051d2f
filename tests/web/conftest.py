"""Fixtures of the pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.site import Site, open_site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Yield a quest of this test's own."""
    opened = open_site(tmp_path / "data")
    yield opened
    opened.database.close()
