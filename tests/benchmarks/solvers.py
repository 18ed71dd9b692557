"""Other solvers beside ours on the very models that our runs hand over, one table row for each kind of run."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from statistics import median
from typing import Any

from engine.solver import Solved
from tests.benchmarks.peers_solvers import SECONDS, SOLVERS
from tests.benchmarks.recorded import Workload

PACKAGES = {"HiGHS": "highspy", "CP-SAT": "ortools", "z3": "z3-solver"}
LEGEND = f"""
Milliseconds of the processor for one question: median, maximum, and the total as a multiple of that of HiGHS. All get
the identical models as plain data, built beforehand, in one thread, with the same columns held fixed and the same
objective. First each answers every question once; if two of them differ, or one from what our run was told, nothing is
timed. A question that a solver cannot answer within {SECONDS:g} s is not timed again but counts as {SECONDS:g} s;
`open` says how many. HiGHS is measured through our own door, which also checks each answer in whole numbers.
{", ".join(f"{name}: {package} {version(package)}" for name, package in PACKAGES.items())}.
"""


@dataclass
class Peer:
    """A solver in a process of its own."""

    name: str
    process: "subprocess.Popen[str]"

    def exchange(self, message: object) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()
        answered = self.process.stdout.readline()
        if not answered:
            raise SystemExit(f"{self.name} ended without an answer")
        return json.loads(answered)


@contextmanager
def peers() -> Iterator[list[Peer]]:
    """All solvers, ours among them; they end with this."""
    with ExitStack() as stack:
        yield [stack.enter_context(_running(name)) for name in SOLVERS]


@contextmanager
def _running(name: str) -> Iterator[Peer]:
    command = [sys.executable, "-m", "tests.benchmarks.peers_solvers", name]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Peer(name, process)


def print_heading() -> None:
    print(f"{'questions to the solver':34}{'asked':>6}", *(f"{name:>16}{'x HiGHS':>9}" for name in SOLVERS))
    print(f"{'':40}", *(f"{'median':>9}{'max':>7}{'':9}" for _ in SOLVERS))


def print_row(name: str, workload: Workload, running: Sequence[Peer]) -> None:
    """Ask all solvers the same, require the same answers, then time them in turn."""
    if not workload.questions:
        print(f"{name:34}{0:6}  the run does not need the solver")
        return
    asked = {"models": workload.models, "questions": workload.questions}
    known: dict[str, list[int]] = {}  # the questions that each can answer
    for peer in running:
        answers = [Solved(status, value) for status, value in peer.exchange(asked)]
        _require_equal(name, peer.name, workload, answers)
        known[peer.name] = [number for number, answer in enumerate(answers) if answer.status != "unknown"]
    total = len(workload.questions)
    figures, ours = [], 0.0
    for peer in running:
        lacking = total - len(known[peer.name])
        taken = [1000 * seconds for seconds in (*peer.exchange(known[peer.name]), *[SECONDS] * lacking)]
        ours = ours or sum(taken)  # HiGHS is the first of them
        told = f" {lacking} open" if lacking else ""
        figures.append(f"{median(taken):9.1f}{max(taken):7.0f}{sum(taken) / ours:9.1f}{told}")
    print(f"{name:34}{total:6}", *figures, flush=True)


def _require_equal(run: str, solver: str, workload: Workload, answers: Sequence[Solved]) -> None:
    for number, (theirs, ours) in enumerate(zip(answers, workload.answers, strict=True)):
        if "unknown" not in (theirs.status, ours.status) and theirs[:2] != ours[:2]:
            raise SystemExit(f"{solver} answers {theirs[:2]} where our run had {ours[:2]}: {run}, question {number}")
