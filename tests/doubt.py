"""A solver that leaves some questions open, as at its limit: the real one, which is not always asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from random import Random

from engine.effort import asking


class Doubt:
    """How many questions were put to the solver and how many of them it was not asked."""

    def __init__(self) -> None:
        self.questions = self.open = 0

    def each(self, random: Random, share: float, after: int) -> Iterator[bool]:
        """Every question up to a number, then each of the others with this probability."""
        for number in count():
            allowed = number < after or random.random() >= share
            self.questions, self.open = self.questions + 1, self.open + (not allowed)
            yield allowed


@contextmanager
def doubting(random: Random) -> Iterator[Doubt]:
    """Few, some, most or all of the questions stay open, from the first one or a later one on."""
    doubt, share, after = Doubt(), random.choice((0.1, 0.4, 0.8, 1.0)), random.choice((0, 0, 1, 3, 10))
    with asking(doubt.each(random, share, after)):
        yield doubt
