"""How a command ends that cannot do what it was asked: its mistakes on standard error, and a code that says whose."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final, NoReturn

import typer

INVALID_INPUT: Final = 2
BAD_PACK_OR_INTERNAL: Final = 4


@contextmanager
def bad_input_exits(code: int) -> Iterator[None]:
    from engine.errors import Refused

    try:
        yield
    except Refused as refused:
        refuse(refused.mistakes, code)


def warn(mistake: object) -> None:
    """Say on standard error what went wrong beside what was asked for."""
    with suppress(BrokenPipeError):
        typer.echo(str(mistake), err=True)


def refuse(mistakes: object, code: int) -> NoReturn:
    with suppress(BrokenPipeError):  # a reader that has enough changes nothing about how the command ends
        for mistake in mistakes if isinstance(mistakes, list | tuple) else [mistakes]:
            typer.echo(str(mistake), err=True)
    raise typer.Exit(code)
