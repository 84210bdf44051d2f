"""How an application stands with its company."""

from __future__ import annotations

from typing import Literal, get_args

Stage = Literal["new", "reviewed", "shortlisted", "interview", "hired", "passed"]

STAGES: tuple[Stage, ...] = get_args(Stage)
NEW: Stage = "new"
PASSED: Stage = "passed"
MOVES = tuple(stage for stage in STAGES if stage != NEW)
"""What a recruiter can say of an application; each may follow each."""
