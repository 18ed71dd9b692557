"""Processes that do what takes long, so that whoever asks for too much holds up nobody, and can be stopped.

A thread cannot be stopped, and the solver can be busy for long: so each piece of work goes to a process of its own
kind, with a limit on its time. One that reaches the limit is ended, and another takes its place.
"""

import contextlib
import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any, Final, TypeVar

from engine.errors import Mistake, Refused

Result = TypeVar("Result")

_NICE: Final = 5  # answering comes before assessing


class Busy(Exception):
    """No worker became free in time."""


class TookTooLong(Exception):
    """The work reached its limit and was stopped."""


class WorkFailed(Exception):
    """The work failed by a defect of ours. Says which kind of error and in which file, never what it was about."""


class Workers:
    """A fixed number of processes. May be used from many threads."""

    def __init__(self, count: int, seconds: float, wait: float, warm: Callable[[], object] | None = None) -> None:
        """`seconds` is how long one piece of work may take, `wait` how long it may wait. `warm` is done by each process
        first; like all work it must be a function of a module, or a partial of one."""
        self._seconds, self._wait, self._warm = seconds, wait, warm
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._all = [_Worker(warm) for _ in range(count)]
        self._lock, self._closed = threading.Lock(), False
        for worker in self._all:
            self._idle.put(worker)

    def run(self, work: Callable[..., Result], *given: Any) -> Result:
        """Do the work in a process and return what it returns. Raises Refused as the work does, and Busy, TookTooLong
        and WorkFailed."""
        try:
            worker = self._idle.get(timeout=self._wait)
        except queue.Empty:
            raise Busy from None
        try:
            answer = worker.ask(work, given, self._seconds)
        except BaseException:
            self._idle.put(self._instead_of(worker))
            raise
        self._idle.put(worker)
        result: Result = _told(answer)
        return result

    def close(self) -> None:
        with self._lock:
            self._closed = True
            for worker in self._all:
                worker.end()

    def _instead_of(self, worker: "_Worker") -> "_Worker":
        worker.end()
        with self._lock:
            self._all.remove(worker)
            if not self._closed:
                worker = _Worker(self._warm)
            self._all.append(worker)
        return worker


class _Worker:
    def __init__(self, warm: Callable[[], object] | None) -> None:
        context = multiprocessing.get_context("spawn")  # a fork of a process with threads may hang
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, warm), daemon=True)
        with _uninterrupted():
            self._process.start()
        theirs.close()

    def ask(self, work: Callable[..., Any], given: tuple[Any, ...], seconds: float) -> tuple[str, Any]:
        try:
            self._ours.send((work, given))
            if not self._ours.poll(seconds):
                raise TookTooLong
            answer: tuple[str, Any] = self._ours.recv()
        except (EOFError, OSError) as error:
            raise WorkFailed(f"{type(error).__name__}: a worker ended") from None
        return answer

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._ours.close()


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """A process that is begun in here takes no notice of Ctrl+C, which goes to all processes of a terminal: one that it
    met while it loads would end with a traceback."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # or the first process would start it, and that lets the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _told(answer: tuple[str, Any]) -> Any:
    kind, value = answer
    if kind == "refused":
        raise Refused([Mistake(*parts) for parts in value])
    if kind == "failed":
        raise WorkFailed(value)
    return value


def _work(theirs: Connection, warm: Callable[[], object] | None) -> None:
    """The life of a worker. It ends with the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError, AttributeError):
        os.nice(_NICE)
    if warm is not None:
        with contextlib.suppress(Exception):  # what cannot be warmed fails again when it is asked for
            warm()
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            work, given = theirs.recv()
            theirs.send(_done(work, given))


def _done(work: Callable[..., Any], given: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "done", work(*given)
    except Refused as refused:
        return "refused", [(one.code, one.place, one.fact, one.remedy) for one in refused.mistakes]
    except Exception as error:
        return "failed", described(error)


def described(error: BaseException) -> str:
    """Which kind of error and where, without what it says: that may be an answer."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "" if trace is None else f" in {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}"
    return f"{type(error).__name__}{where}"
