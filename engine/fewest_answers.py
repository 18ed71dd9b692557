"""The fewest answers that would lead to a fact which is not found: down its ways, through other facts."""

from collections.abc import Iterator, Mapping, Sequence

from engine.answers import ALWAYS, NEVER, Answers
from engine.evaluate import Evaluator, Truth
from engine.normal import Alternative, AnswerIs, FactIs, MeasureIs, PlainTest
from engine.program import Program

Needs = dict[int, int]  # for each variable that a way reads, the mask of what meets it
Goal = tuple[int, int]  # a fact by number, and the certainty it has to have


class FewestAnswers:
    """What would lead to facts of one campaign; what was found for one serves the others that rest on it.

    Only answers are looked for: a way that wants a measure elsewhere, a fact gone, or an answer to a question that is
    not in use leads nowhere here.
    """

    def __init__(self, program: Program, evaluator: Evaluator, answers: Answers, truth: Truth) -> None:
        self._program, self._evaluator = program, evaluator
        self._answers, self._truth = answers, truth
        self._best: dict[Goal, Needs] = {}

    def leading_to(self, fact: int, certainty: int) -> tuple[AnswerIs, ...]:
        """The answers that would have to differ, one test a variable, in the order of the questions.

        Empty where nothing is found, or where what is found would not do once all rules are evaluated with it: an
        answer changed on the way may cancel what it leads to.
        """
        names = [name for group in self._program.groups_beneath(self._program.conclusions[fact].name) for name in group]
        beneath = [self._program.number_of[name] for name in names if name in self._program.number_of]
        goals = [(number, grade) for number in beneath for grade in (1, 2)]
        while sum(map(self._improve, goals)):
            pass  # ends: each round finds some first set of answers, or a smaller one
        needs = self._best.get((fact, certainty), {})
        changed = tuple(AnswerIs(number, needs[number]) for number in sorted(self._failing(needs)))
        return changed if changed and self.possible_with(changed, fact) >= certainty else ()

    def may_hold(self, test: PlainTest) -> bool:
        """Whether a test holds, or is still open: what is open does not stand in the way."""
        match test:
            case AnswerIs(variable, mask):
                return bool(self._answers.masks[variable] & mask)
            case FactIs(fact, certainty, negated):
                truth = self._truth
                return truth.certain[fact] < certainty if negated else truth.possible[fact] >= certainty
            case _:
                return measure_may_hold(test, self._truth)

    def possible_with(self, changed: Sequence[AnswerIs], fact: int) -> int:
        """The certainty that a fact may have with each of these answers at the nearest value that meets its test."""
        masks = list(self._answers.taken)
        for test in changed:
            masks[test.variable] = _nearest(test.mask, masks[test.variable])
        self._program.settle_use(masks)
        return self._evaluator.evaluate(masks).possible[fact]

    def _improve(self, goal: Goal) -> bool:
        """Look at the ways to a fact again; whether that found a shorter one."""
        conclusion = self._program.conclusions[goal[0]]
        form = conclusion.likely if goal[1] == 1 else conclusion.confirmed
        found = min(filter(None, map(self._needs, form)), key=self._cost, default=None)
        if found is None or (goal in self._best and self._cost(found) >= self._cost(self._best[goal])):
            return False
        self._best[goal] = found
        return True

    def _cost(self, needs: Needs) -> tuple[int, list[tuple[int, int]]]:
        """How many questions would have to be answered otherwise; then whatever puts equals in one order."""
        variables = self._program.vocabulary.variables
        return len({variables[number].question for number in self._failing(needs)}), sorted(needs.items())

    def _failing(self, needs: Mapping[int, int]) -> Iterator[int]:
        return (number for number, mask in needs.items() if not self._answers.masks[number] & mask)

    def _needs(self, way: Alternative) -> Needs | None:
        """What one way needs of the answers, through the facts it rests on; None where it leads nowhere."""
        needs: Needs = {}
        for test in way:
            part = self._part(test)
            if part is None:
                return None
            for number, mask in part.items():
                needs[number] = needs.get(number, -1) & mask
                if not needs[number]:
                    return None
        return needs

    def _part(self, test: AnswerIs | FactIs | MeasureIs) -> Needs | None:
        truth = self._truth
        match test:
            case AnswerIs(number, mask):
                question = self._program.vocabulary.variables[number].question
                asked = self._answers.standing[question].use in ("in_use", "perhaps")
                return {number: mask} if asked or self._answers.masks[number] & mask else None
            case FactIs(fact, certainty, True):
                return {} if truth.certain[fact] < certainty else None
            case FactIs(fact, certainty, _):
                return {} if truth.possible[fact] >= certainty else self._best.get((fact, certainty))
            case _:
                return {} if measure_may_hold(test, truth) else None


def _nearest(wanted: int, given: int) -> int:
    """The one of the wanted values that is nearest to the given ones, the lower of two; masks as in `vocabulary.py`."""
    values = [place for place in range(wanted.bit_length()) if wanted >> place & 1]
    there = [place for place in range(given.bit_length()) if given >> place & 1]
    return 1 << min(values, key=lambda value: min(abs(value - one) for one in there))


def measure_may_hold(test: MeasureIs, truth: Truth) -> bool:
    """Whether a test of a measure holds, or is still open."""
    low, high, use = truth.measures[test.measure]
    if test.test == "not_in_use":
        return use != ALWAYS
    return use != NEVER and (high >= test.bound if test.test == "at_least" else low <= test.bound)
