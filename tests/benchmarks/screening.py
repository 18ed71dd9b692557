"""How long a large portfolio takes, from a workbook to finished reports: `python -m tests.benchmarks.screening [ROWS]`.

Reading, assessing and rendering are told apart by what each adds: reading alone, then with assessing and a plain table,
then with the reports as well; where other work is done besides, the differences say little. Times are by the clock,
since the work is shared out among the machine's cores.
"""

import resource
import subprocess
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from api.intake.sources import Intake
from engine.form_answers import form_answers
from engine.form_fields import FormPlan
from engine.loader import load_pack
from engine.pack import Pack
from reports.forms.plan import worded_plan
from reports.forms.proposals_sheet import proposals_workbook
from tests.commands.command import INSTALLED
from tests.packs import TODAY, random_profile

ROOT: Final = Path(__file__).parents[2]
ROWS: Final = 10_000
AIM_SECONDS, AIM_MEGABYTES = 60.0, 1000.0


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    pack = load_pack(ROOT / "rules" / "advocacy")
    with TemporaryDirectory() as folder:
        path = Path(folder, "proposals.xlsx")
        path.write_bytes(_workbook(pack, number))
        reading = _reading(path, pack)
        assessing = _screening(path, Path(folder, "table"), "csv")
        whole = _screening(path, Path(folder, "whole"), "html,xlsx")
    print(f"\nA portfolio of {number} proposals, every third with open questions, from a workbook to reports.\n")
    for name, seconds in (("reading", reading), ("assessing", assessing - reading), ("rendering", whole - assessing)):
        print(f"{name:<12}{seconds:>8.1f} s{number / max(seconds, 0.001):>10.0f} rows a second")
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{'all':<12}{whole:>8.1f} s; {_met(whole)}")
    print(f"{'memory':<12}{largest:>8.0f} MB at most in one process; {'met' if largest < AIM_MEGABYTES else 'NOT met'}")


def _met(seconds: float) -> str:
    return f"{'met' if seconds < AIM_SECONDS else 'NOT met'}: < {AIM_SECONDS:.0f} s"


def _workbook(pack: Pack, number: int) -> bytes:
    plan: FormPlan = worded_plan(pack)
    rows = []
    for place in range(number):
        drawn = random_profile(Random(place), pack, complete=place % 3 > 0)
        rows.append(form_answers(drawn.model_copy(update={"campaign": f"Campaign {place}"}), plan))
    return proposals_workbook(plan, "en", rows)


def _reading(path: Path, pack: Pack) -> float:
    begun = perf_counter()
    for _ in Intake(pack, TODAY).rows([path]):
        pass
    return perf_counter() - begun


def _screening(path: Path, results: Path, forms: str) -> float:
    begun = perf_counter()
    words = [str(INSTALLED), "screen", str(path), "-o", str(results), "--on", TODAY.isoformat(), "--format", forms]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - begun


if __name__ == "__main__":
    main()
