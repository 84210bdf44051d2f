"""The process dies in the middle of play: nothing that a player was told is gone."""

import json
import threading
from pathlib import Path

import httpx

from tests.running import Quest, quest
from tests.story.solver import pack, right_answer


def test_after_kill_9_every_acknowledged_point_is_in_the_ledger_and_on_the_boards(tmp_path: Path) -> None:
    told: dict[str, int] = {}
    with quest(tmp_path / "data") as running:
        players = [threading.Thread(target=play_until_the_end, args=(running, f"Player {n}", told)) for n in range(8)]
        for player in players:
            player.start()
        while sum(told.values()) < 3_000:
            pass
        running.kill()
        for player in players:
            player.join(30)
        running.start()
        verified = running.command("standings", "verify")
        assert verified.returncode == 0, verified.stdout + verified.stderr
        assert json.loads(verified.stdout)["points"] >= sum(told.values())
        board = running.client().api("GET", "/boards/overall?limit=100", expect=200).json()["rows"]
        standing = {row["nickname"]: row["points"] for row in board}
        assert all(standing[nickname] >= points for nickname, points in told.items())


def play_until_the_end(running: Quest, nickname: str, told: dict[str, int]) -> None:
    """Answers one question after the other and notes each total that the server acknowledged."""
    try:
        client = running.client()
        client.join(nickname)
        for level_id in pack().line("F").levels:
            attempt = client.api("POST", f"/levels/{level_id}/attempts", expect=201).json()
            question = attempt["question"]
            while question is not None:
                body = {"question_id": question["id"], "answer": right_answer(question), "key": question["id"]}
                receipt = client.api("POST", f"/attempts/{attempt['id']}/answers", body, expect=200).json()
                told[nickname] = receipt["total"]
                question = receipt["next"]
    except httpx.TransportError:
        return
