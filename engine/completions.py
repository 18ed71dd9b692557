"""Completions: what a profile's answers could become once every open question is answered.

A completion is one value for every variable. Most of what is possible shows in a few hundred of them, chosen always in
the same way; what does not is left to the solver (`possibilities.py`).
"""

from collections.abc import Iterator, Sequence
from random import Random

from engine.pack import Question
from engine.program import Program
from engine.vocabulary import NO, YES

SEED = 1948  # of the choice of completions: any number, as long as it stays the same
ENDS = ((-1, 0), (0, -1), (0, 0), (-1, -1))  # of levels and situation: first the best of all, then the worst
ALONE = 0.4  # how often, at most, an option that stands alone is chosen where others are possible


class Completions:
    """The completions that some masks leave possible (`taken` masks, that do not say which questions are in use)."""

    def __init__(self, program: Program, taken: Sequence[int]) -> None:
        self.program, self.taken = program, tuple(taken)
        variables = program.vocabulary.variables
        self._single: list[tuple[int, bool, tuple[int, ...]]] = []
        self._several: list[tuple[Question, tuple[int, ...]]] = []
        for name, question in program.pack.questions.items():
            numbers = program.vocabulary.of_question[name]
            open_numbers = [number for number in numbers if taken[number].bit_count() > 1]
            if not open_numbers:
                continue
            if question.kind == "choices":
                self._several.append((question, numbers))
            else:
                values, mask = variables[numbers[0]].values, taken[numbers[0]]
                ranked = [(question.levels.get(value, place), place) for place, value in enumerate(values)]
                bits = tuple(1 << place for _, place in sorted(ranked) if mask >> place & 1)
                self._single.append((numbers[0], bool(question.levels), bits))

    def settle(self, masks: list[int]) -> list[int]:
        """The same masks with questions out of use set aside."""
        self.program.settle_use(masks)
        return masks

    def gravest(self) -> list[int]:
        """The completion in which every open level is the lowest, every other open answer the option written last, and
        of choices every option is chosen that does not stand alone. It does not say which questions are in use."""
        return self._drawn(Random(SEED), *ENDS[1], 1.0)

    def some(self, number: int) -> Iterator[list[int]]:
        """So many completions, settled, in an order that never changes (see `raw`)."""
        yield from map(self.settle, self.raw(number))

    def raw(self, number: int) -> Iterator[list[int]]:
        """The same, before questions out of use are set aside: the extremes first, then mixtures of them.

        Levels lean to one end, the situation (all other answers) to one end of its own, since what readiness and
        exposure could be lies there: options are mostly written from the harmless to the grave.
        """
        random = Random(SEED)
        for turn in range(number):
            extreme = turn < len(ENDS)
            levels, situation = ENDS[turn % len(ENDS)]
            strength = 1.0 if extreme else random.random()
            yield self._drawn(random, levels, situation, strength)

    def near(self, completion: Sequence[int]) -> list[int]:
        """The completion, settled, that keeps as much of one of wider masks as these leave possible."""
        masks = list(self.taken)
        for number, _, bits in self._single:
            kept = completion[number] & masks[number]
            masks[number] = kept if kept in bits else bits[0]
        for question, numbers in self._several:
            asked = {number for number in numbers if masks[number] == YES}
            same = {number for number in numbers if completion[number] & masks[number] == YES}
            alone = {number for option, number in zip(question.options, numbers, strict=True) if option.alone}
            chosen = asked if asked & alone else asked | (same if same <= alone and not asked else same - alone)
            chosen = chosen or {next(number for number in numbers if masks[number] & YES)}
            for number in numbers:
                masks[number] = YES if number in chosen else NO
        return self.settle(masks)

    def _drawn(self, random: Random, levels: int, situation: int, strength: float) -> list[int]:
        """One completion: with this strength each value is drawn to its end, else any value is as good."""
        masks = list(self.taken)
        for number, levelled, bits in self._single:
            at_end = random.random() < strength
            place = (levels if levelled else situation) if at_end else int(random.random() * len(bits))
            masks[number] = bits[place]
        for question, numbers in self._several:
            share = random.random()
            self._choose(random, question, numbers, masks, share * (1 - strength) - situation * strength)
        return masks

    def _choose(
        self, random: Random, question: Question, numbers: Sequence[int], masks: list[int], share: float
    ) -> None:
        """Options of one question: about this share of those that can stand together, one at least."""
        able = [pair for pair in zip(question.options, numbers, strict=True) if masks[pair[1]] & YES]
        chosen = {number for number in numbers if masks[number] == YES}
        alone = [number for option, number in able if option.alone]
        free = [number for option, number in able if not option.alone]
        if alone and chosen <= set(alone) and (not free or share < random.random() * ALONE):
            chosen = {alone[int(random.random() * len(alone))]}
        elif free:
            chosen |= {number for number in free if random.random() < share}
            chosen = chosen or {free[int(random.random() * len(free))]}
        for number in numbers:
            masks[number] = YES if number in chosen else NO
