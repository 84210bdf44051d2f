"""Prize draws: announced with a sealed seed, closed with a list of tickets, drawn so that anybody can check it.

Who takes part is decided by play alone. No consent, profile or account is ever looked at.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from quest.domain import draws
from quest.domain.errors import BadInput, DrawNotReady, NotFound, PrizesOff
from quest.domain.progress import is_line_done
from quest.domain.standings import NoSuchBoard, score
from quest.levels.level import Campaign
from quest.models import Attempt, Award, Draw, Player, Ticket
from quest.services import acts, boards, groups, ledger


@dataclass(frozen=True, slots=True)
class Terms:
    """What is announced of a draw.

    Attributes:
        who: takes part who finished a `line` (any, without one), who passed so many `levels`, or who stands among the
            first `top` of a `board`: more points first, then who got there earlier.
        places: how many win.
        public_source: where a value will come from that nobody knows before the closing; empty for none.
    """

    prize: str
    places: int
    closes_at: datetime
    who: Literal["line", "levels", "board"]
    line: str | None = None
    levels: int | None = None
    board: str | None = None
    top: int | None = None
    public_source: str = ""

    @property
    def eligible(self) -> dict[str, Any]:
        """Who takes part, as it is kept and published."""
        parts = {"line": self.line, "levels": self.levels, "board": self.board, "top": self.top}
        return {"who": self.who, **{name: part for name, part in parts.items() if part is not None}}


def announce(session: Session, campaign: Campaign, terms: Terms, *, account_id: int | None, now: datetime) -> Draw:
    """A new draw, with its seed sealed.

    Raises:
        PrizesOff: the campaign does not promise to be free of speed. BadInput: the terms make no sense.
        NoSuchBoard: the campaign has no such board.
    """
    if not campaign.prizes:
        raise PrizesOff
    _make_sense(session, campaign, terms, now)
    seed = draws.new_seed()
    draw = Draw(
        campaign_id=campaign.id,
        prize=terms.prize,
        eligible=terms.eligible,
        places=terms.places,
        closes_at=terms.closes_at,
        seed=seed,
        seed_sha256=draws.commitment(seed),
        public_source=terms.public_source,
        note="",
        announced_at=now,
    )
    session.add(draw)
    session.flush()
    acts.keep(session, campaign, "draw_announced", f"draw:{draw.id}", account_id=account_id, now=now)
    return draw


def _make_sense(session: Session, campaign: Campaign, terms: Terms, now: datetime) -> None:
    faults: dict[str, tuple[str, dict[str, Any]]] = {}
    if terms.closes_at <= now:
        faults["closes_at"] = ("not_in_future", {})
    if terms.who == "line" and terms.line is not None and campaign.line(terms.line) is None:
        faults["line"] = ("unknown_line", {"line": terms.line})
    if terms.who == "levels" and not 1 <= (terms.levels or 0) <= len(campaign.levels):
        faults["levels"] = ("not_a_count", {"most": len(campaign.levels)})
    if terms.who == "board":
        if not _ranks_players(session, campaign, terms.board):
            faults["board"] = ("missing", {})
        if not terms.top:
            faults["top"] = ("missing", {})
    if faults:
        raise BadInput(fields=faults)


def _ranks_players(session: Session, campaign: Campaign, name: str | None) -> bool:
    """Whether a board was named, and one on which players stand.

    Raises:
        NoSuchBoard: the campaign has no such board.
    """
    if name is None:
        return False
    board = boards.check(campaign, name)
    if board.kind == "group" and not groups.is_there(session, campaign, int(board.key)):
        raise NoSuchBoard(board=name)
    return board.kind != "groups"


def close(session: Session, campaign: Campaign, draw_id: int, *, account_id: int | None, now: datetime) -> Draw:
    """Gives every eligible player a ticket, by what was so at `closes_at`; a closed draw stays as it is.

    Raises:
        NotFound: there is no such draw. DrawNotReady: its time has not come, or it was withdrawn.
    """
    draw = _held(session, campaign, draw_id)
    if draw.closed_at is not None:
        return draw
    if now < draw.closes_at or draw.withdrawn_at is not None:
        raise DrawNotReady(draw=draw_id)
    _wait_for_answers(session)
    tickets = [
        Ticket(draw_id=draw.id, player_id=player_id, ticket=draws.new_ticket())
        for player_id in sorted(eligible(session, campaign, draw))
    ]
    session.add_all(tickets)
    draw.closed_at, draw.tickets_sha256 = now, draws.tickets_digest(each.ticket for each in tickets)
    acts.keep(session, campaign, "draw_closed", f"draw:{draw.id}", account_id=account_id, now=now)
    session.flush()
    return draw


def _wait_for_answers(session: Session) -> None:
    """An answer that came before the closing may still be on its way into the ledger."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE attempts, awards IN SHARE MODE"))


