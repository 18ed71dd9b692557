"""Files made to do harm are refused in seconds, with little memory, and the files beside them are read."""

import io
import os
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import Workbook

from api.intake.workbook_scan import Unfit, unsaid_cells
from tests.exports import sheet
from tests.intake import Took

SECONDS = 10
MEBIBYTES = 64
HEAD = '<?xml version="1.0"?>{doctype}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"
SOUND = "campaign_name,answered_on\nClean water,2026-05-20\n"


@contextmanager
def within_limits() -> Iterator[None]:
    """Little time, and little memory in this process; the one that reads workbooks has limits of its own."""
    begun = time.monotonic()
    tracemalloc.start()
    yield
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.monotonic() - begun < SECONDS
    assert most < MEBIBYTES * 1024 * 1024


def codes(path: Path) -> list[str]:
    with within_limits():
        took = Took(path)
    assert took.accepted == []
    return took.codes


def workbook(inside: str, doctype: str = "", **others: bytes) -> bytes:
    """A workbook whose sheet holds these rows, and with other parts replaced."""
    made, file = zipfile.ZipFile(io.BytesIO(sheet([["campaign_name"]]))), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made.namelist():
            content = made.read(name)
            if name.endswith("sheet1.xml"):
                content = (HEAD.format(doctype=doctype) + inside + TAIL).encode()
            archive.writestr(name, others.get(name.rpartition("/")[2].partition(".")[0], content))
    return file.getvalue()


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


LAUGHS = "<!DOCTYPE x [" + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9)) + "]>"
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
ONE_ROW = f'<row r="1">{cell("A1", "campaign_name")}</row>'
WORKBOOKS: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "laughs": (lambda: workbook(f'<row r="1">{cell("A1", "&a8;")}</row>', LAUGHS), ["INTAKE-003"]),
    "external": (lambda: workbook(f'<row r="1">{cell("A1", "&a;")}</row>', EXTERNAL), ["INTAKE-003"]),
    "far": (lambda: workbook(f'{ONE_ROW}<row r="1048576">{cell("XFD1048576", "x")}</row>'), ["INTAKE-004"]),
    "wide": (lambda: workbook(f'<row r="1">{cell("A1", "campaign_name")}{cell("XFD1", "x")}</row>'), ["INTAKE-004"]),
    "no sheet": (lambda: workbook("", workbook=b"<workbook/>"), ["INTAKE-003"]),
    "broken": (lambda: workbook("<row r='1'><c r="), ["INTAKE-003"]),
    "cut off": (lambda: workbook(ONE_ROW)[:2000], ["INTAKE-003"]),
    "not a zip": (lambda: b"PK\x03\x04" + os.urandom(1000), ["INTAKE-003"]),
    "another zip": (lambda: another_zip(), ["INTAKE-001"]),
    "old": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, ["INTAKE-002"]),
}


def another_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return file.getvalue()


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_hostile_workbook_is_refused(name: str, tmp_path: Path) -> None:
    make, expected = WORKBOOKS[name]
    path = tmp_path / "proposals.xlsx"
    path.write_bytes(make())
    assert codes(path) == expected


