"""What the page of each proposal is called, on any file system, whatever its key holds."""

import hashlib
import re
from collections.abc import Iterable
from typing import Final

LONGEST: Final = 60  # letters of a key that its file's name keeps
SHORTEST: Final = 8  # digits of a digest that tell altered names apart
# Taken as it is: small letters, since some systems take large ones for the same, and no name that Windows keeps.
_PLAIN: Final = re.compile(
    rf"(?!(con|prn|aux|nul|com\d|lpt\d)(\.|$))[a-z0-9]([a-z0-9._-]{{0,{LONGEST - 2}}}[a-z0-9_])?"
)
_DIGESTED: Final = re.compile(r"-[0-9a-f]{8,}$")
_OTHER: Final = re.compile(r"[^a-z0-9]+")


def file_names(keys: Iterable[str]) -> dict[str, str]:
    """By key, a name without its ending, each another's; the same keys get the same names.

    What is not plain keeps what can be kept of it and ends in a digest of the key, as long as tells all apart.
    """
    every = sorted(set(keys))
    digests = {key: hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest() for key in every}
    altered = [key for key in every if not _PLAIN.fullmatch(key) or _DIGESTED.search(key)]
    length = SHORTEST
    while len({digests[key][:length] for key in altered}) < len(altered):
        length += 1
    named = {key: f"{_kept(key)}-{digests[key][:length]}" for key in altered}
    return {key: named.get(key, key) for key in every}


def _kept(key: str) -> str:
    return _OTHER.sub("-", key.lower())[:LONGEST].strip("-") or "proposal"
