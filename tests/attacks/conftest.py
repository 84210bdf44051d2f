"""A running quest in each of its two modes, and somebody to attack."""

import itertools
from collections.abc import Callable

import pytest

from tests.running import Client, Quest
from tests.story.conftest import running

__all__ = ["jobseeker", "running"]

_numbers = itertools.count(1)


@pytest.fixture
def jobseeker(running: Quest) -> Callable[[], tuple[Client, str]]:
    """Register somebody, and return their client and e-mail address."""

    def register() -> tuple[Client, str]:
        client, email = running.client(), f"wing{next(_numbers)}@example.org"
        client.join("Wing")
        client.api("POST", "/jobseeker", {"name": "Cheung Wing", "email": email, "education": "bachelor"}, expect=201)
        return client, email

    return register
