"""Plans for a terminal: what was asked for, what to do when, and what is in the way."""

from engine.assessment import Assessment
from engine.plans import Plan
from reports.plan_wording import PlanWording, no_plans
from reports.terminal import Page
from reports.wording import Wording
from reports.words import Digits, Words


def plan_text(
    assessment: Assessment,
    language: str,
    width: int | None = None,
    colour: bool = False,
    digits: Digits = "western",
) -> str:
    """The plans of an assessment that has some, or why it has none, in at most `width` columns; escape sequences only
    with `colour`."""
    wording = Wording(assessment, Words(language, digits))
    page = Page(width, colour)
    page.line(wording.words("Campaign: {campaign}", campaign=assessment.campaign.name))
    if trouble := no_plans(wording):
        page.item("!", trouble, "yellow")
    else:
        _plans(page, PlanWording(wording, command=True))
    page.gap()
    page.line(wording.words.of(assessment.caveat), "dim")
    return page.written()


def _plans(page: Page, say: PlanWording) -> None:
    for sentence in say.request():
        page.line(sentence)
    if obstacles := say.obstacles():
        page.heading(say.blocked())
        for obstacle in obstacles:
            page.item("!", obstacle, "yellow")
        page.line(say.proof(), "dim")
    for title, proof, plan in say.parts():
        page.heading(title)
        _plan(page, say, plan, proof)


def _plan(page: Page, say: PlanWording, plan: Plan, proof: str) -> None:
    for sentence in say.summary(plan, proof):
        page.line(sentence)
    for number, step in enumerate(plan.steps, 1):
        page.item(f"{say.words.number(number)}.", say.words.of(step.title), "bold")
        page.line(say.when(step), indent=3)
        for detail in say.details(step, plan):
            page.item("-", detail, indent=3)
    for sentence in say.clears(plan):
        page.line(sentence, "dim")
