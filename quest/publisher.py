"""What committed facts do to the boards and to the sockets."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from flask_socketio import SocketIO

from quest.db import Database
from quest.domain.events import (
    BadgesEarned,
    BoardFrozen,
    BoardRevealed,
    BoardsChanged,
    CampaignStaged,
    Event,
    GroupRenamed,
    PlayerErased,
    PlayerRenamed,
    PointsAwarded,
    RoundMoved,
    RoundRevealed,
    SignedOut,
    StageSet,
    TickerGrew,
)
from quest.domain.standings import GROUP, Total
from quest.leaderboard.base import Leaderboard
from quest.levels.crowd import GROUP_KINDS
from quest.projection import milliseconds, rebuild
from quest.realtime.hub import cut
from quest.realtime.pushes import Pushes
from quest.realtime.rooms import STAGE, board_room, me_room
from quest.realtime.rounds import LiveRounds
from quest.services import boards, campaigns, freezes

SETTLED_AFTER_S = 5
"""After how long nothing is on its way to the boards that was awarded before a player changed boards."""
log = logging.getLogger(__name__)


class Publisher:
    """Takes facts from commits to the boards and the sockets; whatever fails here, the commit stands."""

    def __init__(
        self, database: Database, leaderboard: Leaderboard, socketio: SocketIO, pushes: Pushes, live: LiveRounds
    ) -> None:
        self._database, self._leaderboard = database, leaderboard
        self._socketio, self._pushes = socketio, pushes
        self._follows: dict[type[Event], Callable[[Any], None]] = {
            PointsAwarded: self._put,
            BadgesEarned: lambda fact: pushes.mark_due(me_room(fact.player_id)),
            PlayerRenamed: self._show_anew,
            GroupRenamed: self._show_anew,
            BoardsChanged: self._settle_twice,
            PlayerErased: self._settle_twice,
            BoardFrozen: lambda fact: self._freeze(fact.board),
            BoardRevealed: lambda fact: self._reveal(fact.board),
            StageSet: lambda _fact: pushes.mark_due(STAGE),
            TickerGrew: lambda _fact: pushes.mark_due(STAGE),
            RoundMoved: lambda fact: live.moved(fact.round_id),
            RoundRevealed: lambda fact: socketio.start_background_task(self._count_round, fact.round_id),
            CampaignStaged: lambda _: socketio.start_background_task(self._make_anew),
            SignedOut: lambda fact: cut(socketio, fact.sign_in_id),
        }

    def __call__(self, fact: Event) -> None:
        if follow := self._follows.get(type(fact)):
            follow(fact)

    def _put(self, fact: PointsAwarded) -> None:
        totals = [Total(board, fact.player_id, points, fact.award_id) for board, points in fact.totals.items()]
        self.show(self._leaderboard.put(totals))
        self._pushes.mark_due(me_room(fact.player_id))

    def _show_anew(self, fact: PlayerRenamed | GroupRenamed) -> None:
        """Has boards drawn again where a name changed and no row did."""
        leaderboard = self._leaderboard
        if isinstance(fact, GroupRenamed):
            named = [f"{GROUP}{fact.group_id}"]
        else:
            named = [board for board in leaderboard.boards() if leaderboard.rank(board, fact.player_id)]
        for board in named:
            leaderboard.touch(board)
        self.show(named)
        self._pushes.mark_due(STAGE)  # its ticker tells names too

    def _settle_twice(self, fact: BoardsChanged | PlayerErased) -> None:
        self._settle(fact.player_id)
        self._pushes.mark_due(STAGE)
        self._socketio.start_background_task(self._settle_again, fact.player_id)

    def _settle(self, player_id: int) -> None:
        """Puts a player on the boards that the ledger says, and takes the player off all others."""
        with self._database.reading() as session:
            campaign = campaigns.current(session)
            ranked = boards.is_ranked(session, player_id)
            totals = list(boards.ledger_totals(session, campaign, player_id))
            frozen = freezes.rows_of_player(session, campaign, player_id)
        leaderboard = self._leaderboard
        if ranked is False:
            self.show(leaderboard.hide([player_id]))
            return
        leaderboard.show(player_id)
        self.show(leaderboard.remove_player(player_id, but=[total.board for total in totals]))
        self.show(leaderboard.put(totals))
        self.show(leaderboard.put_frozen(frozen))

    def _freeze(self, board: str) -> None:
        with self._database.reading() as session:
            campaign = campaigns.current(session)
            for each in freezes.all_of(session, campaign):
                if each.board == board:
                    rows = freezes.rows(session, campaign, each)
                    self._leaderboard.freeze(board, rows, milliseconds(each.at))
        self.show([board])

    def _reveal(self, board: str) -> None:
        self._leaderboard.reveal(board)
        self.show([board])

    def _count_round(self, round_id: int) -> None:
        """Puts what a round just awarded on the boards of the quest, after the phones had their results."""
        try:
            with self._database.reading() as session:
                totals = list(boards.ledger_totals(session, campaigns.current(session), seated_in=round_id))
            self.show(self._leaderboard.put(totals))
            for player_id in {total.player_id for total in totals}:
                self._pushes.mark_due(me_room(player_id))
        except Exception as error:
            log.warning("points of a round not on the boards yet: %s", type(error).__name__)

    def _make_anew(self) -> None:
        """Makes the boards of the campaign that was just staged; in a shared Redis nobody else would."""
        try:
            self.show(rebuild(self._database, self._leaderboard))
        except Exception as error:
            log.warning("boards do not follow the campaign yet: %s", type(error).__name__)

    def _settle_again(self, player_id: int) -> None:
        """An answer that was committed before may put its totals only now, on boards that the player has left."""
        self._socketio.sleep(SETTLED_AFTER_S)
        try:
            self._settle(player_id)
        except Exception as error:
            log.warning("boards of a player not settled: %s", type(error).__name__)

    def show(self, changed: Iterable[str]) -> None:
        """Has these boards pushed to whoever watches them."""
        for board in changed:
            self._pushes.mark_due(board_room(board))
            if board.startswith(GROUP):
                for kind in GROUP_KINDS:
                    self._pushes.mark_due(board_room(f"groups:{kind}"))
