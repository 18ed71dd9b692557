"""`munasara import`: one profile file a row, counts that add up, files that are never lost, a map that is drafted."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from api.packs import open_pack
from engine.form_answers import form_answers
from engine.loader import load_profile_for
from engine.profile import Profile
from reports.forms.plan import worded_plan
from reports.forms.proposals_sheet import proposals_workbook
from tests.commands.command import DAY, InProcess, Munasara
from tests.examples import DAY as ASSESSED_ON
from tests.examples import EXAMPLES, advocacy, example

Write = Callable[[str], Path]
SOUND = "campaign_name,answered_on,written_plan\nClean water,2026-05-20,3\n../../etc/حملة المياه,2026-05-20,٢\n"


@pytest.fixture
def table(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        path = tmp_path / "proposals.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_each_row_becomes_a_profile_with_a_safe_name_and_the_counts_add_up(
    tmp_path: Path, table: Write, in_process: InProcess
) -> None:
    path, folder = table(f"{SOUND}Bad,2026-05-20,9\n,2026-05-20,1\n"), tmp_path / "profiles"
    ran = in_process("import", path, "-o", folder, "--on", DAY)
    assert ran.code == 1
    assert ran.codes == ["PROFILE-005", "PROFILE-002"]
    assert "Received: 4. Accepted: 2. Rejected: 2." in ran.out
    assert "PROFILE-002: 1" in ran.out
    assert sorted(path.name for path in folder.iterdir()) == [
        "proposals-csv-2-clean-water.yaml", "proposals-csv-3-etc-حملة-المياه.yaml"
    ]  # fmt: skip
    assert all(file.stat().st_mode & 0o077 == 0 for file in folder.iterdir())
    read = [load_profile_for(advocacy(), file, ASSESSED_ON) for file in sorted(folder.iterdir())]
    assert [(one.campaign, one.answers["written_plan"].answer) for one in read] == [
        ("Clean water", "3"), ("../../etc/حملة المياه", "2")
    ]  # fmt: skip


def test_what_is_there_stays_and_its_row_is_rejected_unless_it_may_be_replaced(
    tmp_path: Path, table: Write, in_process: InProcess
) -> None:
    folder = tmp_path / "profiles"
    assert in_process("import", table(SOUND), "-o", folder, "--on", DAY).code == 0
    kept = folder / "proposals-csv-2-clean-water.yaml"
    kept.write_text("mine", encoding="utf-8")
    again = in_process("import", table(SOUND), "-o", folder, "--on", DAY)
    assert (again.code, again.codes, kept.read_text(encoding="utf-8")) == (1, ["CLI-006"], "mine")
    assert "Received: 2. Accepted: 1. Rejected: 1." in again.out
    assert "Already there, and the same: 1." in again.out, "what says the same already is no loss"
    assert "Written" not in again.out
    assert in_process("import", table(SOUND), "-o", folder, "--on", DAY, "--force").code == 0
    assert kept.read_text(encoding="utf-8") != "mine"


def test_no_row_takes_the_file_of_another(tmp_path: Path, in_process: InProcess) -> None:
    path, folder = tmp_path / "Call for proposals 2026 for Middle East and North Africa.csv", tmp_path / "profiles"
    rows = "".join(f"{name},2026-05-20\n" for name in ("Water", "Water", "Water 2"))
    path.write_text(f"campaign_name,answered_on\n{rows}", encoding="utf-8")
    again = tmp_path / "again" / path.name
    again.parent.mkdir()
    again.write_text(f"campaign_name,answered_on\n{rows}", encoding="utf-8")
    ran = in_process("import", path, again, "-o", folder, "--on", DAY, "--force")
    assert (ran.code, "Received: 6. Accepted: 6. Rejected: 0." in ran.out) == (0, True)
    names = sorted(one.name for one in folder.iterdir())
    assert len(names) == 6
    assert any(name.endswith("-2-water.yaml") for name in names), "the number of the row is in it"


def test_usage_that_cannot_be_followed_ends_with_2_and_writes_nothing(
    tmp_path: Path, table: Write, in_process: InProcess
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "map.yaml").write_text("columns: [{column: x, is: nothing_known}]\n", encoding="utf-8")
    for words, code in (
        (("import", table(SOUND)), "CLI-012"),
        (("import", tmp_path, "-o", tmp_path / "profiles"), "SCREEN-005"),
        (("import", tmp_path / "empty", "-o", tmp_path / "profiles"), "SCREEN-001"),
        (("import", table(SOUND), "-o", tmp_path / "profiles", "--map", tmp_path / "map.yaml"), "INTAKE-017"),
        (("screen", table(SOUND), "-o", tmp_path / "profiles", "--map", tmp_path / "map.yaml"), "INTAKE-017"),
        (("import", tmp_path / "empty", "--propose-map"), "INTAKE-018"),
    ):
        ran = in_process(*words)
        assert (ran.code, ran.codes) == (2, [code]), words
    assert not (tmp_path / "profiles").exists()


def test_a_drafted_map_changes_nothing_and_once_filled_in_reads_what_could_not_be_read(
    tmp_path: Path, table: Write, in_process: InProcess
) -> None:
    path, draft = (
        table("Organisation and campaign,answered_on,Plan written,Budget\nEau,2026-05-20,3,5\n"),
        tmp_path / "map.yaml",
    )
    assert in_process("import", path, "-o", tmp_path / "none", "--on", DAY).codes == ["INTAKE-006"]
    assert in_process("import", path, "--propose-map", "-o", draft).code == 0
    text = draft.read_text(encoding="utf-8")
    assert 'column: "answered_on"\n    is: answered_on\n' in text
    assert re.search(r'column: "Organisation and campaign"\n    is:  # perhaps .*campaign_name', text)
    assert re.search(r'column: "Plan written"\n    is:  # perhaps .*written_plan', text)
    unchanged = in_process("import", path, "-o", tmp_path / "none", "--on", DAY, "--map", draft)
    assert unchanged.codes == ["INTAKE-006"], "what is left open is not guessed"
    for column, meant in (
        ("Organisation and campaign", "campaign_name"),
        ("Plan written", "written_plan"),
        ("Budget", "ignore"),
    ):
        text = re.sub(rf'(column: "{column}"\n    is:).*', rf"\1 {meant}", text)
    draft.write_text(text, encoding="utf-8")
    ran = in_process("import", path, "-o", tmp_path / "some", "--on", DAY, "--map", draft)
    assert (ran.code, ran.err) == (0, "")
    (made,) = (tmp_path / "some").iterdir()
    assert load_profile_for(advocacy(), made, ASSESSED_ON).answers["written_plan"].answer == "3"
    assert in_process("import", path, "--propose-map", "-o", draft).codes == ["CLI-006"], "a map is not lost"


def test_examples_from_our_own_spreadsheet_become_the_same_profiles(tmp_path: Path, munasara: Munasara) -> None:
    """With the installed command: the process that reads the workbook finds its way by itself."""
    plan = worded_plan(open_pack("advocacy"))
    given = [_as_a_form_has_it(example(name)) for name in EXAMPLES]
    rows = [form_answers(profile, plan) for profile in given]
    (tmp_path / "proposals.xlsx").write_bytes(proposals_workbook(plan, "ar", rows))
    ran = munasara("import", tmp_path / "proposals.xlsx", "-o", tmp_path / "profiles", "--on", "2027-01-01")
    assert (ran.code, ran.err) == (0, "")
    read = [load_profile_for(advocacy(), path, ASSESSED_ON) for path in (tmp_path / "profiles").iterdir()]
    assert {one.campaign: one for one in read} == {one.campaign: one for one in given}


def _as_a_form_has_it(profile: Profile) -> Profile:
    """But for the day of a single answer, which the spreadsheet does not ask."""
    plain = {"answered_on": None, "to_confirm": False}
    answers = {name: given.model_copy(update=plain) for name, given in profile.answers.items()}
    return profile.model_copy(update={"answers": answers})


def test_a_table_is_screened_as_a_folder_is(tmp_path: Path, table: Write, in_process: InProcess) -> None:
    path = table(
        SOUND.replace("written_plan", "written_plan,Budget").replace("\n", ",5\n").replace("Budget,5", "Budget")
    )
    ran = in_process("screen", path, "-o", tmp_path / "results", "--on", DAY)
    assert ran.code == 0
    assert "Received: 2. Accepted: 2. Rejected: 0." in ran.out
    assert ran.codes == ["INTAKE-009"]
    blind = in_process("screen", path, "-o", tmp_path / "blind", "--on", DAY, "--blind")
    assert blind.codes == ["SCREEN-006"], "neither the file nor its columns are named"
