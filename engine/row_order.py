"""In which order rows are told: numbers within their names count as numbers, so that row 9 comes before row 10."""

import re

_DIGITS = re.compile("([0-9]+)")


def as_counted(name: str) -> tuple[list[tuple[int, str]], str]:
    """What a key or a place is sorted by; the name itself decides between names that differ only in zeros."""
    parts = _DIGITS.split(name)
    return [(int(part), "") if place % 2 else (0, part) for place, part in enumerate(parts)], name
