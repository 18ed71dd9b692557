"""A line on a terminal that says how far long work has come; nothing where nobody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Yields what is to be told how many more are done. `what` are the words before their number; a bar where it is
    known how many come."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda more: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    number = "{task.completed}" if total is None else "{task.completed} / {task.total}"
    bar = () if total is None else (BarColumn(),)
    columns = (SpinnerColumn(), TextColumn(f"{{task.description}} {number}"), *bar, TimeElapsedColumn())
    # Without a thread that draws: processes are started meanwhile, and those must find none.
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as shown:
        task = shown.add_task(what, total=total)

        def tick(more: int) -> None:
            shown.update(task, advance=more)
            shown.refresh()

        yield tick
