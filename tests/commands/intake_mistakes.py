"""Everything that is said of what was received, provoked by files that are made for it."""

import io
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

from api.intake import messages as said
from api.intake.columns import ColumnNames
from api.intake.mapping import ColumnMap, read_map
from engine.errors import Mistake, Refused
from tests.exports import sheet
from tests.form_profiles import plan
from tests.intake import Took, pack_asking

HEAD, ROW = "campaign_name,answered_on", "Clean water,2026-05-20"
SAME = dict.fromkeys(("en", "ar", "fr"), "What?")
# What stands in these files, and is the same in every language.
NAMES = (
    "campaign_name",
    "answered_on",
    "Budget",
    "What",
    "one",
    "two",
    "yes",
    "no",
    "cp1256",
    "column",
    "results",
    "map",
    "table",
    "proposals",
    "x",
)


def files() -> tuple[str, ...]:
    """What the files are called."""
    return tuple(_files())


def intake_mistakes(folder: Path) -> Iterator[Mistake]:
    """Every message of the family, each from the file that brings it about; two take too large a file to make here."""
    inside = folder / "received"
    inside.mkdir(exist_ok=True)
    for name, content in _files().items():
        path = inside / name
        path.write_bytes(content)
        took = Took(path if name != "letter.docx" else inside)
        path.unlink()
        yield from (*took.mistakes, *took.notes)
    pack = pack_asking({"one": (SAME, ("yes", "no"), False), "two": (SAME, ("yes", "no"), True)})
    for lines in (
        f"{HEAD},What?\n{ROW},yes\n",
        f"{HEAD},one,one\n{ROW},yes,no\n",
        f"{HEAD},one,x/one\n{ROW},yes,no\n",
        f"{HEAD},two,two/yes\n{ROW},yes,0\n",
    ):
        yield from _read(inside, lines, pack)
    yield from _read(inside, f"{HEAD},two/yes\n{ROW},perhaps\n", pack)
    data = pack.model_dump(by_alias=True)
    for option in data["sections"][0]["questions"][0]["options"]:
        option["text"]["fr"] = "Dommage"
    yield from _read(inside, f"{HEAD},one\n{ROW},Dommage\n", type(pack).model_validate(data))
    (inside / "map.yaml").write_text(
        "columns:\n  - {column: Budget, is: one}\n  - {column: Budget, is: ignore}\nvalues: {}\nx: y\n",
        encoding="utf-8",
    )
    known = ColumnNames(plan("advocacy"))
    for text in (None, "columns:\n  - {column: Budget, is: one}\n  - {column: Budget, is: ignore}\n"):
        if text is not None:
            (inside / "map.yaml").write_text(text, encoding="utf-8")
        try:
            read_map(inside / "map.yaml", known)
        except Refused as refused:
            yield from refused.mistakes
    yield said.TOO_MANY_CELLS.at("table.xlsx", number=12_000_000)
    yield said.TOO_MANY_ROWS.at("table.csv", number=250_000)
    yield said.NO_LETTERS.at("table.csv")
    yield said.NO_TABLE.at("table.csv")


def _read(folder: Path, text: str, pack: object) -> Iterator[Mistake]:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    yield from Took(path, pack=pack, mapped=ColumnMap()).mistakes  # type: ignore[arg-type]


def _files() -> dict[str, bytes]:
    texts = {
        "letter.docx": "Dear funder",
        "quotes.csv": f'{HEAD}\n"x',
        "wide.csv": f"campaign_name{',a' * 5001}\n",
        "line.csv": f"{HEAD}\n{'x' * 2_200_000}",
        "empty.csv": "",
        "lacks.csv": "Budget\n5\n",
        "unknown.csv": f"{HEAD},Budget\n{ROW},5\n",
        "short.csv": f"{HEAD}\nx\n",
        "page.json": '{"next": "x", "results": [{"campaign_name": "x", "answered_on": "2026-05-20"}, 5]}',
        "large.json": '{"results": ["' + "x" * 1_200_000,
    }
    made = {name: text.encode() for name, text in texts.items()}
    made["arabic.csv"] = f"{HEAD}\nمياه نظيفة للجميع,2026-05-20\n".encode("cp1256")
    made["old.xlsx"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    made["damaged.xlsx"] = b"PK\x03\x04" + b"x" * 64
    sound = sheet([HEAD.split(","), ROW.split(",")])
    made["doctype.xlsx"] = _changed(sound, "<sheetData>", "<sheetData><!DOCTYPE x>")
    made["far.xlsx"] = _changed(
        sound, "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    made["error.xlsx"] = _changed(sound, "</sheetData>", '<row r="3"><c r="A3" t="e"><v>#N/A</v></c></row></sheetData>')
    giant = f'<row r="3"><c r="A3" t="inlineStr"><is><t>{"x" * 33_000}</t></is></c></row></sheetData>'
    made["giant.xlsx"] = _changed(sound, "</sheetData>", giant)
    size = zipfile.ZipFile(io.BytesIO(sound)).getinfo("xl/styles.xml").file_size
    made["bomb.xlsx"] = sound.replace(struct.pack("<I", size), struct.pack("<I", 600 << 20))
    made["sheets.xlsx"] = _two_sheets()
    return made


def _changed(workbook: bytes, old: str, new: str) -> bytes:
    source, file = zipfile.ZipFile(io.BytesIO(workbook)), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            text = source.read(name)
            archive.writestr(name, text.replace(old.encode(), new.encode()) if name.endswith("sheet1.xml") else text)
    return file.getvalue()


def _two_sheets() -> bytes:
    from openpyxl import Workbook

    book, file = Workbook(), io.BytesIO()
    assert book.active is not None
    for line in (HEAD.split(","), ROW.split(",")):
        book.active.append(line)
    book.create_sheet("Budget").append(["Budget"])
    book.save(file)
    return file.getvalue()
