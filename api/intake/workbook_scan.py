"""Looks through the parts of a workbook before anything reads it: how large it is, and what its cells do not say.

A reader of workbooks gives an empty cell for an error, and for a formula whose result is not kept: here they are found.
"""

import re
import zipfile
from collections.abc import Iterator
from typing import Final, Literal
from xml.etree import ElementTree

MOST_UNPACKED: Final = 512 * 1024 * 1024  # bytes
MOST_CELLS: Final = 12_000_000
MOST_TEXTS: Final = 4_000_000  # that cells refer to
_MOST_PARTS: Final = 2_000
_MOST_OF_A_LIST: Final = 4 * 1024 * 1024  # bytes of the parts that list the sheets
_PART: Final = 1 << 20
_LONGEST_ROW: Final = 8 * _PART  # bytes
_BOOK: Final = "xl/workbook.xml"
_LINKS: Final = "xl/_rels/workbook.xml.rels"
_TEXTS: Final = "sharedstrings.xml"
_ENDS: Final = bytes.maketrans(b"\t\n\r/>", b"     ")  # what ends the name of a tag, as a blank
# No attributes reach over `<`: a sheet in which tags are opened and never closed takes no more time than another.
_ROW: Final = re.compile(rb"<(?:\w+:)?row(?=[\s/>])([^<>]*)>")
_CELL: Final = re.compile(rb"<(?:\w+:)?c(?=[\s/>])([^<>]*)>")
_NUMBER: Final = re.compile(rb"""\br\s*=\s*["'](\d{1,7})["']""")
_PLACE: Final = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_TYPE: Final = re.compile(rb"""\bt\s*=\s*["'](e|str)["']""")
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
_RESULT: Final = re.compile(rb"<(?:\w+:)?v>[^<]|<(?:\w+:)?is>")

Refusal = Literal["not_read", "damaged", "definitions", "unpacked", "cells", "work"]
Unsaid = dict[int, set[int]]  # by row, the columns; both counted from 0


class Unfit(Exception):
    """A workbook that is not read, and why."""

    def __init__(self, why: Refusal) -> None:
        self.why = why
        super().__init__(why)


def unsaid_cells(path: str) -> dict[str, Unsaid]:
    """By sheet, the cells that hold an error or a formula without its result. Raises Unfit."""
    try:
        with zipfile.ZipFile(path) as archive:
            _require_fit(archive)
            sheets = _sheets(archive)
            _require_few_texts(archive)
            left = [MOST_CELLS]
            return {title: _unsaid(archive, part, left) for title, part in sheets.items()}
    except (zipfile.BadZipFile, ElementTree.ParseError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Unfit("damaged") from error


def _require_fit(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if _BOOK not in archive.namelist():
        raise Unfit("not_read")
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unfit("unpacked")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as file:
                head = file.read(_PART)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise Unfit("definitions")


def _require_few_texts(archive: zipfile.ZipFile) -> None:
    """Each of them takes memory in whoever reads them, also where it is empty."""
    left = MOST_TEXTS
    for part in (name for name in archive.namelist() if name.lower().endswith(_TEXTS)):
        with archive.open(part) as file:
            while piece := file.read(_PART):
                left -= _begun(b"si", piece)
                if left < 0:
                    raise Unfit("work")


def _begun(tag: bytes, part: bytes) -> int:
    """How many such tags begin here, closed or not."""
    ended = part.translate(_ENDS)
    return ended.count(b"<%s " % tag) + ended.count(b":%s " % tag)


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet by the sheet's name."""
    if archive.getinfo(_BOOK).file_size > _MOST_OF_A_LIST or archive.getinfo(_LINKS).file_size > _MOST_OF_A_LIST:
        raise Unfit("unpacked")
    links = ElementTree.fromstring(archive.read(_LINKS))
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    found = {}
    for sheet in ElementTree.fromstring(archive.read(_BOOK)).iter():
        if sheet.tag.endswith("}sheet"):
            link = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
            target = targets.get(link, "")
            part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            if part in archive.namelist():
                found[str(sheet.get("name"))] = part
    return found


def _unsaid(archive: zipfile.ZipFile, part: str, left: list[int]) -> Unsaid:
    """A row or cell that does not say where it stands comes next after the one before it."""
    found: Unsaid = {}
    row = -1
    for rows in _rows(archive, part):
        left[0] -= _begun(b"c", rows)
        if left[0] < 0:
            raise Unfit("cells")
        for begun, cells in _parted(_ROW, rows):
            number = _NUMBER.search(begun)
            row = row + 1 if number is None else int(number[1]) - 1
            if b'"e"' in cells or b"'e'" in cells or b"<f" in cells or b":f" in cells:
                for at, column in _unsaid_of_row(cells, row):
                    found.setdefault(at, set()).add(column)
    return found


def _unsaid_of_row(cells: bytes, row: int) -> Iterator[tuple[int, int]]:
    column = -1
    for attributes, inside in _parted(_CELL, cells):
        place = _PLACE.search(attributes)
        at, column = (row, column + 1) if place is None else (int(place[2]) - 1, _column(place[1]))
        if _says_nothing(attributes, inside):
            yield at, column


def _parted(tag: re.Pattern[bytes], whole: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The attributes of each such tag, and what stands between it and the next."""
    before: re.Match[bytes] | None = None
    for mark in tag.finditer(whole):
        if before is not None:
            yield before[1], whole[before.end() : mark.start()]
        before = mark
    if before is not None:
        yield before[1], whole[before.end() :]


def _rows(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The sheet in pieces that end where a row ends."""
    rest = b""
    with archive.open(part) as file:
        while piece := file.read(_PART):
            whole = rest + piece
            end = whole.rfind(b"row>") + 4
            if end < 4 and len(whole) < _LONGEST_ROW:
                rest = whole
                continue
            end = end if end >= 4 else len(whole)
            yield whole[:end]
            rest = whole[end:]
    yield rest


def _says_nothing(attributes: bytes, inside: bytes) -> bool:
    kind = _TYPE.search(attributes)
    if kind is not None:
        return kind[1] == b"e"  # a formula whose result is a text may well give an empty one
    return bool(_FORMULA.search(inside)) and not _RESULT.search(inside)


def _column(letters: bytes) -> int:
    """A, B ... Z, AA as 0, 1 ... 25, 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
