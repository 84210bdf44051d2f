"""The pages of those who play and of those who look for a job."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select

from quest.db import Database
from quest.exchange.packs import read_pack
from quest.models import Award, RankSample
from quest.services import campaigns, history
from tests.packs import EVERY_KIND
from tests.running import Client, Quest
from tests.shots import Shot
from tests.shots.crowd import answer, apply_to_starpier, form_groups, ride, rider, standing_at
from tests.story.solver import wrong_answer


def question_shots(running: Quest) -> Iterator[Shot]:
    """Each kind of question, asked and then answered."""
    for kind in ("choice", "order", "pairs", "estimate", "text"):
        client, attempt_id, question = standing_at(running, kind)
        yield Shot(f"question-{kind}", f"/attempts/{attempt_id}", client)
        # By now the question was photographed: shots are taken as they come.
        answer(client, attempt_id, question, right=kind != "order")
        yield Shot(f"feedback-{kind}", f"/attempts/{attempt_id}/questions/{question['id']}", client)


def kind_shots(kinds: Quest) -> Iterator[Shot]:
    """Every kind of question, in a quest of its own that plays one level for each."""
    kinds.command("campaign", "load", str(EVERY_KIND)).check_returncode()
    client, content = kinds.client(), read_pack(EVERY_KIND)
    client.join("Yan 欣")
    for level in content.levels:
        attempt = client.api("POST", f"/levels/{level.id}/attempts", expect=201).json()
        there, question = f"/attempts/{attempt['id']}", attempt["question"]
        yield Shot(f"kind-{level.id}", there, client, whole=True)
        while question is not None:  # a scenario asks on
            given = {"question_id": question["id"], "answer": wrong_answer(question, "en", content)}
            receipt = client.api("POST", f"{there}/answers", given | {"key": secrets.token_hex(8)}, expect=200).json()
            question = receipt["next"]
        yield Shot(f"kind-{level.id}-missed", f"{there}/questions/{receipt['question_id']}", client, whole=True)


def player_shots(running: Quest, people: dict[str, Client]) -> Iterator[Shot]:
    """A player's way from the front door to the terminus."""
    stranger = running.client()
    yield Shot("landing", "/", stranger)
    yield Shot("start", "/start", stranger)
    newcomer = rider(running, "Newcomer")
    yield Shot("map-new", "/route", newcomer)
    yield Shot("level", "/levels/a1", newcomer)
    yield Shot("level-locked", "/levels/a6", newcomer)
    under_way = rider(running, "Ling 玲", "a1", "ab", "a3")
    yield Shot("map", "/route", under_way)
    yield Shot("list", "/route/list", under_way, whole=True)
    yield Shot("level-booth", "/levels/a6", people["Priya"])
    yield Shot("board", "/boards/overall", people["Lucky Ferry"])
    yield Shot("board-line", "/boards/line:R", people["Marco"])
    yield Shot("finish", "/finish/A", people["Wing 詠"], whole=True)
    yield from card_shots(people["Wing 詠"], stranger)
    last = under_way.api("POST", "/levels/ar/attempts", expect=201).json()
    ride(under_way, "ar", skill=1, dice=random.Random(0))
    yield Shot("level-done", f"/attempts/{last['id']}/done", under_way)
    yield Shot("me", "/me", under_way, whole=True)
    yield Shot("error", "/no-such-page", stranger, status=404)


def card_shots(player: Client, stranger: Client) -> Iterator[Shot]:
    """A card of a finished line: as its player has it, and as anybody sees it."""
    page = player.post("/finish/A/card", data={"name": "yes"}, follow_redirects=True).text
    yield Shot("finish-card", "/finish/A", player, whole=True)
    token = page.partition("/cards/")[2].partition("/")[0]
    yield Shot("card", f"/cards/{token}", stranger, whole=True)
    player.post("/finish/A/card/withdraw")


