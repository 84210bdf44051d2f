"""Nobody chooses the winners, and anybody can tell."""

import hashlib
import hmac
import subprocess
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quest.domain.draws import VERSION, commitment, faults, new_seed, new_ticket, order, tickets_digest

HEX = st.text("0123456789abcdef", min_size=16, max_size=16)
TICKETS = st.lists(HEX, unique=True, max_size=20)
SEED = "5eed" * 16


def published(tickets: list[str], *, seed: str = SEED, places: int = 2, public_value: str = "") -> dict[str, Any]:
    """A draw as it is published when everything is over."""
    return {
        "version": VERSION,
        "seed_sha256": commitment(seed),
        "tickets": sorted(tickets),
        "tickets_sha256": tickets_digest(tickets),
        "seed": seed,
        "public_value": public_value or None,
        "places": places,
        "winners": order(seed, tickets, public_value)[:places],
    }


@given(TICKETS, st.integers(1, 5), st.sampled_from(["", "24,631.19"]))
def test_an_honest_draw_has_no_fault(tickets: list[str], places: int, public_value: str):
    assert list(faults(published(tickets, places=places, public_value=public_value))) == []


@given(TICKETS.filter(bool), st.randoms())
def test_the_order_of_the_list_does_not_matter(tickets: list[str], dice: Any):
    mixed = list(tickets)
    dice.shuffle(mixed)
    assert order(SEED, mixed) == order(SEED, tickets)
    assert tickets_digest(mixed) == tickets_digest(tickets)
    assert sorted(order(SEED, tickets)) == sorted(tickets)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"seed": "0" * 64}, "The seed is not the one"),
        ({"tickets": ["aa", "bb", "dd"]}, "The list of tickets is not the one"),
        ({"tickets": ["aa", "aa", "bb"]}, "A ticket is listed twice."),
        ({"winners": ["zz", "cc"]}, "The winners should be"),
        ({"public_value": "other"}, "The winners should be"),
        ({"places": 3}, "The winners should be"),
        ({"tickets": None}, "There is a seed but no list of tickets."),
    ],
)
def test_whatever_is_changed_afterwards_is_found(change: dict[str, Any], says: str):
    assert any(says in fault for fault in faults({**published(["aa", "bb", "cc"]), **change}))


def test_a_draw_before_its_end_has_nothing_to_be_wrong():
    open_draw = {**published(["aa"]), "seed": None, "winners": None, "tickets": None, "tickets_sha256": None}
    assert list(faults(open_draw)) == []


@pytest.mark.parametrize("junk", [{}, {"version": 2}, {"version": VERSION, "tickets": 5, "seed": None}, []])
def test_what_is_no_draw_is_told_apart_from_a_dishonest_one(junk: Any):
    with pytest.raises((KeyError, TypeError, ValueError)):
        list(faults(junk))


def test_the_formula_is_the_published_one():
    keyed = {
        ticket: hmac.new(SEED.encode(), f"7\n{ticket}".encode(), hashlib.sha256).hexdigest() for ticket in ("aa", "bb")
    }
    assert order(SEED, ["aa", "bb"], "7") == sorted(keyed, key=lambda ticket: keyed[ticket])
    assert commitment(SEED) == hashlib.sha256(SEED.encode()).hexdigest()
    assert tickets_digest(["bb", "aa"]) == hashlib.sha256(b"aa\nbb\n").hexdigest()


def test_a_shell_comes_to_the_same_hashes():
    ran = subprocess.run(["sha256sum"], input=SEED, capture_output=True, text=True, check=True)
    assert ran.stdout.split()[0] == commitment(SEED)


def test_every_ticket_wins_as_often_as_any_other():
    tickets = [f"{number:016x}" for number in range(10)]
    first = Counter(order(f"{seed:064x}", tickets)[0] for seed in range(4_000))
    assert set(first) == set(tickets)
    assert max(first.values()) < 500
    assert min(first.values()) > 310


def test_seeds_and_tickets_are_never_the_same_twice():
    assert len({new_seed() for _ in range(50)}) == len({new_ticket() for _ in range(50)}) == 50
    assert (len(new_seed()), len(new_ticket())) == (64, 16)
