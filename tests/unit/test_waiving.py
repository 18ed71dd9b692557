"""What a waiver does to a policy, and that it never makes anything better than it is nor worse."""

import json
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from engine.answers import read_answers
from engine.conditions import All, AnswerTest, AnyOf, Count, Counted, FactTest, NoneOf
from engine.errors import Refused
from engine.gate import judge
from engine.pack import ADVERSE, VERDICTS, AnyFinding, Clause, Pack, Policy, Rule, VerdictRule
from engine.prepared import Prepared, prepare
from engine.program import Program
from engine.schemas import schemas
from engine.text import Text
from engine.waivers import Waiver, read_waivers, standing
from engine.waiving import without
from tests.effort import times
from tests.examples import advocacy
from tests.packs import TODAY, random_pack, random_profile

BECAUSE = Text({"en": "because"})
A, B = FactTest(fact="allies_leave"), FactTest(fact="weak_planning")
ANSWER = AnswerTest(answer="allies", at_most=1)


def left(condition: object) -> object:
    """What is left of a clause's condition when `allies_leave` is waived; None if the verdict is gone."""
    clause = Clause.model_validate({"because": BECAUSE, "when": condition})
    policy = (
        advocacy()
        .policy["launch"]
        .model_copy(update={"verdicts": (VerdictRule(verdict="NOT_YET", clauses=(clause,)),)})
    )
    verdicts = without(policy, {"allies_leave"}, advocacy()).verdicts
    return verdicts[0].clauses[0].when if verdicts else None


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (A, None),
        (B, B),
        (ANSWER, ANSWER),
        (FactTest(fact="allies_leave", certainty="confirmed"), None),
        (AnyOf(any=(A, B)), AnyOf(any=(B,))),
        (AnyOf(any=(A,)), None),
        (All(all=(A, ANSWER)), None),
        (All(all=(AnyOf(any=(A, B)), ANSWER)), All(all=(AnyOf(any=(B,)), ANSWER))),
        (NoneOf(none=(A,)), NoneOf(none=(A,))),
        (Count(count=Counted(of=(A, B, ANSWER), at_least=2)), Count(count=Counted(of=(B, ANSWER), at_least=2))),
        (Count(count=Counted(of=(A, B), at_least=2)), None),
        (Count(count=Counted(of=(A, B), at_most=1)), Count(count=Counted(of=(A, B), at_most=1))),
    ],
)
def test_a_waived_finding_helps_no_clause_to_hold(condition: object, expected: object) -> None:
    assert left(condition) == expected


def test_any_finding_looks_for_all_but_the_waived() -> None:
    pack = advocacy()
    clause = Clause(because=BECAUSE, any_finding=AnyFinding(severity="critical"))
    policy = pack.policy["launch"].model_copy(update={"verdicts": (VerdictRule(verdict="STOP", clauses=(clause,)),)})
    critical = {rule.id for rule in pack.rules if rule.severity == "critical" and rule.kind in ADVERSE}
    one = min(critical)
    (rule,) = without(policy, {one}, pack).verdicts
    assert isinstance(rule.clauses[0].when, AnyOf)
    named = {test.fact for test in rule.clauses[0].when.any if isinstance(test, FactTest)}
    assert one not in named
    assert critical - {one} <= named
    assert without(policy, {"vague_demand"}, pack).verdicts == policy.verdicts


@times(60)
@given(st.integers(0, 10_000))
def test_a_waiver_never_worsens_a_verdict_and_changes_no_finding_and_no_measure(seed: int) -> None:
    random = Random(seed)
    pack = random_pack(seed, rules=8)
    policy = pack.policies[0]
    prepared = prepare(pack, policy)
    answers = read_answers(random_profile(random, pack), prepared.program, TODAY)
    plain = judge(answers, prepared)
    waived = {rule.id for rule in pack.rules if random.random() < 0.5}
    judged = judge(answers, Prepared(Program(pack, without(policy, waived, pack), prepared.program)))
    rules = len(pack.rules)
    assert judged.truth.certain[:rules] == plain.truth.certain[:rules]
    assert judged.truth.possible[:rules] == plain.truth.possible[:rules]
    assert judged.truth.measures == plain.truth.measures
    ranks, before = ([VERDICTS.index(one) for one in found] for found in (judged.verdicts, plain.verdicts))
    assert ranks[0] >= before[0]
    assert ranks[-1] >= before[-1]


