"""Asks a campaign the questions that decide most, a page at a time, until no answer can change the verdict any more."""

import os
import shlex
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from api.beginning import new_campaign
from api.opening import policy_for
from api.options import DEFAULT_PACK
from api.profile_file import ProfileFile
from api.replies import Given, Wrong, read_reply
from engine.assess import assess
from engine.assessment import Assessment
from engine.interview import standing_after, to_ask
from engine.pack import Pack, Policy, Question
from engine.profile import Profile
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
    the same in order, as far as nobody went back to it."""

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
            typed = self.conversation.ask(asking.prompt())
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
                    say(asking.noted(question, answer))
                    return "done"

    def _is_enough(self, settled: bool) -> bool:
        return settled and not self.everything

    def _assessed(self) -> Assessment:
        return assess(self.file.profile, self.pack, self.policy, self.on)


def ask_campaign(
    path: Path,
    pack: Pack,
    choose: Callable[[Profile | None], Policy],
    on: date,
    conversation: Conversation,
    asking: Asking,
    page: int,
    everything: bool,
) -> None:
    """Ask the open questions of the profile at this path, which is begun if there is none.

    `choose` gives the policy for a profile, or for one that is still to be begun. To interrupt is to stop. Raises
    Refused when the profile cannot be used or an answer cannot be written; the answers before it are saved.
    """
    try:
        file = _opened(path, pack, choose, on, conversation, asking)
        if file is not None:
            policy = choose(file.profile)
            last = Interview(file, pack, policy, on, conversation, asking, page, everything).hold()
            if last is not None:
                conversation.say(asking.conclusion(last, str(path), *_commands(path, pack, policy, file, asking)))
                return
    except KeyboardInterrupt:
        conversation.say("\n")
    conversation.say(asking.stopped(str(path) if os.path.lexists(path) else None))


def _commands(path: Path, pack: Pack, policy: Policy, file: ProfileFile, asking: Asking) -> tuple[str, str | None]:
    """The command that assesses under the policy that asked; where `assess` alone would take another policy, also the
    one that asks what that policy asks besides."""
    named = () if pack.manifest.id == DEFAULT_PACK else ("--pack", pack.manifest.id)
    spoken = asking.words.language
    lang = () if spoken == pack.manifest.languages[0] else ("--lang", spoken)
    whole = policy_for(file.profile, pack)
    under = () if policy.id == whole else ("--policy", policy.id)
    command = shlex.join(["munasara", "assess", str(path), *under, *named, *lang])
    full = shlex.join(["munasara", "ask", str(path), "--policy", whole, *named, *lang])
    return command, full if under else None


def _opened(
    path: Path,
    pack: Pack,
    choose: Callable[[Profile | None], Policy],
    on: date,
    conversation: Conversation,
    asking: Asking,
) -> ProfileFile | None:
    """The file of that path, or a new one for a campaign whose name is asked; None when somebody stops instead."""
    if _is_there(path):
        return ProfileFile.open(path, pack, on)
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
