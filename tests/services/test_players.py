"""Players join under a nickname and come back on another device."""

import pytest

from quest.domain.errors import BadNickname, LinkExpired
from quest.domain.events import Event, PlayerRenamed
from quest.models import Player
from quest.services import players
from tests.services.town import NOW, Town

SECRET = "a secret of this installation"


def test_a_player_joins_and_is_renamed_under_a_name_that_can_be_shown(town: Town):
    published: list[Event] = []
    town.database.publish = published.append
    with town.database.unit_of_work() as session:
        ada = players.join(session, campaign_id="next-stop", nickname="  Ａｄａ ", language="en", now=NOW)
    assert (ada.nickname, ada.streak, ada.streak_paused) == ("Ada", 0, False)
    with town.database.unit_of_work() as session:
        players.rename(session, ada.id, "Countess")
    assert published == [PlayerRenamed(ada.id)]
    with pytest.raises(BadNickname), town.database.unit_of_work() as session:
        players.rename(session, ada.id, "\u200b")
    with town.database.reading() as session:
        assert session.get_one(Player, ada.id).nickname == "Countess"


def test_a_link_to_another_device_names_its_player_until_it_is_taken_back(town: Town):
    ada_id = town.player("Ada")
    with town.database.unit_of_work() as session:
        ada = session.get_one(Player, ada_id)
        ada.resume_nonce = "first"
        link = players.resume_token(ada, secret=SECRET)
    with town.database.reading() as session:
        assert players.player_of_token(session, link, secret=SECRET, max_age_s=60).id == ada_id
        for token, secret, age in (
            (link, "another", 60),
            (link, SECRET, -1),
            (link[:-1], SECRET, 60),
            ("", SECRET, 60),
        ):
            with pytest.raises(LinkExpired):
                players.player_of_token(session, token, secret=secret, max_age_s=age)
    with town.database.unit_of_work() as session:
        session.get_one(Player, ada_id).resume_nonce = "second"
    with town.database.reading() as session, pytest.raises(LinkExpired):
        players.player_of_token(session, link, secret=SECRET, max_age_s=60)
