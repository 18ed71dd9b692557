"""Files as KoBoToolbox and ODK Central export them, made from the columns of a form: nothing of the intake is used.

In an export by labels both names and answers are the labels of one language, as the form shows them. An answer with
several options stands in one column, in a column for each option, or in both.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import xlsxwriter

from engine.form_fields import Field, FormPlan
from reports.forms.xlsform import shown

Row = Mapping[str, str]


class Style(NamedTuple):
    """`language` None: by XML names. `groups`: with the group before the name."""

    language: str | None
    groups: bool
    options: Literal["together", "apart", "both"]


def by_field(field: Field, plan: FormPlan, style: Style, separator: str = "/") -> str:
    """What an export calls the column of a field."""
    group = next(one for one in plan.groups if one.name == field.group)
    name = field.column if style.language is None else shown(field.labels[style.language], style.language)
    above = group.name if style.language is None else shown(group.labels[style.language], style.language)
    return f"{above}{separator}{name}" if style.groups else name


def table(rows: Sequence[Row], plan: FormPlan, style: Style, separator: str = "/") -> list[list[str]]:
    """The export as rows of texts, the names of columns first."""
    lines: list[list[str]] = [[] for _ in range(len(rows) + 1)]
    for field in plan.fields:
        name = by_field(field, plan, style, separator)
        several = field.kind == "several"
        if not several or style.options != "apart":
            _add(lines, name, [_together(row.get(field.column, ""), field, style) for row in rows])
        if several and style.options != "together":
            for choice in field.choices:
                label = choice.value if style.language is None else shown(choice.labels[style.language], style.language)
                _add(lines, f"{name}/{label}", [_apart(row.get(field.column, ""), choice.value) for row in rows])
    return lines


def _add(lines: list[list[str]], name: str, cells: list[str]) -> None:
    for line, cell in zip(lines, [name, *cells], strict=True):
        line.append(cell)


def _together(text: str, field: Field, style: Style) -> str:
    if style.language is None or not field.choices or not text:
        return text
    labels = {choice.value: shown(choice.labels[style.language], style.language) for choice in field.choices}
    return " ".join(labels[value] for value in (text.split() if field.kind == "several" else [text]))


def _apart(text: str, option: str) -> str:
    return "" if not text else str(int(option in text.split()))


def _with_kobo_columns(lines: list[list[str]]) -> list[list[str]]:
    names = ["_id", "_uuid", "_submission_time", "_status", "__version__", "_index"]
    before = ["start", "end", *lines[0]]
    made = [[*before, *names]]
    for number, line in enumerate(lines[1:], start=1):
        said = ["2026-05-20T11:10:00.000+02:00", "2026-05-20T11:14:00.000+02:00", *line]
        made.append([*said, str(9000 + number), f"uuid-{number}", "2026-05-20T09:15:00", "sent", "v1", str(number)])
    return made


def kobo_csv(rows: Sequence[Row], plan: FormPlan, style: Style) -> bytes:
    return _csv(_with_kobo_columns(table(rows, plan, style)), ";", csv.QUOTE_ALL)


def kobo_xlsx(rows: Sequence[Row], plan: FormPlan, style: Style) -> bytes:
    return sheet(_with_kobo_columns(table(rows, plan, style)))


def kobo_json(rows: Sequence[Row], plan: FormPlan) -> bytes:
    results = []
    for number, row in enumerate(rows):
        answers = {by_field(field, plan, Style(None, True, "together")): row.get(field.column) for field in plan.fields}
        said = {name: text for name, text in answers.items() if text}
        results.append(
            {"_id": number, "meta/instanceID": f"uuid:{number}", "_tags": [], "_geolocation": [None, None]} | said
        )
    page = {"count": len(rows), "next": None, "previous": None, "results": results}
    return json.dumps(page, ensure_ascii=False).encode()


def odk_csv(rows: Sequence[Row], plan: FormPlan, options: Literal["together", "both"]) -> bytes:
    lines = table(rows, plan, Style(None, True, options), "-")
    made = [["SubmissionDate", *lines[0], "KEY", "Status", "Edits"]]
    made += [["2026-05-20T09:15:00.000Z", *line, f"uuid:{number}", "", "0"] for number, line in enumerate(lines[1:])]
    return _csv(made, ",", csv.QUOTE_MINIMAL)


def odata(rows: Sequence[Row], plan: FormPlan) -> bytes:
    """Groups are nested, what was not asked is null, and levels are numbers."""
    value = []
    for number, row in enumerate(rows):
        record: dict[str, Any] = {"__id": f"uuid:{number}", "__system": {"submitterName": "Alice", "edits": 0}}
        for field in plan.fields:
            text = row.get(field.column)
            typed = int(text) if text and text.isdecimal() and text.isascii() and len(text) == 1 else text
            record.setdefault(field.group, {})[field.column] = typed or (0 if typed == 0 else None)
        value.append(record)
    return json.dumps({"@odata.context": "form.svc/$metadata#Submissions", "value": value}, ensure_ascii=False).encode()


def sheet(lines: Sequence[Sequence[str]], title: str = "proposals") -> bytes:
    """A workbook with one sheet of texts."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(title)
        for number, line in enumerate(lines):
            for column, cell in enumerate(line):
                if cell:
                    page.write_string(number, column, cell)
    return file.getvalue()


def styles(plan: FormPlan) -> Iterator[Style]:
    """Every style of KoBoToolbox: names, labels in each language, with groups or without, options in each way."""
    for language in (None, *plan.languages):
        for groups in (False, True):
            yield from (Style(language, groups, options) for options in ("together", "apart", "both"))


def _csv(lines: Sequence[Sequence[str]], delimiter: str, quoting: Literal[0, 1]) -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, quoting=quoting).writerows(lines)
    return file.getvalue().encode()
