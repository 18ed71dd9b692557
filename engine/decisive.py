"""Which open question decides most: where each of its answers would lead, and which to ask next.

What an answer still leaves possible is exact: a verdict counts as reachable only with a completion that reaches it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from engine.answers import Answers
from engine.completions import Completions
from engine.evaluate import Truth
from engine.measures import FULL_READINESS
from engine.pack import Question, VerdictName
from engine.possibilities import Possible, Reach
from engine.prepared import Prepared
from engine.program import Program
from engine.verdicts import possible_verdicts
from engine.vocabulary import YES

TRIED = 20  # completions that are tried for one answer before the solver is asked


@dataclass(frozen=True)
class Lead:
    """One answer to an open question, and the verdicts that it leaves possible, worst first."""

    value: str
    verdicts: tuple[VerdictName, ...]


@dataclass(frozen=True)
class Decisive:
    """An open question with what each of its answers leaves possible.

    `verdicts` is how many verdicts remain after an answer, on average over its answers; `width` how wide the measures
    then are, as a sum over readiness and ladders in thousandths of each one's range.
    """

    question: str
    leads: tuple[Lead, ...]
    verdicts: Fraction
    width: Fraction


def decisive(answers: Answers, possible: Possible, reach: Reach, prepared: Prepared) -> tuple[Decisive, ...]:
    """The open questions, those that settle most first: the verdict, then the measures; then as they are asked."""
    program = prepared.program
    found = []
    for name, standing in answers.standing.items():
        if standing.open:
            leads, widths = [], []
            for value, number, taken in each_answer(standing.question, answers.taken, program):
                masks = list(taken)
                program.settle_use(masks)
                outer = prepared.evaluator.evaluate(masks)
                seen = reach.seen.verdicts_with(number, taken[number])
                leads.append(Lead(value, _reachable(taken, outer, possible, reach, seen, prepared)))
                widths.append(_width(outer, program))
            remaining = Fraction(sum(len(lead.verdicts) for lead in leads), len(leads))
            found.append(Decisive(name, tuple(leads), remaining, Fraction(sum(widths), len(widths))))
    return tuple(sorted(found, key=lambda question: (question.verdicts, question.width)))


def each_answer(question: Question, taken: Sequence[int], program: Program) -> Iterator[tuple[str, int, list[int]]]:
    """Each answer that is still possible, the variable that has it, and the masks with it; of several options, each
    one with the others left open."""
    numbers = program.vocabulary.of_question[question.id]
    if question.kind != "choices":
        for place, value in enumerate(question.values):
            if taken[numbers[0]] >> place & 1:
                masks = list(taken)
                masks[numbers[0]] = 1 << place
                yield value, numbers[0], masks
        return
    for option, number in zip(question.options, numbers, strict=True):
        if taken[number] & YES:
            masks = list(taken)
            masks[number] = YES
            for other, beside in zip(question.options, numbers, strict=True):
                if other is not option and (option.alone or other.alone):
                    masks[beside] &= ~YES
            yield option.id, number, masks


def _reachable(
    taken: Sequence[int], outer: Truth, possible: Possible, reach: Reach, seen: set[VerdictName], prepared: Prepared
) -> tuple[VerdictName, ...]:
    """The verdicts that some masks leave possible, worst first, given outer bounds on them and what was seen."""
    program = prepared.program
    limit = [verdict for verdict in possible_verdicts(outer, program) if verdict in possible.verdicts]
    if len(limit) == 1:
        return (limit[0],)
    reached, completions = seen & set(limit), Completions(program, taken)
    missing = [verdict for verdict in limit if verdict not in reached]
    near = (completions.near(known) for verdict in missing for known in reach.seen.reaching.get(verdict, ()))
    for masks in chain(near, completions.some(TRIED)) if missing else ():
        reached |= set(possible_verdicts(prepared.evaluator.settled(masks), program))
        if len(reached) == len(limit):
            break
    return tuple(verdict for verdict in limit if verdict in reached or reach.reaches(verdict, taken) is not False)


def _width(truth: Truth, program: Program) -> int:
    total = 0
    for scale, (low, high, _) in zip(program.scales, truth.measures, strict=True):
        if scale.measure.kind == "readiness":
            total += high - low
        elif scale.measure.kind == "ladder":
            total += FULL_READINESS * (high - low) // (len(scale.measure.bands) - 1)
    return total
