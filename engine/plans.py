"""Plans as documents hold them: the ways to a better verdict, what each costs and takes, and what is in the way.

Efforts are person-days. Days are calendar days from the day of the plan, on which everything that waits for nothing
begins. Lists are in the order in which they are to be read or done.
"""

from typing import Literal

from engine.conditions import Name, OptionName
from engine.pack import VerdictName
from engine.text import Frozen, Text

ObstacleKind = Literal["unanswered", "deadline", "kept", "tactics", "clause"]


class AnswerChange(Frozen):
    """What a remedy does to one answer: raises it (and never lowers it), sets it, or drops an option from it.

    `label` is the value in words; None for yes and no.
    """

    question: Name
    how: Literal["raises", "sets", "drops"]
    value: OptionName
    label: Text | None


class PlanStep(Frozen):
    """One remedy of a plan: it can begin on day `start` and is in place on day `done`.

    `answers` is what it changes after the steps that stand before it in the pack. `requires` are the steps that must be
    done before it. `unsure` are the questions it changes whose answer is not known: answered first, they may show that
    the step is not needed. An alternative changes what the campaign is. `others_decide` says what is not in the
    campaign's hands, if the step counts on such a thing.
    """

    remedy: Name
    title: Text
    what: Text
    role: Text
    effort: int
    lead_time: int
    start: int
    done: int
    alternative: bool
    others_decide: Text | None
    answers: tuple[AnswerChange, ...]
    requires: tuple[Name, ...]
    unsure: tuple[Name, ...]


class Plan(Frozen):
    """Remedies that together lead to `verdict` or a better one, however the open questions turn out.

    `least_effort` is what no such plan can do without, as proved; with `proven`, nothing better of its kind exists, and
    of equals this is the one that is always chosen. `verdicts_after` are those still possible; `clears` the findings
    that hold now and then no more.
    """

    verdict: VerdictName
    steps: tuple[PlanStep, ...]
    effort: int
    least_effort: int
    days: int
    proven: bool
    verdicts_after: tuple[VerdictName, ...]
    clears: tuple[Name, ...]


class SuitableAnswer(Frozen):
    """An answer that would do; `label` is the value in words, None for yes and no."""

    value: OptionName
    label: Text | None


class PlanObstacle(Frozen):
    """One thing that stands in the way: `question` is open, or its answer is to be kept; `verdict` is given for the
    reason in `text`, which nothing clears.

    `answers` are those to an open question with which it is out of the way: each of them, if no other open question is
    in the way; else one, which does together with those of the others. Empty where that was not found out.
    """

    kind: ObstacleKind
    question: Name | None = None
    answers: tuple[SuitableAnswer, ...] = ()
    verdict: VerdictName | None = None
    text: Text | None = None


class Blocked(Frozen):
    """Why no plan leads to the verdict: without these obstacles one would, and with fewer or lighter ones removed none.

    Clauses that nothing clears are avoided first; then the fewest obstacles count, then open questions before the
    deadline, kept answers and the campaign's own character. `afterwards` is the plan there would be, with the answers
    that would do to the open questions among them: the soonest if the deadline is in the way, else the cheapest. None
    where a clause is in the way, or no such answers are known.
    """

    obstacles: tuple[PlanObstacle, ...]
    afterwards: Plan | None


class PlanRequest(Frozen):
    """What was asked for. `within` days, None for no limit; answers to the questions in `keep` stay as they are."""

    verdict: VerdictName
    within: int | None
    keep: tuple[Name, ...]
    change_tactics: bool
    budget: int | None


class Plans(Frozen):
    """The ways from where a campaign stands to the verdict that was asked for.

    `cheapest` takes the least effort, `fastest` the fewest days. `within_budget` is the best that can be done within
    the budget: the best verdict, then the fewest blockers, the least risk, the least effort. `alternative` takes less
    effort than the cheapest, but changes what the campaign is. `blocked` says why there is no plan; `instead` is then
    the cheapest plan to the best verdict that can be had. `proven` is false when the solver reached its limit anywhere:
    what is missing may then exist, and what is there may not be the best.
    """

    request: PlanRequest
    verdicts_before: tuple[VerdictName, ...]
    cheapest: Plan | None
    fastest: Plan | None
    within_budget: Plan | None
    alternative: Plan | None
    blocked: Blocked | None
    instead: Plan | None
    proven: bool
