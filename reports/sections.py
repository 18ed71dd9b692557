"""A report as sections of sentences, for every form of it to show in its own way."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["better", "worse", "plain"]


@dataclass(frozen=True)
class Item:
    """One thing that moved: what it is, which way it went, and more about it."""

    said: str
    details: tuple[str, ...] = ()
    tone: Tone = "plain"


@dataclass(frozen=True)
class Section:
    """Several of a kind under a heading; without any, its lead says so. What is `folded` is for whoever asks for it."""

    id: str
    title: str
    lead: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    folded: bool = False