def draw_winners(
    session: Session,
    campaign: Campaign,
    draw_id: int,
    *,
    public_value: str,
    account_id: int | None,
    now: datetime,
) -> Draw:
    """Opens the seed and puts the tickets in order; a draw that was drawn stays as it is.

    Raises:
        NotFound: there is no such draw. DrawNotReady: it is not closed. BadInput: the public value is missing.
    """
    draw = _held(session, campaign, draw_id)
    if draw.drawn_at is not None:
        return draw
    if draw.closed_at is None:
        raise DrawNotReady(draw=draw_id)
    if bool(public_value) != bool(draw.public_source):
        raise BadInput(fields={"public_value": ("missing" if draw.public_source else "unknown_field", {})})
    tickets = {each.ticket: each for each in session.scalars(select(Ticket).where(Ticket.draw_id == draw.id))}
    for place, name in enumerate(draws.order(draw.seed, tickets.keys(), public_value), start=1):
        tickets[name].place = place
    draw.public_value, draw.drawn_at = public_value or None, now
    acts.keep(session, campaign, "draw_drawn", f"draw:{draw.id}", account_id=account_id, now=now)
    session.flush()
    return draw


def withdraw(
    session: Session, campaign: Campaign, draw_id: int, *, note: str, account_id: int | None, now: datetime
) -> Draw:
    """Calls off a draw that was not closed; what was announced stays to be read, with the reason.

    Raises:
        NotFound: there is no such draw. DrawNotReady: it was closed already.
    """
    draw = _held(session, campaign, draw_id)
    if draw.closed_at is not None:
        raise DrawNotReady(draw=draw_id)
    if draw.withdrawn_at is None:
        draw.withdrawn_at, draw.note = now, note
        acts.keep(session, campaign, "draw_withdrawn", f"draw:{draw.id}", account_id=account_id, now=now, note=note)
    return draw


def _held(session: Session, campaign: Campaign, draw_id: int) -> Draw:
    draw = session.get(Draw, draw_id, with_for_update=True)
    if draw is None or draw.campaign_id != campaign.id:
        raise NotFound(what="draw")
    return draw


def of_campaign(session: Session, campaign: Campaign) -> list[Draw]:
    """The draws of a campaign, the newest first."""
    return list(session.scalars(select(Draw).where(Draw.campaign_id == campaign.id).order_by(Draw.id.desc())))


def by_id(session: Session, campaign: Campaign, draw_id: int) -> Draw:
    """The draw of that id.

    Raises:
        NotFound: the campaign has none.
    """
    draw = session.get(Draw, draw_id)
    if draw is None or draw.campaign_id != campaign.id:
        raise NotFound(what="draw")
    return draw


def eligible(session: Session, campaign: Campaign, draw: Draw) -> set[int]:
    """Who takes part, by what was so at the closing of the draw; or now, before it. Nobody whom an organiser hid."""
    if draw.eligible["who"] == "board":
        return _first_of_board(session, campaign, draw)
    return _by_play(campaign, draw, _passed(session, campaign, draw.closes_at))


def takes_part(session: Session, campaign: Campaign, draw: Draw, player_id: int) -> bool | None:
    """Whether a player would take part as things stand; None where a board decides, on which ranks still move."""
    if draw.eligible["who"] == "board":
        return None
    return player_id in _by_play(campaign, draw, _passed(session, campaign, draw.closes_at, player_id))


