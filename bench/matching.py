"""`python -m bench.matching`: how well titles are understood, whom matching treats alike, and what it costs."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from bench import report, titles
from quest.db import Database
from quest.domain.consent import TEXT_VERSION
from quest.domain.facts import Seeker
from quest.domain.limits import limit
from quest.domain.matching import rank
from quest.domain.work import Education, WorkType
from quest.exchange.jobs.sample import SampleFair, sample_fair
from quest.exchange.packs import BUILT_IN, read_pack
from quest.levels.level import Campaign
from quest.migrations import upgrade
from quest.models import Answer, Attempt, Award, Player
from quest.services import campaigns, fair, job_index, jobs, jobseekers, matches, seekers
from quest.services.jobseekers import Agreement, Profile

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
TODAY = NOW.date()
PLAYED = ("a1", "b1", "f1", "f3", "r1")
MATCHES_MS, BUILD_S, SEARCH_MS, GROWTH = 50, 10, 50, 3
ASKED = 20
SEARCHED = (None, "data engineer", "數據", "blokchain enginer")
GIVEN = ("Mei", "Ka-ming", "Fatima", "Olu", "Anna", "John", "嘉欣", "志明", "Priya", "Ahmed")
FAMILY = ("Chan", "Wong", "Okafor", "Smith", "Kowalska", "陳", "李", "Singh", "Al-Sayed", "Nguyen")
STYLED = ("Mr", "Ms", "Mrs", "Mx", "Dr", "先生", "女士", "小姐")


def main() -> None:
    """Measures and prints. Whatever comes out, the command succeeds: a benchmark is no test."""
    parser = argparse.ArgumentParser(prog="python -m bench.matching", description=__doc__)
    parser.add_argument("--people", type=int, default=1_000, help="how many profiles are compared")
    asked = parser.parse_args()
    told = [report.machine(), _rankings()]
    with tempfile.TemporaryDirectory(prefix="quest-bench-") as folder:
        small, large = (_fair(Path(folder) / f"{size}.db", size) for size in (1, 10))
        costs = _costs(_cost(small), _cost(large))
        told += [
            _moved(small, asked.people),
            _limits(small, people=100),
            costs,
        ]
    print(*told, sep="\n\n")


class Fair:
    """A database with the sample fair, as many times over as asked, and people to find jobs for."""

    def __init__(self, file: Path, times: int) -> None:
        self.database = Database(f"sqlite:///{file}", pool=2)
        upgrade(self.database.engine)
        one = sample_fair(today=TODAY)
        with self.database.unit_of_work() as session:
            campaigns.stage(session, read_pack(BUILT_IN), now=NOW)
            fair.open_sample(session, _repeated(one, times), now=NOW)
        with self.database.reading() as session:
            self.campaign: Campaign = campaigns.current(session)

    def person(self, session: Session, number: int, profile: Profile, levels: Sequence[str] = PLAYED) -> int:
        """Somebody who got every second question of these levels right, and registered."""
        player = Player(
            campaign_id=self.campaign.id, nickname=f"P{number}", language="en", resume_nonce="", created_at=NOW
        )
        session.add(player)
        session.flush()
        for level_id in levels:
            _play(session, self.campaign, player.id, level_id)
        agreed = [Agreement("profile", None, TEXT_VERSION)]
        jobseekers.register(session, player_id=player.id, profile=profile, agreements=agreed, language="en", now=NOW)
        return player.id


def _fair(file: Path, times: int) -> Fair:
    print(f"a fair of {times * 2_500:,} jobs", file=sys.stderr, flush=True)
    return Fair(file, times)


def _repeated(one: SampleFair, times: int) -> SampleFair:
    more = [replace(job, reference=f"{job.reference}-{n}") for n in range(1, times) for job in one.jobs]
    return replace(one, jobs=[*one.jobs, *more])


def _play(session: Session, campaign: Campaign, player_id: int, level_id: str) -> None:
    level = campaign.level(level_id)
    if level is None:
        raise LookupError(level_id)
    asked = level.drawn(seed=1)
    attempt = Attempt(
        player_id=player_id,
        level_id=level_id,
        number=1,
        seed=1,
        question_ids=asked,
        position=len(asked),
        passed=True,
        started_at=NOW,
        finished_at=NOW,
    )
    session.add(attempt)
    session.flush()
    answers = [
        Answer(
            attempt_id=attempt.id,
            question_id=question_id,
            key=question_id,
            answer=None,
            fraction=float(place % 2 == 0),
            receipt={"points": 0},
            at=NOW,
        )
        for place, question_id in enumerate(asked)
    ]
    award = Award(
        player_id=player_id,
        reason="answer",
        subject=str(attempt.id),
        level_id=level_id,
        points=300,
        day=TODAY.isoformat(),
        at=NOW,
    )
    session.add_all([*answers, award])


def _rankings() -> str:
    if not SHARED.is_dir():
        return "rankings of titles: left out, they need the shared data beside the checkout"
    rows = []
    for trial in titles.trials(SHARED):
        print(trial.name, file=sys.stderr, flush=True)
        rows.append(titles.row(trial))
    return _table([list(rows[0]), *(list(row.values()) for row in rows)])


def _moved(there: Fair, people: int) -> str:
    """How many of these people got another ranking than the first of them."""
    generator = random.Random(7)
    with there.database.unit_of_work() as session:
        made = [there.person(session, number, _named(generator, number)) for number in range(people)]
    with there.database.reading() as session:
        index = job_index.current(session)
        rankings = [_ranking(seekers.of_player(session, there.campaign, player_id), index) for player_id in made]
    differ = f"{people:,} people who differ only in name, form of address, year of birth and street"
    return f"{differ}: {sum(ranking != rankings[0] for ranking in rankings)} got another ranking"


def _named(generator: random.Random, number: int) -> Profile:
    name = f"{generator.choice(STYLED)} {generator.choice(GIVEN)} {generator.choice(FAMILY)}"
    born, street = generator.randint(1950, 2008), f"{generator.randint(1, 400)} {generator.choice(FAMILY)} Street"
    return Profile(
        name=f"{name} ({born}), {street}",
        email=f"{generator.choice(GIVEN)}.{born}.{number}@example.org",
        education="bachelor",
        experience=1,
        based_in="hong-kong",
        locations=["Hong Kong"],
        work_types=["full-time"],
        skills=["python", "community theatre"],
        starts_on=date(2027, 1, 4),
    )


def _ranking(seeker: Seeker, index: job_index.JobIndex) -> list[tuple[int, float]]:
    found = rank(seeker, index.openings.values(), matches.market_for(seeker, index), today=TODAY)
    return [(opening.id, points) for opening, points in found.suggested]


def _limits(there: Fair, *, people: int) -> str:
    """Hard limits against what was suggested, over all pairs of these people and jobs."""
    generator = random.Random(11)
    with there.database.reading() as session:
        index = job_index.current(session)
    pairs, against = 0, 0
    for _ in range(people):
        seeker = _anybody(generator, index)
        found = rank(seeker, index.openings.values(), matches.market_for(seeker, index), today=TODAY)
        against += sum(limit(seeker, opening) is not None for opening, _ in found.suggested)
        pairs += len(index.openings)
    return f"hard limits violated by a suggestion: {against} of {pairs:,} pairs of {people} people and the fair's jobs"


def _anybody(generator: random.Random, index: job_index.JobIndex) -> Seeker:
    known = sorted(index.rarity)
    return Seeker(
        education=generator.choice(list(Education)),
        experience=generator.randint(0, 12),
        based_in=generator.choice(["hong-kong", "gba", "overseas"]),
        locations=tuple(
            generator.sample(["Hong Kong", "Kowloon", "Shenzhen", "Science Park"], generator.randint(0, 2))
        ),
        work_types=frozenset(generator.sample(list(WorkType), generator.randint(0, 2))),
        stated=frozenset(generator.sample(known, 12)),
    )


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor time: seconds to build the index of so many jobs, milliseconds to find one person's and to search."""

    jobs: int
    build: float
    matches: float
    search: float


