"""The parts of a pack as far as they can be read, and the names that they bear.

A part that breaks the format still has its name and says what its sound values say.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from engine.documents import Document, Steps
from engine.names import NO_WORDS, Names, PackNames, Words
from engine.pack import Case, Manifest, Measure, MutantsFile, Policy, Question, Remedy, Rule, Section, SourcesFile
from engine.pack_files import ANYTHING, Unread
from engine.readable import Value

Model = TypeVar("Model", bound=BaseModel)

_NAME = re.compile("[a-z][a-z0-9_]{0,63}")
_SOURCE = re.compile("[A-Z][A-Z0-9]{0,7}")


@dataclass(frozen=True)
class Part(Generic[Model]):
    """One part of a pack: a question or a rule as much as a file.

    `path` is where it stands in its document, `name` as it is written, empty if it has none. `whole` is None where it
    breaks the format in something that others rest on. `values` are all that could be read, `fields` those of its own
    fields that could be read in full, `unread` the words of the other fields that may use a name.
    """

    document: Document
    path: Steps
    name: str
    whole: Model | None
    values: tuple[Value, ...]
    fields: Mapping[str, Any]
    unread: Words = NO_WORDS

    @property
    def place(self) -> str:
        return self.document.place(self.path)


@dataclass(frozen=True)
class Parts:
    """All parts of a pack, and what could not be read: `unread` are whole files; `lost` are, by kind of part, the words
    where more of them may stand that nobody can find, as in a list that is none, or without a name."""

    manifest: Part[Manifest] | None
    sources: Part[SourcesFile] | None
    sections: tuple[Part[Section], ...]
    questions: tuple[Part[Question], ...]
    measures: tuple[Part[Measure], ...]
    rules: tuple[Part[Rule], ...]
    remedies: tuple[Part[Remedy], ...]
    policies: tuple[Part[Policy], ...]
    cases: tuple[Part[Case], ...]
    mutants: Part[MutantsFile] | None
    unread: tuple[Unread, ...]
    lost: Mapping[str, Words]

    def __iter__(self) -> Iterator[Part[Any]]:
        files: tuple[Part[Any] | None, ...] = (self.manifest, self.sources, self.mutants, *self.sections)
        yield from (part for part in files if part is not None)
        parts: tuple[tuple[Part[Any], ...], ...] = (self.questions, self.measures, self.rules, self.remedies)
        yield from chain(*parts, self.policies, self.cases)

    @cached_property
    def names(self) -> PackNames:
        sources: Any = {} if self.sources is None else self.sources.document.data
        sources = sources.get("sources") if isinstance(sources, dict) else None
        cited = frozenset(sources if isinstance(sources, dict) else ())
        known = frozenset(name for name in cited if _SOURCE.fullmatch(name))
        sections = self.section_files() | self._files("questions")
        return PackNames(
            questions=self._names(self.questions, elsewhere=self.elsewhere("questions")),
            facts=self._names(self.rules, self._files("rules")),
            measures=self._names(self.measures, elsewhere=self.elsewhere("measures")),
            remedies=self._names(self.remedies, elsewhere=self.elsewhere("remedies")),
            policies=self._names(self.policies, self._files("policies")),
            sections=Names({}, sections, frozenset(part.name for part in self.sections) - sections),
            sources=Names({}, known, cited - known, self.elsewhere("sources")),
        )

    def section_files(self) -> frozenset[str]:
        """The names of all pages of the questionnaire that have a file, whether it can be read or not."""
        unread = {one.name for one in self.unread if one.holds == "questions" and one.in_place}
        return frozenset(name for name in unread.union(part.name for part in self.sections) if _NAME.fullmatch(name))

    def elsewhere(self, kind: str) -> Words:
        """The words of all places where more parts of this kind may stand."""
        files = [unread.words for unread in self.unread if unread.holds in (kind, ANYTHING)]
        return Words.of_all([*files, self.lost.get(kind, NO_WORDS)])

    def unread_in(self, *kinds: str) -> Words:
        """The words of all that could not be read in parts of these kinds, where a name may be used."""
        parts: list[Part[Any]] = [part for kind in kinds for part in getattr(self, kind)]
        return Words.of_all([*(self.elsewhere(kind) for kind in kinds), *(part.unread for part in parts)])

    def _files(self, kind: str) -> frozenset[str]:
        """The names of the files that may hold a part of this kind and could not be read."""
        return frozenset(unread.name for unread in self.unread if unread.holds in (kind, ANYTHING))

    @staticmethod
    def _names(
        parts: tuple[Part[Model], ...], others: frozenset[str] = frozenset(), elsewhere: Words = NO_WORDS
    ) -> Names[Model]:
        bearers: dict[str, list[Model | None]] = {}
        for part in parts:
            bearers.setdefault(part.name, []).append(part.whole)
        # Of parts that share a name, the first, if it makes no difference to a test which of them it asks.
        sound = {name: whole[0] for name, whole in bearers.items() if whole[0] and len(set(map(_asked, whole))) == 1}
        known = frozenset(name for name in bearers if _NAME.fullmatch(name))
        return Names(sound, (known | others) - sound.keys(), frozenset(bearers) - known - {""}, elsewhere)


def _asked(part: object) -> object:
    """What tests of a part rest on."""
    if isinstance(part, Question):
        return part.kind, part.values
    return (part.kind, part.band_names) if isinstance(part, Measure) else type(part)
