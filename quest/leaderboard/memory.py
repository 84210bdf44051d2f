"""Boards in the memory of one process, kept in order as they change: O(log n) for a put, a rank or a page."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterable, Sequence

from sortedcontainers import SortedList

from quest.domain.groups import Tally
from quest.domain.standings import Standing, Total, points_and_award, score, supersedes
from quest.leaderboard.base import Leaderboard, Page


class MemoryBoard:
    """One board: rows `(-score, player_id)` in order, and each player's score to find the row again.

    `points` is the sum of all rows.
    """

    def __init__(self) -> None:
        self._rows: SortedList[tuple[int, int]] = SortedList()
        self._scores: dict[int, int] = {}
        self.points = 0

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, player_id: int, new: int) -> bool:
        """Put a score unless the player has one with a newer award; whether anything changed."""
        old = self._scores.get(player_id)
        if old is not None and not supersedes(new, old):
            return False
        self.remove(player_id)
        self._scores[player_id] = new
        self._rows.add((-new, player_id))
        self.points += points_and_award(new)[0]
        return True

    def remove(self, player_id: int) -> bool:
        """Take a player off; whether there was one."""
        old = self._scores.pop(player_id, None)
        if old is not None:
            self._rows.remove((-old, player_id))
            self.points -= points_and_award(old)[0]
        return old is not None

    def standings(self, start: int, stop: int) -> list[Standing]:
        """The rows from index `start` up to `stop`."""
        start = max(start, 0)
        rows = self._rows.islice(start, max(stop, start))
        return [
            Standing(start + place, player_id, points_and_award(-key)[0])
            for place, (key, player_id) in enumerate(rows, start=1)
        ]

    def index(self, player_id: int) -> int | None:
        """The index of the player's row."""
        found = self._scores.get(player_id)
        return None if found is None else int(self._rows.index((-found, player_id)))


class MemoryLeaderboard(Leaderboard):
    """A leaderboard for a quest of one process; the process fills it from the ledger when it starts."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._lock = threading.RLock()
        self._boards: dict[str, MemoryBoard] = {}
        self._ice: dict[str, MemoryBoard] = {}
        self._frozen_at: dict[str, int] = {}
        self._hidden: set[int] = set()
        self._versions: dict[str, int] = {}

    def put(self, totals: Sequence[Total]) -> set[str]:
        scored = [(total, score(total.points, total.award_id)) for total in totals]
        with self._lock:
            changed = {
                total.board
                for total, packed in scored
                if total.player_id not in self._hidden
                and self._boards.setdefault(total.board, MemoryBoard()).put(total.player_id, packed)
            }
            return self._risen(changed)

    def page(self, board: str, limit: int, offset: int = 0) -> Page:
        with self._lock:
            rows = self.top(board, limit, offset)
            return Page(self.version(board), self.size(board), rows, self._frozen_at.get(board))

    def top(self, board: str, limit: int, offset: int = 0) -> list[Standing]:
        with self._lock:
            return self._board(board).standings(offset, offset + limit)

    def around(self, board: str, player_id: int, before: int, after: int) -> list[Standing]:
        with self._lock:
            index = self._board(board).index(player_id)
            return [] if index is None else self._board(board).standings(index - before, index + after + 1)

    def rank(self, board: str, player_id: int) -> Standing | None:
        return next(iter(self.around(board, player_id, before=0, after=0)), None)

    def size(self, board: str) -> int:
        return len(self._board(board))

    def version(self, board: str) -> int:
        return self._versions.get(board, 0)

    def boards(self) -> list[str]:
        with self._lock:
            return sorted(name for name, board in self._boards.items() if board)

    def rows(self, board: str) -> list[Standing]:
        with self._lock:
            held = self._boards.get(board) or MemoryBoard()
            return held.standings(0, len(held))

    def tallies(self, boards: Sequence[str], best_of: int) -> tuple[int, list[Tally]]:
        with self._lock:
            return max(map(self.version, boards), default=0), [self._tally(name, best_of) for name in boards]

    def _tally(self, name: str, best_of: int) -> Tally:
        board = self._boards.get(name) or MemoryBoard()
        return Tally(len(board), board.points, sum(row.points for row in board.standings(0, best_of)))

    def remove_player(self, player_id: int, but: Collection[str] = ()) -> set[str]:
        with self._lock:
            everything = (*self._boards.items(), *self._ice.items())
            return self._risen({name for name, board in everything if name not in but and board.remove(player_id)})

    def touch(self, board: str) -> None:
        with self._lock:
            self._risen({board})

    def hide(self, player_ids: Collection[int]) -> set[str]:
        with self._lock:
            self._hidden.update(player_ids)
            return {board for player_id in player_ids for board in self.remove_player(player_id)}

    def show(self, player_id: int) -> None:
        with self._lock:
            self._hidden.discard(player_id)

    def hidden(self) -> set[int]:
        with self._lock:
            return set(self._hidden)

    def freeze(self, board: str, rows: Sequence[Total], at: int) -> None:
        with self._lock:
            self._ice[board], self._frozen_at[board] = MemoryBoard(), at
            self.put_frozen(rows)
            self._risen({board})

    def put_frozen(self, rows: Sequence[Total]) -> set[str]:
        scored = [(row, score(row.points, row.award_id)) for row in rows]
        with self._lock:
            changed = {
                row.board
                for row, packed in scored
                if row.board in self._ice
                and row.player_id not in self._hidden
                and self._ice[row.board].put(row.player_id, packed)
            }
            return self._risen(changed)

    def reveal(self, board: str) -> None:
        with self._lock:
            self._ice.pop(board, None)
            self._frozen_at.pop(board, None)
            self._risen({board})

    def frozen(self) -> dict[str, int]:
        with self._lock:
            return dict(self._frozen_at)

    def replace(self, totals: Iterable[Total]) -> set[str]:
        boards: dict[str, MemoryBoard] = {}
        for total in totals:
            packed = score(total.points, total.award_id)
            boards.setdefault(total.board, MemoryBoard()).put(total.player_id, packed)
        with self._lock:
            changed = {*self.boards(), *boards}
            self._boards = boards
            return self._risen(changed)

    def clear(self) -> set[str]:
        return self.replace([])

    def _board(self, name: str) -> MemoryBoard:
        """What people see of a board."""
        return self._ice[name] if name in self._ice else self._boards.get(name) or MemoryBoard()

    def _risen(self, changed: set[str]) -> set[str]:
        # Milliseconds as the floor: a client that saw version 57 must not take a restarted process for older news.
        now = int(self._clock() * 1000)
        self._versions.update({name: max(self._versions.get(name, 0) + 1, now) for name in changed})
        return changed
