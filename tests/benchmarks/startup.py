"""How long a cold start takes: a fresh process each time, against the same Python doing nothing."""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).parent / "munasara"
PROFILE = ROOT / "docs" / "examples" / "ready.yaml"
ROUNDS = 7


@dataclass(frozen=True)
class Start:
    """One way to start and what it took, in seconds; `failed` says why there is no figure."""

    name: str
    seconds: float
    failed: str = ""


def starts() -> list[Start]:
    """Bare Python, and the command with the compiled pack in its cache and without, interleaved. Bytecode is warm."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "kept"
        built, failed = COMMAND.exists() and PROFILE.exists(), ""
        if built:
            first = _run([str(COMMAND), "assess", str(PROFILE)], kept)
            failed = "" if first.returncode == 0 else (first.stderr.strip().splitlines() or ["no message"])[-1]
        if not built or "No module named 'api" in failed:
            failed = "not built yet"
        taken: tuple[list[float], list[float], list[float]] = ([], [], [])
        for number in range(ROUNDS):
            taken[0].append(_seconds([sys.executable, "-c", "pass"], kept))
            if not failed:
                taken[1].append(_seconds([str(COMMAND), "assess", str(PROFILE)], kept))
                taken[2].append(_seconds([str(COMMAND), "assess", str(PROFILE)], Path(folder) / str(number)))
    names = ("python -c pass", "munasara assess, pack in the cache", "munasara assess, empty cache")
    return [
        Start(name, median(each)) if each else Start(name, 0, failed)
        for name, each in zip(names, taken, strict=True)
    ]


def _seconds(command: list[str], cache: Path) -> float:
    begun = perf_counter()
    ran = _run(command, cache)
    taken = perf_counter() - begun
    ran.check_returncode()
    return taken


def _run(command: list[str], cache: Path) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "MUNASARA_CACHE": str(cache)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
