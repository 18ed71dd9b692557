"""The cache of checked packs stays small, whatever happens in its folder, and touches nothing else there."""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from api.packs import SHIPPED, open_pack
from engine.pack import Pack

MOST = 6
Edited = Callable[[int], Path]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    folder.mkdir()
    monkeypatch.setenv("MUNASARA_CACHE", str(folder))
    return folder


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """The smallest shipped pack after so many edits."""
    folder = tmp_path / "pack"
    shutil.copytree(SHIPPED / "minimal", folder)
    first = (folder / "pack.yaml").read_bytes()

    def write(number: int) -> Path:
        (folder / "pack.yaml").write_bytes(first + b"#" * number + b"\n")
        return folder

    return write


def kept(cache: Path) -> set[str]:
    """The digests of the packs in the cache."""
    return {path.stem.rpartition("-")[2] for path in cache.glob("*.json")}


def open_in_order(edited: Edited, numbers: range, cache: Path) -> list[Pack]:
    """Open the pack after each edit; the file that each leaves is dated a second after the one before."""
    opened = []
    for number in numbers:
        opened.append(open_pack(str(edited(number))))
        (path,) = cache.glob(f"*{opened[-1].digest}.json")
        os.utime(path, (number, number))
    return opened


def test_the_packs_opened_last_are_kept(edited: Edited, cache: Path) -> None:
    opened = open_in_order(edited, range(1, MOST + 4), cache)

    assert kept(cache) == {pack.digest for pack in opened[-MOST:]}
    assert len(list(cache.iterdir())) == MOST


def test_a_pack_that_is_opened_again_outlives_newer_ones(edited: Edited, cache: Path) -> None:
    first = open_in_order(edited, range(1, MOST + 1), cache)[0]

    open_pack(str(edited(1)))
    open_pack(str(edited(MOST + 1)))

    assert first.digest in kept(cache)
    assert len(kept(cache)) == MOST


def test_nothing_else_in_the_folder_is_touched(edited: Edited, cache: Path) -> None:
    digest = "0" * 64
    others = [
        "notes.json",
        f"0.1.0-{digest}.json",
        f"x0.1.0-{'0' * 12}-{digest}.json",
        f"0.1.0-{'0' * 12}-{digest}.jsonl",
    ]
    for name in others:
        (cache / name).write_text("mine", encoding="utf-8")
        os.utime(cache / name, (0, 0))

    open_in_order(edited, range(1, MOST + 3), cache)

    assert all((cache / name).read_text(encoding="utf-8") == "mine" for name in others)


def test_what_a_process_that_ended_left_half_written_goes_after_a_while(edited: Edited, cache: Path) -> None:
    name = f"0.1.0-{'0' * 12}-{'0' * 64}"
    old, new = cache / f"{name}-old.part", cache / f"{name}-new.part"
    for path in (old, new):
        path.write_text("{", encoding="utf-8")
    os.utime(old, (0, 0))

    open_pack(str(edited(1)))

    assert not old.exists()
    assert new.exists()


def test_an_old_entry_that_cannot_be_deleted_does_no_harm(edited: Edited, cache: Path) -> None:
    stubborn = cache / f"0.1.0-{'0' * 12}-{'0' * 64}.json"
    stubborn.mkdir()
    os.utime(stubborn, (0, 0))

    opened = open_in_order(edited, range(1, MOST + 3), cache)

    assert stubborn.is_dir()
    assert kept(cache) >= {pack.digest for pack in opened[-MOST + 1 :]}


def test_a_pack_that_cannot_be_written_leaves_nothing_behind(
    edited: Edited, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError("no space left on the device")

    monkeypatch.setattr(Pack, "model_dump_json", full)

    assert open_pack(str(edited(1))).manifest.id == "minimal"
    assert list(cache.iterdir()) == []


def _opened(folder: str) -> str:
    return open_pack(folder).digest


def test_processes_that_open_packs_at_the_same_time_all_get_theirs(edited: Edited, cache: Path, tmp_path: Path) -> None:
    folders = []
    for number in range(1, 2 * MOST + 1):
        folders.append(str(shutil.copytree(edited(number), tmp_path / f"pack{number}")))

    with ProcessPoolExecutor(4) as processes:
        digests = list(processes.map(_opened, folders * 3))

    assert digests == digests[: len(folders)] * 3
    assert len(set(digests)) == len(folders)
    assert 1 <= len(list(cache.iterdir())) <= MOST + 4
