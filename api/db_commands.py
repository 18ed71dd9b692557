"""`munasara db`: the database of the service, its backups, and the way back from one."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from api.endings import BAD_PACK_OR_INTERNAL, INVALID_INPUT, bad_input_exits, refuse

if TYPE_CHECKING:
    from api.storage.database import Database

CODE_VARIABLE: Final = "MUNASARA_BACKUP_CODE"

db_app = typer.Typer(help="Prepare the service's database, back it up, restore it.", no_args_is_help=True)

CodeFile = Annotated[
    Path | None,
    typer.Option("--code-file", metavar="FILE", help=f"A file that holds the backup's code; else {CODE_VARIABLE}."),
]


@db_app.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to this version's tables; create it if there is none. What is there stays.

    The database is MUNASARA_DATABASE_URL, else a file in the folder MUNASARA_DATA.
    """
    from api.storage.upgrading import upgrade

    with _database() as database:
        done = upgrade(database)
    if done.before == done.now:
        typer.echo(f"The database is at version {done.now} already.")
    else:
        typer.echo(f"The database is at version {done.now} now; before, {done.before or 'it was empty'}.")


@db_app.command("backup")
def db_backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it; nothing may stand there.")],
    code_file: CodeFile = None,
) -> None:
    """Write a sealed backup of all campaigns that have a code, and read it back to check it.

    Without a code of yours it gets a new one, shown once: without it the backup opens for nobody. The service may run.
    """
    from api.storage.backup import Backups
    from api.storage.codes import new_code

    given = _given_code(code_file)
    code = given or new_code()
    with _current_database() as database:
        contents = Backups(database).write(file, code)
    typer.echo(f"{file} holds {contents.campaigns} campaigns, and was read back whole.")
    if given is None:
        typer.echo(f"Its code, shown this once; without it the backup opens for nobody:\n{code}")


@db_app.command("restore")
def db_restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    code_file: CodeFile = None,
    replace: Annotated[bool, typer.Option("--replace", help="Lose what the database holds now.")] = False,
) -> None:
    """Put a backup into an empty database, of either kind: all of it, or nothing if it is damaged.

    What was deleted after the backup was taken is there again. Stop the service before, and sessions end.
    """
    from api.storage.backup import Backups
    from api.storage.upgrading import upgrade

    code = _given_code(code_file) or _asked_code()
    with _database() as database:
        upgrade(database)
        contents = Backups(database).restore(file, code, replace)
    typer.echo(f"{contents.campaigns} campaigns are restored.")


@contextmanager
def _database() -> Iterator["Database"]:
    """The database that the environment names, closed at the end. Exits if it cannot be used."""
    try:
        from api.storage.database import DatabaseFailed, connect
    except ModuleNotFoundError as missing:
        remedy = "Install `munasara[web]`."
        _refuse("DB-004", "munasara db", f"needs the library {missing.name}.", remedy)
    from api.storage.place import database_url

    with bad_input_exits(INVALID_INPUT):
        database = connect(database_url(os.environ))
        try:
            yield database
        except DatabaseFailed as failed:
            # The error's own words may hold a host, a user or a file's content.
            kind = type(getattr(failed, "orig", None) or failed).__name__
            remedy = "See that it runs, that it can be reached, and that its disk has room."
            _refuse("DB-005", "database", f"does not answer as it should ({kind}).", remedy, BAD_PACK_OR_INTERNAL)
        finally:
            database.close()


@contextmanager
def _current_database() -> Iterator["Database"]:
    from api.storage.upgrading import is_current

    with _database() as database:
        if not is_current(database):
            _refuse("DB-006", "database", "lacks this version's tables.", "Run `munasara db upgrade` first.")
        yield database


def _given_code(file: Path | None) -> str | None:
    """The code from the file or the environment, None if there is neither. Exits if it is none."""
    if file is None:
        typed = os.environ.get(CODE_VARIABLE)
        return _read_code(typed, CODE_VARIABLE) if typed else None
    try:
        return _read_code(file.read_text(encoding="utf-8"), str(file))
    except (OSError, UnicodeDecodeError):
        _refuse("DB-007", str(file), "cannot be read as text.", "Name the file that holds the code.")


def _asked_code() -> str:
    """The code as typed at a terminal, which does not show it, or as the first line of what is piped in."""
    if sys.stdin is not None and sys.stdin.isatty():
        return _read_code(typer.prompt("The backup's code", hide_input=True, err=True), "code")
    typed = sys.stdin.readline() if sys.stdin is not None else ""
    if not typed.strip():
        _refuse("DB-008", "--code-file", "no code is given.", f"Name its file, or set {CODE_VARIABLE}.")
    return _read_code(typed, "code")


def _read_code(typed: str, place: str) -> str:
    from api.storage import codes

    try:
        return codes.read(typed)
    except codes.NotACode as error:
        remedy = "It is eight words of seven letters, as shown when the code was made."
        _refuse("DB-009", place, f"is no code. {error}", remedy)


def _refuse(code: str, place: str, fact: str, remedy: str, ending: int = INVALID_INPUT) -> NoReturn:
    from engine.errors import Mistake

    refuse([Mistake(code, place, fact, remedy)], ending)
