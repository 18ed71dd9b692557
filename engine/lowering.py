"""Given level answers, and what it would mean for each to stand one level lower."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from engine.answers import Answers
from engine.program import Program

Part = tuple[object, ...]


class Lowerable(NamedTuple):
    """A level answer that counts as level 1 or more, by its question, its variable and that level.

    `part` tells what its last level does: of two answers with the same one, either can be lowered in place of the
    other, and everything else comes to the same.
    """

    question: str
    variable: int
    level: int
    part: Part


def lowerable(answers: Answers, program: Program) -> tuple[Lowerable, ...]:
    """The answers that could be one level lower, in the order of asking: to level questions that are in use or
    perhaps so. What counts as 2 for want of evidence is lowered from there."""
    return tuple(_lowerable(answers, program))


def _lowerable(answers: Answers, program: Program) -> Iterator[Lowerable]:
    for name, standing in answers.standing.items():
        if standing.question.kind != "level" or standing.state != "answered":
            continue
        level, variable = int(str(standing.counted)), program.vocabulary.of_question[name][0]
        if level and standing.use in ("in_use", "perhaps"):
            alone = level in program.thresholds[variable] or standing.use == "perhaps"
            yield Lowerable(name, variable, level, (name,) if alone else program.weights[variable])


def lowered(taken: Sequence[int], some: Iterable[Lowerable]) -> list[int]:
    """The masks (which do not say which questions are in use) with these answers one level lower."""
    masks = list(taken)
    for one in some:
        masks[one.variable] = 1 << one.level - 1
    return masks


def loosened(taken: Sequence[int], some: Iterable[Lowerable]) -> list[int]:
    """The masks with each of these answers as it is or one level lower: all that lowering any of them can come to."""
    masks = list(taken)
    for one in some:
        masks[one.variable] |= 1 << one.level - 1
    return masks
