"""A file of JSON, read value by value: no more of it is kept than one record."""

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, NoReturn

from api.intake.letters import marked
from api.intake.messages import LARGE_RECORD
from engine import file_messages as said
from engine.documents import MOST_LEVELS
from engine.errors import Message, Refused

MOST_OF_A_RECORD: Final = 1 << 20  # characters
LISTS: Final = ("results", "value")  # what KoBoToolbox and ODK call the list of records
_PART: Final = 1 << 16
_NEXT: Final = ("next", "@odata.nextLink")


class _Twice(ValueError):
    """A name stands twice in an object, or something stands for a number that is none."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _Twice
    return made


def _no_number(_: str) -> NoReturn:
    raise _Twice


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=_no_number)
_LENIENT: Final = json.JSONDecoder(parse_int=str, parse_float=str)


class JsonReading:
    """A file of JSON from its beginning; numbers stay as they are written."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        encoding = marked(file.read(4)) or "utf-8"
        file.seek(0)
        self._text = io.TextIOWrapper(file, encoding)
        self._name, self._buffer, self._at, self._line, self._ended = name, "", 0, 1, False

    def records(self) -> Iterator[Any]:
        """The records; ends at once where there are none of the kind. After them `more` says whether there are others
        that this file does not hold, `unreadable` whether an empty text stands in the place of some."""
        self.more = self.found = self.unreadable = False
        if self._takes("["):
            self.found = True
            yield from self._items()
            return
        if not self._takes("{"):
            return
        while self._peek() == '"':
            key = self._value()
            self._require(":")
            if key in LISTS and not self.found and self._takes("["):
                self.found = True
                yield from self._items()
            else:
                value = self._value()
                self.more |= key in _NEXT and value is not None
            if not self._takes(","):
                break
        if self.found:
            self._require("}")

    def detach(self) -> None:
        self._text.detach()

    def _items(self) -> Iterator[Any]:
        if self._takes("]"):
            return
        while True:
            yield self._value()
            if not self._takes(","):
                self._require("]")
                return

    def _peek(self) -> str:
        """The next character that is no blank; nothing at the end."""
        while True:
            while self._at < len(self._buffer) and self._buffer[self._at] in " \t\r\n":
                self._at += 1
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._fill(_PART):
                return ""

    def _takes(self, character: str) -> bool:
        if self._peek() != character:
            return False
        self._at += 1
        return True

    def _require(self, character: str) -> None:
        if not self._takes(character):
            self._stop(_malformed("delimiter"))

    def _value(self) -> Any:
        """The next value. What is not whole yet in what was read is tried again with more of the file. In place of one
        that says something twice is an empty text."""
        self._peek()
        wanted, decoder = _PART, _DECODER
        while True:
            try:
                value, end = decoder.raw_decode(self._buffer, self._at)
            except _Twice:
                decoder, self.unreadable = _LENIENT, True
                continue
            except RecursionError:
                self._stop(said.TOO_DEEP, number=MOST_LEVELS)
            except json.JSONDecodeError as error:
                value, end = error, len(self._buffer)
            if end < len(self._buffer) or (self._ended and not isinstance(value, json.JSONDecodeError)):
                self._at = end
                return value if decoder is _DECODER else ""
            if len(self._buffer) - self._at > MOST_OF_A_RECORD:
                self._stop(LARGE_RECORD, number=MOST_OF_A_RECORD // 1024)
            if not self._fill(wanted):
                if isinstance(value, json.JSONDecodeError):
                    self._stop(_malformed(value.msg))
                self._ended = True
            wanted *= 2

    def _fill(self, more: int) -> bool:
        if self._at > _PART:
            self._line += self._buffer.count("\n", 0, self._at)
            self._buffer, self._at = self._buffer[self._at :], 0
        try:
            part = self._text.read(more)
        except UnicodeError:
            self._stop(said.NOT_UTF_8)
        self._buffer += part
        self._ended = self._ended or not part
        return bool(part)

    def _stop(self, message: Message, **values: int) -> NoReturn:
        line = self._line + self._buffer.count("\n", 0, self._at)
        raise Refused([message.at(f"{self._name}:{line}", start=line, **values)])


def _malformed(problem: str) -> Message:
    return next(message for part, message in said.MALFORMED if part in problem)
