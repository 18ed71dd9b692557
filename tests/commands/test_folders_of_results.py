"""Results go where they were sent: a mistyped folder is told, not made; a folder for results is, but none above it."""

from pathlib import Path

import pytest

from tests.commands.command import DAY, SOUND, InProcess

ONE_FILE = (
    ("assess", "x.yaml", "--on", DAY),
    ("what-if", "x.yaml", "written_plan=1", "--on", DAY),
    ("compare", "x.yaml", "x.yaml", "--on", DAY),
    ("plan", "x.yaml", "--on", DAY),
    ("check", "x.yaml", "--on", DAY),
    ("questionnaire",),
    ("questionnaire", "--format", "paper"),
    ("pack", "coverage", "advocacy"),
    ("pack", "verify", "minimal"),
    ("import", "table.csv", "--propose-map"),
)
A_FOLDER = (
    ("check", "x.yaml", "--format", "json,text", "--on", DAY),
    ("screen", "received", "--format", "csv", "--on", DAY),
    ("import", "received", "--on", DAY),
    ("pack", "docs", "minimal"),
    ("pack", "schema"),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "received").mkdir()
    for path in (tmp_path / "x.yaml", tmp_path / "received" / "x.yaml"):
        path.write_text(SOUND, encoding="utf-8")
    (tmp_path / "table.csv").write_text("campaign,written_plan\nClean water,3\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def everything(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


@pytest.mark.parametrize("command", ONE_FILE, ids=" ".join)
def test_a_file_in_a_folder_that_does_not_exist_is_refused(
    command: tuple[str, ...], folder: Path, in_process: InProcess
) -> None:
    before = everything(folder)
    ran = in_process(*command, "-o", "mistyped/result.html" if command[0] == "assess" else "mistyped/result")
    assert (ran.code, ran.out, ran.codes) == (2, "", ["CLI-005"])
    assert "mistyped" in ran.err
    assert "Correct the name, or make the folder first." in ran.err
    assert everything(folder) == before


@pytest.mark.parametrize("command", A_FOLDER, ids=" ".join)
def test_a_folder_for_results_is_made_but_none_above_it(
    command: tuple[str, ...], folder: Path, in_process: InProcess
) -> None:
    before = everything(folder)
    ran = in_process(*command, "-o", "mistyped/results/")
    assert (ran.code, ran.out, ran.codes) == (2, "", ["CLI-005"])
    assert everything(folder) == before

    assert in_process(*command, "-o", "results/").code in (0, 1, 3)
    assert any(path.is_file() for path in (folder / "results").rglob("*"))


def test_a_new_profile_is_not_begun_in_a_folder_that_does_not_exist(folder: Path, in_process: InProcess) -> None:
    ran = in_process("ask", "mistyped/campaign.yaml", "--on", DAY)
    assert (ran.code, ran.codes) == (2, ["CLI-005"])
    assert not (folder / "mistyped").exists()


@pytest.mark.parametrize(("language", "said"), [("ar", "صفحة. ملف البداية"), ("fr", "pages. Commencer par")])
def test_how_many_pages_of_a_pack_were_written_is_said_in_the_language_of_the_command(
    language: str, said: str, in_process: InProcess
) -> None:
    ran = in_process("pack", "docs", "minimal", "-o", "site", "--lang", language)
    assert (ran.code, ran.err) == (0, "")
    assert said in ran.out
    assert "site/index.html" in ran.out
