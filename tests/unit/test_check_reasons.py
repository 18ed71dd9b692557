"""A campaign that fails a gate is told why, whatever the rules, the baseline and the open questions are."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from engine.assessment import Assessment
from engine.baseline import Baseline
from engine.check import Check, CheckedProfile, Result
from engine.check_run import document as run
from engine.check_terms import Terms
from engine.checking import Gate
from engine.pack import Clause, Pack, VerdictName
from engine.text import Text
from reports.check_markdown import check_markdown
from reports.check_text import check_text
from reports.github import annotations
from reports.junit import junit
from reports.sarif import sarif
from tests.commands.gates import KINDS, SUBJECT, document, stored
from tests.examples import advocacy
from tests.features import campaigns

BASELINES = (None, "go", "no_plan", "open")
NEW = Text({"en": "A new clause"})


def clause(when: dict[str, Any], because: Text = NEW) -> Clause:
    return Clause.model_validate({"because": because, "when": when})


@cache
def scopes() -> list[str]:
    return [option.id for option in advocacy().questions["scope"].options]


def split() -> tuple[Clause, Clause]:
    """Two clauses of which one holds whatever the scope is, and neither for certain while it is not known."""
    first, *others = scopes()
    return (
        clause({"answer": "scope", "is": first}),
        clause({"any": [{"answer": "scope", "is": one} for one in others]}, Text({"en": "Another clause"})),
    )


@cache
def gate(policy: str) -> Gate:
    """A gate under the pack's policy for launches with these clauses too."""
    pack = advocacy()
    launch, more = pack.policy["launch"], POLICIES[policy]()
    verdicts = tuple(
        rule.model_copy(update={"clauses": (*rule.clauses, *more.get(rule.verdict, ()))}) for rule in launch.verdicts
    )
    changed = launch.model_copy(update={"verdicts": verdicts})
    if more:
        parts = {name: getattr(pack, name) for name in Pack.model_fields}
        policies = tuple(changed if one.id == "launch" else one for one in pack.policies)
        pack = Pack.model_construct(**{**parts, "policies": policies, "digest": "0" * 64})
    return Gate(Terms(pack=pack, policy=changed, on=campaigns.DAY, fail_on="NOT_YET", cross_check=False))


POLICIES: dict[str, Callable[[], dict[VerdictName, tuple[Clause, ...]]]] = {
    "as it is": dict,
    "a clause on a finding": lambda: {"NOT_YET": (clause({"fact": "weak_planning"}),)},
    "not yet, for one of two reasons": lambda: {"NOT_YET": split()},
    "stop, for one of two reasons": lambda: {"STOP": split()},
}


@cache
def baseline(kind: str) -> Baseline:
    return Baseline("baseline.json", Assessment.model_validate_json(stored(kind)))


def checked(folder: Path, kind: str, policy: str, then: str | None = None, scope: str | None = None) -> Check:
    said = document(kind)
    if scope is not None:
        said["answers"] = {**said["answers"], "scope": {"answer": scope}}
    path = folder / "campaign.json"
    path.write_text(json.dumps(said, default=str), encoding="utf-8")
    one = gate(policy)
    one.terms = replace(one.terms, baselines=None if then is None else {SUBJECT: baseline(then)})
    return run(one.terms, [one.check(path, "campaign.json")])


def only(check: Check) -> CheckedProfile:
    (profile,) = check.profiles
    return profile


def errors(profile: CheckedProfile) -> list[Result]:
    return [result for result in profile.results if result.level == "error"]


@pytest.mark.parametrize("policy", POLICIES)
def test_whatever_fails_has_an_error(policy: str, tmp_path: Path) -> None:
    failed = 0
    for kind, then, scope in product(KINDS, BASELINES, (None, "unknown")):
        profile = only(checked(tmp_path, kind, policy, then, scope))
        if profile.outcome == "failed":
            failed += 1
            assert any(result.blocks for result in errors(profile)), (kind, then, scope)
    assert failed > 20


def test_a_finding_that_was_known_blocks_where_a_new_clause_rests_on_it(tmp_path: Path) -> None:
    check = checked(tmp_path, "no_plan", "a clause on a finding", "no_plan")
    profile = only(check)
    assert profile.outcome == "failed"
    found = {(result.rule, result.blocks, result.change, result.since) for result in errors(profile)}
    assert found == {("weak_planning", True, "known", None), ("launch/NOT_YET", True, "new", "rules")}
    assert "A new clause" in check_text(check, "en")


def test_the_open_questions_are_the_reason_where_each_answer_fails_for_another(tmp_path: Path) -> None:
    check = checked(tmp_path, "go", "not yet, for one of two reasons", scope="unknown")
    profile = only(check)
    assert (profile.outcome, profile.possible) == ("failed", ("NOT_YET",))
    (why,) = errors(profile)
    assert (why.about, why.causes, why.blocks) == ("open_answer", ("scope",), True)
    for form in (check_text, check_markdown, junit, sarif, annotations):
        assert "Whatever the answer, the campaign does not pass" in form(check, "en"), form
    assert "::error file=campaign.json" in annotations(check, "en")
