"""What a pack calls by name: the parts that can be asked what they are, and the names that are known and no more."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from engine.documents import Tree
from engine.pack import Measure, Policy, Question, Remedy, Rule

Named = TypeVar("Named")


@dataclass(frozen=True)
class Words:
    """The words of places that could not be read, where names may be borne or used; `any_word` where not even they
    are known."""

    found: frozenset[str] = frozenset()
    any_word: bool = False

    def __contains__(self, name: str) -> bool:
        return self.any_word or name in self.found

    @classmethod
    def of_all(cls, many: Iterable["Words"]) -> "Words":
        together = tuple(many)
        return cls(frozenset().union(*(one.found for one in together)), any(one.any_word for one in together))


NO_WORDS, ANY_WORD = Words(), Words(any_word=True)


@dataclass(frozen=True)
class Names(Generic[Named]):
    """The names of one kind.

    `sound` are the parts that can be asked what they are. `others` are borne by parts that break the format or share
    their name with another: they exist, and nothing else is known of them. `misnamed` is what parts have for a name
    that cannot be one. More of the kind may stand `elsewhere`, where nothing could be read.
    """

    sound: Mapping[str, Named]
    others: frozenset[str] = frozenset()
    misnamed: frozenset[str] = frozenset()
    elsewhere: Words = NO_WORDS

    def lacks(self, name: str) -> bool:
        """Whether nothing bears this name, for certain."""
        known = name in self.sound or name in self.others or _folded(name) in self._meant
        return not known and name not in self.elsewhere

    @cached_property
    def known(self) -> frozenset[str]:
        """All names that are borne, to suggest the nearest."""
        return self.others.union(self.sound)

    @cached_property
    def _meant(self) -> frozenset[str]:
        return frozenset(_folded(name) for name in self.misnamed)


@dataclass(frozen=True)
class PackNames:
    """The names of a pack, kind by kind; a fact has the name of its rule."""

    questions: Names[Question]
    facts: Names[Rule]
    measures: Names[Measure]
    remedies: Names[Remedy]
    policies: Names[Policy]
    sections: Names[None]
    sources: Names[None]


def _folded(name: str) -> str:
    """A name without what a wrong spelling of it may differ in, so that `Written Plan` is known for `written_plan`."""
    return re.sub("[^a-z0-9]", "", name.lower())


def words_in(data: Tree) -> Words:
    """Every word in a tree that may be a name."""
    found: set[str] = set()
    waiting = [data]
    for part in waiting:
        if isinstance(part, str):
            found |= words_of(part).found
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            waiting += (*part, *part.values())
    return Words(frozenset(found))


def words_of(text: str) -> Words:
    """Every word in a text that may be a name."""
    return Words(frozenset(re.findall("[A-Za-z0-9_]+", text)))
