"""Asks a campaign the questions that decide most, a page at a time, until no answer can change the verdict any more."""

import os
import shlex
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from api.options import DEFAULT_PACK
from api.profile_file import ProfileFile
from api.replies import Given, Wrong, read_reply
from engine.assess import assess
from engine.assessment import Assessment
from engine.interview import standing_after, to_ask
from engine.pack import Pack, Policy, Question
from engine.profile import Profile
from reports.asking import LATIN, Asking
from reports.phrases import REPLACED
from reports.questionnaire import blank_profile

LONGEST_NAME = 500
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
    with `everything` the asking goes on when the verdict is settled. `passed_over` has what was put already."""

    file: ProfileFile
    pack: Pack
    policy: Policy
    on: date
    conversation: Conversation
    asking: Asking
    page: int
    everything: bool
    passed_over: set[str] = field(default_factory=set)

    def hold(self) -> Assessment | None:
        """Ask until the verdict is settled or all has been asked: the last assessment. None when somebody stops."""
        assessment = self._assessed()
        self.conversation.say(self.asking.greeting(assessment))
        while waiting := self._waiting(assessment):
            self.conversation.say(self.asking.turn(assessment))
            if not self._page(waiting[: self.page], assessment):
                return None
            assessment = self._assessed()
        return assessment

    def _waiting(self, assessment: Assessment) -> tuple[str, ...]:
        if self._is_enough(assessment.verdict.decided is not None):
            return ()
        return to_ask(self.file.profile, assessment, self.passed_over)

    def _page(self, questions: tuple[str, ...], assessment: Assessment) -> bool:
        """Put some questions, as long as they matter. False when somebody stops."""
        shown = {answer.question: answer for answer in assessment.answers}
        for name in questions:
            answers, settled = standing_after(self.file.profile, self.pack, self.policy, self.on)
            if self._is_enough(settled):
                break
            if answers.standing[name].open:
                self.conversation.say(self.asking.question(self.pack.questions[name], shown[name]))
                if not self._put(self.pack.questions[name]):
                    return False
        return True

    def _put(self, question: Question) -> bool:
        """Have one question answered or skipped. False when somebody stops."""
        say, asking = self.conversation.say, self.asking
        while True:
            typed = self.conversation.ask(asking.prompt())
            match "stop" if typed is None else read_reply(typed, question, asking.keys, asking.yes_no):
                case "stop":
                    return False
                case "help":
                    say(asking.help(question))
                case "skip":
                    self.passed_over.add(question.id)
                    say(asking.skipped())
                    return True
                case Wrong(alone):
                    say(asking.wrong(question, alone))
                case Given(answer):
                    self.file.answer(question.id, answer, self.on)
                    self.passed_over.add(question.id)
                    say(asking.noted(question, answer))
                    return True

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
                named = () if pack.manifest.id == DEFAULT_PACK else ("--pack", pack.manifest.id)
                spoken = asking.words.language
                lang = () if spoken == pack.manifest.languages[0] else ("--lang", spoken)
                command = shlex.join(["munasara", "assess", str(path), *named, *lang])
                conversation.say(asking.conclusion(last, str(path), command))
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
    """The file of that path, or a new one for a campaign whose name is asked; None when somebody stops instead."""
    if _is_there(path):
        return ProfileFile.open(path, pack, on)
    name = _name(conversation, asking)
    if name is None:
        return None
    begun = ProfileFile.begin(path, blank_profile(pack, choose(None), asking.words.language), name, on)
    conversation.say(asking.new_file(str(path)))
    return begun


def _is_there(path: Path) -> bool:
    """Whether there is something of that name; what cannot even be looked for is refused when it is read."""
    try:
        return path.exists()
    except OSError:
        return True


def _name(conversation: Conversation, asking: Asking) -> str | None:
    """The name of a new campaign; None when somebody stops instead."""
    while True:
        typed = conversation.ask(asking.name_prompt())
        if typed is None or typed.casefold() in (asking.keys.stop, LATIN.stop):
            return None
        if 0 < len(typed) <= LONGEST_NAME and not any(_is_no_text(letter) for letter in typed):
            return typed
        conversation.say(asking.bad_name(LONGEST_NAME))


def _is_no_text(letter: str) -> bool:
    return letter == REPLACED or unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")
