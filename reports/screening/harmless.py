"""Texts for spreadsheets: none is taken for a formula, neither in the file nor when the sheet is saved as another.

An apostrophe is put before a sign with which formulas begin (= + - @, also as wide letters of East Asian scripts), at
the beginning of a text and after whatever some program might take for the end of a cell: , ; | a quote, a tab, a line
break. Blanks before the sign do not matter. Control characters become visible marks.
"""

import functools
import re
from typing import Final

from reports.phrases import plain

_BEGINS: Final = re.compile('(^|[,;|"\t])(\\s*)(?=[=+\\-@＝＋－＠])')


@functools.lru_cache(maxsize=4096)
def harmless(text: str) -> str:
    """The text on one line, with an apostrophe before each sign that could begin a formula."""
    return _BEGINS.sub(r"\1'\2", plain(text))
