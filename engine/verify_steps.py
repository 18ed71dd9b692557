"""Two completions that differ in one way only: an answer exchanged, an option with and without, remedies carried out.

A step says the same in each form that a proof needs: for masks (of completions, or open ones), for literals in a
model, and as the moves that signs are worked out from.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.linear import AnswerLiterals
from engine.literals import FALSE, TRUE, Literal, Logic, opposite
from engine.pack import Question, Remedy
from engine.program import Program
from engine.remedied import put_in_place
from engine.remedies import with_remedy
from engine.verify_ground import Masks
from engine.verify_signs import Moves
from engine.vocabulary import NO, YES

Pair = tuple[list[int], list[int]]
LiteralPair = tuple[AnswerLiterals, AnswerLiterals]


@dataclass(frozen=True)
class Step:
    """`masks` gives both completions made of one, None if it cannot be made of this one; `literals` gives the same in
    a model, and what must be true there for the step to be possible. `questions` are those whose answers differ."""

    questions: tuple[str, ...]
    moves: Moves
    masks: Callable[[Masks], Pair | None]
    literals: Callable[[Logic, AnswerLiterals], tuple[LiteralPair, list[Literal]]]
    remedies: tuple[str, ...] = ()


def exchange(program: Program, question: str, before: int, after: int) -> Step:
    """The answer at one place of a question's values exchanged for that at another; the rest is any completion."""
    number = program.vocabulary.of_question[question][0]

    def masks(given: Masks) -> Pair:
        return _replaced(given, {number: 1 << before}), _replaced(given, {number: 1 << after})

    def literals(_: Logic, answers: AnswerLiterals) -> tuple[LiteralPair, list[Literal]]:
        sides = []
        for place in (before, after):
            side = list(answers)
            side[number] = [TRUE if own == place else FALSE for own in range(len(answers[number]))]
            sides.append(side)
        return (sides[0], sides[1]), []

    return Step((question,), {number: [(before, after)]}, masks, literals)


def option(program: Program, question: Question, name: str) -> Step:
    """A choices answer without one of its options, and with it.

    Without an option that can stand beside others, the rest remains; if none does, the first option that stands alone,
    where there is one. Without an option that stands alone, the answer is any other.
    """
    numbers = program.vocabulary.of_question[question.id]
    own = next(n for n, offered in zip(numbers, question.options, strict=True) if offered.id == name)
    alone = [n for n, offered in zip(numbers, question.options, strict=True) if offered.alone]
    others = [number for number in numbers if number != own]
    beside = [] if own in alone else [number for number in others if number not in alone]

    def masks(given: Masks) -> Pair | None:
        kept = [number for number in beside if given[number] == YES]
        with_it = _replaced(given, {number: YES if number in (own, *kept) else NO for number in numbers})
        if own in alone:
            return (list(given), with_it) if given[own] == NO else None
        left = kept or alone[:1]
        without = _replaced(given, {number: YES if number in left else NO for number in numbers})
        return (without, with_it) if left else None

    def literals(logic: Logic, answers: AnswerLiterals) -> tuple[LiteralPair, list[Literal]]:
        without, with_it = list(answers), list(answers)
        some = logic.any_of(answers[number][1] for number in beside)
        for number in numbers:
            with_it[number] = _yes(TRUE if number == own else answers[number][1] if number in beside else FALSE)
            if own not in alone:
                left = opposite(some) if number in alone[:1] else FALSE
                without[number] = _yes(answers[number][1] if number in beside else left)
        needed = [answers[own][0]] if own in alone else [] if alone else [some]
        return (without, with_it), needed

    moves = {own: [(0, 1)], **{n: [(1, 0)] for n in (others if own in alone else alone)}}
    return Step((question.id,), moves, masks, literals)


def carried_out(program: Program, remedies: Sequence[Remedy]) -> Step:
    """Nothing done, and these remedies in place one after the other."""
    changed = tuple(dict.fromkeys(question for one in remedies for question in one.changes))

    def masks(given: Masks) -> Pair:
        after: Sequence[int] = given
        for remedy in remedies:
            after = with_remedy(program, after, remedy)
        return list(given), list(after)

    def literals(logic: Logic, answers: AnswerLiterals) -> tuple[LiteralPair, list[Literal]]:
        after = [list(literals) for literals in answers]
        for remedy in remedies:
            put_in_place(logic, program, after, remedy, TRUE)
        return (answers, after), []

    return Step(changed, _moves(program, remedies), masks, literals, tuple(remedy.id for remedy in remedies))


def _yes(literal: Literal) -> list[Literal]:
    """Both values of an option from the literal that it is chosen."""
    return [opposite(literal), literal]


def _moves(program: Program, remedies: Sequence[Remedy]) -> Moves:
    """From where to where remedies take each variable, one after the other."""
    single: dict[int, set[tuple[int, int]]] = {}
    for remedy in remedies:
        for name, value in (*remedy.raises.items(), *remedy.sets.items()):
            number, question = program.vocabulary.of_question[name][0], program.pack.questions[name]
            target = question.values.index(value)
            for place, own in enumerate(question.values):
                if name in remedy.sets or question.levels[own] < question.levels[value]:
                    single.setdefault(number, set()).add((place, target))
        for name, options in remedy.drops.items():
            offered = program.pack.questions[name].options
            for number, one in zip(program.vocabulary.of_question[name], offered, strict=True):
                if one.id in options:
                    single.setdefault(number, set()).add((1, 0))
                if one.alone:
                    single.setdefault(number, set()).add((0, 1))
    return {number: sorted(_followed(pairs)) for number, pairs in single.items()}


def _followed(pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """These moves, and what they come to one after the other."""
    more = {(one, last) for one, middle in pairs for start, last in pairs if middle == start and one != last}
    return pairs if more <= pairs else _followed(pairs | more)


def _replaced(given: Masks, changes: dict[int, int]) -> list[int]:
    masks = list(given)
    for number, mask in changes.items():
        masks[number] = mask
    return masks
