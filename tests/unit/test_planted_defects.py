"""Each kind of defect, planted in a pack that has none: `verify` names it, and its answers show it."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import product
from typing import Any

import pytest

import engine.solver
import engine.verify_ground
from engine.certificate import Certificate, Failure
from engine.pack import Pack
from engine.text import Text
from engine.verify import verify
from tests import brute, oracle
from tests.packs import WORDS
from tests.remedied import carried_out

Tree = dict[str, Any]


def question(name: str, code: str, kind: str, **rest: Any) -> Tree:
    levels = {"anchors": dict.fromkeys(range(5), WORDS), "counts_in": ["ready"]} if kind == "level" else {}
    return {"id": name, "code": code, "kind": kind, "text": WORDS, "help": WORDS, "source": ["P1"], **levels, **rest}


def options(**points: int) -> list[Tree]:
    return [{"id": name, "text": WORDS, "points": {"heat": given}} for name, given in points.items()]


def rule(name: str, kind: str, when: Tree, *remedies: str, **rest: Any) -> Tree:
    severity = None if kind in ("strength", "protection") else "medium"
    grades = when if {"confirmed", "likely"} & set(when) else {"confirmed": when}
    examples = [{"name": "x", "outcome": "unknown"}]
    described = {"title": WORDS, "why": WORDS, "source": ["P1"], "examples": examples}
    return {"id": name, "kind": kind, "severity": severity, "when": grades, "remedies": remedies, **described, **rest}


def remedy(name: str, **changes: Any) -> Tree:
    return {"id": name, "title": WORDS, "what": WORDS, "role": WORDS, "effort": 1, "lead_time": 1, **changes}


def clause(**when: Any) -> Tree:
    return {"because": WORDS, **({"when": when} if "any_finding" not in when else when)}


def sound() -> Tree:
    """Two levels, a tone, a permit and tactics; three weaknesses that lead to each other, a blocker, a protection."""
    described = {"title": WORDS, "what": WORDS}
    return {
        "manifest": {
            "id": "small", "version": "1.0.0", "languages": ["en"], "caveat": WORDS, "sections": ["s"],
            "default_policy": "default", "review_by": "2026-01-01", "exceptions": [], **described,
        },
        "digest": "", "sources": {"P1": {"text": WORDS}},
        "sections": [{"id": "s", "title": WORDS, "intro": WORDS, "questions": [
            question("plan", "A1", "level"),
            question("allies", "A2", "level"),
            question("tone", "A3", "choice", options=options(quiet=0, loud=1)),
            question("permit", "A4", "yes_no"),
            question("tactics", "A5", "choices", options=options(march=1, strike=1)),
        ]}],
        "measures": [
            {"id": "ready", "kind": "readiness", **described},
            {"id": "heat", "kind": "points", **described},
            {"id": "risk", "kind": "ladder", "starts_from": "heat", **described,
             "bands": [{"id": "low", "title": WORDS}, {"id": "high", "title": WORDS, "from": 2}]},
        ],
        "rules": [
            rule("no_plan", "weakness", {"answer": "plan", "at_most": 1}, "write_plan", severity="high"),
            rule("alone", "weakness", {"answer": "allies", "at_most": 1}, "find_allies"),
            rule("collapse", "consequence", {
                "confirmed": {"all": [{"fact": "no_plan"}, {"fact": "alone"}]},
                "likely": {"all": [{"fact": "no_plan"}, {"answer": "permit", "is": "no"}]},
            }, "write_plan"),
            rule("no_permit", "blocker", {"all": [
                {"answer": "permit", "is": "no"}, {"answer": "tactics", "includes_any_of": ["march"]},
            ]}, "get_permit"),
            rule("shield", "protection", {"answer": "allies", "at_least": 3}, moves={"risk": -1}),
        ],
        "remedies": [
            remedy("write_plan", raises={"plan": "3"}),
            remedy("find_allies", raises={"allies": "3"}),
            remedy("get_permit", sets={"permit": "yes"}),
        ],
        "policies": [{
            "id": "default", **described,
            "verdicts": [
                {"verdict": "STOP", "clauses": [clause(any_finding={"kinds": ["blocker"]})]},
                {"verdict": "NOT_YET", "clauses": [clause(fact="collapse", certainty="confirmed")]},
                {"verdict": "CONDITIONS", "clauses": [clause(measure="risk", at_least="high"),
                                                      clause(any_finding={"severity": "high"})]},
            ],
            "words": dict.fromkeys(("STOP", "NOT_YET", "CONDITIONS", "GO"), WORDS),
        }],
    }  # fmt: skip


def with_rule(*parts: Any, **rest: Any) -> Callable[[Tree], None]:
    return lambda data: data["rules"].append(rule(*parts, **rest))


def with_question(*parts: Any, **rest: Any) -> Callable[[Tree], None]:
    return lambda data: data["sections"][0]["questions"].append(question(*parts, **rest))


def with_option(place: int, name: str) -> Callable[[Tree], None]:
    return lambda data: data["sections"][0]["questions"][place]["options"].extend(options(**{name: 0}))


def with_remedy(*parts: Any, **rest: Any) -> Callable[[Tree], None]:
    return lambda data: data["remedies"].append(remedy(*parts, **rest))


def with_clause(verdict: int, **when: Any) -> Callable[[Tree], None]:
    return lambda data: data["policies"][0]["verdicts"][verdict]["clauses"].append(clause(**when))


def with_exception(name: str, subject: str) -> Callable[[Tree], None]:
    exception = {"property": name, "subjects": [subject], "reason": {"en": "It is meant."}}
    return lambda data: data["manifest"]["exceptions"].append(exception)


NEVER: Tree = {"all": [{"fact": "shield"}, {"answer": "allies", "at_most": 1}]}


def another_way(data: Tree) -> None:
    data["rules"][0]["when"] = {"confirmed": {"any": [data["rules"][0]["when"]["confirmed"], NEVER]}}


def another_verdict(data: Tree) -> None:
    both = {"all": [{"fact": "shield"}, {"fact": "alone"}]}
    data["policies"][0]["verdicts"][1]["clauses"] = [clause(**both)]


def another_band(data: Tree) -> None:
    data["measures"][2]["bands"].append({"id": "severe", "title": WORDS, "from": 9})


def levelled(data: Tree) -> None:
    with_levels = [{"id": name, "text": WORDS, "level": level} for name, level in (("some", 1), ("all", 4))]
    with_question("voice", "A6", "choice", options=with_levels, counts_in=["ready"])(data)


def another_measure(kind: str) -> Callable[[Tree], None]:
    return lambda data: data["measures"].append({"id": "void", "kind": kind, "title": WORDS, "what": WORDS})


def unmet_verdict(data: Tree) -> None:
    data["policies"][0]["verdicts"][1]["clauses"] = [clause(any_finding={"kinds": ["exposure"]})]


def resting_on_nothing(data: Tree) -> None:
    with_rule("ghost", "strength", NEVER)(data)
    with_rule("echo", "strength", {"fact": "ghost"})(data)


def only_advised(data: Tree) -> None:
    with_remedy("breathe")(data)
    with_rule("din", "weakness", {"answer": "tone", "is": "loud"}, "breathe")(data)


NO_PERMIT = {"answer": "permit", "is": "no"}
# By name: how the defect is planted; each subject that must fail, with its code; a part of what is said.
DEFECTS: dict[str, tuple[Callable[[Tree], None], dict[str, str], str]] = {
    "a rule that never fires": (
        with_rule("ghost", "strength", NEVER),
        {"ghost confirmed": "PROOF-001", "ghost": "PROOF-003"},
        "no answers ever establish 'ghost' as confirmed. The nearest it comes is a way that asks for "
        "“allies is 0 or 1” and “shield is confirmed”, with only “shield is confirmed” met.",
    ),
    "a rule that excludes itself": (
        with_rule("ghost", "strength", {"all": [{"answer": "tone", "is": "loud"}, {"answer": "tone", "is": "quiet"}]}),
        {"ghost confirmed": "PROOF-001"},
        "no answers ever establish 'ghost' as confirmed. Whatever it asks for excludes itself.",
    ),
    "a rule that rests on what never is": (
        resting_on_nothing,
        {"ghost confirmed": "PROOF-001", "echo confirmed": "PROOF-001"},
        "The nearest it comes is a way that asks for “ghost is confirmed”, with nothing of it ever met.",
    ),
    "a weakness that never comes up": (
        with_rule("ghost", "weakness", NEVER, "find_allies"),
        {"ghost confirmed": "PROOF-001", "ghost": "PROOF-010"},
        "no remedy that 'ghost' names ever clears it, alone or with what it requires. It is never established. The "
        "nearest it comes is a way that asks for “allies is 0 or 1” and “shield is established”, with only “shield is "
        "established” met.",
    ),
    "a likely grade that is always confirmed": (
        with_rule("calm", "strength", {"confirmed": {"answer": "permit", "is": "yes"},
                                       "likely": {"all": [{"answer": "permit", "is": "yes"},
                                                          {"answer": "plan", "at_least": 3}]}}),
        {"calm likely": "PROOF-001"},
        "Whenever it is established, it is so in another grade.",
    ),
    "a rule that always fires": (
        with_rule("weather", "strength", {"any": [{"answer": "plan", "at_least": 2}, {"fact": "no_plan"}]}),
        {"weather": "PROOF-002"},
        "'weather' is established whatever anybody answers",
    ),
    "a contradiction": (
        another_way,
        {"no_plan": "PROOF-003"},
        "has a way to hold that never does: “allies is 0 or 1” and “shield is established” exclude each other.",
    ),
    "an unreachable verdict": (
        another_verdict,
        {"default/NOT_YET": "PROOF-004", "default/NOT_YET.1": "PROOF-005"},
        "no answers ever get the verdict NOT_YET under the policy 'default'",
    ),
    "a clause that never holds": (
        with_clause(0, all=[{"fact": "shield"}, {"fact": "alone"}]),
        {"default/STOP.2": "PROOF-005"},
        "clause 2 of STOP never holds under the policy 'default'. The nearest it comes is a way that asks for “alone "
        "is established” and “shield is established”, with only “shield is established” met.",
    ),
    "a clause of which nothing is ever met": (
        with_clause(0, any_finding={"kinds": ["exposure"]}),
        {"default/STOP.2": "PROOF-005"},
        "clause 2 of STOP never holds under the policy 'default'. Whatever gets STOP does so by another clause.",
    ),
    "a verdict of which nothing is ever met": (
        unmet_verdict,
        {"default/NOT_YET": "PROOF-004", "default/NOT_YET.1": "PROOF-005"},
        "Nothing that it asks for is ever met: whatever comes near NOT_YET gets STOP.",
    ),
    "a dead option of several": (
        with_option(4, "letter"),
        {"tactics=letter": "PROOF-006"},
        "whether 'tactics' includes 'letter' never changes anything.",
    ),
    "a dead option of one": (
        with_option(2, "firm"),
        {"tone=firm": "PROOF-006"},
        "'tone' says nothing else with 'firm' than with 'quiet'.",
    ),
    "a dead question": (
        with_question("lunch", "A6", "yes_no"),
        {"lunch": "PROOF-006"},
        "the answer to 'lunch' never changes anything.",
    ),
    "an idle measure": (
        another_measure("points"),
        {"void": "PROOF-007"},
        "'void' has the same value whatever anybody answers. It is 0 under the policy 'default'.",
    ),
    "a measure that is never in use": (
        another_measure("readiness"),
        {"void": "PROOF-007", "void=0": "PROOF-017", "void=1000": "PROOF-017"},
        "'void' has the same value whatever anybody answers. It is never in use.",
    ),
    "a remedy that changes nothing": (
        with_remedy("sigh", raises={"plan": "0"}),
        {"sigh": "PROOF-008"},
        "carrying out 'sigh' never changes anything.",
    ),
    "a useless remedy": (
        with_remedy("hold_meeting", raises={"plan": "1"}),
        {"hold_meeting": "PROOF-009"},
        "carrying out 'hold_meeting' alone never clears a finding. It leaves 'no_plan' standing, for one.",
    ),
    "an uncleared weakness": (
        with_rule("din", "weakness", {"answer": "tone", "is": "loud"}, "write_plan"),
        {"din": "PROOF-010"},
        "no remedy that 'din' names ever clears it",
    ),
    "a weakness with advice alone": (only_advised, {"din": "PROOF-010"}, "no remedy that 'din' names ever clears it"),
    "a remedy that is not named": (
        with_rule("unlawful", "weakness", {"all": [NO_PERMIT, {"answer": "tone", "is": "loud"}]}, "write_plan"),
        {"unlawful": "PROOF-010"},
        "'get_permit', which it does not name, can clear it.",
    ),
    "a subsumed rule": (
        with_rule("no_idea", "weakness", {"answer": "plan", "at_most": 0}, "write_plan"),
        {"no_idea => no_plan": "PROOF-011"},
        "whenever 'no_idea' is established, so is 'no_plan', and neither rests on the other.",
    ),
    "a rule always equal to another": (
        with_rule("drift", "consequence", {"fact": "no_plan"}, "write_plan"),
        {"no_plan = drift": "PROOF-012"},
        "'no_plan' and 'drift' are always established together.",
    ),
    "a raised level that lowers readiness": (
        with_question("drill", "A6", "level", asked_if={"answer": "plan", "at_least": 2}),
        {"ready": "PROOF-013"},
        "raising 'plan' from 1 to 2 lowers 'ready', under the policy 'default'.",
    ),
    "a raised level that raises exposure": (
        with_rule("bold", "strength", {"answer": "plan", "at_least": 3}, adds={"heat": 1}),
        {"heat": "PROOF-014", "risk": "PROOF-014", "plan": "PROOF-015"},
        "raising 'plan' from 2 to 3 raises 'heat', under the policy 'default'.",
    ),
    "a rule that punishes a raised level": (
        with_rule("envy", "weakness", {"all": [{"fact": "shield"}, NO_PERMIT]}, "get_permit", severity="high"),
        {"allies": "PROOF-015"},
        "It brings up envy.",
    ),
    "an unreachable band": (
        another_band,
        {"risk=severe": "PROOF-016"},
        "no answers ever reach the band 'severe' of 'risk' under the policy 'default'. The nearest is 'high'.",
    ),
    "an unreachable end": (levelled, {"ready=0": "PROOF-017"}, "no answers ever reach ready 0 "),
    "an exception that is not needed": (
        with_exception("findings_clear", "no_plan"),
        {"no_plan": "PROOF-018"},
        "declares an exception from findings_clear for 'no_plan', of which the property holds.",
    ),
    "an exception for two rules that are apart": (
        with_exception("not_implied", "no_plan => alone"),
        {"no_plan => alone": "PROOF-018"},
        "of which the property holds",
    ),
    "an exception for nothing": (
        with_exception("answers_matter", "tactics=marsh"),
        {"tactics=marsh": "PROOF-019"},
        "declares an exception from answers_matter for 'tactics=marsh', which is no subject of it.",
    ),
}  # fmt: skip
# What follows from a defect without being the one that is planted: a rule that never fires has no way to hold, ...
ALSO = {"PROOF-003", "PROOF-005", "PROOF-009"}
ABOUT_NO_PROFILE = {"PROOF-018", "PROOF-019"}


def planted(plant: Callable[[Tree], None]) -> Pack:
    data = deepcopy(sound())
    plant(data)
    return Pack.model_validate(data)


def failing(certificate: Certificate) -> dict[str, Failure]:
    return {
        subject.subject: subject.failure
        for proved in certificate.properties
        for subject in proved.subjects
        if subject.failure is not None
    }


@pytest.fixture(params=[4, 500], ids=["by the solver", "by trying first"])
def tried(request: pytest.FixtureRequest) -> Iterator[int]:
    before = engine.verify_ground.TRIED
    engine.verify_ground.TRIED = request.param
    yield request.param
    engine.verify_ground.TRIED = before


def test_a_pack_without_a_defect_is_proven_in_everything(tried: int) -> None:
    certificate = verify(Pack.model_validate(sound()))
    assert failing(certificate) == {}
    assert certificate.holds
    assert set(certificate.counts) == {"proven", "declared", "counter-example", "unknown"}
    assert certificate.counts["proven"] > 50


@pytest.mark.parametrize("name", DEFECTS)
def test_a_planted_defect_is_named_and_nothing_else_is(name: str, tried: int) -> None:
    plant, expected, said = DEFECTS[name]
    certificate = verify(planted(plant))
    found = failing(certificate)
    codes = {failure.code for failure in certificate.failures}
    assert {subject: found[subject].code for subject in expected if subject in found}.keys() == expected.keys()
    assert set(expected.values()) <= codes <= set(expected.values()) | ALSO
    assert any(said in failure.fact for failure in certificate.failures), [f.fact for f in certificate.failures]
    assert {failure.code for failure in certificate.failures if failure.shown is None} <= ABOUT_NO_PROFILE
    assert not certificate.holds


@pytest.mark.parametrize("name", [name for name in DEFECTS if "exception" not in name])
def test_a_declared_defect_is_no_failure_and_its_reason_is_repeated(name: str) -> None:
    plant = DEFECTS[name][0]
    certificate = verify(planted(plant))

    def declare(data: Tree) -> None:
        plant(data)
        for proved in certificate.properties:
            for subject in proved.subjects:
                if subject.failure is not None:
                    with_exception(proved.property, subject.subject)(data)

    declared = verify(planted(declare))
    assert declared.holds
    subjects = [subject for proved in declared.properties for subject in proved.subjects]
    reasons = [subject.reason for subject in subjects if subject.status == "declared"]
    assert reasons == [Text({"en": "It is meant."})] * len(certificate.failures)


def raws(pack: Pack) -> Iterator[dict[str, oracle.Value]]:
    for chosen in product(*(brute.possible_answers(question) for question in pack.questions.values())):
        yield dict(zip(pack.questions, chosen, strict=True))


# By defect: its subject, and what the answers shown must show, before and with the change that is shown.
SHOWS: dict[str, tuple[str, Callable[[oracle.Outcome, oracle.Outcome], bool]]] = {
    "a rule that always fires": ("weather", lambda before, _: before.facts["weather"] == oracle.CONFIRMED),
    "a likely grade that is always confirmed": ("calm likely", lambda before, _: before.facts["calm"] == 2),
    "a rule that never fires": ("ghost confirmed", lambda before, _: bool(before.facts["shield"])),
    "a clause that never holds": ("default/STOP.2", lambda before, _: bool(before.facts["shield"])),
    "a clause of which nothing is ever met": ("default/STOP.2", lambda before, _: bool(before.facts["STOP.0"])),
    "a verdict of which nothing is ever met": ("default/NOT_YET.1", lambda before, _: bool(before.facts["STOP.0"])),
    "an idle measure": ("void", lambda before, _: before.measures["void"] == 0),
    "a measure that is never in use": ("void", lambda before, _: before.measures["void"] is None),
    "a useless remedy": (
        "hold_meeting", lambda before, after: bool(before.facts["no_plan"] and after.facts["no_plan"]),
    ),
    "a weakness that never comes up": ("ghost", lambda before, _: bool(before.facts["shield"])),
    "a weakness with advice alone": ("din", lambda before, _: bool(before.facts["din"])),
    "a dead option of one": ("tone=firm", lambda before, after: before == after),
    "a dead question": ("lunch", lambda before, after: before == after),
    "a remedy that changes nothing": ("sigh", lambda before, after: before == after),
    "an uncleared weakness": ("din", lambda before, after: bool(before.facts["din"] and after.facts["din"])),
    "a subsumed rule": (
        "no_idea => no_plan", lambda before, _: bool(before.facts["no_idea"] and before.facts["no_plan"]),
    ),
    "a rule always equal to another": ("no_plan = drift", lambda before, _: bool(before.facts["no_plan"])),
    "a raised level that lowers readiness": (
        "ready", lambda before, after: (after.measures["ready"] or 0) < (before.measures["ready"] or 0),
    ),
    "a raised level that raises exposure": (
        "heat", lambda before, after: (after.measures["heat"] or 0) > (before.measures["heat"] or 0),
    ),
    "a rule that punishes a raised level": (
        "allies", lambda before, after: bool(after.facts["envy"] and not before.facts["envy"]),
    ),
    "an unreachable band": ("risk=severe", lambda before, _: before.measures["risk"] == 1),
}  # fmt: skip


@pytest.mark.parametrize("name", SHOWS)
def test_the_answers_shown_show_the_defect_whatever_the_others_are(name: str, tried: int) -> None:
    pack = planted(DEFECTS[name][0])
    subject, shows = SHOWS[name]
    code = DEFECTS[name][1][subject]
    shown = next(failure.shown for failure in verify(pack).failures if failure.code == code)
    assert shown is not None
    fitting = [raw for raw in raws(pack) if all(raw[question] == given for question, given in shown.answers.items())]
    assert fitting
    for raw in fitting:
        changed = carried_out(pack, {**raw, **shown.instead}, shown.remedies)
        before, after = (
            oracle.outcome(pack, pack.policies[0], oracle.used(pack, pack.policies[0], one)) for one in (raw, changed)
        )
        assert shows(before, after)


def test_what_the_solver_cannot_tell_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.solver, "MOST_SECONDS", 0.0)
    certificate = verify(planted(with_clause(0, all=[{"fact": "shield"}, {"fact": "alone"}])))
    assert not certificate.holds
    doubtful = {
        subject.subject: subject.failure.code
        for proved in certificate.properties
        for subject in proved.subjects
        if subject.status == "unknown" and subject.failure is not None
    }
    assert doubtful["default/STOP.2"] == "PROOF-020"


def test_advice_that_changes_no_answer_is_listed_and_is_no_failure() -> None:
    certificate = verify(planted(with_remedy("breathe")))
    assert certificate.advice == ("breathe",)
    assert certificate.holds


def test_times_are_kept_only_with_a_clock() -> None:
    pack = Pack.model_validate(sound())
    ticks = iter(range(1000))
    timed = verify(pack, clock=lambda: float(next(ticks)))
    assert {proved.seconds for proved in timed.properties} == {1.0}
    assert {proved.seconds for proved in verify(pack).properties} == {None}
