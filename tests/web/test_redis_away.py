"""A quest whose Redis is away: play goes on, and boards say that they will be back."""

from pathlib import Path

from redis import Redis

from tests.running import quest
from tests.servers import redis_server
from tests.story.solver import right_answer


def test_answers_count_while_boards_say_that_they_will_be_back(tmp_path: Path) -> None:
    with redis_server() as redis_url, quest(tmp_path / "data", QUEST_REDIS_URL=redis_url) as running:
        ada = running.client()
        ada.join("Ada")
        attempt = ada.api("POST", "/levels/f1/attempts", expect=201).json()
        stop_redis(redis_url)
        question = attempt["question"]
        body = {"question_id": question["id"], "answer": right_answer(question), "key": "one"}
        assert ada.api("POST", f"/attempts/{attempt['id']}/answers", body, expect=200).json()["points"] == 100
        refused = ada.api("GET", "/boards/overall", expect=503).json()
        assert refused["code"] == "unavailable"
        assert "Your points are safe" in refused["detail"]
        assert ada.get("/readyz").status_code == 503


def stop_redis(url: str) -> None:
    """Ends the private server as an operator's mistake would."""
    Redis.from_url(url).shutdown(nosave=True)
