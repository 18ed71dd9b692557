"""What is new or worse since a stored assessment, and what made it so: other rules, time, or the campaign."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.answers import read_answers
from engine.assess import assess
from engine.attribution import divided
from engine.bad_news import Standing
from engine.baseline import Baseline, Compared, changed_answers, compared, read_baseline, still_fails
from engine.errors import Refused
from engine.gate import judge
from engine.pack import Pack, Policy, VerdictName
from engine.prepared import prepare
from engine.profile import Profile
from engine.redaction import marked, redacted
from engine.text import Text
from tests.examples import advocacy
from tests.features import campaigns

THEN = campaigns.DAY


def profile(**answers: str) -> Profile:
    campaign = campaigns.ready(advocacy())
    for question, answer in answers.items():
        campaign.answer(question, answer)
    return campaign.profile()


def launch(pack: Pack) -> Policy:
    return pack.policy["launch"]


def stored(said: Profile, pack: Pack | None = None) -> Baseline:
    pack = pack or advocacy()
    return Baseline("baseline.json", assess(said, pack, launch(pack), THEN))


def against(baseline: Baseline, said: Profile, on: date = THEN, pack: Pack | None = None) -> Compared:
    pack = pack or advocacy()
    prepared = prepare(pack, launch(pack))
    return compared(baseline, said, judge(read_answers(said, prepared.program, on), prepared), on)


def moves(found: Compared) -> dict[str, tuple[str, str | None]]:
    """Findings that moved, with how and since when."""
    return {name: move for (kind, name), move in found.moves.items() if kind == "finding" and isinstance(name, str)}


def rules_changed(change: Callable[[dict[str, Any]], dict[str, Any]], rule: str) -> Pack:
    """The pack as it was before one of its rules was changed."""
    pack = advocacy()
    rules = tuple(
        type(one).model_validate(change(one.model_dump(by_alias=True, exclude_none=True))) if one.id == rule else one
        for one in pack.rules
    )
    return pack.model_copy(update={"rules": rules, "digest": "0" * 64})


def test_nothing_moves_where_nothing_changed() -> None:
    said = profile(written_plan="1")
    found = against(stored(said), said)
    assert found.moves == {}
    assert found.then == found.now


def test_what_the_campaign_changed() -> None:
    baseline = stored(profile())
    now = profile(written_plan="1")
    found = moves(against(baseline, now))
    assert found["weak_planning"] == ("new", "answers")
    assert {since for _, since in found.values()} == {"answers"}
    assert changed_answers(baseline, now, advocacy()) == ("written_plan",)


def test_what_the_campaign_repaired_is_gone() -> None:
    found = moves(against(stored(profile(written_plan="1")), profile()))
    assert found["weak_planning"] == ("gone", "answers")


def test_a_likely_finding_that_is_confirmed_is_worse() -> None:
    found = moves(
        against(
            stored(profile(written_plan="1", posture="speaks_openly")),
            profile(written_plan="1", posture="silent_from_fear"),
        )
    )
    assert found["silence_and_fear"] == ("worse", "answers")


def test_what_expired() -> None:
    said = profile()
    later = THEN + timedelta(days=200)
    baseline = stored(said)
    found = against(baseline, said, later)
    assert {move.since for move in found.moves.values()} == {"time"}
    assert {move.change for move in found.moves.values()} == {"new"}
    assert "written_plan" in found.expired
    assert changed_answers(baseline, said, advocacy()) == ()


def under_another_version(baseline: Baseline) -> Baseline:
    """The same assessment, as if another version of the pack, of which all that counts is the same, had made it."""
    made = baseline.assessment
    receipt = made.receipt.model_copy(update={"pack_version": "0.9.0", "pack_digest": "0" * 64})
    return Baseline(baseline.name, made.model_copy(update={"receipt": receipt}))


def dayless(baseline: Baseline) -> Baseline:
    """The same, as stored before the days of answers were kept."""
    answers = tuple(answer.model_copy(update={"answered_on": None}) for answer in baseline.assessment.answers)
    return Baseline(baseline.name, baseline.assessment.model_copy(update={"answers": answers}))


@pytest.mark.parametrize(
    "answers",
    [
        {},  # with strengths and protections
        {"present_threat": "yes", "audience_participates": "1", "written_plan": "0"},  # STOP, and clauses beneath it
        {"written_plan": "0", "allies": "1"},
        {"present_threat": "unknown", "launch_conditions": "1", "allies": "unknown"},
        {"security_plan": "unknown", "lawyers_on_call": "unknown", "audience_participates": "1"},
    ],
)
def test_another_version_of_the_same_rules_changes_nothing(answers: dict[str, str]) -> None:
    said = profile(**answers)
    found = against(under_another_version(stored(said)), said)
    assert found.moves == {}
    assert found.then == found.now


def test_nor_does_it_where_the_days_of_the_answers_were_not_kept() -> None:
    said = profile(present_threat="yes", audience_participates="1", written_plan="0")
    assert against(dayless(under_another_version(stored(said))), said).moves == {}
    assert against(dayless(stored(said)), said).moves == {}


def test_a_lesser_clause_is_new_where_the_finding_is_that_it_rests_on() -> None:
    """The baseline was STOP, and says nothing of lesser clauses; under its rules none held for this finding."""
    lenient = rules_changed(
        lambda rule: {**rule, "when": {"confirmed": {"answer": "audience_participates", "at_most": 0}}},
        "premature_launch",
    )
    said = profile(present_threat="yes", audience_participates="1")
    found = against(stored(said, lenient), said)
    assert moves(found)["premature_launch"] == ("new", "rules")
    assert {move for (kind, _), move in found.moves.items() if kind == "NOT_YET"} == {("new", "rules")}


def test_what_the_pack_changed() -> None:
    """The rule asked for less when the baseline was made."""
    lenient = rules_changed(
        lambda rule: {**rule, "when": {"confirmed": {"answer": "written_plan", "at_most": 0}}}, "weak_planning"
    )
    said = profile(written_plan="1")
    found = moves(against(stored(said, lenient), said))
    assert found["weak_planning"] == ("new", "rules")


def test_each_of_three_changes_has_its_own_part() -> None:
    lenient = rules_changed(
        lambda rule: {**rule, "when": {"confirmed": {"answer": "written_plan", "at_most": 0}}}, "weak_planning"
    )
    baseline = stored(profile(written_plan="1"), lenient)
    now = profile(written_plan="1", specific_demand="1")
    found = moves(against(baseline, now, THEN + timedelta(days=31)))
    assert found["weak_planning"] == ("new", "rules")
    assert found["vague_demand"] == ("new", "answers")
    volatile = [name for name, (_, since) in found.items() if since == "time"]
    assert volatile
    assert all(advocacy().rule[name] for name in volatile)


def given_on(said: Profile, day: date) -> Profile:
    return said.model_copy(update={"answered_on": day})


def test_an_answer_given_anew_has_not_expired() -> None:
    """The old answer would be too old by now; what the new one says is the campaign's doing alone."""
    later = THEN + timedelta(days=200)
    found = against(stored(profile()), given_on(profile(written_plan="1"), later), later)
    assert moves(found)["weak_planning"] == ("new", "answers")
    assert {move.since for move in found.moves.values()} == {"answers"}
    assert found.expired == ()


