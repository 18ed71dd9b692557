"""The command as a person runs it: the installed `munasara`, in a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

INSTALLED = Path(sys.executable).with_name("munasara")
DAY = "2026-06-01"
# With the day, country and stage of a real one: nothing in it keeps it from being assessed.
SOUND = "campaign: Clean water\ncountry: TN\nstage: preparing\nanswered_on: 2026-05-20\nanswers:\n  written_plan: 3\n"


@dataclass(frozen=True)
class Ran:
    """What came of one run: its exit code, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def codes(self) -> list[str]:
        """The codes of the mistakes reported, in order."""
        return [line.split()[0] for line in self.err.splitlines()]


@dataclass(frozen=True)
class Munasara:
    """The command with a cache of its own; a variable of the environment that is None is taken away."""

    cache: Path

    def __call__(self, *arguments: object, **environment: str | None) -> Ran:
        ran = subprocess.run(
            [str(INSTALLED), *map(str, arguments)],
            env=self.environment(**environment),
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    def environment(self, **changes: str | None) -> dict[str, str]:
        wanted = {**os.environ, "MUNASARA_CACHE": str(self.cache), **changes}
        return {name: value for name, value in wanted.items() if value is not None}


def heeds_ctrl_c() -> None:
    """Before a command begins that is to be interrupted: heed Ctrl-C, even where whoever runs these tests ignores it.

    A shell that runs something in the background has it ignore Ctrl-C, and so all that it starts.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)


InProcess = Callable[..., Ran]
