"""What bears on what: which conclusions and measures could change with which answers."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from engine.answers import PERHAPS
from engine.evaluate import Truth
from engine.measures import Interval
from engine.normal import AnswerIs, FactIs, PlainTest
from engine.program import Program
from engine.unordered import measure_node

Sources = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]  # variables, conclusions and measures that are read


class Influence:
    """The ways along which a changed answer can change a conclusion: through tests, through measures, and through the
    questions that it puts in use."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._asked_if = [
            (program.vocabulary.of_question[name], _variables(test for one in form for test in one))
            for name, form in program.asked_if
        ]
        self._order = [self._nodes(group) for group in program.groups]
        self._conclusions = [_sources([*one.confirmed, *one.likely]) for one in program.conclusions]
        self._measures = [self._read_by_measure(number) for number in range(len(program.scales))]

    def _nodes(self, group: Iterable[str]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The conclusions and measures of one group of the program's order."""
        scales = {measure_node(scale.measure.id): number for number, scale in enumerate(self.program.scales)}
        number_of = self.program.number_of
        return (
            tuple(number_of[node] for node in group if node in number_of),
            tuple(scales[node] for node in group if node in scales),
        )

    def _read_by_measure(self, number: int) -> Sources:
        scale = self.program.scales[number]
        variables = (*(lift.variable for lift in scale.lifts), *(variable for variable, _ in scale.points))
        facts = tuple(fact for fact, _ in (*scale.effects, *scale.floors))
        start = () if scale.starts_from is None else (scale.starts_from,)
        return variables, facts, (*(other for other, _ in scale.mean_of), *start)

    @cached_property
    def on_conclusions(self) -> list[int]:
        """For each conclusion, the variables that bear on it, as the bits of one number."""
        conclusions, _ = self.spread([1 << number for number in range(len(self.program.vocabulary.variables))])
        return conclusions

    @cached_property
    def by_readiness(self) -> list[bool]:
        """For each conclusion, whether a readiness measure bears on it: there every level of an answer counts, and not
        only those that some test names."""
        conclusions = [False] * len(self._conclusions)
        measures = [scale.measure.kind == "readiness" for scale in self.program.scales]
        for facts, scales in self._order:
            for _ in range(len(facts) or 1):  # conclusions that support each other in a circle
                for number in facts:
                    _, read, weighed = self._conclusions[number]
                    conclusions[number] |= any(conclusions[n] for n in read) or any(measures[n] for n in weighed)
            for number in scales:
                _, read, weighed = self._measures[number]
                measures[number] |= any(conclusions[n] for n in read) or any(measures[n] for n in weighed)
        return conclusions

    def spread(self, marks: Sequence[int], outer: Truth | None = None) -> tuple[list[int], list[int]]:
        """Bits that mark variables, carried on to all conclusions and measures that could change with them.

        What `outer` bounds settle does not change, and carries nothing on.
        """
        of_variable = list(marks)
        for numbers, read in self._asked_if:
            use = 0
            for variable in read:
                use |= of_variable[variable]
            for number in numbers:
                of_variable[number] |= use
        conclusions, measures = [0] * len(self._conclusions), [0] * len(self._measures)

        def carried(sources: Sources) -> int:
            found = 0
            for variable in sources[0]:
                found |= of_variable[variable]
            for fact in sources[1]:
                found |= conclusions[fact]
            for measure in sources[2]:
                found |= measures[measure]
            return found

        for facts, scales in self._order:
            for _ in range(len(facts) or 1):  # conclusions that support each other in a circle
                for number in facts:
                    if outer is None or outer.certain[number] != outer.possible[number]:
                        conclusions[number] |= carried(self._conclusions[number])
            for number in scales:
                if outer is None or not _settled(outer.measures[number]):
                    measures[number] = carried(self._measures[number])
        return conclusions, measures


def _settled(interval: Interval) -> bool:
    return interval.low == interval.high and interval.use != PERHAPS


def _variables(tests: Iterable[PlainTest]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(test.variable for test in tests if isinstance(test, AnswerIs)))


def _sources(form: Iterable[Iterable[PlainTest]]) -> Sources:
    tests = [test for one in form for test in one]
    facts = dict.fromkeys(test.fact for test in tests if isinstance(test, FactIs))
    measures = dict.fromkeys(test.measure for test in tests if not isinstance(test, AnswerIs | FactIs))
    return _variables(tests), tuple(facts), tuple(measures)
