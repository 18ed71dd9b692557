"""Why a finding is missing is told down to the answers: with those changed, and nothing else, it is there."""

import re
from functools import cache

import pytest

from engine.answers import read_answers
from engine.assessment import AnswerPremise, FactPremise
from engine.changes import Value, changed
from engine.prepared import prepare
from engine.why_not import MOST_WAYS, Wanted, WhyNot, why_not
from reports.absence import absence
from tests.examples import DAY, EXAMPLES, advocacy, assessed_example, example

LONG_CHAIN = "strategy_failure"


@cache
def told(name: str, fact: str) -> WhyNot:
    pack = advocacy()
    return why_not(example(name), pack, pack.policy["default"], DAY, fact)


def missing(name: str) -> list[str]:
    found = {finding.fact for finding in assessed_example(name).findings}
    return [rule.id for rule in advocacy().rules if rule.id not in found]


def nearest_value(wanted: Wanted, name: str) -> tuple[str, Value]:
    """A change of an answer that meets what is wanted of it, by the least step from the answer given."""
    assert isinstance(wanted.premise, AnswerPremise)
    question = advocacy().questions[wanted.premise.question]
    given = example(name).answers[question.id].answer if question.id in example(name).answers else None
    if question.kind == "choices":
        others = [] if given is None else [given] if isinstance(given, str) else list(given)
        chosen = set(others) - set(wanted.values) if wanted.without else {*others, *wanted.values}
        return question.id, tuple(sorted(chosen))
    order = list(question.values)
    start = order.index(given) if isinstance(given, str) and given in order else 0
    return question.id, min(wanted.values, key=lambda value: abs(order.index(value) - start))


def possible(name: str, changes: dict[str, Value], fact: str) -> int:
    """The certainty that a fact may have once these answers of an example are changed."""
    pack = advocacy()
    prepared = prepare(pack, pack.policy["default"])
    answers = read_answers(changed(example(name), changes, pack, DAY), prepared.program, DAY)
    return prepared.evaluator.evaluate(answers.masks).possible[prepared.program.number_of[fact]]


@pytest.mark.parametrize("name", ["ready", "half-answered"])
def test_the_answers_beneath_a_missing_finding_bring_it_about(name: str) -> None:
    tried = 0
    for fact in missing(name):
        for wanted in (one for way in told(name, fact).ways for one in way.failing if one.through):
            assert isinstance(wanted.premise, FactPremise)
            changes = dict(nearest_value(answer, name) for answer in wanted.through)
            assert possible(name, {}, wanted.premise.fact) == 0
            assert possible(name, changes, wanted.premise.fact) > 0, (fact, wanted.premise.fact, changes)
            tried += 1
    assert tried > 3


def test_a_long_chain_is_followed_to_its_first_answers_by_its_shortest_way() -> None:
    (way,) = told("ready", LONG_CHAIN).ways
    assert [len(wanted.through) for wanted in way.failing] == [2, 1]
    # None of these answers alone is enough: each set is the fewest.
    for wanted in way.failing:
        assert isinstance(wanted.premise, FactPremise)
        for answer in wanted.through:
            others = dict(nearest_value(other, "ready") for other in wanted.through if other != answer)
            assert possible("ready", others, wanted.premise.fact) == 0


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_told_of_a_missing_finding_is_short(name: str) -> None:
    for fact in missing(name):
        ways = told(name, fact).ways
        assert len(ways) <= MOST_WAYS
        assert all(len(wanted.through) <= 6 for way in ways for wanted in way.failing)


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_a_missing_finding_is_named_with_the_command_that_says_more_of_it(language: str) -> None:
    again = ("--policy", "launch")
    page = absence(assessed_example("ready"), told("ready", LONG_CHAIN), language, 300, again=again)
    lang = [] if language == "en" else ["--lang", language]
    for fact in ("allies_leave", "funders_leave"):
        assert f"[{fact}]" in page
        assert " ".join(["munasara explain PROFILE", fact, *again, *lang]) in page
    assert advocacy().questions["alliance_vision"].code in page


def test_where_any_of_several_answers_would_do_it_is_said_so() -> None:
    """“It would take” before a list would read as if all of them were needed."""
    page = absence(assessed_example("ready"), told("ready", LONG_CHAIN), "en", 1000)
    assert page.count("It would take one of these: “") == 3
    other = absence(assessed_example("ready"), told("ready", "silence_and_fear"), "en", 1000)
    assert not re.search(r"It would take: [^\n]*”, “", page + other)
    assert other.count("It would take: “") == 1


def test_what_else_is_needed_for_a_missing_finding_is_listed_beneath_it() -> None:
    page = absence(assessed_example("ready"), told("ready", "silence_and_fear"), "en", 300)
    listed = "   This is needed as well, and is in place or still open:\n   - Not established: The campaign "
    assert listed in page


def test_sentences_about_a_missing_finding_do_not_run_into_each_other() -> None:
    for fact in missing("ready"):
        page = absence(assessed_example("ready"), told("ready", fact), "en", 300)
        assert not re.search(r"[.?] and |[?.]\. |\.\.", page), page
