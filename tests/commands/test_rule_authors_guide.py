"""The guide for authors, followed word by word: a pack is in order after each step, and whole at the end."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.commands.command import InProcess

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "rule-authors.md").read_text(encoding="utf-8").partition("## 2. ")[0]
PART = re.compile(
    r"^```yaml\n(?P<yaml>.*?)^```$|^- (?P<delete>Delete .*?)\.$|^- Take out of (?P<take>.*?)\.$", re.M | re.S
)
NAME = re.compile(r"`([^`]+)`")


def steps() -> Iterator[tuple[str, list[re.Match[str]]]]:
    """Each heading below which something is to be done, with that."""
    for step in re.split(r"^##+ ", GUIDE, flags=re.M):
        if todo := list(PART.finditer(step)):
            yield step.partition("\n")[0], todo


def follow(todo: re.Match[str], pack: Path) -> None:
    if todo["yaml"]:
        place, _, text = todo["yaml"].removeprefix("# ").partition("\n")
        file, _, where = place.partition(", ")
        write(pack / file, where, text)
    elif todo["delete"]:
        for name in NAME.findall(todo["delete"]):
            (pack / name).unlink()
    else:
        file, *names = NAME.findall(todo["take"])
        for name in names:
            cut(pack / file, rf"- (id|property): {name}$|{name}:$")


def write(file: Path, where: str, text: str) -> None:
    if where == "a new file":
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    elif where == "at the end":
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")
    else:
        assert where == "in place of what it says there"
        for key in re.findall(r"^\w+:", text, re.M):
            cut(file, key)
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def cut(file: Path, beginning: str) -> None:
    """Take an entry out of a file: its first line, and all that stands further in below it."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    (first,) = (number for number, line in enumerate(lines) if re.match(beginning, line.strip()))
    inset = len(lines[first]) - len(lines[first].lstrip())
    last = first + 1
    while last < len(lines) and len(lines[last]) - len(lines[last].lstrip()) > inset:
        last += 1
    file.write_text("".join(lines[:first] + lines[last:]), encoding="utf-8")


def test_the_guide_leads_from_a_copy_to_a_tested_pack_in_order_all_the_way(
    in_process: InProcess, tmp_path: Path
) -> None:
    garden = Path(shutil.copytree(ROOT / "rules" / "minimal", tmp_path / "garden"))
    shutil.rmtree(garden / "cases")
    assert "    cp -r rules/minimal garden\n    rm -r garden/cases\n" in GUIDE
    followed = 0
    for step, todo in steps():
        for part in todo:
            follow(part, garden)
        for command in ("check", "test"):
            ran = in_process("pack", command, garden)
            assert (ran.code, ran.err) == (0, ""), f"{command} after “{step}”: {ran.out}"
        if step == "A rule with its remedy":
            assert "100 % killed" in in_process("pack", "mutate", garden, "--only", "rules/no_water").out
        followed += 1
    assert followed == 7

    assert {path.stem for path in (garden / "rules").iterdir()} == {"no_water", "no_right_to_the_land"}
    assert "100 % killed" in in_process("pack", "mutate", garden).out
    assert in_process("pack", "check", garden, "--proofs").code == 0
