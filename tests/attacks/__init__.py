"""Cheats and intruders, against a quest that runs as people run it."""
