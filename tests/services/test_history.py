"""Ada sees how her rank went, from samples that are the same for everybody."""

from datetime import timedelta

from sqlalchemy import select

from quest.models import RankSample
from quest.services import campaigns, freezes, history, players
from tests.services.harbour import NOW, Port, Rider


def keep(port: Port, minutes: float) -> bool:
    with port.database.unit_of_work() as session:
        now = NOW + timedelta(minutes=minutes)
        return history.keep(session, campaigns.current(session), now=now)


def ranks(rider: Rider) -> list[tuple[int, int, int]]:
    """Rank, number of riders and points of each sample."""
    with rider.port.database.reading() as session:
        samples = history.of_player(session, campaigns.current(session), rider.id)
    return [(each.rank, each.riders, each.points) for each in samples]


def test_a_rank_falls_when_others_pass_and_rises_with_points(ada: Rider, port: Port):
    ben = port.rider("Ben")
    ada.ride("quay", "0", "3")
    assert keep(port, 1)
    ben.ride("quay", "0", "0")
    assert keep(port, 6)
    ada.ride("crane", "0", "0")
    assert keep(port, 11)
    assert ranks(ada) == [(1, 1, 100), (2, 2, 100), (1, 2, 310)]
    assert ranks(ben) == [(1, 2, 150), (2, 2, 150)]


def test_a_slot_of_time_has_one_sample_and_a_quiet_one_none(ada: Rider, port: Port):
    assert not keep(port, 0)
    ada.ride("quay", "0", "0")
    assert keep(port, 1)
    ada.ride("crane", "0", "0")
    assert not keep(port, 4.9)
    assert keep(port, 5)
    assert not keep(port, 30)
    with port.database.reading() as session:
        assert [sample.counts for sample in session.scalars(select(RankSample).order_by(RankSample.at))] == [
            [[150, 1]],
            [[ada.total(), 1]],
        ]


def test_who_is_not_ranked_is_counted_by_nobody(ada: Rider, port: Port):
    ben = port.rider("Ben")
    ben.ride("quay", "0", "0")
    ada.ride("quay", "0", "3")
    with port.database.unit_of_work() as session:
        players.set_ranked(session, ben.id, ranked=False)
    assert keep(port, 1)
    assert ranks(ada) == [(1, 1, 100)]


def test_nothing_after_a_freeze_is_told_before_the_reveal(ada: Rider, port: Port):
    ada.ride("quay", "0", "3")
    keep(port, 1)
    with port.database.unit_of_work() as session:
        freezes.freeze(session, campaigns.current(session), "overall", account_id=None, now=NOW)
    ada.ride("crane", "0", "0")
    keep(port, 6)
    assert [points for _, _, points in ranks(ada)] == [100]
    with port.database.unit_of_work() as session:
        freezes.reveal(session, campaigns.current(session), "overall", account_id=None, now=NOW)
    assert [points for _, _, points in ranks(ada)] == [100, 310]


def test_a_long_day_is_told_in_a_few_moments(ada: Rider, port: Port):
    attempts = [ada.start("quay")]
    ada.open(attempts[0])
    ada.choose(attempts[0], "quay-1", "0")
    for number in range(40):
        with port.database.unit_of_work() as session:
            campaign_id = campaigns.current(session).id
            at = NOW + timedelta(minutes=5 * number)
            session.add(RankSample(campaign_id=campaign_id, at=at, award_id=1 + number, counts=[[100, 1 + number]]))
    told = ranks(ada)
    assert len(told) == history.SHOWN
    assert (told[0][1], told[-1][1]) == (1, 40)


def test_somebody_without_points_has_no_history(ada: Rider, port: Port):
    port.rider("Ben").ride("quay", "0", "0")
    keep(port, 1)
    assert ranks(ada) == []
