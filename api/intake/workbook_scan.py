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
_MOST_PARTS: Final = 2_000
_MOST_OF_A_LIST: Final = 4 * 1024 * 1024  # bytes of the parts that list the sheets
_PART: Final = 1 << 20
_LONGEST_ROW: Final = 8 * _PART  # bytes
_BOOK: Final = "xl/workbook.xml"
_LINKS: Final = "xl/_rels/workbook.xml.rels"
_CELL: Final = re.compile(rb"<(?:\w+:)?c\s([^>]*)>(.*?)(?=<(?:\w+:)?c[\s/>]|</(?:\w+:)?row>|\Z)", re.DOTALL)
_PLACE: Final = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_TYPE: Final = re.compile(rb"""\bt=["'](e|str)["']""")
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
_RESULT: Final = re.compile(rb"<(?:\w+:)?v>[^<]|<(?:\w+:)?is>")

Refusal = Literal["not_read", "damaged", "definitions", "unpacked", "cells"]
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
    found: Unsaid = {}
    for rows in _rows(archive, part):
        left[0] -= rows.count(b"<c ") + rows.count(b":c ")
        if left[0] < 0:
            raise Unfit("cells")
        if b't="e"' in rows or b"t='e'" in rows or b"<f" in rows or b":f" in rows:
            for attributes, inside in _CELL.findall(rows):
                place = _PLACE.search(attributes)
                if place is not None and _says_nothing(attributes, inside):
                    found.setdefault(int(place[2]) - 1, set()).add(_column(place[1]))
    return found


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
