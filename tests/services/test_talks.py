"""Whoever is at a talk types the code on its screen: points once, a quiz, and nothing for anybody at home."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest

from quest.domain.agenda import LINGERING, TYPING
from quest.domain.errors import AlreadyAttended, CampaignClosed, CodeExpired, LevelLocked, NotFound, QuestError
from quest.domain.events import BadgesEarned, PointsAwarded
from quest.levels.level import Campaign
from quest.models import Attendance, Award
from quest.services import campaigns, ledger, talks
from quest.services.talks import Receipt
from tests.levels.test_agenda import talk
from tests.services.harbour import LEVELS, NOW, Port, Rider, harbour, level, pick, text

SECRET = "a secret for a test"
KNOTS = talk("knots", "12:00", "12:30", points=30, level="mast")
MAST = level("mast", pick("mast-1"), unlock={"talk": "knots"})
DURING = NOW + timedelta(minutes=20)


@pytest.fixture
def evening(port: Port) -> Campaign:
    """The harbour with one talk and the quiz after it, and a badge for being there."""
    levels = [*(each for each in LEVELS if each["id"] != "mast"), MAST]
    badge = {"id": "ears", "name": text("Ears"), "proves": text("You listened."), "rule": {"talk": "knots"}}
    break_ = talk("tea", "12:30", "12:40")
    return port.stage(harbour(levels, agenda=[KNOTS, break_], badges=[{**badge, "icon": "star"}]))


def shown(campaign: Campaign, at: datetime = DURING) -> str:
    found = campaign.talk("knots")
    assert found
    return talks.code(campaign, found, secret=SECRET, now=at)


def be_there(rider: Rider, code: str, *, key: str = "one", at: datetime = DURING, talk_id: str = "knots") -> Receipt:
    with rider.port.database.unit_of_work() as session:
        campaign = campaigns.current(session)
        return talks.attend(
            session, campaign, player_id=rider.id, talk_id=talk_id, code=code, key=key, secret=SECRET, now=at
        )


def test_being_there_earns_points_once_and_they_stand_on_the_boards(port: Port, ada: Rider, evening: Campaign):
    receipt = be_there(ada, shown(evening))
    assert (receipt.points, receipt.total, ada.total()) == (30, 30, 30)
    awarded = [fact for fact in port.published if isinstance(fact, PointsAwarded)]
    assert [fact.totals for fact in awarded] == [{"overall": 30, "day:2026-11-22": 30}]
    with port.database.reading() as session:
        assert ledger.all_totals(session, evening).keys() == awarded[0].totals.keys()


def test_the_same_key_gives_the_first_receipt_and_another_is_refused(port: Port, ada: Rider, evening: Campaign):
    first = be_there(ada, shown(evening))
    assert be_there(ada, "whatever", at=DURING + timedelta(hours=9)) == first
    with pytest.raises(AlreadyAttended):
        be_there(ada, shown(evening), key="two")
    assert (port.count(Attendance), port.count(Award), ada.total()) == (1, 1, 30)


def test_a_code_is_good_for_some_minutes_however_it_was_typed(port: Port, ada: Rider, evening: Campaign):
    code = shown(evening)
    later = DURING + TYPING
    be_there(ada, f" {code[:3].lower()} {code[3:]} ", at=later)
    ben = port.rider("Ben")
    with pytest.raises(CodeExpired):
        be_there(ben, code, at=later + timedelta(minutes=1))


@pytest.mark.parametrize("code", ["", "AAAAAA", "😀😀😀😀😀😀", "0" * 4000, "'; --"])
def test_a_guess_earns_nothing(port: Port, ada: Rider, evening: Campaign, code: str):
    with pytest.raises(CodeExpired):
        be_there(ada, code)
    assert (port.count(Attendance), ada.total()) == (0, 0)


def test_before_the_talk_and_long_after_it_no_code_counts(ada: Rider, evening: Campaign):
    for at in (NOW - timedelta(minutes=1), NOW + timedelta(minutes=30) + LINGERING):
        with pytest.raises(CodeExpired):
            be_there(ada, shown(evening, at), at=at)


def test_the_code_of_one_talk_or_campaign_is_none_of_another(ada: Rider, evening: Campaign):
    tides = talk("tides", "12:00", "12:40", points=5, place=text("Stern"))
    other = ada.port.stage(harbour(agenda=[KNOTS, tides]))
    assert other.talk("tides")
    with pytest.raises(CodeExpired):
        be_there(ada, shown(other), talk_id="tides")
    elsewhere = harbour(agenda=[KNOTS], id="elsewhere")
    assert shown(elsewhere) != shown(other)


def test_a_break_counts_nobody(ada: Rider, evening: Campaign):
    with pytest.raises(NotFound):
        be_there(ada, shown(evening), talk_id="tea")
    with pytest.raises(NotFound):
        be_there(ada, shown(evening), talk_id="nothing")


def test_nobody_is_counted_once_the_campaign_is_over(ada: Rider, evening: Campaign):
    over = harbour(agenda=[KNOTS], closes_at="2026-11-22T12:31:00+08:00")
    ada.port.stage(over)
    at = NOW + timedelta(minutes=35)
    with pytest.raises(CampaignClosed):
        be_there(ada, shown(over, at), at=at)


def test_the_quiz_after_the_talk_opens_by_being_there(port: Port, ada: Rider, evening: Campaign):
    with pytest.raises(LevelLocked):
        ada.start("mast", DURING)
    receipt = be_there(ada, shown(evening))
    assert list(receipt.opened) == ["mast"]
    assert ada.start("mast", DURING)
    with pytest.raises(LevelLocked):
        port.rider("Ben").start("mast", DURING)


def test_a_badge_for_being_there_is_earned_in_the_same_moment(port: Port, ada: Rider, evening: Campaign):
    assert list(be_there(ada, shown(evening)).badges) == ["ears"]
    assert [fact.badges for fact in port.published if isinstance(fact, BadgesEarned)] == [["ears"]]


def test_fifty_phones_of_one_player_at_once_count_once(port: Port, ada: Rider, evening: Campaign):
    code, ready = shown(evening), Barrier(50)

    def send(number: int) -> Receipt | QuestError:
        ready.wait(60)
        try:
            return be_there(ada, code, key=f"key-{number}")
        except QuestError as error:
            return error

    with ThreadPoolExecutor(50) as phones:
        answers = list(phones.map(send, range(50)))
    counted = [answer for answer in answers if isinstance(answer, Receipt)]
    assert (len(counted), ada.total(), port.count(Attendance), port.count(Award)) == (1, 30, 1, 1)
    assert {type(answer) for answer in answers} == {Receipt, AlreadyAttended}


def test_the_host_sees_how_many_were_there(port: Port, ada: Rider, evening: Campaign):
    be_there(ada, shown(evening))
    be_there(port.rider("Ben"), shown(evening))
    with port.database.reading() as session:
        assert talks.counts(session, evening) == {"knots": 2}