# Which waivers bind


def waiver(**changes: object) -> Waiver:
    said = {
        "finding": "premature_launch", "subject": "Water", "reason": "risk_accepted", "text": "x",
        "approver": "board", "expires": date(2027, 1, 1), "evidence": "x",
    }  # fmt: skip
    return Waiver.model_validate({**said, **changes})


def states(*waivers: Waiver, policy: str = "launch", on: date = date(2026, 12, 1)) -> list[str]:
    pack = advocacy()
    return list(standing(waivers, pack, pack.policy[policy], on))


def test_what_a_waiver_needs_to_bind() -> None:
    assert states(waiver()) == ["binding"]
    assert states(waiver(), on=date(2027, 1, 1)) == ["binding"]
    assert states(waiver(), on=date(2027, 1, 2)) == ["expired"]
    assert states(waiver(approver="campaigner")) == ["not_approved"]
    assert states(waiver(), policy="default") == ["not_approved"]
    assert states(waiver(finding="rain")) == ["unknown_finding"]
    assert states(waiver(finding="quiet_diplomacy")) == ["not_waivable"]
    assert states(waiver(), waiver()) == ["binding", "repeated"]
    assert states(waiver(approver="nobody"), waiver()) == ["not_approved", "binding"]


def blockers(pack: Pack) -> list[Rule]:
    return [rule for rule in pack.rules if rule.kind == "blocker"]


def test_no_shipped_blocker_can_be_waived() -> None:
    assert len(blockers(advocacy())) == 4
    for rule in blockers(advocacy()):
        assert states(waiver(finding=rule.id)) == ["not_waivable"]


def test_a_blocker_that_concerns_nobody_s_safety_can_be_waived_and_only_a_blocker_may_say_so() -> None:
    rule = blockers(advocacy())[0].model_dump(by_alias=True)
    assert Rule.model_validate({**rule, "concerns_safety": False}).waivable
    with pytest.raises(ValueError, match="which only a blocker does"):
        Rule.model_validate({**rule, "kind": "weakness", "concerns_safety": False})


def test_policies_name_who_may_waive_in_every_language_of_the_pack() -> None:
    named = {policy.id: policy.waivable_by for policy in advocacy().policies if policy.waivable_by}
    assert {"launch", "funder"} <= set(named)
    assert {"board", "safety_lead"} <= set(named["launch"])
    for roles in named.values():
        for title in roles.values():
            assert title.languages() == set(advocacy().manifest.languages)


def test_a_policy_that_names_nobody_lets_nobody_waive() -> None:
    policy = Policy.model_validate({**advocacy().policy["launch"].model_dump(by_alias=True), "waivable_by": {}})
    assert list(standing([waiver()], advocacy(), policy, date(2026, 12, 1))) == ["not_approved"]


def test_the_schema_of_waivers_takes_what_the_reader_takes() -> None:
    check = Draft202012Validator(schemas()["waivers"])
    said = json.loads(waiver().model_dump_json())
    assert check.is_valid({"waivers": [said]})
    for name in said:
        assert not check.is_valid({"waivers": [{key: value for key, value in said.items() if key != name}]}), name
    assert not check.is_valid({"waivers": [{**said, "forever": "yes"}]})
    assert not check.is_valid({"waivers": [{**said, "reason": "because"}]})


def test_every_mistake_in_waivers_has_its_line(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(
        "waivers:\n  - finding: a\n    reason: because\n    expires: soon\n    expirse: x\n", encoding="utf-8"
    )
    with pytest.raises(Refused) as refused:
        read_waivers(path, "waivers.yaml")
    found = {(mistake.code, mistake.place) for mistake in refused.value.mistakes}
    assert {
        ("WAIVER-002", "waivers.yaml:2"), ("WAIVER-003", "waivers.yaml:3"),
        ("WAIVER-003", "waivers.yaml:4"), ("WAIVER-001", "waivers.yaml:5"),
    } <= found  # fmt: skip
