"""What is said while a campaign is asked in a terminal: each question with its answers, and where things stand."""

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
    """What is typed in place of an answer."""

    help: str
    unknown: str
    withheld: str
    stop: str


LATIN: Final = Keys(help="?", unknown="u", withheld="w", stop="q")
# For an Arabic keyboard: from the words for not known, kept back and stop.
_ARABIC: Final = Keys(help="؟", unknown="م", withheld="ح", stop="ت")


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
        self.keys = _ARABIC if language == "ar" else LATIN
        self.colour = colour

    @property
    def yes_no(self) -> tuple[str, str]:
        return self.words("yes"), self.words("no")

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
                "“{withheld}” keeps the answer back, an empty line skips it, and “{stop}” stops. "
                "Each answer is saved at once.",
                help=keys.help,
                unknown=keys.unknown,
                withheld=keys.withheld,
                stop=keys.stop,
            )
        )
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

    def question(self, question: Question, standing: AnswerResult) -> str:
        """One question with its answers, and what must be known before answering."""
        page, words = self._page(), self.words
        page.line(words("{code} {question}", code=question.code, question=words.of(question.text)), "bold")
        if standing.state == "expired":
            page.line(words("The answer that is there is too old to count."))
        if standing.state == "unknown":
            page.line(words("So far nobody knew."))
        if standing.use == "perhaps":
            page.line(words("Counts only where other answers make it apply."))
        if question.sensitive:
            page.line(words("Sensitive: the answer is saved, and not shown again here."))
        if question.kind == "choices":
            example = words("{these}, {last}", these=words.number(1), last=words.number(2))
            page.line(words("Choose all that apply, as in {example}.", example=example))
        for number, value in numbered(question):
            page.item(words.number(number), self._label(question, value), indent=2)
        return _after_a_blank_line(page)

    def prompt(self) -> str:
        return self.words("Your answer:")

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
            said = words("Please write yes or no.")
        else:
            said = words("Please write one number from {low} to {high}.", low=low, high=high)
        return self._line(said)

    def noted(self, question: Question, answer: str | tuple[str, ...]) -> str:
        """That an answer is saved; a sensitive one is not repeated."""
        words = self.words
        if answer == WITHHELD:
            return self._line(words("Kept back. That is always allowed, and never held against the campaign."))
        if question.sensitive:
            return self._line(words("Noted."))
        if answer == UNKNOWN:
            return self._line(words("Noted: nobody knows yet. Finding it out becomes a task."))
        values = answer if isinstance(answer, tuple) else (answer,)
        labels = [self._label(question, value).rstrip(".") for value in values]
        said = labels[0]
        for further in labels[1:]:
            said = words("{these}, {last}", these=said, last=further)
        if question.kind == "level":
            said = words("level {level} ({label})", level=int(values[0]), label=said)
        return self._line(words("Noted: {answer}.", answer=said))

    def skipped(self) -> str:
        return self._line(self.words("Skipped. It stays open."))

    # The end

    def conclusion(self, assessment: Assessment, file: str, command: str) -> str:
        """The verdict, and that no answer can change it any more; or what keeps it open when all has been asked."""
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
        return f"{_after_a_blank_line(page)}  {plain(command)}\n"  # never broken over lines, so that it can be copied

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
