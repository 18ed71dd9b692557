"""Every measure varies, and every band of a ladder and both ends of every readiness measure are reached."""

from collections.abc import Iterator, Sequence

from engine.answers import ALWAYS
from engine.certificate import Failure, How, Shown, Subject
from engine.linear import World
from engine.literals import CannotTell, Literal, opposite
from engine.measures import FULL_READINESS
from engine.normal import MeasureIs
from engine.properties import PROPERTIES, PropertyName
from engine.verify_ground import Asked, Ground, lowest
from engine.verify_pairs import shown
from engine.verify_possible import Wish, example, granted, unknown
from engine.verify_words import Written


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

    def never(ground: Ground) -> Failure:
        nearest, shown = _nearest_value(ground, measure, value)
        return Failure(
            code=PROPERTIES[name].code,
            place=place,
            fact=f"no answers ever reach {said} under the policy '{ground.policy}'. {nearest}",
            remedy="Correct what moves the measure, or remove what cannot be reached.",
            shown=shown,
        )

    for ground in grounds:
        found = wish.seen(ground)
        if found:
            by["completion"] = None
            names.append(ground.name(ground.choose(found)))
            continue
        try:
            if not granted(ground, wish):
                return Subject(subject=subject, status="counter-example", by=("solver",), failure=never(ground))
        except CannotTell:
            return unknown(subject, never(ground))
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


def _in_use(measure: int) -> Wish:
    return Wish(
        lambda ground: ground.all & ~ground.test(MeasureIs(measure, "not_in_use", 0)),
        lambda world: [world.used(measure)],
        lambda ground, masks: ground.truth(masks).measures[measure].use == ALWAYS,
    )


def _nearest_value(ground: Ground, measure: int, value: int) -> tuple[str, Shown]:
    """What a measure comes to that is as near to a value as in any completion tried; said, and the answers."""
    used = [n for n, truth in enumerate(ground.truths) if truth.measures[measure].use == ALWAYS]
    if not used:
        return _some_value([ground], measure)
    best = min(used, key=lambda number: abs(ground.truths[number].measures[measure].low - value))
    reached, answers = _reached(ground, ground.tried[best], measure)
    return f"The nearest is {reached}.", answers


def _some_value(grounds: Sequence[Ground], measure: int) -> tuple[str, Shown]:
    """What a measure comes to wherever it is in use first."""
    found = example(grounds, _in_use(measure))
    if found is None:
        return "It is never in use.", Shown(policy=grounds[0].policy, answers={})
    reached, answers = _reached(*found, measure)
    return f"It is {reached} under the policy '{found[0].policy}'.", answers


def _reached(ground: Ground, masks: Sequence[int], measure: int) -> tuple[str, Shown]:
    """The value of a measure in a completion, as it is said, and the answers that give it."""
    given = ground.truth(masks).measures[measure]
    bands = ground.program.pack.measures[measure].band_names
    said = f"'{bands[given.low]}'" if bands else str(given.low)
    return said, shown(ground, masks, lambda truth: truth.measures[measure] == given)


def measures_vary(grounds: Sequence[Ground], written: Written) -> Iterator[Subject]:
    """Each measure over all policies."""
    for number, measure in enumerate(written.pack.measures):
        yield _varies(number, measure.id, grounds, written)


def _varies(number: int, name: str, grounds: Sequence[Ground], written: Written) -> Subject:
    for ground in grounds:
        used = _in_use(number).seen(ground)
        if not used:
            continue
        first = lowest(used)
        other = used & ~_value(number, ground.truths[first].measures[number].low).seen(ground)
        if other:
            names = (ground.name(ground.choose(1 << first)), ground.name(ground.choose(other)))
            return Subject(subject=name, status="proven", by=("completion",), completions=names)
    try:
        if any(_varies_by_solver(ground, number) for ground in grounds):
            return Subject(subject=name, status="proven", by=("solver",))
    except CannotTell:
        return unknown(name, _same(number, name, grounds, written))
    return Subject(
        subject=name, status="counter-example", by=("solver",), failure=_same(number, name, grounds, written)
    )


def _same(number: int, name: str, grounds: Sequence[Ground], written: Written) -> Failure:
    value, answers = _some_value(grounds, number)
    return Failure(
        code=PROPERTIES["measures_vary"].code,
        place=written.measure(name),
        fact=f"'{name}' has the same value whatever anybody answers. {value}",
        remedy="Let something count in it, or remove it.",
        shown=answers,
    )


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
