"""The monkey patch comes first or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


def run(program: str, **environ: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name != "QUEST_ASYNC"} | environ
    return subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, env=env, capture_output=True, text=True)


APPLY = "from quest.server import patch; print(patch.apply(), patch.apply())"
IS_PATCHED = "from gevent import monkey; print(monkey.is_module_patched('socket'))"


def test_applying_twice_is_applying_once():
    assert run(f"{APPLY}; {IS_PATCHED}").stdout.split() == ["True", "True", "True"]


def test_tools_that_run_on_threads_are_left_alone():
    assert run(f"{APPLY}; {IS_PATCHED}", QUEST_ASYNC="threading").stdout.split() == ["False", "False", "False"]


@pytest.mark.parametrize("early", ["flask", "redis", "sqlalchemy"])
def test_applying_too_late_names_who_was_early(early: str):
    ended = run(f"import {early}; {APPLY}")
    assert ended.returncode == 1
    last = ended.stderr.strip().splitlines()[-1]
    assert "PatchedTooLate" in last
    assert early in last
