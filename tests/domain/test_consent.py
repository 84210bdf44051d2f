"""Which consents are in force."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quest.domain.consent import ASKED, Decision, Purpose, in_force

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def decision(purpose: Purpose, *, granted: bool, minute: int, company: int | None = None) -> Decision:
    return Decision(purpose, company, granted, NOON + timedelta(minutes=minute))


def test_nothing_is_agreed_to_before_somebody_decides():
    assert in_force([]) == set()


@pytest.mark.parametrize("history", [[True], [True, True], [False, True], [True, False, True]])
def test_a_consent_holds_while_the_newest_decision_gives_it(history: list[bool]):
    decisions = [decision(Purpose.EMPLOYERS, granted=given_, minute=at) for at, given_ in enumerate(history)]
    assert in_force(decisions) == {(Purpose.EMPLOYERS, None)}
    assert in_force(reversed(decisions)) == {(Purpose.EMPLOYERS, None)}


def test_a_withdrawal_ends_only_what_it_names():
    decisions = [
        decision(Purpose.EMPLOYERS, granted=True, minute=0, company=1),
        decision(Purpose.EMPLOYERS, granted=True, minute=0, company=2),
        decision(Purpose.FOLLOW_UP, granted=True, minute=0, company=1),
        decision(Purpose.EMPLOYERS, granted=False, minute=1, company=1),
    ]
    assert in_force(decisions) == {(Purpose.EMPLOYERS, 2), (Purpose.FOLLOW_UP, 1)}


def test_of_two_decisions_at_the_same_moment_the_later_row_counts():
    both = [decision(Purpose.NEWSLETTER, granted=True, minute=0), decision(Purpose.NEWSLETTER, granted=False, minute=0)]
    assert in_force(both) == set()
    assert in_force(both[::-1]) == {(Purpose.NEWSLETTER, None)}


DECISIONS = st.lists(
    st.builds(
        decision,
        st.sampled_from(Purpose),
        granted=st.booleans(),
        minute=st.integers(0, 99),
        company=st.none() | st.integers(1, 3),
    )
)


@given(DECISIONS)
def test_only_what_was_granted_is_in_force_and_withdrawing_everything_leaves_nothing(decisions: list[Decision]):
    agreed = in_force(decisions)
    assert agreed <= {(each.purpose, each.company_id) for each in decisions if each.granted}
    withdrawals = [
        Decision(purpose, company, granted=False, at=NOON + timedelta(days=1)) for purpose, company in agreed
    ]
    assert in_force([*decisions, *withdrawals]) == set()


def test_profile_and_application_are_not_boxes_of_the_form():
    assert set(Purpose) - set(ASKED) == {Purpose.PROFILE, Purpose.APPLICATION}
