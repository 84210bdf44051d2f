"""Packs that tests play."""

from pathlib import Path

EVERY_KIND = Path(__file__).parent / "kinds"
"""One level for each kind of question, and for some kinds one for each way to play it."""
