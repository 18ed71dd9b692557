"""A program as a linear model: every conclusion, measure and verdict as literals over literals for the answers.

The fourth reading of one rule set. Nothing is approximated: each literal is true in a solution exactly when what it
stands for holds of the answers in that solution, in whichever direction one asks. Conclusions that support each other
in a circle are built up in rounds, since only what is well founded counts.
"""

from collections.abc import Sequence
from functools import cached_property

from engine.evaluate import Truth
from engine.literals import FALSE, TRUE, Literal, Logic, Sum, opposite
from engine.measures import FULL_LEVEL, FULL_READINESS
from engine.normal import CONFIRMED, LIKELY, Alternatives, AnswerIs, FactIs, MeasureIs, PlainTest
from engine.pack import Question
from engine.program import Program
from engine.solver import SolverTrouble
from engine.unordered import Scale
from engine.vocabulary import NO, YES

AnswerLiterals = Sequence[Sequence[Literal]]  # for each variable and each of its values: whether it has that value


def free_answers(logic: Logic, program: Program, taken: Sequence[int]) -> list[list[Literal]]:
    """Literals for every variable, free where more than one value is possible.

    `taken` are masks that do not say which questions are in use (see `Answers`). Options of one choices question keep
    to what can be answered: at least one, and none beside one that stands alone.
    """
    answers: list[list[Literal]] = []
    for variable, mask in zip(program.vocabulary.variables, taken, strict=True):
        places = [place for place in range(len(variable.values)) if mask >> place & 1]
        free = logic.one_of(len(places))
        literals = [FALSE] * len(variable.values)
        for place, literal in zip(places, free, strict=True):
            literals[place] = literal
        answers.append(literals)
    for name, question in program.pack.questions.items():
        numbers = program.vocabulary.of_question[name]
        if question.kind == "choices" and any(taken[number] not in (NO, YES) for number in numbers):
            chosen = [answers[number][1] for number in numbers]
            logic.require(logic.total(chosen), 1)
            for option, literal in zip(question.options, chosen, strict=True):
                if option.alone:
                    for other in chosen:
                        if other != literal:
                            logic.require(Sum().add(1, literal).add(1, other), None, 1)
    return answers


class Asking:
    """The answers of one copy of a program, and which questions they put in use."""

    def __init__(self, logic: Logic, program: Program, answers: AnswerLiterals) -> None:
        self.logic, self.program, self.answers = logic, program, answers
        self._tested: dict[PlainTest, Literal] = {}
        self.in_use: dict[str, Literal] = dict.fromkeys(program.pack.questions, TRUE)
        for name in program.pack.questions:
            if program.policy.asks and name not in program.policy.asks:
                self.in_use[name] = FALSE
        for name, form in program.asked_if:
            if self.in_use[name] == TRUE:
                self.in_use[name] = self._any(form)

    def masks(self, values: Sequence[int]) -> list[int]:
        """The answers in a solution, as masks that do not say which questions are in use."""
        return masks_of(self.program, self.answers, values)

    def test(self, test: PlainTest) -> Literal:
        """Whether a test of an answer holds."""
        assert isinstance(test, AnswerIs), "asked_if looks at answers alone"
        if test not in self._tested:
            self._tested[test] = self._answer(test)
        return self._tested[test]

    def _any(self, form: Alternatives) -> Literal:
        return self.logic.any_of([self.logic.all_of([self.test(test) for test in one]) for one in form])

    def _answer(self, test: AnswerIs) -> Literal:
        variable = self.program.vocabulary.variables[test.variable]
        chosen = [bool(test.mask >> place & 1) for place in range(len(variable.values))]
        passes = self.logic.among(self.answers[test.variable], chosen)
        used = self.in_use[variable.question]
        if test.mask & variable.not_in_use:
            return self.logic.any_of((opposite(used), passes))
        return self.logic.all_of((used, passes))


