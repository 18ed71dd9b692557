"""The sentences about the verdict: what it is, why, and which open question decides it."""

from collections.abc import Sequence

from engine.answers import NEEDS_EVIDENCE
from engine.assessment import (
    AnswerPremise,
    AnswerResult,
    Completion,
    DecisiveQuestion,
    FactPremise,
    Lead,
    Premise,
    VerdictReason,
)
from engine.pack import VerdictName
from reports.grounds import Grounds
from reports.phrases import between


class VerdictWording(Grounds):
    """One assessment's verdict in sentences."""

    def verdict(self, possible: Sequence[VerdictName], alone: bool = False) -> str:
        """One verdict in the policy's words, or between which verdicts it still is: all of them, worst first.

        It is part of a sentence unless it stands `alone`.
        """
        titles = [self.words.of(self.assessment.verdict.words[verdict]) for verdict in possible]
        return between(titles, self.words, alone)

    def headline(self) -> str:
        return self.words("Verdict: {verdict}", verdict=self.verdict(self.assessment.verdict.possible))

    def verdict_notes(self) -> list[str]:
        """What must stand beside the verdict, so that nobody reads more into it than it says."""
        words, verdict = self.words, self.assessment.verdict
        notes = []
        if self.redacted:
            notes.append(
                words(
                    "This is a copy for sharing, without sensitive answers, lessons and evidence: the campaign's full "
                    "report may be firmer. What rests on those answers shows as open here, and “still open” is no "
                    "suspicion."
                )
            )
        elif verdict.decided is None:
            worst = words.of(verdict.words[verdict.possible[0]])
            notes.append(
                words(
                    "This is not good news: open questions decide it, and until then “{worst}” is possible.",
                    worst=worst,
                )
            )
        if verdict.decided == "GO":
            checks = self.assessment.checks
            notes.append(
                words.many(
                    "No blocking gap found in {number} check.", "No blocking gap found among {number} checks.", checks
                )
            )
        if verdict.best_possible != "GO" and verdict.best_possible == verdict.decided:
            notes.append(words("This policy can give no better verdict."))
        elif verdict.best_possible != "GO":
            best = words.of(verdict.words[verdict.best_possible])
            notes.append(words("The best verdict that this policy can give is “{best}”.", best=best))
        missing = sum(answer.use == "not_examined" for answer in self.answers.values())
        if missing:
            notes.append(
                words.many("{number} question was not examined.", "{number} questions were not examined.", missing)
            )
        open_questions = len(self.open_answers())
        if verdict.decided == "GO" and not missing and not open_questions:
            notes.append(words("Every question that applies was examined."))
        if verdict.decided == "GO" and open_questions:
            notes.append(words.many("{number} question is open.", "{number} questions are open.", open_questions))
        if verdict.decided is not None and open_questions:
            notes.append(words("Nothing that is still open can change this verdict."))
        return notes

    def way_out(self) -> str:
        """Where to begin to leave a verdict that something better than it is possible to.

        The answers of the first remedies that it takes to leave it behind; else what its reasons rest on.
        """
        verdict = self.assessment.verdict
        if verdict.decided is None or verdict.decided == verdict.best_possible:
            return ""
        if way_out := [name for name in self.assessment.way_out if name in self.answers]:
            return self._begin_with(verdict.decided, way_out)
        reasons = [one for one in verdict.reasons if one.verdict == verdict.decided and one.outlook == "certain"]
        premises = [premise for reason in reasons for premise in reason.premises]
        named = {name for premise in premises for name in self._begins_with(premise)}
        return self._begin_with(verdict.decided, [name for name in self.answers if name in named])

    def _begin_with(self, decided: VerdictName, questions: Sequence[str]) -> str:
        if not questions:
            return ""
        title, codes = self.words.of(self.assessment.verdict.words[decided]), self.some_codes(questions)
        return self.words("To leave “{verdict}”, begin with {codes}.", verdict=title, codes=codes)

    def _begins_with(self, premise: Premise) -> list[str]:
        """The questions behind one reason: those that clear a finding alone, by preparing better, else by a
        decision; else those that it rests on."""
        if isinstance(premise, AnswerPremise):
            return [premise.question]
        if not isinstance(premise, FactPremise) or premise.absent or premise.fact not in self.findings:
            return []
        alone = [way for way in self.findings[premise.fact].cleared_by if way.up_to is None]
        for within in ("preparation", "decision"):
            if ways := [way.question for way in alone if way.within == within]:
                return ways
        return self.rests_on(premise.fact)

    def reason(self, reason: VerdictReason) -> str:
        """Why a verdict is given, or why it still may be."""
        text = self.words.of(reason.text)
        if reason.outlook == "possible":
            verdict = self.words.of(self.assessment.verdict.words[reason.verdict])
            text = self.words("“{verdict}” is possible: {reason}", verdict=verdict, reason=text)
        return text

    def claimed(self) -> str:
        """The answers that claim a high level and do not show it, by code; or that there are none."""
        bare = [answer.question for answer in self.answers.values() if answer.unevidenced]
        if not bare and not any(_claims(answer) for answer in self.answers.values()):
            return self.words("Nothing is claimed at level 3 or 4 yet.")
        if not bare:
            return self.words("No answer at level 3 or 4 lacks its evidence.")
        said = self.words.many(
            "{number} answer claims level 3 or 4, but a reference, a date or an owner is missing:",
            "{number} answers claim level 3 or 4, but a reference, a date or an owner is missing:",
            len(bare),
        )
        return said + " " + self.codes(bare)  # joined so that HTML stays HTML

    def other_reading(self) -> str:
        """What the verdict and the overall readiness would be if evidence were judged the other way."""
        words, other = self.words, self.assessment.other_reading
        verdict = self.verdict(other.possible)
        if other.overall_low is None or other.overall_high is None:
            readiness = words("not in use")
        else:
            readiness = self.interval(other.overall_low, other.overall_high)
        if other.evidence == "required":
            return words(
                "If levels 3 and 4 counted only with evidence: {verdict}. Overall readiness: {readiness}.",
                verdict=verdict,
                readiness=readiness,
            )
        return words(
            "If every level counted as stated, without evidence: {verdict}. Overall readiness: {readiness}.",
            verdict=verdict,
            readiness=readiness,
        )

    # What decides it

    def decisive(self) -> list[DecisiveQuestion]:
        """The open questions that can move the verdict, those that settle most first; none once it is decided."""
        assessment = self.assessment
        if assessment.verdict.decided is not None:
            return []
        return [one for one in assessment.decisive if any(self._moves(lead) for lead in one.leads)]

    def none_decides(self) -> str:
        """That no answer changes the verdict any more, and what then orders several open questions."""
        if self.assessment.verdict.decided is None or len(self.open_answers()) < 2:
            return ""
        return self.words("No answer changes the verdict any more. These matter most for what else could be found:")

    def _moves(self, lead: Lead) -> bool:
        return lead.verdicts != self.assessment.verdict.possible

    def leads(self, decisive: DecisiveQuestion) -> list[str]:
        """Where the answers to an open question lead: those that lead to the same, together."""
        groups: dict[tuple[VerdictName, ...], list[Lead]] = {}
        for lead in decisive.leads:
            groups.setdefault(lead.verdicts, []).append(lead)
        kind = self.answers[decisive.question].kind if decisive.question in self.answers else "choice"
        said = []
        for verdicts, leads in groups.items():
            verdict = self.verdict(verdicts)
            if kind == "level":
                levels = self.levels([int(lead.value) for lead in leads])
                said.append(self.words("{answers}: {verdict}.", answers=levels, verdict=verdict))
            else:
                labels = self.quoted(self._label(lead).rstrip(".") for lead in leads)
                said.append(self.words("{answers}: {verdict}.", answers=labels, verdict=verdict))
        return said

    def _label(self, lead: Lead) -> str:
        return self.words.of(lead.label) if lead.label else self.yes_or_no(lead.value)

    def levels(self, levels: Sequence[int]) -> str:
        """Some levels in order, as a range where they follow each other."""
        if len(levels) > 1 and levels[-1] - levels[0] == len(levels) - 1:
            return self.words("Level {low} to {high}", low=levels[0], high=levels[-1])
        return self.words("Level {levels}", levels=self.listing(self.words.number(level) for level in levels))

    def reached(self, completion: Completion) -> str:
        """What leads to one of the verdicts that are still possible."""
        verdict = self.words.of(self.assessment.verdict.words[completion.verdict])
        return self.words("One way to “{verdict}”, of many", verdict=verdict)

    def completed(self, completion: Completion) -> list[str]:
        """What it answers to each open question."""
        said = []
        for answer in completion.answers:
            result = self.answers.get(answer.question)
            if result is None:
                continue
            if result.kind == "level":
                shown = self.words("level {level}", level=int(answer.values[0]))
            else:
                labels = [self.words.of(label).rstrip(".") for label in answer.labels]
                shown = self.quoted(labels) if labels else self.yes_or_no(answer.values[0])
            said.append(self.words("{question} {answer}", question=self.question(result), answer=shown))
        return said


def _claims(answer: AnswerResult) -> bool:
    """Whether an answer that is looked at claims level 3 or 4."""
    looked_at = answer.kind == "level" and answer.use in ("in_use", "perhaps")
    return looked_at and any(value in NEEDS_EVIDENCE for value in answer.values)
