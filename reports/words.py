"""The interface's own words in one language. What the pack says comes from the assessment; the rest comes from here."""

import gettext
from pathlib import Path

from engine.text import Text

LANGUAGES = ("en", "ar", "fr")
RIGHT_TO_LEFT = ("ar",)
_LOCALE = Path(__file__).parent / "locale"


class Words:
    """Sentences of the interface, looked up by their English wording.

    `words("Lost {points} points", points=…)` fills in after translating; `words.many` chooses the plural form that
    the language uses for a number; `words.of` gives a pack's text in this language.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
        self._catalog = gettext.translation("munasara", _LOCALE, [language], fallback=language == "en")

    def __call__(self, sentence: str, /, **values: object) -> str:
        return self._catalog.gettext(sentence).format_map(values)

    def many(self, one: str, many: str, number: int, /, **values: object) -> str:
        """The form for this number, which the sentence can show as {number}."""
        return self._catalog.ngettext(one, many, number).format_map({"number": number, **values})

    def of(self, text: Text) -> str:
        return text[self.language]
