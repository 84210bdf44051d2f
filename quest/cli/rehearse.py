"""`quest rehearse`: the evening before, with simulated players against the running quest."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any
from urllib.request import urlopen

import click

from quest.cli.base import now, opened
from quest.db import Database
from quest.domain.rounds import Options, Phase
from quest.levels.level import Campaign
from quest.rehearsal.phone import Refused
from quest.rehearsal.riders import Manner, Rider, Seen, human
from quest.services import campaigns, rehearsals, rounds
from quest.settings import Config

AT_ONCE = 50
LOOK_S = 0.2
FALLS_OUT = 0.03
LIMIT_S = 30


@click.command()
@click.option("--players", default=100, show_default=True, type=click.IntRange(1, 10_000), help="How many.")
@click.option("--level", "level_id", help="The stop whose questions are asked; the first one unless told.")
@click.option("--questions", "count", default=3, show_default=True, type=click.IntRange(1, 20), help="How many.")
@click.option("--url", help="Where the quest runs, if not where these settings say.")
def rehearse(players: int, level_id: str | None, count: int, url: str | None) -> None:
    """Let simulated players play a live round against a running quest, and print what they saw.

    They answer like people, some lose the network and come back. They stand on no board and are erased afterwards.
    """
    config = Config.from_env()
    address = (url or f"http://{config.host}:{config.port}").rstrip("/")
    _is_there(address)
    with opened(config) as database:
        campaign, round_id, pin = _lobby(database, level_id, count, players)
        seen = Seen()
        try:
            with _crowd(players, address, pin, seen) as riders:
                _ride(database, campaign, round_id, riders, seen)
        finally:
            with database.unit_of_work() as session:
                kept = rehearsals.answers(session, round_id)
                rehearsals.forget(session, round_id)
    sys.exit(_sum_up(seen, players, kept))


def _is_there(address: str) -> None:
    try:
        with urlopen(f"{address}/healthz", timeout=5):  # noqa: S310 - the operator says where
            return
    except (OSError, ValueError) as error:
        raise click.ClickException(f"No quest answers at {address}. Start it with `quest serve`.") from error


def _lobby(database: Database, level_id: str | None, count: int, players: int) -> tuple[Campaign, int, str]:
    """A round of simulated players in its lobby: its campaign, id and PIN."""
    with database.unit_of_work() as session:
        campaign = campaigns.current(session)
        suited = [level.id for level in campaign.levels if rounds.suited(level)]
        if level_id is not None and level_id not in suited:
            raise click.ClickException(f"No stop “{level_id}” can be asked on a stage. Use one of {', '.join(suited)}.")
        made = rounds.create(
            session,
            campaign,
            account_id=None,
            asked=rounds.of_levels(campaign, [level_id or suited[0]], count),
            options=Options(reading_s=2, limit_s=LIMIT_S, cap=players),
            now=now(),
        )
        return campaign, made.id, made.pin or ""


@contextmanager
def _crowd(players: int, address: str, pin: str, seen: Seen) -> Iterator[list[Rider]]:
    """Simulated players who came in, some at a time; they leave with the block."""
    manner, gate = Manner(human, FALLS_OUT), threading.Semaphore(AT_ONCE)
    riders = [Rider(number, address, seen, manner, _after) for number in range(1, players + 1)]

    def come(rider: Rider) -> None:
        with gate:
            try:
                rider.come(pin)
            except Refused as error:
                seen.errors[str(error)] += 1
                return
        rider.ride()

    threads = [threading.Thread(target=come, args=(rider,), daemon=True) for rider in riders]
    for thread in threads:
        thread.start()
    with click.progressbar(length=players, label="Coming in", file=sys.stderr) as bar:
        while (here := len(seen.joins) + _refused(seen)) < players:
            bar.update(here - bar.pos)
            time.sleep(LOOK_S)
        bar.update(players - bar.pos)
    yield riders
    for rider in riders:
        rider.leave()


def _refused(seen: Seen) -> int:
    return sum(count for what, count in seen.errors.items() if what.startswith(("POST /rounds/join", "socket:")))


def _after(seconds: float, act: Any) -> None:
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()


def _ride(database: Database, campaign: Campaign, round_id: int, riders: list[Rider], seen: Seen) -> None:
    """Goes through the round as a host does, and says after each question what was seen."""
    with database.unit_of_work() as session:
        rehearsals.keep_off_boards(session, round_id)
    while (phase := _step(database, campaign, round_id)) is not Phase.OVER:
        if phase is not Phase.QUESTION:
            continue
        position = _wait_for_reveal(database, round_id, len(riders))
        time.sleep(1.0)
        results = len(seen.results.get(position, ()))
        lag = seen.lag(position)
        late = "" if lag is None else f", the last result {max(0.0, lag):.2f} s after the last answer"
        click.echo(f"Question {position + 1}: {results} phones have their result{late}.")


def _step(database: Database, campaign: Campaign, round_id: int) -> Phase:
    with database.unit_of_work() as session:
        version = rounds.by_id(session, round_id).version
        return Phase(rounds.step(session, campaign, round_id, "next", version=version, now=now()).phase)


def _wait_for_reveal(database: Database, round_id: int, players: int) -> int:
    """Watches the answers come in; the position of the question that was revealed."""
    with click.progressbar(length=players, label="Answering", file=sys.stderr) as bar:
        while True:
            with database.reading() as session:
                row = rounds.by_id(session, round_id)
                kept = rehearsals.answers(session, round_id).get(row.position, 0)
            bar.update(kept - bar.pos)
            if row.phase == Phase.REVEAL:
                return row.position
            time.sleep(LOOK_S)


def _sum_up(seen: Seen, players: int, kept: dict[int, int]) -> int:
    """Prints what was seen; the command's status."""
    for label, times in (("Coming in", seen.joins), ("Acknowledging an answer", seen.acks)):
        if times:
            ordered = sorted(times)
            slow = ordered[int(len(ordered) * 0.95)]
            click.echo(f"{label}: half within {median(times):.2f} s, 95 of 100 within {slow:.2f} s.")
    packets = max(seen.packets.values(), default=0) / max(1, len(kept))
    total, acknowledged = sum(kept.values()), len(seen.acks)
    click.echo(
        f"{total} answers kept, {acknowledged} acknowledged, at most {packets:.1f} packets a phone and question."
    )
    for what, count in seen.errors.most_common():
        click.echo(f"{count} × {what}", err=True)
    whole = total == players * len(kept) == acknowledged
    return 0 if whole and not seen.errors else 1