def group_shots(running: Quest, people: dict[str, Client]) -> Iterator[Shot]:
    """Riding together: the offer after the first stop, the page, the invitation and the boards."""
    fresh = running.client()
    fresh.join("Fresh 初")
    first = fresh.api("POST", "/levels/f1/attempts", expect=201).json()
    ride(fresh, "f1", skill=1, dice=random.Random(0))
    yield Shot("level-done-first", f"/attempts/{first['id']}/done", fresh)
    yield Shot("groups-none", "/me/groups", fresh, whole=True)
    form_groups(people)
    yield Shot("groups", "/me/groups", people["Wing 詠"], whole=True)
    code = people["Wing 詠"].api("GET", "/groups", expect=200).json()["mine"][0]["code"]
    yield Shot("invitation", f"/join/{code}", fresh)
    yield Shot("board-groups", "/boards/groups:school", people["Kit"])
    own = people["Kit"].api("GET", "/groups", expect=200).json()["mine"][0]["board"]
    yield Shot("board-group", f"/boards/{own}", people["Kit"])
    yield Shot("board-bracket", "/boards/bracket:student", people["Wing 詠"])
    yield Shot("stage-groups", "/stage/groups:school", running.client())


def remember_ranks(running: Quest) -> None:
    """Makes an hour of ranks out of the crowd's awards, as if they had come one after the other."""
    database = Database(f"sqlite:///{running.data_dir / 'quest.db'}")
    with database.unit_of_work() as session:
        campaign, last = campaigns.current(session), session.scalar(select(func.max(Award.id))) or 0
        for number in range(12):
            until = last * (number + 1) // 12
            lie = [list(row) for row in session.execute(history.counts(campaign, until))]
            at = running.now() - timedelta(minutes=5 * (12 - number))
            session.add(RankSample(campaign_id=campaign.id, at=at, award_id=until, counts=lie))
    database.close()


def frozen_shots(running: Quest, people: dict[str, Client]) -> Iterator[Shot]:
    """A board that is frozen, the desk that froze it, and somebody who is not ranked."""
    host = running.signed_in("host")
    host.api("PUT", "/boards/overall/freeze", expect=200)
    ride(people["Ben"], "f1", skill=1, dice=random.Random(0))
    yield Shot("frozen", "/boards/overall", people["Ben"])
    yield Shot("stage-frozen", "/stage/overall", running.client())
    yield Shot("host-frozen", "/host", host)
    host.api("DELETE", "/boards/overall/freeze", expect=200)
    people["Tom"].api("DELETE", "/me/ranking", expect=204)
    yield Shot("unranked", "/boards/overall", people["Tom"])
    yield Shot("me-unranked", "/me", people["Tom"], whole=True)
    remember_ranks(running)
    yield Shot("ranks", "/boards/overall", people["Priya"], whole=True)
    yield Shot("whole-board", "/boards/overall?offset=0", people["Ben"], whole=True)


def account_shots(running: Quest, mei: Client) -> Iterator[Shot]:
    """Signing in, registering, and what follows."""
    yield Shot("sign-in", "/sign-in", running.client())
    yield Shot("register", "/register", rider(running, "Somebody", "f1"), whole=True)
    yield Shot("profile", "/profile", mei, whole=True)
    yield Shot("erase", "/me/erase", mei)


def job_shots(running: Quest, mei: Client) -> Iterator[Shot]:
    """Jobs, matches and applications."""
    yield Shot("jobs", "/jobs", running.client())
    yield Shot("jobs-search", "/jobs?q=python&line=F", mei)
    yield Shot("companies", "/companies", mei)
    yield Shot("company", "/companies/starpier-pay", mei, whole=True)
    yield Shot("figures", "/figures", mei, whole=True)
    yield Shot("matches-none", "/matches", rider(running, "Nobody yet"))
    yield Shot("matches", "/matches", mei)
    best = mei.api("GET", "/matches", expect=200).json()["rows"][0]["job"]["id"]
    yield Shot("job", f"/jobs/{best}", mei, whole=True)
    yield Shot("jobs-saved-none", "/jobs/saved", mei)
    mei.api("POST", f"/jobs/{best}/saved", expect=204)
    yield Shot("jobs-saved", "/jobs/saved", mei)
    unwanted = rider(running, "Not this kind", "f1")
    worst = unwanted.api("GET", "/matches", expect=200).json()["rows"][-1]["job"]["id"]
    unwanted.api("POST", f"/jobs/{worst}/unwanted", expect=200)
    yield Shot("matches-left-out", "/matches", unwanted, whole=True)
    yield Shot("jobs-near", "/jobs?q=blokchain+enginer", mei)
    yield Shot("applications-none", "/applications", mei)
    mei.api("POST", f"/jobs/{best}/application", {"key": "best"}, expect=201)
    apply_to_starpier(mei)
    yield Shot("applications", "/applications", mei)
