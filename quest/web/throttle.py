"""Limits on how often something may be tried; shared between processes when there is a Redis."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from redis.exceptions import RedisError

from quest.domain.errors import TooMany

log = logging.getLogger(__name__)


class Throttle:
    """Counts tries in fixed windows. A hall shares one address, so addresses get far more room than accounts."""

    def __init__(self, redis_url: str = "", prefix: str = "quest") -> None:
        if redis_url:
            self._storage = storage_from_string(
                redis_url.replace("unix://", "redis+unix://", 1),
                key_prefix=f"{prefix}:limits",
                socket_connect_timeout=2,
                socket_timeout=5,
            )
        else:
            self._storage = storage_from_string("memory://")
        self._windows = FixedWindowRateLimiter(self._storage)

    def check(self, what: str, who: str, limit: str) -> None:
        """Counts a try of `what` by `who` against a limit such as "10 per 5 minute".

        While Redis does not answer, nothing is counted and everybody may go on: a hall that cannot join would be worse
        than one that may try more often for a while.

        Raises:
            TooMany: the window is full.
        """
        self._ensure(self._windows.hit, what, who, limit)

    def expect_room(self, what: str, who: str, limit: str) -> None:
        """Sees to it that one more try would be within the limit, and counts none.

        Raises:
            TooMany: the window is full.
        """
        self._ensure(self._windows.test, what, who, limit)

    def has_room(self, what: str, who: str, limit: str) -> bool:
        """Whether one more try would be within the limit."""
        try:
            self.expect_room(what, who, limit)
        except TooMany:
            return False
        return True

    def _ensure(self, allows: Callable[..., bool], what: str, who: str, limit: str) -> None:
        item = parse(limit)
        try:
            if allows(item, what, who):
                return
            resets_at = self._windows.get_window_stats(item, what, who).reset_time
        except RedisError as error:
            log.warning("limits are off: %s", type(error).__name__)
            return
        raise TooMany(seconds=max(1, round(resets_at - time.time())))
