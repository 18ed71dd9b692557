"""The XLSForm: what other people's software says of it, and that its conditions mean what the engine's do."""

import re
import shutil
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from openpyxl import load_workbook
from pyxform.validators.odk_validate import check_xform

from api.packs import SHIPPED
from engine.answers import read_answers
from engine.form_answers import form_answers
from engine.form_fields import FormPlan
from engine.loader import load_pack
from engine.pack import Pack, Question
from engine.profile import UNKNOWN, WITHHELD, Profile
from engine.profile_checks import unfit_answer
from engine.program import Program
from reports.forms.plan import worded_plan
from reports.forms.relevance import FUNCTIONS, Relevance, TooLong
from reports.forms.xlsform import xlsform
from tests.effort import times
from tests.examples import advocacy
from tests.odk_form import OdkForm
from tests.oracle import counted, used
from tests.packs import SEEDS, TODAY, random_answer, random_profile, random_program

PACKS = ("minimal", "advocacy")


@cache
def plan(pack: str, policy: str | None = None) -> FormPlan:
    opened = advocacy() if pack == "advocacy" else load_pack(SHIPPED / pack)
    return worded_plan(opened, None if policy is None else opened.policy[policy])


@cache
def made(pack: str, policy: str | None = None) -> OdkForm:
    return OdkForm(xlsform(plan(pack, policy), "ar"))


def sheet(spreadsheet: bytes, name: str) -> list[dict[str, str]]:
    head, *rows = load_workbook(BytesIO(spreadsheet))[name].iter_rows(values_only=True)
    return [{str(key): str(value) for key, value in zip(head, row, strict=True) if value} for row in rows]


# What others say of it


@pytest.mark.parametrize("pack", PACKS)
def test_pyxform_takes_it_without_a_warning_and_odk_validate_finds_it_valid(pack: str, tmp_path: Path) -> None:
    assert made(pack).warnings == []
    if shutil.which("java") is None:
        pytest.skip("no Java for ODK Validate; continuous integration installs it")
    path = tmp_path / "form.xml"
    path.write_text(made(pack).xml, encoding="utf-8")
    assert check_xform(str(path)) == []


@pytest.mark.parametrize("policy", [policy.id for policy in advocacy().policies])
def test_every_policy_has_a_form_that_asks_what_it_asks(policy: str) -> None:
    asked = set(advocacy().policy[policy].asks) or set(advocacy().questions)
    assert made("advocacy", policy).warnings == []
    assert set(made("advocacy", policy).binds) & set(advocacy().questions) == asked


def test_no_expression_calls_a_function_that_a_client_may_not_know() -> None:
    called = {name for pack in PACKS for name in made(pack).functions}
    assert {"selected", "count-selected", "not"} <= called <= set(FUNCTIONS)


@pytest.mark.parametrize("pack", PACKS)
def test_every_text_stands_in_every_language(pack: str) -> None:
    spreadsheet = xlsform(plan(pack), "en")
    for name in ("survey", "choices"):
        for row in sheet(spreadsheet, name):
            said = [key for key in row if key.startswith(("label::", "hint::", "constraint_message::"))]
            assert len(said) % 3 == 0, row["name"]
            assert said or row["type"] == "end_group"
    arabic = {row["label::Arabic (ar)"] for row in sheet(spreadsheet, "survey") if "name" in row}
    assert all(text.startswith("\u200f") and re.search("[\u0600-\u06ff]", text) for text in arabic)
    assert sheet(spreadsheet, "settings")[0]["default_language"] == "English (en)"
    assert sheet(xlsform(plan(pack), "ar"), "settings")[0]["default_language"] == "Arabic (ar)"


@pytest.mark.parametrize("pack", PACKS)
def test_every_question_can_be_answered_with_not_known_and_kept_back(pack: str) -> None:
    offered: dict[str, list[str]] = {}
    for row in sheet(xlsform(plan(pack), "en"), "choices"):
        offered.setdefault(row["list_name"], []).append(row["name"])
    for question in plan(pack).pack.questions.values():
        assert offered[question.id] == [*question.values, UNKNOWN, WITHHELD] or question.kind == "yes_no"
        assert set(offered[question.id]) == {*question.values, UNKNOWN, WITHHELD}


def test_the_same_pack_gives_the_same_bytes() -> None:
    assert xlsform(plan("minimal"), "fr") == xlsform(worded_plan(plan("minimal").pack), "fr")


# What its conditions mean


def answered(random: Random, pack: Pack) -> Profile:
    """Everything on one day, so that nothing has expired; some of it open."""
    open_share = random.choice((0.0, 0.2, 0.7))
    answers = {
        name: random.choice((UNKNOWN, WITHHELD, None))
        if random.random() < open_share
        else random_answer(random, question)
        for name, question in pack.questions.items()
    }
    return Profile.model_validate({"campaign": "x", "answered_on": date(2026, 6, 1), "answers": answers})


