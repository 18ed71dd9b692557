"""The steps about comparisons, copies for sharing and the next campaign."""

from datetime import timedelta

from pytest_bdd import given, parsers, then, when

from engine.assess import assess
from engine.attribution import Difference
from engine.compared import Compared, compared
from engine.documents import read_yaml
from engine.loader import profile_in
from engine.next_campaign import NextCampaign, next_campaign
from engine.pack import Pack
from engine.profile import Profile
from engine.redaction import marked, redacted
from reports.questionnaire import blank_profile
from tests.features.campaigns import Campaign
from tests.features.results import Results

# When: a comparison, and what comes next


@given(parsers.parse('the campaign is to be launched on "{day}"'))
@when(parsers.parse('the launch is moved to "{day}"'))
def _(campaign: Campaign, day: str) -> None:
    campaign.about["dates"] = {"launch": day}


@given(parsers.parse('the campaign learned "{lesson}"'))
def _(campaign: Campaign, lesson: str) -> None:
    campaign.about["lessons"] = [lesson]


@when("the campaign runs")
def _(campaign: Campaign) -> None:
    campaign.about["stage"] = "running"


@when(parsers.parse("it is assessed again {days:d} days later"))
def _(campaign: Campaign, results: Results, pack: Pack, days: int) -> None:
    policy = pack.policy[results.now.policy.id]
    results.all.append(assess(campaign.profile(), pack, policy, campaign.on + timedelta(days=days)))


@when("the two are compared", target_fixture="comparison")
def _(results: Results, pack: Pack) -> Compared:
    return compared(results.before, results.now, pack)


@when("a copy for sharing is written")
def _(campaign: Campaign, results: Results, pack: Pack) -> None:
    policy = pack.policy[results.now.policy.id]
    results.all.append(marked(assess(redacted(campaign.profile(), pack), pack, policy, campaign.on)))


@when("it is compared with itself", target_fixture="comparison")
def _(results: Results, pack: Pack) -> Compared:
    return compared(results.now, results.now, pack)


@when(parsers.re("the next campaign is begun(?P<sensitive> with sensitive answers)?$"), target_fixture="begun")
def _(results: Results, pack: Pack, sensitive: str | None) -> NextCampaign:
    return next_campaign(results.now, pack, results.now.receipt.on, sensitive is not None)


@when(parsers.re(r'the next campaign is assessed (?:(?P<days>\d+) days later )?under the policy "(?P<policy>\w+)"$'))
def _(begun: NextCampaign, results: Results, pack: Pack, days: str | None, policy: str) -> None:
    on = begun.assessed_on + timedelta(days=int(days or 0))
    profile = Profile(campaign="Next", answered_on=on, answers=dict(begun.carried))
    results.all.append(assess(profile, pack, pack.policy[policy], on))


# Then: the comparison, and what comes next

CAUSED_BY = {"the campaign": "answers", "time": "time", "the rules": "rules"}
THROUGH = r"through (?P<cause>the campaign|time|the rules)$"


def moved_by(comparison: Compared, cause: str) -> Difference | None:
    steps = [step.difference for step in comparison.steps if step.cause == CAUSED_BY[cause]]
    return steps[0] if steps else None


@then(parsers.re(r'the finding "(?P<fact>\w+)" has vanished ' + THROUGH))
def _(comparison: Compared, fact: str, cause: str) -> None:
    moved = moved_by(comparison, cause)
    assert moved is not None
    assert {change.fact: change.move for change in moved.results.findings}[fact] == "vanishes"


@then(parsers.re(r'the answer to "(?P<question>\w+)" moved ' + THROUGH))
def _(comparison: Compared, question: str, cause: str) -> None:
    moved = moved_by(comparison, cause)
    assert moved is not None
    assert question in {move.question for move in moved.answers}


@then(parsers.re("nothing moved " + THROUGH))
def _(comparison: Compared, cause: str) -> None:
    assert moved_by(comparison, cause) is None


@then("nothing moved at all")
def _(comparison: Compared) -> None:
    assert comparison.steps == ()
    assert not comparison.total.results.findings
    assert not comparison.total.results.measures
    assert not comparison.total.answers


@then("the verdict became worse")
def _(comparison: Compared) -> None:
    assert comparison.total.results.verdict == "worse"


@then("the comparison says that one is a copy for sharing")
def _(comparison: Compared) -> None:
    assert comparison.limits == ("redacted",)


@then("there is no deviation report")
def _(comparison: Compared) -> None:
    assert comparison.deviation is None


@then(parsers.parse("the deviation report counts {number:d} deviations"))
def _(comparison: Compared, number: int) -> None:
    assert comparison.deviation is not None
    assert comparison.deviation.number == number


@then(parsers.parse("the launch is {days:d} days later than planned"))
def _(comparison: Compared, days: int) -> None:
    assert comparison.deviation is not None
    assert [(one.what, one.days) for one in comparison.deviation.dates] == [("launch", days)]


@then(parsers.parse('the answer to "{question}" is lower than planned'))
def _(comparison: Compared, question: str) -> None:
    assert comparison.deviation is not None
    assert question in {one.question for one in comparison.deviation.levels}


@then(parsers.parse('the answer to "{question}" is carried over as {days:d} days old'))
def _(begun: NextCampaign, question: str, days: int) -> None:
    assert begun.carried[question].answered_on == begun.assessed_on - timedelta(days=days)


@then("every carried answer is to be confirmed")
def _(begun: NextCampaign) -> None:
    assert begun.carried
    assert all(given.to_confirm for given in begun.carried.values())


@then(parsers.parse('the answer to "{question}" is not carried over'))
def _(begun: NextCampaign, question: str) -> None:
    assert question not in begun.carried


@then(parsers.parse('its file is a profile that says "{lesson}" among its lessons'))
def _(begun: NextCampaign, pack: Pack, lesson: str) -> None:
    text = blank_profile(pack, pack.policy["default"], "ar", begun.assessed_on, begun)
    profile = profile_in(read_yaml("next", text.encode()))
    assert lesson in profile.lessons
    assert {name: given for name, given in profile.answers.items() if given.answer is not None} == begun.carried
    assert lesson in text.partition("answers:")[0].partition("campaign:")[0]
