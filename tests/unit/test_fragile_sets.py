"""What a verdict hangs on, under the shipped pack, and how the reports say it."""

from collections.abc import Iterator

import pytest

import engine.fragility
import engine.solver
from engine.answers import read_answers
from engine.assess import assess
from engine.assessment import Assessment, FragileSet, Fragility, LoweredAnswer
from engine.effort import asking
from engine.fragility import fragility
from engine.outlook import look_ahead
from engine.pack import VerdictName
from engine.prepared import prepare
from reports.fragility import hanging
from reports.markdown import markdown
from reports.text import text
from reports.wording import Wording
from reports.words import Words
from tests.examples import advocacy, assessed_example
from tests.features import campaigns
from tests.report_sample import sample, verdict

# Under this policy the case takes four answers, so that no trying of single ones or pairs comes to an end.
FOUR = ("seeds_for_the_funder", "default")


def case(name: str, policy: str) -> Assessment:
    pack = advocacy()
    found = next(case for case in pack.cases if case.id == name)
    return assess(found.profile, pack, pack.policy[policy], found.on)


def campaign(**answers: str) -> Assessment:
    pack = advocacy()
    told = campaigns.ready(pack)
    for question, answer in answers.items():
        told.answer(question, answer)
    return assess(told.profile(), pack, pack.policy["default"], told.on)


def questions(fragility: Fragility) -> list[list[str]]:
    return [[answer.question for answer in one.answers] for one in fragility.sets]


@pytest.fixture
def no_time() -> Iterator[None]:
    """A solver that reaches its limit at once."""
    before = engine.solver.MOST_SECONDS
    engine.solver.MOST_SECONDS = 0.0
    yield
    engine.solver.MOST_SECONDS = before


# The sets


def test_every_single_answer_that_the_verdict_hangs_on_is_found_and_says_from_which_level() -> None:
    found = campaign(exposed_people="minors", participant_consent="3", informed_risk_acceptance="3").fragility
    assert questions(found) == [["participant_consent"], ["informed_risk_acceptance"]]
    assert {(one.worst, one.certain, one.answers[0].level, one.answers[0].to) for one in found.sets} == {
        ("STOP", True, 3, 2)
    }


def test_where_no_single_answer_does_two_may() -> None:
    found = campaign(tailored_messages="2", materials_pretested="2").fragility
    assert (found.fewest, found.proven) == (2, True)
    assert questions(found) == [["tailored_messages", "materials_pretested"]]


def test_the_smallest_of_larger_sets_is_proved_and_makes_the_verdict_worse() -> None:
    name, policy = FOUR
    assessed = case(name, policy)
    assert (assessed.verdict.decided, assessed.fragility.fewest, assessed.fragility.proven) == ("GO", 4, True)
    (one,) = assessed.fragility.sets
    told = next(case for case in advocacy().cases if case.id == name)
    changed = dict(told.profile.answers)
    for answer in one.answers:
        changed[answer.question] = changed[answer.question].model_copy(update={"answer": str(answer.to)})
    lower = told.profile.model_copy(update={"answers": changed})
    assert assess(lower, advocacy(), advocacy().policy[policy], told.on).verdict.decided == one.worst == "CONDITIONS"


def test_a_verdict_that_cannot_get_worse_hangs_on_nothing() -> None:
    assert campaign(present_threat="yes").fragility == Fragility(outlook="at_worst", fewest=0)
    assert campaign(present_threat="unknown").fragility.outlook == "at_worst"


def test_a_verdict_may_hold_whatever_is_lowered_also_while_something_is_open() -> None:
    assert campaign().fragility == Fragility(outlook="holds", fewest=0)
    uncertain = campaign(specific_demand="1", written_plan="unknown")
    assert uncertain.verdict.possible == ("NOT_YET", "CONDITIONS")
    assert uncertain.fragility == Fragility(outlook="holds", fewest=0)


def test_a_level_without_evidence_is_lowered_from_what_it_counts_as() -> None:
    pack = advocacy()
    told = campaigns.ready(pack)
    del told.answers["audience_participates"]["evidence"]
    found = assess(told.profile(), pack, pack.policy["launch"], told.on).fragility
    assert found.sets[0].answers == (LoweredAnswer(question="audience_participates", level=2, to=1),)


def test_a_search_that_reaches_its_limit_says_how_far_it_came(no_time: None) -> None:
    found = case(*FOUR).fragility
    assert (found.outlook, found.fewest, found.sets, found.proven) == ("not_known", 3, (), False)


