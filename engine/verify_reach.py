"""Every verdict, clause and band is reached by some answers, and so are both ends of every readiness measure."""

from collections.abc import Iterator, Sequence

from engine.answers import ALWAYS
from engine.certificate import Failure, How, Shown, Subject
from engine.linear import World
from engine.literals import CannotTell, Literal, opposite
from engine.measures import FULL_READINESS
from engine.normal import MeasureIs
from engine.properties import PROPERTIES, PropertyName
from engine.verdicts import possible_verdicts
from engine.verify_ground import Asked, Ground
from engine.verify_pairs import shown
from engine.verify_possible import Wish, granted, possible, unknown
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


class _NoVerdict:
    """Says that a verdict is never given, and which one is given that is nearest to it."""

    def __init__(self, ground: Ground, written: Written, number: int) -> None:
        self.ground, self.written, self.number = ground, written, number

    def __call__(self) -> Failure:
        order = self.ground.program.policy.order
        others = sorted(range(len(order)), key=lambda other: (abs(other - self.number), other))
        near = next(other for other in others if other != self.number and _verdict(other).seen(self.ground))
        found = _verdict(near).seen(self.ground)
        masks = self.ground.tried[(found & -found).bit_length() - 1]
        last = self.number == len(order) - 1
        return Failure(
            code=PROPERTIES["verdicts_reached"].code,
            place=self.written.policy(self.ground.policy, None if last else self.number),
            fact=f"no answers ever get the verdict {order[self.number]} under the policy '{self.ground.policy}': "
            f"whatever comes near it gets {order[near]}.",
            remedy="Correct its clauses, or those of the verdicts before it.",
            shown=shown(
                self.ground,
                masks,
                lambda truth: possible_verdicts(truth, self.ground.program) == (order[near],),
            ),
        )


def clauses_hold(grounds: Sequence[Ground], written: Written) -> Iterator[Subject]:
    """Each clause of each verdict of each policy, whether or not a worse verdict is given."""
    for ground in grounds:
        for place, (given, numbers) in enumerate(
            zip(ground.program.policy.verdicts, ground.program.clauses_of, strict=True)
        ):
            for clause, number in enumerate(numbers):
                subject = f"{ground.policy}/{given.verdict}.{clause + 1}"
                failure = Failure(
                    code=PROPERTIES["clauses_hold"].code,
                    place=written.policy(ground.policy, place, clause),
                    fact=f"clause {clause + 1} of {given.verdict} never holds under the policy '{ground.policy}'.",
                    remedy="Correct its condition, or remove it.",
                )
                # The default fixes the failure of this turn; of a lambda with one the checker cannot infer the type.
                yield possible(subject, exactly(number, 2), [ground], lambda failure=failure: failure)  # type: ignore[misc]


def bands_reached(grounds: Sequence[Ground], written: Written) -> Iterator[Subject]:
    """Each band of each ladder, under each of the grounds."""
    for number, measure in enumerate(written.pack.measures):
        for band, name in enumerate(measure.band_names):
            subject = f"{measure.id}={name}"
            here = written.measure(measure.id, band)
            yield _at_each(
                subject, "bands_reached", grounds, number, band, here, f"the band '{name}' of '{measure.id}'"
            )


def ends_reached(grounds: Sequence[Ground], written: Written) -> Iterator[Subject]:
    """0 and 1000 of each readiness measure, under each of the grounds."""
    for number, measure in enumerate(written.pack.measures):
        for end in (0, FULL_READINESS) if measure.kind == "readiness" else ():
            here = written.measure(measure.id)
            yield _at_each(f"{measure.id}={end}", "ends_reached", grounds, number, end, here, f"{measure.id} {end}")


