"""From the files of a pack to its parts: each against its format, and what can be read of those that break it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from engine.documents import Document, Steps, Tree
from engine.errors import Mistake
from engine.form import Broken, build_or_tell, in_our_words
from engine.names import ANY_WORD, Words, words_in
from engine.pack import (
    Case,
    Manifest,
    Measure,
    MeasuresFile,
    MutantsFile,
    Policy,
    Question,
    RemediesFile,
    Remedy,
    Rule,
    Section,
    SourcesFile,
)
from engine.pack_files import PackFiles
from engine.pack_parts import Part, Parts
from engine.readable import readable, sound_fields, values_of

Model = TypeVar("Model", bound=BaseModel)
Entry = TypeVar("Entry", bound=BaseModel)

_ANY_TEXT: Tree = {"en": "x"}
# What may stand for a field that breaks the format, since nothing rests on what it says.
_SOMETHING: dict[str, Tree] = {
    **dict.fromkeys(("title", "text", "help", "what", "why", "intro", "role", "caveat", "story"), _ANY_TEXT),
    "code": "A1",
    "source": ["A"],
    "examples": [{"name": "x", "outcome": "unknown"}],
    "effort": "1",
    "lead_time": "0",
}
# Fields that may be left out for the same reason: of a question, a rule, a remedy, a policy.
_NOTHING = {
    *("critical", "sensitive", "volatile", "lasting", "weight", "asked_if"),
    *("adds", "moves", "floors"),
    *("requires", "raises", "sets", "drops", "alternative", "others_decide"),
    *("stages", "first", "evidence", "expires_after"),
}


def read_parts(files: PackFiles, mistakes: list[Mistake]) -> Parts:
    """The parts of a pack; what breaks the format in them is added to the mistakes."""
    reading = _Reading(files, mistakes)
    manifest = reading.single(Manifest, "pack.yaml")
    sections, questions = reading.questionnaire(manifest.fields.get("sections", ()) if manifest else ())
    return Parts(
        manifest=manifest,
        sources=reading.single(SourcesFile, "sources.yaml"),
        sections=tuple(sections),
        questions=tuple(questions),
        measures=reading.listed(MeasuresFile, Measure, "measures"),
        rules=reading.folder(Rule, "rules"),
        remedies=reading.listed(RemediesFile, Remedy, "remedies"),
        policies=reading.folder(Policy, "policies"),
        cases=reading.folder(Case, "cases"),
        mutants=reading.single(MutantsFile, "mutants.yaml"),
        unread=tuple(files.unread),
        lost={kind: Words.of_all(words) for kind, words in reading.lost.items()},
    )


@dataclass(frozen=True)
class _Written:
    """A part as it is written: the place in its document, what stands there, and what the name of the file says of it;
    what the format makes of it, or where the document breaks the format."""

    document: Document
    path: Steps
    data: Tree
    given: Mapping[str, str]
    whole: Any
    broken: Broken

    def entry(self, model: type[BaseModel], field: str, place: int, data: Tree) -> "_Written":
        """One of the parts that this one lists."""
        path = (*self.path, field, place)
        if self.whole is not None:
            whole = getattr(self.whole, field)[place]
        else:
            whole = None if path in self.broken else model.model_validate(data)
        return _Written(self.document, path, data, {}, whole, self.broken)


class _Reading:
    """One pack being read; `lost` are the words of what may hold parts that cannot be told from one another."""

    def __init__(self, files: PackFiles, mistakes: list[Mistake]) -> None:
        self.files, self.mistakes = files, mistakes
        self.lost: dict[str, list[Words]] = {}

    def single(self, model: type[Model], name: str) -> Part[Model] | None:
        document = self.files.single.get(name)
        return None if document is None else self._part(model, self._written(model, document))

    def folder(self, model: type[Model], folder: str) -> tuple[Part[Model], ...]:
        documents = self.files.many[folder].items()
        return tuple(self._part(model, self._written(model, document, id=name)) for name, document in documents)

    def questionnaire(self, order: tuple[str, ...]) -> tuple[list[Part[Section]], list[Part[Question]]]:
        """Its pages in this order, others after them, and the questions on them."""
        sections: list[Part[Section]] = []
        questions: list[Part[Question]] = []
        pages = {name: page for page, name in enumerate(order)}
        files = self.files.many["questions"]
        for name in sorted(files, key=lambda name: (pages.get(name, len(pages)), name)):
            written = self._written(Section, files[name], id=name)
            sections.append(self._part(Section, written, without="questions"))
            questions += self._entries(Question, written, "questions")
        return sections, questions

    def listed(self, model: type[BaseModel], entry: type[Entry], kind: str) -> tuple[Part[Entry], ...]:
        """The parts that one file lists."""
        document = self.files.single.get(f"{kind}.yaml")
        return () if document is None else tuple(self._entries(entry, self._written(model, document), kind))

    def _written(self, model: type[BaseModel], document: Document, **given: str) -> _Written:
        whole, broken = build_or_tell(model, document, self.mistakes, "PACK", **given)
        return _Written(document, (), document.data, given, whole, broken)

    def _entries(self, model: type[Model], file: _Written, field: str) -> Iterator[Part[Model]]:
        listed = file.data.get(field) if isinstance(file.data, dict) else None
        if not isinstance(listed, list):
            self.lost.setdefault(field, []).append(words_in(file.data))
            return
        for place, data in enumerate(listed):
            if not isinstance(data, dict) or not isinstance(data.get("id"), str):
                self.lost.setdefault(field, []).append(ANY_WORD if isinstance(data, dict) else words_in(data))
            yield self._part(model, file.entry(model, field, place, data))

    def _part(self, model: type[Model], written: _Written, without: str = "") -> Part[Model]:
        document, path, data, broken = written.document, written.path, written.data, written.broken
        named = written.given.get("id") or (data.get("id") if isinstance(data, dict) else None)
        name = named if isinstance(named, str) else ""
        if written.whole is not None:
            fields = {field: getattr(written.whole, field) for field in model.model_fields}
            values = values_of(written.whole, path, without)
            return Part(document, path, name, written.whole, tuple(values), fields)
        fields = sound_fields(model, data, broken, path)
        values = readable(model, data, broken, path, without)
        unread = _words_unread(model, data, {*fields, *written.given, *_SOMETHING, without})
        return Part(document, path, name, self._judged(model, written), tuple(values), fields, unread)

    def _judged(self, model: type[Model], written: _Written) -> Model | None:
        """The part as if what nothing rests on kept the format; None if it breaks it in more than that.

        What is wrong with it as a whole can only be seen now, and is added to the mistakes.
        """
        path, data = written.path, written.data
        broken = {name for name in model.model_fields if (*path, name) in written.broken}
        if not isinstance(data, dict) or path in written.broken.at or not broken <= _SOMETHING.keys() | _NOTHING:
            return None
        kept = {key: field for key, field in data.items() if key in model.model_fields and key not in broken}
        something = {key: _SOMETHING[key] for key in broken & _SOMETHING.keys()}
        try:
            return model.model_validate({**kept, **something, **written.given})
        except ValidationError as error:
            findings = error.errors(include_url=False, include_input=False)
            self.mistakes += in_our_words(findings, {}, written.document, "PACK", path)
            return None


def _words_unread(model: type[BaseModel], data: Tree, read: set[str]) -> Words:
    """The words of all fields but those that were read; any word, if one that must be there is lacking."""
    if not isinstance(data, dict):
        return words_in(data)
    lacking = {name for name, field in model.model_fields.items() if field.is_required()} - data.keys() - read
    unread: list[Tree] = [[key, field] for key, field in data.items() if key not in read]
    return ANY_WORD if lacking else words_in(unread)
