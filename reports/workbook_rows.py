"""The rows of large sheets, put into a workbook that has all the rest: sheets, formats, headings, filters.

A portfolio has millions of cells that say a few hundred things. What a text is in the file is worked out once for all
cells that hold it, and rows are packed as they come, so that many take little time and memory.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import islice
from typing import Final, TypeAlias
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

Value: TypeAlias = "str | int | float | None"
_Cell: TypeAlias = "Callable[[Value], str]"

LONGEST_CELL: Final = 32_767  # UTF-16 code units, by the format
_AT_ONCE: Final = 2_000  # rows that are packed together
_REMEMBERED: Final = 16_384  # cells of one column
_TEXTS: Final = "xl/sharedStrings.xml"
_SAMPLE: Final = re.compile('<row r="2"[^>]*>(.*?)</row>')
_SAMPLED: Final = re.compile('<c r="([A-Z]+)2" s="([0-9]+)"/>')
_EXTENT: Final = re.compile('<dimension ref="[^"]*"/>| spans="[^"]*"')
_COUNTS: Final = re.compile(' count="[0-9]+" uniqueCount="([0-9]+)"')
_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")  # reads as an escape, or no XML
_ROW: Final = "#"  # where the number of the row comes to stand in a cell, which has no such sign elsewhere


def with_rows(frame: bytes, rows: Sequence[Iterable[Sequence[Value]]]) -> bytes:
    """The workbook `frame`, as XlsxWriter makes it, with rows beneath the heading of each sheet; sheets in their order.

    The second row of each sheet is a sample that goes: blank cells with the style of numbers, column by column, then
    one with that of texts. A text is no formula, and is cut where a cell holds no more. None and "" are no cell.
    """
    file = BytesIO()
    with ZipFile(BytesIO(frame)) as before, ZipFile(file, "w", ZIP_DEFLATED) as after:
        texts = _Texts(before.read(_TEXTS).decode())
        tables = {f"xl/worksheets/sheet{number}.xml": table for number, table in enumerate(rows, start=1)}
        for part in before.infolist():
            content = before.read(part).decode()
            if part.filename in tables:
                with after.open(part, "w") as packed:
                    for piece in _sheet(content, tables[part.filename], texts):
                        packed.write(piece.encode())
            elif part.filename != _TEXTS:
                after.writestr(part, content)
        after.writestr(before.getinfo(_TEXTS), texts.part())
    return file.getvalue()


class _Texts:
    """The texts of a workbook: each stands in it once, and cells have its number."""

    def __init__(self, part: str) -> None:
        self._part = part.removesuffix("</sst>")
        counts = _COUNTS.search(part)
        self._first = int(counts[1]) if counts else 0
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        return self._numbers.setdefault(text, self._first + len(self._numbers))

    def part(self) -> str:
        head = _COUNTS.sub(f' uniqueCount="{self._first + len(self._numbers)}"', self._part, count=1)
        return "".join([head, *map(_item, self._numbers), "</sst>"])


def _item(text: str) -> str:
    held = text.encode("utf-16-le", "replace")[: 2 * LONGEST_CELL].decode("utf-16-le", "ignore")
    said = escape(_ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", held))
    return f'<si><t xml:space="preserve">{said}</t></si>'


def _sheet(frame: str, rows: Iterable[Sequence[Value]], texts: _Texts) -> Iterator[str]:
    """The part of one sheet, in pieces."""
    sample = _SAMPLE.search(frame)
    if sample is None:
        raise ValueError("the sheet has no sample")
    *numbers, (_, text) = _SAMPLED.findall(sample[1])
    lines = _lines(rows, [_column(letters, number, text, texts) for letters, number in numbers])
    yield _EXTENT.sub("", frame[: sample.start()])  # it counts the sample in; readers go without it
    while piece := "".join(islice(lines, _AT_ONCE)):
        yield piece
    yield frame[sample.end() :]


def _column(letters: str, number: str, text: str, texts: _Texts) -> _Cell:
    """What makes the cells of one column from their values."""

    @lru_cache(maxsize=_REMEMBERED)
    def cell(value: Value) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, str):
            return f'<c r="{letters}{_ROW}" s="{text}" t="s"><v>{texts.number(value)}</v></c>'
        return f'<c r="{letters}{_ROW}" s="{number}"><v>{value:.16G}</v></c>'

    return cell


def _lines(rows: Iterable[Sequence[Value]], cells: Sequence[_Cell]) -> Iterator[str]:
    for number, row in enumerate(rows, start=2):
        line = "".join([cell(value) for cell, value in zip(cells, row, strict=True)])
        yield f'<row r="{_ROW}">{line}</row>'.replace(_ROW, str(number))
