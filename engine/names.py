"""What a pack calls by name: the parts that can be asked what they are, and the names that are known and no more."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from engine.documents import Tree
from engine.errors import Nearest
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
    that cannot be one, so that they will be called otherwise. More of the kind may stand `elsewhere`, where nothing
    could be read.
    """

    sound: Mapping[str, Named]
    others: frozenset[str] = frozenset()
    misnamed: frozenset[str] = frozenset()
    elsewhere: Words = NO_WORDS

    def lacks(self, name: str) -> bool:
        """Whether nothing bears this name, for certain."""
        known = name in self.sound or name in self.others or name in self.elsewhere
        return not known and self._nearest.name(name, self.misnamed) is None

    @cached_property
    def known(self) -> frozenset[str]:
        """All names that are borne, to suggest the nearest."""
        return self.others.union(self.sound)

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest()


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


def words_in(data: Tree) -> Words:
    """Every word in a tree that may be a name; any word, if something in it is empty."""
    found: set[str] = set()
    empty = False
    waiting = [data]
    for part in waiting:
        if isinstance(part, str):
            found |= words_of(part).found
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            waiting += (*part, *part.values())
        else:
            empty = True
    return Words(frozenset(found), empty)


def words_of(text: str) -> Words:
    """Every word in a text that may be a name."""
    return Words(frozenset(re.findall("[A-Za-z0-9_]+", text)))
