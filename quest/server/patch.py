"""Gevent's monkey patch. Call `apply` before anything else is imported in a process that serves."""

from __future__ import annotations

import os
import sys

TOO_LATE = ("flask", "psycopg", "redis", "sqlalchemy", "urllib3", "werkzeug")


class PatchedTooLate(RuntimeError):
    """Modules that hold on to unpatched sockets or locks were imported before the patch."""


def apply() -> bool:
    """Make sockets, locks and sleeps cooperative; whether they are now.

    `QUEST_ASYNC=threading` leaves them alone, for tools and unit tests.

    Raises:
        PatchedTooLate: something that must not be imported earlier already is.
    """
    if os.environ.get("QUEST_ASYNC", "gevent") != "gevent":
        return False
    from gevent import monkey  # noqa: PLC0415 - who asked for threads is spared it

    if not monkey.is_module_patched("socket"):
        if early := [name for name in TOO_LATE if name in sys.modules]:
            raise PatchedTooLate(f"quest.server.patch.apply() must come before the import of {', '.join(early)}.")
        monkey.patch_all()
    return True
