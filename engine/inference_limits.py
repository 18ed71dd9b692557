"""A program as durable-rules sees it, and the limits of that library, checked before it is ever asked.

Measured with durable-rules 2.0.28: beyond these limits it answers with an error at best, hangs or crashes at worst.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import prod
from typing import NamedTuple

from engine.inference_names import Subject, colliding, identities, named, subject_of
from engine.normal import CONFIRMED, LIKELY, Alternative, AnswerIs, PlainTest
from engine.unordered import Unordered

MOST_RULES = 4094
MOST_TESTS = 16  # in one rule; the 17th fails only when facts arrive
MOST_NAMES = 500  # of 511 distinct comparisons at one node; a few are ours
MOST_BOUNDS = 60  # comparisons on one subject, of which one message may match 64
MOST_USES = 255  # of one test; the 256th crashes
MOST_MATCHES = 4096  # ways in which open questions can match one rule


@dataclass(frozen=True)
class DurableRule:
    """One alternative of a conclusion, and the certainties it establishes."""

    conclusion: int
    certainties: tuple[int, ...]
    alternative: Alternative


@dataclass(frozen=True)
class Representatives:
    """The masks that the rules ask of one variable; values that none of them tells apart are represented by one."""

    wanted: tuple[int, ...]

    def of(self, mask: int) -> list[int]:
        """One value of the mask for each class of values."""
        classes: dict[tuple[bool, ...], int] = {}
        for value in range(mask.bit_length()):
            if mask >> value & 1:
                classes.setdefault(tuple(bool(wanted >> value & 1) for wanted in self.wanted), value)
        return sorted(classes.values())


def durable_rules(program: Unordered) -> list[DurableRule]:
    """Each alternative of each conclusion. One that rests on no fact gives both certainties at once."""
    rules = []
    for number, conclusion in enumerate(program.conclusions):
        at_once = [one for one in conclusion.confirmed if one in conclusion.likely]
        rules += [DurableRule(number, (LIKELY, CONFIRMED), one) for one in at_once]
        rules += [DurableRule(number, (CONFIRMED,), one) for one in conclusion.confirmed if one not in at_once]
        rules += [DurableRule(number, (LIKELY,), one) for one in conclusion.likely if one not in at_once]
    return rules


def representatives(program: Unordered, rules: Iterable[DurableRule]) -> tuple[Representatives, ...]:
    """For each variable."""
    wanted: list[dict[int, None]] = [{} for _ in program.vocabulary.variables]
    for rule in rules:
        for test in rule.alternative:
            if isinstance(test, AnswerIs):
                wanted[test.variable][test.mask] = None
    return tuple(Representatives(tuple(sorted(masks))) for masks in wanted)


class Exceeded(NamedTuple):
    """A limit of durable-rules that is exceeded, in a sentence, and what to do.

    `conclusion` is the first whose alternatives come to it, if it can be told; `alone`: it exceeds the limit by itself,
    else all rules together do.
    """

    limit: str
    conclusion: str | None
    sentence: str
    alone: bool = False
    remedy: str = "Split or simplify the rules."


def limits_exceeded(program: Unordered) -> Iterator[Exceeded]:
    """What is too much for durable-rules: each limit once, or once for each conclusion that exceeds it."""
    rules = durable_rules(program)
    seen = representatives(program, rules)
    if len(rules) > MOST_RULES:
        yield Exceeded(
            "rules", None, f"The rules come to {len(rules)} alternatives in all, and {MOST_RULES} is the most."
        )
    yield from _alternatives_exceeding(program, rules, seen)
    always = [program.conclusions[rule.conclusion].name for rule in rules if not rule.alternative]
    if len(always) >= MOST_USES:
        sentence = f"{len(always)} alternatives hold whatever is answered, and {MOST_USES - 1} is the most."
        yield Exceeded("always", always[0], sentence)
    uses = Counter(test for rule in rules for test in rule.alternative)
    first: dict[PlainTest | Subject, str] = {}  # who comes to it first
    for rule in rules:
        for test in rule.alternative:
            for tested in (test, subject_of(test)):
                first.setdefault(tested, program.conclusions[rule.conclusion].name)
    ways = Counter(subject_of(test) for test in uses)
    if len(ways) > MOST_NAMES:
        sentence = f"The rules test {len(ways)} different answers, facts and measures, and {MOST_NAMES} is the most."
        yield Exceeded("names", None, sentence)
    for subject, bounds in ways.items():
        if bounds > MOST_BOUNDS:
            sentence = f"The rules test {named(program, subject)} in {bounds} ways, and {MOST_BOUNDS} is the most."
            yield Exceeded(f"ways {subject}", first[subject], sentence)
    for test, number in uses.items():
        if number > MOST_USES:
            name = named(program, subject_of(test))
            sentence = f"The rules use one test of {name} {number} times, and {MOST_USES} is the most."
            yield Exceeded(f"uses {test}", first[test], sentence)
    about = identities(program, [len(one.wanted) for one in seen])
    for one, other in colliding(about):
        yield _of_one_hash(program, first, about[one], about[other])


def _of_one_hash(program: Unordered, first: Mapping[PlainTest | Subject, str], *pair: Subject | None) -> Exceeded:
    names = " and about ".join(named(program, subject) for subject in pair)
    sentence = f"Messages about {names} have the same hash, so the engine would take one for the other."
    conclusion = next((first[subject] for subject in pair if subject and subject in first), None)
    remedy = "Change the order of the questions, or the name of a rule: messages are numbered in their order."
    return Exceeded(f"hash {pair}", conclusion, sentence, remedy=remedy)


def _alternatives_exceeding(
    program: Unordered, rules: Iterable[DurableRule], seen: Sequence[Representatives]
) -> Iterator[Exceeded]:
    values = cache(lambda test: len(seen[test.variable].of(test.mask)))
    said: set[tuple[str, str]] = set()
    for rule in rules:
        name, tests = program.conclusions[rule.conclusion].name, len(rule.alternative)
        # A variable that is tested in too many ways is said to be, and would take long here.
        answers = [test for test in rule.alternative if isinstance(test, AnswerIs)]
        few = all(len(seen[test.variable].wanted) <= MOST_BOUNDS for test in answers)
        matches = prod(values(test) for test in answers) if few else 0
        found = {
            "tests": (tests > MOST_TESTS, f"One alternative joins {tests} tests, and {MOST_TESTS} is the most."),
            "matches": (
                matches > MOST_MATCHES,
                f"Open questions can match one alternative in {matches} ways, and {MOST_MATCHES} is the most.",
            ),
        }
        for limit, (exceeded, sentence) in found.items():
            if exceeded and (name, limit) not in said:
                said.add((name, limit))
                yield Exceeded(limit, name, sentence, alone=True)
