"""Open answers narrowed to the gravest: where clauses of verdicts can hold at all, they hold with these too.

An answer is at least as grave as another if whatever speaks for the clauses is as true with it, whatever speaks against
them as false, and the same questions are in use, whichever remedies are in place. Of two such answers the graver one is
enough: it is what a plan has to carry. Levels are mostly left with the lowest one. What decides which questions are in
use is left open, since nothing is known of it beforehand.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

from engine.normal import LIKELY, Alternatives, AnswerIs, FactIs, MeasureIs, PlainTest
from engine.pack import Question
from engine.program import Program
from engine.vocabulary import NO, YES

Grave = tuple[int, ...]  # for each value of a variable, in order, how much it speaks for the clauses by one test
FOR, AGAINST = 1, -1
BOTH = (FOR, AGAINST)


def gravest_answers(reading: "Reading", taken: Sequence[int]) -> list[int]:
    """The masks (which do not say which questions are in use) without answers that are no graver than others."""
    program, masks = reading.program, list(taken)
    for name, question in program.pack.questions.items():
        numbers = program.vocabulary.of_question[name]
        if all(taken[number].bit_count() == 1 for number in numbers):
            continue
        if question.kind == "choices":
            _narrow_options(question, numbers, masks, reading)
        else:
            masks[numbers[0]] = _gravest_values(masks[numbers[0]], reading.of_values(question, numbers[0]))
    return masks


def _gravest_values(mask: int, graves: Sequence[Grave]) -> int:
    """The values of which no other is as grave; of equally grave ones the first."""
    kept: list[int] = []
    for place in (place for place in range(mask.bit_length()) if mask >> place & 1):
        if not any(_as_grave(graves, other, place) for other in kept):
            kept = [other for other in kept if not _as_grave(graves, place, other)] + [place]
    return sum(1 << place for place in kept)


def _as_grave(graves: Iterable[Grave], one: int, other: int) -> bool:
    return all(grave[one] >= grave[other] for grave in graves)


def _narrow_options(question: Question, numbers: Sequence[int], masks: list[int], reading: "Reading") -> None:
    """Of the options of one question those chosen that are as grave as not to choose them, the others left out: where
    that is an answer that can be given in place of any other."""
    able = [pair for pair in zip(question.options, numbers, strict=True) if masks[pair[1]] == NO | YES]
    if len(able) < len(numbers) or reading.dropped(question):
        return
    chosen = {number for _, number in able if _as_grave(reading.graves[number], 1, 0)}
    left_out = {number for _, number in able if _as_grave(reading.graves[number], 0, 1)}
    alone = {number for option, number in able if option.alone}
    together = chosen - alone
    if together and alone <= left_out:
        masks_of = {**dict.fromkeys(left_out, NO), **dict.fromkeys(together, YES)}
    elif chosen & alone and left_out >= {*numbers} - {first := min(chosen & alone)}:
        masks_of = {**dict.fromkeys(numbers, NO), first: YES}
    else:
        return
    for number, mask in masks_of.items():
        masks[number] = mask


class Reading:
    """What the clauses read, directly or through conclusions and measures, and whether it speaks for them or against
    them. `graves` has it for each variable."""

    def __init__(self, program: Program, clauses: Iterable[int]) -> None:
        self.program = program
        self.graves: list[set[Grave]] = [set() for _ in program.vocabulary.variables]
        self._asked_forms = dict(program.asked_if)
        self._seen: set[tuple[object, ...]] = set()
        for clause in clauses:
            self._fact(clause, LIKELY, FOR)

    def of_values(self, question: Question, number: int) -> list[Grave]:
        """How grave the values of a question with one answer are, as they are and with each remedy that raises it; one
        that sets it makes all alike."""
        own, levels = self.graves[number], question.levels
        values = self.program.vocabulary.variables[number].values
        reached = [levels[value] for value in self._raised_to.get(question.id, ())]
        raised = (
            [values.index(value if levels[value] >= level else _named(levels, level)) for value in values]
            for level in reached
        )
        return [*own, *(tuple(grave[place] for place in places) for places in raised for grave in own)]

    def dropped(self, question: Question) -> bool:
        """Whether some remedy drops options of it."""
        return any(question.id in remedy.drops for remedy in self.program.pack.remedies)

    @cached_property
    def _raised_to(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for remedy in self.program.pack.remedies:
            for name, value in remedy.raises.items():
                found.setdefault(name, set()).add(value)
        return found

    def _new(self, *what: object) -> bool:
        new = what not in self._seen
        self._seen.add(what)
        return new

    def _fact(self, number: int, certainty: int, side: int) -> None:
        if self._new("fact", number, certainty, side):
            conclusion = self.program.conclusions[number]
            self._form(conclusion.confirmed, side)
            if certainty == LIKELY:
                self._form(conclusion.likely, side)

    def _form(self, form: Alternatives, side: int) -> None:
        for test in (test for alternative in form for test in alternative):
            self._test(test, side)

    def _test(self, test: PlainTest, side: int) -> None:
        if isinstance(test, AnswerIs):
            count = len(self.program.vocabulary.variables[test.variable].values)
            self._value(test.variable, [test.mask >> place & 1 for place in range(count)], side)
        elif isinstance(test, FactIs):
            self._fact(test.fact, test.certainty, -side if test.negated else side)
        else:
            self._measure_test(test, side)

    def _measure_test(self, test: MeasureIs, side: int) -> None:
        if test.test == "not_in_use":
            self._measure(test.measure, FOR)  # reads more than is needed: of use alone, but that of all its questions
        else:
            self._measure(test.measure, side if test.test == "at_least" else -side)

    def _measure(self, number: int, side: int) -> None:
        if not self._new("measure", number, side):
            return
        scale = self.program.scales[number]
        for lift in scale.lifts:
            self._value(lift.variable, lift.levels, side)
        for other, _ in scale.mean_of:
            self._measure(other, side)
        for variable, points in scale.points:
            self._value(variable, points, side)
        if scale.starts_from is not None:
            self._measure(scale.starts_from, side)
        for fact, amount in scale.effects:
            self._fact(fact, LIKELY, side if amount > 0 else -side)
        for fact, _ in scale.floors:
            self._fact(fact, LIKELY, side)

    def _value(self, variable: int, worth: Sequence[int], side: int) -> None:
        """Something reads this variable, each of its values for so much; and with that, whether it is in use."""
        self.graves[variable].add(tuple(side * each for each in worth))
        form = self._asked_forms.get(self.program.vocabulary.variables[variable].question, ())
        if form and self._new("asked", form):
            for test in (test for alternative in form for test in alternative):
                for each in BOTH:
                    self._test(test, each)


def _named(levels: dict[str, int], level: int) -> str:
    return next(value for value, own in levels.items() if own == level)
