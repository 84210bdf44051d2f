"""Checking in at a station: points once, in time, with room, and what it opens."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quest.domain.errors import (
    AlreadyAwarded,
    AlreadyCheckedIn,
    CampaignClosed,
    CodeExpired,
    NotAtStation,
    NotFound,
    StationClosed,
    StationFull,
)
from quest.domain.events import PointsAwarded
from quest.domain.progress import LevelState
from quest.models import Act, Award, CheckIn, QueuePlace
from quest.services import campaigns, queues, staff
from tests.services.fair_ground import HOUR, Visitor, extra, fair, printed
from tests.services.harbour import NOW, Port
from tests.services.test_at_once import at_once

MINUTE = timedelta(minutes=1)


@pytest.fixture
def wing(port: Port) -> Visitor:
    port.stage(fair())
    return Visitor(port.rider("Wing"))


def visitors(port: Port, *names: str) -> list[Visitor]:
    return [Visitor(port.rider(name)) for name in names]


def test_a_visit_earns_its_points_and_the_boards_hear_of_it(wing: Visitor, port: Port) -> None:
    receipt = wing.check_in()
    assert (receipt.points, receipt.total, wing.rider.total()) == (50, 50, 50)
    [fact] = [each for each in port.published if isinstance(each, PointsAwarded)]
    assert fact.totals["overall"] == fact.totals["line:A"] == fact.totals["level:quay"] == 50


def test_a_visit_opens_the_level_that_asks_for_it(wing: Visitor) -> None:
    assert wing.rider.stands().states["mast"] is LevelState.LOCKED
    assert wing.check_in().opened == ("mast",)
    assert wing.rider.stands().states["mast"] is LevelState.OPEN


def test_fifty_check_ins_of_one_visitor_are_one_award(wing: Visitor, port: Port) -> None:
    results = at_once(port, *[lambda key=f"key {n}": wing.check_in(key=key) for n in range(50)])
    assert sorted(type(each).__name__ for each in results) == ["AlreadyCheckedIn"] * 49 + ["Receipt"]
    assert (port.count(CheckIn), port.count(Award), wing.rider.total()) == (1, 1, 50)


def test_the_same_submission_gets_its_first_receipt_again(wing: Visitor) -> None:
    first = wing.check_in(key="a")
    wing.check_in("pier", key="b")
    assert wing.check_in(key="a", at=NOW + HOUR, code="WRONG1") == first
    with pytest.raises(AlreadyCheckedIn):
        wing.check_in(key="c")


def test_a_code_that_is_not_on_the_screen_is_refused(wing: Visitor, port: Port) -> None:
    for code, ago in (("HJ4K9X", 0), ("", 0)):
        with pytest.raises(CodeExpired):
            wing.check_in(code=code or "QQQQQQ", ago=timedelta(seconds=ago))
    assert port.count(CheckIn) == 0


def test_a_check_in_without_a_network_counts_later_and_is_marked(wing: Visitor, port: Port) -> None:
    receipt = wing.check_in(ago=2 * HOUR)
    assert (receipt.points, receipt.late) == (50, True)
    with port.database.reading() as session:
        [visitor] = staff.visitors(session, campaigns.current(session), "quay")
    assert visitor.row.at == NOW - 2 * HOUR
    assert not visitor.is_here(NOW)


def test_whoever_was_there_without_a_network_no_longer_waits_in_the_queue(wing: Visitor, port: Port) -> None:
    campaign = port.stage(fair(capacity=1))
    visitors(port, "Ada")[0].check_in()
    with port.database.unit_of_work() as session:
        queues.join(session, campaign, "quay", wing.rider.id, now=NOW)
    assert wing.check_in(at=NOW + 5 * MINUTE, ago=2 * MINUTE).late
    assert port.count(QueuePlace) == 0


def test_what_waited_for_too_long_is_refused(wing: Visitor) -> None:
    with pytest.raises(CodeExpired):
        wing.check_in(ago=3 * HOUR + MINUTE)
    with pytest.raises(CodeExpired):
        wing.check_in(ago=-MINUTE)


def test_a_station_lets_nobody_check_in_outside_its_hours(port: Port) -> None:
    port.stage(fair(hours=[{"opens_at": NOW + HOUR, "closes_at": NOW + 3 * HOUR}]))
    [wing] = visitors(port, "Wing")
    with pytest.raises(StationClosed) as refused:
        wing.check_in()
    assert refused.value.details["opens_at"] == NOW + HOUR
    assert wing.check_in(at=NOW + HOUR).points == 50


def test_a_check_in_made_in_the_hours_counts_when_it_arrives_after_them(port: Port) -> None:
    port.stage(fair(hours=[{"opens_at": NOW - HOUR, "closes_at": NOW + MINUTE}]))
    [wing] = visitors(port, "Wing")
    assert wing.check_in(at=NOW + HOUR, ago=HOUR).late


def test_a_closed_campaign_takes_no_check_in(port: Port) -> None:
    port.stage(fair().model_copy(update={"closes_at": NOW}))
    [wing] = visitors(port, "Wing")
    with pytest.raises(CampaignClosed):
        wing.check_in()


def test_a_level_that_is_no_station_has_no_check_in(wing: Visitor) -> None:
    with pytest.raises(NotFound):
        wing.check_in("buoy")


def test_a_full_station_lets_people_in_in_the_order_in_which_they_came(port: Port) -> None:
    campaign = port.stage(fair(capacity=1))
    first, second, third, fourth = visitors(port, "A", "B", "C", "D")
    first.check_in()
    for minute, each in enumerate((second, third)):
        with pytest.raises(StationFull):
            each.check_in(at=NOW)
        with port.database.unit_of_work() as session:
            queues.join(session, campaign, "quay", each.rider.id, now=NOW + minute * MINUTE)
    first.check_in("pier", at=NOW + 2 * MINUTE)
    with pytest.raises(StationFull):
        fourth.check_in(at=NOW + 2 * MINUTE)
    with port.database.unit_of_work() as session:
        found = queues.settle(session, campaign, "quay", now=NOW + 2 * MINUTE)
    assert [each.player_id for each in found.queue if each.called_at] == [second.rider.id]
    with pytest.raises(StationFull):
        third.check_in(at=NOW + 2 * MINUTE)
    assert second.check_in(at=NOW + 3 * MINUTE).points == 50


def test_a_small_station_never_holds_more_than_it_can(port: Port) -> None:
    port.stage(fair(capacity=3))
    crowd = visitors(port, *[f"V{n}" for n in range(15)])
    results = at_once(port, *[each.check_in for each in crowd])
    assert sorted(type(each).__name__ for each in results) == ["Receipt"] * 3 + ["StationFull"] * 12
    assert port.count(CheckIn) == 3


def test_many_may_join_and_leave_a_queue_while_others_look_at_it(port: Port) -> None:
    campaign = port.stage(fair(capacity=2))
    waiting = visitors(port, *[f"W{n}" for n in range(12)])

    def act(visitor: Visitor, number: int) -> str:
        for _ in range(4):
            with port.database.unit_of_work() as session:
                queues.join(session, campaign, "quay", visitor.rider.id, now=NOW)
            with port.database.unit_of_work() as session:
                queues.settle(session, campaign, "quay", now=NOW + number * MINUTE)
            with port.database.unit_of_work() as session:
                queues.give_up(session, campaign, "quay", visitor.rider.id, now=NOW)
        return "done"

    acts = [lambda each=each, number=number: act(each, number) for number, each in enumerate(waiting)]
    assert at_once(port, *acts) == ["done"] * 12
    assert port.count(QueuePlace) == 0


def test_a_printed_code_earns_nothing_before_the_staff_confirm_it(port: Port) -> None:
    campaign = port.stage(fair(codes="printed"))
    [wing] = visitors(port, "Wing")
    receipt = wing.check_in(code=printed(campaign, "quay"))
    assert (receipt.pending, receipt.points, wing.rider.total()) == (True, 0, 0)
    assert wing.rider.stands().states["mast"] is LevelState.LOCKED
    with port.database.unit_of_work() as session:
        confirmed = staff.confirm(session, campaign, "quay", wing.rider.id, now=NOW + MINUTE)
    assert (confirmed.points, confirmed.opened, wing.rider.total()) == (50, ("mast",), 50)


def test_ten_staff_who_confirm_at_once_award_once(port: Port) -> None:
    campaign = port.stage(fair(codes="printed"))
    [wing] = visitors(port, "Wing")
    wing.check_in(code=printed(campaign, "quay"))

    def confirm() -> int:
        with port.database.unit_of_work() as session:
            return staff.confirm(session, campaign, "quay", wing.rider.id, now=NOW).points

    assert at_once(port, *[confirm] * 10) == [50] * 10
    assert wing.rider.total() == 50


def test_whom_the_staff_did_not_see_may_try_again(port: Port) -> None:
    campaign = port.stage(fair(codes="printed"))
    [wing] = visitors(port, "Wing")
    wing.check_in(code=printed(campaign, "quay"))
    with port.database.unit_of_work() as session:
        staff.refuse(session, campaign, "quay", wing.rider.id)
    assert port.count(CheckIn) == 0
    assert wing.check_in(code=printed(campaign, "quay"), key="again").pending


def test_an_extra_award_is_given_once_and_written_down(port: Port) -> None:
    campaign = port.stage(fair(extras=[extra("talk", 20)]))
    wing, stranger = visitors(port, "Wing", "Stranger")
    wing.check_in()

    def give(visitor: Visitor, extra_id: str = "talk") -> int:
        with port.database.unit_of_work() as session:
            return staff.give_extra(session, campaign, "quay", visitor.rider.id, extra_id, account_id=None, now=NOW)

    results = at_once(port, *[lambda: give(wing)] * 10)
    assert sorted(type(each).__name__ for each in results) == ["AlreadyAwarded"] * 9 + ["int"]
    assert (wing.rider.total(), port.count(Act)) == (70, 1)
    with pytest.raises(NotFound):
        give(wing, "fortune")
    with pytest.raises(NotAtStation):
        give(stranger)
    with pytest.raises(AlreadyAwarded):
        give(wing)


def test_a_note_takes_the_place_of_an_earlier_one(wing: Visitor, port: Port) -> None:
    wing.check_in()
    for words, left in (("Likes robots", "Likes robots"), ("Send the flyer", "Send the flyer"), (" ", "")):
        with port.database.unit_of_work() as session:
            campaign = campaigns.current(session)
            staff.note(session, campaign, "quay", wing.rider.id, words, account_id=None, now=NOW)
            [visitor] = staff.visitors(session, campaign, "quay")
        assert visitor.note == left
