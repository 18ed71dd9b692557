"""The rows of a database as lines of text, and back: what a backup holds once it is unsealed."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeAlias

from api.storage.database import Connection
from api.storage.records import Damaged
from api.storage.tables import KEPT, campaigns
from api.storage.upgrading import newest

Row: TypeAlias = tuple[str, dict[str, Any]]
"""The name of a table, and a row of it."""

_ROWS_AT_ONCE: Final = 20


class OtherVersion(Exception):
    """The backup is of a version of the tables that this database does not have."""


def lines_of(connection: Connection) -> Iterator[bytes]:
    """All rows to be kept, parents before children; drafts are not among them. The last line counts them."""
    yield _line({"tables": newest()})
    rows = 0
    with_code = campaigns.select().with_only_columns(campaigns.c.id).where(campaigns.c.dies.is_(None))
    for table in KEPT:
        chosen = table.select()
        if table is campaigns:
            chosen = chosen.where(campaigns.c.dies.is_(None))
        elif "campaign" in table.c:
            chosen = chosen.where(table.c.campaign.in_(with_code))
        for row in connection.execute(chosen.execution_options(yield_per=_ROWS_AT_ONCE)).mappings():
            rows += 1
            yield _line({"table": table.name, "row": {name: _written(value) for name, value in row.items()}})
    yield _line({"rows": rows})


def rows_from(parts: Iterable[bytes]) -> Iterator[Row]:
    """The rows of the lines, as they come. Raises `Damaged` at the end if some are missing, `OtherVersion` before."""
    lines = _lines(parts)
    if next(lines, {}).get("tables") != newest():
        raise OtherVersion
    rows, counted = 0, None
    for line in lines:
        if counted is not None:
            raise Damaged
        if "rows" in line:
            counted = line["rows"]
        else:
            rows += 1
            yield line["table"], {name: _stored(value) for name, value in line["row"].items()}
    if counted != rows:
        raise Damaged


def insert(connection: Connection, row: Row) -> None:
    name, values = row
    table = next(table for table in KEPT if table.name == name)
    connection.execute(table.insert().values(**values))


def _lines(parts: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    held = b""
    for part in parts:
        *complete, held = (held + part).split(b"\n")
        yield from (json.loads(line) for line in complete if line)
    if held:
        raise Damaged


def _line(content: dict[str, Any]) -> bytes:
    return json.dumps(content, separators=(",", ":")).encode("ascii") + b"\n"


def _written(value: Any) -> Any:
    return {"bytes": b64encode(value).decode("ascii")} if isinstance(value, bytes) else value


def _stored(value: Any) -> Any:
    return b64decode(value["bytes"]) if isinstance(value, dict) else value
