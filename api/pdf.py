"""The short report as a PDF, written by the command."""

from pathlib import Path
from typing import TYPE_CHECKING

from api.endings import INVALID_INPUT, refuse
from api.options import Digits
from api.output import write_bytes

if TYPE_CHECKING:
    from engine.assessment import Assessment


def pdf_file(output: Path | None) -> Path:
    """The file for a PDF. Ends the command where none is named, or where none can be made here."""
    from api.command_messages import PDF_LIBRARIES_MISSING, PDF_NEEDS_A_FILE, PDF_NOT_INSTALLED
    from reports.pdf import LIBRARY, lacking

    if output is None:
        refuse([PDF_NEEDS_A_FILE.at("--format pdf")], INVALID_INPUT)
    missing = lacking()
    if missing is not None:
        told = PDF_NOT_INSTALLED.at("", library=LIBRARY) if missing == "library" else PDF_LIBRARIES_MISSING.at("")
        refuse([told], INVALID_INPUT)
    return output


def write_pdf(result: "Assessment", language: str, digits: Digits, file: Path) -> None:
    from reports.pdf import brief_pdf

    write_bytes(brief_pdf(result, language, digits.value), file)
