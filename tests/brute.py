"""Every completion of a profile, one after the other: slow, and beyond doubt."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import prod

from engine.pack import Question
from tests import oracle
from tests.ready import Ready

MOST = 4096


def possible_answers(question: Question) -> list[oracle.Value]:
    """All that a question can be answered with."""
    if question.kind != "choices":
        return list(question.values)
    free = [option.id for option in question.options if not option.alone]
    several = [some for number in range(1, len(free) + 1) for some in combinations(free, number)]
    return [*((option.id,) for option in question.options if option.alone), *several]


def ways(form: Ready, known: dict[str, oracle.Value | None]) -> list[list[oracle.Value]]:
    """For each question, what it could be answered with."""
    questions = form.pack.questions
    return [possible_answers(questions[name]) if value is None else [value] for name, value in known.items()]


def few_enough(form: Ready, known: dict[str, oracle.Value | None], most: int = MOST) -> bool:
    return prod(len(each) for each in ways(form, known)) <= most


def completions(form: Ready, known: dict[str, oracle.Value | None]) -> Iterator[dict[str, oracle.Value]]:
    """Each completion, with the answers in use only."""
    for chosen in product(*ways(form, known)):
        yield oracle.used(form.pack, form.policy, dict(zip(known, chosen, strict=True)))


def outcomes(form: Ready, known: dict[str, oracle.Value | None]) -> list[oracle.Outcome]:
    """What comes of each completion, those with the same answers in use once."""
    distinct = {tuple(sorted(kept.items())): kept for kept in completions(form, known)}
    return [oracle.outcome(form.pack, form.policy, kept) for kept in distinct.values()]


def verdict_of(form: Ready, outcome: oracle.Outcome) -> str:
    """The first verdict of the policy with a clause that holds, else what remains."""
    for rule in form.policy.verdicts:
        if any(outcome.facts[f"{rule.verdict}.{number}"] for number in range(len(rule.clauses))):
            return rule.verdict
    return form.policy.otherwise


def extent(values: Sequence[int | None]) -> tuple[int, int, int]:
    """The least and most of a measure while in use, and whether it always is (2), sometimes (1) or never (0)."""
    used = [value for value in values if value is not None]
    return (min(used), max(used), 2 if len(used) == len(values) else 1) if used else (0, 0, 0)
