"""Somebody who is asked: reads what is shown, and types what they have to say to the question that is there."""

import itertools
import re
from collections.abc import Callable, Mapping
from contextlib import chdir
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from api.ask import Conversation, Interview, ask_campaign
from api.profile_file import ProfileFile
from engine.assessment import Assessment
from engine.pack import Pack, Policy, Question
from engine.profile import UNKNOWN, WITHHELD
from reports.asking import Asking, numbered
from reports.words import LANGUAGES

Replies = Callable[[Question], str | None]


class Respondent:
    """Replies to each question by its printed code; None is to hang up. Remembers what was asked, in order.

    What is asked before any question is the name of the campaign, and what can be left open about it.
    """

    def __init__(self, pack: Pack, replies: Replies) -> None:
        self.pack = pack
        self.question_of = {question.code: question for question in pack.questions.values()}
        self.replies = replies
        self.shown = ""
        self.asked: list[str] = []
        self.begun = 0
        self._read = 0

    def say(self, text: str) -> None:
        self.shown += text

    def readline(self, limit: int, /) -> str:
        new, self._read = self.shown[self._read :], len(self.shown)
        codes = [code for code in re.findall(r"^\W?([A-Z]\d{1,2}) ", new, re.MULTILINE) if code in self.question_of]
        if not codes and not self.asked:
            self.begun += 1
            assert self.begun <= 4, "no question is recognised"
            return "2030\n" if self.begun == 1 else "\n"
        if any(Asking(language).ending_prompt() in new for language in LANGUAGES):
            return "\n"
        question = self.question_of[codes[-1]] if codes else self.pack.questions[self.asked[-1]]
        assert self.asked[-5:] != [question.id] * 5, "the same reply would be refused for ever"
        self.asked.append(question.id)
        reply = self.replies(question)
        return "" if reply is None else f"{reply}\n"

    def isatty(self) -> bool:
        return False


def typed(question: Question, answer: str) -> str:
    """What to type for an answer as profiles have it; several options are parted by commas."""
    number_of = {value: str(number) for number, value in numbered(question)} | {UNKNOWN: "u", WITHHELD: "w"}
    return ",".join(number_of.get(part, part) for part in answer.split(", "))


def by_name(answers: Mapping[str, str]) -> Replies:
    """Knows some answers, and skips every other question."""
    return lambda question: typed(question, answers[question.id]) if question.id in answers else ""


def transcript(source: Path | None, pack: Pack, policy: Policy, on: date, language: str) -> str:
    """All that is said when a copy of a profile, or a new one, is asked to the end by somebody who tries everything
    that can be typed, and stops once on the way."""
    asking, shown = Asking(language), ""
    with TemporaryDirectory() as folder, chdir(folder):
        path = Path("campaign.yaml")
        if source is not None:
            path.write_bytes(source.read_bytes())
        for most in (11, None):
            respondent = Respondent(pack, _everything_once(most))
            conversation = Conversation(respondent, respondent.say)
            ask_campaign(
                path, pack, pack.manifest.id, lambda _: policy, on, conversation, asking, page=12, everything=True
            )
            shown += respondent.shown
    return shown


def _everything_once(most: int | None) -> Replies:
    """Every kind of reply in turn, and the end of the input after so many."""
    turns = itertools.cycle(("?", "nonsense", "u", "w", "", "answer", "1,2", "answer"))
    count = itertools.count()

    def reply(question: Question) -> str | None:
        turn = next(turns)
        if most is not None and next(count) == most:
            return None
        return typed(question, question.values[-1]) if turn == "answer" else turn

    return reply


def interview(
    path: Path,
    pack: Pack,
    policy: Policy,
    on: date,
    respondent: Respondent,
    page: int = 3,
    everything: bool = False,
    language: str = "en",
) -> tuple[Assessment | None, ProfileFile]:
    """One whole conversation about the profile at this path, which must be there: the last assessment, and the file."""
    file = ProfileFile.open(path, pack, on)
    conversation = Conversation(respondent, respondent.say)
    held = Interview(file, pack, policy, on, conversation, Asking(language), page, everything)
    return held.hold(), file
