"""What kind of file something is: by what it holds, and only where that says nothing by how its name ends."""

from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Final

from api.intake.json_records import MOST_BYTES, has_records
from api.intake.letters import marked
from engine.documents import Limits, opened


class Kind(StrEnum):
    """The kinds of files."""

    profile = "profile"
    lines = "lines"  # one profile a line
    csv = "csv"
    workbook = "workbook"
    old_workbook = "old_workbook"
    records = "records"  # JSON of KoBoToolbox or ODK Central
    unknown = "unknown"


_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD: Final = 4096
_YAML: Final = (".yaml", ".yml")
_CSV: Final = (".csv", ".tsv", ".txt")
_LINES: Final = (".ndjson", ".jsonl")
_PARTS: Final = (",", ";", "\t", "|")


def kind_of(path: Path, name: str, found: bool) -> Kind:
    """The kind of a file; `found`: it was found in a folder, so that nobody said that it is a profile. Raises Refused
    if it cannot be opened."""
    with opened(path, name, Limits(MOST_BYTES)) as file:
        head = file.read(_HEAD)
        file.seek(0)
        suffix = path.suffix.lower()
        if head.startswith((_ZIP, _OLE)):
            return Kind.workbook if head.startswith(_ZIP) else Kind.old_workbook
        if suffix in _YAML:
            return Kind.profile
        if suffix in _LINES:
            return Kind.lines
        text = _decoded(head)
        if text[:1] in ("{", "["):
            return _json(file, name, text)
    if suffix in _CSV:
        return Kind.csv
    if suffix == ".json":
        return Kind.profile
    if found:
        return Kind.unknown
    return Kind.csv if _looks_like_a_table(text) else Kind.profile


def _decoded(head: bytes) -> str:
    return head.decode(marked(head) or "utf-8", "replace").lstrip("\ufeff \t\r\n")


def _json(file: BinaryIO, name: str, text: str) -> Kind:
    first, _, rest = text.partition("\n")
    if first.rstrip().endswith("}") and rest.lstrip()[:1] == "{":
        return Kind.lines
    return Kind.records if has_records(file, name) else Kind.profile


def _looks_like_a_table(text: str) -> bool:
    first = text.partition("\n")[0]
    return ": " not in first and any(part in first for part in _PARTS)
