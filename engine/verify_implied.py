"""No rule that another one always brings with it unsaid, and no two rules that are established for the same answers.

Most pairs are told apart by the completions tried; the solver proves of the rest that one rule implies the other. An
implication is in the open where one rule rests on the other, directly or along a chain, or where implications that
are in the open lead from one to the other.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

from engine.certificate import Failure, How, Shown, Subject
from engine.evaluate import Truth
from engine.literals import CannotTell, opposite
from engine.normal import LIKELY, FactIs
from engine.properties import PROPERTIES, PropertyName
from engine.verify_ground import Ground, readings
from engine.verify_pairs import shown
from engine.verify_possible import Wish, example, granted, unknown
from engine.verify_rules import established, exactly
from engine.verify_words import Written, listed

Pair = tuple[int, int]  # a rule, and one that it implies


class Implications:
    """Which rule implies which. Rules that are never established, or always, are left out: that is said elsewhere."""

    def __init__(self, grounds: Sequence[Ground], written: Written) -> None:
        self.grounds, self.written, self.rules = readings(grounds), written, written.pack.rules
        self.in_doubt: set[Pair] = set()
        self.by: dict[int, set[How]] = {number: {"completion"} for number in range(len(self.rules))}

    @cached_property
    def implied(self) -> set[Pair]:
        """Every proven implication; those that cannot be told are in `in_doubt`. That a rule is never established, or
        always, is no implication; where even that cannot be told, an implication is in doubt."""
        candidates = [
            (one, other)
            for one in range(len(self.rules))
            for other in range(len(self.rules))
            if one != other and self._not_refuted(one, other)
        ]
        return {pair for pair in candidates if self._proven(*pair)}

    def _both(self, one: int, other: int) -> list[Ground]:
        """The grounds that run both rules, each reading of the rules once."""
        return [
            ground
            for ground in self.grounds
            if all(not rule.policies or ground.policy in rule.policies for rule in (self.rules[one], self.rules[other]))
        ]

    def _not_refuted(self, one: int, other: int) -> bool:
        return not any(ground.holds(one) & ~ground.holds(other) for ground in self._both(one, other))

    def _proven(self, one: int, other: int) -> bool:
        on = self._both(one, other)
        if not on:
            return False
        telling = [_possible(on, established(one)), _possible(on, exactly(other, 0))]
        if False in telling:
            return False
        self.by[other].add("solver")
        apart = _possible(on, _apart(one, other))
        if apart is None or (apart is False and None in telling):
            self.in_doubt.add((one, other))
            return False
        return not apart

    @cached_property
    def _rests_on(self) -> list[set[int]]:
        """For each rule, those that it rests on, directly or along a chain."""
        direct: list[set[int]] = [set() for _ in self.rules]
        for ground in self.grounds:
            for number, conclusion in enumerate(ground.program.conclusions[: len(self.rules)]):
                for alternative in (*conclusion.confirmed, *conclusion.likely):
                    direct[number] |= {test.fact for test in alternative if isinstance(test, FactIs)}
        return [_reached(number, direct) for number in range(len(direct))]

    def _rest_on_each_other(self, one: int, other: int) -> bool:
        return other in self._rests_on[one] or one in self._rests_on[other]

    def _openly(self, implied: set[Pair]) -> list[set[int]]:
        """For each rule, those that it implies in the open, if these are the implications."""
        direct: list[set[int]] = [set() for _ in self.rules]
        for one, other in implied:
            if self._rest_on_each_other(one, other):
                direct[one].add(other)
        return [_reached(number, direct) for number in range(len(direct))]

    def not_implied(self) -> Iterator[Subject]:
        """Each rule that no other implies unsaid; then each pair of which that is not so, unless the two are equal."""
        openly = self._openly(self.implied)
        equal = {pair for pair in self.implied if pair[::-1] in self.implied}
        silent = {pair for pair in (self.implied - equal) | self.in_doubt if pair[1] not in openly[pair[0]]}
        silent -= {pair for pair in self.in_doubt if self._rest_on_each_other(*pair)}
        for number, rule in enumerate(self.rules):
            if all(other != number for _, other in silent):
                said = sorted(one for one, other in self.implied if other == number and other in openly[one])
                note = f"In the open by {listed(self.rules[one].id for one in said)}." if said else None
                yield self._kept(number, rule.id, note)
        perhaps_openly = self._openly(self.implied | self.in_doubt)
        for pair in sorted(silent):
            yield self._failing("not_implied", pair, pair[1] in perhaps_openly[pair[0]])

    def not_equal(self) -> Iterator[Subject]:
        """Each rule that no other equals; then each pair of which that is not so."""
        possibly = self.implied | self.in_doubt
        equal = sorted(pair for pair in possibly if pair[0] < pair[1] and pair[::-1] in possibly)
        for number, rule in enumerate(self.rules):
            if all(number not in pair for pair in equal):
                yield self._kept(number, rule.id, None)
        yield from (self._failing("not_equal", pair, False) for pair in equal)

    def _kept(self, number: int, name: str, note: str | None) -> Subject:
        by = tuple(how for how in ("completion", "solver") if how in self.by[number])
        return Subject(subject=name, status="proven", by=by, note=note)

    def _failing(self, name: PropertyName, pair: Pair, perhaps_open: bool) -> Subject:
        """A pair that breaks a property; or of which that cannot be told, since an implication either way is in doubt,
        or one by which it would be in the open."""
        one, other = (self.rules[number] for number in pair)
        equal = name == "not_equal"
        fact = f"'{one.id}' and '{other.id}' are always established together."
        if not equal:
            fact = f"whenever '{one.id}' is established, so is '{other.id}', and neither rests on the other."
        failure = Failure(
            code=PROPERTIES[name].code,
            place=self.written.rule(one.id),
            fact=fact,
            remedy="Merge them, or declare why both are wanted."
            if equal
            else "Let one rest on the other, merge them, or declare why both are wanted.",
            shown=self._established(pair),
        )
        subject = f"{one.id} = {other.id}" if equal else f"{one.id} => {other.id}"
        if perhaps_open or self.in_doubt & {pair, pair[::-1]}:
            return unknown(subject, failure)
        return Subject(subject=subject, status="counter-example", by=("solver",), failure=failure)

    def _established(self, pair: Pair) -> Shown | None:
        """Answers that establish both rules."""
        found = example(self._both(*pair), _together(*pair))
        return None if found is None else shown(*found, lambda truth: _both_hold(truth, *pair))


def _possible(grounds: Sequence[Ground], wish: Wish) -> bool | None:
    """Whether a wish can be fulfilled on one of the grounds. None: the solver cannot tell."""
    if any(wish.seen(ground) for ground in grounds):
        return True
    in_doubt = False
    for ground in grounds:
        try:
            if granted(ground, wish):
                return True
        except CannotTell:
            in_doubt = True
    return None if in_doubt else False


def _together(one: int, other: int) -> Wish:
    """That two rules are established for the same answers."""
    return Wish(
        lambda ground: ground.holds(one) & ground.holds(other),
        lambda world: [world.holds(one), world.holds(other)],
        lambda ground, masks: _both_hold(ground.truth(masks), one, other),
    )


def _apart(one: int, other: int) -> Wish:
    """That a rule is established and another is not."""
    return Wish(
        lambda ground: ground.holds(one) & ~ground.holds(other),
        lambda world: [world.holds(one), opposite(world.holds(other))],
        lambda ground, masks: _is_apart(ground.truth(masks), one, other),
    )


def _is_apart(truth: Truth, one: int, other: int) -> bool:
    return truth.certain[one] >= LIKELY and not truth.possible[other]


def _both_hold(truth: Truth, one: int, other: int) -> bool:
    return truth.certain[one] >= LIKELY and truth.certain[other] >= LIKELY


def _reached(start: int, direct: Sequence[set[int]]) -> set[int]:
    """What is reached from somewhere in one step or more."""
    found: set[int] = set()
    waiting = [start]
    while waiting:
        fresh = direct[waiting.pop()] - found
        found |= fresh
        waiting += fresh
    return found
