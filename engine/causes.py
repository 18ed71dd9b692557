"""What conclusions rest on, read off the compiled truth: which alternatives hold, and the answers at their end.

The same proofs as `explain.py` reads off what durable-rules matched, without the sentences around them.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engine.answers import ALWAYS, NEVER
from engine.evaluate import Truth
from engine.measures import FULL_LEVEL
from engine.normal import Alternative, AnswerIs, FactIs, MeasureIs, PlainTest
from engine.program import Program


class Grounds(NamedTuple):
    """The answers that a conclusion rests on, and the measures, each in the order in which the proof meets them."""

    questions: tuple[str, ...]
    measures: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All of them as one list of causes; a measure is written `measure:planning`."""
        return (*self.questions, *(f"measure:{name}" for name in self.measures))


class Causes:
    """The proofs of one truth. `certain` is what holds in any case: only what is certain is proved."""

    def __init__(self, truth: Truth, masks: Sequence[int], program: Program) -> None:
        self._truth, self._masks, self._program = truth, masks, program
        self._grounds: dict[int, Grounds] = {}

    @staticmethod
    def read(program: Program, number: int) -> set[str]:
        """Every question, finding and measure that a conclusion's own condition speaks of."""
        conclusion, found = program.conclusions[number], set[str]()
        for test in (test for one in (*conclusion.confirmed, *conclusion.likely) for test in one):
            match test:
                case AnswerIs(variable, _):
                    found.add(program.vocabulary.variables[variable].question)
                case FactIs(fact, _, _):
                    found.add(program.conclusions[fact].name)
                case MeasureIs(measure, _, _):
                    found.add(program.scales[measure].measure.id)
        return found

    def grounds(self, number: int) -> Grounds:
        """The answers and measures that a certain conclusion rests on, through all findings between."""
        if number not in self._grounds:
            questions, measures = dict[str, None](), dict[str, None]()
            for test in self._leaves(number, {number}):
                if isinstance(test, AnswerIs):
                    questions[self._program.vocabulary.variables[test.variable].question] = None
                elif isinstance(test, MeasureIs):
                    measures[self._program.scales[test.measure].measure.id] = None
            self._grounds[number] = Grounds(tuple(questions), tuple(measures))
        return self._grounds[number]

    def facts(self, number: int) -> Iterator[int]:
        """The findings that a certain conclusion rests on directly."""
        for alternative in self._holding(number):
            yield from (test.fact for test in alternative if isinstance(test, FactIs) and not test.negated)

    def only_facts(self, number: int) -> bool:
        """Whether a certain conclusion says nothing beyond the findings that it names."""
        tests = [test for alternative in self._holding(number) for test in alternative]
        return bool(tests) and all(isinstance(test, FactIs) and not test.negated for test in tests)

    def answers_behind(self, number: int) -> Iterator[str]:
        """Where to look for the cause of a certain conclusion: its answers, then those that weigh most in the measures
        it rests on."""
        yield from self.grounds(number).questions
        for test in self._leaves(number, {number}):
            if isinstance(test, MeasureIs) and test.test != "not_in_use":
                yield from self._behind(test.measure, test.test == "at_least", {number})

    def _holding(self, number: int) -> Iterator[Alternative]:
        conclusion = self._program.conclusions[number]
        for alternative in dict.fromkeys((*conclusion.confirmed, *conclusion.likely)):
            if all(map(self._holds, alternative)):
                yield alternative

    def _holds(self, test: PlainTest) -> bool:
        """Whether a test passes in any case."""
        truth = self._truth
        match test:
            case AnswerIs(variable, mask):
                return self._masks[variable] & ~mask == 0
            case FactIs(fact, certainty, negated):
                return truth.possible[fact] < certainty if negated else truth.certain[fact] >= certainty
            case MeasureIs(measure, "not_in_use", _):
                return truth.measures[measure].use == NEVER
            case MeasureIs(measure, way, bound):
                low, high, use = truth.measures[measure]
                return use == ALWAYS and (low >= bound if way == "at_least" else high <= bound)

    def _leaves(self, number: int, seen: set[int]) -> Iterator[PlainTest]:
        for alternative in self._holding(number):
            for test in alternative:
                if not isinstance(test, FactIs):
                    yield test
                elif not test.negated and test.fact not in seen:
                    seen.add(test.fact)
                    yield from self._leaves(test.fact, seen)

    def _behind(self, measure: int, upwards: bool, seen: set[int]) -> Iterator[str]:
        """The answers that hold a measure up or down, those that weigh most first."""
        scale, variables = self._program.scales[measure], self._program.vocabulary.variables
        for fact, amount in (*scale.effects, *scale.floors):
            if self._truth.certain[fact] and (amount > 0) == upwards and fact not in seen:
                seen.add(fact)
                yield from self.grounds(fact).questions
        if scale.starts_from is not None:
            yield from self._behind(scale.starts_from, upwards, seen)
        weighed = [(variables[variable].question, points) for variable, points in self._weights(measure, upwards)]
        yield from (name for name, points in sorted(weighed, key=lambda one: -one[1]) if points > 0)

    def _weights(self, measure: int, upwards: bool) -> Iterator[tuple[int, int]]:
        """By variable: what it lifts a measure by, or keeps it down by."""
        scale = self._program.scales[measure]
        for lift in scale.lifts:
            levels = [level for place, level in enumerate(lift.levels) if self._masks[lift.variable] >> place & 1]
            if levels:
                yield lift.variable, lift.weight * (min(levels) if upwards else FULL_LEVEL - max(levels))
        for variable, points in scale.points:
            mask = self._masks[variable]
            given = [amount for place, amount in enumerate((*points, 0)) if mask >> place & 1]
            yield variable, min(given) if upwards else -max(given)
        for part, weight in scale.mean_of:
            yield from ((variable, weight * lost) for variable, lost in self._weights(part, upwards))