@pytest.mark.parametrize(("unanswered", "fewest"), [("media_plan", 2), ("tailored_messages", 1)])
def test_without_the_solver_sets_are_ruled_out_as_far_as_all_smaller_ones_could_be_told(
    unanswered: str, fewest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bounds alone show that no single answer does while the media plan is open, and not while the messages are."""
    monkeypatch.setattr(engine.fragility, "TRIED", 0)
    name, policy = FOUR
    told = next(case for case in advocacy().cases if case.id == name)
    answered = {question: given for question, given in told.profile.answers.items() if question != unanswered}
    prepared = prepare(advocacy(), advocacy().policy[policy])
    answers = read_answers(told.profile.model_copy(update={"answers": answered}), prepared.program, told.on)
    possible = look_ahead(answers, prepared.evaluator.evaluate(answers.masks), prepared).possible
    with asking(()):
        found = fragility(answers, possible, prepared)
    assert (found.outlook, found.fewest, found.sets, found.proven) == ("not_known", fewest, (), False)


def test_the_examples_are_settled_without_the_solver(no_time: None) -> None:
    for name in ("failure-chain", "half-answered", "ready", "severe-exposure", "viral-but-hollow"):
        assert assessed_example(name).fragility.proven, name


# The sentences


def hangs(*sets: tuple[str, VerdictName, bool], **changes: object) -> Fragility:
    """Sets of questions, parted by blanks, with the verdict that each leaves and whether it is the only one."""
    made = tuple(
        FragileSet(
            answers=tuple(LoweredAnswer(question=name, level=1, to=0) for name in names.split()),
            worst=worst,
            certain=certain,
        )
        for names, worst, certain in sets
    )
    fields = {"outlook": "hangs", "fewest": len(made[0].answers), "sets": made, **changes}
    return Fragility.model_validate(fields)


def said(fragility: Fragility, given: VerdictName = "NOT_YET") -> str:
    return " ".join(hanging(Wording(sample(fragility=fragility, verdict=verdict(given)), Words("en"))))


def test_one_answer_is_named_with_what_would_come_of_it() -> None:
    assert said(hangs(("written_plan", "STOP", True))) == (
        "The verdict hangs on 1 answer. If C1 were one level lower, it would be “Stop”."
    )


def test_what_is_still_open_is_not_said_to_be_certain() -> None:
    assert said(hangs(("written_plan", "STOP", False))).endswith("If C1 were one level lower, it could be “Stop”.")


def test_answers_with_the_same_consequence_stand_together_the_worst_first() -> None:
    told = said(
        hangs(("written_plan", "NOT_YET", True), ("persuasion_skills", "STOP", True), ("spokespeople", "NOT_YET", True))
    )
    assert told == (
        "The verdict hangs on each of 3 answers. If D4 were one level lower, it would be “Stop”. "
        "If any one of these were one level lower, it would be “Not yet”: C1 and J2."
    )


def test_of_many_answers_the_first_are_named_and_the_rest_counted() -> None:
    many: list[tuple[str, VerdictName, bool]] = [(f"question{number}", "STOP", True) for number in range(12)]
    assert said(hangs(*many)).endswith("question6, question7 and 4 more.")


def test_a_set_is_said_to_be_the_smallest_and_is_named_while_it_is_small() -> None:
    assert said(hangs(("written_plan persuasion_skills", "STOP", True))) == (
        "The verdict hangs on no fewer than 2 answers together. "
        "If C1, D4 were each one level lower, it would be “Stop”."
    )
    large = " ".join(f"question{number}" for number in range(43))
    assert said(hangs((large, "STOP", True))) == "The verdict hangs on no fewer than 43 answers together."


def test_what_could_not_be_proved_is_said_to_be_bounds() -> None:
    bounds = "These are bounds, not exact: the search reached its limit."
    assert said(Fragility(outlook="not_known", fewest=3, proven=False)) == (
        f"The verdict does not hang on 2 answers alone. Whether it hangs on more could not be worked out. {bounds}"
    )
    assert said(Fragility(outlook="not_known", fewest=1, proven=False)) == (
        f"Whether the verdict hangs on single answers could not be worked out. {bounds}"
    )
    assert said(hangs(("written_plan", "STOP", True), proven=False)).endswith(bounds)


def test_a_verdict_that_holds_says_so_and_one_that_cannot_get_worse_says_nothing() -> None:
    holds = Fragility(outlook="holds", fewest=0)
    for good in ("CONDITIONS", "GO"):
        told = said(holds, good)
        assert told == "However many of the answers were one level lower, the verdict would be no worse."
    assert said(holds) == ""  # beside a bad verdict it would read as praise
    assert said(Fragility(outlook="at_worst", fewest=0)) == ""


def test_text_and_markdown_say_it_beside_the_verdict() -> None:
    assessed = sample(fragility=hangs(("written_plan", "STOP", True)))
    for report in (text(assessed, "en", 100), markdown(assessed, "en")):
        lines = [line for line in report.splitlines() if line]
        assert lines.index("The verdict hangs on 1 answer.") < 4
        assert "If C1 were one level lower, it would be “Stop”." in lines[:5]
