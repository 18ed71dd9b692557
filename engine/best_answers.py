"""Open questions in a linear model that may get the answer that suits best: those that stand in the way no more."""

from collections.abc import Mapping, Sequence

from engine.literals import FALSE, Literal, Logic, Sum, opposite
from engine.program import Program


class BestAnswers:
    """For each of some open questions a literal says whether it gets an answer; which one is up to the solution.

    The same answers hold in every world of the model. Questions that get none are as each world's completion has them.
    """

    def __init__(self, logic: Logic, program: Program, given: Mapping[str, Literal]) -> None:
        self.logic, self.program, self.given = logic, program, given
        self.values: dict[int, list[Literal]] = {}  # by variable; all false where the question gets no answer
        for name in given:
            self.values |= self._values(name)

    def over(self, completion: Sequence[int]) -> list[list[Literal]]:
        """The answers of a completion, but for the questions that get one here."""
        return [
            self._single(number, mask.bit_length() - 1)
            if variable.option is None
            else self._option(number, variable.question, mask.bit_length() - 1)
            for number, (variable, mask) in enumerate(zip(self.program.vocabulary.variables, completion, strict=True))
        ]

    def _values(self, name: str) -> dict[int, list[Literal]]:
        """Literals for the answer: exactly one value, or such options as can be answered together."""
        question, numbers, given = (
            self.program.pack.questions[name],
            self.program.vocabulary.of_question[name],
            self.given[name],
        )
        if question.kind != "choices":
            values = [self.logic.free() for _ in question.values]
            self.logic.require(self.logic.total(values).add(-1, given), 0, 0)
            return {numbers[0]: values}
        options = [self.logic.free() for _ in numbers]
        self.logic.require(self.logic.total(options).add(-1, given), 0)
        for option, literal in zip(question.options, options, strict=True):
            self.logic.require(Sum().add(1, given).add(-1, literal), 0)
            for other in options if option.alone else ():
                if other != literal:
                    self.logic.require(self.logic.total((literal, other)), None, 1)
        return {number: [FALSE, literal] for number, literal in zip(numbers, options, strict=True)}

    def _single(self, number: int, place: int) -> list[Literal]:
        values = list(self.values.get(number) or [FALSE] * len(self.program.vocabulary.variables[number].values))
        others = (literal for other, literal in enumerate(values) if other != place)
        values[place] = opposite(self.logic.any_of(others))
        return values

    def _option(self, number: int, question: str, place: int) -> list[Literal]:
        chosen = self.values[number][1] if number in self.values else FALSE
        if place == 1:
            chosen = self.logic.any_of((chosen, opposite(self.given.get(question, FALSE))))
        return [opposite(chosen), chosen]