def bomb(says: int) -> bytes:
    """A part of 32 MB that says it has so many bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", b" " * (32 << 20))
    return file.getvalue().replace(struct.pack("<I", 32 << 20), struct.pack("<I", says))


@pytest.mark.parametrize(("says", "expected"), [(600 << 20, "INTAKE-004"), (1000, "INTAKE-003")])
def test_a_bomb_is_refused_whatever_it_says_of_its_size(says: int, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(bomb(says))
    assert codes(path) == [expected]


def test_cells_are_counted_before_anything_reads_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.intake.workbook_scan.MOST_CELLS", 1000)
    path = tmp_path / "many.xlsx"
    for number, fits in ((1000, True), (1001, False)):
        cells = '<c s="1"><v>1</v></c><c\ts="1"/><c\ns="1"/><c/>' * (number // 4) + "<c>" * (number % 4)
        path.write_bytes(workbook(f"<row>{cells}</row>"))
        if fits:
            assert unsaid_cells(str(path)) == {"proposals": {}}
        else:
            with pytest.raises(Unfit, match="cells"):
                unsaid_cells(str(path))


def test_tags_that_are_never_closed_take_no_longer_than_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.intake.workbook_scan._LONGEST_ROW", 1 << 20)
    path = tmp_path / "open.xlsx"
    for tag in ("<c ", "<c\n"):
        path.write_bytes(workbook(f'<row r="1">{("<f " + tag * 100_000) * 10}'))
        begun = time.process_time()
        assert unsaid_cells(str(path)) == {"proposals": {}}
        assert time.process_time() - begun < 1


def test_texts_that_cells_refer_to_are_counted_before_anything_reads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.intake.workbook_scan.MOST_TEXTS", 999)
    path = tmp_path / "texts.xlsx"
    path.write_bytes(workbook(ONE_ROW, sharedStrings=b"<sst>" + b"<si/><x:si/>" * 500 + b"</sst>"))
    with pytest.raises(Unfit, match="work"):
        unsaid_cells(str(path))


@pytest.mark.parametrize("cell", ['<c t = "e"><v>#N/A</v></c>', "<c t='e'/>", "<c><x:f>A1</x:f></c>"])
def test_an_error_is_found_in_a_cell_that_does_not_say_where_it_stands(cell: str, tmp_path: Path) -> None:
    path = tmp_path / "errors.xlsx"
    path.write_bytes(workbook(f'{ONE_ROW}<row/><row r="7"><c/><c r="D7"/>{cell}</row><row>{cell}</row>'))
    assert unsaid_cells(str(path)) == {"proposals": {6: {4}, 7: {0}}}


def a_book(*sheets: tuple[str, str, list[list[object]]]) -> bytes:
    """A workbook of sheets, each with its name, whether it is seen, and its rows."""
    book, file = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for title, state, rows in sheets:
        made = book.create_sheet(title)
        made.sheet_state = state
        for row in rows:
            made.append(row)
    book.save(file)
    return file.getvalue()


HEADS: list[object] = ["campaign_name", "answered_on"]


def test_what_is_wrong_with_a_sheet_keeps_none_after_it_from_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.intake.tables.MOST_ROWS", 3)
    some: list[list[object]] = [["Clean water", "2026-05-20"]]
    wide: list[object] = [*HEADS, *[None] * 5_000, "x"]
    book = a_book(
        ("long", "visible", [HEADS, *some * 9]),
        ("wide", "visible", [wide, *some]),
        ("odd", "visible", [[*HEADS, "x\u202ey"], *some]),
        ("notes", "hidden", [wide, *some]),
        ("last", "visible", [HEADS, *some]),
    )
    (tmp_path / "a.xlsx").write_bytes(book)
    (tmp_path / "b.csv").write_text(SOUND, encoding="utf-8")
    with within_limits():
        took = Took(tmp_path)
    assert [row.key for row in took.accepted] == [*(f"a.xlsx:long!{n}" for n in (2, 3, 4)), "a.xlsx:last!2", "b.csv:2"]
    assert [(row.place.rpartition("/")[2], row.mistakes[0].code) for row in took.rejected] == [
        ("a.xlsx:long", "INTAKE-004"), ("a.xlsx:wide", "INTAKE-004"), ("a.xlsx:odd", "DOC-003")
    ]  # fmt: skip
    assert ["notes" in note.fact for note in took.notes] == [True]


def test_rows_beyond_the_limit_are_one_rejected_row_that_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.intake.tables.MOST_ROWS", 3)
    (tmp_path / "a.csv").write_text(SOUND + "B,2026-05-20\n" * 9, encoding="utf-8")
    (tmp_path / "b.ndjson").write_text('{"campaign": "x", "answered_on": "2026-05-20"}\n' * 9, encoding="utf-8")
    (tmp_path / "c.json").write_text(f"[{', '.join([RECORD] * 9)}]", encoding="utf-8")
    took = Took(tmp_path)
    assert (len(took.accepted), took.codes) == (9, ["INTAKE-004"] * 3)


def test_a_giant_cell_spoils_its_own_row_alone(tmp_path: Path) -> None:
    rows = [("A", "2026-05-20", ""), ("B", "2026-05-20", "x" * 33_000), ("C", "2026-05-20", "x")]
    lines = [
        "".join(cell(f"{'ABC'[at]}{number}", text) for at, text in enumerate(row)) for number, row in enumerate(rows, 2)
    ]
    head = "".join(cell(f"{'ABC'[at]}1", text) for at, text in enumerate(("campaign_name", "answered_on", "lessons")))
    path = tmp_path / "giant.xlsx"
    path.write_bytes(workbook("".join(f"<row>{line}</row>" for line in (head, *lines))))
    with within_limits():
        took = Took(path)
    assert [row.profile.campaign for row in took.accepted] == ["A", "C"]
    assert took.codes[0] == "INTAKE-004"


TABLES: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "one endless quote": (lambda: SOUND.encode() + b'"' + b"x" * 4_000_000, ["INTAKE-004"]),
    "a quote that is not closed": (lambda: SOUND.encode() + b'"x,2026-05-20\n', ["INTAKE-003"]),
    "one endless line": (lambda: SOUND.encode() + b"x" * 4_000_000, ["INTAKE-004"]),
    "a million columns": (lambda: b"campaign_name" + b",a" * 1_000_000 + b"\n1\n", ["INTAKE-004"]),
    "ten million columns": (lambda: b"campaign_name" + b"," * 10_000_000 + b"\n1\n", ["INTAKE-004"]),
    "zeros in a row": (lambda: SOUND.encode() + b"x\x00y,2026-05-20\n", ["DOC-003"]),
    "zeros alone": (lambda: b"\x00" * 1_000_000, ["INTAKE-004", "DOC-003"]),
    "chance": (lambda: bytes(range(256)) * 4000, ["INTAKE-005", "DOC-003", "INTAKE-006", "INTAKE-003"]),
    "nothing": (lambda: b"", ["INTAKE-006"]),
    "line ends": (lambda: b"\n" * 2_000_000, ["INTAKE-006"]),
    "reversed letters": (lambda: SOUND.encode() + "x\u202ey,2026-05-20\n".encode(), ["DOC-003"]),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_hostile_table_is_refused(name: str, tmp_path: Path) -> None:
    make, expected = TABLES[name]
    path = tmp_path / "table.csv"
    path.write_bytes(make())
    with within_limits():
        took = Took(path)
    assert len(took.accepted) == make().startswith(SOUND.encode()), "what stands before is read"
    assert set(took.codes) <= set(expected)
    assert took.codes


RECORD = '{"campaign_name": "x", "answered_on": "2026-05-20"}'
RECORDS: dict[str, tuple[Callable[[], str], list[str]]] = {
    "deep": (lambda: '{"results": ' + "[" * 200_000, ["DOC-009"]),
    "deep alone": (lambda: '{"results": [' + '{"a":' * 200_000, ["DOC-009"]),
    "deep list": (lambda: "[" * 1_000_000, ["DOC-009"]),
    "wide": (lambda: '{"results": [{' + ",".join(f'"a{n}": 1' for n in range(6000)) + "}]}", ["INTAKE-004"]),
    "endless record": (lambda: '{"results": [[' + "null," * 300_000, ["INTAKE-012"]),
    "endless text": (lambda: '{"results": [{"a": "' + "x" * 4_000_000, ["INTAKE-012"]),
    "endless head": (lambda: '{"a": "' + "x" * 4_000_000 + f'", "results": [{RECORD}]}}', ["DOC-002"]),
    "twice": (lambda: '{"results": [{"campaign_name": "x", "campaign_name": "y"}]}', ["INTAKE-012"]),
    "not a number": (lambda: '{"results": [{"campaign_name": NaN}]}', ["INTAKE-012"]),
    "half a pair": (
        lambda: '{"results": [{"campaign_name": "\\ud800", "answered_on": "2026-05-20"}]}',
        ["DOC-003", "PROFILE-003"],
    ),
    "a control character": (
        lambda: '{"results": [{"campaign_name": "\\u0000", "answered_on": "2026-05-20"}]}',
        ["DOC-003"],
    ),
    "no records": (lambda: '{"results": [1, "x", null, []]}', ["INTAKE-006"]),
    "a text among them": (lambda: f'{{"results": [{RECORD.replace("x", "")}, "x"]}}', ["PROFILE-002", "INTAKE-012"]),
    "cut off": (lambda: '{"results": [{"campaign_name": "x"', ["DOC-005"]),
    "twice in the head": (
        lambda: f'{{"a": {{"b": 1, "b": 2}}, "results": [{RECORD.replace("x", "")}]}}',
        ["PROFILE-002"],
    ),
    "a huge number": (
        lambda: '[{"answered_on": "2026-05-20", "campaign_name": ' + "9" * 100_000 + "}]",
        ["PROFILE-003"],
    ),
}


@pytest.mark.parametrize("name", RECORDS)
def test_hostile_records_are_refused(name: str, tmp_path: Path) -> None:
    make, expected = RECORDS[name]
    path = tmp_path / "records.json"
    path.write_text(make(), encoding="utf-8")
    assert codes(path) == expected


@pytest.mark.parametrize(
    ("content", "accepted", "rejected"),
    [
        (f'{{"results": [{RECORD}, {RECORD}, {{"campaign_name": "y', [0, 1], ["DOC-005"]),
        (f'[{RECORD}, {{"campaign_name": "y", "campaign_name": "z"}}, {RECORD}]', [0, 2], ["INTAKE-012"]),
        (f'[{RECORD}, {{"a": [{{"b": 1, "b": NaN}}]}}, {RECORD}, x]', [0, 2], ["INTAKE-012", "DOC-005"]),
    ],
    ids=["cut off", "a name twice", "both"],
)
def test_of_records_that_break_off_those_before_are_read(
    content: str, accepted: list[int], rejected: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "records.json"
    path.write_text(content, encoding="utf-8")
    took = Took(path)
    assert [row.key for row in took.accepted] == [f"records.json:{number}" for number in accepted]
    assert took.codes == rejected


def test_a_line_that_never_ends_spoils_itself_alone(tmp_path: Path) -> None:
    sound = b'{"campaign": "x", "answered_on": "2026-05-20"}\n'
    path = tmp_path / "lines.ndjson"
    path.write_bytes(sound + b"[" * 4_000_000 + b"\n" + sound)
    with within_limits():
        took = Took(path)
    assert [row.key for row in took.accepted] == ["lines.ndjson:1", "lines.ndjson:3"]
    assert took.codes == ["DOC-002"]


def test_what_is_no_file_is_refused_unread(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "gone.xlsx").symlink_to(tmp_path / "nowhere")
    (tmp_path / "sound.csv").write_text(SOUND, encoding="utf-8")
    with within_limits():
        took = Took(tmp_path)
    assert [row.profile.campaign for row in took.accepted] == ["Clean water"]
    assert took.codes == ["DOC-001", "DOC-001"]
    assert Took(Path("/dev/zero")).codes == ["DOC-001"]
