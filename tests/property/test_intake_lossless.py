"""Whatever a profile says, and whichever tool exported it: what is read is what was said."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.intake.rows import Accepted
from api.intake.sources import Intake
from engine.documents import trouble_in
from engine.errors import Mistake
from engine.form_answers import form_answers, profile_from
from engine.form_fields import FormPlan
from engine.profile import Dates, Profile
from reports.forms.proposals_sheet import in_order, proposals_workbook
from reports.profile_file import profile_yaml
from tests import exports
from tests.form_profiles import LINES, plan, profiles, saying

PACKS = ("minimal", "advocacy")
TABLES_OF_ODK: tuple[Literal["together", "both"], ...] = ("together", "both")
DAY = date(2100, 1, 1)
READABLE = LINES.filter(lambda text: trouble_in(text) is None)  # as in any file of ours


@cache
def intake(pack: str) -> Intake:
    def unexpected(mistake: Mistake) -> None:
        raise AssertionError(mistake)

    return Intake(plan(pack).pack, DAY, note=unexpected)


def read(content: bytes, name: str, pack: str) -> list[Profile]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        rows = [*intake(pack).rows([path])]
    assert all(isinstance(row, Accepted) for row in rows), rows
    return [row.profile for row in rows if isinstance(row, Accepted)]


@st.composite
def portfolios(draw: st.DrawFn, of: FormPlan, most: int = 2) -> list[Profile]:
    """A few profiles that every file of ours could hold."""
    found = draw(st.lists(profiles(of.pack, READABLE), min_size=1, max_size=most))
    return [saying(_in_order_of_time(profile)) for profile in found]


def _in_order_of_time(profile: Profile) -> Profile:
    launch, end = profile.dates.launch, profile.dates.end
    if launch is None or end is None:
        return profile
    return profile.model_copy(update={"dates": Dates(launch=min(launch, end), end=max(launch, end))})


def columns_of(found: Sequence[Profile], of: FormPlan) -> list[dict[str, str]]:
    return [form_answers(profile, of) for profile in found]


def in_order_of_options(found: Sequence[Profile], of: FormPlan) -> list[Profile]:
    """Columns of single options do not tell in which order the options were chosen."""
    made = []
    for row in columns_of(found, of):
        for field in of.fields:
            if field.kind == "several" and field.column in row:
                chosen = row[field.column].split()
                row[field.column] = " ".join(one.value for one in field.choices if one.value in chosen)
        made.append(profile_from(row, of))
    return made


def drawn(examples: int) -> settings:
    return settings(max_examples=examples, derandomize=True, deadline=None, database=None)


@pytest.mark.parametrize("pack", PACKS)
@drawn(24)
@given(data=st.data())
def test_a_csv_export_of_kobotoolbox_in_any_style_and_language_is_read_as_it_was_filled_in(
    pack: str, data: st.DataObject
) -> None:
    of = plan(pack)
    found, style = data.draw(portfolios(of)), data.draw(st.sampled_from([*exports.styles(of)]))
    content = exports.kobo_csv(columns_of(found, of), of, style)
    expected = in_order_of_options(found, of) if style.options == "apart" else found
    assert read(content, "export.csv", pack) == expected


def test_every_style_of_kobotoolbox_is_read() -> None:
    """With one profile that answers every question: no style is left to chance."""
    of = plan("advocacy")
    answers = {q.id: list(q.values[-1:]) if q.kind == "choices" else q.values[-1] for q in of.pack.questions.values()}
    full = Profile.model_validate({"campaign": "x", "answered_on": "2026-05-20", "answers": answers})
    for style in exports.styles(of):
        assert read(exports.kobo_csv(columns_of([full], of), of, style), "export.csv", "advocacy") == [full], style


@drawn(10)
@given(data=st.data())
def test_a_workbook_of_kobotoolbox_is_read_as_it_was_filled_in(data: st.DataObject) -> None:
    of = plan("advocacy")
    found, style = data.draw(portfolios(of)), data.draw(st.sampled_from([*exports.styles(of)]))
    expected = in_order_of_options(found, of) if style.options == "apart" else found
    assert read(exports.kobo_xlsx(columns_of(found, of), of, style), "export.xlsx", "advocacy") == expected


@pytest.mark.parametrize("pack", PACKS)
@drawn(20)
@given(data=st.data())
def test_records_of_the_kobotoolbox_api_are_read_as_they_were_filled_in(pack: str, data: st.DataObject) -> None:
    found = data.draw(portfolios(plan(pack)))
    assert read(exports.kobo_json(columns_of(found, plan(pack)), plan(pack)), "data.json", pack) == found


@drawn(20)
@given(data=st.data())
def test_a_table_of_odk_central_is_read_as_it_was_filled_in(data: st.DataObject) -> None:
    of = plan("advocacy")
    found, options = data.draw(portfolios(of)), data.draw(st.sampled_from(TABLES_OF_ODK))
    assert read(exports.odk_csv(columns_of(found, of), of, options), "form.csv", "advocacy") == found


@drawn(20)
@given(data=st.data())
def test_records_of_odk_central_are_read_as_they_were_filled_in(data: st.DataObject) -> None:
    of = plan("advocacy")
    found = data.draw(portfolios(of))
    assert read(exports.odata(columns_of(found, of), of), "Submissions.json", "advocacy") == found


@drawn(6)
@given(data=st.data())
def test_our_own_spreadsheet_is_read_as_it_was_filled_in(data: st.DataObject) -> None:
    """But for what it does not ask: the day of a single answer, and whether one is to be confirmed."""
    of = plan("advocacy")
    asked, language = {field.column for field in in_order(of)}, data.draw(st.sampled_from(of.languages))
    rows = [
        {column: text for column, text in row.items() if column in asked}
        for row in columns_of(data.draw(portfolios(of)), of)
    ]
    expected = [profile_from(row, of) for row in rows]
    assert read(proposals_workbook(of, language, rows), "proposals.xlsx", "advocacy") == expected


@drawn(40)
@given(data=st.data())
def test_the_profile_file_that_an_import_writes_reads_as_the_same_profile(data: st.DataObject) -> None:
    (profile,) = data.draw(portfolios(plan("advocacy"), most=1))
    assert read(profile_yaml(profile).encode(), "profile.yaml", "advocacy") == [profile]
