"""Sealing: AES-256-GCM with random keys and nonces, bound to the place where a record stands. The one door to the
library.

What is sealed is padded first, so that a seized disk tells sizes only roughly. A sealed record begins with the number
of its format, then 12 bytes of nonce, then the ciphertext with its tag of 16 bytes.
"""

import secrets
from typing import Final, NamedTuple, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from api.storage.records import Damaged

KEY_BYTES: Final = 32
SMALLEST: Final = 256
"""Bytes to which the smallest records are padded, keys and notes; what is longer takes the next power of two."""
_FORMAT: Final = b"\x01"
_NONCE_BYTES: Final = 12
_LENGTH_BYTES: Final = 4


class Place(NamedTuple):
    """Where a sealed record belongs: it opens nowhere else, not even under the same key."""

    column: str
    """Table and column, as in `campaigns.content`."""
    record: str
    """The identifier of the record, or of what it belongs to."""

    def encoded(self) -> bytes:
        return f"munasara\0{self.column}\0{self.record}".encode()


class Seals(Protocol):
    """What seals records. Only tests have another than `Sealing`: one that seals nothing, to show what sealing does."""

    def seal(self, key: bytes, place: Place, plain: bytes) -> bytes: ...

    def unseal(self, key: bytes, place: Place, sealed: bytes) -> bytes: ...


class Sealing:
    def seal(self, key: bytes, place: Place, plain: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _FORMAT + nonce + AESGCM(key).encrypt(nonce, padded(plain), _FORMAT + place.encoded())

    def unseal(self, key: bytes, place: Place, sealed: bytes) -> bytes:
        """What was sealed under this key at this place. Raises `Damaged` if a single bit is different."""
        start = len(_FORMAT) + _NONCE_BYTES
        if sealed[: len(_FORMAT)] != _FORMAT:
            raise Damaged
        try:
            return unpadded(
                AESGCM(key).decrypt(sealed[len(_FORMAT) : start], sealed[start:], _FORMAT + place.encoded())
            )
        except (InvalidTag, ValueError):
            raise Damaged from None


class Halves(NamedTuple):
    """What follows from a secret: a name under which to look, and a key. Neither tells anything of the other."""

    name: str
    key: bytes


def halves(secret: bytes, purpose: str) -> Halves:
    """The two halves of a secret of full strength: a session's token, or what Argon2id made of a code."""
    return Halves(_derived(secret, f"{purpose}: name").hex(), _derived(secret, f"{purpose}: key"))


def _derived(secret: bytes, purpose: str) -> bytes:
    return HKDFExpand(SHA256(), KEY_BYTES, f"munasara {purpose}".encode()).derive(secret)


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def padded(plain: bytes) -> bytes:
    """The length, the text, and zeros up to a power of two."""
    framed = len(plain).to_bytes(_LENGTH_BYTES, "big") + plain
    return framed.ljust(max(SMALLEST, 1 << (len(framed) - 1).bit_length()), b"\0")


def unpadded(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    return padded[_LENGTH_BYTES : _LENGTH_BYTES + length]
