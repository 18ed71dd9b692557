"""From files to a Pack or a Profile: reads them, says how each part breaks the format, and hands on to the checks.

Every mistake is reported at once, with its file and line. Nothing is returned from input that has any.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from engine.documents import Document, Tree, read_file, shown
from engine.errors import Mistake, Refused, nearest
from engine.pack import (
    Case,
    Manifest,
    MeasuresFile,
    MutantsFile,
    Pack,
    Policy,
    RemediesFile,
    Rule,
    Section,
    SourcesFile,
)
from engine.profile import Profile

Model = TypeVar("Model", bound=BaseModel)

SINGLE_FILES = ("pack.yaml", "sources.yaml", "measures.yaml", "remedies.yaml")
OPTIONAL_FILES = ("mutants.yaml",)
FOLDERS = ("questions", "rules", "policies", "cases")
UNREAD = ("README.md",)

# What pydantic finds -> (fact, remedy); {…} are filled from the error's own context, never from the input.
_WORDS: dict[str, tuple[str, str]] = {
    "missing": ("lacks '{field}'.", "Add it."),
    "literal_error": ("'{field}' has a value that is not allowed.", "Write one of: {expected}."),
    "int_parsing": ("'{field}' is not a whole number.", "Write a whole number."),
    "int_type": ("'{field}' is not a whole number.", "Write a whole number."),
    "bool_parsing": ("'{field}' is neither true nor false.", "Write true or false."),
    "greater_than_equal": ("'{field}' is too small.", "Write {ge} or more."),
    "less_than_equal": ("'{field}' is too large.", "Write {le} or less."),
    "string_too_short": ("'{field}' is empty.", "Write it, or remove the field."),
    "string_too_long": ("'{field}' is longer than {max_length} characters.", "Shorten it."),
    "string_pattern_mismatch": ("'{field}' is not written as it must be.", "It must match {pattern}."),
    "string_type": ("'{field}' is not one text.", "Write one text."),
    "too_short": ("'{field}' has fewer than {min_length} entries.", "Add what is missing."),
    "too_long": ("'{field}' has more than {max_length} entries.", "Split it."),
    "tuple_type": ("'{field}' is not a list.", "Write a list: [..., ...]."),
    "dict_type": ("'{field}' is not a mapping of names to values.", "Write it as `name: value` lines."),
    "model_type": ("'{field}' is not a mapping of fields.", "Write it as `field: value` lines."),
    "model_attributes_type": ("'{field}' is not a mapping of fields.", "Write it as `field: value` lines."),
    "union_tag_not_found": (
        "'{field}' is not one condition.",
        "Write exactly one of all, any, none, count, answer, fact, measure.",
    ),
    "date_from_datetime_parsing": ("'{field}' is not a date.", "Write year-month-day, as in 2026-03-31."),
    "date_parsing": ("'{field}' is not a date.", "Write year-month-day, as in 2026-03-31."),
    "date_type": ("'{field}' is not a date.", "Write year-month-day, as in 2026-03-31."),
}


def load_profile(path: Path, name: str | None = None) -> tuple[Profile, Document]:
    """Read a profile file (.json, or YAML by any other name) and check its form; what its answers say is checked
    against a pack in `profile_checks.py`."""
    document = read_file(path, name)
    return profile_in(document), document


def profile_in(document: Document) -> Profile:
    """The profile that a document holds. Raises Refused with every mistake of form."""
    mistakes: list[Mistake] = []
    profile = build(Profile, document, mistakes, "PROFILE")
    if profile is None:
        raise Refused(mistakes)
    return profile


def build(model: type[Model], document: Document, mistakes: list[Mistake], kind: str, **known: str) -> Model | None:
    """A model from one document, or None and the mistakes added. `known` are fields that the file name gives."""
    data = document.data
    if not isinstance(data, dict):
        mistakes.append(
            Mistake(f"{kind}-003", document.place(()), "is not a mapping of fields.", "Start it as `field: value`.")
        )
        return None
    for name in known.keys() & data.keys():
        fact = f"has the field '{name}', which the name of the file gives."
        mistakes.append(Mistake(f"{kind}-001", document.place((name,)), fact, "Remove it."))
        return None
    try:
        return model.model_validate({**data, **known})
    except ValidationError as error:
        mistakes += _in_our_words(error, model, document, kind)
        return None


def _in_our_words(error: ValidationError, model: type[BaseModel], document: Document, kind: str) -> Iterator[Mistake]:
    """Each finding of pydantic as a mistake: 001 unknown field, 002 missing field, 003 senseless value."""
    for found in error.errors(include_url=False, include_input=False):
        path, context = found["loc"], found.get("ctx", {})
        if found["type"] == "too_short" and _length(document.data, path):
            continue  # said of a list whose entries are refused already
        place = document.place(path)
        named = next((step for step in reversed(path) if isinstance(step, str) and "[" not in step), document.name)
        if found["type"] == "extra_forbidden":
            remedy = f"{nearest(str(path[-1]), _fields(model))}Correct the name, or remove it."
            fact = f"has the field '{shown(str(path[-1]))}', which this format does not know."
            yield Mistake(f"{kind}-001", place, fact, remedy)
        elif found["type"] == "value_error":
            yield Mistake(f"{kind}-003", place, f"{found['msg'].removeprefix('Value error, ')}.", "Correct it.")
        else:
            fact, remedy = _WORDS.get(found["type"], ("'{field}' does not fit the format.", "Correct it."))
            code = f"{kind}-002" if found["type"] == "missing" else f"{kind}-003"
            words = {"field": shown(str(named)), **{name: str(value) for name, value in context.items()}}
            yield Mistake(code, place, fact.format_map(words), remedy.format_map(words))


def _length(data: Tree, path: Sequence[int | str]) -> int:
    """How many entries the file has at this path; 0 when it has no list or mapping there."""
    for step in path:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step, data)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
    return len(data) if isinstance(data, dict | list) else 0


def _fields(model: type[BaseModel], seen: set[type[BaseModel]] | None = None) -> set[str]:
    """Every field name that this model or one inside it knows, to suggest the nearest."""
    seen = set() if seen is None else seen
    if model in seen:
        return set()
    seen.add(model)
    names = {field.alias or name for name, field in model.model_fields.items()}
    for other in model.model_fields.values():
        names |= {name for inner in _models_in(other.annotation) for name in _fields(inner, seen)}
    return names


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models_in(inner)


@dataclass
class PackFiles:
    """The documents of a pack folder by what they hold, and their digest over names and bytes."""

    folder: Path
    single: dict[str, Document] = field(default_factory=dict)
    many: dict[str, dict[str, Document]] = field(default_factory=lambda: {folder: {} for folder in FOLDERS})


def pack_paths(folder: Path) -> list[Path]:
    """Every file of a pack folder, in an order that does not depend on the machine; hidden ones are left out."""
    found = [path for path in folder.rglob("*") if path.is_file()]
    seen = [path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
    return sorted(seen, key=lambda path: path.relative_to(folder).as_posix())


def pack_digest(folder: Path) -> str:
    """SHA-256 over the names and contents of all files of a pack: the same on every machine, changed by any edit."""
    digest = hashlib.sha256()
    for path in pack_paths(folder):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def read_pack_files(folder: Path, mistakes: list[Mistake]) -> PackFiles:
    """Read all files of a pack; what is missing, not expected or unreadable is a mistake."""
    files = PackFiles(folder)
    if not folder.is_dir():
        raise Refused([Mistake("PACK-004", str(folder), "is not a folder.", "Name a folder that holds a pack.yaml.")])
    for path in pack_paths(folder):
        inside = path.relative_to(folder)
        known = inside.as_posix() in (*SINGLE_FILES, *OPTIONAL_FILES)
        listed = len(inside.parts) == 2 and inside.parts[0] in FOLDERS and inside.suffix == ".yaml"
        if inside.as_posix() in UNREAD:
            continue
        if not known and not listed:
            fact = "is no part of a pack, and nothing in a pack is passed over in silence."
            named = ", ".join((*SINGLE_FILES, *OPTIONAL_FILES))
            remedy = f"Rename or remove it. A pack has {named} and *.yaml in {', '.join(FOLDERS)}."
            mistakes.append(Mistake("PACK-004", str(path), fact, remedy))
            continue
        try:
            document = read_file(path)
        except Refused as refused:
            mistakes += refused.mistakes
            continue
        if known:
            files.single[inside.name] = document
        else:
            files.many[inside.parts[0]][inside.stem] = document
    present = {path.relative_to(folder).as_posix() for path in pack_paths(folder)}
    for name in SINGLE_FILES:
        if name not in present:
            mistakes.append(
                Mistake("PACK-004", str(folder / name), "is missing.", "Add it; see the guide for authors.")
            )
    return files


def load_pack(folder: Path) -> Pack:
    """Read, check and return the pack in a folder. Raises Refused with every mistake."""
    from engine.pack_checks import check_pack

    mistakes: list[Mistake] = []
    files = read_pack_files(folder, mistakes)
    manifest = _single(Manifest, files, "pack.yaml", mistakes)
    sources = _single(SourcesFile, files, "sources.yaml", mistakes)
    measures = _single(MeasuresFile, files, "measures.yaml", mistakes)
    remedies = _single(RemediesFile, files, "remedies.yaml", mistakes)
    mutants = _single(MutantsFile, files, "mutants.yaml", mistakes)
    sections = {
        name: build(Section, document, mistakes, "PACK", id=name) for name, document in files.many["questions"].items()
    }
    rules = {name: build(Rule, document, mistakes, "PACK", id=name) for name, document in files.many["rules"].items()}
    policies = {
        name: build(Policy, document, mistakes, "PACK", id=name) for name, document in files.many["policies"].items()
    }
    cases = {name: build(Case, document, mistakes, "PACK", id=name) for name, document in files.many["cases"].items()}
    if mistakes or not (manifest and sources and measures and remedies):
        raise Refused(_by_place(mistakes))
    order = {name: place for place, name in enumerate(manifest.sections)}
    pack = Pack(
        manifest=manifest,
        digest=pack_digest(folder),
        sources=sources.sources,
        sections=tuple(sorted((s for s in sections.values() if s), key=lambda s: (order.get(s.id, len(order)), s.id))),
        measures=measures.measures,
        rules=tuple(rule for rule in rules.values() if rule),
        remedies=remedies.remedies,
        policies=tuple(policy for policy in policies.values() if policy),
        cases=tuple(case for case in cases.values() if case),
        survivors=mutants.survivors if mutants else (),
    )
    mistakes += check_pack(pack, files)
    if mistakes:
        raise Refused(_by_place(mistakes))
    return pack


def _single(model: type[Model], files: PackFiles, name: str, mistakes: list[Mistake]) -> Model | None:
    document = files.single.get(name)
    return None if document is None else build(model, document, mistakes, "PACK")


def _by_place(mistakes: list[Mistake]) -> list[Mistake]:
    """Sorted by file and line, each once."""

    def key(mistake: Mistake) -> tuple[str, int, str, str]:
        file, _, line = mistake.place.rpartition(":")
        return (
            (file, int(line), mistake.code, mistake.fact)
            if line.isdigit()
            else (mistake.place, 0, mistake.code, mistake.fact)
        )

    return sorted(dict.fromkeys(mistakes), key=key)
