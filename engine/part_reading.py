"""From the files of a pack to its parts: each against its format, and what can be read of those that break it."""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from engine.documents import Document, Steps, Tree
from engine.errors import Mistake
from engine.form import build, in_our_words, meant
from engine.names import ANY_WORD, Words, words_in
from engine.pack import (
    Case,
    Manifest,
    Measure,
    MeasuresFile,
    Policy,
    Question,
    RemediesFile,
    Remedy,
    Rule,
    Section,
    SourcesFile,
)
from engine.pack_files import PackFiles
from engine.parts import Part, Parts
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
    *("critical", "sensitive", "volatile", "weight", "asked_if"),
    *("adds", "moves", "floors"),
    *("requires", "raises", "sets", "drops", "alternative"),
    *("stages", "first", "evidence", "expires_after"),
}


def read_parts(files: PackFiles, mistakes: list[Mistake]) -> Parts:
    """The parts of a pack; what breaks the format in them is added to the mistakes."""
    reading = _Reading(files, mistakes)
    manifest = reading.single(Manifest, "pack.yaml")
    order: tuple[str, ...] = manifest.fields.get("sections", ()) if manifest else ()
    pages = {name: page for page, name in enumerate(order)}
    sections = sorted(
        reading.folder(Section, "questions", without="questions"),
        key=lambda section: (pages.get(section.name, len(pages)), section.name),
    )
    return Parts(
        manifest=manifest,
        sources=reading.single(SourcesFile, "sources.yaml"),
        sections=tuple(sections),
        questions=tuple(question for section in sections for question in reading.questions(section)),
        measures=reading.listed(MeasuresFile, Measure, "measures"),
        rules=reading.folder(Rule, "rules"),
        remedies=reading.listed(RemediesFile, Remedy, "remedies"),
        policies=reading.folder(Policy, "policies"),
        cases=reading.folder(Case, "cases"),
        unread=tuple(files.unread),
        lost={kind: Words.of_all(words) for kind, words in reading.lost.items()},
    )


class _Reading:
    """One pack being read; `lost` are the words of what may hold parts that cannot be told from one another."""

    def __init__(self, files: PackFiles, mistakes: list[Mistake]) -> None:
        self.files, self.mistakes = files, mistakes
        self.lost: dict[str, list[Words]] = {}

    def single(self, model: type[Model], name: str) -> Part[Model] | None:
        document = self.files.single.get(name)
        return None if document is None else self._file(model, document, {})

    def folder(self, model: type[Model], folder: str, without: str = "") -> tuple[Part[Model], ...]:
        documents = self.files.many[folder]
        return tuple(self._file(model, document, {"id": name}, without) for name, document in documents.items())

    def questions(self, section: Part[Section]) -> tuple[Part[Question], ...]:
        wholes = None if section.whole is None else section.whole.questions
        return self.entries(Question, section.document, "questions", wholes)

    def listed(self, model: type[BaseModel], entry: type[Entry], kind: str) -> tuple[Part[Entry], ...]:
        """The parts that one file lists."""
        document = self.files.single.get(f"{kind}.yaml")
        if document is None:
            return ()
        whole = build(model, document, self.mistakes, "PACK")
        return self.entries(entry, document, kind, getattr(whole, kind, None))

    def entries(
        self, model: type[Model], document: Document, kind: str, wholes: tuple[Model, ...] | None
    ) -> tuple[Part[Model], ...]:
        """The parts in a list of a document; `wholes` if all of them are whole."""
        data = document.data
        listed = data.get(kind) if isinstance(data, dict) else None
        if not isinstance(listed, list):
            self.lost.setdefault(kind, []).append(words_in(data))
            return ()
        return tuple(
            self._entry(model, document, (kind, place), entry, wholes[place] if wholes else _fitting(model, entry))
            for place, entry in enumerate(listed)
        )

    def _entry(
        self, model: type[Model], document: Document, path: Steps, data: Tree, whole: Model | None
    ) -> Part[Model]:
        name = data.get("id") if isinstance(data, dict) else None
        if not isinstance(name, str):
            words = ANY_WORD if isinstance(data, dict) else words_in(data)
            self.lost.setdefault(str(path[0]), []).append(words)
        return self._part(model, document, path, data, {}, whole, name if isinstance(name, str) else "")

    def _file(self, model: type[Model], document: Document, given: Mapping[str, str], without: str = "") -> Part[Model]:
        whole = build(model, document, self.mistakes, "PACK", **given)
        return self._part(model, document, (), document.data, given, whole, given.get("id", ""), without)

    def _part(
        self,
        model: type[Model],
        document: Document,
        path: Steps,
        data: Tree,
        given: Mapping[str, str],
        whole: Model | None,
        name: str,
        without: str = "",
    ) -> Part[Model]:
        if whole is not None:
            fields = {field: getattr(whole, field) for field in model.model_fields}
            return Part(document, path, name, whole, tuple(values_of(whole, path, without)), fields)
        fields = sound_fields(model, data)
        values = tuple(readable(model, data, path, without))
        broken: Tree = data
        if isinstance(data, dict):
            read = {*fields, *_SOMETHING, without}
            broken = [key if field is None else [key, field] for key, field in data.items() if key not in read]
        whole = self._judged(model, document, path, data, given)
        return Part(document, path, name, whole, values, fields, words_in(broken))

    def _judged(
        self, model: type[Model], document: Document, path: Steps, data: Tree, given: Mapping[str, str]
    ) -> Model | None:
        """The part as if what nothing rests on kept the format; None if it breaks it in more than that.

        What is wrong with it as a whole can only be seen now, and is added to the mistakes.
        """
        broken = _broken(model, data, given)
        if not isinstance(data, dict) or broken is None or not broken <= _SOMETHING.keys() | _NOTHING:
            return None
        kept = {key: field for key, field in data.items() if key in model.model_fields and key not in broken}
        something = {key: _SOMETHING[key] for key in broken & _SOMETHING.keys()}
        try:
            return model.model_validate({**kept, **something, **given})
        except ValidationError as error:
            self.mistakes += in_our_words(error, model, document, "PACK", path)
            return None


def _broken(model: type[BaseModel], data: Tree, given: Mapping[str, str]) -> set[str] | None:
    """The fields of its own in which a part breaks the format; None if it does so as a whole."""
    if not isinstance(data, dict):
        return None
    try:
        model.model_validate({**data, **given})
    except ValidationError as error:
        findings = error.errors(include_url=False, include_input=False)
    else:
        return set()
    near = meant(findings, model)
    paths = [near.get(finding["loc"], finding["loc"]) for finding in findings]
    if () in paths:
        return None
    return {str(path[0]) for path in paths} & model.model_fields.keys()


def _fitting(model: type[Model], data: Tree) -> Model | None:
    try:
        return model.model_validate(data)
    except ValidationError:
        return None
