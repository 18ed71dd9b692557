"""A condition altered in one place, in every way that mutation tries.

Parts of a tree are numbered from 1 as they are written, and a change says which part it is in: no two changes of one
condition are in the same words.
"""

from collections.abc import Iterator

from engine.conditions import All, AnswerTest, AnyOf, Condition, Count, FactTest, MeasureTest, NoneOf, children
from engine.pack import Pack

# In tenths of a point. One tenth can seldom be reached exactly and nobody would argue about it; ten points they would.
READINESS_STEP = 100

Altered = Iterator[tuple[str, Condition]]


def altered_conditions(condition: Condition, pack: Pack) -> Altered:
    """Every condition that differs from this one in one place, with the change in words."""
    match condition:
        case AnswerTest():
            yield from _answers(condition, pack)
        case FactTest(fact=fact, certainty=certainty):
            altered = FactTest(fact=fact) if certainty else FactTest(fact=fact, certainty="confirmed")
            yield f"{fact} {'at any certainty' if certainty else 'only if confirmed'}", altered
        case MeasureTest():
            yield from _measures(condition, pack)
        case _:
            yield from _trees(condition, pack)


def _answers(test: AnswerTest, pack: Pack) -> Altered:
    name, question = test.answer, pack.questions[test.answer]
    for bound in ("at_least", "at_most"):
        value = getattr(test, bound)
        if value is not None:
            for step in (-1, 1):
                if 0 <= value + step <= 4:
                    yield f"{name} {bound} {value + step}", test.model_copy(update={bound: value + step})
    if (test.at_least is None) != (test.at_most is None):
        swapped = test.model_copy(update={"at_least": test.at_most, "at_most": test.at_least})
        yield f"{name} the other way round", swapped
    if test.is_ is not None:
        for value in question.values:
            if value != test.is_:
                yield f"{name} is {value}", test.model_copy(update={"is_": value})
    for way in ("is_any_of", "includes_any_of"):
        listed = getattr(test, way)
        if listed is not None:
            for value in question.values:
                changed = tuple(v for v in question.values if (v in listed) != (v == value))
                if changed:
                    yield (
                        f"{name} {way} {'without' if value in listed else 'with'} {value}",
                        test.model_copy(update={way: changed}),
                    )


def _measures(test: MeasureTest, pack: Pack) -> Altered:
    measure = pack.measure[test.measure]
    for bound in ("at_least", "at_most"):
        value = getattr(test, bound)
        if value is None:
            continue
        if isinstance(value, str):
            place = measure.band_names.index(value)
            others: list[int | str] = [
                measure.band_names[n] for n in (place - 1, place + 1) if 0 <= n < len(measure.bands)
            ]
        else:
            step = READINESS_STEP if measure.kind == "readiness" else 1
            others = [value - step, value + step]
        for other in others:
            yield f"{measure.id} {bound} {other}", test.model_copy(update={bound: other})
    if (test.at_least is None) != (test.at_most is None):
        swapped = test.model_copy(update={"at_least": test.at_most, "at_most": test.at_least})
        yield f"{measure.id} the other way round", swapped


def _trees(condition: Condition, pack: Pack) -> Altered:
    inside = children(condition)
    match condition:
        case All():
            yield "all made any", AnyOf.model_construct(any=inside)
        case AnyOf():
            yield "any made all", All.model_construct(all=inside)
        case NoneOf():
            yield "none made any", AnyOf.model_construct(any=inside)
        case Count(count=counted):
            for bound in ("at_least", "at_most"):
                value = getattr(counted, bound)
                for step in (-1, 1) if value is not None else ():
                    if 0 <= value + step <= len(inside):
                        altered = counted.model_copy(update={bound: value + step})
                        yield f"count {bound} {value + step}", Count.model_construct(count=altered)
    for place, child in enumerate(inside):
        if len(inside) > 1 and not isinstance(condition, Count):
            yield f"without part {place + 1}", _rebuilt(condition, (*inside[:place], *inside[place + 1 :]))
        within = f"part {place + 1}: " if len(inside) > 1 else ""
        for change, mutated in altered_conditions(child, pack):
            yield f"{within}{change}", _rebuilt(condition, (*inside[:place], mutated, *inside[place + 1 :]))


def _rebuilt(condition: Condition, inside: tuple[Condition, ...]) -> Condition:
    match condition:
        case All():
            return All.model_construct(all=inside)
        case AnyOf():
            return AnyOf.model_construct(any=inside)
        case NoneOf():
            return NoneOf.model_construct(none=inside)
        case Count(count=counted):
            return Count.model_construct(count=counted.model_copy(update={"of": inside}))
        case _:
            return condition
