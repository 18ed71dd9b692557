"""The repository can be taken anywhere: no path of one machine in it, and nothing where a reader would not look."""

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
IGNORED = [
    line.strip().rstrip("/")
    for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]
FOLDERS = {"api", "docs", "engine", "features", "reports", "rules", "templates", "tests"}
FILES = {
    "action.yml",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "Dockerfile",
    "pyproject.toml",
    "requirements.lock",
}
# Written in two parts, so that this file does not find itself.
MACHINE = re.compile("(?<![A-Za-z0-9_.])/" + "(?:work|root|home/[a-z]|Users/[A-Za-z])(?:/|\\b)")
ADDRESS = re.compile(":" + "//")


def ignored(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return parts[0] == ".git" or any(fnmatch(part, pattern) for part in parts for pattern in IGNORED)


def kept() -> list[Path]:
    """Every file that the repository holds: all but what it is told to ignore."""
    found: list[Path] = []
    folders = [ROOT]
    while folders:
        for path in sorted(folders.pop().iterdir()):
            if ignored(path):
                continue
            if path.is_dir() and not path.is_symlink():
                folders.append(path)
            else:
                found.append(path)
    return found


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def test_no_file_names_a_folder_of_somebody_s_machine() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in kept()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if MACHINE.search(line)
    }
    assert found == set()


def test_the_locked_requirements_name_no_address_and_no_path() -> None:
    lock = ROOT / "requirements.lock"
    if not lock.exists():
        pytest.skip("nothing is locked")
    text = text_of(lock)
    assert not ADDRESS.search(text)
    assert not MACHINE.search(text)
    assert "file:" not in text


def test_the_locked_requirements_are_pinned_exactly() -> None:
    lock = ROOT / "requirements.lock"
    if not lock.exists():
        pytest.skip("nothing is locked")
    for line in text_of(lock).splitlines():
        if line and not line.startswith((" ", "#", "-")):
            assert "==" in line, line


def test_the_top_of_the_repository_holds_what_the_design_says() -> None:
    shown = [path for path in ROOT.iterdir() if not path.name.startswith(".") and not ignored(path)]
    assert {path.name for path in shown if path.is_dir()} <= FOLDERS
    assert {path.name for path in shown if path.is_file()} <= FILES
    assert {"api", "engine", "reports", "rules", "tests", "README.md", "pyproject.toml"} <= {
        path.name for path in shown
    }


def test_no_module_is_named_for_nothing() -> None:
    """Manager, helper, util, base and common say nothing of what a module is for."""
    empty = re.compile(r"(^|_)(manager|helpers?|utils?|base|common|misc)(_|$)")
    assert [path.name for path in kept() if path.suffix == ".py" and empty.search(path.stem)] == []


def test_every_text_file_is_utf_8_with_plain_line_ends() -> None:
    for path in kept():
        if path.suffix in (".py", ".yaml", ".md", ".toml", ".j2", ".css", ".feature", ".po", ".lock"):
            content = path.read_bytes()
            content.decode("utf-8")
            assert b"\r" not in content, path
            assert not content.startswith(b"\xef\xbb\xbf"), path


def test_no_file_is_too_large_to_review() -> None:
    assert [path.name for path in kept() if path.stat().st_size > 2**20] == []


def test_no_two_test_files_share_a_name() -> None:
    """Else a whole run cannot tell their modules apart and collects only one of them."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(set(names)) == sorted(names)
