"""Why YAML is not well-formed, as whoever wrote it can mend it. A parser says where it gave up, which may be far below
the slip: quotes that are not closed take in what follows, up to the next quotes; a key that lacks the space after its
colon is part of a text."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from engine import file_messages as said
from engine.errors import Message

MOST_LINES_ABOVE = 2  # of where a parser gives up, in which a colon without its space is looked for
_OF_KEYS = ("expected ':'", "mapping values", "expected key")  # what a parser says where keys are not as they must be
_TAB_FIRST = re.compile("[ -]*\t")
_NO_KEY = re.compile(r"\s*:(?:\s|$)")
# A key and its value in one: neither a time as 12:30, nor an address as https://.
_CLOSED_UP = re.compile(r"""\s*(?:- )?[a-zA-Z_]\w*:(?!//)[^\s:]""")


class Trouble(NamedTuple):
    """What a parser says, with the line where it gave up and the line where what it was reading begins; counted from 1.

    `quoted`: the first and the last line of the text in quotes that it had read just before, if it had.
    """

    problem: str
    line: int
    start: int
    quoted: tuple[int, int] | None = None


class Cause(NamedTuple):
    """What is said, of which line; `start` fills the message: the other line that it names."""

    message: Message
    line: int
    start: int


def cause_of(trouble: Trouble, lines: Sequence[str]) -> Cause:
    """Plain words for what a parser says, never its own: they may quote the file. `lines` are those of
    the whole text."""
    line = max(1, min(trouble.line, len(lines)))  # at the end it counts one line more
    if trouble.quoted is not None:
        first, last = trouble.quoted
        opens_again = "end of stream" in trouble.problem and last == trouble.start
        if opens_again or (last == line and (first < last or "',' or" not in trouble.problem)):
            return Cause(said.QUOTES_END, first, last)
    if "end of stream" not in trouble.problem:
        if lines and _TAB_FIRST.match(lines[line - 1]):
            return Cause(said.TAB, line, line)
        for number in range(line, max(0, line - MOST_LINES_ABOVE - 1), -1):
            if number == line and _NO_KEY.match(lines[line - 1]):
                return Cause(said.NO_KEY, line, line)
            if _CLOSED_UP.match(lines[number - 1]) and any(part in trouble.problem for part in _OF_KEYS):
                return Cause(said.NO_SPACE, number, number)
    return Cause(next(message for part, message in said.MALFORMED if part in trouble.problem), line, trouble.start)


def is_closed_up(text: object) -> bool:
    """Whether a text is a key and its value, without the space after the colon that would make it so."""
    return isinstance(text, str) and _CLOSED_UP.match(text) is not None
