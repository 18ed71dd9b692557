"""The plans of an assessment in the Markdown report."""

from engine.plans import Plan
from reports.markup import bullets, escape, folded, heading
from reports.plan_wording import PlanWording, no_plans
from reports.wording import Wording


def plan_parts(wording: Wording) -> list[str]:
    """What was asked for, what is in the way, and each plan; nothing where no plans were made."""
    title = heading(2, wording.words("The way to a better verdict"))
    if trouble := no_plans(wording):
        return [title, escape(trouble)]
    if wording.assessment.plans is None:
        return []
    say = PlanWording(wording)
    parts = [title, escape(" ".join(say.request()))]
    if obstacles := say.obstacles():
        parts += [heading(3, say.blocked()), *bullets(obstacles), escape(say.proof())]
    for title, proof, plan in say.parts():
        steps = _steps(say, plan)
        named = wording.words.many("{number} step", "{number} steps", len(plan.steps))
        parts += [heading(3, title), *bullets([*say.summary(plan, proof), *say.clears(plan)]), *folded(named, steps)]
    return parts


def _steps(say: PlanWording, plan: Plan) -> list[str]:
    """All steps as one list, each with its details below."""
    lines: list[str] = []
    for step in plan.steps:
        lines += bullets([say.words.of(step.title)])
        lines += bullets([say.when(step), *say.details(step, plan)], depth=1)
    return ["\n".join(lines)] if lines else []