def test_time_makes_no_expired_answer_count_again() -> None:
    old = given_on(profile(written_plan="1"), THEN - timedelta(days=400))
    found = against(stored(old), given_on(profile(), THEN), THEN + timedelta(days=1))
    assert found.moves
    assert {move.since for move in found.moves.values()} == {"answers"}


def test_a_check_and_a_comparison_name_the_same_causes() -> None:
    lenient = rules_changed(
        lambda rule: {**rule, "when": {"confirmed": {"answer": "written_plan", "at_most": 0}}}, "weak_planning"
    )
    later = THEN + timedelta(days=31)
    old, now = stored(profile(written_plan="1"), lenient), profile(written_plan="1", specific_demand="1")
    steps = divided(old.assessment, assess(now, advocacy(), launch(advocacy()), later), advocacy())
    assert not isinstance(steps, str)
    by_comparison: dict[str, list[str]] = {}
    for step in steps[0]:
        for change in step.difference.results.findings:
            if change.before.least != change.after.least:
                by_comparison.setdefault(change.fact, []).append(step.cause)
    by_check = {name: since for name, (change, since) in moves(against(old, now, later)).items() if change == "new"}
    assert {"rules", "answers"} <= set(by_check.values())
    assert {name: causes[-1] for name, causes in by_comparison.items() if name in by_check}.items() <= by_check.items()
    assert by_comparison["weak_planning"][-1] == "rules"
    assert by_comparison["vague_demand"][-1] == "answers"


