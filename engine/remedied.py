"""Answers once several remedies are in place: one completion, all that could be, or literals in a linear model.

Remedies are put in place one after the other in the order of the pack. `with_remedy` says what one of them does; the
other two forms follow it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from engine.linear import AnswerLiterals
from engine.literals import FALSE, TRUE, Literal, Logic, opposite
from engine.pack import Remedy
from engine.program import Program
from engine.remedies import could_become, with_remedy
from engine.vocabulary import NO


class Changes:
    """What each remedy makes of completions: tables for each single answer, since remedies change each of those by
    itself; the options of a question are judged together."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.tables = {remedy.id: list(self._tables(remedy)) for remedy in program.pack.remedies}

    def _tables(self, remedy: Remedy) -> Iterator[tuple[int, dict[int, int]]]:
        variables = self.program.vocabulary.variables
        for name in (*remedy.raises, *remedy.sets):
            (number,) = self.program.vocabulary.of_question[name]
            masks = [NO] * len(variables)
            table = {}
            for place in range(len(variables[number].values)):
                masks[number] = 1 << place
                table[1 << place] = with_remedy(self.program, masks, remedy)[number]
            yield number, table

    def of(self, chosen: Collection[str]) -> "InPlace":
        return InPlace(self, chosen)


class InPlace:
    """What chosen remedies make of completions, questions out of use set aside; quick for one after the other."""

    def __init__(self, changes: Changes, chosen: Collection[str]) -> None:
        self.program = changes.program
        remedies = [remedy for remedy in self.program.pack.remedies if remedy.id in chosen]
        self._dropping = [remedy for remedy in remedies if remedy.drops]
        self._tables: dict[int, dict[int, int]] = {}
        for remedy in remedies:
            for number, table in changes.tables[remedy.id]:
                before = self._tables.get(number)
                self._tables[number] = table if before is None else {one: table[then] for one, then in before.items()}

    def __call__(self, completion: Sequence[int]) -> list[int]:
        masks = list(completion)
        for remedy in self._dropping:
            masks = with_remedy(self.program, masks, remedy)
        for number, table in self._tables.items():
            masks[number] = table[completion[number]]
        self.program.settle_use(masks)
        return masks


def completed(program: Program, completion: Sequence[int], chosen: Collection[str]) -> list[int]:
    """One completion with the chosen remedies in place, questions out of use set aside."""
    return Changes(program).of(chosen)(completion)


def could_be(
    program: Program, taken: Sequence[int], chosen: Collection[str], perhaps: Collection[str] = ()
) -> list[int]:
    """Masks of all that the answers could be with these remedies in place and some, any or none of those `perhaps`.

    `taken` and what is returned do not say which questions are in use. Sound and not always tight: no completion of
    `taken` leads out of it.
    """
    masks = list(taken)
    for remedy in program.pack.remedies:
        if remedy.id in chosen:
            masks = could_become(program, masks, remedy)
        elif remedy.id in perhaps:
            after = could_become(program, masks, remedy)
            for name in remedy.changes:
                for number in program.vocabulary.of_question[name]:
                    masks[number] |= after[number]
    return masks


def remedied(
    logic: Logic, program: Program, answers: AnswerLiterals, chosen: Mapping[str, Literal]
) -> list[list[Literal]]:
    """Literals for every answer after the chosen remedies, put in place one after the other in the order of the pack.

    The same as `with_remedy` does to masks of one value each, for whichever remedies a solution chooses; remedies
    without a literal are not chosen.
    """
    changed = [list(literals) for literals in answers]
    for remedy in program.pack.remedies:
        literal = chosen.get(remedy.id, FALSE)
        if literal != FALSE:
            put_in_place(logic, program, changed, remedy, literal)
    return changed


def put_in_place(logic: Logic, program: Program, answers: list[list[Literal]], remedy: Remedy, chosen: Literal) -> None:
    """Change the literals of the answers to what they are if this remedy is chosen (TRUE: it is)."""
    vocabulary, questions = program.vocabulary, program.pack.questions
    for name, value in remedy.raises.items():
        number, levels = vocabulary.of_question[name][0], questions[name].levels
        values = vocabulary.variables[number].values
        lower = [place for place, other in enumerate(values) if levels[other] < levels[value]]
        _move(logic, answers[number], lower, values.index(value), chosen)
    for name, value in remedy.sets.items():
        number = vocabulary.of_question[name][0]
        values = vocabulary.variables[number].values
        answers[number] = [
            logic.any_of((chosen, own)) if other == value else logic.all_of((opposite(chosen), own))
            for other, own in zip(values, answers[number], strict=True)
        ]
    for name, options in remedy.drops.items():
        _drop(logic, program, answers, name, options, chosen)


def _move(logic: Logic, values: list[Literal], places: Sequence[int], target: int, chosen: Literal) -> None:
    """Whatever stands at one of these places stands at the target if the remedy is chosen."""
    moved = logic.any_of(values[place] for place in places)
    values[target] = logic.any_of((values[target], logic.all_of((chosen, moved))))
    for place in places:
        values[place] = logic.all_of((opposite(chosen), values[place]))


def _drop(
    logic: Logic,
    program: Program,
    answers: list[list[Literal]],
    name: str,
    options: Sequence[str],
    chosen: Literal,
) -> None:
    """Options taken out of a choices answer; see `with_remedy` for what happens if none would remain."""
    offered, numbers = program.pack.questions[name].options, program.vocabulary.of_question[name]
    taken = {option.id: answers[number][1] for option, number in zip(offered, numbers, strict=True)}
    kept = logic.any_of(literal for option, literal in taken.items() if option not in options)
    alone = any(option.alone for option in offered)
    dropped = logic.all_of((chosen, TRUE if alone else kept))
    emptied = logic.all_of((chosen, opposite(kept)))
    for option, number in zip(offered, numbers, strict=True):
        literal = taken[option.id]
        if option.id in options:
            literal = logic.all_of((literal, opposite(dropped)))
        if option.alone:
            literal = logic.any_of((literal, emptied))
        answers[number] = [opposite(literal), literal]
