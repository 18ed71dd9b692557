"""What conditions can speak about, as small numbers: one variable per question, one per option of a choices question.

A variable's possible values are the bits of one integer, its *mask*. The bit above the last value means that the
question is not in use, so that "not in use" behaves like any other value: a test lists the values that make it true,
its negation is the complement, and an unanswered question is the mask of everything it could still be.
"""

from dataclasses import dataclass
from functools import cached_property

from engine.conditions import AnswerTest
from engine.pack import Pack, Question

NO, YES = 1, 2  # masks of the two values of an option of a choices question


@dataclass(frozen=True)
class Variable:
    """A question, or one option of a choices question; `values` names the answers in the order of their bits."""

    question: str
    option: str | None
    values: tuple[str, ...]

    @property
    def not_in_use(self) -> int:
        return 1 << len(self.values)

    @property
    def everything(self) -> int:
        """The mask of all values, not being in use among them."""
        return (2 << len(self.values)) - 1

    @property
    def name(self) -> str:
        return self.question if self.option is None else f"{self.question}={self.option}"


class Vocabulary:
    """The variables, facts and measures of a pack by number, in the pack's own order."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.variables: list[Variable] = []
        self.of_question: dict[str, tuple[int, ...]] = {}
        for question in pack.questions.values():
            made = self._variables(question)
            self.of_question[question.id] = tuple(range(len(self.variables), len(self.variables) + len(made)))
            self.variables += made
        self.facts = {rule.id: number for number, rule in enumerate(pack.rules)}
        self.measures = {measure.id: number for number, measure in enumerate(pack.measures)}

    @staticmethod
    def _variables(question: Question) -> list[Variable]:
        if question.kind != "choices":
            return [Variable(question.id, None, question.values)]
        return [Variable(question.id, option.id, ("no", "yes")) for option in question.options]

    @cached_property
    def everything(self) -> tuple[int, ...]:
        return tuple(variable.everything for variable in self.variables)

    def tested(self, test: AnswerTest) -> list[tuple[int, int]]:
        """The variables a test reads, each with the mask of values of which any one makes the test true."""
        numbers = self.of_question[test.answer]
        if test.includes_any_of is not None:
            return [(number, YES) for number in numbers if self.variables[number].option in test.includes_any_of]
        values = self.variables[numbers[0]].values
        if test.is_ is not None:
            wanted = {test.is_}
        elif test.is_any_of is not None:
            wanted = set(test.is_any_of)
        else:
            low, high = test.at_least or 0, 4 if test.at_most is None else test.at_most
            wanted = {str(level) for level in range(low, high + 1)}
        return [(numbers[0], sum(1 << place for place, value in enumerate(values) if value in wanted))]

    def bound(self, measure: str, bound: int | str) -> int:
        """A bound as a number: itself, or the place of the band of that name, counted from 0."""
        return bound if isinstance(bound, int) else self.pack.measure[measure].band_names.index(bound)