def test_without_the_days_of_the_answers_no_cause_is_named() -> None:
    baseline = stored(profile())
    older = dayless(baseline)
    found = against(older, profile(written_plan="1"))
    assert moves(found)["weak_planning"] == ("new", None)
    assert found.public_then == frozenset()
    assert changed_answers(older, profile(written_plan="1"), advocacy()) == ("written_plan",)


def test_a_clause_of_the_policy_is_new_as_a_finding_is() -> None:
    found = against(stored(profile()), profile(launch_conditions="1"))
    clauses = {key for key in found.moves if isinstance(key[1], Text)}
    assert {key[0] for key in clauses} == {"NOT_YET"}
    assert all(found.worse(key) for key in clauses)


# The file


def refusal(path: Path, policy: str = "launch", on: date = THEN) -> list[str]:
    with pytest.raises(Refused) as refused:
        read_baseline(path, path.name, advocacy(), advocacy().policy[policy], on)
    return [mistake.code for mistake in refused.value.mistakes]


def test_a_baseline_is_a_whole_assessment_under_the_same_policy(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    said = profile()
    text = stored(said).assessment.model_dump_json(by_alias=True)
    path.write_text(text, encoding="utf-8")
    for day in (THEN, THEN - timedelta(days=1)):  # it was tomorrow already where the baseline was made
        assert read_baseline(path, path.name, advocacy(), launch(advocacy()), day).assessment == stored(said).assessment
    assert refusal(path, on=THEN - timedelta(days=2)) == ["BASELINE-006"]
    assert refusal(path, "default") == ["BASELINE-003"]
    path.write_text(json.dumps({**json.loads(text), "format": "munasara.assessment/0"}), encoding="utf-8")
    assert refusal(path) == ["ASSESSMENT-004"]
    path.write_text("not JSON", encoding="utf-8")
    assert refusal(path) == ["DOC-005"]
    copy = marked(assess(redacted(said, advocacy()), advocacy(), launch(advocacy()), THEN))
    path.write_text(copy.model_dump_json(by_alias=True), encoding="utf-8")
    assert refusal(path) == ["BASELINE-002"]
    assert refusal(tmp_path / "none.json") == ["DOC-001"]


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (("NOT_YET",), ("NOT_YET",), False),
        (("NOT_YET",), ("STOP",), True),
        (("STOP", "NOT_YET"), ("STOP",), True),
        (("NOT_YET",), ("STOP", "NOT_YET"), None),
        (("CONDITIONS",), ("NOT_YET", "CONDITIONS"), None),
        (("NOT_YET", "CONDITIONS"), ("NOT_YET", "CONDITIONS"), False),
        (("NOT_YET", "CONDITIONS"), ("STOP", "CONDITIONS"), None),
        (("NOT_YET", "CONDITIONS"), ("NOT_YET",), True),
    ],
)
def test_a_worse_verdict_is_never_known_even_where_no_single_finding_moved(
    then: tuple[VerdictName, ...], now: tuple[VerdictName, ...], expected: bool | None
) -> None:
    """As where the baseline was made by rules whose clauses cannot be matched with those of today."""
    stands = Compared(Standing({}, then), Standing({}, now), {}, (), frozenset())
    assert still_fails(now, "NOT_YET", set(), set(), stands) is expected
