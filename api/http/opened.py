"""Packs as this process first opened them: a change to their files waits for the next start."""

from functools import lru_cache

from api.packs import open_pack
from engine.pack import Pack


@lru_cache(maxsize=16)
def open_kept(name: str) -> Pack:
    """The pack, fully checked. Raises Refused with its mistakes."""
    return open_pack(name)
