"""Asks a campaign the questions that decide most, a page at a time, until no answer can change the verdict any more."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from api.beginning import campaign_name, new_campaign
from api.going_on import to_ask_the_rest, to_assess
from api.profile_file import ProfileFile
from api.replies import Given, Wrong, read_reply
from engine.answers import lacks_evidence
from engine.assess import assess
from engine.assessment import Assessment
from engine.interview import standing_after, to_ask
from engine.pack import Pack, Policy, Question
from engine.profile import PLACEHOLDERS, Profile
from reports.asking import Asking
from reports.questionnaire import blank_profile

LONGEST_LINE = 10_000  # a line that never ends is taken in parts


class Lines(Protocol):
    """What replies are read from, line by line."""

    def readline(self, limit: int, /) -> str: ...

    def isatty(self) -> bool: ...


@dataclass(frozen=True)
class Conversation:
    """Where replies are read and what is said is written: a terminal, or pipes. Without input all input has ended."""

    reading: Lines | None
    say: Callable[[str], None]

    def ask(self, prompt: str) -> str | None:
        """What is typed, without its line end; None when the input has ended."""
        self.say(f"{prompt} ")
        typed = self.reading.readline(LONGEST_LINE) if self.reading is not None else ""
        if not typed.endswith("\n") or self.reading is None or not self.reading.isatty():
            self.say("\n")  # as the line end of somebody typing would have done
        return typed.strip() if typed else None


@dataclass
class Interview:
    """One file asked under one policy. `page` is how many questions are put before the profile is assessed again;
    with `everything` the asking goes on when the verdict is settled. `passed_over` has what was put already, and `put`
    the same in order, as far as nobody went back to it; `prompted`, whether any was put."""

    file: ProfileFile
    pack: Pack
    policy: Policy
    on: date
    conversation: Conversation
    asking: Asking
    page: int
    everything: bool
    passed_over: set[str] = field(default_factory=set)
    put: list[str] = field(default_factory=list)
    prompted: bool = False

    def hold(self) -> Assessment | None:
        """Ask until the verdict is settled or all has been asked: the last assessment. None when somebody stops."""
        assessment = self._assessed()
        self.conversation.say(self.asking.greeting(assessment))
        while True:
            while waiting := self._waiting(assessment):
                self.conversation.say(self.asking.turn(assessment))
                if not self._page(waiting[: self.page], assessment):
                    return None
                assessment = self._assessed()
            if not self._goes_back(assessment):
                return assessment
            if not self._one(self.put.pop(), assessment):
                return None
            assessment = self._assessed()

    def _waiting(self, assessment: Assessment) -> tuple[str, ...]:
        if self._is_enough(assessment.verdict.decided is not None):
            return ()
        return to_ask(self.file.profile, assessment, self.passed_over)

    def _goes_back(self, assessment: Assessment) -> bool:
        """Say why the asking ends here, and offer to correct the last answer, if one was asked for."""
        if not self.put:
            return False
        left = len(to_ask(self.file.profile, assessment, self.passed_over))
        self.conversation.say(self.asking.settled(assessment, left))
        return self.asking.goes_back(self.conversation.ask(self.asking.ending_prompt()) or "")

    def _page(self, questions: tuple[str, ...], assessment: Assessment) -> bool:
        """Put some questions, as long as they matter. False when somebody stops."""
        for name in questions:
            if not self._matters(name):
                continue
            if not self._one(name, assessment):
                return False
        return True

    def _matters(self, name: str) -> bool:
        """Whether a question is still open and something hangs on it."""
        answers, settled = standing_after(self.file.profile, self.pack, self.policy, self.on)
        return not self._is_enough(settled) and answers.standing[name].open

    def _one(self, name: str, assessment: Assessment) -> bool:
        """Put one question, and before it again those that somebody goes back to. False when somebody stops."""
        question = self.pack.questions[name]
        standing = {answer.question: answer for answer in assessment.answers}[name]
        while True:
            self.conversation.say(self.asking.question(question, standing, self._so_far(name)))
            match self._put(question):
                case "stop":
                    return False
                case "done":
                    self.put.append(name)
                    return True
            if not self.put:
                self.conversation.say(self.asking.nothing_before())
            elif not self._one(self.put.pop(), assessment):
                return False
            elif name not in self.passed_over and not self._matters(name):
                return True

    def _so_far(self, name: str) -> str | tuple[str, ...] | None:
        """What a question was answered in this conversation."""
        given = self.file.profile.answers.get(name)
        return given.answer if given is not None and name in self.passed_over else None

    def _put(self, question: Question) -> Literal["done", "back", "stop"]:
        """Have one question answered or skipped."""
        say, asking = self.conversation.say, self.asking
        while True:
            typed = self.conversation.ask(asking.prompt(first=not self.prompted))
            self.prompted = True
            match "stop" if typed is None else read_reply(typed, question, asking.keys, asking.yes_no):
                case "stop" | "back" as wish:
                    return wish
                case "help":
                    say(asking.help(question))
                case "skip":
                    answered = self._so_far(question.id) is not None
                    self.passed_over.add(question.id)
                    say(asking.kept() if answered else asking.skipped())
                    return "done"
                case Wrong(alone):
                    say(asking.wrong(question, alone))
                case Given(answer):
                    self.file.answer(question.id, answer, self.on)
                    self.passed_over.add(question.id)
                    say(asking.noted(question, answer, self._needs_evidence(question)))
                    return "done"

    def _needs_evidence(self, question: Question) -> bool:
        """Whether an answer just given counts for less without evidence; of a sensitive question, whose answer nothing
        on the screen may tell, whether any answer does."""
        if self.policy.evidence != "required" or question.kind != "level":
            return False
        return question.sensitive or lacks_evidence(question, self.file.profile.answers[question.id])

    def _is_enough(self, settled: bool) -> bool:
        return settled and not self.everything

    def _assessed(self) -> Assessment:
        return assess(self.file.profile, self.pack, self.policy, self.on)


def ask_campaign(
    path: Path,
    pack: Pack,
    named: str,
    choose: Callable[[Profile | None], Policy],
    on: date,
    conversation: Conversation,
    asking: Asking,
    page: int,
    everything: bool,
) -> None:
    """Ask the open questions of the profile at this path, which is begun if there is none.

    `named` is how the command calls the pack: by its id, or as a folder. `choose` gives the policy for a profile, or
    for one that is still to be begun. To interrupt is to stop. Raises Refused when the profile cannot be used or an
    answer cannot be written; the answers before it are saved.
    """
    try:
        file = _opened(path, pack, choose, on, conversation, asking)
        if file is not None:
            policy = choose(file.profile)
            last = Interview(file, pack, policy, on, conversation, asking, page, everything).hold()
            if last is not None:
                language = asking.words.language
                command = to_assess(path, pack, named, policy, file.profile, language)
                rest = to_ask_the_rest(path, pack, named, last, file.profile, language)
                conversation.say(asking.conclusion(last, str(path), command, rest))
                return
    except KeyboardInterrupt:
        conversation.say("\n")
    conversation.say(asking.stopped(str(path) if os.path.lexists(path) else None))


def _opened(
    path: Path,
    pack: Pack,
    choose: Callable[[Profile | None], Policy],
    on: date,
    conversation: Conversation,
    asking: Asking,
) -> ProfileFile | None:
    """The file of that path, or a new one; the name of a campaign that has none yet is asked. None when somebody stops
    instead."""
    if _is_there(path):
        file = ProfileFile.open(path, pack, on)
        if file.profile.campaign in PLACEHOLDERS:
            name = campaign_name(conversation, asking)
            if name is None:
                return None
            file.name(name)
        return file
    new = new_campaign(conversation, asking, on)
    if new is None:
        return None
    begun = ProfileFile.begin(path, blank_profile(pack, choose(new), asking.words.language), new, on)
    conversation.say(asking.new_file(str(path)))
    return begun


def _is_there(path: Path) -> bool:
    """Whether there is something of that name; what cannot even be looked for is refused when it is read."""
    try:
        return path.exists()
    except OSError:
        return True
