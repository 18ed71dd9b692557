"""Figures beside what they are meant to be."""

from dataclasses import dataclass, field
from statistics import median


@dataclass
class Timed:
    """Milliseconds of some runs; `aim` is what none of them is to take, None where nothing is aimed at."""

    aim: float | None = None
    taken: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{median(self.taken):9.1f}{max(self.taken):9.1f}"

    @property
    def verdict(self) -> str:
        """Whether the aim is met by all runs, or by how many."""
        if self.aim is None:
            return ""
        aim = f"{self.aim / 1000:g} s"
        met = sum(taken < self.aim for taken in self.taken)
        return f"met: < {aim}" if met == len(self.taken) else f"NOT met: < {aim} in {met} of {len(self.taken)}"
