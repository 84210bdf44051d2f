"""Limits on how often something may be tried; shared between processes when there is a Redis."""

from __future__ import annotations

import time

from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from quest.domain.errors import TooMany


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

        Raises:
            TooMany: the window is full.
        """
        item = parse(limit)
        if not self._windows.hit(item, what, who):
            resets_at = self._windows.get_window_stats(item, what, who).reset_time
            raise TooMany(seconds=max(1, round(resets_at - time.time())))
