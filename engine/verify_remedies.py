"""No remedy that clears nothing, and no finding against a campaign without a remedy that can clear it."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from engine.certificate import Failure, How, Shown, Subject
from engine.evaluate import Truth
from engine.linear import World
from engine.literals import CannotTell, Literal, opposite
from engine.normal import LIKELY
from engine.pack import ADVERSE, Pack, Remedy, Rule
from engine.properties import PROPERTIES
from engine.verify_ground import Ground, readings
from engine.verify_pairs import Asking, Difference, can_be, shown, shown_pair, tried_pair
from engine.verify_possible import example, unknown
from engine.verify_rules import established, nearest_said, running
from engine.verify_signs import DOWN, Signs
from engine.verify_steps import Step, carried_out
from engine.verify_words import Written, listed

Steps = Sequence[tuple[Ground, Step]]


def changes_answers(remedy: Remedy) -> bool:
    return bool(remedy.raises or remedy.sets or remedy.drops)


def with_what_it_requires(remedy: Remedy, pack: Pack) -> list[Remedy]:
    """A remedy and all that must be done before it, in an order in which that can be done."""
    found: dict[str, Remedy] = {}

    def add(one: Remedy) -> None:
        for name in one.requires:
            add(pack.remedy[name])
        found.setdefault(one.id, one)

    add(remedy)
    return list(found.values())


def remedies_clear(grounds: Sequence[Ground], written: Written) -> Iterator[Subject]:
    """Each remedy that changes answers, carried out alone."""
    pack = written.pack
    adverse = [number for number, rule in enumerate(pack.rules) if rule.kind in ADVERSE]
    for remedy in filter(changes_answers, pack.remedies):
        steps = [(ground, carried_out(ground.program, [remedy])) for ground in readings(grounds)]
        yield _cleared(remedy.id, steps, adverse, partial(_useless, remedy, steps, adverse, written))


def _useless(remedy: Remedy, steps: Steps, adverse: Sequence[int], written: Written) -> Failure:
    rules = written.pack.rules
    naming = [number for number in adverse if remedy.id in rules[number].remedies]
    named = f" It is named by {listed(rules[number].id for number in naming)}." if naming else ""
    found = _standing(steps, [*naming, *(number for number in adverse if number not in naming)])
    left, standing = "There is none to clear.", Shown(policy=steps[0][0].policy, answers={}, remedies=(remedy.id,))
    if found:
        left, standing = f"It leaves '{rules[found[0]].id}' standing, for one.", found[1]
    return Failure(
        code=PROPERTIES["remedies_clear"].code,
        place=written.remedy(remedy.id),
        fact=f"carrying out '{remedy.id}' alone never clears a finding.{named} {left}",
        remedy="Let it change the answers that a finding rests on, or declare what else it is for.",
        shown=standing,
    )


def findings_clear(grounds: Sequence[Ground], written: Written) -> Iterator[Subject]:
    """Each rule against a campaign, by each remedy that it names: first alone, then with what that requires."""
    pack = written.pack
    for number, rule in enumerate(pack.rules):
        if rule.kind not in ADVERSE:
            continue
        on = readings(running(rule, grounds) or grounds)
        named = [pack.remedy[name] for name in rule.remedies]
        alone = [[remedy] for remedy in named if changes_answers(remedy)]
        together = [group for remedy in named if len(group := with_what_it_requires(remedy, pack)) > 1]
        steps = [(ground, carried_out(ground.program, group)) for group in (*alone, *together) for ground in on]
        yield _cleared(rule.id, steps, [number], partial(_uncleared, rule, number, steps, on, written))


def _uncleared(rule: Rule, number: int, steps: Steps, grounds: Sequence[Ground], written: Written) -> Failure:
    other = _other_remedy(rule, number, written.pack, grounds)
    outlook = f" '{other}', which it does not name, can clear it." if other else ""
    found = _standing(steps, [number])
    made = None if found else example(grounds, established(number))
    if found:
        standing = found[1]
    elif made:
        standing = shown(*made, lambda truth: truth.certain[number] >= LIKELY)
    else:
        nearest, standing = nearest_said(grounds[0], grounds[0].program.conclusions[number].likely)
        outlook = f" It is never established. {nearest}"
    return Failure(
        code=PROPERTIES["findings_clear"].code,
        place=written.rule(rule.id, ("remedies",)),
        fact=f"no remedy that '{rule.id}' names ever clears it, alone or with what it requires.{outlook}",
        remedy="Name a remedy that clears it, or declare why nothing does.",
        shown=standing,
    )


def _other_remedy(rule: Rule, number: int, pack: Pack, grounds: Sequence[Ground]) -> str | None:
    """A remedy that a rule does not name and that can clear it."""
    for remedy in pack.remedies:
        for ground in grounds if changes_answers(remedy) and remedy.id not in rule.remedies else ():
            step = carried_out(ground.program, [remedy])
            if Signs(ground.program, step.moves).fact(number) & DOWN and _can_clear(ground, step, number):
                return remedy.id
    return None


def _can_clear(ground: Ground, step: Step, number: int) -> bool:
    """Whether a step clears a conclusion somewhere, as far as can be told."""
    if tried_pair(ground, step, _clears(number), ground.holds(number)) is not None:
        return True
    try:
        return can_be(ground, step, _clears(number), _ask_clears(number))
    except CannotTell:
        return False


def _cleared(subject: str, steps: Steps, numbers: Sequence[int], failure: Callable[[], Failure]) -> Subject:
    """The subject proven if one of the steps clears one of the conclusions somewhere."""
    trials = []
    for ground, step in steps:
        signs = Signs(ground.program, step.moves)
        trials += [(ground, step, number) for number in numbers if signs.fact(number) & DOWN]
    for ground, step, number in trials:
        found = tried_pair(ground, step, _clears(number), ground.holds(number))
        if found is not None and found.number is not None:
            name = ground.name(ground.choose(1 << found.number))
            note = _note(ground, step, number, subject)
            return Subject(subject=subject, status="proven", by=("completion",), completions=(name,), note=note)
    in_doubt = False
    for ground, step, number in trials:
        try:
            if can_be(ground, step, _clears(number), _ask_clears(number)):
                note = _note(ground, step, number, subject)
                return Subject(subject=subject, status="proven", by=("solver",), note=note)
        except CannotTell:
            in_doubt = True
    if in_doubt:
        return unknown(subject, failure())
    by: tuple[How, ...] = ("solver",) if trials else ("signs",)
    return Subject(subject=subject, status="counter-example", by=by, failure=failure())


def _note(ground: Ground, step: Step, number: int, subject: str) -> str:
    """Which remedies clear which finding, as far as the subject does not say it."""
    fact = ground.program.conclusions[number].name
    return f"Clears {fact}." if fact != subject else f"Cleared by {listed(step.remedies)}."


def _clears(number: int) -> Difference:
    def cleared(before: Truth, after: Truth) -> bool:
        return before.certain[number] >= LIKELY and not after.possible[number]

    return cleared


def _ask_clears(number: int) -> Asking:
    def asking(before: World, after: World) -> list[list[Literal]]:
        return [[before.holds(number), opposite(after.holds(number))]]

    return asking


def _standing(steps: Steps, numbers: Sequence[int]) -> tuple[int, Shown] | None:
    """A finding that a step leaves standing, and the answers: one that is seen in the completions tried, if any is."""
    for number in numbers:
        for ground, step in steps:
            found = tried_pair(ground, step, _stays(number), ground.holds(number))
            if found is not None:
                return number, shown_pair(ground, step, found.masks, _stays(number))
    for number in numbers:
        made = example(list(dict.fromkeys(ground for ground, _ in steps)), established(number))
        if made is not None:
            ground, masks = made
            step = next(step for own, step in steps if own is ground)
            return number, shown_pair(ground, step, masks, _stays(number))
    return None


def _stays(number: int) -> Difference:
    def stays(before: Truth, after: Truth) -> bool:
        return before.certain[number] >= LIKELY and after.certain[number] >= LIKELY

    return stays
