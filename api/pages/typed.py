"""What people type, read with patience: any digits, dates in the orders that are usual, and never a traceback."""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from engine.profile import western_digits
from reports.pages.mistakes import Kind

LONGEST_LINE: Final = 500
_UNPRINTABLE: Final = ("Cc", "Cs", "Zl", "Zp", "Cn", "Co")
_MARKS: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
_DIGITS: Final = re.compile(r"(\d{4})(\d\d)(\d\d)")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


@dataclass(frozen=True)
class Wrong(Exception):
    """What was typed cannot be taken, and why."""

    kind: Kind


def line(typed: str) -> str | None:
    """One line of text without space around it; None if it is empty. Raises Wrong."""
    text = typed.strip()
    if len(text) > LONGEST_LINE:
        raise Wrong("too_long")
    if any(unicodedata.category(letter) in _UNPRINTABLE for letter in text):
        raise Wrong("no_text")
    return text or None


def day(typed: str) -> datetime.date | None:
    """A day as year-month-day, also as eight digits alone, or as day-month-year, in any digits; None if it is empty.
    Raises Wrong."""
    text = western_digits(_MARKS.sub("", typed)).strip()
    if not text:
        return None
    if found := _YEAR_FIRST.fullmatch(text) or _DIGITS.fullmatch(text):
        parts = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        parts = found.groups()[::-1]
    else:
        raise Wrong("no_day")
    try:
        return datetime.date(*map(int, parts))
    except ValueError:
        raise Wrong("no_day") from None


def country(typed: str) -> str | None:
    """Two letters; None if it is empty. Raises Wrong."""
    text = typed.strip().upper()
    if text and not re.fullmatch("[A-Z]{2}", text):
        raise Wrong("no_country")
    return text or None
