"""The pages that describe a pack stand in a folder of their own: they spoil no pack, and no files of others."""

import shutil
from pathlib import Path

import pytest

from api.packs import SHIPPED
from tests.commands.command import InProcess


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED / "minimal", tmp_path / "own"))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("inside", [".", "site", "rules"])
def test_pages_are_never_written_into_the_pack_itself(inside: str, pack: Path, in_process: InProcess) -> None:
    before = contents(pack)
    ran = in_process("pack", "docs", pack, "-o", pack / inside)
    assert (ran.code, ran.codes, ran.out) == (2, ["CLI-013"], "")
    assert contents(pack) == before
    assert in_process("pack", "check", pack).code == 0


def test_a_link_into_the_pack_leads_into_it_too(pack: Path, in_process: InProcess, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").symlink_to(pack)
    assert in_process("pack", "docs", pack, "-o", tmp_path / "elsewhere").codes == ["CLI-013"]


@pytest.mark.parametrize("other", ["index.html", "en/notes.txt", ".munasara-written"])
def test_files_of_others_are_not_written_over_nor_written_among(
    other: str, pack: Path, in_process: InProcess, tmp_path: Path
) -> None:
    file = tmp_path / "site" / other
    file.parent.mkdir(parents=True)
    file.write_text("index.html\n", encoding="utf-8")
    ran = in_process("pack", "docs", pack, "-o", tmp_path / "site")
    assert (ran.code, ran.codes, ran.out) == (2, ["CLI-014"], "")
    assert f"'{other}'" in ran.err
    assert contents(tmp_path / "site") == {other: b"index.html\n"}


def test_a_site_is_written_anew_over_itself_and_what_it_no_longer_has_goes(
    pack: Path, in_process: InProcess, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    assert in_process("pack", "docs", pack, "-o", site).code == 0
    first = contents(site)
    listed = site / ".munasara-pages"
    listed.write_text(f"{listed.read_text(encoding='utf-8')}xx/index.html\n", encoding="utf-8")
    (site / "xx").mkdir()
    (site / "xx" / "index.html").touch()

    ran = in_process("pack", "docs", pack, "-o", site)

    assert (ran.code, ran.err) == (0, "")
    assert contents(site) == first
    assert {*listed.read_text(encoding="utf-8").split(), listed.name} == set(first)


def test_an_empty_folder_is_as_good_as_none(pack: Path, in_process: InProcess, tmp_path: Path) -> None:
    (tmp_path / "site" / "en").mkdir(parents=True)
    assert in_process("pack", "docs", pack, "-o", tmp_path / "site").code == 0


def test_a_file_is_no_folder_for_pages(pack: Path, in_process: InProcess, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine", encoding="utf-8")
    assert in_process("pack", "docs", pack, "-o", tmp_path / "site").codes == ["CLI-005"]
    assert (tmp_path / "site").read_text(encoding="utf-8") == "mine"
