"""A hall of simulated phones: `python -m bench.hall URLS PIN PLAYERS QUESTIONS`, with commas between several URLs.

Prints a line of JSON when everybody is in, one after each question, and ends when its input does.
"""

from quest.server import patch

patch.apply()

# ruff: noqa: E402 - the patch must come first
import json
import random
import sys
import threading
import time
from typing import Any

from quest.rehearsal.phone import Refused
from quest.rehearsal.riders import Manner, Rider, Seen

COMING_S = 2.0
ANSWERING_S = 2.0
LOOK_S = 0.05
PATIENCE_S = 60.0


def say(**facts: Any) -> None:
    """Tells the benchmark."""
    print(json.dumps(facts | {"own_s": time.process_time()}), flush=True)


def after(seconds: float, act: Any) -> None:
    """Does something later."""
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()


def main() -> None:
    """Comes in, answers and reports."""
    urls, pin, players, questions = sys.argv[1].split(","), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    seen = Seen()
    manner = Manner(lambda dice: dice.uniform(0, ANSWERING_S))
    riders = [Rider(number, urls[number % len(urls)], seen, manner, after) for number in range(players)]
    began = time.monotonic()

    def come(rider: Rider, wait: float) -> None:
        time.sleep(wait)
        try:
            rider.come(pin)
        except Refused as error:
            seen.errors[str(error)] += 1
            return
        rider.ride()

    dice = random.Random(0)
    for rider in riders:
        threading.Thread(target=come, args=(rider, dice.uniform(0, COMING_S)), daemon=True).start()
    while len(seen.shown) + seen.errors.total() < players:
        time.sleep(LOOK_S)
    say(came_s=time.monotonic() - began, errors=dict(seen.errors))
    for position in range(questions):
        sys.stdin.readline()
        before = sum(seen.packets.values())
        until = time.monotonic() + PATIENCE_S
        while len(seen.results.get(position, ())) < len(seen.joins) and time.monotonic() < until:
            time.sleep(LOOK_S)
        packets = (sum(seen.packets.values()) - before) / players
        say(lag_s=seen.lag(position), packets=packets, acks=len(seen.acks), errors=dict(seen.errors))
    sys.stdin.readline()


if __name__ == "__main__":
    main()
