"""Every verdict is given for some answers, and every clause of it holds for some."""

from collections.abc import Iterator, Sequence

from engine.certificate import Failure, Shown, Subject
from engine.properties import PROPERTIES
from engine.verdicts import possible_verdicts
from engine.verify_ground import Ground
from engine.verify_pairs import shown
from engine.verify_possible import Wish, possible
from engine.verify_premises import nearest_to
from engine.verify_rules import exactly
from engine.verify_words import Written


def verdicts_reached(grounds: Sequence[Ground], written: Written) -> Iterator[Subject]:
    """Each verdict of each policy."""
    for ground in grounds:
        for number, verdict in enumerate(ground.program.policy.order):
            subject = f"{ground.policy}/{verdict}"
            yield possible(subject, _verdict(number), [ground], _NoVerdict(ground, written, number))


def _verdict(number: int) -> Wish:
    def seen(ground: Ground) -> int:
        found = ground.all
        for place, clauses in enumerate(ground.program.clauses_of[: number + 1]):
            held = 0
            for clause in clauses:
                held |= ground.holds(clause)
            found &= held if place == number else ~held
        return found

    def fulfilled(ground: Ground, masks: Sequence[int]) -> bool:
        wanted = ground.program.policy.order[number]
        return possible_verdicts(ground.truth(masks), ground.program) == (wanted,)

    return Wish(seen, lambda world: [world.verdict(number)], fulfilled)


def _nearest_verdict(ground: Ground, number: int) -> tuple[int, Shown]:
    """The verdict nearest to one, itself if it can be, that a completion tried gets; and the answers that get it."""
    order = ground.program.policy.order
    by_distance = sorted(range(len(order)), key=lambda other: (abs(other - number), other))
    near, found = next((other, found) for other in by_distance if (found := _verdict(other).seen(ground)))
    return near, shown(
        ground, ground.first(found), lambda truth: possible_verdicts(truth, ground.program) == (order[near],)
    )


class _NoVerdict:
    """Says that a verdict is never given, and which one is given that is nearest to it."""

    def __init__(self, ground: Ground, written: Written, number: int) -> None:
        self.ground, self.written, self.number = ground, written, number

    def __call__(self) -> Failure:
        order = self.ground.program.policy.order
        near, nearest = _nearest_verdict(self.ground, self.number)
        last = self.number == len(order) - 1
        return Failure(
            code=PROPERTIES["verdicts_reached"].code,
            place=self.written.policy(self.ground.policy, None if last else self.number),
            fact=f"no answers ever get the verdict {order[self.number]} under the policy '{self.ground.policy}': "
            f"whatever comes near it gets {order[near]}.",
            remedy="Correct its clauses, or those of the verdicts before it.",
            shown=nearest,
        )


def clauses_hold(grounds: Sequence[Ground], written: Written) -> Iterator[Subject]:
    """Each clause of each verdict of each policy, whether or not a worse verdict is given."""
    for ground in grounds:
        for verdict, numbers in enumerate(ground.program.clauses_of):
            for clause, number in enumerate(numbers):
                subject = f"{ground.policy}/{ground.program.policy.order[verdict]}.{clause + 1}"
                yield possible(subject, exactly(number, 2), [ground], _NoClause(ground, written, verdict, clause))


class _NoClause:
    """Says that a clause never holds, and what comes nearest: most of what it asks for, else its verdict without it."""

    def __init__(self, ground: Ground, written: Written, verdict: int, clause: int) -> None:
        self.ground, self.written, self.verdict, self.clause = ground, written, verdict, clause

    def __call__(self) -> Failure:
        policy = self.ground.program.policy
        said, nearest = self._nearest()
        return Failure(
            code=PROPERTIES["clauses_hold"].code,
            place=self.written.policy(policy.id, self.verdict, self.clause),
            fact=f"clause {self.clause + 1} of {policy.order[self.verdict]} never holds under the policy "
            f"'{policy.id}'. {said}",
            remedy="Correct its condition, or remove it.",
            shown=nearest,
        )

    def _nearest(self) -> tuple[str, Shown]:
        program = self.ground.program
        form = program.conclusions[program.clauses_of[self.verdict][self.clause]].likely
        nearest = nearest_to(self.ground, form) if form else None
        if nearest and nearest.met:
            return nearest.said(program), nearest.shown
        order = program.policy.order
        near, without = _nearest_verdict(self.ground, self.verdict)
        if near == self.verdict:
            return f"Whatever gets {order[near]} does so by another clause.", without
        return (
            f"Nothing that it asks for is ever met: whatever comes near {order[self.verdict]} gets {order[near]}.",
            without,
        )
