"""Which answers to open questions would do: with them, and without the other obstacles, there is a plan."""

from collections.abc import Sequence
from itertools import chain, islice, takewhile

from engine.choices import Choices
from engine.limits import Limits, Obstacle
from engine.literals import CannotTell
from engine.plan_search import Search
from engine.promises import PlanJudge, Promise
from engine.shortcuts import Shortcuts
from engine.vocabulary import NO, YES

MOST_TRIED = 20  # ways to answer several questions

Suitable = dict[str, tuple[str, ...]]


def suitable_answers(
    choices: Choices, judge: PlanJudge, promise: Promise, limits: Limits, obstacles: Sequence[Obstacle]
) -> Suitable:
    """For each open question among the obstacles the answers that would do, as values in the order of the question.

    Of a single question all that do; of several one each, which do together, and of each the first that does with the
    others. Of a question with several answers at once only single options are looked at. Empty where none is found
    among the ways that are tried, or where the solver cannot tell.
    """
    names = [obstacle.name for obstacle in obstacles if obstacle.kind == "unanswered"]
    removed = frozenset(obstacles)
    clauses = {Obstacle("clause", choices.program.conclusions[n].name): n for n in promise.clauses}
    shortcuts = Shortcuts(choices, judge, limits.hindered(choices), obstacles, clauses)
    left = Promise(tuple(number for clause, number in clauses.items() if clause not in removed))
    allowed = limits.allowed(choices, obstacles)

    def do(masks: Sequence[int]) -> bool:
        return Search(choices, judge.over(masks)).is_there(left, allowed)

    def together() -> list[list[int]]:
        """One way to answer all, if there is one among those that are tried."""
        ways = islice(chain([shortcuts.best_answers(removed, left)], shortcuts.all_answers(removed)), MOST_TRIED)
        masks = next(filter(do, ways), None)
        if masks is None:
            return []
        for name in names:
            earlier = takewhile(masks.__ne__, shortcuts.answers(name, masks))
            masks = next(filter(do, earlier), masks)
        return [masks]

    try:
        ways = together() if len(names) > 1 else list(filter(do, shortcuts.all_answers(removed)))
    except CannotTell:
        return {}
    return {name: tuple(_answer(name, masks, choices) for masks in ways) for name in names}


def answered(suitable: Suitable, choices: Choices, taken: Sequence[int]) -> list[int]:
    """The masks in which each of these questions has one of its suitable answers: all of them, if it takes one answer;
    the first, if it takes several at once. Every question must have one at least."""
    masks, vocabulary = list(taken), choices.program.vocabulary
    for name, values in suitable.items():
        question, numbers = choices.program.pack.questions[name], vocabulary.of_question[name]
        if question.kind == "choices":
            for option, number in zip(question.options, numbers, strict=True):
                masks[number] = YES if option.id == values[0] else NO
        else:
            masks[numbers[0]] = sum(1 << question.values.index(value) for value in values)
    return masks


def _answer(name: str, masks: Sequence[int], choices: Choices) -> str:
    """The one answer that masks give to a question."""
    question, numbers = choices.program.pack.questions[name], choices.program.vocabulary.of_question[name]
    if question.kind == "choices":
        pairs = zip(question.options, numbers, strict=True)
        return next(option.id for option, number in pairs if masks[number] == YES)
    return question.values[masks[numbers[0]].bit_length() - 1]