def _at_each(
    subject: str, name: PropertyName, grounds: Sequence[Ground], measure: int, value: int, place: str, said: str
) -> Subject:
    by: dict[How, None] = {}
    names: list[str] = []
    wish = _value(measure, value)
    for ground in grounds:
        found = wish.seen(ground)
        if found:
            by["completion"] = None
            names.append(ground.name(ground.choose(found)))
            continue
        nearest = _nearest_value(ground, measure, value)
        failure = Failure(
            code=PROPERTIES[name].code,
            place=place,
            fact=f"no answers ever reach {said} under the policy '{ground.policy}'.",
            remedy="Correct what moves the measure, or remove what cannot be reached.",
            shown=nearest,
        )
        try:
            if not granted(ground, wish):
                return Subject(subject=subject, status="counter-example", by=("solver",), failure=failure)
        except CannotTell:
            return unknown(subject, failure)
        by["solver"] = None
    return Subject(subject=subject, status="proven", by=tuple(by), completions=tuple(names))


def _value(measure: int, value: int) -> Wish:
    """That a measure is in use and has exactly this value."""

    def wanted(world: World) -> list[Literal]:
        return [world.used(measure), world.reaches(measure, value), opposite(world.reaches(measure, value + 1))]

    return Wish(
        lambda ground: (
            ground.test(MeasureIs(measure, "at_least", value)) & ground.test(MeasureIs(measure, "at_most", value))
        ),
        wanted,
        lambda ground, masks: ground.truth(masks).measures[measure] == (value, value, ALWAYS),
    )


def _nearest_value(ground: Ground, measure: int, value: int) -> Shown | None:
    """Answers under which the measure comes as near to a value as in any completion tried."""
    used = [n for n, truth in enumerate(ground.truths) if truth.measures[measure].use == ALWAYS]
    if not used:
        return None
    best = min(used, key=lambda number: abs(ground.truths[number].measures[measure].low - value))
    reached = ground.truths[best].measures[measure]
    return shown(ground, ground.tried[best], lambda truth: truth.measures[measure] == reached)


def measures_vary(grounds: Sequence[Ground], written: Written) -> Iterator[Subject]:
    """Each measure over all policies."""
    for number, measure in enumerate(written.pack.measures):
        yield _varies(number, measure.id, grounds, written)


def _varies(number: int, name: str, grounds: Sequence[Ground], written: Written) -> Subject:
    failure = Failure(
        code=PROPERTIES["measures_vary"].code,
        place=written.measure(name),
        fact=f"'{name}' has the same value whatever anybody answers.",
        remedy="Let something count in it, or remove it.",
    )
    for ground in grounds:
        first = next((n for n, truth in enumerate(ground.truths) if truth.measures[number].use == ALWAYS), None)
        if first is None:
            continue
        value = ground.truths[first].measures[number].low
        other = ground.test(MeasureIs(number, "at_least", value + 1)) | ground.test(
            MeasureIs(number, "at_most", value - 1)
        )
        if other:
            names = (ground.name(ground.choose(1 << first)), ground.name(ground.choose(other)))
            return Subject(subject=name, status="proven", by=("completion",), completions=names)
    try:
        if any(_varies_by_solver(ground, number) for ground in grounds):
            return Subject(subject=name, status="proven", by=("solver",))
    except CannotTell:
        return unknown(name, failure)
    return Subject(subject=name, status="counter-example", by=("solver",), failure=failure)


def _varies_by_solver(ground: Ground, number: int) -> bool:
    """Whether the solver finds a value of a measure in use, and then another one."""
    asked = Asked(ground)
    world, used = asked.world, asked.world.used(number)

    def value(masks: Sequence[int]) -> int | None:
        interval = ground.truth(masks).measures[number]
        return interval.low if interval.use == ALWAYS else None

    masks = asked.find([used], lambda masks: value(masks) is not None)
    if masks is None:
        return False
    first = value(masks)
    assert first is not None, "just found in use"
    beyond = [world.reaches(number, first + 1), opposite(world.reaches(number, first))]
    return any(asked.find([used, one], lambda masks: value(masks) not in (None, first)) for one in beyond)
