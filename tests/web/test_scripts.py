"""The scripts of the pages, as far as they reckon without a browser."""

import subprocess

import pytest

from scripts.node import environment, node
from tests.conftest import CHECKOUT


@pytest.mark.parametrize("file", sorted(file.name for file in (CHECKOUT / "tests/js").glob("*.test.js")))
def test_a_script_reckons_right(file: str) -> None:
    ran = subprocess.run(
        [str(node()), "--test", f"tests/js/{file}"], cwd=CHECKOUT, env=environment(), capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "# pass 0" not in ran.stdout
