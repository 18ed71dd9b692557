"""The steps about forms: the form that pyxform makes of our spreadsheet is filled in, and read again."""

from dataclasses import dataclass

import pytest
from pytest_bdd import parsers, then, when

from engine.form_answers import form_answers, profile_from
from engine.form_fields import FormPlan
from engine.pack import Pack
from engine.profile import Profile
from reports.forms.plan import worded_plan
from reports.forms.xlsform import xlsform
from tests.features.campaigns import Campaign
from tests.odk_form import OdkForm

ANSWER = r'(?P<answer>"[^"]+"|unknown|withheld|left out)$'


@dataclass(frozen=True)
class Filled:
    """A form with a campaign's answers in it: the columns that it shows, and what is read from it."""

    plan: FormPlan
    shown: set[str]
    read: Profile


@pytest.fixture(scope="session")
def form(pack: Pack) -> tuple[FormPlan, OdkForm]:
    plan = worded_plan(pack)
    return plan, OdkForm(xlsform(plan, "en"))


@when("its form is filled in and read", target_fixture="filled")
def _(campaign: Campaign, form: tuple[FormPlan, OdkForm]) -> Filled:
    plan, made = form
    row = form_answers(campaign.profile(), plan)
    return Filled(plan, made.shown(row), profile_from(row, plan))


@then("the profile read says the same")
def _(campaign: Campaign, filled: Filled) -> None:
    assert filled.read == campaign.profile()


@then(parsers.re(r'the answer to "(?P<question>\w+)" is read as ' + ANSWER))
def _(filled: Filled, question: str, answer: str) -> None:
    given = filled.read.answers.get(question)
    read = None if given is None else given.answer
    assert read == (None if answer == "left out" else answer.strip('"'))


@then(parsers.re(r'the form (?P<shows>shows|does not show) the question "(?P<question>\w+)"$'))
def _(filled: Filled, shows: str, question: str) -> None:
    assert (question in filled.shown) is (shows == "shows")


@then(parsers.re(r'the form (?P<asks>asks|does not ask) for evidence of "(?P<question>\w+)"$'))
def _(filled: Filled, asks: str, question: str) -> None:
    parts = ("note", "reference", "date", "owner")
    columns = {filled.plan.by_path["answers", question, "evidence", part].column for part in parts}
    assert columns & filled.shown == (columns if asks == "asks" else set())
