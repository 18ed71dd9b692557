"""A questionnaire as an XLSForm: the spreadsheet from which KoBoToolbox, ODK and Enketo make a form.

One group a section, shown as one page; every question can be answered with `unknown` or `withheld`; questions appear as
`asked_if` says, evidence from level 3 on. Every text stands in all languages of the pack.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from engine.form_fields import Field, FormPlan, Group, Labels
from reports.forms.constraints import constraint
from reports.forms.language_names import language_name
from reports.forms.relevance import Relevance
from reports.phrases import plain
from reports.words import RIGHT_TO_LEFT
from reports.workbook import put, workbook

if TYPE_CHECKING:
    from reports.workbook import Workbook

_TYPES: Final = {"line": "text", "country": "text", "lines": "text", "day": "date"}
_DEFAULTS: Final[dict[tuple[str, ...], str]] = {("answered_on",): "today()", ("stage",): "preparing"}
_RIGHT_TO_LEFT_MARK: Final = "\u200f"  # before a text that begins with a code: it is read from the right all the same
_NO_BREAK: Final = "\u2060"

Row = dict[str, str]


def xlsform(plan: FormPlan, language: str) -> bytes:
    """The form in all languages of the pack, opening in this one. Raises TooLong for a condition that fits no cell."""
    sheets = {"survey": _survey(plan), "choices": _choices(plan), "settings": [_settings(plan, language)]}

    def fill(book: "Workbook") -> None:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for number, column in enumerate(_used(_columns(plan), rows)):
                put(sheet, 0, number, column)
                for line, row in enumerate(rows, start=1):
                    if row.get(column):
                        put(sheet, line, number, row[column])

    return workbook(fill, plan.pack.manifest.title[language])


def shown(text: str, language: str) -> str:
    """A text as a form shows it: nothing in it is taken for a reference to a question, and its direction is right."""
    said = plain(text).replace("${", f"${_NO_BREAK}{{")
    return f"{_RIGHT_TO_LEFT_MARK}{said}" if said and language in RIGHT_TO_LEFT else said


def _columns(plan: FormPlan) -> Iterator[str]:
    """Every column that a sheet of a form can have, in order."""
    yield from ("type", "list_name", "name")
    yield from _said("label", dict.fromkeys(plan.languages, ""))
    yield from _said("hint", dict.fromkeys(plan.languages, ""))
    yield from ("appearance", "required", "relevant", "constraint")
    yield from _said("constraint_message", dict.fromkeys(plan.languages, ""))
    yield from ("default", "form_title", "form_id", "version", "default_language", "style")


def _used(columns: Iterable[str], rows: list[Row]) -> list[str]:
    return [column for column in columns if any(row.get(column) for row in rows)]


def _said(column: str, labels: Labels) -> Row:
    return {f"{column}::{language_name(code)}": shown(text, code) for code, text in labels.items()}


def _survey(plan: FormPlan) -> list[Row]:
    relevance, rows = Relevance(plan), list[Row]()
    for group in plan.groups:
        page = {"type": "begin_group", "name": group.name, "appearance": "field-list"}
        rows.append({**page, **_said("label", group.labels)})
        asked = [field for field in plan.of_group(group) if field.asked]
        rows += [_question(field, plan, relevance, _hints(field, group, field is asked[0])) for field in asked]
        rows.append({"type": "end_group"})
    return rows


def _hints(field: Field, group: Group, first: bool) -> Labels:
    """The first question of a page is introduced with it: a page has no place for a hint of its own."""
    if not first or not group.hints:
        return field.hints
    return {code: f"{text} {field.hints.get(code, '')}" for code, text in group.hints.items()}


def _question(field: Field, plan: FormPlan, relevance: Relevance, hints: Labels) -> Row:
    choosing = "select_multiple" if field.kind == "several" else "select_one"
    row = {"type": _TYPES.get(field.kind, f"{choosing} {field.column}"), "name": field.column}
    row |= _said("label", field.labels) | _said("hint", hints)
    row |= {"appearance": "multiline"} if field.kind == "lines" else {}
    row |= {"required": "yes"} if field.required else {}
    row |= {"relevant": relevance.of(field), "default": _DEFAULTS.get(field.path, "")}
    limit = constraint(field, plan)
    return row if limit is None else row | {"constraint": limit.expression} | _said("constraint_message", limit.message)


def _choices(plan: FormPlan) -> list[Row]:
    """The choices of each question, in a list that has the name of its column."""
    return [
        {"list_name": field.column, "name": choice.value, **_said("label", choice.labels)}
        for field in plan.fields
        if field.asked
        for choice in field.choices
    ]


def _settings(plan: FormPlan, language: str) -> Row:
    manifest = plan.pack.manifest
    policy = plan.policy.id if plan.policy is not None else manifest.default_policy
    return {
        "form_title": shown(manifest.title[language], language),
        "form_id": f"munasara_{manifest.id}_{policy}",
        "version": f"{manifest.version} {plan.pack.digest[:12]}",
        "default_language": language_name(language),
        "style": "pages",
    }
