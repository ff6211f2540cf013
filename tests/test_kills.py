"""Readers that are killed while they change a library: what they said was done is there, and the others go on."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

KILLS = Path(__file__).parent / "benchmarks" / "kills.py"


def run(folder: Path, kills: int, seed: int) -> dict[str, Any]:
    command = [sys.executable, str(KILLS), "--kills", str(kills), "--seed", str(seed), "--folder", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def check(result: dict[str, Any], kills: int) -> None:
    assert result["kills"] >= kills
    assert result["acknowledged"] > 0
    assert (result["lost"], result["corrupt"], result["index"]) == ([], [], [])


def test_readers_that_are_killed_a_dozen_times_lose_nothing(tmp_path: Path) -> None:
    check(run(tmp_path, 12, 1), 12)


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", [2, 3, 4])
def test_readers_that_are_killed_a_hundred_times_lose_nothing(tmp_path: Path, seed: int) -> None:
    check(run(tmp_path, 100, seed), 100)
