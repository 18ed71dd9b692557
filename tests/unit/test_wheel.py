"""What is installed is whole: a wheel is built, installed into a folder of its own, and run from elsewhere."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    uv, place = Path(sys.executable).with_name("uv"), tmp_path_factory.mktemp("wheel")
    build = [uv, "build", "--quiet", "--offline", "--python", sys.executable, "--wheel", "--no-build-isolation"]
    _run([*build, "-o", place / "dist", ROOT], place)
    (wheel,) = (place / "dist").glob("*.whl")
    target = place / "installed"
    install = [uv, "pip", "install", "--quiet", "--offline", "--python", sys.executable, "--no-deps"]
    _run([*install, "--target", target, wheel], place)
    return target


@pytest.mark.parametrize(
    "words",
    [
        ["assess", ROOT / "docs" / "examples" / "ready.yaml", "--lang", "ar", "--format", "html"],
        ["pack", "check", "minimal"],
        ["questionnaire", "--lang", "fr"],
        ["questionnaire", "--pack", "minimal", "--format", "paper"],
        ["pack", "docs", "minimal", "-o", "site"],
        ["db", "upgrade"],
        ["serve", "--show-config"],
    ],
    ids=lambda words: " ".join(words[:2]) if words[0] in ("pack", "db") else words[0],
)
def test_an_installed_wheel_runs_on_its_own(installed: Path, words: list[str | Path], tmp_path: Path) -> None:
    said = _run([installed / "bin" / "munasara", *words], tmp_path, installed)
    assert said.strip()


def test_nothing_but_the_wheel_answers(installed: Path, tmp_path: Path) -> None:
    where = "import api, engine, reports; print(api.__path__[0], engine.__path__[0], reports.__path__[0])"
    homes = _run([Path(sys.executable), "-c", where], tmp_path, installed).split()
    assert [Path(home) for home in homes] == [installed / name for name in ("api", "engine", "reports")]


def _run(words: Sequence[object], folder: Path, path: Path | None = None) -> str:
    environment = {**os.environ, "MUNASARA_CACHE": str(folder / "cache"), "MUNASARA_DATA": str(folder / "data")}
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    done = subprocess.run(
        [str(word) for word in words], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
