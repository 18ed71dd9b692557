"""What is said while a campaign is asked in a terminal: each question with its answers, and where things stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from engine.assessment import AnswerResult, Assessment
from engine.pack import Question
from engine.parts import label
from engine.profile import UNKNOWN, WITHHELD
from reports.phrases import plain
from reports.terminal import Page
from reports.wording import Wording
from reports.words import Digits, Words


@dataclass(frozen=True)
class Keys:
    """What is typed in place of an answer: each time a letter first, which is shown, then words."""

    help: tuple[str, ...]
    unknown: tuple[str, ...]
    withheld: tuple[str, ...]
    back: tuple[str, ...]
    stop: tuple[str, ...]


# These count in every language: `unknown` and `withheld` are what the file says.
LATIN: Final = Keys(
    help=("?", "help"),
    unknown=("u", "unknown"),
    withheld=("w", "withheld"),
    back=("b", "back"),
    stop=("q", "quit", "stop"),
)
_OF_LANGUAGE: Final = {
    "ar": Keys(
        help=("؟", "مساعدة"),
        unknown=("م", "مجهول"),
        withheld=("ح", "حجب"),
        back=("ر", "رجوع"),
        stop=("ت", "توقف"),
    ),
    "fr": Keys(
        help=("?", "aide"),
        unknown=("i", "inconnu"),
        withheld=("t", "taire"),
        back=("r", "retour"),
        stop=("s", "stop"),
    ),
}


def numbered(question: Question) -> tuple[tuple[int, str], ...]:
    """The numbers that stand for the answers: levels are their own, options and yes and no begin at 1."""
    if question.kind == "level":
        return tuple((int(level), level) for level in question.values)
    values = ("yes", "no") if question.kind == "yes_no" else question.values
    return tuple(enumerate(values, 1))


class Asking:
    """The words of one conversation, in one language. What it says is wrapped to the terminal's width."""

    def __init__(self, language: str, digits: Digits = "western", colour: bool = False) -> None:
        self.words = Words(language, digits)
        self.keys = _OF_LANGUAGE.get(language, LATIN)
        self.colour = colour

    @property
    def yes_no(self) -> tuple[str, str]:
        return self.words("yes"), self.words("no")

    def stops(self, typed: str) -> bool:
        return typed.casefold() in (*self.keys.stop, *LATIN.stop)

    def goes_back(self, typed: str) -> bool:
        return typed.casefold() in (*self.keys.back, *LATIN.back)

    # Before the first question

    def new_file(self, file: str) -> str:
        page = self._page()
        page.line(self.words("{file} is new, and is now written.", file=file))
        page.line(self.words("Write no names of people anywhere in this file. Write the role instead."))
        return page.written()

    def name_prompt(self) -> str:
        return self.words("Name of the campaign:")

    def bad_name(self, most: int) -> str:
        return self._line(self.words("Please write a name of {most} characters at most, on one line.", most=most))

    def stage_prompt(self) -> str:
        return self.words("Stage: 1 preparing, 2 launching, 3 running, 4 closing (an empty line: preparing):")

    def bad_stage(self) -> str:
        return self._line(self.words("Please write one number from {low} to {high}.", low=1, high=4))

    def country_prompt(self) -> str:
        return self.words("Country, two letters, as in TN, LB or YE (an empty line skips it):")

    def bad_country(self) -> str:
        return self._line(self.words("Please write two letters, as in TN, LB or YE, or nothing."))

    def launch_prompt(self) -> str:
        return self.words("Day of the launch, as in 2026-01-31 (an empty line skips it):")

    def bad_day(self) -> str:
        return self._line(self.words("Please write year-month-day, as in 2026-01-31, or nothing."))

    def greeting(self, assessment: Assessment) -> str:
        """Whose questions these are, and how to answer them."""
        page, words, keys = self._page(), self.words, self.keys
        page.line(
            words(
                "{campaign}: {policy}",
                campaign=assessment.campaign.name,
                policy=words.of(assessment.policy.title),
            ),
            "bold",
        )
        page.line(
            words(
                "Answer with a number. “{help}” explains the question, “{unknown}” says that nobody knows, "
                "“{withheld}” keeps the answer back, an empty line skips it, “{back}” goes back one question, and "
                "“{stop}” stops. Each answer is saved at once.",
                help=keys.help[0],
                unknown=keys.unknown[0],
                withheld=keys.withheld[0],
                back=keys.back[0],
                stop=keys.stop[0],
            )
        )
        whole = (keys.help[-1], keys.unknown[-1], keys.withheld[-1], keys.back[-1], keys.stop[-1])
        page.line(words("The whole words count as well: {words}.", words=self._listed(whole)), "dim")
        return page.written()

    # The questions

    def turn(self, assessment: Assessment) -> str:
        """Where things stand before the next page of questions."""
        page, wording = self._page(), Wording(assessment, self.words)
        page.line(wording.headline(), "bold")
        page.line(" ".join(wording.open_counts()))
        if assessment.verdict.decided is None:
            page.line(self.words("Next come those that decide most."))
        else:
            page.line(self.words("Nothing that is still open can change this verdict."))
        return _after_a_blank_line(page)

    def question(self, question: Question, standing: AnswerResult, so_far: str | tuple[str, ...] | None = None) -> str:
        """One question with its answers, and what must be known before answering. `so_far` is the answer that it got
        a moment ago, if somebody goes back to it."""
        page, words = self._page(), self.words
        page.line(words("{code} {question}", code=question.code, question=words.of(question.text)), "bold")
        if standing.state == "expired":
            page.line(words("The answer that is there is too old to count."))
        if standing.state == "unknown":
            page.line(words("So far nobody knew."))
        if standing.use == "perhaps":
            page.line(words("Counts only where other answers make it apply."))
        if question.sensitive:
            page.line(
                words(
                    "Sensitive: the answer is not repeated here. The file holds it and a report shows it, unless it is "
                    "made with --redact."
                )
            )
        if question.kind == "choices":
            example = words("{these}, {last}", these=words.number(1), last=words.number(2))
            page.line(words("Choose all that apply, as in {example}.", example=example))
        if so_far is not None:
            page.line(self._so_far(question, so_far))
        for number, value in numbered(question):
            page.item(words.number(number), self._label(question, value), indent=2)
        return _after_a_blank_line(page)

    def prompt(self, first: bool) -> str:
        """With the first question, what can be typed in place of an answer once more: the greeting may be out of
        sight."""
        prompt = self.words("Your answer:")
        if not first:
            return prompt
        instead = self.words(
            "(“{help}” help, “{unknown}” nobody knows, “{back}” back)",
            help=self.keys.help[0],
            unknown=self.keys.unknown[0],
            back=self.keys.back[0],
        )
        return f"{instead} {prompt}"

    def help(self, question: Question) -> str:
        return self._line(self.words.of(question.help))

    def wrong(self, question: Question, alone: str | None) -> str:
        """Why what was typed is no answer, in one sentence."""
        words, numbers = self.words, [number for number, _ in numbered(question)]
        low, high = numbers[0], numbers[-1]
        if alone is not None:
            option = self._label(question, alone).rstrip(".")
            return self._line(words("“{option}” excludes the others: choose it alone, or leave it out.", option=option))
        if question.kind == "choices":
            said = words("Please write numbers from {low} to {high}, with commas between them.", low=low, high=high)
        elif question.kind == "yes_no":
            said = words("Please write 1 or yes, or 2 or no.")
        else:
            said = words("Please write one number from {low} to {high}.", low=low, high=high)
        return self._line(said)

    def noted(self, question: Question, answer: str | tuple[str, ...], needs_evidence: bool = False) -> str:
        """That an answer is saved; a sensitive one is not repeated. With what a level counts as that needs evidence."""
        words = self.words
        if answer == WITHHELD:
            return self._line(words("Kept back. That is always allowed, and never held against the campaign."))
        evidence = words("Under this policy, levels 3 and 4 count as 2 until the file has complete evidence for them.")
        without = f" {evidence}" if needs_evidence else ""
        if question.sensitive:
            return self._line(words("Noted.") + without)
        if answer == UNKNOWN:
            return self._line(words("Noted: nobody knows yet. Finding it out becomes a task."))
        return self._line(words("Noted: {answer}.", answer=self._in_words(question, answer)) + without)

    def _so_far(self, question: Question, answer: str | tuple[str, ...]) -> str:
        """What a question that is put again was answered."""
        if question.sensitive:
            return self.words("It has a reply already; an empty line leaves it as it is.")
        if answer in (UNKNOWN, WITHHELD):
            said = self.words("unknown") if answer == UNKNOWN else self.words("kept back")
        else:
            said = self._in_words(question, answer)
        return self.words("So far: {answer}. An empty line leaves it as it is.", answer=said)

    def _in_words(self, question: Question, answer: str | tuple[str, ...]) -> str:
        """An answer as profiles have it, in the words of its question."""
        values = answer if isinstance(answer, tuple) else (answer,)
        said = self._listed(self._label(question, value).rstrip(".") for value in values)
        if question.kind == "level":
            return self.words("level {level} ({label})", level=int(values[0]), label=said)
        return said

    def _listed(self, parts: Iterable[str]) -> str:
        these, *further = parts
        for last in further:
            these = self.words("{these}, {last}", these=these, last=last)
        return these

    def nothing_before(self) -> str:
        return self._line(self.words("No question was put before this one."))

    def kept(self) -> str:
        return self._line(self.words("It stays as it is."))

    def skipped(self) -> str:
        return self._line(self.words("Skipped. It stays open."))

    # The end

    def settled(self, assessment: Assessment, left: int) -> str:
        """Why the asking ends although questions are left: what settles the verdict, and how to go on with them."""
        page, wording, words = self._page(), Wording(assessment, self.words), self.words
        if assessment.verdict.decided is None or not left:
            return "\n"
        verdict = wording.verdict(assessment.verdict.possible)
        reasons = [reason for reason in assessment.verdict.reasons if reason.outlook == "certain"]
        if reasons:
            reason = wording.reason(reasons[0])
            page.line(words("“{verdict}” is settled: {reason}", verdict=verdict, reason=reason), "bold")
        else:
            page.line(words("“{verdict}” is settled.", verdict=verdict), "bold")
        page.line(
            words.many(
                "{number} question is left, which cannot change that; the same command with --all asks it.",
                "{number} questions are left, which cannot change that; the same command with --all asks them.",
                left,
            )
        )
        return _after_a_blank_line(page)

    def ending_prompt(self) -> str:
        return self.words("“{back}” corrects the last answer; an empty line ends here:", back=self.keys.back[0])

    def conclusion(self, assessment: Assessment, file: str, command: str, full: str | None) -> str:
        """The verdict, and that no answer can change it any more; or what keeps it open when all has been asked.

        `command` assesses what was asked, and `full` asks what a full check asks besides, if that is anything.
        """
        page, wording, words = self._page(), Wording(assessment, self.words), self.words
        page.line(wording.headline(), "bold")
        for note in wording.verdict_notes():
            page.line(note)
        if assessment.verdict.decided is None:
            page.line(
                words(
                    "Every open question has been asked. "
                    "What was skipped, kept back or is not known leaves the verdict open."
                )
            )
        page.line(words("Every answer is saved in {file}.", file=file))
        page.line(words("The whole assessment:"))
        said = f"{_after_a_blank_line(page)}  {plain(command)}\n"  # never broken over lines, so that it can be copied
        if full is None:
            return said
        return f"{said}{self._line(words('For a full check, answer the other questions too:'))}  {plain(full)}\n"

    def stopped(self, file: str | None) -> str:
        if file is None:
            return self._line(self.words("Stopped. Nothing was written."))
        return self._line(
            self.words("Stopped. Every answer is saved in {file}. The same command goes on from there.", file=file)
        )

    def _label(self, question: Question, value: str) -> str:
        """One answer in words."""
        text = label(question, value)
        if text is None:
            return self.words("Yes") if value == "yes" else self.words("No")
        return self.words.of(text)

    def _page(self) -> Page:
        return Page(None, self.colour)

    def _line(self, sentence: str) -> str:
        page = self._page()
        page.line(sentence)
        return page.written()


def _after_a_blank_line(page: Page) -> str:
    return "\n" + page.written()
