"""Limits on tries, counted in one process or in a real Redis."""

import pytest

from quest.domain.errors import TooMany
from quest.web.throttle import Throttle
from tests.servers import free_port


@pytest.fixture(params=["memory", "redis"])
def throttle(request: pytest.FixtureRequest) -> Throttle:
    return Throttle(request.getfixturevalue("redis_url") if request.param == "redis" else "", prefix="throttle-test")


def test_the_eleventh_try_of_ten_is_told_how_long_to_wait(throttle: Throttle) -> None:
    for _ in range(10):
        throttle.check("password", "ada", "10 per 5 minute")
    with pytest.raises(TooMany) as refused:
        throttle.check("password", "ada", "10 per 5 minute")
    assert 1 <= int(str(refused.value.details["seconds"])) <= 300


def test_one_who_tries_too_often_does_not_stop_another(throttle: Throttle) -> None:
    throttle.check("link", "ben", "1 per hour")
    with pytest.raises(TooMany):
        throttle.check("link", "ben", "1 per hour")
    assert throttle.check("link", "wing", "1 per hour") is None


def test_people_may_go_on_while_redis_is_away() -> None:
    throttle = Throttle(f"redis://127.0.0.1:{free_port()}/0")
    for _ in range(3):
        assert throttle.check("join", "127.0.0.1", "1 per hour") is None
