"""A running quest and people with browsers."""

from collections.abc import Iterator

import pytest

from tests.running import Quest, quest


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quest]:
    """Yield a quest as `make play` starts it."""
    with quest(tmp_path_factory.mktemp("browser") / "data") as found:
        yield found