class World(Asking):
    """One copy of a program over literals for its answers.

    `truth` is what is already known of every solution (outer bounds); it saves columns and changes nothing.
    """

    def __init__(self, logic: Logic, program: Program, answers: AnswerLiterals, truth: Truth | None = None) -> None:
        super().__init__(logic, program, answers)
        self._truth = truth
        self._reached: dict[tuple[int, int], Literal] = {}
        self._certainty: dict[int, list[Literal]] = {}

    def holds(self, conclusion: int, certainty: int = LIKELY) -> Literal:
        """Whether a conclusion is established with at least this certainty."""
        if conclusion not in self._certainty:
            self._build(conclusion)
        return self._certainty[conclusion][certainty]

    def _build(self, conclusion: int) -> None:
        """A conclusion and all that it rests on, in order; what nobody asks about costs nothing."""
        for group in self.program.groups_beneath(self.program.conclusions[conclusion].name):
            facts = [self.program.number_of[node] for node in group if node in self.program.number_of]
            if all(fact in self._certainty for fact in facts):
                continue
            self._certainty.update({fact: [TRUE, FALSE, FALSE] for fact in facts})
            if len(facts) == 1 and facts[0] not in self._supporting_itself:
                self._conclude(facts[0])
            else:  # as many rounds as certainties can rise in
                for fact in facts * CONFIRMED * len(facts):
                    self._conclude(fact)

    def verdict(self, number: int) -> Literal:
        """Whether the policy's verdict of this number is given; the number after the last is what remains."""
        clauses = self.program.clauses_of
        held = [self.logic.any_of(self.holds(clause) for clause in own) for own in clauses[: number + 1]]
        worse = [opposite(literal) for literal in held[:number]]
        return self.logic.all_of(worse + held[number:])

    def verdict_at_least(self, number: int) -> Literal:
        """Whether the verdict is that of this number or a better one."""
        clauses = [clause for own in self.program.clauses_of[:number] for clause in own]
        return opposite(self.logic.any_of(self.holds(clause) for clause in clauses))

    @cached_property
    def _supporting_itself(self) -> frozenset[int]:
        own = enumerate(self.program.conclusions)
        return frozenset(
            number
            for number, conclusion in own
            for form in (conclusion.confirmed, conclusion.likely)
            for alternative in form
            for test in alternative
            if isinstance(test, FactIs) and test.fact == number
        )

    def _conclude(self, number: int) -> None:
        conclusion, truth = self.program.conclusions[number], self._truth
        if truth is not None and truth.certain[number] == truth.possible[number]:
            known = truth.certain[number]
            self._certainty[number] = [TRUE, TRUE if known >= LIKELY else FALSE, TRUE if known == CONFIRMED else FALSE]
            return
        confirmed = self._any(conclusion.confirmed)
        likely = self.logic.any_of((confirmed, self._any(conclusion.likely)))
        if truth is not None:
            confirmed = TRUE if truth.certain[number] == CONFIRMED else confirmed
            confirmed = FALSE if truth.possible[number] < CONFIRMED else confirmed
            likely = TRUE if truth.certain[number] >= LIKELY else likely
        self._certainty[number] = [TRUE, likely, confirmed]

    def test(self, test: PlainTest) -> Literal:
        """Whether a plain test holds."""
        if isinstance(test, FactIs):
            literal = self.holds(test.fact, test.certainty)
            return opposite(literal) if test.negated else literal
        if test not in self._tested:
            self._tested[test] = self._answer(test) if isinstance(test, AnswerIs) else self._measure(test)
        return self._tested[test]

    def _measure(self, test: MeasureIs) -> Literal:
        used = self.used(test.measure)
        if test.test == "not_in_use":
            return opposite(used)
        if test.test == "at_least":
            return self.logic.all_of((used, self.reaches(test.measure, test.bound)))
        return self.logic.all_of((used, opposite(self.reaches(test.measure, test.bound + 1))))

    def used(self, measure: int) -> Literal:
        """Whether a measure is in use: readiness is when a question is that counts in it."""
        scale = self.program.scales[measure]
        if scale.measure.kind != "readiness":
            return TRUE
        if scale.mean_of:
            return self.logic.any_of(self.used(other) for other, _ in scale.mean_of)
        return self.logic.any_of(self._use_of(lift.variable) for lift in scale.lifts)

    def _use_of(self, variable: int) -> Literal:
        return self.in_use[self.program.vocabulary.variables[variable].question]

    def reaches(self, measure: int, bound: int) -> Literal:
        """Whether a measure, if it is in use, comes to this bound or more."""
        key = (measure, bound)
        if key not in self._reached:
            scale = self.program.scales[measure]
            if scale.measure.kind == "ladder":
                self._reached[key] = self._ladder(scale, bound)
            else:
                self._reached[key] = self.logic.reaches_zero(self.excess(measure, bound))
        return self._reached[key]

    def excess(self, measure: int, bound: int) -> Sum:
        """A sum that is 0 or more exactly when readiness or points in use reach the bound, and grows with them."""
        scale = self.program.scales[measure]
        if scale.measure.kind == "points":
            return self._points(scale).plus(-bound)
        total, weights = self._weighed(measure)
        if scale.mean_of:
            return Sum().add_sum(1, total).add_sum(-bound, weights)
        return Sum().add_sum(FULL_READINESS, total).add_sum(-FULL_LEVEL * bound, weights)

    def _weighed(self, measure: int) -> tuple[Sum, Sum]:
        """What a readiness measure adds up, and the weights it divides by: levels of questions, or other measures."""
        scale = self.program.scales[measure]
        total, weights = Sum(), Sum()
        for lift in scale.lifts:
            used = self._use_of(lift.variable)
            weights.add(lift.weight, used)
            for level, literal in zip(lift.levels, self.answers[lift.variable], strict=True):
                if level:
                    total.add(lift.weight * level, self.logic.all_of((used, literal)))
        for other, weight in scale.mean_of:
            weights.add(weight, self.used(other))
            total.add_column(weight, self._value(other))
        return total, weights

    def _value(self, measure: int) -> int:
        """A column with a readiness measure as it is shown, floored; 0 when it is not in use."""
        if measure not in self._values:
            scale = self.program.scales[measure]
            total, weights = self._weighed(measure)
            unit, times = (1, 1) if scale.mean_of else (FULL_LEVEL, FULL_READINESS)
            divisors = [(unit * weight, literal) for weight, literal in self._each_value(weights)]
            self._values[measure] = self.logic.quotient(Sum().add_sum(times, total), divisors, FULL_READINESS)
        return self._values[measure]

    @cached_property
    def _values(self) -> dict[int, int]:
        return {}

    def _each_value(self, weights: Sum) -> list[tuple[int, Literal]]:
        """Each value that a sum of weights can have, with the literal that it has it."""
        possible = {weights.constant}
        for coefficient in weights.terms.values():
            possible |= {value + coefficient for value in possible}
        values = sorted(possible)
        return self.logic.once(("each value", weights.key()), lambda: self._told_apart(weights, values))

    def _told_apart(self, weights: Sum, values: Sequence[int]) -> list[tuple[int, Literal]]:
        literals = self.logic.one_of(len(values))
        if len(values) > 1:
            told = Sum().add_sum(-1, weights)
            for value, literal in zip(values, literals, strict=True):
                told.add(value, literal)
            self.logic.require(told, 0, 0)
        return list(zip(values, literals, strict=True))

    def _points(self, scale: Scale) -> Sum:
        total = Sum()
        for variable, points in scale.points:
            used = self._use_of(variable)
            for given, literal in zip(points, self.answers[variable], strict=True):
                if given:
                    total.add(given, self.logic.all_of((used, literal)))
        for fact, amount in scale.effects:
            total.add(amount, self.holds(fact))
        return total

    def _ladder(self, scale: Scale, band: int) -> Literal:
        """Whether a ladder stands at this band or above; below the first it always does, above the last never."""
        if band <= 0:
            return TRUE
        if band >= len(scale.measure.bands):
            return FALSE
        start = scale.starts_from
        assert start is not None, "the loader sees to it"
        thresholds = scale.thresholds or range(1, len(scale.measure.bands))
        begun = [self.reaches(start, begin) for begin in thresholds]
        if scale.effects:
            total = self.logic.total(begun)
            for fact, amount in scale.effects:
                total.add(amount, self.holds(fact))
            moved = self.logic.reaches_zero(total.plus(-band))
        else:
            moved = begun[band - 1]
        return self.logic.any_of((moved, *(self.holds(fact) for fact, floor in scale.floors if floor >= band)))

    def value(self, measure: int) -> Sum:
        """A measure as it is shown: readiness floored (0 when not in use), points, or the number of a ladder's band."""
        scale = self.program.scales[measure]
        if scale.measure.kind == "readiness":
            return Sum().add_column(1, self._value(measure))
        return self._points(scale) if scale.measure.kind == "points" else self.band(measure)

    def band(self, measure: int) -> Sum:
        """The number of a ladder's band."""
        scale = self.program.scales[measure]
        return self.logic.total(self.reaches(measure, band) for band in range(1, len(scale.measure.bands)))


def masks_of(program: Program, answers: AnswerLiterals, values: Sequence[int]) -> list[int]:
    """The answers that literals stand for in a solution, as masks that do not say which questions are in use.

    Raises SolverTrouble where they are not answers that can be given: one value to each, no option beside one that
    stands alone.
    """
    masks = []
    for literals in answers:
        places = [place for place, literal in enumerate(literals) if is_true(literal, values)]
        if len(places) != 1:
            raise SolverTrouble
        masks.append(1 << places[0])
    for name, question in program.pack.questions.items():
        if question.kind == "choices" and not _can_be_given(question, program.vocabulary.of_question[name], masks):
            raise SolverTrouble
    return masks


def _can_be_given(question: Question, numbers: Sequence[int], masks: Sequence[int]) -> bool:
    chosen = [option for option, number in zip(question.options, numbers, strict=True) if masks[number] == YES]
    return len(chosen) == 1 or (bool(chosen) and not any(option.alone for option in chosen))


def is_true(literal: Literal, values: Sequence[int]) -> bool:
    """Whether a literal is true in a solution."""
    return literal == TRUE or (literal >= 0 and values[literal >> 1] != literal & 1)
