"""What the tests of the command share: a pack that is already checked, and a way to run without a new process."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.cli import main
from tests.commands.asking import ANSWERED_ON, Asked
from tests.commands.command import INSTALLED, SOUND, InProcess, Munasara, Ran


@pytest.fixture(scope="session")
def munasara(tmp_path_factory: pytest.TempPathFactory) -> Munasara:
    """The installed command, its cache warm."""
    command = Munasara(tmp_path_factory.mktemp("cache"))
    assert command("questionnaire").code == 0
    return command


@pytest.fixture
def in_process(munasara: Munasara, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> InProcess:
    """The same command without a process of its own: for many runs."""

    def run(*arguments: object) -> Ran:
        monkeypatch.setenv("MUNASARA_CACHE", str(munasara.cache))
        monkeypatch.setattr(sys, "argv", ["munasara", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        written = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ran(ended.value.code, written.out, written.err)

    return run


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A profile with which nothing is wrong."""
    path = tmp_path / "sound.yaml"
    path.write_text(SOUND, encoding="utf-8")
    return path


@pytest.fixture
def asked(munasara: Munasara) -> Asked:
    """One run of the command, with these lines typed ahead and then the end of the input."""

    def run(path: Path, *lines: str, options: tuple[object, ...] = (), **environment: str | None) -> Ran:
        ran = subprocess.run(
            [str(INSTALLED), "ask", str(path), "--on", ANSWERED_ON, *map(str, options)],
            env=munasara.environment(COLUMNS="200", **environment),
            input="".join(f"{line}\n" for line in lines).encode(),
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert b"Traceback" not in ran.stderr
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    return run


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    """Where there is no profile yet."""
    return tmp_path / "campaign.yaml"


@pytest.fixture
def empty(campaign: Path) -> Path:
    campaign.write_text(f"campaign: Clean water\nanswered_on: {ANSWERED_ON}\nanswers:\n", encoding="utf-8")
    return campaign


@contextmanager
def unprivileged() -> Iterator[None]:
    """As a user whom permissions bind; the superuser, whom they do not, becomes nobody for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
