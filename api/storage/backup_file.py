"""The file of a backup: sealed pieces in their order, from whose number and last one nothing can be taken away.

A backup begins with a line that names the format, the salt and the cost of Argon2id, and a digest that tells whether a
code is its code. Then come pieces of one size, each with its length before it. Each is sealed for its place in this
file, and the last one as the last: a piece that is changed, moved, missing or of another backup is noticed.
"""

import secrets
import struct
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import BinaryIO, Final

from api.storage.records import Damaged
from api.storage.sealing import Halves, Place, Seals, halves
from api.storage.stretching import Stretching

_FORMAT: Final = b"munasara backup 1\n"
_HEAD: Final = struct.Struct(">16sIII32s")
_LENGTH: Final = struct.Struct(">I")
_PIECE_BYTES: Final = (1 << 16) - 4
"""So that a piece with its length fills what pieces are padded to."""
_LARGEST_SEALED: Final = 1 << 18
_MOST_MEMORY_KIB: Final = 1 << 20
_MOST_PASSES: Final = 16
_MOST_LANES: Final = 16


class OtherCode(Exception):
    """The code is not the code of this backup, or the backup's first line is damaged."""


def write_sealed(file: BinaryIO, code: str, seals: Seals, parts: Iterable[bytes], memory_kib: int | None) -> None:
    """Seal what the parts are together, under a code as `codes.read` gives it."""
    salt = secrets.token_bytes(16)
    stretching = Stretching(salt) if memory_kib is None else Stretching(salt, memory_kib)
    door = halves(stretching.stretched(code), "backup")
    cost = (stretching.memory_kib, stretching.passes, stretching.lanes)
    head = _FORMAT + _HEAD.pack(salt, *cost, bytes.fromhex(door.name))
    file.write(head)
    place = sha256(head).hexdigest()
    pieces = _pieces(parts)
    number, held = 0, next(pieces, b"")
    for piece in pieces:
        _write_piece(file, seals.seal(door.key, _place(place, number, last=False), held))
        number, held = number + 1, piece
    # The last piece is filled up, so that the file's length tells what it holds to the piece only.
    _write_piece(file, seals.seal(door.key, _place(place, number, last=True), held.ljust(_PIECE_BYTES, b"\n")))


def read_sealed(file: BinaryIO, code: str, seals: Seals) -> Iterator[bytes]:
    """The parts of what was sealed, each as soon as it is checked; only when the last has come was all of it there.

    Raises `Damaged`, and `OtherCode` before the first part.
    """
    head = file.read(len(_FORMAT) + _HEAD.size)
    door = _door(head, code)
    place = sha256(head).hexdigest()
    number, sealed = 0, _read_piece(file)
    while sealed:
        following = _read_piece(file)
        yield seals.unseal(door.key, _place(place, number, last=not following), sealed)
        number, sealed = number + 1, following
    if number == 0:
        raise Damaged


def _door(head: bytes, code: str) -> Halves:
    if not head.startswith(_FORMAT) or len(head) != len(_FORMAT) + _HEAD.size:
        raise Damaged
    salt, memory_kib, passes, lanes, name = _HEAD.unpack_from(head, len(_FORMAT))
    if not (1 <= lanes <= _MOST_LANES and 8 * lanes <= memory_kib <= _MOST_MEMORY_KIB and 1 <= passes <= _MOST_PASSES):
        raise Damaged
    door = halves(Stretching(salt, memory_kib, passes, lanes).stretched(code), "backup")
    if bytes.fromhex(door.name) != name:
        raise OtherCode
    return door


def _pieces(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The parts together, cut into pieces of one size; the last is shorter."""
    held = bytearray()
    for part in parts:
        held += part
        while len(held) > _PIECE_BYTES:
            yield bytes(held[:_PIECE_BYTES])
            del held[:_PIECE_BYTES]
    yield bytes(held)


def _place(file: str, number: int, last: bool) -> Place:
    return Place("backup.last" if last else "backup.piece", f"{file}/{number}")


def _write_piece(file: BinaryIO, sealed: bytes) -> None:
    file.write(_LENGTH.pack(len(sealed)) + sealed)


def _read_piece(file: BinaryIO) -> bytes:
    """The next piece, still sealed; empty at the end of the file."""
    start = file.read(_LENGTH.size)
    if not start:
        return b""
    if len(start) != _LENGTH.size:
        raise Damaged
    (length,) = _LENGTH.unpack(start)
    sealed = file.read(min(length, _LARGEST_SEALED))
    if len(sealed) != length or not sealed:
        raise Damaged
    return sealed