def _by_play(campaign: Campaign, draw: Draw, passed: dict[int, set[str]]) -> set[int]:
    """Those who passed enough levels, or a whole line."""
    if draw.eligible["who"] == "levels":
        return {player_id for player_id, levels in passed.items() if len(levels) >= draw.eligible["levels"]}
    lines = [line.levels for line in campaign.lines if draw.eligible.get("line") in (None, line.id)]
    return {player_id for player_id, levels in passed.items() if any(is_line_done(line, levels) for line in lines)}


def _passed(session: Session, campaign: Campaign, until: datetime, player_id: int | None = None) -> dict[int, set[str]]:
    """The levels of this campaign that each player, or this one, had passed."""
    asked = (
        select(Attempt.player_id, Attempt.level_id)
        .join(Player, Player.id == Attempt.player_id)
        .where(Player.campaign_id == campaign.id, ~Player.hidden, Attempt.passed, Attempt.finished_at <= until)
    )
    rows = session.execute(asked if player_id is None else asked.where(Attempt.player_id == player_id))
    found: dict[int, set[str]] = defaultdict(set)
    for player_id, level_id in rows:
        if campaign.level(level_id) is not None:
            found[player_id].add(level_id)
    return found


def _first_of_board(session: Session, campaign: Campaign, draw: Draw) -> set[int]:
    newest = session.scalar(select(func.max(Award.id)).where(Award.at <= draw.closes_at)) or 0
    rows = ledger.all_totals(session, campaign, until=newest).get(draw.eligible["board"], {})
    best = sorted(rows, key=lambda player_id: score(max(0, rows[player_id][0]), rows[player_id][1]), reverse=True)
    return set(best[: draw.eligible["top"]])


def count(session: Session, draw_id: int) -> int:
    """How many tickets a draw has."""
    return session.scalar(select(func.count()).select_from(Ticket).where(Ticket.draw_id == draw_id)) or 0


def ticket_of(session: Session, draw_id: int, player_id: int) -> Ticket | None:
    """A player's ticket."""
    return session.scalar(select(Ticket).where(Ticket.draw_id == draw_id, Ticket.player_id == player_id))


def in_order(session: Session, draw_id: int, limit: int) -> list[tuple[Ticket, str | None]]:
    """The first tickets in the order of winning, each with its player's nickname; for whoever hands out the prizes."""
    asked = (
        select(Ticket, Player.nickname)
        .outerjoin(Player, Player.id == Ticket.player_id)
        .where(Ticket.draw_id == draw_id, Ticket.place.is_not(None))
        .order_by(Ticket.place)
        .limit(limit)
    )
    return [(ticket, nickname) for ticket, nickname in session.execute(asked)]


def announced(draw: Draw) -> dict[str, Any]:
    """What a list of draws says of one: its terms and where it stands, without its tickets."""
    return {
        "version": draws.VERSION,
        "id": draw.id,
        "prize": draw.prize,
        "eligible": draw.eligible,
        "places": draw.places,
        "closes_at": draw.closes_at.isoformat(),
        "announced_at": draw.announced_at.isoformat(),
        "closed_at": draw.closed_at.isoformat() if draw.closed_at else None,
        "drawn_at": draw.drawn_at.isoformat() if draw.drawn_at else None,
        "withdrawn_at": draw.withdrawn_at.isoformat() if draw.withdrawn_at else None,
        "note": draw.note,
        "seed_sha256": draw.seed_sha256,
        "public_source": draw.public_source or None,
        "tickets_sha256": draw.tickets_sha256,
    }


def published(session: Session, draw: Draw) -> dict[str, Any]:
    """Everything that anybody may know of a draw at this moment; `quest.domain.draws.faults` checks it."""
    rows = session.execute(select(Ticket.ticket, Ticket.place).where(Ticket.draw_id == draw.id)).all()
    is_drawn = draw.drawn_at is not None
    won = sorted((place, ticket) for ticket, place in rows if place is not None and place <= draw.places)
    return announced(draw) | {
        "tickets": sorted(ticket for ticket, _ in rows) if draw.closed_at else None,
        "seed": draw.seed if is_drawn else None,
        "public_value": draw.public_value,
        "winners": [ticket for _, ticket in won] if is_drawn else None,
    }
