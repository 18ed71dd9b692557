"""Reads YAML and JSON files: the one door by which written text enters the engine.

Text is taken as text (`no` and `1.10` stay what they are; the models type it later), and nothing in a file can stand
for something else in it. A file is refused with all its mistakes, 50 at most. Those marked * end the reading.

    DOC-001* it cannot be read: missing, a directory, forbidden, not a regular file
    DOC-002* it is larger than 512 KiB         DOC-009* it is nested deeper than 32 levels
    DOC-003  it is not UTF-8 text              DOC-010* it has more than 10,000 parts (keys, values, lists, mappings)
    DOC-004* it is empty, or only comments     DOC-011  a key is empty, longer than 200 characters, or not plain text
    DOC-005* it is not well-formed             DOC-012* it holds several documents
    DOC-006  it uses an anchor or an alias     DOC-013  it holds NaN or Infinity (JSON)
    DOC-007  it uses a tag or a directive      DOC-014  it uses a merge key
    DOC-008  a key stands twice in a mapping
"""

import json
import re
import stat
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, TypeAlias

from engine import file_messages as said
from engine.errors import Message, Mistake, Refused, printable
from engine.sentences import Sentence, Value

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | None"
Steps: TypeAlias = tuple[str | int, ...]

MOST_PARTS = 10_000
LIMIT_BYTES = 512 * 1024
MOST_LEVELS = 32
MOST_MISTAKES = 50
LONGEST_KEY = 200
LONGEST_KEY_SHOWN = 60
IN_A_FIELD = "{file} (field {field})"

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|\n")
_OTHER_LINE_ENDS = re.compile("[\x85\u2028\u2029]")  # of YAML, and of nothing that shows a file by its lines
_DIRECTIVE = re.compile("%(?<![^\n\r\x85\u2028\u2029]%)")  # % as the first character of a line
# The closing quote is optional so that unclosed quotes are one token: matching stays linear, and json refuses it.
_JSON_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]|[^\s\[\]{},:"]++', re.DOTALL)
_JSON_TEXT = json.JSONDecoder().raw_decode


@dataclass(frozen=True)
class Limits:
    """How large a file may be: in bytes, and in keys, values, lists and mappings, of which an empty one counts twice,
    since it takes a reader as long. What a person writes is small; what Munasara itself wrote, and reads again, is
    larger."""

    size: int = LIMIT_BYTES
    parts: int = MOST_PARTS
    too_large: Message = said.TOO_LARGE
    too_many_parts: Message = said.TOO_MANY_PARTS


WRITTEN_BY_HAND = Limits()


@dataclass(frozen=True)
class Document:
    """One parsed file: plain data, and where each part of it stands.

    `lines` holds the 1-based line of every part: of the key in a mapping, of the item in a list; () is 1.
    `by_field`: places name fields, not lines, as in JSON, which is often a single line.
    """

    name: str
    data: Tree
    lines: Mapping[Steps, int]
    by_field: bool = False

    def place(self, path: Sequence[str | int]) -> str:
        """Where this path stands: 'file:line', or 'file (field a.b.0)'; a missing key stands at its parent."""
        found = self.steps(path)
        if not self.by_field:
            return f"{self.name}:{self.lines[found]}"
        field = ".".join(shown(str(step)) for step in found)
        return Sentence(IN_A_FIELD, {"file": self.name, "field": field}) if found else self.name

    def steps(self, path: Sequence[str | int]) -> Steps:
        """The steps of a path that are in the tree; missing keys, and the names of union members that pydantic puts
        into its paths, are passed over."""
        found: list[str | int] = []
        part = self.data
        for step in path:
            if _holds(part, step):
                found.append(step)
                part = part[step]  # type: ignore[index]  # `_holds` has seen that it can be
        return tuple(found)


def _holds(part: Tree, step: str | int) -> bool:
    """Whether a mapping has this key, or a list this item."""
    if isinstance(part, dict):
        return step in part
    return isinstance(part, list) and isinstance(step, int) and 0 <= step < len(part)


def read_file(path: Path, name: str | None = None) -> Document:
    """Read one file, as JSON if it is called .json, else as YAML; messages call it `name`, or the path as given."""
    called = str(path) if name is None else name
    return read_content(called, content_of(path, called), is_json(path))


def read_content(name: str, content: bytes, as_json: bool) -> Document:
    """Read what a file holds."""
    return read_json(name, content) if as_json else read_yaml(name, content)


def is_json(path: Path) -> bool:
    return path.suffix.lower() == ".json"


def content_of(path: Path, called: str, limits: Limits = WRITTEN_BY_HAND) -> bytes:
    """The bytes of one file.

    Links are followed. Anything but a regular file within the limits is refused unread (DOC-001, DOC-002).
    """
    with opened(path, called, limits) as file:
        return file.read(limits.size + 1)


@contextmanager
def opened(path: Path, called: str, limits: Limits) -> Iterator[BinaryIO]:
    """A regular file within the limits, to be read part by part; the same refusals, also while it is read."""
    trouble = None
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            trouble = said.A_DIRECTORY if stat.S_ISDIR(state.st_mode) else said.NO_FILE
        elif state.st_size > limits.size:
            _Reading(called, limits).stop_too_large()
        else:
            with path.open("rb") as file:
                yield file
    except FileNotFoundError:
        trouble = said.NOT_THERE
    except PermissionError:
        trouble = said.FORBIDDEN
    except UnicodeError:
        raise
    except (OSError, ValueError):
        trouble = said.CANNOT_BE_OPENED
    if trouble is not None:
        _Reading(called).stop(trouble, None)


def trouble_in(text: str) -> Message | None:
    """What is wrong with a text that is none: control characters, half a pair, marks that reverse letters."""
    found = _NOT_TEXT.search(text)
    return None if found is None else _not_text(found[0])


def read_yaml(name: str, content: bytes) -> Document:
    """Read YAML. Every scalar is text, but a plain empty value, `~` and `null` are None. Errors: see the module."""
    import yaml
    from yaml import CollectionEndEvent, CollectionStartEvent, DocumentStartEvent, MappingStartEvent, ScalarEvent

    reading = _Reading(name)
    text = reading.decode(content)
    if found := _DIRECTIVE.search(text):  # before parsing: thousands of %TAG lines hold the parser for seconds
        line = len(_LINE_END.findall(text, 0, found.end())) + 1
        reading.stop(said.DIRECTIVE, line)
    others = [found.start() for found in _OTHER_LINE_ENDS.finditer(text)]
    problem: str | None = None
    documents = line = start = 0
    event: Any
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if isinstance(event, CollectionEndEvent):  # the commonest first: what is hostile is mostly brackets
                reading.close(line)
                continue
            line = _line_of(event.start_mark, others)
            if isinstance(event, (ScalarEvent, CollectionStartEvent)):
                if event.anchor is not None:
                    reading.mistake(said.ANCHOR, line)
                if event.tag is not None:
                    reading.mistake(said.TAG, line)
                if isinstance(event, ScalarEvent):
                    _add_scalar(reading, event.value, event.style, line)
                else:
                    reading.add({} if isinstance(event, MappingStartEvent) else [], line)
            elif isinstance(event, yaml.AliasEvent):
                reading.mistake(said.ALIAS, line)
                reading.add(None, line, reported=True)
            elif isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    reading.stop(said.SECOND_DOCUMENT, line)
    except yaml.MarkedYAMLError as error:
        problem = error.problem or ""
        line = _line_of(error.problem_mark, others) if error.problem_mark else line
        start = _line_of(error.context_mark, others) if error.context_mark else line
    except yaml.YAMLError:
        problem, start = "", line
    if problem == "found undefined tag handle":
        reading.mistake(said.TAG, line)
    elif problem is not None:
        lines = len(_LINE_END.split(text)) - text.endswith(("\r", "\n"))
        reading.stop_malformed(problem, min(line, lines), start)  # at the end it counts one line more
    elif not reading.parts:
        reading.mistake(said.EMPTY, None)
    return reading.document(by_field=False)


def _line_of(mark: Any, others: Sequence[int]) -> int:
    """The line of a place as editors and pipelines count it: without the line ends that only YAML knows, which stand
    at these places."""
    return int(mark.line) + 1 - (bisect_left(others, mark.index) if others else 0)


def _add_scalar(reading: "_Reading", value: str, style: str | None, line: int) -> None:
    """Add one YAML scalar; without a style it is plain, and may be no value, a merge key, or the whole empty file."""
    if style:
        reading.add(reading.unescaped(value, line) if style == '"' else value, line)
    elif value == "<<" and reading.expects_key():
        reading.mistake(said.MERGE_KEY, line)
        reading.add(None, line, reported=True)
    elif value == "" and not reading.open:
        reading.stop(said.EMPTY, None)
    else:
        reading.add(None if value in ("", "~", "null") else value, line)


def read_json(name: str, content: bytes, limits: Limits = WRITTEN_BY_HAND) -> Document:
    """Read JSON into the same tree as YAML: a number is its source text, true and false are words, null is None.

    The size of the tree and the grammar come first: a file that fails there is refused for that alone.
    """
    reading = _Reading(name, limits)
    text = reading.decode(content)
    if not text.strip():
        reading.stop(said.EMPTY, None)
    problem, before, line, level, parts, read_to = "", " ", 1, 0, 0, 0
    for token in _JSON_TOKEN.finditer(text):  # before parsing: json recurses, and reads on however many the parts
        level += (token[0] in "[{") - (token[0] in "]}")
        parts += token[0] not in "]}" or before in "[{"
        before = token[0]
        if level > MOST_LEVELS or parts > limits.parts:
            reading.stop_too_big(text.count("\n", 0, token.start()) + 1, level)
        if level < 0:  # malformed, as the parser will say
            break
    try:
        json.loads(text, parse_int=str, parse_float=str)  # for its grammar only: numbers stay text, however long
    except json.JSONDecodeError as error:
        problem, line = error.msg, min(error.lineno, text.rstrip().count("\n") + 1)
    if problem:
        reading.stop_malformed(problem, line, line)
    for token in _JSON_TOKEN.finditer(text):
        line += text.count("\n", read_to, token.start())
        word, read_to = token[0], token.start()
        if word in "]}":
            reading.close(line)
        elif word in "[{":
            reading.add([] if word == "[" else {}, line)
        elif word[0] == '"':
            reading.add(reading.unescaped(_JSON_TEXT(word)[0], line) if "\\" in word else word[1:-1], line)
        else:
            if word in ("NaN", "Infinity", "-Infinity"):
                reading.mistake(said.NOT_A_NUMBER, line)
            reading.add(None if word == "null" else word, line)
    return reading.document(by_field=True)


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet, and its place; `key`, which stands `at` a place, waits for its
    value."""

    container: dict[str, Tree] | list[Tree]
    place: int
    key: str | None = None
    at: int = 0


@dataclass
class _Reading:
    """One file being read: the tree grows part by part in the order of the file, without recursion.

    An unusable key becomes the empty key, so that the rest can be checked; such a tree is never handed out. A place is
    a number; paths are made of places last, since those of ten thousand deep parts take longer than all the rest.
    """

    name: str
    limits: Limits = WRITTEN_BY_HAND
    root: Tree = None
    parts: int = 0
    open: list[_Open] = field(default_factory=list)
    places: list[tuple[int, str | int, int]] = field(default_factory=lambda: [(0, "", 1)])  # within, step, line
    keys: dict[tuple[int, str], int] = field(default_factory=dict)  # the line of each key, by the place of its mapping
    mistakes: list[Mistake] = field(default_factory=list)

    def mistake(self, message: Message, at: int | None, /, **values: Value) -> None:
        """Note a mistake and go on; the fiftieth refuses the file. Without a line it is the whole file's."""
        self.mistakes.append(message.at(self.name if at is None else f"{self.name}:{at}", **values))
        if len(self.mistakes) == MOST_MISTAKES:
            raise Refused(self.mistakes)

    def stop(self, message: Message, at: int | None, /, **values: Value) -> NoReturn:
        """Refuse the file here, with the mistakes noted so far."""
        self.mistake(message, at, **values)
        raise Refused(self.mistakes)

    def stop_too_large(self) -> NoReturn:
        self.stop(self.limits.too_large, None, number=self.limits.size // 1024)

    def stop_too_big(self, line: int, level: int) -> NoReturn:
        if level > MOST_LEVELS:
            self.stop(said.TOO_DEEP, line, number=MOST_LEVELS)
        self.stop(self.limits.too_many_parts, line, number=self.limits.parts)

    def stop_malformed(self, problem: str, line: int, start: int) -> NoReturn:
        """Say in plain words what a parser says. Never its own words: they may quote the file."""
        self.stop(next(message for part, message in said.MALFORMED if part in problem), line, start=start)

    def decode(self, content: bytes) -> str:
        if len(content) > self.limits.size:
            self.stop_too_large()
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            self.stop(said.UTF_16, None)
        text = content.decode("utf-8-sig", "surrogateescape")  # a byte that is not UTF-8 is found as half a pair
        if found := _NOT_TEXT.search(text):
            line = text.count("\n", 0, found.start()) + 1
            self.stop(_not_text(found[0]), line)
        return text

    def unescaped(self, text: str, line: int) -> str:
        """A text written with escapes: they can hide what a file's bytes may not hold."""
        if _NOT_TEXT.search(text):
            self.mistake(said.ESCAPED, line)
        return text

    def expects_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1].container, dict) and self.open[-1].key is None

    def add(self, part: Tree, line: int, reported: bool = False) -> None:
        """Add the next part, as key or value as the place demands; a list or mapping then stays open until popped.

        `reported`: the part is already known to be unusable; say no more about it.
        """
        self._count(line)
        place = 0
        if not self.open:
            self.root = part
        else:
            top = self.open[-1]
            if isinstance(top.container, list):
                place = self._place(top.place, len(top.container), line)
                top.container.append(part)
            elif top.key is None:
                top.key = "" if reported else self._key(part, line, top)
                place = top.at = self._place(top.place, top.key, line)
            else:
                place = top.at
                top.container[top.key], top.key = part, None
        if isinstance(part, (dict, list)):
            if len(self.open) == MOST_LEVELS:
                self.stop_too_big(line, MOST_LEVELS + 1)
            self.open.append(_Open(part, place))

    def close(self, line: int) -> None:
        """End the list or mapping that was opened last."""
        if not self.open.pop().container:
            self._count(line)

    def _count(self, line: int) -> None:
        self.parts += 1
        if self.parts > self.limits.parts:
            self.stop_too_big(line, 0)

    def _place(self, within: int, step: str | int, line: int) -> int:
        self.places.append((within, step, line))
        return len(self.places) - 1

    def _key(self, part: Tree, line: int, mapping: _Open) -> str:
        if not isinstance(part, str) or not part.strip():
            self.mistake(said.NO_KEY, line)
            return ""
        if len(part) > LONGEST_KEY:
            self.mistake(said.LONG_KEY, line, key=shown(part), number=LONGEST_KEY)
            return ""
        if part in mapping.container:
            self.mistake(said.TWICE, line, key=shown(part), line=self.keys[mapping.place, part])
        else:
            self.keys[mapping.place, part] = line
        return part

    def document(self, by_field: bool) -> Document:
        if self.mistakes:
            raise Refused(self.mistakes)
        paths: list[Steps] = [()]
        for within, step, _ in self.places[1:]:
            paths.append((*paths[within], step))
        lines = {path: line for path, (_, _, line) in zip(paths, self.places, strict=True)}
        return Document(self.name, self.root, lines, by_field)


def _not_text(character: str) -> Message:
    """What is said of a character that no plain text holds: half a pair stands for a byte that is not UTF-8."""
    if "\ud800" <= character <= "\udfff":
        return said.NOT_UTF_8
    return said.REVERSED if character in "\u202d\u202e" else said.CONTROL_CHARACTER


def shown(key: str) -> str:
    """A key as messages show it: 60 characters at most, with characters that do not print escaped."""
    return printable(key[:LONGEST_KEY_SHOWN]) + ("…" if len(key) > LONGEST_KEY_SHOWN else "")
