"""Badges: which of them somebody has just earned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from quest.domain.rules import Facts, Rule, holds


def newly_earned(rules: Mapping[str, Rule], facts: Facts) -> list[str]:
    """The badges that somebody has not and whose rules hold, those included that only these make hold."""
    earned: list[str] = []
    while True:
        known = replace(facts, badges={*facts.badges, *earned})
        fresh = [badge for badge, rule in rules.items() if badge not in known.badges and holds(rule, known)]
        if not fresh:
            return earned
        earned += fresh
