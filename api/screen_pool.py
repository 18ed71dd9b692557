"""Many proposals at once: shared out among processes where there are enough of them to pay for it.

What goes to a process and comes back is JSON, which is read faster than what Python packs objects into.
"""

import gc
import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Final, NamedTuple, TypeAlias

from pydantic import TypeAdapter

from api.check_pool import cores
from engine.effort import limited
from engine.errors import Disagreement
from engine.profile import GivenAnswer, Profile
from engine.screen_row import Row


class Task(NamedTuple):
    """A profile as JSON without its answers, these by themselves, and whether both inferences assess it.

    As they come from a profile, all answers are written out in full: so they are read in half the time.
    """

    profile: str
    answers: bytes
    cross_check: bool


class Disputed(NamedTuple):
    """A Disagreement, which does not survive the way between processes."""

    digest: str
    names: tuple[str, ...]


Batch: TypeAlias = "list[str] | Disputed"
Submit: TypeAlias = "Callable[[Sequence[Task]], Future[Batch]]"

_ANSWERS: Final = TypeAdapter(dict[str, GivenAnswer])
_ROW: Final[list[Row]] = []  # what the forked processes inherit, made ready before


@contextmanager
def workers(row: Row, many: bool) -> Iterator[Submit]:
    """What assesses a batch: other processes if there are many and this system can, else this one at once."""
    if not many or limited() or not can_fork():
        yield lambda tasks: _done(_assess(row, tasks))
        return
    row.warm()
    _ROW[:] = [row]
    try:
        with forked() as pool:
            yield lambda tasks: pool.submit(_in_process, tasks)
    finally:
        _ROW.clear()


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """For work on many small objects that no circle holds: to look for circles all the time costs a third of it."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def can_fork() -> bool:
    """Whether processes that begin with all that this one holds are to be had, and worth it."""
    return cores() > 1 and sys.platform != "win32" and "fork" in multiprocessing.get_all_start_methods()


@contextmanager
def forked() -> Iterator[ProcessPoolExecutor]:
    """Such processes, as many as there are cores. When it is left because of an exception, what is not begun yet is not
    begun.

    They begin at once, and no interrupt reaches them: one that met a process before it knows to ignore it would end it
    at a moment when the others wait for it forever.
    """
    pool = ProcessPoolExecutor(cores(), multiprocessing.get_context("fork"), _begin)
    try:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            pool.submit(int)  # the first work starts all processes
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)  # where all went well, nothing is left to cancel


def finished(batch: "Future[Batch]") -> list[str]:
    """The assessments of a batch, in its order. Raises Disagreement as they did."""
    result = batch.result()
    if isinstance(result, Disputed):
        raise Disagreement(result.digest, result.names)
    return result


def _begin() -> None:
    """Whoever interrupts means the command, which ends its processes itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _in_process(tasks: Sequence[Task]) -> Batch:
    try:
        return _assess(_ROW[0], tasks)
    except Disagreement as disagreement:
        return Disputed(disagreement.profile_digest, disagreement.disputed)


def _assess(row: Row, tasks: Sequence[Task]) -> list[str]:
    return [row.assess_row(_profile_of(task), task.cross_check).model_dump_json() for task in tasks]


def as_task(profile: Profile, cross_check: bool) -> Task:
    given = _ANSWERS.dump_json(profile.answers)
    return Task(profile.model_dump_json(by_alias=True, exclude={"answers"}), given, cross_check)


def _profile_of(task: Task) -> Profile:
    answers = _ANSWERS.validate_json(task.answers)
    return Profile.model_validate_json(task.profile).model_copy(update={"answers": answers})


def _done(result: Batch) -> "Future[Batch]":
    done: Future[Batch] = Future()
    done.set_result(result)
    return done
