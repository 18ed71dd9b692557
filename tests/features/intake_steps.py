"""The steps about what was received: each reads a file as a funder has it."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, then, when

from engine.form_answers import form_answers
from engine.form_fields import FormPlan
from engine.pack import Pack
from reports.forms.plan import worded_plan
from reports.forms.proposals_sheet import proposals_workbook
from tests import exports
from tests.exports import Row, Style
from tests.features.campaigns import Campaign
from tests.intake import Took


class Inbox:
    """One file that was received, and what came of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.path = folder / "proposals.csv"
        self.took: Took | None = None

    def receive(self, name: str, content: bytes) -> None:
        self.path = self._folder / name
        self.path.write_bytes(content)

    @property
    def read(self) -> Took:
        assert self.took is not None
        return self.took


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path)


def _style(language: str | None) -> Style:
    return Style(language, groups=True, options="both")


FILES: dict[str, tuple[str, Callable[[list[Row], FormPlan], bytes]]] = {
    "our own spreadsheet": ("proposals.xlsx", lambda rows, plan: proposals_workbook(plan, "fr", rows)),
    "a CSV export of KoBoToolbox by names": (
        "export.csv",
        lambda rows, plan: exports.kobo_csv(rows, plan, _style(None)),
    ),
    "records of the KoBoToolbox API": ("data.json", exports.kobo_json),
    "a table of ODK Central": ("form.csv", lambda rows, plan: exports.odk_csv(rows, plan, "both")),
    "records of ODK Central": ("Submissions.json", exports.odata),
}


@given("this table is received:")
def _(inbox: Inbox, datatable: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(datatable)
    inbox.receive("proposals.csv", text.getvalue().encode())


@when(parsers.re(r"it is received as (?P<file>.+?)(?: by labels \((?P<language>\w\w)\))? and read"))
def _(inbox: Inbox, campaign: Campaign, pack: Pack, file: str, language: str | None) -> None:
    plan = worded_plan(pack)
    rows: list[Row] = [form_answers(campaign.profile(), plan)]
    if language is None:
        name, write = FILES[file]
        inbox.receive(name, write(rows, plan))
    elif file.startswith("a workbook"):
        inbox.receive("export.xlsx", exports.kobo_xlsx(rows, plan, _style(language)))
    else:
        inbox.receive("export.csv", exports.kobo_csv(rows, plan, _style(language)))
    inbox.took = Took(inbox.path, pack=pack, day=campaign.on)


@when("it is read")
def _(inbox: Inbox, pack: Pack) -> None:
    inbox.took = Took(inbox.path, pack=pack)


@then(parsers.re(r"(?P<accepted>\d+) rows? (was|were) accepted and (?P<rejected>\d+) (was|were) rejected"))
def _(inbox: Inbox, accepted: str, rejected: str) -> None:
    assert (len(inbox.read.accepted), len(inbox.read.rejected)) == (int(accepted), int(rejected)), inbox.read.mistakes


@then("the proposal read says the same")
def _(inbox: Inbox, campaign: Campaign, pack: Pack) -> None:
    """In all that a form asks: evidence is asked for levels only."""
    plan = worded_plan(pack)
    read, given_ = form_answers(inbox.read.only.profile, plan), form_answers(campaign.profile(), plan)
    asked = {field.column for field in plan.fields if field.asked}
    assert {name: read.get(name) for name in asked} == {name: given_.get(name) for name in asked}
    assert inbox.read.notes == []


@then(parsers.re(r'in "(?P<name>[^"]+)" the answer to "(?P<question>\w+)" is (?P<answer>"[^"]+"|left out)$'))
def _(inbox: Inbox, name: str, question: str, answer: str) -> None:
    (profile,) = (row.profile for row in inbox.read.accepted if row.profile.campaign == name)
    said = profile.answers.get(question)
    assert (None if said is None else said.answer) == (None if answer == "left out" else answer.strip('"'))


@then(parsers.parse('row {number:d} was rejected because of "{columns}"'))
def _(inbox: Inbox, number: int, columns: str) -> None:
    (row,) = (row for row in inbox.read.rejected if row.place.endswith(f":{number}"))
    places = {mistake.place.partition("(column ")[2].rstrip(")") for mistake in row.mistakes}
    assert places == set(columns.split(", "))


@then(parsers.parse('it is said that nothing was read of "{column}"'))
def _(inbox: Inbox, column: str) -> None:
    (note,) = inbox.read.notes
    assert column in note.fact
