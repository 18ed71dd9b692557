"""A campaign's assessments, which are kept as they were and never rewritten."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.storage.database import Connection
from api.storage.keeping import Keeping, new_id
from api.storage.records import (
    LARGEST_CONTENT,
    LARGEST_DOCUMENT,
    MOST_ASSESSMENTS,
    MOST_ASSESSMENTS_OF_DRAFT,
    KeptAssessment,
    TooMuch,
)
from api.storage.sealing import Place
from api.storage.sessions import Session
from api.storage.tables import assessments
from api.storage.times import date_of


class History:
    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping

    def keep(
        self, connection: Connection, session: Session, document: Mapping[str, Any], summary: Mapping[str, Any]
    ) -> KeptAssessment:
        """Add one; the campaign is locked, so that numbers are given once."""
        before = len(self._rows(connection, session))
        most = MOST_ASSESSMENTS_OF_DRAFT if session.waits else MOST_ASSESSMENTS
        if before >= most:
            raise TooMuch(f"It has at most {most} assessments.")
        kept = KeptAssessment(new_id(), date_of(self._keeping.now()), dict(summary))
        note = {"number": before + 1, "kept_on": kept.kept_on.isoformat(), "summary": kept.summary}
        values = {
            "summary": self._sealed(session, "summary", kept.id, note, LARGEST_CONTENT),
            "document": self._sealed(session, "document", kept.id, document, LARGEST_DOCUMENT),
        }
        connection.execute(assessments.insert().values(id=kept.id, campaign=session.opens, **values))
        return kept

    def all(self, connection: Connection, session: Session) -> tuple[KeptAssessment, ...]:
        read = []
        for row in self._rows(connection, session):
            note = self._keeping.unsealed(session.key, _place("summary", session, row.id), row.summary)
            kept_on = date.fromisoformat(note["kept_on"])
            read.append((note["number"], KeptAssessment(row.id, kept_on, note["summary"])))
        return tuple(kept for _, kept in sorted(read, key=lambda numbered: numbered[0]))

    def one(self, connection: Connection, session: Session, id: str) -> Mapping[str, Any] | None:
        mine = (assessments.c.id == id) & (assessments.c.campaign == session.opens)
        row = connection.execute(assessments.select().where(mine)).first()
        if row is None:
            return None
        return self._keeping.unsealed(session.key, _place("document", session, id), row.document)

    def _rows(self, connection: Connection, session: Session) -> list[Any]:
        table = assessments.c
        listed = assessments.select().with_only_columns(table.id, table.summary)
        return list(connection.execute(listed.where(table.campaign == session.opens)).all())

    def _sealed(self, session: Session, column: str, id: str, document: Mapping[str, Any], most: int) -> bytes:
        return self._keeping.sealed(session.key, _place(column, session, id), document, most)


def _place(column: str, session: Session, id: str) -> Place:
    return Place(f"assessments.{column}", f"{session.opens}/{id}")
