"""The same campaign under the same pack gives the same bytes, whichever process assesses it."""

import os
import subprocess
import sys
from pathlib import Path

from tests.property.digests import PACKS, PROFILES, SHIPPED

# What differs between two machines and must not show: the seed of Python's hashes, which orders sets, and the clock.
ELSEWHERE = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC"},
    {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
)


def test_thousands_of_assessments_are_the_same_bytes_in_two_processes(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    started = [  # at once: most machines have two cores
        subprocess.Popen(
            [sys.executable, "-m", "tests.property.digests"],
            cwd=root,
            env={**os.environ, "MUNASARA_CACHE": str(tmp_path), **differing},
            stdout=subprocess.PIPE,
            text=True,
        )
        for differing in ELSEWHERE
    ]
    first, second = (process.communicate()[0].splitlines() for process in started)
    assert [process.returncode for process in started] == [0, 0]
    assert len(first) == SHIPPED + PACKS * PROFILES
    assert len({line.split()[-1] for line in first}) > len(first) // 2, "they are not all alike"
    assert [(one, other) for one, other in zip(first, second, strict=True) if one != other] == []
