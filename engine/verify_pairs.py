"""Whether a step can make some difference: looked for among completions, then asked of two linked worlds."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from engine.answers import ALWAYS
from engine.certificate import Shown
from engine.evaluate import Truth
from engine.linear import World
from engine.literals import CannotTell, Literal, Logic, Sum, opposite
from engine.measures import Interval
from engine.normal import CONFIRMED, LIKELY
from engine.program import Program
from engine.verdicts import possible_verdicts
from engine.verify_ground import Asked, Ground, Masks, lowest
from engine.verify_signs import Signs
from engine.verify_steps import Step
from engine.vocabulary import NO, YES

LOOKED_AT = 400  # of the completions tried, for each step

Difference = Callable[[Truth, Truth], bool]  # of bounds: whether it is certain, so that open answers do not matter
Asking = Callable[[World, World], Iterable[Sequence[Literal]]]  # of a model: each way to make it so


class PairFound(NamedTuple):
    """The completion that a step was made of; its number if it is one of those tried, else it is the solver's."""

    masks: Masks
    number: int | None


def tried_pair(ground: Ground, step: Step, difference: Difference, among: int | None = None) -> PairFound | None:
    """One of the completions tried of which the step makes this difference."""
    left, looked = ground.all if among is None else among, 0
    while left and looked < LOOKED_AT:
        number = lowest(left)
        left, looked = left & left - 1, looked + 1
        if _makes(ground, step, ground.tried[number], difference):
            return PairFound(ground.tried[number], number)
    return None


def can_be(ground: Ground, step: Step, difference: Difference, asking: Asking) -> bool:
    """Whether the solver finds a completion of which the step makes this difference. Raises CannotTell."""
    return _solved(ground, step, difference, asking, Asked.find) is not None


def solved_pair(ground: Ground, step: Step, difference: Difference, asking: Asking) -> PairFound | None:
    """The first such completion in the order of the pack: one to be shown, so it is the same on every machine.

    Raises CannotTell.
    """
    masks = _solved(ground, step, difference, asking, Asked.first)
    return None if masks is None else PairFound(masks, None)


def _solved(
    ground: Ground, step: Step, difference: Difference, asking: Asking, way: Callable[..., Masks | None]
) -> Masks | None:
    asked = Asked(ground)
    sides, needed = step.literals(asked.logic, asked.answers)
    before, after = (World(asked.logic, ground.program, side) for side in sides)
    in_doubt = False
    for wanted in asking(before, after):
        try:
            masks = way(asked, [*needed, *wanted], lambda masks: _makes(ground, step, masks, difference))
        except CannotTell:
            in_doubt = True
            continue
        if masks is not None:
            return masks
    if in_doubt:
        raise CannotTell
    return None


def shown_pair(ground: Ground, step: Step, masks: Masks, difference: Difference) -> Shown:
    """The answers that matter to a difference, as few as are found by leaving them out one after the other."""
    some, kept = least(ground, masks, lambda some: _makes(ground, step, some, difference), always=step.questions)
    pair = step.masks(some)
    assert pair is not None, "the completion was found with this step"
    before, after = pair
    return Shown(
        policy=ground.policy,
        answers=ground.answers(before, kept),
        instead={} if step.remedies else ground.answers(after, step.questions),
        remedies=step.remedies,
    )


def shown(ground: Ground, masks: Masks, certain: Callable[[Truth], bool]) -> Shown:
    """The answers of a completion that something hinges on."""
    some, kept = least(ground, masks, lambda some: certain(ground.truth(some)))
    return Shown(policy=ground.policy, answers=ground.answers(some, kept))


def least(
    ground: Ground, masks: Masks, holds: Callable[[Masks], bool], always: Sequence[str] = ()
) -> tuple[list[int], list[str]]:
    """A completion's answers with all open that something does not hinge on, and options gone that it does not need;
    and the questions that are left. Whatever the open ones turn out to be, it still holds."""
    vocabulary, left, kept = ground.program.vocabulary, list(masks), list[str]()
    for name, question in ground.program.pack.questions.items():
        numbers = vocabulary.of_question[name]
        opened = list(left)
        for number in numbers:
            opened[number] = ground.taken[number]
        if name not in always and holds(opened):
            left = opened
            continue
        kept.append(name)
        for number in numbers if question.kind == "choices" else ():
            fewer = [*left[:number], NO, *left[number + 1 :]]
            if left[number] == YES and any(fewer[other] == YES for other in numbers) and holds(fewer):
                left = fewer
    return left, kept


def _makes(ground: Ground, step: Step, masks: Masks, difference: Difference) -> bool:
    pair = step.masks(masks)
    return pair is not None and difference(ground.truth(pair[0]), ground.truth(pair[1]))


def any_outcome(program: Program) -> Difference:
    """Whether a finding, a measure or the verdict comes out otherwise."""
    rules = len(program.pack.rules)

    def differs(before: Truth, after: Truth) -> bool:
        return (
            any(_apart(before, after, number) for number in range(rules))
            or any(_exclude(*pair) for pair in zip(before.measures, after.measures, strict=True))
            or not set(possible_verdicts(before, program)) & set(possible_verdicts(after, program))
        )

    return differs


def _apart(before: Truth, after: Truth, number: int) -> bool:
    return before.possible[number] < after.certain[number] or after.possible[number] < before.certain[number]


def _exclude(before: Interval, after: Interval) -> bool:
    if before.use != after.use:
        return before.use + after.use == ALWAYS  # never in use on one side, always on the other
    return before.use == ALWAYS and (before.high < after.low or after.high < before.low)


def ask_any_outcome(program: Program, signs: Signs) -> Asking:
    """Ask whether any of what signs leave possible comes out otherwise, one outcome after the other."""

    def asking(before: World, after: World) -> Iterator[Sequence[Literal]]:
        for number in range(len(program.pack.rules)):
            for certainty in (LIKELY, CONFIRMED):
                if signs.fact(number, certainty):
                    yield [unequal(before.logic, before.holds(number, certainty), after.holds(number, certainty))]
        for number in range(len(program.scales)):
            if signs.measure_use[number]:
                yield [unequal(before.logic, before.used(number), after.used(number))]
            if signs.measures[number]:
                yield [exceeds(before, after, number)]
                yield [exceeds(after, before, number)]
        if any(signs.fact(clause) for own in program.clauses_of for clause in own):
            for number in range(len(program.policy.order)):
                yield [unequal(before.logic, before.verdict(number), after.verdict(number))]

    return asking


def unequal(logic: Logic, one: Literal, other: Literal) -> Literal:
    """Whether exactly one of them is true."""
    return logic.any_of((logic.all_of((one, opposite(other))), logic.all_of((opposite(one), other))))


def exceeds(one: World, other: World, measure: int) -> Literal:
    """Whether a measure is in use in both worlds and has a greater value in the first."""
    difference = Sum(-1).add_sum(1, one.value(measure)).add_sum(-1, other.value(measure))
    return one.logic.all_of((one.used(measure), other.used(measure), one.logic.reaches_zero(difference)))
