"""The short report as PDF, where WeasyPrint is installed with the libraries of the system that it draws with.

It is drawn from our own HTML and nothing else. Only the short report: a full one can take longer to lay out than a
worker of the service has.
"""

import functools
import logging
import warnings
from contextlib import redirect_stdout
from hashlib import sha256
from io import StringIO
from typing import Final, Literal

from engine.assessment import Assessment
from reports.brief_forms import brief_html
from reports.words import Digits

LIBRARY: Final = "weasyprint"
Lacking = Literal["library", "system"]


@functools.cache
def lacking() -> Lacking | None:
    """What a PDF cannot be made without here: the library itself, or what it needs of the system (Pango and others).

    Loads both to find out, once a process: more than a second, and 50 MB that stay.
    """
    with warnings.catch_warnings(), redirect_stdout(StringIO()):  # it prints where to read what to install
        warnings.simplefilter("ignore")
        try:
            import weasyprint  # noqa: F401 - only to see whether it can be
        except ImportError:
            return "library"
        except OSError:
            return "system"
    return None


def can_make_pdf() -> bool:
    return lacking() is None


def brief_pdf(assessment: Assessment, language: str, digits: Digits = "western") -> bytes:
    """The short report on A4. The same assessment gives the same bytes wherever the same fonts and versions are
    installed. Raises ImportError or OSError where something is `lacking`."""
    return drawn(brief_html(assessment, language, digits, flat=True))


def drawn(page: str) -> bytes:
    """A page of HTML as PDF, with its structure for those who listen to it. Whatever it asks to be loaded is not."""
    from weasyprint import HTML, URLFetcher

    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it warns of each rule of ours that is meant for screens
    document = HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=()))
    # Without a date; and identified by what it says, as two files of one report are the same file.
    made: bytes = document.write_pdf(pdf_tags=True, pdf_identifier=sha256(page.encode()).hexdigest()[:32].encode())
    return made
