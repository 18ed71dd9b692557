"""Mistakes in a profile's file as part of a check's document, so that its reports can tell them in any language."""

from typing import get_args

from engine.check import Part, Phrase, Trouble
from engine.errors import Mistake
from engine.sentences import Sentence


def trouble(mistake: Mistake) -> Trouble:
    """A mistake with the line that its place names; 1 if it names none."""
    line = mistake.place.rpartition(":")[2]
    return Trouble(
        code=mistake.code,
        place=mistake.place,
        fact=mistake.fact,
        remedy=mistake.remedy,
        phrases=phrases(mistake),
        line=int(line) if line.isascii() and line.isdigit() and int(line) > 0 else 1,
    )


def phrases(mistake: Mistake) -> dict[Part, Phrase]:
    """Those of its parts that can be told in other languages."""
    found = {part: _phrase(getattr(mistake, part)) for part in get_args(Part)}
    return {part: phrase for part, phrase in found.items() if phrase is not None}


def _phrase(text: str) -> Phrase | None:
    """A sentence that remembers how it was made, as data; None for a mere text."""
    if not isinstance(text, Sentence):
        return None
    values = {name: _phrase(value) or value if isinstance(value, str) else value for name, value in text.values.items()}
    return Phrase(template=text.template, values=values, before=None if text.before is None else _phrase(text.before))
