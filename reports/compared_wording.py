"""What a comparison says, as sections of sentences that every form of the report shows in its own way."""

import functools
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from typing import Literal

from engine.assessment import AnswerResult
from engine.attribution import Step
from engine.carried import Cause
from engine.compared import Compared
from engine.comparison import Comparison, Extent, FindingChange, Move, Range, ReasonChange
from engine.pack import ADVERSE, VerdictName
from engine.text import Text
from reports.moved_answers import MovedAnswers
from reports.planned import planned_sections
from reports.sections import Item, Section, Tone
from reports.wording import Wording
from reports.words import Words

WORSE: tuple[Move, ...] = ("appears", "strengthens", "graver")
BETTER: tuple[Move, ...] = ("vanishes", "weakens", "milder")


class ComparedWording:
    """The sentences of one comparison. `was` and `now` word its two assessments, in the same language and form."""

    def __init__(self, compared: Compared, was: Wording, now: Wording) -> None:
        self.compared, self.was, self.now = compared, was, now
        self.words: Words = now.words
        self.what_judges = _what_judges(compared)

    def title(self) -> str:
        if self.compared.deviation is None:
            return self.words("What has moved")
        return self.words("Deviation report")

    def headline(self) -> str:
        """The whole report in one sentence: of a campaign that runs, how far it is from its plan."""
        words, plan = self.words, self.compared.deviation
        if plan is None:
            return self.verdict_sentence()
        if plan.number == 0:
            return words("Nothing deviates from the plan of {date}.", date=plan.since)
        return words.many(
            "{number} deviation from the plan of {date} to look at.",
            "{number} deviations from the plan of {date} to look at.",
            plan.number,
            date=plan.since,
        )

    def verdict_sentence(self) -> str:
        words, total = self.words, self.compared.total
        before, after = self.was.verdict(total.verdicts_before), self.now.verdict(total.verdicts_after)
        move = total.results.verdict
        if self.was.assessment.verdict.words != self.now.assessment.verdict.words and self.what_judges != "rules":
            move = "mixed"  # another policy's words for its verdicts promise something else
        match move:
            case "same":
                return words("The verdict stays the same: {verdict}.", verdict=after)
            case "better":
                return words("The verdict is better. Before: {before}. Now: {after}.", before=before, after=after)
            case "worse":
                return words("The verdict is worse. Before: {before}. Now: {after}.", before=before, after=after)
            case "less_certain":
                return words(
                    "The verdict is less certain than before. Before: {before}. Now: {after}.",
                    before=before,
                    after=after,
                )
            case "mixed":
                return words("The verdict is another. Before: {before}. Now: {after}.", before=before, after=after)

    def between(self) -> str:
        old, new = self.compared.before, self.compared.after
        return self.words("Between {old} and {new}", old=old.receipt.on, new=new.receipt.on)

    def notes(self) -> list[str]:
        """What a reader must know before anything else."""
        words, compared = self.words, self.compared
        said = []
        if "another_campaign" in compared.limits:
            before, after = compared.before.campaign.name, compared.after.campaign.name
            said.append(words("Two campaigns are compared: “{before}” and “{after}”.", before=before, after=after))
        if self.what_judges != "rules":
            before, after = words.of(compared.before.policy.title), words.of(compared.after.policy.title)
            said.append(
                words(
                    "The two were judged under different policies: “{before}” and “{after}”. What comes of that is no "
                    "change of the campaign.",
                    before=before,
                    after=after,
                )
            )
        if "redacted" in compared.limits:
            said.append(
                words("At least one of the two is a copy for sharing. Of sensitive answers nothing is compared.")
            )
        if "redacted_differently" in compared.limits:
            said.append(
                words(
                    "The other one could not be cut down to the same, as its rules are not at hand: what was taken out "
                    "of the copy looks like a change here, and is none."
                )
            )
        match compared.unsplit:
            case "rules_not_at_hand":
                said.append(
                    words(
                        "What moved cannot be divided among its causes: the rules of the newer assessment are not at "
                        "hand. Name them with --pack."
                    )
                )
            case "days_not_kept":
                said.append(
                    words(
                        "What moved cannot be divided among its causes: one of the assessments does not keep the days "
                        "of its answers. Assess its profile again, or compare the profile itself."
                    )
                )
            case "redacted":
                said.append(
                    words(
                        "What moved cannot be divided among its causes: evidence decides here, and it was taken out of "
                        "the copy for sharing."
                    )
                )
            case None:
                pass
        return said

    def sections(self) -> list[Section]:
        """Everything that moved, what a reader needs first on top; sections about nothing are left out. What another
        policy alone moved is no change of the campaign: it comes last, below what the campaign did."""
        answers = list(MovedAnswers(self).sections())
        first = [one for one in answers if one.id == "answers-campaign" and self.what_judges != "rules"]
        told = [
            *planned_sections(self),
            *first,
            self._verdict(),
            self._measures(),
            *self._findings(),
            *(one for one in answers if one not in first and not one.folded),
            self._deadlines(),
            self._by_policy(),
            *(one for one in answers if one.folded),
            self._about(),
        ]
        return [section for section in told if section.items or section.lead]

    # What moved

    def _verdict(self) -> Section:
        words = self.words
        items = [
            self._reason(one) for one in self.compared.total.results.reasons if _key(one) not in self._policy_alone
        ]
        lead = [] if self.compared.deviation is None else [self.verdict_sentence()]  # else it is the headline
        for step in self.compared.steps:
            moved = step.difference
            if moved.verdicts_before != moved.verdicts_after:
                before, after = self._side(step).verdict(moved.verdicts_before), self.now.verdict(moved.verdicts_after)
                lead.append(self.by(step.cause, before, after))
        return Section("verdict", words("Verdict"), tuple(lead), tuple(items))

    def _reason(self, change: ReasonChange) -> Item:
        words = self.words
        old = [one for one in self.was.assessment.verdict.reasons if (one.verdict, one.text) == _key(change)]
        new = [one for one in self.now.assessment.verdict.reasons if (one.verdict, one.text) == _key(change)]
        if not new:
            return Item(words("No longer a reason: {reason}", reason=self.was.reason(old[0])), (), "better")
        if not old:
            return Item(words("New reason: {reason}", reason=self.now.reason(new[0])), (), "worse")
        return Item(words("Established to another degree: {reason}", reason=self.now.reason(new[0])))

    @functools.cached_property
    def _policy_alone(self) -> Set[object]:
        """What nothing but another policy moved: findings by name, reasons by verdict and text."""
        if self.what_judges == "rules":
            return set()
        moved = {step.cause: set(_moved(step.difference.results)) for step in self.compared.steps}
        others = (found for cause, found in moved.items() if cause != "rules")
        return moved.get("rules", set()).difference(*others)

    def _by_policy(self) -> Section:
        """What nothing but another policy moved. It is neither better nor worse: the campaign is the same."""
        words, results, alone = self.words, self.compared.total.results, self._policy_alone
        told = [self._reason(one) for one in results.reasons if _key(one) in alone]
        told += [self._finding(one) for one in results.findings if one.fact in alone]
        title = (
            words("What only the other policy moves")
            if self.what_judges == "policy"
            else words("What only the new rules or the other policy move")
        )
        return Section("policy", title, (), tuple(replace(one, tone="plain") for one in told), folded=True)

    def _measures(self) -> Section:
        words, moves = self.words, self.compared.total.results.measures
        items = []
        for name in dict.fromkeys([move.measure for move in moves] + self._passing_measures()):
            measure = self.now.measures.get(name) or self.was.measures[name]
            before, after = self.value(name, None, True), self.value(name, None, False)
            said = words(
                "{title}. Before: {before}. Now: {after}.", title=words.of(measure.title), before=before, after=after
            )
            items.append(Item(said, tuple(self._measure_steps(name))))
        lead = () if items else (words("No measure changes."),)
        return Section("measures", words("Readiness and exposure"), lead, tuple(items))

    def _passing_measures(self) -> list[str]:
        return [move.measure for step in self.compared.steps for move in step.difference.results.measures]

    def _measure_steps(self, name: str) -> Iterator[str]:
        for step in self.compared.steps:
            for move in step.difference.results.measures:
                if move.measure == name:
                    old = self._side(step) is self.was
                    yield self.by(step.cause, self.value(name, move.before, old), self.value(name, move.after, False))

    def value(self, name: str, extent: Extent | None, old: bool) -> str:
        """Where a measure stands, in the words of the older or the newer rules; at its own bounds without an extent."""
        side = self.was if old else self.now
        measure = side.measures.get(name)
        if measure is None:
            return self.words("no measure of these rules")
        if extent is None:
            return side.value(measure)
        return side.value(measure.model_copy(update=extent.model_dump()))

    def _findings(self) -> Iterator[Section]:
        words, changes = self.words, self.compared.total.results.findings
        titles: dict[Move, str] = {
            "appears": words("New findings"),
            "strengthens": words("More certain than before"),
            "graver": words("Graver than before"),
            "vanishes": words("No longer found"),
            "weakens": words("Less certain than before"),
            "milder": words("Less grave than before"),
            "narrows": words("Nearer to being settled than before"),
            "widens": words("Further from being settled than before"),
        }
        if not changes:
            yield Section("findings", words("Findings"), (words("No finding changes."),))
        own = [change for change in changes if change.fact not in self._policy_alone]
        if changes and not own:
            yield Section("findings", words("Findings"), (words("No finding changes but by the other policy."),))
        for move, title in titles.items():
            items = tuple(self._finding(one) for one in own if one.move == move and _examined(one))
            yield Section(f"findings-{move}", title, (), items)
        unseen = tuple(self._finding(one) for one in own if not _examined(one))
        yield Section("findings-unexamined", words("Not examined before or now"), (), unseen)
        if passing := tuple(self._passing()):
            yield Section("findings-passing", words("Found or not found only in between"), (), passing)

    def _finding(self, change: FindingChange) -> Item:
        words = self.words
        side = self.now if change.fact in self.now.findings else self.was
        finding = side.findings[change.fact]
        said = words(
            "{title}. Before: {before}. Now: {after}.",
            title=side.fact(change.fact),
            before=_bare(self.certainty(change.before)),
            after=_bare(self.certainty(change.after)),
        )
        details = [] if change.move in ("graver", "milder") else [side.tags(finding)[0]] if finding.severity else []
        if change.severity_before != change.severity_after:
            details.append(words("Severity before and now:"))
            details += [
                self.was.tags(self.was.findings[change.fact])[0],
                self.now.tags(self.now.findings[change.fact])[0],
            ]
        details += self._causes(change.fact)
        grave = finding.kind in ADVERSE
        tone: Tone = "plain"
        if change.move in WORSE + BETTER and _examined(change):
            tone = "worse" if grave == (change.move in WORSE) else "better"
        return Item(said, tuple(details), tone)

    def _causes(self, fact: str) -> list[str]:
        return [
            self.by(step.cause, self.certainty(change.before), self.certainty(change.after))
            for step in self.compared.steps
            for change in step.difference.results.findings
            if change.fact == fact
        ]

    def _passing(self) -> Iterator[Item]:
        """What one cause brought about and another undid."""
        told = {change.fact for change in self.compared.total.results.findings}
        passed = (change.fact for step in self.compared.steps for change in step.difference.results.findings)
        for fact in dict.fromkeys(fact for fact in passed if fact not in told):
            title = self.compared.titles.get(fact)
            said = self.words.of(title) if title else self.now.fact(fact)
            yield Item(said, tuple(self._causes(fact)))

    def _deadlines(self) -> Section:
        """What can no longer be ready in time, or can again: of what is to be done first; the rest as a number."""
        words, first = self.words, {*self.was.assessment.priorities, *self.now.assessment.priorities}
        moves = [move for move in self.compared.total.deadlines if move.after is not None]
        if self.compared.deviation is not None:  # the launch is over
            moves = []
        items = []
        for move in (move for move in moves if move.remedy in first):
            title = self.now.remedy(move.remedy)
            if move.after:
                items.append(Item(words("Can be ready before the launch now: {remedy}", remedy=title), (), "better"))
            else:
                said = words("Can no longer be ready before the launch: {remedy}", remedy=title)
                items.append(Item(said, (), "worse"))
        late = sum(move.after is False for move in moves)
        said = words.many(
            "{number} remedy can no longer be ready before the launch.",
            "{number} remedies can no longer be ready before the launch.",
            late,
        )
        lead = [*(self._launch_moved() if self.compared.deviation is None else ()), *([said] if late else [])]
        return Section("deadlines", words("Deadlines"), tuple(lead), tuple(items))

    def _launch_moved(self) -> Iterator[str]:
        """That another day of the launch was given: else time alone would seem to have made things late."""
        days = [side.campaign.dates.launch for side in (self.compared.before, self.compared.after)]
        before, after = (self.words("no date") if day is None else day.isoformat() for day in days)
        if before != after:
            yield self.words(
                "The day of the launch was changed. Before: {before}. Now: {after}.", before=before, after=after
            )

    def _about(self) -> Section:
        words, compared = self.words, self.compared
        lead = []
        if len(compared.steps) > 1:
            if self.what_judges == "rules":
                said = words(
                    "What moved is divided in this order: new rules first, then the time that passed, then what the "
                    "campaign changed. The parts add up exactly. Another order could divide it differently."
                )
            else:
                said = words(
                    "What moved is divided in this order: new rules and another policy first, then the time that "
                    "passed, then what the campaign changed. The parts add up exactly. Another order could divide it "
                    "differently."
                )
            lead.append(said)
        before = Item(words("Before: {receipt}", receipt=self.was.receipt()[0]), tuple(self.was.receipt()[1:]))
        after = Item(words("Now: {receipt}", receipt=self.now.receipt()[0]), tuple(self.now.receipt()[1:]))
        lead.append(words.of(compared.after.caveat))
        return Section("about", words("About this comparison"), tuple(lead), (before, after))

    # Words for causes and standings

    def by(self, cause: Cause, before: str, after: str) -> str:
        """What one cause did to one thing."""
        words, before, after = self.words, _bare(before), _bare(after)
        match cause:
            case "rules" if self.what_judges == "policy":
                return words("Cause: the other policy. Before: {before}. Then: {after}.", before=before, after=after)
            case "rules" if self.what_judges == "both":
                return words(
                    "Cause: the new rules and the other policy. Before: {before}. Then: {after}.",
                    before=before,
                    after=after,
                )
            case "rules":
                return words("Cause: the new rules. Before: {before}. Then: {after}.", before=before, after=after)
            case "time":
                return words(
                    "Cause: the time that passed. Before: {before}. Then: {after}.", before=before, after=after
                )
            case "answers":
                return words(
                    "Cause: what the campaign changed. Before: {before}. Then: {after}.", before=before, after=after
                )

    def certainty(self, stands: Range) -> str:
        """How certain a finding is, as a sentence."""
        words = self.words
        if stands.most is None:
            return words("Not found.") if stands.examined else words("Not examined.")
        if stands.least is None:
            return (
                words("May be the case, even confirmed.")
                if stands.most == "confirmed"
                else words("May be the case, at most likely.")
            )
        if stands.least != stands.most:
            return words("At least likely; open questions may make it confirmed.")
        return words("Confirmed.") if stands.least == "confirmed" else words("Likely.")

    def _side(self, step: Step) -> Wording:
        """Whose words tell where a step begins: only the first may begin under the older rules."""
        return self.was if step is self.compared.steps[0] else self.now

    def answer(self, question: str) -> AnswerResult:
        """The question in the newer rules, else in the older ones."""
        return self.now.answers.get(question) or self.was.answers[question]

    def questions(self, names: Iterable[str]) -> list[Item]:
        return [Item(self.now.question(self.answer(name))) for name in names]


def _what_judges(compared: Compared) -> Literal["rules", "policy", "both"]:
    """What the step called `rules` is due to: a policy that was chosen is no rule that has changed."""
    a, b = compared.before.receipt, compared.after.receipt
    if a.policy == b.policy:
        return "rules"
    return "policy" if (a.pack_digest, a.engine) == (b.pack_digest, b.engine) else "both"


def _key(change: ReasonChange) -> tuple[VerdictName, Text]:
    return change.verdict, change.text


def _moved(results: Comparison) -> Iterator[object]:
    """The findings and reasons that a step moves, by what tells one from another."""
    yield from (change.fact for change in results.findings)
    yield from map(_key, results.reasons)


def _examined(change: FindingChange) -> bool:
    """Whether it was looked at both before and now."""
    return change.before.examined and change.after.examined


def _bare(sentence: str) -> str:
    """A standing as part of a sentence."""
    return sentence[:-1] if sentence.endswith(".") else sentence
