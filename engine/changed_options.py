"""Other answers to a question that takes several options: each option put in or taken out, and the fewest that clear a
finding together."""

from collections.abc import Callable, Iterator, Sequence
from heapq import heappop, heappush

from engine.evaluate import Truth
from engine.pack import Question
from engine.prepared import Prepared
from engine.vocabulary import NO, YES

MOST_EXPANDED = 400  # answers in part that are looked into for one finding; the shipped pack needs a few dozen

Taken = list[int]


class ChangedOptions:
    """The answer to one question as it is, and what it could be instead: never empty, and an option that stands alone
    never beside others. An answer that this would break is mended by taking out, or putting in, what it needs."""

    def __init__(self, question: Question, taken: Sequence[int], prepared: Prepared) -> None:
        self.taken, self.prepared, self.program = taken, prepared, prepared.program
        self.numbers = self.program.vocabulary.of_question[question.id]
        self.options = dict(zip(self.numbers, question.options, strict=True))
        self.bearing = prepared.influence.on_conclusions
        self.open = self._certain_at_least(self.numbers)

    def changes(self, taken: Sequence[int]) -> dict[str, bool]:
        """The options that these answers put in (True) or take out, in the order of the question."""
        differing = [number for number in self.numbers if taken[number] != self.taken[number]]
        return {self.options[number].id: taken[number] == YES for number in differing}

    def could_clear_or_weaken(self, findings: Sequence[int], truth: Truth) -> list[int]:
        """Those of these findings that some answer to this question might clear or weaken."""
        return [number for number in findings if self.open[number] < truth.certain[number]]

    def each(self, findings: Sequence[int], truth: Truth) -> Iterator[Taken]:
        """The answers with one option taken out, then with one put in, that bear on these findings."""
        bearing = self._of(findings)
        chosen = [number for number in bearing if self.taken[number] == YES]
        absent = [number for number in bearing if self.taken[number] == NO]
        certain = self._certain_at_least(absent) if absent else ()
        if absent and all(certain[number] >= truth.certain[number] for number in findings):
            absent = [number for number in absent if self.options[number].alone]  # which takes the others out
        for number in (*chosen, *absent):
            if (taken := self._mended({number: NO + YES - self.taken[number]})) is not None:
                yield taken

    def together(self, finding: int, clears: Callable[[Sequence[int], int], bool]) -> Taken | None:
        """An answer that clears a finding with several options changed, each of them needed; None if none is found."""
        if self.open[finding]:
            return None
        return self._without(finding, clears) or self._otherwise(finding, clears)

    def _without(self, finding: int, clears: Callable[[Sequence[int], int], bool]) -> Taken | None:
        """With options taken out alone: all that bear on it, but for those that can stay."""
        out = [number for number in self._of([finding]) if self.taken[number] == YES]
        found = self._mended(dict.fromkeys(out, NO))
        if not out or found is None or not clears(found, finding):
            return None
        for number in out if len(out) > 1 else ():
            fewer = [one for one in out if one != number]
            taken = self._mended(dict.fromkeys(fewer, NO))
            if taken is not None and clears(taken, finding):
                out, found = fewer, taken
        return found

    def _otherwise(self, finding: int, clears: Callable[[Sequence[int], int], bool]) -> Taken | None:
        """With options put in and taken out, as few as possible; None also if none was found among MOST_EXPANDED.
        Options are decided one after the other; bounds say which parts of an answer cannot clear it."""
        numbers = self._of([finding])
        waiting: list[tuple[int, int, int, dict[int, int]]] = [(0, 0, 0, {})]
        for serial in range(MOST_EXPANDED):
            if not waiting:
                break
            changed, _, _, decided = heappop(waiting)
            if len(decided) == len(numbers):
                if (taken := self._mended(decided)) is not None and clears(taken, finding):
                    return taken
                continue
            number = numbers[len(decided)]
            for more, value in enumerate((self.taken[number], NO + YES - self.taken[number])):
                then = {**decided, number: value}
                if not self._certain_at_least([one for one in self.numbers if one not in then], then)[finding]:
                    heappush(waiting, (changed + more, -len(then), 2 * serial + more, then))
        return None

    def _of(self, findings: Sequence[int]) -> list[int]:
        """The options that bear on some of these findings."""
        marks = 0
        for finding in findings:
            marks |= self.bearing[finding]
        return [number for number in self.numbers if marks >> number & 1]

    def _certain_at_least(self, loose: Sequence[int], decided: dict[int, int] | None = None) -> tuple[int, ...]:
        masks = list(self.taken)
        for number, value in (decided or {}).items():
            masks[number] = value
        for number in loose:
            masks[number] = NO | YES
        self.program.settle_use(masks)
        return self.prepared.evaluator.evaluate(masks).certain

    def _mended(self, decided: dict[int, int]) -> Taken | None:
        """The answer with these options decided and as few others changed as it takes; None if there is no such one."""
        taken = list(self.taken)
        for number, value in decided.items():
            taken[number] = value
        chosen = [number for number in self.numbers if taken[number] == YES]
        alone = [number for number in chosen if self.options[number].alone]
        if alone and len(chosen) > 1:
            kept = [number for number in alone if number in decided and self.taken[number] == NO]
            gone = [number for number in chosen if number not in kept] if kept else alone
            if len(kept) > 1 or not decided.keys().isdisjoint(gone):
                return None
            for number in gone:
                taken[number] = NO
        elif not chosen:
            spare = [number for number in self.numbers if number not in decided]
            if not spare:
                return None
            taken[min(spare, key=lambda number: not self.options[number].alone)] = YES
        return taken
