"""The whole sentences that the reports share, built from one assessment in one language.

What a report says is decided here, once; where a sentence stands and how it looks is the report's own affair.
Sentences are plain text: a report still has to neutralise what its format would read as more than text.
"""

from engine.assessment import (
    AnswerResult,
    Finding,
    Notice,
    RemedyResult,
)
from reports.phrases import joined
from reports.verdict_wording import VerdictWording


class Wording(VerdictWording):
    """One assessment's sentences. What an assessment leaves out, such as a redacted answer, is said to be left out."""

    # Findings

    def kind(self, finding: Finding) -> str:
        """What sort of finding it is."""
        match finding.kind:
            case "weakness":
                return self.words("Weakness.")
            case "consequence":
                return self.words("Consequence.")
            case "exposure":
                return self.words("Exposure.")
            case "strength":
                return self.words("Strength.")
            case "protection":
                return self.words("Protection.")
            case "blocker":
                return self.words("Blocker: it stops the campaign.")

    def tags(self, finding: Finding) -> list[str]:
        """How grave and how certain a finding is."""
        words, tags = self.words, []
        match finding.severity:
            case "low":
                tags.append(words("Severity: low."))
            case "medium":
                tags.append(words("Severity: medium."))
            case "high":
                tags.append(words("Severity: high."))
            case "critical":
                tags.append(words("Severity: critical."))
        if finding.outlook == "possible":
            even = finding.up_to == "confirmed"
            tags.append(
                words("Still open; the missing answers could confirm it.")
                if even
                else words("Still open; at most it could become likely.")
            )
        elif finding.certainty != finding.up_to:
            tags.append(words("At least likely; open questions may make it confirmed."))
        else:
            tags.append(words("Confirmed.") if finding.certainty == "confirmed" else words("Likely."))
        return tags

    def finding(self, finding: Finding) -> str:
        return self.words("{title}. {standing}", title=self.fact(finding.fact), standing=joined(self.tags(finding)))

    def grades(self) -> str:
        """What the two grades of certainty say: a campaign that is not launched yet has not failed."""
        return self.words(
            "“Confirmed” says that the conditions for it are in place, not that it has happened; “likely” is less well "
            "established. They are never probabilities."
        )

    # Remedies, open questions, notices

    def cost(self, remedy: RemedyResult) -> str:
        """Who carries a remedy out, and what it takes; where something must be in place first, with that as well."""
        cost = self.words(
            "{role}. Effort: {effort}. Lead time: {time}.",
            role=self.words.of(remedy.role),
            effort=self.effort(remedy.effort),
            time=self.days(remedy.lead_time),
        )
        if not remedy.prerequisites:
            return cost
        whole = self.words(
            "With what must be in place first: effort {effort}, lead time {time}.",
            effort=self.effort(remedy.effort_with_prerequisites),
            time=self.days(remedy.lead_time_with_prerequisites),
        )
        return cost + " " + whole  # joined so that HTML stays HTML

    def effort(self, person_days: int) -> str:
        return self.words.many("{number} person-day", "{number} person-days", person_days)

    def days(self, number: int) -> str:
        return self.words.many("{number} day", "{number} days", number)

    def effects(self, remedy: RemedyResult) -> list[str]:
        """What an assessment with this remedy carried out would say, and what stands in its way."""
        words, said = self.words, [self.answer_change(change) for change in remedy.answers]
        if remedy.alternative:
            said.insert(0, words("This changes what the campaign is: a political decision, not a repair."))
        if remedy.others_decide:
            said.append(words("Not in your hands: {what}", what=words.of(remedy.others_decide)))
        if remedy.clears:
            said.append(words("Clears: {findings}.", findings=self.quoted(map(self.fact, remedy.clears))))
        if remedy.weakens:
            said.append(words("Weakens: {findings}.", findings=self.quoted(map(self.fact, remedy.weakens))))
        if remedy.helps_with:
            said.append(
                words("Is part of clearing: {findings}.", findings=self.quoted(map(self.fact, remedy.helps_with)))
            )
        for change in remedy.measures:
            measure = self.measures[change.measure]
            before = self.value(measure, change.low_before, change.high_before)
            after = self.value(measure, change.low_after, change.high_after)
            title = words.of(measure.title)
            said.append(
                words("{measure}: now {before}; afterwards {after}.", measure=title, before=before, after=after)
            )
        if not remedy.scored:
            said.append(words("This is advice: it changes no answer, so its effect is not counted."))
        elif remedy.verdicts_after == self.assessment.verdict.possible:
            said.append(words("The verdict stays the same."))
        else:
            said.append(words("Verdict afterwards: {verdict}.", verdict=self.verdict(remedy.verdicts_after)))
        if remedy.prerequisites:
            titles = (words.of(one.title) for one in remedy.prerequisites)
            said.append(words("Must be in place first: {remedies}.", remedies=self.quoted(titles)))
        if remedy.in_time is not None:
            said.append(
                words("Can be ready before the launch.")
                if remedy.in_time
                else words(
                    "Too late for the planned launch, even if begun today: postpone the launch, or launch without it."
                )
            )
        return said

    def nothing_first(self) -> str:
        """That no remedy comes before the others, where none does."""
        if any(name in self.remedies for name in self.assessment.priorities):
            return ""
        return self.words("No remedy comes first on what is known so far.")

    def together(self) -> str:
        """What the verdict would be with all that is to be done first in place."""
        verdict = self.verdict(self.assessment.verdicts_after_priorities)
        return self.words("Verdict with all of these in place: {verdict}.", verdict=verdict)

    def open_counts(self) -> list[str]:
        """How many questions are open, and how many of those are somebody's task."""
        words, still_open = self.words, self.open_answers()
        if not still_open:
            return [words("No question is open.")]
        unknown = sum(answer.state == "unknown" for answer in still_open)
        expired = sum(answer.state == "expired" for answer in still_open)
        said = [words.many("{number} question is open.", "{number} questions are open.", len(still_open))]
        if unknown:
            said.append(words.many("{number} is a task: find out.", "{number} are tasks: find out.", unknown))
        if expired:
            said.append(
                words.many("{number} has to be answered again.", "{number} have to be answered again.", expired)
            )
        return said

    def open_question(self, answer: AnswerResult) -> str:
        """What an open question asks of its reader. Keeping an answer back is never reproached."""
        words, question = self.words, self.question(answer)
        match answer.state:
            case "unknown":
                said = words("Find out: {question}", question=question)
            case "withheld" if self.taken_out(answer):
                said = words("{question} Taken out of this copy.", question=question)
            case "withheld":
                said = words("{question} Kept back, which is always allowed.", question=question)
            case "expired":
                said = words("Answer again: {question}", question=question)
            case _:
                said = words("{question} Not answered yet.", question=question)
        return (
            words("{question} Other answers decide whether it applies.", question=said)
            if answer.use == "perhaps"
            else said
        )

    def not_for_others(self) -> str:
        """What must stand on top of a report that holds sensitive answers; nothing on one without any."""
        given = (answer for answer in self.answers.values() if answer.sensitive and answer.values)
        if self.redacted or not any(answer.use in ("in_use", "perhaps") for answer in given):
            return ""
        return self.words(
            "This holds sensitive answers. Give it to nobody outside the team: there is a copy for others."
        )

    def further_notices(self) -> list[Notice]:
        """What no sentence beside the verdict says already."""
        return [notice for notice in self.assessment.notices if notice.code != "redacted"]

    def notice(self, notice: Notice) -> str:
        words, numbers = self.words, notice.numbers
        match notice.code:
            case "overclaim":
                return words(
                    "Much is claimed and little is shown: {bare} of {claims} answers at level 3 or 4 lack evidence.",
                    bare=numbers.get("unevidenced", 0),
                    claims=numbers.get("claims", 0),
                )
            case "partial":
                return words("Only part of the questionnaire was examined: this is a first look and not a clearance.")
            case "answers_not_examined":
                return words.many(
                    "{number} answer of the profile is not looked at under this policy, whatever it says.",
                    "{number} answers of the profile are not looked at under this policy, whatever they say.",
                    numbers.get("given", 0),
                )
            case "launch_passed":
                return words("The day of the launch has passed: correct it, or the stage of the campaign.")
            case "end_passed":
                return words("The last day of the campaign has passed: correct it, or the stage of the campaign.")
            case "pack_review_due":
                return words("The rules are past the date by which their authors wanted to review them.")
            case "expired_answers":
                return words.many(
                    "{number} answer is too old to count. Answer it again.",
                    "{number} answers are too old to count. Answer them again.",
                    numbers.get("expired", 0),
                )
            case "to_confirm":
                return words.many(
                    "{number} answer comes from an earlier campaign, and nobody has confirmed that it still holds.",
                    "{number} answers come from an earlier campaign, and nobody has confirmed that they still hold.",
                    numbers.get("carried", 0),
                )
            case "not_exact":
                return words(
                    "What is possible could not be worked out to the end: the bounds are safe, but may be too wide."
                )
            case "redacted":
                return words(
                    "This copy is made for sharing: sensitive answers, lessons and evidence have been taken out. "
                    "The full report may be firmer."
                )

    def receipt(self) -> list[str]:
        """What produced the assessment, so that anyone can repeat it."""
        words, receipt = self.words, self.assessment.receipt
        return [
            words(
                "Assessed on {date} under the policy “{policy}”.",
                date=receipt.on,
                policy=words.of(self.assessment.policy.title),
            ),
            words("Engine {engine}.", engine=receipt.engine),
            words(
                "Rules: {pack} {version}, SHA-256 {digest}.",
                pack=receipt.pack,
                version=receipt.pack_version,
                digest=receipt.pack_digest,
            ),
            words("Profile: SHA-256 {digest}.", digest=receipt.profile_digest),
            *([words("A redacted copy: the campaign's full report may be firmer.")] if self.redacted else []),
        ]
