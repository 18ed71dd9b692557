"""What an operator allows a command to spend: MUNASARA_SOLVER_QUESTIONS, from the environment."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from api.endings import INVALID_INPUT

QUESTIONS: Final = "MUNASARA_SOLVER_QUESTIONS"


@contextmanager
def limited_solver() -> Iterator[None]:
    """Within this block the solver is asked so many questions at most, if the environment says how many.

    What then stays open is told as "bounds, not exact", as where the solver reaches a limit of its own. What is no
    whole number from 0 ends the command: a limit that is misread would be none.
    """
    said = os.environ.get(QUESTIONS, "").strip()
    if not said:
        yield
        return
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        fact, remedy = "is no whole number from 0.", "Correct it, or unset it for no limit."
        sys.stderr.write(f"CLI-009 {QUESTIONS}: {fact} {remedy}\n")
        sys.exit(INVALID_INPUT)
    from engine.effort import asking, questions

    with asking(questions(int(said))):
        yield
