"""How long a cold start takes: a fresh process each time, against the same Python doing nothing."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parents[2]
MUNASARA = Path(sys.executable).parent / "munasara"
PROFILE = ROOT / "docs" / "examples" / "ready.yaml"
ROUNDS = 7


@dataclass
class Start:
    """One way to start. `taken` is in seconds; `failed` is what the command said when it did not work."""

    name: str
    command: tuple[str, ...]
    keeps_cache: bool = True
    taken: list[float] = field(default_factory=list)
    failed: str = ""

    @property
    def seconds(self) -> float:
        return median(self.taken)

    def run(self, cache: Path) -> float:
        begun = perf_counter()
        ran = subprocess.run(
            self.command, cwd=ROOT, env={**os.environ, "MUNASARA_CACHE": str(cache)}, capture_output=True, text=True
        )
        taken = perf_counter() - begun
        if ran.returncode:
            self.failed = f"exit {ran.returncode}: {(ran.stderr.strip().splitlines() or ['nothing said'])[-1]}"
        return taken


def starts() -> list[Start]:
    """Bare Python, and the command with the compiled pack in its cache and without, taking turns."""
    assess = (str(MUNASARA), "assess", str(PROFILE))
    found = [
        Start("python -c pass", (sys.executable, "-c", "pass")),
        Start("munasara assess, pack in the cache", assess),
        Start("munasara check, pack in the cache", (str(MUNASARA), "check", str(PROFILE), "--exit-zero")),
        Start("munasara assess, empty cache", assess, keeps_cache=False),
    ]
    if not (MUNASARA.exists() and (ROOT / "api" / "cli.py").exists() and PROFILE.exists()):
        for start in found[1:]:
            start.failed = "not built yet"
    with tempfile.TemporaryDirectory() as folder:
        for number, start in _turns(found):
            cache = Path(folder) / ("kept" if start.keeps_cache else str(number))
            taken = start.run(cache)
            if number:  # the first turn fills the cache, and Python's own of compiled modules
                start.taken.append(taken)
    return found


def _turns(found: list[Start]) -> Iterator[tuple[int, Start]]:
    return ((number, start) for number in range(ROUNDS + 1) for start in found if not start.failed)
