"""Formats of the outside world: bytes in, records out."""
