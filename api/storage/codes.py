"""Access codes: eight words drawn evenly from 8,192, so 104 bits that nobody can guess; typed as people type."""

import re
import secrets
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

WORDS_IN_CODE: Final = 8
LETTERS_IN_WORD: Final = 7
LONGEST_TYPED: Final = 500
"""Characters of typed text that are looked at; what is longer is no code."""
_APART: Final = re.compile(r"[\s\W\d_]+")


@cache
def words() -> tuple[str, ...]:
    """The words that codes consist of, in alphabetical order; of seven letters each."""
    return tuple(files("api.storage").joinpath("words.txt").read_text(encoding="ascii").split())


@cache
def _known() -> frozenset[str]:
    return frozenset(words())


class NotACode(ValueError):
    """Typed text that no code can be.

    `wrong` holds the places, from 1, of words that are not in the list: its words differ in two sounds at least, so
    that a slip is noticed. It is empty if the text is not of eight words. Nothing of the text is repeated.
    """

    def __init__(self, wrong: tuple[int, ...] = ()) -> None:
        self.wrong = wrong
        super().__init__("Not eight words." if not wrong else f"Not words of a code: {', '.join(map(str, wrong))}.")


def new_code() -> str:
    """A code nobody has, as its eight words with spaces between them."""
    return " ".join(secrets.choice(words()) for _ in range(WORDS_IN_CODE))


def read(typed: str) -> str:
    """A code as it is kept on paper and in forms: the same words with single spaces, however it was typed.

    Capitals, full-width letters, hyphens, commas, line breaks, numbers before the words and invisible marks of
    direction do not matter; nor do spaces, since all words have the same length. Raises `NotACode`.
    """
    if len(typed) > LONGEST_TYPED:
        raise NotACode
    letters = _APART.sub("", unicodedata.normalize("NFKC", typed).casefold())
    if not letters.isascii() or len(letters) != WORDS_IN_CODE * LETTERS_IN_WORD:
        raise NotACode(_wrong_words(typed))
    found = [letters[start : start + LETTERS_IN_WORD] for start in range(0, len(letters), LETTERS_IN_WORD)]
    wrong = tuple(place for place, word in enumerate(found, 1) if word not in _known())
    if wrong:
        raise NotACode(wrong)
    return " ".join(found)


def _wrong_words(typed: str) -> tuple[int, ...]:
    """Which of eight separate words are wrong, in a text that has a letter too many or too few."""
    found = [word for word in _APART.split(unicodedata.normalize("NFKC", typed).casefold()) if word]
    if len(found) != WORDS_IN_CODE:
        return ()
    return tuple(place for place, word in enumerate(found, 1) if word not in _known())
