"""`quest standings` holds the boards in Redis against the ledger: groups, brackets, frozen boards, hidden players."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quest.cli import quest
from quest.domain.standings import Total
from quest.leaderboard.base import Leaderboard
from quest.web.context import EXTENSION, Parts
from tests.web.site import Site, open_site
from tests.web.test_groups import found, play

Run = Callable[..., Result]


@pytest.fixture
def site(redis_url: str, tmp_path: Path) -> Iterator[Site]:
    """Yield a quest with boards in Redis, on which people of a team stand."""
    url = redis_url.removesuffix("/0") + "/7"
    opened = open_site(tmp_path / "data", redis_url=url, redis_prefix=tmp_path.name)
    wing, ada = opened.rider("Wing"), opened.rider("Ada")
    code = found(wing, "team", "Night Ferry")
    ada.send("/me/groups", code=code)
    ada.send("/me/bracket", bracket="student")
    play(wing, "f1")
    opened.staff("host").send("/organise/boards/overall/freeze")
    opened.staff("host").send("/organise/boards/groups:team/freeze")
    play(ada, "f1")
    yield opened
    opened.database.close()


@pytest.fixture
def run(site: Site, monkeypatch: pytest.MonkeyPatch) -> Run:
    parts: Parts = site.app.extensions[EXTENSION]
    monkeypatch.setenv("QUEST_DATA_DIR", str(site.folder))
    monkeypatch.setenv("QUEST_REDIS_URL", parts.config.redis_url)
    monkeypatch.setenv("QUEST_REDIS_PREFIX", parts.config.redis_prefix)
    return lambda *words: CliRunner().invoke(quest, list(words))


def boards_of(site: Site) -> Leaderboard:
    parts: Parts = site.app.extensions[EXTENSION]
    return parts.leaderboard


def differences(result: Result) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result.stdout)["boards"]
    return found


def test_boards_that_are_right_are_said_to_be(site: Site, run: Run) -> None:
    verified = run("standings", "verify")
    assert (verified.exit_code, differences(verified)) == (0, [])


def test_a_row_that_is_missing_or_too_much_is_named_and_a_rebuild_mends_it(site: Site, run: Run) -> None:
    boards = boards_of(site)
    boards.remove_player(1, but=["overall"])
    boards.put([Total("bracket:student", 1, 5, 99)])
    verified = run("standings", "verify")
    assert verified.exit_code == 1
    assert {each["board"] for each in differences(verified)} >= {"group:1", "bracket:student", "line:F"}
    assert run("standings", "rebuild").exit_code == 0
    assert run("standings", "verify").exit_code == 0


def test_a_frozen_board_that_shows_something_else_is_named_and_a_rebuild_mends_it(site: Site, run: Run) -> None:
    boards = boards_of(site)
    frozen = boards.top("overall", 10)
    boards.put_frozen([Total("overall", 2, 5, 1)])
    assert [each["player_id"] for each in differences(run("standings", "verify"))] == [2]
    run("standings", "rebuild")
    assert boards.top("overall", 10) == frozen
    assert run("standings", "verify").exit_code == 0


def test_a_rebuild_of_an_emptied_redis_freezes_and_hides_as_before(site: Site, run: Run) -> None:
    boards = boards_of(site)
    groups, everybody = boards.top("groups:team", 10), boards.top("overall", 10)
    boards.reveal("overall")
    boards.reveal("groups:team")
    boards.clear()
    run("standings", "rebuild")
    assert (boards.top("groups:team", 10), boards.top("overall", 10)) == (groups, everybody)
    assert set(boards.frozen()) == {"overall", "groups:team"}


def test_somebody_who_opted_out_stays_off_after_a_rebuild(site: Site, run: Run) -> None:
    eve = site.rider("Eve")
    play(eve, "f1")
    eve.send("/me/ranking", ranked="no")
    boards = boards_of(site)
    boards.show(3)
    boards.put([Total("line:F", 3, 500, 99)])
    assert [each["player_id"] for each in differences(run("standings", "verify"))] == [3]
    run("standings", "rebuild")
    assert boards.hidden() == {3}
    assert run("standings", "verify").exit_code == 0
