"""What a check says, in sentences: all forms of it take their words from here."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from engine.carried import Cause
from engine.check import Check, CheckedProfile, Result, fatal_waivers
from engine.pack import VerdictName
from reports.check_changes import parted, reached, since_baseline
from reports.mistakes import Told, trouble_told
from reports.waiver_wording import WaiverWording, some_unread
from reports.words import Words

SOME: Final = 5  # of the files of one campaign


class CheckWording:
    """One check in the words of one language."""

    def __init__(self, check: Check, words: Words) -> None:
        self.check, self.words = check, words
        self.waivers = WaiverWording(check, words)
        self._causes: dict[str, str] = {}  # of many profiles most rest on the same few answers, for the same few rules
        self._whys: dict[str, str] = {}
        self._messages: dict[tuple[object, ...], str] = {}

    # The run

    def heading(self) -> str:
        policy, day = self.words.of(self.check.policy_title), self.check.on.isoformat()
        return self.words("Check under “{policy}” on {day}", policy=policy, day=day)

    def summary(self) -> str:
        profiles = self.check.profiles
        passed = sum(profile.outcome == "passed" for profile in profiles)
        said = self.words.many(
            "{passed} of {number} profile passes.", "{passed} of {number} profiles pass.", len(profiles), passed=passed
        )
        return " ".join((said, *self.fatal()))

    def fatal(self) -> list[str]:
        """Why a run is refused although its profiles may pass."""
        number = len(fatal_waivers(self.check))
        if not number:
            return []
        return [
            self.words.many(
                "The exit code is {code}: {number} waiver does not bind, which --strict takes for a mistake.",
                "The exit code is {code}: {number} waivers do not bind, which --strict takes for mistakes.",
                number,
                code=self.check.exit_code,
            )
        ]

    def conclusion(self, place: str) -> str:
        """What the run came to, and where its results were written, in one line."""
        words, outcome = self.words, self.check.outcome
        if self.fatal() and all(profile.outcome != "invalid" for profile in self.check.profiles):
            return words("{summary} Written to {place}", summary=self.summary(), place=place)
        found = {
            "passed": words("The check passes."),
            "failed": words("The check does not pass."),
            "undecided": words("The check is undecided, as open questions decide."),
            "invalid": words("Not everything could be checked: some files have mistakes."),
            "error": words("Not everything could be checked: Munasara made a mistake."),
        }
        return words(
            "{outcome} {summary} Written to {place}", outcome=found[outcome], summary=self.summary(), place=place
        )

    def gate(self) -> str:
        verdict = self.words.of(self.check.words[self.check.fail_on]) if self.check.fail_on in self.check.words else ""
        named = verdict or self.check.fail_on
        return self.words("A campaign does not pass with the verdict “{verdict}” or a worse one.", verdict=named)

    def notes(self) -> list[str]:
        """What a reader must know about the whole run."""
        words, check, notes = self.words, self.check, []
        if check.redacted:
            notes.append(
                words(
                    "This is made for sharing: the verdicts are those of the whole profiles, but sensitive answers and "
                    "evidence are not shown, nor what follows only from them."
                )
            )
        if not check.cross_checked:
            notes.append(words("The verdicts were worked out once and not a second time by the other inference."))
        notes += [words("{file} was named more than once, and checked once.", file=file) for file in check.repeated]
        notes += self.shared()
        notes += map(self._unmatched, check.unmatched_baselines)
        return notes

    def shared(self) -> list[str]:
        """Of each campaign that several files bear the name of, that they do, and some of the files."""
        named = {profile.file: profile.campaign or "" for profile in self.check.profiles}
        return [
            self.words.many(
                "{number} file is of the campaign “{campaign}”: {files}. Its waivers and its baseline count for it.",
                "{number} files are of one campaign, “{campaign}”: {files}. "
                "Its waivers and its baseline count for each.",
                len(files),
                campaign=named[files[0]],
                files=self.listing([*files[:SOME], *(["…"] if len(files) > SOME else [])]),
            )
            for files in self.check.one_campaign
        ]

    def _unmatched(self, file: str) -> str:
        if some_unread(self.check):
            return self.words("The baseline {file} is of no campaign that could be read.", file=file)
        return self.words("The baseline {file} is of no campaign that was checked.", file=file)

    # One profile

    def troubles(self, profile: CheckedProfile) -> tuple[Told, ...]:
        """Why a profile could not be judged, in the order of its document."""
        return tuple(trouble_told(trouble, self.words) for trouble in profile.troubles)

    def outcome(self, profile: CheckedProfile) -> str:
        words = self.words
        if profile.known:
            return words("passes, as nothing that blocks is new or worse since the baseline")
        match profile.outcome:
            case "passed":
                return words("passes")
            case "failed":
                return words("does not pass")
            case "undecided":
                return words("undecided, as open questions decide")
            case "invalid":
                return words("cannot be checked: the file has mistakes")
            case "error":
                return words("cannot be checked: Munasara made a mistake")

    def title(self, profile: CheckedProfile) -> str:
        return self.words("{file}: {outcome}", file=profile.file, outcome=self.outcome(profile))

    def about(self, profile: CheckedProfile) -> list[str]:
        """The campaign, its verdict, and what must stand beside it."""
        words, lines = self.words, []
        if profile.campaign is not None:
            lines.append(words("Campaign: {campaign}", campaign=profile.campaign))
        if profile.possible:
            lines.append(words("Verdict: {verdict}", verdict=self.verdict(profile.possible)))
        if profile.unwaived != profile.possible:
            lines.append(words("Without waivers: {verdict}", verdict=self.verdict(profile.unwaived)))
        if not profile.exact:
            lines.append(words("The solver reached its limit: some of these verdicts may not be possible after all."))
        if profile.changes is not None:
            lines += since_baseline(profile, profile.changes, self.check, words)
        if profile.no_baseline:
            lines.append(
                words("No baseline is a stored assessment of this campaign, so nothing here is called new or known.")
            )
        return lines

    def verdict(self, possible: Sequence[VerdictName]) -> str:
        return reached(possible, self.check, self.words)

    # One result

    def message(self, result: Result) -> str:
        """What was found, in one sentence."""
        about = result.causes if result.about == "open_answer" else ()
        key = (result.about, result.rule, result.text, result.certainty, result.hidden, result.expired, about)
        if key not in self._messages:
            self._messages[key] = self._message(result)
        return self._messages[key]

    def _message(self, result: Result) -> str:
        words, check = self.words, self.check
        match result.about:
            case "finding":
                said = words.of(check.rules[result.rule].title)
            case "verdict":
                verdict = words.of(check.rules[result.rule].title)
                said = verdict
                if result.text is not None:
                    said = words("{verdict}: {reason}", verdict=verdict, reason=words.of(result.text))
            case "open_answer":
                question = self.listing(map(self.cause, result.causes))
                if result.expired:
                    said = words("The answer has expired, so answer again: {question}", question=question)
                else:
                    said = words("Not settled yet: {question}", question=question)
            case "sensitive_answers":
                said = words.many(
                    "{number} thing is not shown here, because it rests on sensitive answers.",
                    "{number} things are not shown here, because they rest on sensitive answers.",
                    result.hidden,
                )
        if result.certainty == "likely":
            return words("{title} (likely)", title=said)
        return said

    def details(self, result: Result) -> Iterator[str]:
        """Why, what it rests on, and what makes it count otherwise than usual."""
        words = self.words
        if result.about == "finding":
            if result.rule not in self._whys:
                self._whys[result.rule] = words.of(self.check.rules[result.rule].why)
            yield self._whys[result.rule]
        if result.about == "open_answer" and result.blocks:
            yield words("Whatever the answer, the campaign does not pass; for which reason depends on it.")
        if result.causes and result.about != "open_answer":
            yield words("It rests on: {causes}", causes=self.listing(map(self.cause, result.causes)))
        if result.waived_by is not None:
            yield self.waivers.waived(self.check.waivers[result.waived_by])
        if result.change is not None:
            yield self.change(result)

    def paragraph(self, result: Result) -> str:
        """What was found and why, as sentences one after the other."""
        return " ".join(_ended(part) for part in (self.message(result), *self.details(result)))

    def level(self, result: Result) -> str:
        if result.blocks:
            return self.words("blocks")
        if result.level == "note":
            return self.words("note")
        return self.words("warning")

    def change(self, result: Result) -> str:
        words = self.words
        if result.change == "known":
            return words("Known since the baseline.")
        said = words("New since the baseline.") if result.change == "new" else words("Worse than in the baseline.")
        return said if result.since is None else f"{said} {self.since(result.since)}"

    def since(self, since: Cause) -> str:
        match since:
            case "rules":
                return self.words("Cause: the new rules.")
            case "time":
                return self.words("Cause: the time that passed.")
            case "answers":
                return self.words("Cause: what the campaign changed.")

    def cause(self, cause: str) -> str:
        """An answer or a measure that something rests on."""
        if cause not in self._causes:
            self._causes[cause] = self._cause(cause)
        return self._causes[cause]

    def _cause(self, cause: str) -> str:
        if cause.startswith("measure:"):
            return self.words.of(self.check.measures[cause.removeprefix("measure:")])
        question = self.check.questions[cause]
        return self.words("{code} “{question}”", code=question.code, question=self.words.of(question.text))

    def listing(self, items: Iterable[str]) -> str:
        return parted(items, self.words)

    def remedies(self, rule: str) -> str:
        """What to do about a finding; empty where the pack names nothing."""
        found = self.check.rules[rule].remedies if rule in self.check.rules else ()
        if not found:
            return ""
        return self.words("What to do: {remedies}", remedies=self.listing(map(self.words.of, found)))


def _ended(part: str) -> str:
    """A part as a sentence: titles have no full stop of their own."""
    return part if part.endswith((".", "!", "?", "؟", "…")) else f"{part}."
