"""Which single answer, if it were better, would clear a finding or weaken it."""

from collections.abc import Iterator

from engine.answers import Answers, Standing
from engine.assessment import Clearing
from engine.evaluate import Truth
from engine.judging import Judge
from engine.pack import Certainty, Question
from engine.parts import CERTAINTIES, label
from engine.prepared import Prepared
from engine.program import Program


def clearings(truth: Truth, answers: Answers, prepared: Prepared, judge: Judge) -> dict[str, tuple[Clearing, ...]]:
    """For each adverse finding that is certain, by name: the single answers that would clear or weaken it, nearest
    first. Each is the result of evaluating the rules again with that one answer changed."""
    program, bearing = prepared.program, prepared.influence.on_conclusions
    standing = [number for number in program.adverse if truth.certain[number]]
    found: dict[int, list[Clearing]] = {number: [] for number in standing}
    for name, given in answers.standing.items():
        variable = program.vocabulary.of_question[name][0]
        left = [number for number in standing if bearing[number] >> variable & 1]
        for value, taken, masks in _single_changes(variable, given, answers, program) if left else ():
            after, _ = judge(taken, masks)
            for number in left:
                if after.certain[number] < truth.certain[number]:
                    found[number].append(_clearing(given.question, value, after, number))
            if given.question.kind == "level":
                left = [number for number in left if after.possible[number]]  # a higher level would do no more
                if not left:
                    break
    return {program.conclusions[number].name: tuple(sorted(ways, key=_rank)) for number, ways in found.items()}


def _clearing(question: Question, value: str, after: Truth, number: int) -> Clearing:
    return Clearing(
        question=question.id,
        value=value,
        label=label(question, value),
        leaves=_named(after.certain[number]),
        up_to=_named(after.possible[number]),
    )


def _named(certainty: int) -> Certainty | None:
    return CERTAINTIES[certainty - 1] if certainty else None


def _rank(way: Clearing) -> int:
    """What clears comes before what leaves it open, and that before what weakens."""
    return 0 if way.up_to is None else 1 if way.leaves is None else 2


def _single_changes(
    variable: int, standing: Standing, answers: Answers, program: Program
) -> Iterator[tuple[str, list[int], list[int]]]:
    """An answered question changed: its level raised to where some rule tells the difference, or another option."""
    question, thresholds = standing.question, program.thresholds[variable]
    if standing.use != "in_use" or standing.state != "answered" or question.kind == "choices" or not thresholds:
        return
    current = program.vocabulary.variables[variable].values.index(str(standing.counted))
    for place, value in enumerate(question.values):
        if (place in thresholds and place > current) if question.kind == "level" else place != current:
            taken = list(answers.taken)
            taken[variable] = 1 << place
            masks = list(taken)
            program.settle_use(masks)
            yield value, taken, masks
