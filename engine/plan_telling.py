"""Puts a plan into words of the pack: its steps in an order in which they can be done, and what comes of them."""

from collections.abc import Collection, Iterator, Sequence

from engine.advise import answer_changes
from engine.choices import Choices
from engine.limits import Obstacle
from engine.literals import CannotTell
from engine.pack import ADVERSE, Remedy, VerdictName
from engine.parts import label
from engine.plan_search import Found
from engine.plans import AnswerChange, Plan, PlanObstacle, PlanStep, SuitableAnswer
from engine.program import Program
from engine.promises import PlanJudge
from engine.remedies import with_remedy
from engine.verdicts import possible_verdicts


def told(found: Found, verdict: VerdictName, choices: Choices, judge: PlanJudge) -> Plan:
    """A plan that was found, which leads to this verdict or a better one. Where the solver cannot tell which verdicts
    are then possible, all that may be are named, and the plan is not called proved."""
    try:
        after, proven = judge.verdicts(found.chosen, verdict), found.proven  # the plan is proved to keep to it
    except CannotTell:
        order, proven = choices.program.policy.order, False
        perhaps = possible_verdicts(judge.outer(found.chosen), choices.program)
        after = tuple(one for one in perhaps if order.index(one) >= order.index(verdict))
    return Plan(
        verdict=verdict,
        steps=tuple(_steps(found.chosen, choices)),
        effort=choices.effort(found.chosen),
        least_effort=found.bound,
        days=choices.days(found.chosen),
        proven=proven,
        verdicts_after=after,
        clears=tuple(_cleared(found.chosen, choices, judge)),
    )


def _steps(chosen: Collection[str], choices: Choices) -> Iterator[PlanStep]:
    changes = _changes(chosen, choices)
    for remedy in choices.in_order(chosen):
        yield PlanStep(
            remedy=remedy.id,
            title=remedy.title,
            what=remedy.what,
            role=remedy.role,
            effort=remedy.effort,
            lead_time=remedy.lead_time,
            start=choices.start(remedy.id),
            done=choices.ready_after[remedy.id],
            alternative=remedy.alternative,
            others_decide=remedy.others_decide,
            answers=changes[remedy.id],
            requires=choices.needs[remedy.id],
            unsure=tuple(_unsure(remedy, choices)),
        )


def _changes(chosen: Collection[str], choices: Choices) -> dict[str, tuple[AnswerChange, ...]]:
    """For each step what it changes, the steps before it in the pack being in place."""
    found: dict[str, tuple[AnswerChange, ...]] = {}
    masks = list(choices.answers.taken)
    for remedy in choices.program.pack.remedies:
        if remedy.id in chosen:
            then = with_remedy(choices.program, masks, remedy)
            found[remedy.id] = tuple(answer_changes(remedy, masks, then, choices.program))
            masks = then
    return found


def _unsure(remedy: Remedy, choices: Choices) -> Iterator[str]:
    """The questions that a remedy changes and whose answer is not known."""
    for name in remedy.changes:
        if choices.answers.standing[name].open:
            yield name


def _cleared(chosen: Collection[str], choices: Choices, judge: PlanJudge) -> Iterator[str]:
    """The findings against the campaign that are certain now and not possible afterwards."""
    now, then = judge.outer(()), judge.outer(chosen)
    for number, rule in enumerate(choices.program.pack.rules):
        if rule.kind in ADVERSE and now.certain[number] and not then.possible[number]:
            yield rule.id


def obstacle_told(obstacle: Obstacle, program: Program, suitable: Sequence[str]) -> PlanObstacle:
    """An obstacle with what a reader needs to know of it; `suitable` are the answers that would do."""
    if obstacle.kind == "unanswered":
        question = program.pack.questions[obstacle.name]
        answers = tuple(SuitableAnswer(value=value, label=label(question, value)) for value in suitable)
        return PlanObstacle(kind="unanswered", question=question.id, answers=answers)
    if obstacle.kind != "clause":
        return PlanObstacle(kind=obstacle.kind, question=obstacle.name or None)
    number = program.number_of[obstacle.name]
    for rule, clauses in zip(program.policy.verdicts, program.clauses_of, strict=True):
        if number in clauses:
            text = rule.clauses[clauses.index(number)].because
            return PlanObstacle(kind="clause", verdict=rule.verdict, text=text)
    raise KeyError(obstacle.name)
