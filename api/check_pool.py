"""Many profiles at once: shared out among processes where there are enough of them to pay for it."""

import os
import sys
from collections.abc import Sequence
from typing import Final

from api.check_files import Named
from engine.check_terms import Terms
from engine.checking import Checked, Gate
from engine.effort import limited

ENOUGH: Final = 60  # below, starting processes takes longer than it saves
AT_ONCE: Final = 16

_GATE: list[Gate] = []  # what the forked processes inherit, made ready before


def check_all(terms: Terms, files: Sequence[Named]) -> list[Checked]:
    """Check every file, in the order given. The result is the same however many processes share the work. Where one is
    ended from outside, as for want of memory, the whole fails."""
    gate = Gate(terms)
    workers = 1 if limited() else min(cores(), len(files) // (ENOUGH // 2))
    if workers < 2 or sys.platform == "win32":
        return [gate.check(*named) for named in files]
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    if "fork" not in multiprocessing.get_all_start_methods():
        return [gate.check(*named) for named in files]
    gate.prepared.warm()
    _GATE[:] = [gate]
    try:
        with ProcessPoolExecutor(workers, multiprocessing.get_context("fork")) as pool:
            return list(pool.map(_check, files, chunksize=AT_ONCE))
    finally:
        _GATE.clear()


def _check(named: Named) -> Checked:
    return _GATE[0].check(*named)


def cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
