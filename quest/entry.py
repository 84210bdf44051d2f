"""The `quest` command: gevent takes over the standard library before anything else is imported."""

from quest.server import patch

patch.apply()

from quest.cli import main  # noqa: E402 - the patch must come first

__all__ = ["main"]
