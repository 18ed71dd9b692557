"""Mistakes in the language of their reader: what the engine states as a template and values becomes whole sentences."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import Mistake, printable
from engine.sentences import Sentence, Value
from reports.phrases import listed
from reports.words import Words

if TYPE_CHECKING:
    from engine.check import Part, Phrase, Trouble
    from engine.screening import RowMistake


@dataclass(frozen=True)
class Told:
    """A mistake as it is said: see `Mistake`."""

    code: str
    place: str
    fact: str
    remedy: str

    def __str__(self) -> str:
        place = f"{printable(self.place)}: " if self.place else ""
        return f"{self.code} {place}{self.fact} {self.remedy}"


def told(mistake: Mistake, words: Words) -> Told:
    """The mistake in this language. What has no template, as mistakes in a pack, stays as it is, in English."""
    return Told(mistake.code, said(mistake.place, words), said(mistake.fact, words), said(mistake.remedy, words))


def trouble_told(trouble: "Trouble | RowMistake", words: Words) -> Told:
    """A mistake that the document of a check or of a screening holds, in this language."""
    parts: tuple[Part, ...] = ("place", "fact", "remedy")
    phrases = (trouble.phrases.get(part) or getattr(trouble, part) for part in parts)
    return Told(trouble.code, *(said(one if isinstance(one, str) else _sentence(one), words) for one in phrases))


def _sentence(phrase: "Phrase") -> Sentence:
    """As the engine stated it, before it became data."""
    from engine.check import Phrase

    values = {name: _sentence(value) if isinstance(value, Phrase) else value for name, value in phrase.values.items()}
    return Sentence(phrase.template, values, None if phrase.before is None else _sentence(phrase.before))


def said(text: str, words: Words) -> str:
    """A text in this language if it is a Sentence, with all that fills it in; as HTML if the words are."""
    if not isinstance(text, Sentence):
        return text
    values = {name: _value(value, words) for name, value in text.values.items()}
    sentence = words.sentence(text.template, values)
    return sentence if text.before is None else said(text.before, words) + " " + sentence


def _value(value: Value, words: Words) -> str | int:
    if isinstance(value, tuple):
        return listed(value, words)
    return said(value, words) if isinstance(value, str) else value
