"""The interface's own words in one language. What the pack says comes from the assessment; the rest comes from here."""

import gettext
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from engine.text import Text

Digits = Literal["western", "arabic"]

LANGUAGES = ("en", "ar", "fr")
RIGHT_TO_LEFT = ("ar",)
_TRANSLATED = ("ar", "fr")
_LOCALE = Path(__file__).parent / "locale"
# Digits that are part of a name, as in SHA-256, or of a date stay as they are.
_NUMBER = re.compile(r"(?<![\dA-Za-z-])\d+(?![\dA-Za-z-])")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
LEFT_TO_RIGHT: Final = "\u200e"  # after Arabic letters a day or a sign would be turned around


class Words:
    """Sentences of the interface, looked up by their English wording.

    `words("Lost {points} points", points=…)` fills in after translating; `words.many` chooses the plural form that
    the language uses for a number; `words.of` gives a pack's text in this language. Numbers are written in the digits
    asked for where the language has more than one kind: Arabic.
    """

    def __init__(self, language: str, digits: Digits = "western") -> None:
        self.language = language
        self.direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
        self.question_mark = "؟" if language == "ar" else "?"
        self.digits: Digits = digits if language == "ar" else "western"
        self._catalog = gettext.translation("munasara", _LOCALE, [language], fallback=language not in _TRANSLATED)

    def __call__(self, sentence: str, /, **values: object) -> str:
        return self._written(self._catalog.gettext(sentence)).format_map(self._readable(values))

    def sentence(self, template: str, values: Mapping[str, object]) -> str:
        """A sentence that is written out elsewhere, as the engine's messages are."""
        return self(template, **values)

    def many(self, one: str, many: str, number: int, /, **values: object) -> str:
        """The form for this number, which the sentence can show as {number}."""
        # Forms for one and two may leave the number out, and its sign with it: a negative number takes another form.
        sentence = self._catalog.ngettext(one, many, number if number >= 0 else 100 - number)
        return self._written(sentence).format_map(self._readable({"number": number, **values}))

    def of(self, text: Text) -> str:
        said = text[self.language]
        return _NUMBER.sub(lambda found: found[0].translate(_ARABIC), said) if self.digits == "arabic" else said

    def number(self, number: int | str) -> str:
        """A whole number in this language's digits."""
        return str(number).translate(_ARABIC) if self.digits == "arabic" else str(number)

    def _readable(self, values: dict[str, object]) -> dict[str, object]:
        return {name: self._value(value) for name, value in values.items()}

    def _value(self, value: object) -> object:
        if isinstance(value, int):
            return self.number(value)
        if self.direction == "rtl" and _DAY.fullmatch(str(value)):
            return f"{LEFT_TO_RIGHT}{value}"
        return value

    def _written(self, sentence: str) -> str:
        """A sentence of the catalogue, which has Western digits and the Arabic decimal mark, as it is to be read."""
        if self.digits == "arabic":
            return _NUMBER.sub(lambda found: found[0].translate(_ARABIC), sentence)
        return sentence.replace("٫", ".")
