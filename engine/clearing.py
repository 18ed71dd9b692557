"""Which single answer, if it were better, would clear a finding or weaken it."""

from collections.abc import Iterator

from engine.answers import Answers
from engine.assessment import Clearing
from engine.evaluate import Truth
from engine.explain import CERTAINTIES
from engine.pack import ADVERSE, Certainty, Question
from engine.prepared import Prepared
from engine.program import Program
from engine.text import Text


def clearings(truth: Truth, answers: Answers, prepared: Prepared) -> dict[str, tuple[Clearing, ...]]:
    """For each adverse finding that is certain, by name: the single answers that would clear or weaken it, nearest
    first. Each is the result of evaluating the rules again with that one answer changed."""
    program = prepared.program
    standing = [n for n, rule in enumerate(program.pack.rules) if rule.kind in ADVERSE and truth.certain[n]]
    found: dict[str, list[Clearing]] = {program.conclusions[number].name: [] for number in standing}
    settled: set[tuple[str, str]] = set()
    for question, value, masks in _single_changes(answers, program) if standing else ():
        after = prepared.evaluator.evaluate(masks)
        for number in standing:
            name, least, most = program.conclusions[number].name, after.certain[number], after.possible[number]
            if least < truth.certain[number] and (question.id, name) not in settled:
                if not most and question.kind == "level":
                    settled.add((question.id, name))  # a higher level would do no more
                found[name].append(
                    Clearing(
                        question=question.id,
                        value=value,
                        label=label(question, value),
                        leaves=_named(least),
                        up_to=_named(most),
                    )
                )
    return {name: tuple(sorted(ways, key=_rank)) for name, ways in found.items()}


def label(question: Question, value: str) -> Text | None:
    """An answer in the pack's words; None for yes and no, which are the interface's own."""
    if question.kind == "level":
        return question.anchors[int(value)]
    return next((option.text for option in question.options if option.id == value), None)


def _named(certainty: int) -> Certainty | None:
    return CERTAINTIES[certainty - 1] if certainty else None


def _rank(way: Clearing) -> int:
    """What clears comes before what leaves it open, and that before what weakens."""
    return 0 if way.up_to is None else 1 if way.leaves is None else 2


def _single_changes(answers: Answers, program: Program) -> Iterator[tuple[Question, str, list[int]]]:
    """Each answered question changed: a level raised to where some rule tells the difference, or another option."""
    for name, standing in answers.standing.items():
        question = standing.question
        number = program.vocabulary.of_question[name][0]
        thresholds = program.thresholds[number]
        if standing.use != "in_use" or standing.state != "answered" or question.kind == "choices" or not thresholds:
            continue
        current = program.vocabulary.variables[number].values.index(str(standing.counted))
        for place, value in enumerate(question.values):
            if (place in thresholds and place > current) if question.kind == "level" else place != current:
                masks = list(answers.taken)
                masks[number] = 1 << place
                program.settle_use(masks)
                yield question, value, masks
