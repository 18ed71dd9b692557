"""What `pack verify` says of a pack is what trying every completion finds, subject by subject of every property."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import combinations, product
from math import prod

import pytest

import engine.verify_ground
from engine.certificate import Certificate, Given, Shown
from engine.normal import Alternative, AnswerIs, FactIs, PlainTest
from engine.pack import ADVERSE, Pack, Policy, Question, Rule
from engine.program import Program
from engine.verify import verify
from tests import brute, oracle
from tests.remedied import Raw, carried_out, random_remedied

GRADES = {"confirmed": oracle.CONFIRMED, "likely": oracle.LIKELY}
Key = tuple[tuple[str, oracle.Value], ...]


@dataclass(frozen=True)
class Everything:
    """Every completion of a pack under one policy, with what comes of it."""

    pack: Pack
    policy: Policy

    @cached_property
    def raws(self) -> list[dict[str, oracle.Value]]:
        ways = [brute.possible_answers(question) for question in self.pack.questions.values()]
        return [_sorted(self.pack, dict(zip(self.pack.questions, chosen, strict=True))) for chosen in product(*ways)]

    @cached_property
    def _known(self) -> dict[Key, oracle.Outcome]:
        return {}

    def outcome(self, raw: Raw) -> oracle.Outcome:
        used = oracle.used(self.pack, self.policy, _sorted(self.pack, raw))
        key = tuple(used.items())
        if key not in self._known:
            self._known[key] = oracle.outcome(self.pack, self.policy, used)
        return self._known[key]

    @cached_property
    def outcomes(self) -> list[oracle.Outcome]:
        return [self.outcome(raw) for raw in self.raws]

    def verdict(self, outcome: oracle.Outcome) -> str:
        for rule in self.policy.verdicts:
            if any(outcome.facts[f"{rule.verdict}.{number}"] for number in range(len(rule.clauses))):
                return rule.verdict
        return self.policy.otherwise

    def telling(self, raw: Raw) -> object:
        """What a reader sees: findings, measures, verdict."""
        outcome = self.outcome(raw)
        return tuple(outcome.facts[rule.id] for rule in self.pack.rules), outcome.measures, self.verdict(outcome)

    def runs(self, rule: Rule) -> bool:
        return not rule.policies or self.policy.id in rule.policies


def _sorted(pack: Pack, raw: Raw) -> dict[str, oracle.Value]:
    """Options of one answer in the order of the pack."""
    return {
        name: tuple(option for option in pack.questions[name].values if option in value)
        if isinstance(value, tuple)
        else value
        for name, value in raw.items()
    }


def expected(pack: Pack) -> dict[tuple[str, str], bool]:
    """Whether each property holds of each subject, by trying everything."""
    worlds = [Everything(pack, policy) for policy in pack.policies]
    in_full = [world for world in worlds if not world.policy.asks] or worlds
    found: dict[tuple[str, str], bool] = {}
    for rule in pack.rules:
        for grade, certainty in GRADES.items():
            if getattr(rule.when, grade) is not None:
                found["rules_fire", f"{rule.id} {grade}"] = any(
                    outcome.facts[rule.id] == certainty for world in worlds for outcome in world.outcomes
                )
        found["rules_stay_silent", rule.id] = all(
            any(not outcome.facts[rule.id] for outcome in world.outcomes) for world in worlds
        )
    for world in worlds:
        given = {world.verdict(outcome) for outcome in world.outcomes}
        for verdict in world.policy.order:
            found["verdicts_reached", f"{world.policy.id}/{verdict}"] = verdict in given
        for rule_ in world.policy.verdicts:
            for number in range(len(rule_.clauses)):
                found["clauses_hold", f"{world.policy.id}/{rule_.verdict}.{number + 1}"] = any(
                    outcome.facts[f"{rule_.verdict}.{number}"] for outcome in world.outcomes
                )
    for question in pack.questions.values():
        found |= _answers(question, worlds)
    for measure in pack.measures:
        found["measures_vary", measure.id] = any(
            len({o.measures[measure.id] for o in world.outcomes} - {None}) > 1 for world in worlds
        )
        ends = [("bands_reached", band, place) for place, band in enumerate(measure.band_names)]
        ends += [("ends_reached", str(end), end) for end in (0, 1000) if measure.kind == "readiness"]
        for name, shown, value in ends:
            found[name, f"{measure.id}={shown}"] = all(
                any(outcome.measures[measure.id] == value for outcome in world.outcomes) for world in in_full
            )
    found |= _ways(pack, worlds)
    found |= _remedies(pack, worlds)
    found |= _raising(pack, worlds)
    return found


def _ways(pack: Pack, worlds: list[Everything]) -> dict[tuple[str, str], bool]:
    """Each way of the normal form, which has tests of its own, held against every completion."""
    programs = {world.policy.id: Program(pack, world.policy) for world in worlds}
    found: dict[tuple[str, str], bool] = {}
    for number, rule in enumerate(pack.rules):
        running = [world for world in worlds if world.runs(rule)] or worlds
        conclusion = programs[running[0].policy.id].conclusions[number]
        form = {*conclusion.confirmed, *conclusion.likely}
        found["ways_hold", rule.id] = all(_possible(way, running, programs) for way in form)
    for world in worlds:
        program = programs[world.policy.id]
        for given, numbers in zip(world.policy.verdicts, program.clauses_of, strict=True):
            for place, number in enumerate(numbers):
                if given.clauses[place].when is not None:
                    form = {*program.conclusions[number].likely}
                    key = "ways_hold", f"{world.policy.id}/{given.verdict}.{place + 1}"
                    found[key] = all(_possible(way, [world], programs) for way in form)
    return found


def _possible(way: Alternative, worlds: list[Everything], programs: dict[str, Program]) -> bool:
    return any(
        all(_holds(test, programs[world.policy.id], world, raw) for test in way)
        for world in worlds
        for raw in world.raws
    )


def _holds(test: PlainTest, program: Program, world: Everything, raw: Raw) -> bool:
    outcome = world.outcome(raw)
    match test:
        case AnswerIs(number, mask):
            variable = program.vocabulary.variables[number]
            used = oracle.used(world.pack, world.policy, raw)
            if variable.question not in used:
                return bool(mask & variable.not_in_use)
            given = used[variable.question]
            value = ("yes" if variable.option in given else "no") if variable.option else str(given)
            return bool(mask >> variable.values.index(value) & 1)
        case FactIs(fact, certainty, negated):
            return (outcome.facts[program.conclusions[fact].name] >= certainty) != negated
        case _:
            measured = outcome.measures[world.pack.measures[test.measure].id]
            if test.test == "not_in_use" or measured is None:
                return test.test == "not_in_use" and measured is None
            return measured >= test.bound if test.test == "at_least" else measured <= test.bound


def _differs(worlds: list[Everything], pairs: Callable[[Everything], Iterator[tuple[Raw, Raw]]]) -> bool:
    return any(world.telling(one) != world.telling(other) for world in worlds for one, other in pairs(world))


def _answers(question: Question, worlds: list[Everything]) -> dict[tuple[str, str], bool]:
    name, found = question.id, {}

    def exchanged(one: oracle.Value, other: oracle.Value) -> bool:
        return _differs(
            worlds, lambda world: (({**raw, name: one}, {**raw, name: other}) for raw in world.raws if raw[name] == one)
        )

    if question.kind == "choices":
        for option in question.values:
            pairs = partial(_with, question=question, option=option)
            found["answers_matter", f"{name}={option}"] = _differs(worlds, pairs)
        found["answers_matter", name] = any(found.values())
        return found
    apart = {pair: exchanged(*pair) for pair in combinations(question.values, 2)}
    for place, value in enumerate(question.values) if question.options else ():
        found["answers_matter", f"{name}={value}"] = all(apart[other, value] for other in question.values[:place])
    found["answers_matter", name] = any(apart.values())
    return found


def _with(world: Everything, question: Question, option: str) -> Iterator[tuple[Raw, Raw]]:
    alone = [one.id for one in question.options if one.alone]
    for raw in world.raws:
        given = raw[question.id]
        assert isinstance(given, tuple)
        if option in alone:
            if option not in given:
                yield raw, {**raw, question.id: (option,)}
            continue
        beside = tuple(one for one in given if one not in alone and one != option)
        if beside or alone:
            yield {**raw, question.id: beside or (alone[0],)}, {**raw, question.id: (*beside, option)}


def _remedies(pack: Pack, worlds: list[Everything]) -> dict[tuple[str, str], bool]:
    found: dict[tuple[str, str], bool] = {}

    def clears(rule: Rule, remedies: tuple[str, ...]) -> bool:
        return any(
            world.outcome(raw).facts[rule.id] and not world.outcome(carried_out(pack, raw, remedies)).facts[rule.id]
            for world in worlds
            for raw in world.raws
        )

    changing = [remedy.id for remedy in pack.remedies if remedy.raises or remedy.sets or remedy.drops]
    adverse = [rule for rule in pack.rules if rule.kind in ADVERSE]
    for name in changing:
        found["remedies_matter", name] = _differs(worlds, partial(_done, remedies=(name,)))
        found["remedies_clear", name] = any(clears(rule, (name,)) for rule in adverse)
    for rule in adverse:
        groups = [(name,) for name in rule.remedies] + [_in_order(pack, name) for name in rule.remedies]
        found["findings_clear", rule.id] = any(clears(rule, group) for group in groups)
    return found


def _done(world: Everything, remedies: tuple[str, ...]) -> Iterator[tuple[Raw, Raw]]:
    return ((raw, carried_out(world.pack, raw, remedies)) for raw in world.raws)


def _in_order(pack: Pack, name: str) -> tuple[str, ...]:
    """A remedy after all that it requires."""
    before = [needed for other in pack.remedy[name].requires for needed in _in_order(pack, other)]
    return tuple(dict.fromkeys((*before, name)))


def _raising(pack: Pack, worlds: list[Everything]) -> dict[tuple[str, str], bool]:
    found = {("raising_keeps_verdicts", q.id): True for q in pack.questions.values() if q.levels}
    for measure in pack.measures:
        kept = "readiness" if measure.kind == "readiness" else "exposure"
        found[f"raising_keeps_{kept}", measure.id] = True
    for world in worlds:
        for question in pack.questions.values():
            for raw, lifted in _lifted(world, question):
                before, after = world.outcome(raw), world.outcome(lifted)
                if _rank(world, after) < _rank(world, before):
                    found["raising_keeps_verdicts", question.id] = False
                for measure in pack.measures:
                    one, other = before.measures[measure.id], after.measures[measure.id]
                    if one is None or other is None:
                        continue
                    if measure.kind == "readiness" and other < one:
                        found["raising_keeps_readiness", measure.id] = False
                    if measure.kind != "readiness" and other > one:
                        found["raising_keeps_exposure", measure.id] = False
    return found


def _rank(world: Everything, outcome: oracle.Outcome) -> int:
    return list(world.policy.order).index(world.verdict(outcome))  # type: ignore[arg-type]


def _lifted(world: Everything, question: Question) -> Iterator[tuple[Raw, Raw]]:
    if world.policy.asks and question.id not in world.policy.asks:
        return
    for raw in world.raws if question.levels else ():
        level = question.levels[str(raw[question.id])]
        higher = [own for own in question.levels.values() if own > level]
        for value, own in question.levels.items():
            if higher and own == min(higher):
                yield raw, {**raw, question.id: value}


def implications(pack: Pack) -> set[tuple[int, int]]:
    """Which rule implies which, of those that can be established and can stay silent."""
    worlds = [Everything(pack, policy) for policy in pack.policies]
    worlds = [world for world in worlds if not world.policy.asks] or worlds
    found = set()
    for one, other in product(range(len(pack.rules)), repeat=2):
        rules = pack.rules[one], pack.rules[other]
        facts = [
            (outcome.facts[rules[0].id], outcome.facts[rules[1].id])
            for world in worlds
            if all(world.runs(rule) for rule in rules)
            for outcome in world.outcomes
        ]
        telling = any(first for first, _ in facts) and not all(second for _, second in facts)
        if one != other and telling and all(second for first, second in facts if first):
            found.add((one, other))
    return found


def few(pack: Pack) -> bool:
    return prod(len(brute.possible_answers(question)) for question in pack.questions.values()) <= 220


def small_packs(number: int, start: int) -> Iterator[Pack]:
    """So many packs of which everything can be tried."""
    seed = start
    while number:
        seed += 1
        pack = random_remedied(seed)
        if few(pack):
            number -= 1
            yield pack


@pytest.fixture(params=[4, 300], ids=["by the solver", "by trying first"])
def tried(request: pytest.FixtureRequest) -> Iterator[int]:
    before = engine.verify_ground.TRIED
    engine.verify_ground.TRIED = request.param
    yield request.param
    engine.verify_ground.TRIED = before


def test_every_judgement_is_what_trying_everything_finds(tried: int) -> None:
    held = broken = 0
    for pack in small_packs(20, start=1000 * tried):
        certificate = verify(pack)
        judged = _judged(certificate)
        assert "unknown" not in judged.values()
        for key, holds in expected(pack).items():
            assert (judged.pop(key) == "proven") == holds, (pack.manifest.id, key)
            held, broken = held + holds, broken + (not holds)
        _require_implications(pack, judged)
        for shown in _shown(certificate):
            _require_true(pack, *shown)
    assert held > 400
    assert broken > 120


def _judged(certificate: Certificate) -> dict[tuple[str, str], str]:
    return {
        (proved.property, subject.subject): subject.status
        for proved in certificate.properties
        for subject in proved.subjects
    }


def _require_implications(pack: Pack, judged: dict[tuple[str, str], str]) -> None:
    """What is left are rules and pairs of rules: those that fail are the implications that are not in the open."""
    silent, equal = unsaid(pack)
    assert {subject for (name, subject), status in judged.items() if status != "proven"} == silent | equal


def unsaid(pack: Pack) -> tuple[set[str], set[str]]:
    """The implications that are not in the open, and the pairs of rules that are always equal."""
    found = implications(pack)
    rests: list[set[int]] = [set() for _ in pack.rules]
    for policy in pack.policies:
        for number, conclusion in enumerate(Program(pack, policy).conclusions[: len(pack.rules)]):
            for test in (test for way in (*conclusion.confirmed, *conclusion.likely) for test in way):
                rests[number] |= {test.fact} if hasattr(test, "fact") else set()
    beneath = [reached(number, rests) for number in range(len(rests))]
    open_steps = [{b for a, b in found if a == n and (b in beneath[a] or a in beneath[b])} for n in range(len(rests))]
    openly = [reached(number, open_steps) for number in range(len(rests))]
    names = [rule.id for rule in pack.rules]
    silent = {f"{names[a]} => {names[b]}" for a, b in found if b not in openly[a] and (b, a) not in found}
    equal = {f"{names[a]} = {names[b]}" for a, b in found if a < b and (b, a) in found}
    return silent, equal


def reached(start: int, steps: list[set[int]]) -> set[int]:
    """Everything that one step or more lead to."""
    found = set(steps[start])
    while more := {after for one in found for after in steps[one]} - found:
        found |= more
    return found


Showing = tuple[str, str, Shown]


def _shown(certificate: Certificate) -> Iterator[Showing]:
    for proved in certificate.properties:
        for subject in proved.subjects:
            if subject.status == "counter-example":
                assert subject.failure is not None
                assert subject.failure.shown is not None, (proved.property, subject.subject)
                yield proved.property, subject.subject, subject.failure.shown


def _require_true(pack: Pack, name: str, subject: str, shown: Shown) -> None:
    """The answers that are shown show it whatever the others are."""
    world = Everything(pack, pack.policy[shown.policy])
    fitting = [raw for raw in world.raws if all(raw[q] == given for q, given in shown.answers.items())]
    assert fitting, (name, subject)
    for raw in fitting:
        changed = _sorted(pack, carried_out(pack, {**raw, **shown.instead}, shown.remedies))
        before, after = world.outcome(raw), world.outcome(changed)
        if name == "raising_keeps_verdicts":
            assert _rank(world, after) < _rank(world, before)
        elif name == "raising_keeps_readiness":
            assert (after.measures[subject] or 0) < (before.measures[subject] or 0)
        elif name == "raising_keeps_exposure":
            assert (after.measures[subject] or 0) > (before.measures[subject] or 0)
        elif name == "answers_matter" and shown.instead:
            assert world.telling(raw) == world.telling(changed)
        elif name == "clauses_hold":
            verdict, clause = subject.partition("/")[2].split(".")
            assert not before.facts[f"{verdict}.{int(clause) - 1}"]
        elif name == "measures_vary":
            assert before.measures[subject] == world.outcome(fitting[0]).measures[subject]
        elif name == "remedies_clear":
            standing = [rule.id for rule in pack.rules if rule.kind in ADVERSE and before.facts[rule.id]]
            assert all(after.facts[rule] for rule in standing)
        elif name == "findings_clear":
            assert bool(before.facts[subject]) == bool(after.facts[subject])
        elif name in ("not_implied", "not_equal"):
            assert all(before.facts[rule] for rule in subject.replace("=>", "=").split(" = "))


def test_every_completion_that_a_certificate_names_shows_what_it_is_named_for() -> None:
    looked_at = 0
    for pack in small_packs(30, start=77):
        certificate = verify(pack)
        for proved in certificate.properties:
            for subject in proved.subjects:
                for name in subject.completions:
                    world = Everything(pack, pack.policy[name.partition("#")[0]])
                    raw = certificate.completions[name]
                    looked_at += _bears_out(world, proved.property, subject.subject, raw, subject.between)
    assert looked_at > 500


def _bears_out(world: Everything, name: str, subject: str, raw: dict[str, Given], between: tuple[Given, ...]) -> bool:
    """Whether the property is one that is checked here; it must then be borne out."""
    outcome = world.outcome(raw)
    if name == "rules_fire":
        rule, grade = subject.split()
        assert outcome.facts[rule] == GRADES[grade]
    elif name == "rules_stay_silent":
        assert not outcome.facts[subject]
    elif name == "verdicts_reached":
        assert world.verdict(outcome) == subject.partition("/")[2]
    elif name == "answers_matter":
        question = subject.partition("=")[0]
        one, other = ({**raw, question: given} for given in between)
        assert world.telling(one) != world.telling(other)
    elif name == "bands_reached":
        measure, band = subject.split("=")
        assert outcome.measures[measure] == world.pack.measure[measure].band_names.index(band)
    else:
        return False
    return True


def test_a_certificate_is_the_same_every_time() -> None:
    for pack in small_packs(10, start=5):
        assert verify(pack).model_dump_json() == verify(pack).model_dump_json()
