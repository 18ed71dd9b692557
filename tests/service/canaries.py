"""Texts that are planted and looked for: in every form in which they could stand in a file."""

import json
import secrets
from base64 import b64encode
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import numpy as np

_ARABIC: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_LATIN: Final = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
_START: Final = 8
"""Bytes by which forms are looked for at first; what follows is compared only where these are found."""
_BITS: Final = 22


def new_canaries(count: int) -> list[str]:
    """Random texts of 24 letters, every second one in Arabic."""
    scripts = (_LATIN, _ARABIC)
    return ["".join(secrets.choice(scripts[number % 2]) for _ in range(24)) for number in range(count)]


def _base64(text: bytes, before: int) -> bytes:
    """What stands in base64 for a text with so many bytes before it, as far as it does not depend on its neighbours."""
    encoded = b64encode(b"\0" * before + text)
    start = (before * 8 + 5) // 6
    return encoded[start : (before + len(text)) * 8 // 6]


FORMS: Final[dict[str, Callable[[str], bytes]]] = {
    "UTF-8": lambda text: text.encode(),
    "UTF-16LE": lambda text: text.encode("utf-16-le"),
    "UTF-16BE": lambda text: text.encode("utf-16-be"),
    "JSON": lambda text: json.dumps(text)[1:-1].encode(),
    "hex": lambda text: text.encode().hex().encode(),
    "HEX": lambda text: text.encode().hex().upper().encode(),
    "base64+0": lambda text: _base64(text.encode(), 0),
    "base64+1": lambda text: _base64(text.encode(), 1),
    "base64+2": lambda text: _base64(text.encode(), 2),
}


class Search:
    """Finds which of many texts stand somewhere in bytes, in any of the forms."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_start: dict[int, list[tuple[bytes, str]]] = {}
        for text in texts:
            for form in {make(text) for make in FORMS.values()}:
                start = int.from_bytes(form[:_START], "little")
                self._by_start.setdefault(start, []).append((form, text))
        starts = np.array(list(self._by_start), dtype=np.uint64)
        self._perhaps = np.zeros(1 << _BITS, dtype=bool)
        self._perhaps[self._short(starts)] = True

    def texts_in(self, data: bytes) -> set[str]:
        found = set()
        for shift in range(_START):
            count = (len(data) - shift) // _START
            if count <= 0:
                break
            windows = np.frombuffer(data, dtype="<u8", count=count, offset=shift)
            for place in np.flatnonzero(self._perhaps[self._short(windows)]):
                at = int(place) * _START + shift
                found |= {
                    text for form, text in self._by_start.get(int(windows[place]), ()) if data.startswith(form, at)
                }
        return found

    def texts_in_files(self, folder: Path) -> set[str]:
        """In all files of a folder, and in their names."""
        found = set()
        for file in sorted(folder.rglob("*")):
            found |= self.texts_in(str(file.relative_to(folder)).encode("utf-8", "surrogateescape"))
            if file.is_file():
                found |= self.texts_in(file.read_bytes())
        return found

    @staticmethod
    def _short(numbers: "np.ndarray[tuple[int], np.dtype[np.uint64]]") -> "np.ndarray[tuple[int], np.dtype[np.uint64]]":
        """A few bits of each number: enough to put aside nearly all places where nothing begins."""
        return (numbers * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - _BITS)