def require_agreement(form: OdkForm, of: FormPlan, program: Program, profile: Profile) -> set[str]:
    """The form shows exactly what the engine has certainly in use, and evidence beside high levels."""
    shown = form.shown(form_answers(profile, of))
    standing = read_answers(profile, program, profile.answered_on, "stated").standing
    for name, question in of.pack.questions.items():
        assert (name in shown) is (standing[name].use == "in_use"), (name, standing[name].use)
        if question.kind == "level":
            claimed = name in shown and profile.answers[name].answer in ("3", "4")
            assert (of.by_path["answers", name, "evidence", "owner"].column in shown) is claimed, name
    return {one.use for one in standing.values()}


@pytest.mark.parametrize("pack", PACKS)
def test_the_form_of_a_shipped_pack_shows_what_the_engine_has_in_use(pack: str) -> None:
    of = plan(pack)
    program, random = Program(of.pack, of.pack.policy["default"]), Random(7)
    profiles = [answered(random, of.pack) for _ in range(150)]
    met = [require_agreement(made(pack), of, program, profile) for profile in profiles]
    assert set().union(*met) == {"in_use", "not_in_use", "perhaps"}


@times(60)
@given(SEEDS)
def test_the_form_of_any_pack_shows_what_the_engine_has_in_use(seed: int) -> None:
    """Conditions of every kind, nested and resting on each other: all, any, none, count."""
    program, random = random_program(seed, 1), Random(seed)
    of = worded_plan(program.pack, program.policy)
    form = OdkForm(xlsform(of, "en"))
    for _ in range(12):
        profile = answered(random, program.pack)
        row = form_answers(profile, worded_plan(program.pack))
        shown = form.shown(row)
        standing = read_answers(profile, program, profile.answered_on, "stated").standing
        assert shown & set(program.pack.questions) == {name for name, one in standing.items() if one.use == "in_use"}
    assert form.functions <= set(FUNCTIONS)


@times(40)
@given(SEEDS)
def test_with_every_answer_given_it_shows_what_the_conditions_say_word_by_word(seed: int) -> None:
    """Against a reading of the conditions that shares nothing with the engine but the models."""
    program, random = random_program(seed, 1), Random(seed)
    form = OdkForm(xlsform(worded_plan(program.pack, program.policy), "en"))
    for _ in range(6):
        profile = random_profile(random, program.pack, complete=True)
        answers = counted(program.pack, program.policy, profile, TODAY)
        kept = used(program.pack, program.policy, {name: answer for name, answer in answers.items() if answer})
        shown = form.shown(form_answers(profile, worded_plan(program.pack)))
        assert shown & set(program.pack.questions) == set(kept)


def test_what_rests_on_a_question_that_is_not_asked_is_not_shown() -> None:
    quick = plan("advocacy", "quick")
    relevance = Relevance(quick)
    for field in quick.fields:
        if field.is_answer and field.asked_if is not None:
            read = set(re.findall(r"\$\{(\w+)\}", relevance.of(field)))
            assert read <= {one.column for one in quick.fields}


def test_a_condition_that_fits_no_cell_is_refused_and_names_its_question() -> None:
    data = plan("minimal").pack.model_dump(by_alias=True)
    permit = data["sections"][0]["questions"][-1]
    clear = data["sections"][0]["questions"][0]
    clear["options"], clear["anchors"], clear["kind"], clear["counts_in"] = [], {}, "choice", []
    clear["options"] = [
        {"id": f"{number:03d}{'x' * 60}", "text": {"en": "x", "ar": "x", "fr": "x"}} for number in range(60)
    ]
    some = [option["id"] for option in clear["options"]]
    permit["asked_if"] = {
        "any": [{"answer": "clear_purpose", "is_any_of": some[number : number + 20]} for number in range(40)]
    }
    with pytest.raises(TooLong, match="permit"):
        xlsform(worded_plan(Pack.model_validate(data)), "en")


# What it accepts


@pytest.mark.parametrize("pack", PACKS)
def test_of_several_answers_it_accepts_what_a_profile_can_hold(pack: str) -> None:
    random, form = Random(3), made(pack)
    asked = [question for question in plan(pack).pack.questions.values() if question.kind == "choices"]
    verdicts = set()
    for question in asked:
        for _ in range(30):
            values = [*question.values, UNKNOWN, WITHHELD]
            chosen = random.sample(values, random.randint(1, min(4, len(values))))
            fits = _fits(question, chosen)
            assert form.accepts(question.id, {question.id: " ".join(chosen)}) is fits, chosen
            verdicts.add(fits)
    assert verdicts == {True, False}


def _fits(question: Question, chosen: list[str]) -> bool:
    return not list(unfit_answer(chosen[0] if len(chosen) == 1 else tuple(chosen), question))


@pytest.mark.parametrize(
    ("column", "text", "taken"),
    [
        ("campaign_country", "TN", True),
        ("campaign_country", "tn", False),
        ("campaign_country", "Tunisia", False),
        ("campaign_name", "x" * 500, True),
        ("campaign_name", "x" * 501, False),
    ],
)
def test_of_the_campaign_it_accepts_what_a_profile_can_hold(column: str, text: str, taken: bool) -> None:
    assert made("minimal").accepts(column, {column: text}) is taken
