"""What the conclusions of one proposal rest on: the answers, findings and measures that certainly establish them."""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeAlias

from engine.answers import ALWAYS, NEVER, Answers
from engine.evaluate import Truth
from engine.normal import CONFIRMED, LIKELY, Alternative, Alternatives, AnswerIs, FactIs, MeasureIs
from engine.program import Program
from engine.unordered import Conclusion

MOST_KNOWN: Final = 20_000  # grounds that are remembered; then it begins anew
NONE: Final = frozenset[int]()
Reader: TypeAlias = "Callable[[Sequence[int]], Any]"


class Ground(NamedTuple):
    """By name: the questions whose answers, the findings and the measures on which a conclusion rests directly."""

    answers: tuple[str, ...]
    findings: tuple[str, ...]
    measures: tuple[str, ...]


class Grounds:
    """Tells the grounds of conclusions that are certain: of all the ways in which one of them certainly holds, each
    answer, finding and measure once.

    What is absent is no ground, nor is an answer that is open. Of conclusions that support each other in a circle, only
    those are grounds that hold before the other does, so that nobody is led around in it. Where a verdict's clause
    looks at how high a ladder is, what raises that stands among its grounds. What is certain by cases alone has none.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._circles = [
            circle if any(_within(way, circle) for one in circle for way in program.conclusions[one].likely) else NONE
            for circle in program.circle_of
        ]
        self._reads = [
            None if circle else _reads(one) for one, circle in zip(program.conclusions, self._circles, strict=True)
        ]
        self._known: dict[object, Ground] = {}

    def of(self, number: int, answers: Answers, truth: Truth) -> Ground:
        """The ground of one conclusion, by number. Those that look at no measure are remembered: many share them."""
        reads, masks = self._reads[number], answers.masks
        if reads is None:
            return self._ground(number, masks, truth)
        variables, facts = reads
        key = (number, truth.certain[number], variables(masks), facts(truth.certain), facts(truth.possible))
        if (ground := self._known.get(key)) is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            ground = self._known[key] = self._ground(number, masks, truth)
        return ground

    def _ground(self, number: int, masks: Sequence[int], truth: Truth) -> Ground:
        conclusion = self._program.conclusions[number]
        variables: dict[int, None] = {}
        facts: dict[int, None] = {}
        measures: dict[int, None] = {}
        ways = self._ways(number, truth.certain[number], masks, truth)
        for test in dict.fromkeys(test for way in ways for test in way):
            match test:
                case AnswerIs(variable, _):
                    variables[variable] = None
                case FactIs(fact, _, negated=False):
                    facts[fact] = None
                case MeasureIs(measure, kind, _) if kind != "not_in_use":
                    measures[measure] = None
                    if conclusion.rule is None and kind == "at_least":
                        self._raising(measure, masks, truth, variables, facts)
        names, program = self._program.vocabulary.variables, self._program
        answered = (names[one].question for one in variables if self._answered(one, masks))
        return Ground(
            tuple(dict.fromkeys(answered)),
            tuple(program.conclusions[one].name for one in facts),
            tuple(program.scales[one].measure.id for one in measures),
        )

    def _ways(self, number: int, grade: int, masks: Sequence[int], truth: Truth) -> list[Alternative]:
        """The ways in which a conclusion certainly holds to this grade; in a circle, those that do not go around it."""
        conclusion, circle = self._program.conclusions[number], self._circles[number]
        holding = [way for way in _graded(conclusion, grade) if _holds(way, masks, truth)]
        if not circle:
            return holding
        rounds = self._rounds(circle, masks, truth)
        own = rounds.get((number, grade), 0)
        return [way for way in holding if all(rounds.get(each, own) < own for each in _within(way, circle))]

    def _rounds(self, circle: frozenset[int], masks: Sequence[int], truth: Truth) -> dict[tuple[int, int], int]:
        """When each conclusion of a circle is established to each grade, if all are worked out again and again."""
        left = {
            (one, grade): [
                _within(way, circle)
                for way in _graded(self._program.conclusions[one], grade)
                if _holds(way, masks, truth)
            ]
            for one in circle
            for grade in range(LIKELY, truth.certain[one] + 1)
        }
        found: dict[tuple[int, int], int] = {}
        for turn in range(1, len(left) + 1):
            fresh = [one for one, ways in left.items() if one not in found and any(found.keys() >= way for way in ways)]
            if not fresh:
                break
            found |= dict.fromkeys(fresh, turn)
        return found

    def _raising(
        self, measure: int, masks: Sequence[int], truth: Truth, variables: dict[int, None], facts: dict[int, None]
    ) -> None:
        """What certainly pushes a ladder upwards, also through what it starts from: options chosen, and findings."""
        at: int | None = measure
        while at is not None:
            scale = self._program.scales[at]
            for fact, amount in (*scale.effects, *scale.floors):
                if amount > 0 and truth.certain[fact]:
                    facts[fact] = None
            for variable, points in scale.points:
                if self._answered(variable, masks) and points[masks[variable].bit_length() - 1] > 0:
                    variables[variable] = None
            at = scale.starts_from

    def _answered(self, variable: int, masks: Sequence[int]) -> bool:
        mask = masks[variable]
        return mask.bit_count() == 1 and mask != self._program.vocabulary.variables[variable].not_in_use


def _graded(conclusion: Conclusion, grade: int) -> Alternatives:
    return conclusion.confirmed if grade == CONFIRMED else conclusion.likely


def _within(way: Alternative, circle: frozenset[int]) -> set[tuple[int, int]]:
    """What a way asks of the circle that it belongs to."""
    return {(t.fact, t.certainty) for t in way if isinstance(t, FactIs) and not t.negated and t.fact in circle}


def _reads(conclusion: Conclusion) -> tuple[Reader, Reader] | None:
    """What takes the variables and the conclusions that a conclusion looks at; None where it looks at measures too."""
    tests = [test for way in (*conclusion.confirmed, *conclusion.likely) for test in way]
    if any(isinstance(test, MeasureIs) for test in tests):
        return None
    variables = dict.fromkeys(test.variable for test in tests if isinstance(test, AnswerIs))
    facts = dict.fromkeys(test.fact for test in tests if isinstance(test, FactIs))
    return _taking(variables), _taking(facts)


def _taking(numbers: Iterable[int]) -> Reader:
    some = tuple(numbers)
    return itemgetter(*some) if some else lambda _: ()


def _holds(way: Alternative, masks: Sequence[int], truth: Truth) -> bool:
    """Whether every test of it is true whatever is unanswered."""
    for test in way:
        match test:
            case AnswerIs(variable, mask):
                sure = not masks[variable] & ~mask
            case FactIs(fact, certainty, negated=True):
                sure = truth.possible[fact] < certainty
            case FactIs(fact, certainty, _):
                sure = truth.certain[fact] >= certainty
            case MeasureIs(measure, kind, bound):
                low, high, use = truth.measures[measure]
                if kind == "not_in_use":
                    sure = use == NEVER
                else:
                    sure = use == ALWAYS and (low >= bound if kind == "at_least" else high <= bound)
        if not sure:
            return False
    return True
