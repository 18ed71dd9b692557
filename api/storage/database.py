"""The engine and its transactions, on SQLite and on PostgreSQL. The one door to SQLAlchemy's engine."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError

from engine.errors import Mistake, Refused

__all__ = ["Connection", "Database", "DatabaseBusy", "DatabaseFailed", "connect"]

DatabaseFailed = SQLAlchemyError
DatabaseBusy = OperationalError

_PATIENCE_SECONDS: Final = 30
_PRAGMAS: Final = (
    "foreign_keys = ON",
    "synchronous = FULL",  # what was acknowledged survives a power cut
    "secure_delete = ON",  # what is deleted is overwritten
    "temp_store = MEMORY",  # no temporary files
    "trusted_schema = OFF",
)
_PLACES: Final = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


class Database:
    """One database with its pool of connections; safe to use from many threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.on_sqlite = engine.dialect.name == "sqlite"
        # Threads that wait for each other are served sooner than by SQLite, which asks again after growing pauses.
        self._writer = Lock() if self.on_sqlite else nullcontext()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database throughout."""
        options = {"isolation_level": "REPEATABLE READ"} if not self.on_sqlite else {}
        with self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: on disk once the block is left, undone if the block raises."""
        begins = {"munasara_begin": "BEGIN IMMEDIATE"}
        with self._writer, self.engine.connect().execution_options(**begins) as connection, connection.begin():
            yield connection

    @contextmanager
    def outside_transactions(self) -> Iterator[Connection]:
        """For the statements that databases refuse within a transaction."""
        options = {"munasara_begin": None} if self.on_sqlite else {"isolation_level": "AUTOCOMMIT"}
        with self._writer, self.engine.connect().execution_options(**options) as connection:
            yield connection

    def count(self, connection: Connection, table: Table, key: dict[str, Any], column: str, by: int) -> None:
        """Add to a counter, or begin it."""
        insert = (sqlite if self.on_sqlite else postgresql).insert(table).values(**key, **{column: by})
        connection.execute(insert.on_conflict_do_update(index_elements=list(key), set_={column: table.c[column] + by}))

    def close(self) -> None:
        self.engine.dispose()


def connect(url: str) -> Database:
    """The database at a URL: `sqlite:///FILE` or `postgresql://...`.

    A new file of SQLite can be read by its owner only. Raises `Refused` for any other kind of URL. Nothing of the URL
    is repeated in messages: it may hold a password.
    """
    scheme, _, rest = url.partition("://")
    try:
        parsed = make_url(f"{_PLACES[scheme.partition('+')[0]]}://{rest}")
    except (KeyError, ValueError, ArgumentError):
        remedy = "Write sqlite:///FILE, or postgresql://USER@HOST/NAME."
        raise Refused([Mistake("DB-001", "MUNASARA_DATABASE_URL", "is no address of a database.", remedy)]) from None
    if parsed.drivername.startswith("sqlite"):
        return Database(_sqlite(parsed.database or ""))
    return Database(_postgresql(parsed))


def _postgresql(url: URL) -> Engine:
    options = {"options": "-c synchronous_commit=on", "connect_timeout": _PATIENCE_SECONDS}
    try:
        return create_engine(url, hide_parameters=True, pool_pre_ping=True, pool_size=10, connect_args=options)
    except ModuleNotFoundError as missing:
        fact, remedy = f"needs the library {missing.name}.", "Install `munasara[postgresql]`."
        raise Refused([Mistake("DB-004", "MUNASARA_DATABASE_URL", fact, remedy)]) from None


def _sqlite(file: str) -> Engine:
    if not file or file == ":memory:":
        remedy = "Name a file, as in sqlite:///data/munasara.sqlite3."
        raise Refused([Mistake("DB-001", "MUNASARA_DATABASE_URL", "names no file for SQLite.", remedy)])
    _only_for_owner(Path(file))
    place = URL.create("sqlite+pysqlite", database=file)
    engine = create_engine(place, hide_parameters=True, connect_args={"timeout": _PATIENCE_SECONDS})

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _: object) -> None:
        connection.isolation_level = None  # Python's driver would begin transactions where it sees fit
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes later can be refused the lock; one that writes takes it at once.
        statement = connection.get_execution_options().get("munasara_begin", "BEGIN")
        if statement is not None:
            connection.exec_driver_sql(statement)

    return engine


def _only_for_owner(file: Path) -> None:
    """Create the file with its folder if it is not there; SQLite gives its log the same permissions."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        remedy = "Name a file in a folder that the service may write to."
        fact = f"cannot be opened ({error.strerror})."
        raise Refused([Mistake("DB-002", str(file), fact, remedy)]) from None
