"""Files of other programs in place of a text: what each is, told by how it begins, and if need be by its name."""

from typing import Final

from engine import file_messages as said
from engine.errors import Message

_PDF: Final = b"%PDF-"
_PACKED: Final = b"PK\x03\x04"  # what office programs save since 2007
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHEETS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
_DOCUMENTS: Final = (".docx", ".doc", ".odt")
_WITHIN: Final = (
    (b"xl/", said.A_SPREADSHEET),
    (b"opendocument.spreadsheet", said.A_SPREADSHEET),
    (b"word/", said.A_DOCUMENT),
    (b"opendocument.text", said.A_DOCUMENT),
)


def foreign(name: str, content: bytes) -> Message | None:
    """What is said of the file of an office program, or a PDF; None of all else."""
    if content.startswith(_PDF):
        return said.A_PDF
    if not content.startswith((_PACKED, _OLD_OFFICE)):
        return None
    return next((message for part, message in _WITHIN if part in content), by_name(name))


def by_name(name: str) -> Message | None:
    """The same of a file that is not read."""
    ending = name.lower()
    if ending.endswith(_SHEETS):
        return said.A_SPREADSHEET
    if ending.endswith(_DOCUMENTS):
        return said.A_DOCUMENT
    return said.A_PDF if ending.endswith(".pdf") else None
