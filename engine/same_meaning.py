"""Whether a changed rule or clause can be proved to mean what it meant: no complete answers tell the two apart.

The two are compared case by case, first as they stand, then with what they rest on traced back to answers and measures.
What a questionnaire rules out is no case: an answer to a question that is not asked, or a choices question answered
with nothing. Measures are not looked into, so the proof is one-sided: what it fails for may mean the same all the same.
"""

from collections.abc import Iterable, Iterator
from functools import reduce

from engine.normal import (
    ALWAYS,
    CONFIRMED,
    NEVER,
    Alternative,
    Alternatives,
    AnswerIs,
    FactIs,
    MeasureIs,
    PlainTest,
    TooWide,
    both,
    merge,
)
from engine.program import Program
from engine.reevaluate import says_as
from engine.vocabulary import NO

MOST_CASES = 5_000  # of one comparison; a proof that takes more has failed
COUNTING = ("asks", "evidence", "expires_after")  # what of a policy says which answers count


class Meaning:
    """What the conclusions of one program come down to."""

    def __init__(self, program: Program) -> None:
        self.program, self.vocabulary = program, program.vocabulary
        self._asked_if = dict(program.asked_if)
        self._circular = _circular(program)
        self._traced_tests: dict[FactIs, Alternatives] = {}
        self._cases = 0

    def same(self, changed: Program) -> bool:
        """Whether a program under the same policy, made from this one by changing one rule or clause, means the same.

        A clause is read only where no worse verdict is given: a difference that shows nowhere else is none. False also
        where the proof fails or takes too long, where a changed rule supports itself, and where a measure, the asking
        of a question or what counts as an answer has changed.
        """
        program = self.program
        if any(getattr(program.policy, name) != getattr(changed.policy, name) for name in COUNTING):
            return False
        if program.scales != changed.scales or program.asked_if != changed.asked_if:
            return False
        altered = [number for number in range(len(program.conclusions)) if not says_as(program, changed, number)]
        if len(altered) > 1 or (self._circular | _circular(changed)).intersection(altered):
            return False
        self._cases = 0
        try:
            return all(self._agree(number, changed) for number in altered)
        except TooWide:
            return False

    def _agree(self, number: int, changed: Program) -> bool:
        """Whether one conclusion is established by the same answers in both programs, in each degree."""
        worse = tuple(one for clause in self._worse(number) for one in self.program.conclusions[clause].likely)
        forms = zip(_degrees(self.program, number), _degrees(changed, number), strict=True)
        return all(self._within(one, other + worse) and self._within(other, one + worse) for one, other in forms)

    def _worse(self, number: int) -> Iterator[int]:
        """The clauses of worse verdicts than the one that this clause gives; none for a rule."""
        for clauses in self.program.clauses_of if number >= len(self.program.pack.rules) else ():
            if number in clauses:
                return
            yield from clauses

    def _within(self, form: Alternatives, other: Alternatives) -> bool:
        """Whether one holds only where the other does."""
        return all(
            self._covered(alternative, other)
            or all(self._covered(traced, self._traced(other)) for traced in self._traced((alternative,)))
            for alternative in form
        )

    def _covered(self, case: Alternative, form: Alternatives) -> bool:
        """Whether the form holds in every case within this one, by looking at ever smaller ones."""
        self._cases += 1
        if self._cases > MOST_CASES:
            raise TooWide
        if self._ruled_out(case):
            return True
        near = [one for one in form if merge((*case, *one), self.vocabulary) is not None]
        if any(merge((*case, *one), self.vocabulary) == case for one in near):
            return True
        if not near:
            return False
        test = next(test for test in near[0] if merge((*case, test), self.vocabulary) != case)
        parts = (merge((*case, part), self.vocabulary) for part in (test, *self._otherwise(test)))
        return all(self._covered(part, tuple(near)) for part in parts if part is not None)

    def _otherwise(self, test: PlainTest) -> tuple[PlainTest, ...]:
        """The tests of which one holds wherever this one does not."""
        match test:
            case AnswerIs(variable, mask):
                return (AnswerIs(variable, self.vocabulary.everything[variable] ^ mask),)
            case FactIs(fact, certainty, negated):
                return (FactIs(fact, certainty, not negated),)
            case MeasureIs(measure, "at_least", bound):
                return MeasureIs(measure, "at_most", bound - 1), MeasureIs(measure, "not_in_use", 0)
            case MeasureIs(measure, "at_most", bound):
                return MeasureIs(measure, "at_least", bound + 1), MeasureIs(measure, "not_in_use", 0)
            case _:
                raise TooWide  # nothing says of a measure that it is in use

    def _ruled_out(self, case: Alternative) -> bool:
        """Whether no filled-in questionnaire is such a case."""
        chosen_none: set[int] = set()
        for test in case:
            if isinstance(test, MeasureIs):
                if test.test == "not_in_use" and self.program.scales[test.measure].measure.kind != "readiness":
                    return True
            elif isinstance(test, AnswerIs):
                variable = self.vocabulary.variables[test.variable]
                condition = self._asked_when(variable.question)
                mask = test.mask if condition != ALWAYS else test.mask & ~variable.not_in_use
                answered = not mask & variable.not_in_use
                if not mask or (answered and not both((case,), condition, self.vocabulary)):
                    return True
                if variable.option is not None and mask == NO:
                    chosen_none.add(test.variable)
                    if chosen_none.issuperset(self.vocabulary.of_question[variable.question]):
                        return True
        return False

    def _asked_when(self, question: str) -> Alternatives:
        asks = self.program.policy.asks
        return NEVER if asks and question not in asks else self._asked_if.get(question, ALWAYS)

    def _traced(self, form: Alternatives) -> Alternatives:
        """The form with each fact replaced by what establishes it, down to answers, measures and facts in circles."""
        traced: dict[Alternative, None] = {}
        for alternative in form:
            traced |= dict.fromkeys(self._together([self._traced_test(test) for test in alternative]))
        return tuple(traced)

    def _traced_test(self, test: PlainTest) -> Alternatives:
        if not isinstance(test, FactIs) or test.fact in self._circular:
            return ((test,),)
        if test not in self._traced_tests:
            established = _degrees(self.program, test.fact)[0 if test.certainty == CONFIRMED else 1]
            if test.negated:
                established = self._together(
                    tuple((denial,) for one in alternative for denial in self._otherwise(one))
                    for alternative in established
                )
            self._traced_tests[test] = self._traced(established)
        return self._traced_tests[test]

    def _together(self, forms: Iterable[Alternatives]) -> Alternatives:
        """The alternatives under which all hold."""
        return reduce(lambda one, other: both(one, other, self.vocabulary), forms, ALWAYS)


def _degrees(program: Program, number: int) -> tuple[Alternatives, Alternatives]:
    """When a conclusion is confirmed, and when it is established at all."""
    conclusion = program.conclusions[number]
    return conclusion.confirmed, conclusion.confirmed + conclusion.likely


def _circular(program: Program) -> frozenset[int]:
    """The conclusions that support themselves, by way of others or directly."""
    groups = (group for group in program.groups if len(group) > 1 or group[0] in program.needs[group[0]].plain)
    return frozenset(program.number_of[node] for group in groups for node in group)
