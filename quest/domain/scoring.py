"""Points: what an answer earns, and what a run of right answers adds."""

from __future__ import annotations

from dataclasses import dataclass

EXPRESS = 5
STREAK_BONUS = {3: 10, 4: 20}
LARGEST_BONUS = 20


def points(*, fraction: float, worth: int, best_before: float | None = None, retry: float = 1.0) -> int:
    """Points for an answer, between 0 and `worth` in all over any number of attempts.

    A first answer (`best_before` is None) earns its fraction of the worth. A later attempt earns `retry` times the
    part that was still missing, rounded down so that many small steps never add up to more than the worth, and it
    never takes anything away.
    """
    if best_before is None:
        return round(worth * fraction)
    return int(worth * retry * max(0.0, fraction - best_before))


@dataclass(frozen=True, slots=True)
class Streak:
    """Right answers in a row. A miss pauses it; the next right answer goes on where it stopped."""

    count: int = 0
    paused: bool = False

    def after(self, *, correct: bool) -> Streak:
        """The streak after a first answer to a question."""
        if not correct:
            return Streak(self.count, paused=self.count > 0)
        return Streak(self.count + 1, paused=False)

    @property
    def bonus(self) -> int:
        """Points that the answer which made this streak earns on top: none for two, 10 for three, 20 from four on."""
        if self.count < min(STREAK_BONUS):
            return 0
        return STREAK_BONUS.get(self.count, LARGEST_BONUS)

    @property
    def is_express(self) -> bool:
        """Whether the player rides the Express."""
        return self.count >= EXPRESS
