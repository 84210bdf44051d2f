"""Hana hosts a round: it goes where she sends it, time moves it where it must, and nobody sees a key too early."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from quest.domain import rounds
from quest.domain.rounds import DELIVERY, Audience, NoSuchStep, Part, Phase, Plan, State

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TWO = Plan(limits=(20, None), last_of_level=(False, True), reading_s=5)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def asked(plan: Plan = TWO) -> State:
    return rounds.onward(plan, State(), NOON)


def opened(plan: Plan = TWO) -> State:
    return rounds.settled(plan, asked(plan), after(5))


def revealed(plan: Plan = TWO) -> State:
    return rounds.onward(plan, opened(plan), after(6))


def test_a_question_is_read_first_and_its_deadline_is_known_from_the_start():
    state = asked()
    assert (state.phase, state.position) == (Phase.QUESTION, 0)
    assert (state.opens_at, state.closes_at) == (after(5), after(25))
    assert rounds.due_at(state) == after(5)


def test_time_alone_shows_the_answers_and_takes_them_away():
    state = asked()
    assert rounds.settled(TWO, state, after(4.9)) == state
    assert opened().phase is Phase.OPEN
    assert rounds.settled(TWO, opened(), after(25) + DELIVERY).phase is Phase.OPEN
    assert rounds.settled(TWO, opened(), after(25.001) + DELIVERY).phase is Phase.REVEAL


def test_whoever_looks_in_late_finds_the_question_closed_not_opened():
    assert rounds.settled(TWO, asked(), after(1_000)).phase is Phase.REVEAL


def test_a_round_without_reading_time_asks_at_once():
    state = asked(replace(TWO, reading_s=0))
    assert (state.phase, state.opens_at, state.closes_at) == (Phase.OPEN, NOON, after(20))


def test_an_open_question_closes_when_everybody_has_answered_but_not_while_it_is_read():
    assert rounds.settled(TWO, opened(), after(6), everybody_answered=True).phase is Phase.REVEAL
    assert rounds.settled(TWO, asked(), after(1), everybody_answered=True).phase is Phase.QUESTION


def test_a_host_who_holds_the_reveal_gives_it_herself():
    plan = replace(TWO, hold=True)
    closed = rounds.settled(plan, opened(plan), after(6), everybody_answered=True)
    assert closed.phase is Phase.CLOSED
    assert rounds.settled(plan, closed, after(100)).phase is Phase.CLOSED
    assert rounds.onward(plan, opened(plan), after(6)).phase is Phase.CLOSED
    assert rounds.onward(plan, closed, after(7)).phase is Phase.REVEAL


def test_a_question_without_a_limit_waits_for_everybody_or_the_host():
    state = rounds.settled(TWO, rounds._ask(TWO, 1, NOON), after(10))
    assert (state.phase, state.closes_at) == (Phase.OPEN, None)
    assert rounds.due_at(state) is None
    assert rounds.settled(TWO, state, after(100_000)).phase is Phase.OPEN


def test_the_whole_way_from_the_lobby_to_the_end():
    state, seen = State(), [Phase.LOBBY]
    while state.phase is not Phase.OVER:
        state = rounds.onward(TWO, state, NOON)
        seen.append(state.phase)
    asking = [Phase.QUESTION, Phase.OPEN, Phase.REVEAL]
    assert seen == [Phase.LOBBY, *asking, Phase.STANDINGS, *asking, Phase.PODIUM, Phase.OVER]
    with pytest.raises(NoSuchStep):
        rounds.onward(TWO, state, NOON)


@pytest.mark.parametrize(
    ("board", "after_the_first", "after_the_second"),
    [
        ("question", Phase.STANDINGS, Phase.STANDINGS),
        ("level", Phase.QUESTION, Phase.STANDINGS),
        ("end", Phase.QUESTION, Phase.QUESTION),
        ("never", Phase.QUESTION, Phase.QUESTION),
    ],
)
def test_the_board_comes_when_the_host_chose(board: rounds.Board, after_the_first: Phase, after_the_second: Phase):
    plan = Plan(limits=(20, 20, 20), last_of_level=(False, True, True), board=board)
    first = State(Phase.REVEAL, 0)
    assert rounds.onward(plan, first, NOON).phase is after_the_first
    assert rounds.onward(plan, State(Phase.REVEAL, 1), NOON).phase is after_the_second
    assert rounds.onward(plan, State(Phase.REVEAL, 2), NOON).phase is Phase.PODIUM


def test_a_pause_moves_the_deadline_by_as_long_as_it_lasted():
    still = rounds.paused(opened(), after(10))
    assert rounds.due_at(still) is None
    assert rounds.settled(TWO, still, after(500), everybody_answered=True).phase is Phase.OPEN
    going = rounds.resumed(still, after(110))
    assert (going.phase, going.closes_at, going.paused_at) == (Phase.OPEN, after(125), None)
    assert going.opens_at == after(5)
    with pytest.raises(NoSuchStep):
        rounds.resumed(going, after(111))


def test_a_pause_while_the_question_is_read_moves_the_opening_too():
    going = rounds.resumed(rounds.paused(asked(), after(2)), after(62))
    assert (going.opens_at, going.closes_at) == (after(65), after(85))


def test_only_a_running_clock_can_be_paused_and_only_once():
    with pytest.raises(NoSuchStep):
        rounds.paused(rounds.paused(opened(), after(6)), after(7))
    for phase in set(Phase) - rounds.RUNNING:
        with pytest.raises(NoSuchStep):
            rounds.paused(State(phase, 0), NOON)


def test_a_skipped_question_is_never_revealed():
    assert rounds.skipped(TWO, opened(), after(7)).position == 1
    assert rounds.skipped(TWO, rounds.paused(opened(), after(6)), after(7)).paused_at is None
    assert rounds.skipped(TWO, State(Phase.OPEN, 1, NOON), NOON).phase is Phase.PODIUM
    with pytest.raises(NoSuchStep):
        rounds.skipped(TWO, revealed(), after(8))


def test_the_host_may_go_back_to_the_board_once_a_question_is_revealed():
    assert rounds.back_to_board(revealed()).phase is Phase.STANDINGS
    with pytest.raises(NoSuchStep):
        rounds.back_to_board(opened())


def test_an_early_end_still_has_its_podium_unless_nothing_was_played():
    assert rounds.ended(revealed()).phase is Phase.PODIUM
    assert rounds.ended(State()).phase is Phase.OVER
    assert rounds.ended(opened()).phase is Phase.OVER
    assert rounds.ended(State(Phase.OPEN, 1, NOON)).phase is Phase.PODIUM
    assert rounds.ended(State(Phase.PODIUM, 1)).phase is Phase.OVER
    with pytest.raises(NoSuchStep):
        rounds.ended(State(Phase.OVER, 1))


def test_answers_count_from_the_opening_to_a_moment_after_the_deadline():
    state = asked()
    assert not rounds.accepts(state, after(4.9))
    assert rounds.accepts(state, after(5))
    assert rounds.accepts(state, after(25) + DELIVERY)
    assert not rounds.accepts(state, after(25.001) + DELIVERY)
    assert not rounds.accepts(rounds.paused(opened(), after(10)), after(11))
    for phase in set(Phase) - rounds.RUNNING:
        assert not rounds.accepts(replace(state, phase=phase), after(6))


def test_a_right_answer_earns_its_worth_and_haste_adds_at_most_a_fifth():
    assert rounds.points(100, 1.0, speed=0, used=0) == (100, 0)
    assert rounds.points(100, 1.0, speed=20, used=0) == (100, 20)
    assert rounds.points(100, 1.0, speed=20, used=0.5) == (100, 10)
    assert rounds.points(100, 1.0, speed=20, used=1) == (100, 0)
    assert rounds.points(100, 1.0, speed=500, used=0) == (100, 20)
    assert rounds.points(100, 0.0, speed=20, used=0) == (0, 0)


def test_whoever_is_more_right_is_never_beaten_by_haste_between_whole_answers_and_none():
    slow, fast = rounds.points(100, 1.0, speed=20, used=1), rounds.points(100, 0.5, speed=20, used=0)
    assert sum(slow) > sum(fast)


def test_the_used_time_is_a_share_of_the_limit():
    state = opened()
    assert rounds.used_time(state, after(5)) == 0
    assert rounds.used_time(state, after(15)) == 0.5
    assert rounds.used_time(state, after(25.5)) == 1
    assert rounds.used_time(replace(state, closes_at=None), after(15)) == 1


BEFORE_THE_REVEAL = (Phase.LOBBY, Phase.QUESTION, Phase.OPEN, Phase.CLOSED)


@pytest.mark.parametrize(("audience", "phase"), list(product(Audience, BEFORE_THE_REVEAL)))
def test_before_the_reveal_nobody_sees_anything_that_hangs_on_the_key(audience: Audience, phase: Phase):
    telling = {Part.SOLUTION, Part.OWN_RESULT, Part.STANDINGS, Part.PODIUM, Part.OWN_STANDING}
    assert not rounds.visible(audience, phase) & telling


@pytest.mark.parametrize("phase", list(Phase))
def test_the_host_alone_has_the_seats_and_the_player_alone_what_is_her_own(phase: Phase):
    own = {Part.OWN_ANSWER, Part.OWN_RESULT, Part.OWN_STANDING}
    assert Part.SEATS in rounds.visible(Audience.HOST, phase)
    assert Part.SEATS not in rounds.visible(Audience.PLAYER, phase) | rounds.visible(Audience.PROJECTOR, phase)
    assert not own & (rounds.visible(Audience.HOST, phase) | rounds.visible(Audience.PROJECTOR, phase))


def test_the_phone_always_has_the_full_question_that_the_projector_has():
    for phase in Phase:
        shown = rounds.visible(Audience.PROJECTOR, phase) & {Part.PROMPT, Part.FORM, Part.SOLUTION}
        assert shown <= rounds.visible(Audience.PLAYER, phase)


def test_while_a_question_is_read_nobody_has_its_answers():
    for audience in Audience:
        assert Part.FORM not in rounds.visible(audience, Phase.QUESTION)
        assert Part.PROMPT in rounds.visible(audience, Phase.QUESTION)


@pytest.mark.parametrize("audience", [Audience.PLAYER, Audience.PROJECTOR])
def test_a_round_without_a_board_ranks_nobody_and_one_at_the_end_only_there(audience: Audience):
    ranks = {Part.STANDINGS, Part.PODIUM, Part.OWN_STANDING}
    for phase in Phase:
        assert not rounds.visible(audience, phase, "never") & ranks
        if phase not in rounds.ENDED:
            assert not rounds.visible(audience, phase, "end") & ranks
    assert Part.PODIUM in rounds.visible(audience, Phase.PODIUM, "end")
