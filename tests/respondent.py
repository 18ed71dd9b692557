"""Somebody who is asked: reads what is shown, and types what they have to say to the question that is there."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from api.ask import Conversation, Interview
from api.profile_file import ProfileFile
from engine.assessment import Assessment
from engine.pack import Pack, Policy, Question
from reports.asking import Asking, numbered

Replies = Callable[[Question], str | None]


class Respondent:
    """Replies to each question by its printed code; None is to hang up. Remembers what was asked, in order."""

    def __init__(self, pack: Pack, replies: Replies) -> None:
        self.question_of = {question.code: question for question in pack.questions.values()}
        self.replies = replies
        self.shown = ""
        self.asked: list[str] = []
        self._read = 0

    def say(self, text: str) -> None:
        self.shown += text

    def readline(self, limit: int, /) -> str:
        new, self._read = self.shown[self._read :], len(self.shown)
        codes = [code for code in re.findall(r"^([A-Z]\d{1,2}) ", new, re.MULTILINE) if code in self.question_of]
        question = self.question_of[codes[-1]]
        self.asked.append(question.id)
        reply = self.replies(question)
        return "" if reply is None else f"{reply}\n"

    def isatty(self) -> bool:
        return False


def typed(question: Question, answer: str) -> str:
    """What to type for an answer as profiles have it; several options are parted by commas."""
    number_of = {value: str(number) for number, value in numbered(question)}
    return ",".join(number_of.get(part, part) for part in answer.split(", "))


def by_name(answers: Mapping[str, str]) -> Replies:
    """Knows some answers, and skips every other question."""
    return lambda question: typed(question, answers[question.id]) if question.id in answers else ""


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
