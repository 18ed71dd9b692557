"""How a command ends that cannot do what it was asked: its mistakes on standard error, and a code that says whose.

Mistakes are told in the language that the command was given with `--lang`, and in English without one. Those in a pack
are for the people who write its rules, and always in English.
"""

import functools
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, ParamSpec, TypeVar

import typer

if TYPE_CHECKING:
    from engine.errors import Mistake

INVALID_INPUT: Final = 2
BAD_PACK_OR_INTERNAL: Final = 4

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Ended(Exception):
    """A command that cannot go on, with its mistakes and its exit code."""

    def __init__(self, mistakes: "Iterable[Mistake]", code: int) -> None:
        self.mistakes, self.code = tuple(mistakes), code
        super().__init__(code)


@contextmanager
def bad_input_exits(code: int) -> Iterator[None]:
    from engine.errors import Refused

    try:
        yield
    except Refused as refused:
        raise Ended(refused.mistakes, code) from refused


def refuse(mistakes: "Iterable[Mistake]", code: int) -> NoReturn:
    raise Ended(mistakes, code)


def in_its_language(command: Callable[Given, Result]) -> Callable[Given, Result]:
    """The command, which tells whatever ends it in the language and the digits that it was given.

    Before it begins, a result that has no folder to stand in ends it: a mistyped name makes none.
    """

    @functools.wraps(command)
    def run(*arguments: Given.args, **options: Given.kwargs) -> Result:
        language, digits = options.get("lang"), options.get("digits")
        try:
            require_folder(options.get("output"))
            return command(*arguments, **options)
        except Ended as ended:
            of_a_pack = ended.code == BAD_PACK_OR_INTERNAL
            _tell(ended.mistakes, None if of_a_pack else language, digits)
            raise typer.Exit(ended.code) from ended
        except (typer.Exit, BrokenPipeError):
            raise
        except Exception as error:  # whatever failed: it is told by code, in the command's language
            fail(error, language, digits)

    return run


def require_folder(output: object) -> None:
    """Refuse a file or a folder for results that has no folder to stand in; all else shows in writing."""
    if not isinstance(output, str | os.PathLike):
        return
    path = Path(output)
    try:
        path.parent.stat()
    except FileNotFoundError:
        from api.command_messages import NO_FOLDER

        refuse([NO_FOLDER.at(str(path))], INVALID_INPUT)
    except OSError:
        return


def fail(error: Exception, language: object = None, digits: object = None) -> NoReturn:
    """End over a failure inside with one sentence and code 4, never with a traceback, which could show answers;
    MUNASARA_TRACEBACK=1 shows it to a developer."""
    from api.command_messages import failed
    from engine.errors import Disagreement

    if isinstance(error, Ended):  # by a command that has no language
        _tell(error.mistakes, language, digits)
        raise typer.Exit(error.code) from error
    if os.environ.get("MUNASARA_TRACEBACK") == "1":
        raise error
    _tell([error.mistake if isinstance(error, Disagreement) else failed(error)], language, digits)
    raise typer.Exit(BAD_PACK_OR_INTERNAL) from error


def _tell(mistakes: "Iterable[Mistake]", language: object, digits: object) -> None:
    """A reader that has enough changes nothing about how the command ends."""
    lines = [str(mistake) for mistake in mistakes]
    if language is not None:
        from reports.mistakes import told
        from reports.words import LANGUAGES, Words

        wanted = (language, os.environ.get("MUNASARA_LANG"))  # a mistyped --lang does not undo the other
        known = next((one for one in wanted if isinstance(one, str) and one in LANGUAGES), "en")
        spoken = Words(known, "arabic" if digits == "arabic" else "western")
        lines = [str(told(mistake, spoken)) for mistake in mistakes]
    with suppress(BrokenPipeError):
        for line in lines:
            typer.echo(line, err=True)


def warn(mistake: "Mistake", language: object = None, digits: object = None) -> None:
    """Say on standard error what went wrong beside what was asked for."""
    _tell([mistake], language, digits)
