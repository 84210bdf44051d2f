"""Fixtures that every test may ask for: real servers, a real browser, the shared data."""

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests import chromium, servers

CHECKOUT = Path(__file__).resolve().parent.parent


def pytest_configure() -> None:
    """End a run on SIGTERM as on Ctrl-C, so that its fixtures are taken down; no property is held to a clock."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    settings.register_profile("quest", deadline=None)
    settings.load_profile("quest")


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """Yield the URL of a private Redis; flush it yourself if you need it empty."""
    with servers.redis_server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Yield the URL of a private PostgreSQL's maintenance database."""
    with servers.postgres_server() as url:
        yield url


@pytest.fixture
def postgres_database_url(postgres_url: str) -> Iterator[str]:
    """Yield the URL of an empty PostgreSQL database of this test's own."""
    with servers.postgres_database(postgres_url) as url:
        yield url


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared data beside the checkout; skip the test where there is none."""
    folder = CHECKOUT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"needs the shared data at {folder}, which is not part of the repository")
    return folder


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Return pytest-playwright's launch options for the installed Chromium."""
    return {
        **browser_type_launch_args,
        "executable_path": chromium.executable(),
        "args": [*browser_type_launch_args.get("args", []), *chromium.ARGUMENTS],
    }
