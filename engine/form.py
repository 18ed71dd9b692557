"""A file against its format: what the models refuse, as mistakes in our words.

Codes, after the kind of file: 001 an unknown field, 002 a missing one, 003 a senseless value.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from engine.documents import Document, Steps, Tree, shown
from engine.errors import Mistake, Nearest

Model = TypeVar("Model", bound=BaseModel)

# What pydantic finds -> (fact, remedy); {…} are filled from the error's own context, never from the input.
_WORDS: dict[str, tuple[str, str]] = {
    "literal_error": ("'{field}' has a value that is not allowed.", "Write one of: {expected}."),
    "int_parsing": ("'{field}' is not a whole number.", "Write a whole number."),
    "int_type": ("'{field}' is not a whole number.", "Write a whole number."),
    "bool_parsing": ("'{field}' is neither true nor false.", "Write true or false."),
    "greater_than_equal": ("'{field}' is too small.", "Write {ge} or more."),
    "less_than_equal": ("'{field}' is too large.", "Write {le} or less."),
    "string_too_short": ("'{field}' is empty.", "Write it, or remove the field."),
    "string_too_long": ("'{field}' is longer than {max_length} characters.", "Shorten it."),
    "string_pattern_mismatch": ("'{field}' is not written as it must be.", "Write {as_asked}."),
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

# The patterns of the models, in words. A test holds these against the models.
_AS_ASKED: dict[str, str] = {
    r"^[a-z][a-z0-9_]{0,63}$": "a small letter first, then small letters, digits and _, at most 64 in all",
    r"^[a-z0-9][a-z0-9_]{0,63}$": "small letters, digits and _, no _ first, at most 64 in all",
    r"^\d+\.\d+\.\d+$": "three whole numbers with dots between them, as in 1.4.0",
    r"^[A-Z][A-Z0-9]{0,7}$": "a capital letter first, then capital letters and digits, at most 8 in all",
    r"^[A-Z][0-9]{1,2}$": "one capital letter and one or two digits, as in B3",
    r"^[A-Z]{2}$": "the two capital letters that ISO 3166-1 gives the country, as in TN",
    r"^[a-z]{2}$": "the two small letters that ISO 639-1 gives the language, as in ar",
}


@dataclass(frozen=True)
class Broken:
    """Where something breaks the format: the places that do, and all places that hold one."""

    at: frozenset[Steps] = frozenset()
    within: frozenset[Steps] = frozenset()

    def __contains__(self, path: Steps) -> bool:
        return path in self.within

    @classmethod
    def places(cls, at: Iterable[Steps]) -> "Broken":
        broken, within = frozenset(at), set()
        for path in broken:
            while path not in within:
                within.add(path)
                path = path[:-1]
        return cls(broken, frozenset(within))


def build(model: type[Model], document: Document, mistakes: list[Mistake], kind: str, **known: str) -> Model | None:
    """A model from one document, or None and the mistakes added. `known` are fields that the file name gives."""
    return build_or_tell(model, document, mistakes, kind, **known)[0]


def build_or_tell(
    model: type[Model], document: Document, mistakes: list[Mistake], kind: str, **known: str
) -> tuple[Model | None, Broken]:
    """The same, and where the document breaks the format."""
    data = document.data
    if not isinstance(data, dict):
        fact = "is not a mapping of fields."
        mistakes.append(Mistake(f"{kind}-003", document.place(()), fact, "Start it as `field: value`."))
        return None, Broken.places([()])
    for name in known.keys() & data.keys():
        fact = f"has the field '{name}', which the name of the file gives."
        mistakes.append(Mistake(f"{kind}-001", document.place((name,)), fact, "Remove it."))
    try:
        return model.model_validate({**data, **known}), Broken()
    except ValidationError as error:
        findings = error.errors(include_url=False, include_input=False)
    near = _meant(findings, model)
    mistakes += in_our_words(findings, near, document, kind)
    return None, Broken.places(_place(finding, near, document) for finding in findings)


def _place(finding: ErrorDetails, near: Mapping[Steps, Steps], document: Document) -> Steps:
    """Where a finding is: the field itself, if one is lacking, or was probably meant by a wrong name."""
    path = near.get(finding["loc"], finding["loc"])
    if finding["type"] == "missing" or finding["loc"] in near:
        return (*document.steps(path[:-1]), path[-1])
    return document.steps(path)


def in_our_words(
    findings: Iterable[ErrorDetails], near: Mapping[Steps, Steps], document: Document, kind: str, base: Steps = ()
) -> Iterator[Mistake]:
    """Each finding of pydantic as a mistake. `near` are the fields that unknown ones were probably meant to be; `base`
    is where in the document the model stands."""
    said: set[Steps] = set()
    for found in sorted(findings, key=lambda found: found["loc"][-1:] != ("[key]",)):
        path = (*base, *found["loc"])
        here = document.steps(path)
        if found["type"] == "extra_forbidden":
            suggested = f"Nearest: '{near[found['loc']][-1]}'. " if found["loc"] in near else ""
            fact = f"has the field '{shown(str(path[-1]))}', which this format does not know."
            remedy = f"{suggested}Correct the name, or remove it."
            yield Mistake(f"{kind}-001", document.place(here), fact, remedy)
        elif found["type"] == "missing":
            if found["loc"] not in near.values():  # else it is there, under a wrong name
                empty = here == path  # the field stands there without a value
                fact = f"'{shown(str(path[-1]))}' is empty." if empty else f"lacks '{shown(str(path[-1]))}'."
                yield Mistake(f"{kind}-002", document.place(here), fact, "Write it." if empty else "Add it.")
        elif found["type"] == "too_short" and _length(document.data, here):
            continue  # said of a list whose entries are refused already
        elif here not in said:  # the value of a wrong key, or what else could have stood here, is another such finding
            said.add(here)
            named = next((step for step in reversed(here or path) if isinstance(step, str)), document.name)
            of_file = path == ("id",) and not here  # the name of the file gives it
            for fact, remedy in _worded(found, "the name of the file" if of_file else shown(named)):
                yield Mistake(f"{kind}-003", document.place(here), fact, remedy)


def _worded(found: ErrorDetails, field: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a value and what to do; a part may have several things wrong as a whole."""
    context = found.get("ctx", {})
    if found["type"] == "value_error":
        yield from ((f"{fact}.", "Correct it.") for fact in context["error"].args)
    else:
        fact, remedy = _WORDS.get(found["type"], ("'{field}' does not fit the format.", "Correct it."))
        words = {"field": field, **{name: str(value) for name, value in context.items()}}
        words["as_asked"] = _AS_ASKED.get(words.get("pattern", ""), "it as its schema asks")
        yield fact.format_map(words), remedy.format_map(words)


def _meant(findings: Iterable[ErrorDetails], model: type[BaseModel]) -> dict[Steps, Steps]:
    """For each unknown field, by its path, the one that was probably meant, if a known one is near."""
    nearest, found = Nearest(), {}
    for path in (finding["loc"] for finding in findings if finding["type"] == "extra_forbidden"):
        name = nearest.name(str(path[-1]), fields(model))
        if name is not None:
            found[path] = (*path[:-1], name)
    return found


def _length(data: Tree, path: Steps) -> int:
    """How many entries the list or mapping at this path has."""
    for step in path:
        data = data[step]  # type: ignore[index]
    return len(data) if isinstance(data, dict | list) else 0


@cache
def fields(model: type[BaseModel]) -> frozenset[str]:
    """Every field name that this model or one inside it knows, as it is written."""
    found: set[str] = set()
    seen: list[type[BaseModel]] = [model]
    for one in seen:
        for name, field in one.model_fields.items():
            found.add(field.alias or name)
            seen += [inner for inner in _models_in(field.annotation) if inner not in seen]
    return frozenset(found)


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models_in(inner)
