"""How a device wants the quest: its cookies keep it, so that it holds for strangers as well."""

from __future__ import annotations

from flask import Response, request

YEAR_S = 31_536_000
CHOICES = {"theme": ("light", "dark"), "sound": ("on", "off"), "calm": ("on",), "keys": ("off",)}
"""What may be chosen instead of what is usual: the device's own theme, sound on the stage alone, nothing calmed,
letters and numbers that are keys."""


def preference(name: str) -> str | None:
    """What this device chose; None for what is usual."""
    chosen = request.cookies.get(name)
    return chosen if chosen in CHOICES[name] else None


def keep(response: Response, name: str, chosen: str) -> None:
    """Remembers a choice for a year; anything that cannot be chosen brings back what is usual."""
    if chosen in CHOICES[name]:
        response.set_cookie(name, chosen, max_age=YEAR_S, samesite="Lax", secure=request.is_secure)
    else:
        response.delete_cookie(name)
