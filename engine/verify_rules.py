"""Every rule can fire in each grade and can stay silent, and every way in which a rule or clause holds is possible."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine.certificate import Failure, How, Shown, Subject
from engine.linear import World
from engine.literals import CannotTell, Literal, opposite
from engine.normal import CONFIRMED, LIKELY, Alternative, Alternatives, FactIs
from engine.pack import Rule
from engine.properties import PROPERTIES
from engine.verify_ground import Ground
from engine.verify_pairs import shown
from engine.verify_possible import Wish, example, granted, possible, unknown
from engine.verify_premises import all_hold, conflict, nearest_to
from engine.verify_words import Written, premises

GRADES = {"confirmed": CONFIRMED, "likely": LIKELY}


def running(rule: Rule, grounds: Sequence[Ground]) -> list[Ground]:
    """The grounds whose policy runs a rule."""
    return [ground for ground in grounds if not rule.policies or ground.policy in rule.policies]


def rules_fire(grounds: Sequence[Ground], written: Written) -> Iterator[Subject]:
    """Each rule in each grade that it has. The likely grade must be reached where the rule is not confirmed."""
    for number, rule in enumerate(written.pack.rules):
        for grade, certainty in GRADES.items():
            if getattr(rule.when, grade) is not None:
                wish = exactly(number, certainty)
                never = _Never(grounds, written, number, grade)
                yield possible(f"{rule.id} {grade}", wish, running(rule, grounds), never)


def exactly(number: int, certainty: int) -> Wish:
    """That a conclusion has this certainty and no higher one."""

    def seen(ground: Ground) -> int:
        higher = 0 if certainty == CONFIRMED else ground.holds(number, certainty + 1)
        return ground.holds(number, certainty) & ~higher

    def wanted(world: World) -> list[Literal]:
        higher = [] if certainty == CONFIRMED else [opposite(world.holds(number, certainty + 1))]
        return [world.holds(number, certainty), *higher]

    return Wish(seen, wanted, lambda ground, masks: ground.truth(masks).certain[number] == certainty)


def established(number: int) -> Wish:
    """That a conclusion is established, in whichever grade."""
    return Wish(
        lambda ground: ground.holds(number),
        lambda world: [world.holds(number)],
        lambda ground, masks: ground.truth(masks).certain[number] >= LIKELY,
    )


class _Never:
    """Says that a rule is never established in one grade, and what comes nearest to it."""

    def __init__(self, grounds: Sequence[Ground], written: Written, number: int, grade: str) -> None:
        self.written, self.number, self.grade = written, number, grade
        self.rule = written.pack.rules[number]
        self.grounds = running(self.rule, grounds) or list(grounds)

    def __call__(self) -> Failure:
        found = example(self.grounds, established(self.number))
        if found:  # as likely only or, if the likely grade is meant, as confirmed only
            why = "Whenever it is established, it is so in another grade."
            nearest = shown(*found, lambda truth: truth.certain[self.number] >= LIKELY)
        else:
            conclusion = self.grounds[0].program.conclusions[self.number]
            form = conclusion.confirmed if self.grade == "confirmed" else conclusion.likely
            why, nearest = nearest_said(self.grounds[0], form)
        return Failure(
            code=PROPERTIES["rules_fire"].code,
            place=self.written.rule(self.rule.id, ("when", self.grade)),
            fact=f"no answers ever establish '{self.rule.id}' as {self.grade}. {why}",
            remedy="Correct the condition, or remove the grade or the rule.",
            shown=nearest,
        )


def nearest_said(ground: Ground, form: Alternatives) -> tuple[str, Shown]:
    """What comes nearest to a form that never holds, in words and in answers: none where nothing does."""
    if not form:
        return "Whatever it asks for excludes itself.", Shown(policy=ground.policy, answers={})
    nearest = nearest_to(ground, form)
    return nearest.said(ground.program), nearest.shown


def rules_stay_silent(grounds: Sequence[Ground], written: Written) -> Iterator[Subject]:
    """Each rule under each policy."""
    for number, rule in enumerate(written.pack.rules):
        yield _silent(number, rule, grounds, written)


def _silent(number: int, rule: Rule, grounds: Sequence[Ground], written: Written) -> Subject:
    by: dict[How, None] = {}
    names: list[str] = []
    wish = exactly(number, 0)
    for ground in grounds:
        found = ground.all & ~ground.holds(number)
        try:
            if found:
                by["completion"] = None
                names.append(ground.name(ground.choose(found)))
            elif granted(ground, wish):
                by["solver"] = None
            else:
                failure = _always(number, rule, ground, written)
                return Subject(subject=rule.id, status="counter-example", by=("solver",), failure=failure)
        except CannotTell:
            return unknown(rule.id, _always(number, rule, ground, written))
    return Subject(subject=rule.id, status="proven", by=tuple(by), completions=tuple(names))


def _always(number: int, rule: Rule, ground: Ground, written: Written) -> Failure:
    return Failure(
        code=PROPERTIES["rules_stay_silent"].code,
        place=written.rule(rule.id),
        fact=f"'{rule.id}' is established whatever anybody answers, under the policy '{ground.policy}'.",
        remedy="Correct the condition: what always holds tells nothing.",
        shown=shown(ground, ground.tried[0], lambda truth: truth.certain[number] >= LIKELY),
    )


def ways_hold(grounds: Sequence[Ground], written: Written) -> Iterator[Subject]:
    """The ways of each rule, over the policies that run it; then those of each clause with a condition."""
    for number, rule in enumerate(written.pack.rules):
        on = running(rule, grounds) or list(grounds)
        conclusion = on[0].program.conclusions[number]
        form = tuple(dict.fromkeys((*conclusion.likely, *conclusion.confirmed)))
        yield _ways(rule.id, form, on, written.rule(rule.id))
    for ground in grounds:
        pairs = zip(ground.program.policy.verdicts, ground.program.clauses_of, strict=True)
        for place, (given, numbers) in enumerate(pairs):
            for clause, number in enumerate(numbers):
                if given.clauses[clause].when is not None:
                    here = written.policy(ground.policy, place, clause)
                    subject = f"{ground.policy}/{given.verdict}.{clause + 1}"
                    yield _ways(subject, ground.program.conclusions[number].likely, [ground], here)


def _ways(subject: str, form: Alternatives, grounds: Sequence[Ground], place: str) -> Subject:
    """One subject for all ways; what fails is named way by way."""
    by: dict[How, None] = {}
    names: dict[str, None] = {}
    failing: list[tuple[Alternative, Failure]] = []
    for way in form:
        one = possible(subject, _holding(way), grounds, _Contradiction(way, grounds[0], subject, place))
        if one.status == "unknown":
            return one
        by |= dict.fromkeys(one.by)
        names |= dict.fromkeys(one.completions)
        if one.failure is not None:
            failing.append((way, one.failure))
    if failing:
        failure = failing[0][1]
        others = len({_as_likely(way) for way, _ in failing}) - 1
        if others:
            failure = failure.model_copy(update={"fact": f"{failure.fact} The same is true of {others} more."})
        return Subject(subject=subject, status="counter-example", by=("solver",), failure=failure)
    return Subject(subject=subject, status="proven", by=tuple(by), completions=tuple(names))


def _as_likely(way: Alternative) -> Alternative:
    """A way as the likely grade reads it; the confirmed grade reads the same way more strictly."""
    return tuple(replace(test, certainty=LIKELY) if isinstance(test, FactIs) else test for test in way)


def _holding(way: Alternative) -> Wish:
    return Wish(
        lambda ground: ground.way(way),
        lambda world: [world.test(test) for test in way],
        lambda ground, masks: all_hold(ground, masks, way),
    )


class _Contradiction:
    """Says which premises of a way exclude each other, and how near answers come to it."""

    def __init__(self, way: Alternative, ground: Ground, subject: str, place: str) -> None:
        self.way, self.ground, self.subject, self.place = way, ground, subject, place

    def __call__(self) -> Failure:
        excluding = conflict(self.ground, self.way)
        said = f"{premises(self.ground.program, excluding)} exclude each other"
        if len(excluding) == 1:
            said = f"{premises(self.ground.program, excluding)} never holds"
        return Failure(
            code=PROPERTIES["ways_hold"].code,
            place=self.place,
            fact=f"'{self.subject}' has a way to hold that never does: {said}.",
            remedy="Correct or remove that part of the condition.",
            shown=nearest_to(self.ground, (self.way,)).shown,
        )
