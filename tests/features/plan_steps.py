"""The steps about plans."""

from pytest_bdd import parsers, then, when

from engine.answers import read_answers
from engine.limits import Obstacle
from engine.pack import Pack
from engine.plan import Wishes, plan
from engine.prepared import prepare
from engine.remedied import completed
from engine.verdicts import possible_verdicts
from tests.features.campaigns import Campaign
from tests.features.results import Results

# When: a plan


@when(
    parsers.re(
        r"a plan is asked for(?P<change> that may change the campaign)?"
        r'(?: that takes (?P<days>\d+) days at most)?(?: that keeps the answer to "(?P<kept>\w+)")?$'
    )
)
def _(campaign: Campaign, results: Results, pack: Pack, change: str | None, days: str | None, kept: str | None) -> None:
    wishes = Wishes(None, int(days) if days else None, (kept,) if kept else (), change is not None)
    results.plans = plan(campaign.profile(), pack, pack.policy["default"], campaign.on, wishes)


# Then: the plan


@then(parsers.parse('the plan is "{remedies}"'))
def _(results: Results, remedies: str) -> None:
    assert [step.remedy for step in results.plan.steps] == remedies.split(", ")


@then(parsers.parse('with the plan in place the verdict is "{verdict}"'))
def _(results: Results, verdict: str) -> None:
    assert results.plan.verdicts_after == (verdict,)


@then("nothing has to be done")
def _(results: Results) -> None:
    assert (results.plan.steps, results.plan.effort) == ((), 0)


@then("no step of the plan can be left out")
def _(campaign: Campaign, results: Results, pack: Pack) -> None:
    prepared = prepare(pack, pack.policy["default"])
    taken = read_answers(campaign.profile(), prepared.program, campaign.on).taken
    chosen = {step.remedy for step in results.plan.steps}
    assert chosen
    for name in chosen:
        masks = completed(prepared.program, taken, chosen - {name})
        assert possible_verdicts(prepared.evaluator.evaluate(masks), prepared.program) != ("GO",)


@then(parsers.parse('the plan asks first for the answer to "{question}"'))
def _(results: Results, question: str) -> None:
    assert question in {name for step in results.plan.steps for name in step.unsure}


@then(parsers.parse('the plan names "{remedy}" as a change of the campaign'))
def _(results: Results, remedy: str) -> None:
    assert remedy in {step.remedy for step in results.plan.steps if step.alternative}


@then(parsers.parse('the plan says of "{remedy}" what is not in the hands of the campaign'))
def _(results: Results, remedy: str) -> None:
    assert remedy in {step.remedy for step in results.plan.steps if step.others_decide}


@then(parsers.parse('the answer that would do is "{values}"'))
def _(results: Results, values: str) -> None:
    assert results.plans is not None
    assert results.plans.blocked is not None
    told = [each.value for one in results.plans.blocked.obstacles for each in one.answers]
    assert told == values.split(", ")


@then("there is no plan")
def _(results: Results) -> None:
    assert results.plans is not None
    assert results.plans.proven
    assert results.plans.cheapest is None


@then(parsers.re(r'the (?P<kind>open question|kept answer to) "(?P<question>\w+)" is in the way'))
def _(results: Results, kind: str, question: str) -> None:
    wanted = Obstacle("unanswered" if kind == "open question" else "kept", question)
    assert results.obstacles == [wanted]


@then("that the campaign stays what it is is in the way")
def _(results: Results) -> None:
    assert results.obstacles == [Obstacle("tactics")]


@then("the deadline is in the way")
def _(results: Results) -> None:
    assert results.obstacles == [Obstacle("deadline")]
