"""A running quest and people with browsers."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.people import PATIENCE_MS
from tests.running import Quest, quest

expect.set_options(timeout=PATIENCE_MS)  # a busy machine is not a fault


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quest]:
    """Yield a quest as `make play` starts it."""
    with quest(tmp_path_factory.mktemp("browser") / "data") as found:
        yield found
