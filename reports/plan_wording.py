"""The sentences about plans that the reports share: what a plan takes and leads to, its steps, what is in the way."""

from collections.abc import Iterator

from engine.assessment import Assessment
from engine.pack import VerdictName
from engine.plans import Plan, PlanObstacle, Plans, PlanStep
from reports.wording import Wording


def no_plans(wording: Wording) -> str | None:
    """Why there are no plans although they were asked for; None where that is not so."""
    code = wording.assessment.plans_failed
    if code is None:
        return None
    return wording.words(
        "The plans could not be worked out: solver trouble, a defect of Munasara ({code}). All else here stands.",
        code=code,
    )


class PlanWording:
    """One assessment's plans in the words of one report; it must have some.

    `command` says whether the reader is at a command, to whom an option of it means something.
    """

    def __init__(self, wording: Wording, command: bool = False) -> None:
        self.command = command
        self.wording, self.words = wording, wording.words
        self.plans = _of(wording.assessment)

    def parts(self) -> list[tuple[str, str, Plan]]:
        """The plans to show, each with its heading and what is proved about it; the same plan is not shown twice."""
        words, plans, request = self.words, self.plans, self.plans.request
        wanted = self._verdict(request.verdict)
        least = words("Proved: no plan leads there with less effort.")
        soonest = words("Proved: no plan leads there in fewer days.")
        shown: list[tuple[str, str, Plan]] = []
        if plans.cheapest:
            title = words("The way to “{verdict}” that takes the least effort", verdict=wanted)
            shown.append((title, least, plans.cheapest))
        if plans.fastest and plans.fastest != plans.cheapest:
            shown.append((words("The fastest way to “{verdict}”", verdict=wanted), soonest, plans.fastest))
        if plans.alternative:
            shown.append((words("Less effort, if you choose to change the campaign"), least, plans.alternative))
        if plans.blocked and plans.blocked.afterwards:
            late = any(one.kind == "deadline" for one in plans.blocked.obstacles)
            title = words("The plan there would be without these obstacles")
            shown.append((title, soonest if late else least, plans.blocked.afterwards))
        if plans.instead:
            best = self._verdict(plans.instead.verdict)
            shown.append((words("The best that can be reached: “{verdict}”", verdict=best), least, plans.instead))
        if plans.within_budget and request.budget is not None:
            title = words("The best that can be done within {effort}", effort=self.wording.effort(request.budget))
            proof = words(
                "Proved: within this effort there is no better verdict, none with fewer blockers, "
                "and none with less risk."
            )
            shown.append((title, proof, plans.within_budget))
        conditional = [plans.alternative, plans.blocked.afterwards if plans.blocked else None]
        return [
            (title if plan.proven or plan in conditional else self._some_way(plan), proof, plan)
            for title, proof, plan in shown
        ]

    def hypothetical(self, plan: Plan) -> bool:
        """Whether a plan only shows what could be done if something in its way were gone."""
        blocked = self.plans.blocked
        return blocked is not None and plan == blocked.afterwards

    def _some_way(self, plan: Plan) -> str:
        return self.words("A way to “{verdict}”", verdict=self._verdict(plan.verdict))

    def request(self) -> list[str]:
        """What was asked for, and where the campaign stands."""
        words, request = self.words, self.plans.request
        said = [
            words("Asked for: “{verdict}”.", verdict=self._verdict(request.verdict)),
            words("Verdict now: {verdict}.", verdict=self.wording.verdict(self.plans.verdicts_before)),
        ]
        if request.within is not None:
            said.append(words("Everything is to be in place within {days}.", days=self.wording.days(request.within)))
        if request.keep:
            said.append(words("These answers stay as they are: {codes}.", codes=self.wording.codes(request.keep)))
        if request.change_tactics:
            said.append(words("The campaign may change what it is, such as its tactics and its tone."))
        if not self.plans.proven:
            said.append(self._not_exact())
        return said

    def _not_exact(self) -> str:
        """What the solver's limit leaves open: whether there is a plan at all, or a better one than is shown."""
        words, plans = self.words, self.plans
        if plans.cheapest is None and plans.blocked is None:
            return words(
                "Bounds, not exact: the solver reached its limit, so whether there is a plan could not be worked out."
            )
        return words("Bounds, not exact: the solver reached its limit, so there may be other plans, or better ones.")

    def summary(self, plan: Plan, proof: str) -> list[str]:
        """What a plan takes, what is proved about it, and what it leads to."""
        words = self.words
        verdict = self._verdict(plan.verdict)
        if not plan.steps and plan != self.plans.cheapest:
            if self.wording.assessment.verdict.decided is None:
                return [words("Nothing that could be done rules out “{verdict}”, the worst possible.", verdict=verdict)]
            return [words("Nothing that could be done betters the verdict: it stays “{verdict}”.", verdict=verdict)]
        if not plan.steps:
            return [words("Nothing has to be done: the verdict is “{verdict}” or better as it is.", verdict=verdict)]
        said = [
            words(
                "Effort: {effort}. Time: {days}.",
                effort=self.wording.effort(plan.effort),
                days=self.wording.days(plan.days),
            )
        ]
        if not plan.proven:
            least = self.wording.effort(plan.least_effort)
            said.append(words("Not proved to be the best: a plan takes {effort} at least.", effort=least))
        else:
            said.append(proof)
        if any(step.others_decide for step in plan.steps):
            said.append(words("This plan counts on what is not in your hands; its steps say what."))
        said.append(words("Verdict afterwards: {verdict}.", verdict=self.wording.verdict(plan.verdicts_after)))
        if self.hypothetical(plan) and self._open_in_the_way():
            said.append(
                words("This holds if what is open above turns out well, however other open questions turn out.")
            )
        elif self.wording.open_answers():
            said.append(words("This holds however the open questions turn out."))
        return said

    def _open_in_the_way(self) -> bool:
        blocked = self.plans.blocked
        return blocked is not None and any(one.kind == "unanswered" for one in blocked.obstacles)

    def clears(self, plan: Plan) -> list[str]:
        if not plan.clears:
            return []
        return [self.words("Clears: {findings}.", findings=self.wording.quoted(map(self.wording.fact, plan.clears)))]

    def when(self, step: PlanStep) -> str:
        """Who does a step, what it takes and when."""
        return self.words(
            "{role}. Effort: {effort}. From day {start} to day {done}.",
            role=self.words.of(step.role),
            effort=self.wording.effort(step.effort),
            start=step.start,
            done=step.done,
        )

    def details(self, step: PlanStep, plan: Plan) -> Iterator[str]:
        """What a step changes, what it waits for, and what to know before doing it."""
        words = self.words
        if step.alternative:
            yield words("This changes what the campaign is: a political decision, not a repair.")
        yield from map(self.wording.answer_change, step.answers)
        if step.others_decide:
            yield words("Not in your hands: {what}", what=words.of(step.others_decide))
        if step.requires:
            titles = (words.of(other.title) for other in plan.steps if other.remedy in step.requires)
            yield words("Do this first: {remedies}.", remedies=self.wording.quoted(titles))
        unsure = [name for name in step.unsure if not self._kept_back(name)]
        if unsure:
            codes = self.wording.codes(unsure)
            yield words("Answer {codes} first: this may be in place already.", codes=codes)

    def obstacles(self) -> list[str]:
        return [self._obstacle(one) for one in self.plans.blocked.obstacles] if self.plans.blocked else []

    def blocked(self) -> str:
        verdict = self._verdict(self.plans.request.verdict)
        return self.words("Why no plan leads to “{verdict}”", verdict=verdict)

    def proof(self) -> str:
        """What is proved about the obstacles."""
        return self.words("Proved: with all of this out of the way there is a plan, and with less of it there is none.")

    def _obstacle(self, obstacle: PlanObstacle) -> str:
        words = self.words
        match obstacle.kind:
            case "unanswered" if self._kept_back(obstacle.question or ""):
                return words(
                    "Kept back, which is always allowed: {question} What to do depends on it; only the team knows.",
                    question=self._question(obstacle),
                )
            case "unanswered":
                said = words(
                    "Open, and no plan holds whatever the answer: {question}", question=self._question(obstacle)
                )
                return self._with_suitable_answers(said, obstacle)
            case "kept":
                return words("To be kept as it is: {question}", question=self._question(obstacle))
            case "deadline":
                return words("The time is too short: {days}.", days=self.wording.days(self.plans.request.within or 0))
            case "tactics" if self.command:
                return words(
                    "The campaign is to stay what it is, with its tactics and its tone. "
                    "With --change-tactics a plan may change it."
                )
            case "tactics":
                return words(
                    "The campaign is to stay what it is, with its tactics and its tone. "
                    "A plan that may change it has to be asked for."
                )
        reason = words.of(obstacle.text) if obstacle.text else ""
        verdict = self._verdict(obstacle.verdict) if obstacle.verdict else ""
        return words("No remedy clears a reason for “{verdict}”: {reason}", verdict=verdict, reason=reason)

    def _with_suitable_answers(self, said: str, obstacle: PlanObstacle) -> str:
        """The sentence about an open question, and the answers with which it is in the way no more."""
        words, result = self.words, self.wording.answers.get(obstacle.question or "")
        if not obstacle.answers or result is None or self.plans.blocked is None:
            return said
        if result.kind == "level":
            answers = self.wording.levels([int(one.value) for one in obstacle.answers])
        else:
            given = ((one.label, one.value) for one in obstacle.answers)
            labels = (words.of(label) if label else self.wording.yes_or_no(value) for label, value in given)
            answers = self.wording.quoted(one.rstrip(".") for one in labels)
        if sum(one.kind == "unanswered" for one in self.plans.blocked.obstacles) > 1:
            return words(
                "{sentence} Together with the answers named for the others, "
                "it is out of the way if answered: {answers}.",
                sentence=said,
                answers=answers,
            )
        return words("{sentence} Out of the way if answered: {answers}.", sentence=said, answers=answers)

    def _question(self, obstacle: PlanObstacle) -> str:
        answer = self.wording.answers.get(obstacle.question or "")
        if answer is None:
            return self.words("An answer that is not shown here")
        asked = obstacle.kind == "unanswered" and not self._kept_back(answer.question)
        return self.wording.open_question(answer) if asked else self.wording.question(answer)

    def _kept_back(self, question: str) -> bool:
        """Whether an answer is kept back: nobody is told to give it."""
        answer = self.wording.answers.get(question)
        return answer is not None and answer.state == "withheld"

    def _verdict(self, verdict: VerdictName) -> str:
        return self.words.of(self.wording.assessment.verdict.words[verdict])


def _of(assessment: Assessment) -> Plans:
    assert assessment.plans is not None, "plans are told where they were made"
    return assessment.plans
