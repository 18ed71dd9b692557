"""In which letters a file of text is written: by its mark, else UTF-8, else what its bytes look like.

The one door to charset-normalizer, which is asked only where a file is not UTF-8; what it says is told as a guess.
"""

import codecs
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from api.forms import require_screen
from api.intake.messages import NO_LETTERS
from engine.errors import Refused

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PART: Final = 1 << 20
_SAMPLE: Final = 1 << 18
# What spreadsheets save Arabic and French in, on Windows; in short texts others look as likely, and are not.
_USUAL: Final = ("cp1256", "cp1252")
_OTHERS: Final = ("mac_roman", "mac_arabic", "iso8859_6", "cp720", "cp864", "cp850", "cp1250", "cp1251", "cp1254")
_DOUBTFUL: Final = 0.1  # the share of letters that do not go together


class Letters(NamedTuple):
    """An encoding as Python calls it; `guessed` if nothing in the file says so."""

    encoding: str
    guessed: bool = False


def marked(head: bytes) -> str | None:
    """The encoding that the mark at the beginning of a file names."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), None)


def letters_of(file: BinaryIO, name: str) -> Letters:
    """Reads the file once, part by part, and leaves it at its beginning. Raises Refused (INTAKE-005)."""
    head = file.read(_SAMPLE)
    file.seek(0)
    encoding = marked(head) or _without_mark(head)
    if encoding is not None:
        if _decodes(file, encoding):
            return Letters(encoding)
    elif _decodes(file, "utf-8"):
        return Letters("utf-8")
    else:
        guess = _guess(_not_ascii(file))
        if guess is not None and _decodes(file, guess):
            return Letters(guess, guessed=True)
    raise Refused([NO_LETTERS.at(name)])


def _without_mark(head: bytes) -> str | None:
    """UTF-16 of which the mark is missing: in a table every delimiter and line end has a zero beside it."""
    pairs = len(head) // 2
    if pairs < 2:
        return None
    low, high = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if high > pairs // 20 and not low:
        return "utf-16-le"
    return "utf-16-be" if low > pairs // 20 and not high else None


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for part in _parts(file):
            decoder.decode(part)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    finally:
        file.seek(0)
    return True


def _parts(file: BinaryIO) -> Iterator[bytes]:
    while part := file.read(_PART):
        yield part


def _not_ascii(file: BinaryIO) -> bytes:
    """The lines that say something about the letters, up to a sample."""
    found = bytearray()
    for part in _parts(file):
        for line in part.splitlines(keepends=True):
            if not line.isascii():
                found += line[: _SAMPLE - len(found)]
        if len(found) >= _SAMPLE:
            break
    file.seek(0)
    return bytes(found)


def _guess(sample: bytes) -> str | None:
    require_screen("charset_normalizer")
    from charset_normalizer import from_bytes

    usual = from_bytes(sample, cp_isolation=list(_USUAL)).best()
    if usual is not None and usual.chaos <= _DOUBTFUL:
        return usual.encoding
    other = from_bytes(sample, cp_isolation=list(_OTHERS)).best()
    best = min((one for one in (usual, other) if one is not None), key=lambda one: one.chaos, default=None)
    return None if best is None else best.encoding
