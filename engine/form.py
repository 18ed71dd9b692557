"""A file against its format: what the models refuse, as mistakes in our words.

Codes, after the kind of file: 001 an unknown field, 002 a missing one, 003 a senseless value.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from engine.documents import Document, Steps, Tree, shown
from engine.errors import Mistake, Nearest

Model = TypeVar("Model", bound=BaseModel)

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
    try:
        return model.model_validate({**data, **known})
    except ValidationError as error:
        mistakes += in_our_words(error, model, document, kind)
        return None


def in_our_words(
    error: ValidationError, model: type[BaseModel], document: Document, kind: str, base: Steps = ()
) -> Iterator[Mistake]:
    """Each finding of pydantic as a mistake; `base` is where in the document the model stands."""
    findings = error.errors(include_url=False, include_input=False)
    near = meant(findings, model)
    for found in findings:
        path, context = (*base, *found["loc"]), found.get("ctx", {})
        if found["type"] == "too_short" and _length(document.data, path):
            continue  # said of a list whose entries are refused already
        if found["type"] == "missing" and found["loc"] in near.values():
            continue  # it is there, under a wrong name
        place = document.place(path)
        if found["type"] == "extra_forbidden":
            suggested = f"Nearest: '{near[found['loc']][-1]}'. " if found["loc"] in near else ""
            remedy = f"{suggested}Correct the name, or remove it."
            fact = f"has the field '{shown(str(path[-1]))}', which this format does not know."
            yield Mistake(f"{kind}-001", place, fact, remedy)
        elif found["type"] == "value_error":
            for fact in context["error"].args:
                yield Mistake(f"{kind}-003", place, f"{fact}.", "Correct it.")
        else:
            named = next((step for step in reversed(path) if isinstance(step, str) and "[" not in step), document.name)
            fact, remedy = _WORDS.get(found["type"], ("'{field}' does not fit the format.", "Correct it."))
            code = f"{kind}-002" if found["type"] == "missing" else f"{kind}-003"
            words = {"field": shown(str(named)), **{name: str(value) for name, value in context.items()}}
            yield Mistake(code, place, fact.format_map(words), remedy.format_map(words))


def meant(findings: Iterable[ErrorDetails], model: type[BaseModel]) -> dict[Steps, Steps]:
    """For each unknown field, by its path, the one that was probably meant, if a known one is near."""
    nearest, found = Nearest(), {}
    for path in (finding["loc"] for finding in findings if finding["type"] == "extra_forbidden"):
        name = nearest.name(str(path[-1]), fields(model))
        if name is not None:
            found[path] = (*path[:-1], name)
    return found


def _length(data: Tree, path: Sequence[int | str]) -> int:
    """How many entries the file has at this path; 0 when it has no list or mapping there."""
    for step in path:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step, data)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
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
