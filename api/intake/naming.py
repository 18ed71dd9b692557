"""When two texts are the same name or the same words, whoever typed or exported them."""

import re
import unicodedata
from typing import Final

from engine.documents import shown

# What is not seen: marks of direction, joiners, the mark at the beginning of a file.
_UNSEEN: Final = dict.fromkeys(
    (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0x061C, 0xFEFF, 0x00AD)
)
_BETWEEN_OPTIONS: Final = re.compile("[\\s,;|،؛]+")


def said(text: str) -> str:
    """The words alone: without marks that are not seen, in small letters, with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_UNSEEN)).casefold().split())


def column_shown(name: str) -> str:
    """The name of a column as messages show it: on one line, without marks that are not seen."""
    return shown(" ".join(name.translate(_UNSEEN).split()))


def tokens(text: str) -> tuple[str, ...]:
    """The words of a list of options, which blanks, commas or line ends part."""
    return tuple(part for part in _BETWEEN_OPTIONS.split(said(text)) if part)
