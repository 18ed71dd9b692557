"""The proposals as CSV: UTF-8 with the mark by which spreadsheets know it, every text in quotes."""

import csv
from io import StringIO

from engine.screening import Screening
from reports.screening.columns import proposal_columns
from reports.screening.harmless import harmless
from reports.screening.order_of_pages import in_rows
from reports.words import Words
from reports.workbook_rows import Value


def comma_separated(screening: Screening, language: str) -> bytes:
    """One row each, as rows were received; numbers have Western digits and a point. See `harmless`."""
    columns = proposal_columns(screening, Words(language))
    file = StringIO(newline="")
    rows = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    rows.writerow([harmless(column.title) for column in columns])
    for proposal in in_rows(screening):
        rows.writerow([_written(column.value(proposal)) for column in columns])
    return file.getvalue().encode("utf-8-sig")


def _written(value: Value) -> Value:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else value
