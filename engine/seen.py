"""What completions have shown to be possible."""

from collections.abc import Sequence

from engine.answers import ALWAYS, NEVER
from engine.evaluate import Truth
from engine.normal import CONFIRMED
from engine.pack import VerdictName
from engine.program import Program
from engine.verdicts import possible_verdicts

MOST_KEPT = 24  # completions of one verdict


class Seen:
    """The least and most certainty of conclusions and value of measures in use, and the verdicts seen so far.

    `verdicts` keeps the first completion that reached each, `reaching` the first few; `last` is the latest one seen.
    `telling` are the completions that showed something not seen before. `open` are the variables with several possible
    values.
    """

    def __init__(self, program: Program, open: Sequence[int]) -> None:
        self._program = program
        self.least = [CONFIRMED] * len(program.conclusions)
        self.most = [0] * len(program.conclusions)
        self.low: list[int | None] = [None] * len(program.scales)
        self.high: list[int | None] = [None] * len(program.scales)
        self.unused = [False] * len(program.scales)
        self.verdicts: dict[VerdictName, tuple[int, ...]] = {}
        self.reaching: dict[VerdictName, list[tuple[int, ...]]] = {}
        self.telling: list[tuple[int, ...]] = []
        self.last: tuple[int, ...] = ()
        self._open = tuple(open)
        self._with: dict[tuple[int, int], set[VerdictName]] = {}

    def see(self, masks: Sequence[int], truth: Truth) -> None:
        """Take note of one completion and what comes of it."""
        self.last = tuple(masks)
        least, most = list(map(min, self.least, truth.certain)), list(map(max, self.most, truth.certain))
        new = (least, most) != (self.least, self.most)
        self.least, self.most = least, most
        for number, (value, _, use) in enumerate(truth.measures):
            if use == NEVER:
                new = new or not self.unused[number]
                self.unused[number] = True
                continue
            low, high = self.low[number], self.high[number]
            if low is None or value < low:
                self.low[number] = value
                new = True
            if high is None or value > high:
                self.high[number] = value
                new = True
        (verdict,) = possible_verdicts(truth, self._program)
        if new or verdict not in self.verdicts:
            self.telling.append(self.last)
        self.verdicts.setdefault(verdict, self.last)
        reaching = self.reaching.setdefault(verdict, [])
        if len(reaching) < MOST_KEPT:
            reaching.append(self.last)
        for number in self._open:
            self._with.setdefault((number, masks[number]), set()).add(verdict)

    def verdicts_with(self, variable: int, value: int) -> set[VerdictName]:
        """The verdicts seen in completions that give a variable this value (a mask of one) or leave it out of use."""
        unused = self._program.vocabulary.variables[variable].not_in_use
        return self._with.get((variable, value), set()) | self._with.get((variable, unused), set())

    def everything(self, outer: Truth) -> bool:
        """Whether all that the outer bounds allow has been seen, so that they are exact."""
        return (
            tuple(self.least) == outer.certain
            and tuple(self.most) == outer.possible
            and all(
                (use == NEVER or (self.low[number], self.high[number]) == (low, high))
                and (use == ALWAYS or self.unused[number])
                for number, (low, high, use) in enumerate(outer.measures)
            )
            and set(self.verdicts) == set(possible_verdicts(outer, self._program))
        )
