"""Plain data as bytes to be sealed, and back."""

import json
from collections.abc import Mapping
from typing import Any

from api.storage.records import Damaged, TooMuch


def packed(document: Mapping[str, Any], most: int) -> bytes:
    """The document as JSON in UTF-8. Raises `TooMuch` if it is longer than `most` bytes or holds what JSON cannot."""
    try:
        text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        made = text.encode("utf-8")
    except (TypeError, ValueError, RecursionError):  # dates, objects, NaN, lone surrogates, numbers of 5,000 digits
        raise TooMuch("What was to be stored is not plain data.") from None
    if len(made) > most:
        raise TooMuch(f"What was to be stored takes more than {most} bytes.")
    return made


def unpacked(packed: bytes) -> dict[str, Any]:
    try:
        document = json.loads(packed)
    except (ValueError, RecursionError):
        raise Damaged from None
    if not isinstance(document, dict):
        raise Damaged
    return document
