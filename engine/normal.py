"""Conditions in their one normal form: alternatives, each a set of plain tests that must hold together.

Every evaluation (durable-rules, compiled Python, and whatever reads a pack later) starts from this form, so what a
condition means is decided here and nowhere else. Tests of one answer within an alternative are merged into one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal

from engine.conditions import All, AnswerTest, AnyOf, Condition, Count, FactTest, MeasureTest, NoneOf, children
from engine.vocabulary import Vocabulary

MOST_ALTERNATIVES = 256
# Tests joined or compared in writing out one condition, since alternatives that fall together can hide endless work;
# and in writing out all conditions of a pack: a second at most, and eighty times what a pack of 70 rules takes.
MOST_EFFORT, MOST_EFFORT_IN_ALL = 60_000, 300_000

LIKELY, CONFIRMED = 1, 2


@dataclass(frozen=True, order=True, slots=True)
class AnswerIs:
    """The variable has one of the values in the mask."""

    variable: int
    mask: int


@dataclass(frozen=True, order=True, slots=True)
class FactIs:
    """The fact is established with at least this certainty, or (negated) it is not."""

    fact: int
    certainty: int
    negated: bool


@dataclass(frozen=True, order=True, slots=True)
class MeasureIs:
    """The measure is in use and at least or at most the bound, or it is not in use."""

    measure: int
    test: Literal["at_least", "at_most", "not_in_use"]
    bound: int


PlainTest = AnswerIs | FactIs | MeasureIs
Alternative = tuple[PlainTest, ...]
Alternatives = tuple[Alternative, ...]

NEVER: Alternatives = ()
ALWAYS: Alternatives = ((),)


class TooWide(Exception):
    """A condition whose normal form has more than MOST_ALTERNATIVES alternatives, or takes more than MOST_EFFORT."""


class TooMuch(TooWide):
    """Conditions that take more than MOST_EFFORT_IN_ALL together."""


class Effort:
    """What writing out the conditions of one pack may still take."""

    def __init__(self) -> None:
        self.left_in_all = MOST_EFFORT_IN_ALL
        self.left = 0

    def begin(self) -> None:
        """Begin with another condition."""
        self.left = MOST_EFFORT

    def spend(self, tests: int) -> None:
        """Raises TooWide and TooMuch before the work is done."""
        self.left -= tests
        if self.left < 0:
            raise TooWide
        self.left_in_all -= tests
        if self.left_in_all < 0:
            raise TooMuch


def normal_form(
    condition: Condition, vocabulary: Vocabulary, confirmed: bool, holds: bool = True, effort: Effort | None = None
) -> Alternatives:
    """The alternatives under which a condition holds (or, with `holds` false, does not).

    `confirmed` reads each fact that the condition asks for as confirmed; without it, being likely is enough. A fact
    that must be absent must be absent in every degree, whichever way the condition is read.
    """

    effort = effort or Effort()
    effort.begin()

    def form(part: Condition, positive: bool) -> Alternatives:
        inside = children(part)
        match part:
            case All():
                return _together(form(child, positive) for child in inside) if positive else _either(inside, False)
            case AnyOf():
                return _either(inside, True) if positive else _together(form(child, False) for child in inside)
            case NoneOf():
                return _together(form(child, False) for child in inside) if positive else _either(inside, True)
            case Count(count=counted):
                low, high = counted.at_least or 0, len(inside) if counted.at_most is None else counted.at_most
                at_least = _some(inside, low, True) if low else ALWAYS
                at_most = _some(inside, len(inside) - high, False)
                if positive:
                    return _together((at_least, at_most))
                too_few = _some(inside, len(inside) - low + 1, False) if low else NEVER
                too_many = _some(inside, high + 1, True)
                return _simplest(too_few + too_many, effort)
            case AnswerTest():
                return _answer(part, positive)
            case FactTest():
                number = vocabulary.facts[part.fact]
                strict = part.certainty is not None or (confirmed and positive)
                return ((FactIs(number, CONFIRMED if strict else LIKELY, not positive),),)
            case MeasureTest():
                return _measure(part, positive)

    def _either(inside: tuple[Condition, ...], positive: bool) -> Alternatives:
        return _simplest((alternative for child in inside for alternative in form(child, positive)), effort)

    def _some(inside: tuple[Condition, ...], number: int, positive: bool) -> Alternatives:
        """At least so many of the conditions are true (or, with `positive` false, untrue)."""
        if number > len(inside):
            return NEVER
        chosen = combinations([form(child, positive) for child in inside], max(number, 0))
        return _simplest((alternative for group in chosen for alternative in _together(group)), effort)

    def _answer(test: AnswerTest, positive: bool) -> Alternatives:
        tested = vocabulary.tested(test)
        if positive:
            return tuple((AnswerIs(number, mask),) for number, mask in tested)
        return (tuple(AnswerIs(number, vocabulary.everything[number] ^ mask) for number, mask in tested),)

    def _measure(test: MeasureTest, positive: bool) -> Alternatives:
        number = vocabulary.measures[test.measure]
        low = None if test.at_least is None else vocabulary.bound(test.measure, test.at_least)
        high = None if test.at_most is None else vocabulary.bound(test.measure, test.at_most)
        if positive:
            bounds = [MeasureIs(number, "at_least", low)] if low is not None else []
            bounds += [MeasureIs(number, "at_most", high)] if high is not None else []
            return (tuple(bounds),)
        outside: list[Alternative] = [(MeasureIs(number, "not_in_use", 0),)]
        outside += [(MeasureIs(number, "at_most", low - 1),)] if low is not None else []
        outside += [(MeasureIs(number, "at_least", high + 1),)] if high is not None else []
        return tuple(outside)

    def _together(parts: Iterable[Alternatives]) -> Alternatives:
        made: Alternatives = ALWAYS
        for part in parts:
            made = _joined(made, part, vocabulary, effort)
        return made

    return form(condition, holds)


def both(one: Alternatives, other: Alternatives, vocabulary: Vocabulary, effort: Effort | None = None) -> Alternatives:
    """The alternatives under which both hold."""
    effort = effort or Effort()
    effort.begin()
    return _joined(one, other, vocabulary, effort)


def _joined(one: Alternatives, other: Alternatives, vocabulary: Vocabulary, effort: Effort) -> Alternatives:
    effort.spend(1 + len(other) * sum(map(len, one)) + len(one) * sum(map(len, other)))
    merged = (merge((*first, *second), vocabulary) for first, second in product(one, other))
    return _simplest((alternative for alternative in merged if alternative is not None), effort)


def merge(tests: Iterable[PlainTest], vocabulary: Vocabulary) -> Alternative | None:
    """The tests as one alternative with one test a subject, or None if they exclude each other."""
    masks: dict[int, int] = {}
    wanted: dict[int, int] = {}
    refused: dict[int, int] = {}
    low: dict[int, int] = {}
    high: dict[int, int] = {}
    unused: set[int] = set()
    for test in tests:
        match test:
            case AnswerIs(variable, mask):
                masks[variable] = masks.get(variable, vocabulary.everything[variable]) & mask
            case FactIs(fact, certainty, negated=False):
                wanted[fact] = max(wanted.get(fact, 0), certainty)
            case FactIs(fact, certainty, negated=True):
                refused[fact] = min(refused.get(fact, CONFIRMED), certainty)
            case MeasureIs(measure, "at_least", bound):
                low[measure] = max(low.get(measure, bound), bound)
            case MeasureIs(measure, "at_most", bound):
                high[measure] = min(high.get(measure, bound), bound)
            case MeasureIs(measure, "not_in_use"):
                unused.add(measure)
    impossible = (
        0 in masks.values()
        or any(wanted[fact] >= refused[fact] for fact in wanted.keys() & refused.keys())
        or any(low[measure] > high[measure] for measure in low.keys() & high.keys())
        or unused & (low.keys() | high.keys())
    )
    if impossible:
        return None
    merged: list[PlainTest] = [AnswerIs(v, m) for v, m in sorted(masks.items()) if m != vocabulary.everything[v]]
    merged += [FactIs(fact, certainty, False) for fact, certainty in sorted(wanted.items())]
    merged += [FactIs(fact, certainty, True) for fact, certainty in sorted(refused.items())]
    merged += [MeasureIs(measure, "at_least", bound) for measure, bound in sorted(low.items())]
    merged += [MeasureIs(measure, "at_most", bound) for measure, bound in sorted(high.items())]
    merged += [MeasureIs(measure, "not_in_use", 0) for measure in sorted(unused)]
    return tuple(merged)


def _simplest(alternatives: Iterable[Alternative], effort: Effort) -> Alternatives:
    """Without repetition, and without an alternative that only says more than another one."""
    distinct: dict[Alternative, None] = {}
    for alternative in alternatives:
        distinct[alternative] = None
        if len(distinct) > 4 * MOST_ALTERNATIVES:
            raise TooWide
    sets = [frozenset(alternative) for alternative in distinct]
    if len(set(map(len, sets))) > 1:  # one that says more is longer
        effort.spend(len(sets) ** 2 // 16)
        kept = [one for one, own in zip(distinct, sets, strict=True) if not any(other < own for other in sets)]
    else:
        kept = list(distinct)
    if len(kept) > MOST_ALTERNATIVES:
        raise TooWide
    return tuple(kept)
