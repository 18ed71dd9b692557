"""What somebody types at a question, read as an answer or a wish; digits of any script count as digits."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from engine.pack import Question
from engine.profile import UNKNOWN, WITHHELD
from reports.asking import LATIN, Keys, numbered

_PARTED = re.compile(r"[\s,،;؛]+")


@dataclass(frozen=True)
class Given:
    """An answer, as profiles have it."""

    answer: str | tuple[str, ...]


@dataclass(frozen=True)
class Wrong:
    """What cannot be read as an answer. `alone` is the option that was chosen together with others it excludes."""

    alone: str | None = None


Reply = Given | Wrong | Literal["help", "skip", "back", "stop"]


def read_reply(typed: str, question: Question, keys: Keys, yes_no: tuple[str, str]) -> Reply:
    """Read one line. `keys` and `yes_no` are those of the reader's language; the Latin ones count everywhere."""
    said = "".join(letter for letter in typed if unicodedata.category(letter) != "Cf").strip().casefold()
    for known in (keys, LATIN):
        if said in known.stop:
            return "stop"
        if said in known.back:
            return "back"
        if said in known.help:
            return "help"
        if said in known.unknown:
            return Given(UNKNOWN)
        if said in known.withheld:
            return Given(WITHHELD)
    if not said:
        return "skip"
    if question.kind == "yes_no":
        return _yes_or_no(said, yes_no)
    chosen = [_value(part, question) for part in _PARTED.split(said) if part]
    if None in chosen or not chosen or (question.kind != "choices" and len(chosen) > 1):
        return Wrong()
    if question.kind != "choices":
        return Given(str(chosen[0]))
    alone = next((option.id for option in question.options if option.alone and option.id in chosen), None)
    if alone is not None and len(set(chosen)) > 1:
        return Wrong(alone)
    return Given(tuple(value for value in question.values if value in chosen))


def _value(part: str, question: Question) -> str | None:
    """The answer behind a number, or behind the name that it has in the file."""
    if part.isdecimal() and len(part) <= 3:
        return dict(numbered(question)).get(int(part))
    return part if part in question.values and question.kind != "level" else None


def _yes_or_no(said: str, yes_no: tuple[str, str]) -> Given | Wrong:
    for value, word in zip(("yes", "no"), yes_no, strict=True):
        if said in (value, value[0], word, word[0]):
            return Given(value)
    number = int(said) if said.isdecimal() and len(said) <= 3 else 0
    return Given(("yes", "no")[number - 1]) if number in (1, 2) else Wrong()
