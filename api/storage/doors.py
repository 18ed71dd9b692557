"""Codes as doors: from a code as typed to what it opens, in the same time whether or not it opens anything."""

from threading import BoundedSemaphore
from typing import Literal, TypeAlias

from api.storage import codes
from api.storage.database import Database
from api.storage.sealing import Halves, halves
from api.storage.stretching import Stretching
from api.storage.tables import installation

Purpose: TypeAlias = Literal["access code", "share code"]


class Doors:
    """At most so many codes are stretched at once as it is given: each takes a core and tens of megabytes."""

    def __init__(self, database: Database, at_once: int) -> None:
        self._database = database
        self._turn = BoundedSemaphore(at_once)

    def typed(self, text: str, purpose: Purpose) -> Halves | None:
        """What a typed code comes to; None if it cannot be a code."""
        try:
            return self._stretched(codes.read(text), purpose)
        except codes.NotACode:
            return None

    def new(self, purpose: Purpose) -> tuple[str, Halves]:
        code = codes.new_code()
        return code, self._stretched(code, purpose)

    def _stretched(self, code: str, purpose: Purpose) -> Halves:
        with self._database.reading() as connection:  # read each time: a backup restored meanwhile brings its own
            row = connection.execute(installation.select()).one()
        with self._turn:
            stretched = Stretching(row.salt, row.memory_kib, row.passes, row.lanes).stretched(code)
        return halves(stretched, purpose)
