"""Reads an assessment that `munasara assess --format json` wrote, from a file that anyone may have changed since.

Its form is checked like that of any file; beyond it, what every report relies on (`stored_checks.py`).

    ASSESSMENT-001  a field that the format does not know    ASSESSMENT-004  no assessment, or of another format
    ASSESSMENT-002  a field that is lacking                  ASSESSMENT-005  parts that contradict each other
    ASSESSMENT-003  a value that does not fit its field
"""

from typing import Final

from engine import file_messages as said
from engine.assessment import FORMAT, Assessment
from engine.documents import Document, Limits, read_json
from engine.errors import Mistake, Refused, in_order
from engine.form import build
from engine.stored_checks import contradictions
from engine.stored_messages import NO_ASSESSMENT

STORED: Final = Limits(8 * 1024 * 1024, 200_000, said.STORED_TOO_LARGE, said.STORED_TOO_MANY_PARTS)


def stored_document(name: str, content: bytes) -> Document:
    """A JSON file that is within the limits of stored assessments."""
    return read_json(name, content, STORED)


def says_its_format(document: Document) -> bool:
    """Whether it is something Munasara wrote: such documents name their format, and profiles have no such field."""
    return isinstance(document.data, dict) and "format" in document.data


def assessment_in(document: Document) -> Assessment:
    """The assessment that a document holds. Raises Refused with every mistake; none repeats what the document says."""
    mistakes: list[Mistake] = []
    written = document.data.get("format") if isinstance(document.data, dict) else None
    if written != FORMAT:
        raise Refused([NO_ASSESSMENT.at(document.place(("format",)), format=FORMAT)])
    assessment = build(Assessment, document, mistakes, "ASSESSMENT")
    if assessment is not None:
        mistakes += [fault.at(document.place(path)) for path, fault in contradictions(assessment)]
    if assessment is None or mistakes:
        raise Refused(in_order(mistakes))
    return assessment
