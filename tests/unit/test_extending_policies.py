"""A policy that extends another takes over its clauses and nothing else, and is run with both."""

from typing import Any

import pytest
from pydantic import ValidationError

from engine.pack import Pack, Policy
from engine.program import Program
from tests.examples import advocacy
from tests.packs import random_pack

SHIPPED_EXTENDING = [policy.id for policy in advocacy().policies if policy.extends]


def text(words: str) -> dict[str, str]:
    return {"en": words}


def clauses(*reasons: str) -> list[dict[str, Any]]:
    return [{"because": text(reason), "any_finding": {}} for reason in reasons]


def policy(name: str, verdicts: dict[str, list[str]], **more: Any) -> dict[str, Any]:
    told = {verdict: text(f"{name} {verdict}") for verdict in ("STOP", "NOT_YET", "CONDITIONS", "GO")}
    given = [{"verdict": verdict, "clauses": clauses(*reasons)} for verdict, reasons in verdicts.items()]
    return {
        "id": name,
        "title": text(name),
        "what": text(f"What {name} is for."),
        "verdicts": given,
        "words": told,
        **more,
    }


BASE = policy(
    "base",
    {"STOP": ["danger"], "NOT_YET": ["weak", "alone"], "CONDITIONS": ["exposed"]},
    stages=["preparing"],
    first=["q1"],
    evidence="required",
    expires_after={"volatile": 3, "other": 9},
)


def pack_of(*policies: dict[str, Any]) -> Pack:
    return random_pack(1, 3).model_copy(update={"policies": tuple(Policy.model_validate(one) for one in policies)})


def reasons(one: Policy) -> dict[str, list[str]]:
    return {rule.verdict: [clause.because["en"] for clause in rule.clauses] for rule in one.verdicts}


def test_the_clauses_of_the_extended_policy_come_first_within_each_verdict() -> None:
    own = policy("own", {"NOT_YET": ["early"], "CONDITIONS": ["unpaid", "unseen"]}, extends="base")
    assert reasons(pack_of(BASE, own).policy["own"]) == {
        "STOP": ["danger"],
        "NOT_YET": ["weak", "alone", "early"],
        "CONDITIONS": ["exposed", "unpaid", "unseen"],
    }


def test_a_verdict_that_only_one_of_the_two_gives_takes_its_place_in_the_order() -> None:
    base = policy("base", {"CONDITIONS": ["exposed"]}, words={"CONDITIONS": text("Conditions"), "GO": text("Go")})
    own = policy("own", {"STOP": ["danger"], "NOT_YET": ["early"]}, extends="base")
    assert pack_of(base, own).policy["own"].order == ("STOP", "NOT_YET", "CONDITIONS", "GO")


def test_everything_but_the_clauses_is_the_policys_own() -> None:
    own = pack_of(BASE, policy("own", {}, extends="base")).policy["own"]
    assert (own.title["en"], own.what["en"], own.words["GO"]["en"]) == ("own", "What own is for.", "own GO")
    assert (own.stages, own.first, own.evidence, own.expires_after) == ((), (), "stated", None)


def test_policies_stay_as_they_are_written_and_are_run_with_all_clauses() -> None:
    pack = pack_of(BASE, policy("own", {}, extends="base"))
    assert [(one.extends, reasons(one)) for one in pack.policies][1] == ("base", {})
    assert pack.policy["own"].extends is None
    assert list(pack.policy) == ["base", "own"]
    assert pack.policy["base"] is pack.policies[0]


def test_a_policy_as_it_is_written_is_not_run_without_the_clauses_it_takes_over() -> None:
    pack = pack_of(BASE, policy("own", {}, extends="base"))
    with pytest.raises(ValueError, match=r"run pack.policy\['own'\] instead"):
        Program(pack, pack.policies[1])
    assert Program(pack, pack.policy["own"]).clauses_of == Program(pack, pack.policy["base"]).clauses_of


def test_a_pack_reads_back_as_it_was_kept() -> None:
    pack = pack_of(BASE, policy("own", {}, extends="base"))
    again = Pack.model_validate_json(pack.model_dump_json(by_alias=True))
    assert (again.policies, again.policy) == (pack.policies, pack.policy)


@pytest.mark.parametrize("verdicts", [{}, {"NOT_YET": ["b"], "STOP": ["a"]}])
def test_only_a_policy_that_extends_another_may_do_without_verdicts_and_none_without_order(
    verdicts: dict[str, list[str]],
) -> None:
    with pytest.raises(ValidationError):
        Policy.model_validate(policy("own", verdicts))
    if verdicts:
        with pytest.raises(ValidationError):
            Policy.model_validate(policy("own", verdicts, extends="base"))


@pytest.mark.parametrize("name", SHIPPED_EXTENDING)
def test_what_the_shipped_policies_share_is_written_once(name: str) -> None:
    pack = advocacy()
    written = next(one for one in pack.policies if one.id == name)
    base = pack.policy[written.extends or ""]
    shared = {clause for rule in base.verdicts for clause in rule.clauses}
    assert not [clause for rule in written.verdicts for clause in rule.clauses if clause in shared]
    for rule in base.verdicts:
        run = next(other for other in pack.policy[name].verdicts if other.verdict == rule.verdict)
        assert run.clauses[: len(rule.clauses)] == rule.clauses


def test_launch_funder_and_running_extend_the_policy_for_preparation() -> None:
    assert SHIPPED_EXTENDING == ["funder", "launch", "running"]
