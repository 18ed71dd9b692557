"""The fewest answers with which a fact would not be there: for each of its ways, one thing less that it stands on."""

from collections.abc import Iterable, Iterator
from itertools import product

from engine.answers import Answers
from engine.fewest_answers import FewestAnswers, Goal, Needs
from engine.normal import AnswerIs, FactIs, PlainTest
from engine.program import Program

MOST_TRIED = 24  # sets of answers kept at each step, the smallest first
MOST_SETS = 6

Together = tuple[AnswerIs, ...]


class Undoing:
    """What would undo facts of one campaign. Only answers are looked for: a way that stands on measures stays."""

    def __init__(self, program: Program, answers: Answers, fewest: FewestAnswers) -> None:
        self._program, self._answers, self._fewest = program, answers, fewest

    def of(self, fact: int, certainty: int) -> tuple[Together, ...]:
        """The smallest sets of answers, each of which alone takes the fact away, in the order of the questions.

        Empty where none is found. Each set was tried: with it and all rules evaluated again the fact cannot be there.
        Of an answer that suffices alone, every value named does.
        """
        found = [
            together for needs in self._ways((fact, certainty), ()) if (together := self._tried(needs, fact, certainty))
        ]
        fewest = min((self._size(one) for one in found), default=(0, 0))
        return tuple(sorted(one for one in found if self._size(one) == fewest))[:MOST_SETS]

    def _tried(self, needs: Needs, fact: int, certainty: int) -> Together:
        """The answers, if they do it; of a single one the values that do."""
        together = tuple(AnswerIs(number, mask) for number, mask in sorted(needs.items()))
        if len(together) == 1:
            number, mask = together[0].variable, together[0].mask
            each = [AnswerIs(number, 1 << place) for place in range(mask.bit_length()) if mask >> place & 1]
            doing = sum(one.mask for one in each if self._fewest.possible_with((one,), fact) < certainty)
            return (AnswerIs(number, doing),) if doing else ()
        return together if self._fewest.possible_with(together, fact) < certainty else ()

    def _ways(self, goal: Goal, above: tuple[Goal, ...]) -> list[Needs]:
        """What would take away every way to a fact that may hold; none where one of them cannot be taken away."""
        conclusion = self._program.conclusions[goal[0]]
        ways: list[Needs] = [{}]
        for alternative in conclusion.likely if goal[1] == 1 else conclusion.confirmed:
            if all(map(self._fewest.may_hold, alternative)):
                breaks = [needs for test in alternative for needs in self._breaking(test, (*above, goal))]
                ways = self._smallest(_joined(ways, breaks))
        return ways

    def _breaking(self, test: PlainTest, above: tuple[Goal, ...]) -> list[Needs]:
        match test:
            case AnswerIs(number, mask):
                variable = self._program.vocabulary.variables[number]
                other = ~mask & (variable.not_in_use - 1)
                asked = self._answers.standing[variable.question].use in ("in_use", "perhaps")
                return [{number: other}] if asked and other else []
            case FactIs(fact, certainty, True):
                leading = self._fewest.leading_to(fact, certainty)
                return [{one.variable: one.mask for one in leading}] if leading else []
            case FactIs(fact, certainty, _):
                return [] if (fact, certainty) in above else self._ways((fact, certainty), above)
            case _:
                return []

    def _smallest(self, ways: Iterable[Needs]) -> list[Needs]:
        distinct = {tuple(sorted(needs.items())): needs for needs in ways}
        return [distinct[key] for key in sorted(distinct, key=self._rank)][:MOST_TRIED]

    def _rank(self, needs: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], tuple[tuple[int, int], ...]]:
        return self._size(AnswerIs(*one) for one in needs), needs

    def _size(self, together: Iterable[AnswerIs]) -> tuple[int, int]:
        """How many questions would have to be answered otherwise, and with how many options."""
        variables = [one.variable for one in together]
        return len({self._program.vocabulary.variables[number].question for number in variables}), len(variables)


def _joined(ways: list[Needs], others: list[Needs]) -> Iterator[Needs]:
    for way, other in product(ways, others):
        both = {number: way.get(number, -1) & other.get(number, -1) for number in way.keys() | other.keys()}
        if all(both.values()):
            yield both
