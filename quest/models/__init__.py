"""Typed mappings of what the quest remembers."""
