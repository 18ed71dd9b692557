"""Small packs and files for tests of the intake, and what comes of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from api.intake.mapping import NO_MAP, ColumnMap
from api.intake.rows import Accepted, Rejected
from api.intake.sources import Intake
from api.packs import SHIPPED
from engine.errors import Mistake
from engine.loader import load_pack
from engine.pack import Pack
from tests.examples import advocacy

DAY = date(2026, 6, 1)


class Took:
    """What came of reading some files."""

    def __init__(self, *paths: Path, pack: Pack | None = None, mapped: ColumnMap = NO_MAP, day: date = DAY) -> None:
        self.notes: list[Mistake] = []
        self.rows = [*Intake(pack or advocacy(), day, mapped, self.notes.append).rows(paths)]

    @property
    def accepted(self) -> list[Accepted]:
        return [row for row in self.rows if isinstance(row, Accepted)]

    @property
    def rejected(self) -> list[Rejected]:
        return [row for row in self.rows if isinstance(row, Rejected)]

    @property
    def mistakes(self) -> list[Mistake]:
        return [mistake for row in self.rejected for mistake in row.mistakes]

    @property
    def codes(self) -> list[str]:
        return [mistake.code for mistake in self.mistakes]

    @property
    def only(self) -> Accepted:
        assert not self.rejected, self.mistakes
        (row,) = self.accepted
        return row


def pack_asking(questions: Mapping[str, tuple[Mapping[str, str], Sequence[str], bool]]) -> Pack:
    """A pack that asks these: by name the text in each language, the options, and whether several can be chosen."""
    data = load_pack(SHIPPED / "minimal").model_dump(by_alias=True)
    like = next(q for section in data["sections"] for q in section["questions"] if q["kind"] in ("choice", "choices"))
    made: list[dict[str, Any]] = []
    for number, (name, (text, options, several)) in enumerate(questions.items()):
        option = like["options"][0]
        made.append(
            {
                **like,
                "id": name,
                "code": f"{chr(ord('A') + number // 90)}{number % 90 + 1}",
                "kind": "choices" if several else "choice",
                "text": dict(text),
                "asked_if": None,
                "counts_in": (),
                "options": [
                    {
                        **option,
                        "id": one,
                        "level": None,
                        "alone": False,
                        "text": OPTION_TEXTS.get(one, {**option["text"], "en": one}),
                    }
                    for one in options
                ],
            }
        )
    data["sections"] = [{**data["sections"][0], "questions": made}]
    return Pack.model_validate(data)


# As the form of the samples has them.
OPTION_TEXTS: dict[str, dict[str, str]] = {
    "yes": {"en": "Yes", "ar": "نعم", "fr": "Oui"},
    "partly": {"en": "Partly", "ar": "جزئيًا", "fr": "En partie"},
    "no": {"en": "No", "ar": "لا", "fr": "Non"},
    "legal": {"en": "Legal harm", "ar": "أذى قانوني", "fr": "Dommage juridique"},
    "physical": {"en": "Physical harm", "ar": "أذى جسدي", "fr": "Dommage physique"},
    "none": {"en": "Nothing", "ar": "لا شيء", "fr": "Rien"},
}
