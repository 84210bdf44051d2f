"""Pages of whoever runs the campaign: an organiser, and for some of them a host."""

from quest.web.organise import (
    boards,
    drafts,
    draws,
    fairness,
    feeds,
    groups,
    imports,
    log,
    overview,
    preview,
    reviews,
    styleguide,
)
from quest.web.organise.blueprint import blueprint

__all__ = [
    "blueprint",
    "boards",
    "drafts",
    "draws",
    "fairness",
    "feeds",
    "groups",
    "imports",
    "log",
    "overview",
    "preview",
    "reviews",
    "styleguide",
]
