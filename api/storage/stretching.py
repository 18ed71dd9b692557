"""Argon2id, which makes each guess at a code expensive. The one door to the library."""

from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw

from api.storage.sealing import KEY_BYTES


@dataclass(frozen=True)
class Stretching:
    """The salt of one installation, and what one guess costs. Kept in the database: all its codes depend on it.

    One salt serves all codes of an installation, since a code has to be looked up by what Argon2id makes of it; a code
    of 104 random bits is in no table that could be made in advance.
    """

    salt: bytes
    memory_kib: int = 32768
    passes: int = 3
    lanes: int = 1

    def stretched(self, code: str) -> bytes:
        """32 bytes from a code as `codes.read` gives it. Takes a fraction of a second and `memory_kib` of memory."""
        return hash_secret_raw(
            code.encode("ascii"), self.salt, self.passes, self.memory_kib, self.lanes, KEY_BYTES, Type.ID
        )
