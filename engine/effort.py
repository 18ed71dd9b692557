"""How much may be asked of the solver, where somebody sets a limit to it.

Without a limit every question is asked. Where one is set, a question that it does not allow is answered "unknown" at
once, which is what the solver says of a question too hard for it: bounds then stay as wide as they are, and nothing
that is open is called proved. A number of questions, unlike a time, strikes at the same place on every machine.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import repeat

_allowed: ContextVar[Iterator[bool] | None] = ContextVar("allowed", default=None)  # None: without limit


def allowed() -> bool:
    """Whether the next question may be asked. It counts as asked."""
    limit = _allowed.get()
    return limit is None or next(limit, False)


def limited() -> bool:
    """Whether there is a limit; work that is shared out among processes would take it several times."""
    return _allowed.get() is not None


@contextmanager
def asking(each: Iterable[bool]) -> Iterator[None]:
    """Within this block, of each question to the solver in turn whether it may be asked; none after the last."""
    before = _allowed.set(iter(each))
    try:
        yield
    finally:
        _allowed.reset(before)


def questions(most: int) -> Iterable[bool]:
    """So many questions, and no more."""
    return repeat(True, most)
