"""What a finding stands on: its premises and sources in words, its causes, and what one changed answer does to it."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from engine.assessment import (
    AnswerChange,
    AnswerPremise,
    CitedSource,
    Clearing,
    FactPremise,
    Finding,
    MeasurePremise,
    Premise,
    Reason,
)
from engine.pack import Certainty
from reports.matching_options import merged, options_of
from reports.phrases import Phrases

MOST_NAMED: Final = 8


class Grounds(Phrases):
    """The grounds of one assessment's findings. Causes are followed with a guard, so that no circle holds a reader."""

    def chain(self, fact: str) -> list[str]:
        """The findings that lead to this one, first cause first, itself last: at each step the first one named."""
        steps = [fact]
        while causes := [cause for cause in self.causes(steps[0]) if cause not in steps]:
            steps.insert(0, causes[0])
        return steps

    def causes(self, fact: str) -> list[str]:
        """The findings among the premises of this one, each once."""
        reasons = self.findings[fact].because if fact in self.findings else ()
        premises = (premise for reason in reasons for premise in reason.premises)
        return list(dict.fromkeys(p.fact for p in premises if isinstance(p, FactPremise) and not p.absent))

    def rests_on(self, fact: str) -> list[str]:
        """The questions whose answers this finding rests on in the end, through all its causes."""
        questions: dict[str, None] = {}
        waiting, seen = [fact], {fact}
        while waiting:
            current = waiting.pop(0)
            reasons = self.findings[current].because if current in self.findings else ()
            for premise in (premise for reason in reasons for premise in reason.premises):
                if isinstance(premise, AnswerPremise):
                    questions[premise.question] = None
                elif isinstance(premise, FactPremise) and not premise.absent and premise.fact not in seen:
                    seen.add(premise.fact)
                    waiting.append(premise.fact)
        return list(questions)

    def behind(self, finding: Finding) -> list[str]:
        """The questions that a finding rests on, and those that clear it alone through a measure that it rests on: what
        the campaign itself can change."""
        alone = [way.question for way in finding.cleared_by if way.up_to is None and way.within != "circumstances"]
        return list(dict.fromkeys((*self.rests_on(finding.fact), *alone)))

    def reasons(self, finding: Finding) -> tuple[Reason, ...]:
        """What establishes a finding. Reasons that differ only in one chosen option become one that names them all."""
        return merged(finding.because)

    def rests(self, finding: Finding) -> str:
        """The questions a finding rests on that no single answer clears; nothing where only measures uphold it."""
        if any(way.leaves is None for way in finding.cleared_by) or not (names := self.rests_on(finding.fact)):
            return ""
        return self.words("It rests on {codes}.", codes=self.some_codes(names))

    def some_codes(self, questions: Sequence[str]) -> str:
        """The codes of some questions; of many only the first, and how many more there are."""
        left = len(questions) - MOST_NAMED
        if left <= 0:
            return self.both(self.codes([name]) for name in questions)
        codes = self.codes(questions[:MOST_NAMED])
        return self.words.many("{codes} and {number} more", "{codes} and {number} more", left, codes=codes)

    def steps(self, facts: Iterable[str]) -> str:
        """A causal chain in one line, with this language's arrow."""
        titles = [self.fact(fact) for fact in facts]
        shown = titles[0]
        for effect in titles[1:]:
            shown = self.words("{cause} → {effect}", cause=shown, effect=effect)
        return shown

    def premise(self, premise: Premise) -> str:
        """One thing that a conclusion rests on."""
        match premise:
            case AnswerPremise():
                return self._answer(premise)
            case FactPremise(absent=True):
                return self.words("Not established: {finding}", finding=self.fact(premise.fact))
            case FactPremise(fact=fact) if fact in self.findings and self.findings[fact].outlook == "possible":
                return self.words("{finding} (still open)", finding=self.fact(fact))
            case FactPremise():
                certainty = self.certainty(premise.certainty)
                return self.words("{finding} ({certainty})", finding=self.fact(premise.fact), certainty=certainty)
            case MeasurePremise():
                return self._bound(premise)

    def by_cases(self) -> str:
        """Why a finding is certain that no single reason makes certain."""
        return self.words("However the open questions are answered, it holds. Among the ways in which it does:")

    def source(self, source: CitedSource) -> str:
        text = self.words.of(source.text)
        if source.paragraph is None:
            return self.words("Added by experts: {reason}", reason=text)
        return self.words("{paragraph}: {summary}", paragraph=source.paragraph, summary=text)

    def clearing(self, finding: Finding, clearing: Clearing) -> str:
        """One answer that alone clears a finding, or only weakens it; then also what still upholds it."""
        said = self._effect(finding, clearing, self._step(clearing))
        return said if (takes := self.takes(clearing)) == "" else said + " " + takes  # joined so that HTML stays HTML

    def takes(self, clearing: Clearing) -> str:
        """What a change of this answer is, where it is no matter of preparing better."""
        if clearing.within == "decision":
            return self.words("This changes what the campaign is: a political decision, not a repair.")
        if clearing.within == "circumstances":
            return self.words("This answer tells how things are: it can only change with them.")
        return ""

    def _effect(self, finding: Finding, clearing: Clearing, step: str) -> str:
        words = self.words
        if clearing.up_to is None:
            return words("{step}: this alone clears it.", step=step)
        if clearing.leaves is None:
            return words("{step}: it is then no longer certain, and open questions decide.", step=step)
        certainty, cause = self._at_least(clearing.leaves, clearing.up_to), self.upheld_by(finding, clearing)
        if cause:
            return words(
                "{step}: it remains {certainty}, because {cause}.", step=step, certainty=certainty, cause=cause
            )
        return words("{step}: it then remains {certainty}.", step=step, certainty=certainty)

    def ways_out(self, finding: Finding) -> list[Clearing]:
        """The single answers that clear or weaken a finding; of what does the same to one answer, the smallest change,
        but each option that does it by itself."""

        def does(way: Clearing) -> object:
            return (way.question, way.leaves, way.up_to, way.options)

        first = {does(way): way for way in reversed(finding.cleared_by)}
        return [way for way in finding.cleared_by if first[does(way)] is way]

    def no_way_out(self, finding: Finding) -> str:
        """That no single answer clears a finding, and what was tried; nothing where one does."""
        if any(way.up_to is None for way in finding.cleared_by):
            return ""
        return self.words("No single answer clears it, whatever is chosen and however high its level.")

    def _at_least(self, least: Certainty, most: Certainty) -> str:
        """What is left of a finding's certainty; open questions may keep it from being settled."""
        certainty = self.certainty(least)
        return certainty if least == most else self.words("at least {certainty}", certainty=certainty)

    def upheld_by(self, finding: Finding, clearing: Clearing) -> str:
        """What keeps a weakened finding standing once this one answer has changed, with the answers behind it."""
        said = []
        for premise in self._upholding(finding.fact, clearing, {finding.fact}):
            if isinstance(premise, FactPremise):
                codes, title = self.codes(self.rests_on(premise.fact)), self.fact(premise.fact)
                said.append(self.words("“{finding}” still holds (it rests on {codes})", finding=title, codes=codes))
            elif isinstance(premise, AnswerPremise):
                said.append(self.words("{code} still upholds it", code=self.codes([premise.question])))
        return self.listing(dict.fromkeys(said))

    def _upholding(self, fact: str, clearing: Clearing, seen: set[str]) -> list[Premise]:
        """The premises that this change leaves untouched: of reasons that stand whole, else of weakened causes, else
        the findings that are left of what it breaks."""
        reasons = [[p for p in one.premises if not _absent(p)] for one in self.findings[fact].because]
        touched = [{self._touched(premise, clearing) for premise in reason} for reason in reasons]
        whole = [reason for reason, touches in zip(reasons, touched, strict=True) if touches == {""}]
        if whole:
            causes = [p for reason in whole for p in reason if isinstance(p, FactPremise)]
            return [*causes] or [p for reason in whole for p in reason]
        weakened = [reason for reason, touches in zip(reasons, touched, strict=True) if "gone" not in touches]
        found: list[Premise] = []
        for premise in (premise for reason in weakened for premise in reason):
            if isinstance(premise, FactPremise) and self._touched(premise, clearing) and premise.fact not in seen:
                seen.add(premise.fact)
                found += self._upholding(premise.fact, clearing, seen)
        rest = (p for reason in reasons for p in reason if isinstance(p, FactPremise))
        return found or [premise for premise in rest if not self._touched(premise, clearing)]

    def _touched(self, premise: Premise, clearing: Clearing) -> Literal["", "weakened", "gone"]:
        """What one changed answer does to a premise."""
        if isinstance(premise, AnswerPremise):
            gone = premise.question == clearing.question and _options_gone(premise, clearing)
            return "gone" if gone else ""
        if not isinstance(premise, FactPremise) or premise.fact not in self.findings:
            return ""
        ways = [way for way in self.findings[premise.fact].cleared_by if way.question == clearing.question]
        left = [way.up_to for way in ways if _reached(way, clearing)]
        if not left:
            return ""
        return "gone" if None in left else "weakened"

    def _answer(self, premise: AnswerPremise) -> str:
        answer = self.answers.get(premise.question)
        if answer is None:
            return self.words("An answer that is not shown here")
        shown = self.standing(answer)
        label_of = dict(zip(answer.values, answer.labels, strict=False))
        matching = [self.words.of(label_of[option]) for option in options_of(premise) if option in label_of]
        if matching:
            shown = matching[0] if len(matching) == 1 else self.quoted(label.rstrip(".") for label in matching)
        question = self.question(answer)
        if answer.sensitive:
            return self.words("{question} Answer (sensitive): {answer}", question=question, answer=shown)
        return self.words("{question} Answer: {answer}", question=question, answer=shown)

    def _bound(self, premise: MeasurePremise) -> str:
        words, measure = self.words, self.measures[premise.measure]
        title, value = words.of(measure.title), self.value(measure)
        if premise.test == "not_in_use":
            return words("{measure} is not in use", measure=title)
        if measure.kind == "ladder":
            bound = self.band(measure, premise.bound)
        else:
            bound = self.points(premise.bound) if measure.kind == "readiness" else words.number(premise.bound)
        if premise.test == "at_least":
            return words("{measure}: {value} (threshold: at least {bound})", measure=title, value=value, bound=bound)
        return words("{measure}: {value} (threshold: at most {bound})", measure=title, value=value, bound=bound)

    def _step(self, clearing: Clearing) -> str:
        """The change of one answer as a clause: "Raise C1 to level 2 (…)"."""
        words, answer = self.words, self.answers.get(clearing.question)
        if answer is None:
            return words("Change an answer that is not shown here")
        label = words.of(clearing.label).rstrip(".") if clearing.label else self.yes_or_no(clearing.value)
        if clearing.within == "circumstances":
            return self._if_things_change(answer.code, clearing, label)
        if answer.kind == "level" and answer.state == "answered":
            return words(
                "Raise {code} to level {level} ({label})", code=answer.code, level=int(clearing.value), label=label
            )
        if answer.kind == "level":
            return words(
                "Bring {code} to level {level} ({label})", code=answer.code, level=int(clearing.value), label=label
            )
        if answer.kind == "choices" and clearing.options:
            return self._options_step(answer.code, clearing)
        return words("Change the answer to {code} to “{label}”", code=answer.code, label=label)

    def _if_things_change(self, code: str, clearing: Clearing, label: str) -> str:
        """What would have to be so: nobody is asked to say of the past what is not true."""
        dropped = self.quoted(self.words.of(one.label).rstrip(".") for one in clearing.options if one.how == "drops")
        if dropped:
            return self.words("If things changed and {options} no longer applied ({code})", options=dropped, code=code)
        return self.words("If things changed and “{label}” applied ({code})", label=label, code=code)

    def _options_step(self, code: str, clearing: Clearing) -> str:
        """Options taken out of one answer, put into it, or both."""
        words = self.words
        dropped, added = (
            self.quoted(words.of(change.label).rstrip(".") for change in clearing.options if change.how == how)
            for how in ("drops", "adds")
        )
        if not added:
            return words("Take {options} out of the answer to {code}", code=code, options=dropped)
        if not dropped:
            return words("Put {options} into the answer to {code}", code=code, options=added)
        return words(
            "Put {added} into the answer to {code} in place of {dropped}", code=code, added=added, dropped=dropped
        )

    def answer_change(self, change: AnswerChange) -> str:
        """What a remedy does to one answer."""
        words, answer = self.words, self.answers.get(change.question)
        if answer is None:
            return words("Changes an answer that is not shown here.")
        code = self.codes([change.question])
        label = words.of(change.label).rstrip(".") if change.label else self.yes_or_no(change.value)
        if change.how == "drops":
            return words("Takes “{label}” out of the answer to {code}.", label=label, code=code)
        if answer.kind == "level":
            return words("Raises {code} to level {level} ({label}).", code=code, level=int(change.value), label=label)
        return words("Changes the answer to {code} to “{label}”.", code=code, label=label)


def _absent(premise: Premise) -> bool:
    return isinstance(premise, FactPremise) and premise.absent


def _options_gone(premise: AnswerPremise, clearing: Clearing) -> bool:
    """Whether a change leaves nothing of the chosen options that a premise names; of a single answer, always."""
    named, dropped = options_of(premise), {change.option for change in clearing.options if change.how == "drops"}
    return not named or not clearing.options or dropped.issuperset(named)


def _reached(way: Clearing, clearing: Clearing) -> bool:
    """Whether a change does at least what another does: a level as high, the same option, or all its options."""
    if way.options:
        return set(way.options) <= set(clearing.options)
    needed, value = way.value, clearing.value
    return needed == value or (needed.isdigit() and value.isdigit() and int(needed) <= int(value))
