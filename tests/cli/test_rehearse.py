"""The evening before: simulated players play a round against the running quest, and leave nothing behind."""

import re
from collections.abc import Iterator

import pytest

from tests.running import Quest, quest


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quest]:
    """Yield a quest as `make play` starts it."""
    with quest(tmp_path_factory.mktemp("rehearsal") / "data") as found:
        yield found


def test_a_crowd_answers_everything_and_is_gone_afterwards(running: Quest) -> None:
    host = running.signed_in("host")
    said = running.command("rehearse", "--players", "12", "--questions", "2")
    assert said.returncode == 0, said.stderr
    assert "24 answers kept, 24 acknowledged" in said.stdout
    assert len(re.findall(r"Question \d: 12 phones have their result", said.stdout)) == 2
    assert host.api("GET", "/rounds", expect=200).json()["rows"] == []
    assert host.api("GET", "/boards/overall", expect=200).json()["total"] == 0
    assert running.command("standings", "verify").returncode == 0


def test_a_stop_that_cannot_be_asked_is_named_with_those_that_can(running: Quest) -> None:
    said = running.command("rehearse", "--level", "nowhere")
    assert said.returncode == 1
    assert "nowhere" in said.stderr
    assert "f1" in said.stderr


def test_without_a_running_quest_it_says_how_to_start_one(running: Quest) -> None:
    said = running.command("rehearse", "--url", "http://127.0.0.1:9")
    assert said.returncode == 1
    assert "quest serve" in said.stderr
