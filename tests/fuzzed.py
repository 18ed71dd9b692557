"""How many cases the fuzzing tests make up: a few in every run of the tests, many with `make fuzz`."""

import os
from typing import Final

VARIABLE: Final = "FUZZ_CASES"


def cases(usual: int) -> int:
    """How many in this run: as many as the environment says, else the usual number."""
    return int(os.environ.get(VARIABLE, "") or usual)


def more_than_usual() -> bool:
    """Whether this run makes up cases that no run has seen; the usual run makes up the same ones each time."""
    return bool(os.environ.get(VARIABLE))
