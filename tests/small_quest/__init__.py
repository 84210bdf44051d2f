"""A quest of a few lines, served by the real listening process, leaderboards and rooms."""
