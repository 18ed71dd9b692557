"""How many cases a property is tried with: enough in every run of the tests, and many times more where EFFORT says so.

`EFFORT=10 make test` tries each ten times as often. The cases are the same in every run of the same number.
"""

import os
from typing import Final

from hypothesis import settings

EFFORT: Final = int(os.environ.get("EFFORT", "") or 1)


def times(number: int) -> settings:
    """Settings for a property that is tried so many times, each time with the same cases."""
    return settings(max_examples=number * EFFORT, derandomize=True, deadline=None, database=None)
