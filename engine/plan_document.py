"""Plans as a document of their own: `munasara plan --format json`."""

from typing import Final, Literal

from engine.assessment import Assessment, Campaign, PolicyResult, Receipt
from engine.conditions import Name
from engine.pack import VerdictName
from engine.plans import Plans
from engine.text import Frozen, Text

FORMAT: Final = "munasara.plan/1"


class PlanQuestion(Frozen):
    """A question that plans mention."""

    code: str
    text: Text


class PlanDocument(Frozen):
    """The plans for one campaign, with the texts of what they mention and what produced them.

    `words` are the verdicts of the policy in words, `titles` those of the findings that plans clear.
    """

    format: Literal["munasara.plan/1"] = FORMAT
    languages: tuple[str, ...]
    pack_title: Text
    caveat: Text
    campaign: Campaign
    policy: PolicyResult
    words: dict[VerdictName, Text]
    plans: Plans
    questions: dict[Name, PlanQuestion]
    titles: dict[Name, Text]
    receipt: Receipt


def plan_document(assessment: Assessment) -> PlanDocument:
    """The plans that an assessment has, as a document of their own."""
    plans = assessment.plans
    assert plans is not None, "plans are told where they were made"
    blocked = plans.blocked.obstacles if plans.blocked else ()
    afterwards = plans.blocked.afterwards if plans.blocked else None
    made = (plans.cheapest, plans.fastest, plans.within_budget, plans.alternative, plans.instead, afterwards)
    shown = [plan for plan in made if plan is not None]
    steps = [step for plan in shown for step in plan.steps]
    questions = {change.question for step in steps for change in step.answers}
    questions |= {name for step in steps for name in step.unsure}
    questions |= {one.question for one in blocked if one.question} | {*plans.request.keep}
    cleared = {fact for plan in shown for fact in plan.clears}
    return PlanDocument(
        languages=assessment.languages,
        pack_title=assessment.pack_title,
        caveat=assessment.caveat,
        campaign=assessment.campaign,
        policy=assessment.policy,
        words=assessment.verdict.words,
        plans=plans,
        questions={
            answer.question: PlanQuestion(code=answer.code, text=answer.text)
            for answer in assessment.answers
            if answer.question in questions
        },
        titles={finding.fact: finding.title for finding in assessment.findings if finding.fact in cleared},
        receipt=assessment.receipt,
    )
