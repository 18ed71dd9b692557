"""Sentences that are said of thousands of proposals: each is put together once, and then remembered."""

from typing import Final

from markupsafe import Markup

from reports.html import HtmlWords
from reports.words import Digits

MOST: Final = 20_000  # sentences; then it begins anew


class RememberedWords(HtmlWords):
    """HTML sentences, each remembered with all that fills it in."""

    def __init__(self, language: str, digits: Digits = "western") -> None:
        super().__init__(language, digits=digits)
        self._said: dict[str | tuple[object, ...], Markup] = {}

    def __call__(self, sentence: str, /, **values: object) -> Markup:
        if not values:
            return self._remembered(sentence, sentence)
        # Markup and text compare as equal, and are shown in different ways.
        key = (sentence, *((name, value, isinstance(value, Markup)) for name, value in values.items()))
        return self._remembered(key, sentence, **values)

    def _remembered(self, key: "str | tuple[object, ...]", sentence: str, **values: object) -> Markup:
        if (said := self._said.get(key)) is None:
            if len(self._said) >= MOST:
                self._said.clear()
            said = self._said[key] = super().__call__(sentence, **values)
        return said