def _cost(there: Fair) -> Cost:
    """What a fair costs whose jobs nobody has looked at yet."""
    with there.database.unit_of_work() as session:
        one = there.person(session, 10_000_000, _named(random.Random(1), 10_000_000))
    with there.database.reading() as session:
        build = _processor(partial(job_index.current, session), 1)
        match = partial(matches.for_player, session, there.campaign, one, today=TODAY)
        looked = [partial(jobs.search, session, jobs.Search(q=words), today=TODAY) for words in SEARCHED]
        return Cost(
            jobs=len(job_index.current(session).openings),
            build=build / 1_000,
            matches=_processor(match, ASKED),
            search=max(_processor(look, ASKED) for look in looked),
        )


def _costs(small: Cost, large: Cost) -> str:
    heads = ["jobs", f"index (≤ {BUILD_S} s)", f"matches (≤ {MATCHES_MS} ms)", f"dearest search (≤ {SEARCH_MS} ms)"]
    lines = [
        [f"{each.jobs:,}", f"{each.build:.2f} s", f"{each.matches:.1f} ms", f"{each.search:.1f} ms"]
        for each in (small, large)
    ]
    grown = ((small.build, large.build), (small.matches, large.matches), (small.search, large.search))
    return _table([heads, *lines, [f"growth (≤ {GROWTH})", *(f"× {after / before:.1f}" for before, after in grown)]])


def _processor(work: Callable[[], object], times: int) -> float:
    """Milliseconds of processor that one run takes, after one that warms up where there are several."""
    if times > 1:
        work()
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times * 1_000


def _table(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    ruled = [lines[0], ["-" * width for width in widths], *lines[1:]]
    return "\n".join(f"| {' | '.join(map(str.ljust, line, widths))} |" for line in ruled)


if __name__ == "__main__":
    main()
