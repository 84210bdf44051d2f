"""What every leaderboard can do. It is a projection of the ledger of awards, rebuildable at any moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from quest.domain.groups import Tally
from quest.domain.standings import Standing, Total


@dataclass(frozen=True, slots=True)
class Page:
    """Part of a board at one moment.

    Attributes:
        version: the board's version then.
        total: how many players the whole board has.
        standings: the rows of this page, best first.
        frozen_at: when the board was frozen, in milliseconds of the epoch; None for one that lives.
    """

    version: int
    total: int
    standings: list[Standing]
    frozen_at: int | None = None


class LeaderboardUnavailable(Exception):
    """The boards cannot be reached just now; the ledger is not touched by that."""


class Leaderboard(Protocol):
    """Boards of players, ranked as `quest.domain.standings.score` orders them; equal scores go by player id.

    While a board is frozen, `page`, `top`, `around`, `rank` and `size` tell of its frozen rows alone; totals that are
    put meanwhile wait below. Every method may be called from several greenlets, threads or processes at once.
    """

    def put(self, totals: Sequence[Total]) -> set[str]:
        """Put absolute totals on their boards, but for those of hidden players; gives the boards that changed.

        Calls may repeat or overtake each other: of two totals for one player and board the newer award stays, and of
        two with the same award the higher.

        Raises:
            BeyondScale: a total that no board can hold; then none of them is put.
        """

    def page(self, board: str, limit: int, offset: int = 0) -> Page:
        """At most `limit` rows after the first `offset`, with the board's version and size at the same moment."""

    def top(self, board: str, limit: int, offset: int = 0) -> list[Standing]:
        """At most `limit` rows after the first `offset`, best first."""

    def around(self, board: str, player_id: int, before: int, after: int) -> list[Standing]:
        """The player's row with up to `before` better and `after` worse ones; nothing for somebody not on it."""

    def rank(self, board: str, player_id: int) -> Standing | None:
        """Where the player stands, if on the board at all."""

    def size(self, board: str) -> int:
        """How many players are on the board."""

    def version(self, board: str) -> int:
        """A number that rises with each change of the board, also over restarts; 0 before the first."""

    def boards(self) -> list[str]:
        """The names of the boards that have players, sorted."""

    def rows(self, board: str) -> list[Standing]:
        """Every row that was put on a board, whatever is frozen above it."""

    def tallies(self, boards: Sequence[str], best_of: int) -> tuple[int, list[Tally]]:
        """The newest version of these boards of groups, and what each adds up to, all at the same moment."""

    def remove_player(self, player_id: int, but: Collection[str] = ()) -> set[str]:
        """Take a player off every board but these; gives the boards that changed."""

    def touch(self, board: str) -> None:
        """Give a board a new version although its rows stay: what is shown beside them changed, such as a name."""

    def hide(self, player_ids: Collection[int]) -> set[str]:
        """Take players off every board and keep them off, whatever is put; gives the boards that changed."""

    def show(self, player_id: int) -> None:
        """Let a hidden player on boards again, from the next put on."""

    def hidden(self) -> set[int]:
        """The players that are kept off."""

    def freeze(self, board: str, rows: Sequence[Total], at: int) -> None:
        """Let a board show these rows and no others until it is revealed; `at` is in milliseconds of the epoch."""

    def put_frozen(self, rows: Sequence[Total]) -> set[str]:
        """Put rows on those of their boards that are frozen, but for hidden players; gives the boards that changed."""

    def reveal(self, board: str) -> None:
        """Let a board show what was put on it; one that is not frozen stays as it is."""

    def frozen(self) -> dict[str, int]:
        """The boards that are frozen, each with its moment."""

    def replace(self, totals: Iterable[Total]) -> set[str]:
        """Make these totals all there is, visible at once; gives the boards that changed.

        Frozen rows and hidden players stay. What others put between the reading of the ledger and this call is
        lost, so a rebuild on a live quest reads the ledger again afterwards and puts it: putting twice does no harm.
        """

    def clear(self) -> set[str]:
        """Empty every board; gives the boards that changed."""
