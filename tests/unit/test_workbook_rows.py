"""Rows that are put into a workbook come out of it as they went in, whatever their texts look like."""

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from reports.workbook import Formats, workbook
from reports.workbook_rows import LONGEST_CELL, Value, with_rows
from tests.effort import times

if TYPE_CHECKING:
    from reports.workbook import Workbook

COLUMNS = 30  # beyond Z
ODD = (
    "<r><t>rich</t></r>",
    "</t></si></sst>",
    "a & b < c > d \"e\" 'f'",
    "_x0041_x0042_",
    "=1+1",
    "#",
    " kept \n as it is\t",
    "https://example.org",
    "12",
    "مناصرة",
)


def frame(direction: str, filtered: Sequence[int]) -> bytes:
    def fill(book: "Workbook") -> None:
        formats = Formats(book, direction)
        for place, number in enumerate(filtered):
            sheet = book.add_worksheet(f"Sheet {place}")
            formats.turn(sheet)
            for column in range(COLUMNS):
                sheet.write_string(0, column, f"Heading {column}", formats.name)
                sheet.write_blank(1, column, None, formats.points if column % 2 else formats.number)
            sheet.write_blank(1, COLUMNS, None, formats.text)
            if number:
                sheet.autofilter(0, 0, number, COLUMNS - 1)

    return workbook(fill, "Rows")


def line(*values: Value) -> list[Value]:
    return [*values, *[None] * (COLUMNS - len(values))]


def read(content: bytes) -> list[list[list[object]]]:
    """The rows of each sheet beneath its heading, by the one reader; the other has to agree about texts."""
    book, other = openpyxl.load_workbook(BytesIO(content)), CalamineWorkbook.from_filelike(BytesIO(content))
    found = [[list(row) for row in sheet.iter_rows(min_row=2, values_only=True)] for sheet in book]
    for name, rows in zip(other.sheet_names, found, strict=True):
        again = other.get_sheet_by_name(name).to_python(skip_empty_area=False)[1:]
        assert [[one for one in row if one and isinstance(one, str)] for row in again] == [
            [one for one in row if isinstance(one, str)] for row in rows
        ]
    return found


VALUES = st.one_of(
    st.none(),
    st.integers(-(10**9), 10**9),
    st.integers(-9999, 9999).map(lambda tenths: tenths / 10),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=9),
    st.sampled_from(ODD),
)


@given(st.lists(st.lists(VALUES, min_size=COLUMNS, max_size=COLUMNS), max_size=4))
@times(25)
def test_every_value_is_read_as_it_was_written(rows: list[list[Value]]) -> None:
    with_last = [*rows, line("last")]  # readers leave out what is empty at the end
    assert read(with_rows(frame("ltr", [0]), [with_last])) == [with_last]


def test_sheets_keep_their_filters_headings_and_direction() -> None:
    content = with_rows(frame("rtl", [2, 0, 5]), [[line("a"), line("b", 1.5)], [], [line("a")] * 5])
    book = openpyxl.load_workbook(BytesIO(content))
    last = openpyxl.utils.get_column_letter(COLUMNS)
    assert [sheet.auto_filter.ref for sheet in book] == [f"A1:{last}3", None, f"A1:{last}6"]
    assert [sheet.sheet_view.rightToLeft for sheet in book] == [True] * 3
    assert [sheet.max_row for sheet in book] == [3, 1, 6]
    assert [[cell.value for cell in sheet[1]] for sheet in book] == [[f"Heading {one}" for one in range(COLUMNS)]] * 3
    text, number, points = book.worksheets[0]["A3"], book.worksheets[2]["A2"], book.worksheets[0]["B3"]
    assert (text.number_format, number.number_format, points.number_format) == ("@", "@", "0.0")
    assert text.alignment.readingOrder == 2


def test_a_text_stands_in_the_file_once_and_none_is_a_formula() -> None:
    content = with_rows(frame("ltr", [0, 0]), [[line(*ODD)] * 50, [line(*ODD[::-1])]])
    with zipfile.ZipFile(BytesIO(content)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/")]
        texts = archive.read("xl/sharedStrings.xml").decode()
    assert not [sheet for sheet in sheets if re.search("<f[ >/]|inlineStr|hyperlink", sheet)]
    assert texts.count("<si>") == COLUMNS + len(ODD)
    assert f'uniqueCount="{COLUMNS + len(ODD)}"' in texts


def test_what_no_cell_holds_is_cut_and_what_no_file_holds_is_written_out() -> None:
    values = ["x" * (LONGEST_CELL + 1), "😀" * LONGEST_CELL, "\ufffe\x00\x1f", "\ud800"]
    content = with_rows(frame("ltr", [0]), [[line(*values)]])
    found = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()[1]
    assert found[:4] == ["x" * LONGEST_CELL, "😀" * (LONGEST_CELL // 2), "_xFFFE_\x00\x1f", "?"]


def test_the_same_rows_give_the_same_bytes() -> None:
    rows = [line(*ODD, 1, 2.5), line("b")]
    assert with_rows(frame("ltr", [2]), [rows]) == with_rows(frame("ltr", [2]), [iter(rows)])
