"""Levels and their questions: one file a kind, discovered by `quest.levels.kinds`."""
