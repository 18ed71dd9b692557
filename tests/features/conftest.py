"""The steps of the features: few and generic, so that a new rule needs no new step.

Those of features/ar/ stand beside their English ones; their words are in arabic_steps.py.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, then, when

from api.packs import open_pack
from engine.assess import assess
from engine.assessment import AnswerPremise, AnswerResult, Assessment, FactPremise, Finding, MeasureResult, Premise
from engine.comparison import Comparison
from engine.pack import ADVERSE, VERDICTS, Pack
from engine.redaction import redacted
from engine.what_if import what_if
from tests.features import arabic_steps as ar
from tests.features import (
    campaigns,
    check_steps,
    comparison_steps,
    form_steps,
    intake_steps,
    plan_steps,
    screen_steps,
    service_steps,
)
from tests.features.campaigns import Campaign
from tests.features.results import Results
from tests.respondent import Respondent, by_name, interview


def pytest_configure(config: pytest.Config) -> None:
    """The steps about plans, comparisons, commands and the service stand in modules of their own."""
    config.pluginmanager.register(comparison_steps)
    config.pluginmanager.register(plan_steps)
    config.pluginmanager.register(check_steps)
    config.pluginmanager.register(form_steps)
    config.pluginmanager.register(intake_steps)
    config.pluginmanager.register(screen_steps)
    config.pluginmanager.register(service_steps)


SUBJECT = r'(?P<kind>finding|answer to|measure) "(?P<name>\w+)"'
LADDERS = {"before protection": "inherent_exposure", "that remains": "residual_exposure"}
IN_USE = {"in use": "in_use", "perhaps in use": "perhaps", "not in use": "not_in_use", "not examined": "not_examined"}


@pytest.fixture(scope="session")
def pack() -> Pack:
    return open_pack("advocacy")


@pytest.fixture
def results() -> Results:
    return Results()


# Given: the campaign


@given("a campaign ready in every respect", target_fixture="campaign")
@given(ar.ready, target_fixture="campaign")
def _(pack: Pack) -> Campaign:
    return campaigns.ready(pack)


@given("an empty questionnaire", target_fixture="campaign")
def _(pack: Pack) -> Campaign:
    return campaigns.empty(pack)


@given(parsers.parse('the worked example "{name}"'), target_fixture="campaign")
def _(pack: Pack, name: str) -> Campaign:
    return campaigns.worked_case(pack, name)


@given(parsers.parse("every level is {level:d}"))
def _(campaign: Campaign, level: int) -> None:
    campaign.level(level)


@given(parsers.re(r'the answer to "(?P<question>\w+)" is (?P<answer>"[^"]+"|unknown|withheld|left out)$'))
@given(ar.answered, converters=ar.WORDS)
def _(campaign: Campaign, question: str, answer: str) -> None:
    campaign.answer(question, answer.strip('"'))


@given("these answers:")
def _(campaign: Campaign, datatable: list[list[str]]) -> None:
    for question, answer in datatable[1:]:
        campaign.answer(question, answer)


@given(parsers.parse('evidence is missing for "{question}"'))
def _(campaign: Campaign, question: str) -> None:
    del campaign.answers[question]["evidence"]


@given("evidence is missing for every answer")
def _(campaign: Campaign) -> None:
    for given_answer in campaign.answers.values():
        del given_answer["evidence"]


@given(parsers.parse('the evidence for "{question}" lacks its {part}'))
def _(campaign: Campaign, question: str, part: str) -> None:
    del campaign.answers[question]["evidence"][part]


@given(parsers.parse('the evidence for "{question}" says "{words}"'))
def _(campaign: Campaign, question: str, words: str) -> None:
    campaign.answers[question]["evidence"]["note"] = words


@given(parsers.parse("the answers are {days:d} days old"))
def _(campaign: Campaign, days: int) -> None:
    campaign.age = days


@given(parsers.parse('the answer to "{question}" is {days:d} days old'))
def _(campaign: Campaign, question: str, days: int) -> None:
    campaign.answers[question]["answered_on"] = campaign.on - timedelta(days=days)


# When: the assessment


@when(parsers.parse('it is assessed under the policy "{policy}"'))
@when(ar.assessed, converters=ar.WORDS)
def _(campaign: Campaign, results: Results, pack: Pack, policy: str) -> None:
    results.all.append(assess(campaign.profile(), pack, pack.policy[policy], campaign.on))


@when(parsers.re(r'the answer to "(?P<question>\w+)" is changed to (?P<answer>"[^"]+"|unknown|withheld|left out)$'))
@when(ar.changed, converters=ar.WORDS)
def _(campaign: Campaign, results: Results, pack: Pack, question: str, answer: str) -> None:
    campaign.answer(question, answer.strip('"'))
    results.all.append(assess(campaign.profile(), pack, pack.policy[results.now.policy.id], campaign.on))


@when(parsers.parse('it is asked under the policy "{policy}" what if "{changes}"'), target_fixture="difference")
def _(campaign: Campaign, results: Results, pack: Pack, policy: str, changes: str) -> Comparison:
    asked = what_if(campaign.profile(), changes.split(), pack, pack.policy[policy], campaign.on)
    results.all += [asked.before, asked.after]
    return asked.comparison


@when("a redacted copy is assessed in the same way")
def _(campaign: Campaign, results: Results, pack: Pack) -> None:
    policy = pack.policy[results.now.policy.id]
    results.all.append(assess(redacted(campaign.profile(), pack), pack, policy, campaign.on))


# When: an interview


@when(parsers.parse('its people are asked under the policy "{policy}"'))
def _(campaign: Campaign, results: Results, pack: Pack, policy: str, tmp_path: Path) -> None:
    """Page by page, from an empty file on; what the campaign leaves out is skipped."""
    path = tmp_path / "campaign.yaml"
    path.write_text(f"campaign: Example\nanswered_on: {campaign.on}\nanswers:\n", encoding="utf-8")
    respondent = Respondent(pack, by_name(campaign.as_said()))
    last, _ = interview(path, pack, pack.policy[policy], campaign.on, respondent)
    assert last is not None
    results.all.append(last)
    results.asked = respondent.asked


# Then: the verdict


@then(parsers.parse('the verdict is "{verdict}"'))
@then(ar.verdict, converters=ar.WORDS)
def _(results: Results, verdict: str) -> None:
    assert results.now.verdict.possible == (verdict,)
    assert results.now.verdict.decided == verdict


@then(parsers.parse('the verdict is not "{verdict}"'))
def _(results: Results, verdict: str) -> None:
    assert verdict not in results.now.verdict.possible


@then(parsers.parse('the verdict is undecided between "{worst}" and "{best}"'))
def _(results: Results, worst: str, best: str) -> None:
    assert results.now.verdict.decided is None
    assert (results.now.verdict.possible[0], results.now.verdict.possible[-1]) == (worst, best)


@then(parsers.parse('the best verdict that can be reached is "{verdict}"'))
def _(results: Results, verdict: str) -> None:
    assert results.now.verdict.best_possible == verdict


@then(parsers.parse('the verdict reads "{words}"'))
def _(results: Results, words: str) -> None:
    verdict = results.now.verdict
    assert verdict.decided is not None
    assert verdict.words[verdict.decided]["en"] == words


@then(parsers.re(rf"the verdict rests on the {SUBJECT}"))
@then(ar.verdict_rests, converters=ar.WORDS)
def _(results: Results, kind: str, name: str) -> None:
    verdict = results.now.verdict
    given_for = [r for r in verdict.reasons if r.verdict == verdict.decided and r.outlook == "certain"]
    assert (kind, name) in {subject(premise) for reason in given_for for premise in reason.premises}


@then(parsers.parse('the reason given is "{words}"'))
def _(results: Results, words: str) -> None:
    assert words in {reason.text["en"] for reason in results.now.verdict.reasons if reason.outlook == "certain"}


@then(parsers.parse('with evidence judged the other way the verdict would be "{verdict}"'))
def _(results: Results, verdict: str) -> None:
    assert results.now.other_reading.possible == (verdict,)


# Then: what the verdict hangs on


@then(parsers.parse('it hangs on "{questions}", and would be "{verdict}"'))
def _(results: Results, questions: str, verdict: str) -> None:
    found = results.now.fragility
    assert (found.outlook, found.proven) == ("hangs", True)
    sets = {tuple(answer.question for answer in one.answers): (one.worst, one.certain) for one in found.sets}
    assert sets.get(tuple(questions.split(", "))) == (verdict, True)


@then("it holds whichever answers are one level lower")
def _(results: Results) -> None:
    assert (results.now.fragility.outlook, results.now.fragility.proven) == ("holds", True)


@then("it cannot get worse")
def _(results: Results) -> None:
    assert results.now.fragility.outlook == "at_worst"


# Then: the findings


@then(parsers.parse('the finding "{fact}" is {state:w}'))
@then(ar.finding, converters=ar.WORDS)
def _(results: Results, fact: str, state: str) -> None:
    assert state in ("confirmed", "likely", "possible", "absent")
    assert state_of(results.now, fact) == state


@then("no finding is certain")
def _(results: Results) -> None:
    assert [found.fact for found in results.now.findings if found.outlook == "certain"] == []


@then(parsers.re(rf'the finding "(?P<fact>\w+)" rests on the {SUBJECT}'))
@then(ar.finding_rests, converters=ar.WORDS)
def _(results: Results, fact: str, kind: str, name: str) -> None:
    assert (kind, name) in {subject(premise) for premise in premises(finding(results.now, fact))}


@then(parsers.re(r'no certain finding rests on the answer to "(?P<question>\w+)"'))
def _(results: Results, question: str) -> None:
    for found in results.now.findings:
        if found.outlook == "certain":
            assert ("answer to", question) not in {subject(premise) for premise in premises(found)}, found.fact


@then(parsers.parse('the finding "{fact}" comes down to the answer to "{question}"'))
@then(ar.comes_down, converters=ar.WORDS)
def _(results: Results, fact: str, question: str) -> None:
    assert roots(results.now, fact) == {question}


@then(parsers.parse('the finding "{cause}" leads to the finding "{effect}"'))
@then(ar.leads, converters=ar.WORDS)
def _(results: Results, cause: str, effect: str) -> None:
    assert effect in finding(results.now, cause).leads_to


@then(parsers.parse('the finding "{fact}" hinges on the answer to "{question}"'))
def _(results: Results, fact: str, question: str) -> None:
    assert question in finding(results.now, fact).hinges_on


@then("every finding gives a reason, a source and, if it is bad news, a remedy")
def _(results: Results, pack: Pack) -> None:
    assert results.now.findings
    for found in results.now.findings:
        assert found.because, found.fact
        assert found.sources, found.fact
        assert found.why["en"], found.fact
        assert found.remedies or found.kind not in ADVERSE, found.fact
        assert set(found.remedies) <= set(pack.remedy), found.fact


@then("every certain bad finding has a remedy on offer, unless all of them are in place")
def _(results: Results, pack: Pack) -> None:
    offered = {remedy.id for remedy in results.now.remedies}
    for found in results.now.findings:
        if found.outlook == "certain" and found.kind in ADVERSE and not offered & set(found.remedies):
            for remedy in found.remedies:
                for question, level in pack.remedy[remedy].raises.items():
                    counted = answer(results.now, question).counted[0]
                    levels = pack.questions[question].levels
                    assert levels[counted] >= levels[level], (found.fact, remedy)


# Then: what would help


@then(parsers.re(r'raising "(?P<question>\w+)" to (?P<level>\d) (?P<effect>clears "\w+"|leaves "\w+" likely)'))
@then(ar.raising, converters={**ar.WORDS, "effect": ar.remaining})
def _(results: Results, question: str, level: str, effect: str) -> None:
    fact, left = effect.split('"')[1], None if effect.startswith("clears") else "likely"
    ways = {(way.question, way.value): (way.leaves, way.up_to) for way in finding(results.now, fact).cleared_by}
    assert ways.get((question, level)) == (left, left)


@then(parsers.re(r'the remedy "(?P<remedy>\w+)" (?P<effect>clears|weakens|helps with) "(?P<fact>\w+)"'))
def _(results: Results, remedy: str, effect: str, fact: str) -> None:
    offered = next(one for one in results.now.remedies if one.id == remedy)
    named = {"clears": offered.clears, "weakens": offered.weakens, "helps with": offered.helps_with}
    assert fact in named[effect]


@then(parsers.parse('the remedy "{remedy}" is among the first to do'))
def _(results: Results, remedy: str) -> None:
    assert remedy in results.now.priorities


@then(parsers.parse('the remedy "{remedy}" does not clear "{fact}"'))
def _(results: Results, remedy: str, fact: str) -> None:
    assert fact not in next(one for one in results.now.remedies if one.id == remedy).clears


@then(parsers.parse('the best pair is "{first}" and "{second}"'))
def _(results: Results, first: str, second: str) -> None:
    assert results.now.best_pair is not None
    assert results.now.best_pair.remedies == (first, second)


@then(parsers.parse('only together they clear "{fact}"'))
def _(results: Results, fact: str) -> None:
    assert results.now.best_pair is not None
    assert fact in results.now.best_pair.only_together


@then(parsers.parse('the first things to do are "{names}"'))
def _(results: Results, names: str) -> None:
    expected = names.split('", "')
    assert list(results.now.priorities[: len(expected)]) == expected


@then(parsers.parse('the remedy "{remedy}" is offered, and is not among the first things to do'))
def _(results: Results, remedy: str) -> None:
    assert remedy in [one.id for one in results.now.remedies]
    assert remedy not in results.now.priorities


@then("there is no best pair")
def _(results: Results) -> None:
    assert results.now.best_pair is None


# Then: the measures


@then(parsers.parse('the measure "{name}" is {value:d}'))
def _(results: Results, name: str, value: int) -> None:
    found = measure(results.now, name)
    assert (found.low, found.high) == (value, value)


@then(parsers.re(r'the measure "(?P<name>\w+)" is at (?P<end>least|most) (?P<value>\d+)$'), converters={"value": int})
def _(results: Results, name: str, end: str, value: int) -> None:
    found = measure(results.now, name)
    assert found.low >= value if end == "least" else found.high <= value


@then(parsers.parse('the measure "{name}" is between {low:d} and {high:d}'))
def _(results: Results, name: str, low: int, high: int) -> None:
    found = measure(results.now, name)
    assert (found.low, found.high) == (low, high)


@then(parsers.re(r'the exposure (?P<which>before protection|that remains) is "(?P<band>\w+)"'))
def _(results: Results, which: str, band: str) -> None:
    assert bands(results.now, which) == (band, band)


@then(
    parsers.re(r'the exposure (?P<which>before protection|that remains) is between "(?P<low>\w+)" and "(?P<high>\w+)"')
)
def _(results: Results, which: str, low: str, high: str) -> None:
    assert bands(results.now, which) == (low, high)


@then("every ledger adds up")
def _(results: Results) -> None:
    for ledger in results.now.ledgers:
        found = measure(results.now, ledger.measure)
        assert sum(line.lost for line in ledger.lines) == ledger.lost
        assert sum(line.open for line in ledger.lines) == ledger.open
        assert sum(4 * line.weight for line in ledger.lines) == ledger.units
        assert sum(line.lost_points for line in ledger.lines) == 1000 - found.high
        assert sum(line.open_points for line in ledger.lines) == found.high - found.low


@then(parsers.parse('"{question}" costs the measure "{name}" {points:d} and leaves {still:d} open'))
def _(results: Results, question: str, name: str, points: int, still: int) -> None:
    ledger = next(ledger for ledger in results.now.ledgers if ledger.measure == name)
    line = next(line for line in ledger.lines if line.question == question)
    assert (line.lost_points, line.open_points) == (points, still)


# Then: the answers and the report


@then(parsers.re(r'the question "(?P<question>\w+)" is (?P<use>in use|perhaps in use|not in use|not examined)$'))
def _(results: Results, question: str, use: str) -> None:
    assert answer(results.now, question).use == IN_USE[use]


@then(parsers.re(r'the answer to "(?P<question>\w+)" counts as (?P<value>"\w+"|unknown)$'))
def _(results: Results, question: str, value: str) -> None:
    assert answer(results.now, question).counted == (() if value == "unknown" else (value.strip('"'),))


@then(parsers.re(r'the answer to "(?P<question>\w+)" is listed as lacking evidence'))
def _(results: Results, question: str) -> None:
    assert answer(results.now, question).unevidenced


@then(parsers.re(r'the report carries (?P<whether>the|no) notice "(?P<code>\w+)"'))
def _(results: Results, whether: str, code: str) -> None:
    assert (code in {notice.code for notice in results.now.notices}) == (whether == "the")


@then(parsers.re(r'the report (?P<whether>says|never says) "(?P<words>[^"]+)"'))
def _(results: Results, whether: str, words: str) -> None:
    assert (words in results.now.model_dump_json()) == (whether == "says")


@then("every sensitive answer is withheld")
def _(results: Results) -> None:
    for one in results.now.answers:
        if one.sensitive:
            assert (one.state, one.values, one.counted, one.evidence) == ("withheld", (), (), None), one.question


# Then: what would be different


@then(parsers.re(r"the verdict would be (?P<move>better|worse|the same)"))
def _(difference: Comparison, move: str) -> None:
    assert difference.verdict == move.removeprefix("the ")


@then(parsers.re(r'the finding "(?P<fact>\w+)" (?P<move>appears|vanishes)'))
def _(difference: Comparison, fact: str, move: str) -> None:
    assert {change.fact: change.move for change in difference.findings}.get(fact) == move


@then(parsers.parse('the measure "{name}" moves'))
def _(difference: Comparison, name: str) -> None:
    assert name in {move.measure for move in difference.measures}


@then(parsers.re(r'the question "(?P<question>\w+)" (?P<way>comes into|goes out of) use'))
def _(difference: Comparison, question: str, way: str) -> None:
    uses = {change.question: (change.before, change.after) for change in difference.uses}
    assert uses.get(question) == (("not_in_use", "in_use") if way == "comes into" else ("in_use", "not_in_use"))


# Then: what was asked


@then(parsers.parse('the first question asked is "{question}"'))
def _(results: Results, question: str) -> None:
    assert results.asked[0] == question


@then(parsers.re(r"(?P<number>\d+) questions? (was|were) asked$"), converters={"number": int})
def _(results: Results, number: int) -> None:
    assert len(results.asked) == number


@then(parsers.re(r'"(?P<question>\w+)" was (?P<times>not asked|asked once)$'))
def _(results: Results, question: str, times: str) -> None:
    assert results.asked.count(question) == (times == "asked once")


# Then: compared with the assessment before


@then("nothing is worse than before")
def _(results: Results) -> None:
    old, new = results.before, results.now
    for was, now in zip(old.measures, new.measures, strict=True):
        if was.kind == "readiness":
            assert now.low >= was.low, was.id
            assert now.high >= was.high, was.id
        if was.id == "residual_exposure":
            assert now.low <= was.low
            assert now.high <= was.high
    assert VERDICTS.index(new.verdict.possible[0]) >= VERDICTS.index(old.verdict.possible[0])
    assert VERDICTS.index(new.verdict.possible[-1]) >= VERDICTS.index(old.verdict.possible[-1])


@then("nothing has changed in the result")
def _(results: Results) -> None:
    for part in ("verdict", "measures", "findings", "links", "chain", "priorities", "remedies", "ledgers", "notices"):
        assert getattr(results.now, part) == getattr(results.before, part), part


@then("everything that was possible is still possible")
def _(results: Results) -> None:
    old, new = results.before, results.now
    assert set(old.verdict.possible) <= set(new.verdict.possible)
    for was, now in zip(old.measures, new.measures, strict=True):
        assert now.low <= was.low, was.id
        assert now.high >= was.high, was.id
    for found in old.findings:
        assert finding(new, found.fact).up_to == "confirmed" or found.up_to == "likely", found.fact
    assert certain(new) <= certain(old)


# Words for what an assessment holds


def finding(assessment: Assessment, fact: str) -> Finding:
    return next(found for found in assessment.findings if found.fact == fact)


def state_of(assessment: Assessment, fact: str) -> str:
    """How one finding stands; a certain one must be as certain as it can get."""
    found = next((found for found in assessment.findings if found.fact == fact), None)
    if found is None:
        return "absent"
    if found.outlook == "possible":
        return "possible"
    return found.certainty if found.certainty == found.up_to else f"{found.certainty} up to {found.up_to}"


def certain(assessment: Assessment) -> set[str]:
    return {found.fact for found in assessment.findings if found.outlook == "certain"}


def measure(assessment: Assessment, name: str) -> MeasureResult:
    return next(found for found in assessment.measures if found.id == name)


def bands(assessment: Assessment, which: str) -> tuple[str, str]:
    found = measure(assessment, LADDERS[which])
    return found.bands[found.low].id, found.bands[found.high].id


def answer(assessment: Assessment, question: str) -> AnswerResult:
    return next(found for found in assessment.answers if found.question == question)


def premises(found: Finding) -> Iterator[Premise]:
    return (premise for reason in found.because for premise in reason.premises)


def subject(premise: Premise) -> tuple[str, str]:
    """What one premise is about, in the words of the steps; an absent finding is no support."""
    if isinstance(premise, AnswerPremise):
        return "answer to", premise.question
    if isinstance(premise, FactPremise):
        return "absent finding" if premise.absent else "finding", premise.fact
    return "measure", premise.measure


def roots(assessment: Assessment, fact: str) -> set[str]:
    """The answers at the end of all that a finding rests on."""
    found: set[str] = set()

    def walk(name: str) -> None:
        for premise in premises(finding(assessment, name)):
            kind, about = subject(premise)
            if kind == "answer to":
                found.add(about)
            elif kind == "finding":
                walk(about)

    walk(fact)
    return found
