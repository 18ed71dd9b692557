"""A file against its format: what the models refuse, as mistakes in our words.

Codes, after the kind of file: 001 an unknown field, 002 a missing one, 003 a senseless value.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar, get_args, get_type_hints

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from engine import profile_messages as said
from engine.conditions import CONTENTS, Count, Test
from engine.documents import Document, Steps, Tree, shown
from engine.errors import Fault, Mistake, Nearest
from engine.malformed import is_closed_up
from engine.pack import A_PARAGRAPH
from engine.profile import GivenAnswer
from engine.sentences import Sentence

Model = TypeVar("Model", bound=BaseModel)

# What pydantic finds in packs alone -> (fact, remedy); placeholders are filled from the error's own context.
_IN_PACKS: dict[str, tuple[str, str]] = {
    "greater_than_equal": ("'{field}' is too small.", "Write {ge} or more."),
    "less_than_equal": ("'{field}' is too large.", "Write {le} or less."),
    "too_short": ("'{field}' has fewer than {min_length} entries.", "Add what is missing."),
}
_MAPPINGS = ("dict_type", "model_type", "model_attributes_type")
_ONE_CONDITION = f"Write exactly one of {', '.join(CONTENTS)}."

# The patterns in words: of names, which other files have too, and those in packs. A test holds them against the models.
_OF_NAMES = r"^[a-z][a-z0-9_]{0,63}$"
_AS_ASKED: dict[str, str] = {
    r"^[a-z0-9][a-z0-9_]{0,63}$": "small letters, digits and _, no _ first, at most 64 in all",
    r"^\d+\.\d+\.\d+$": "three whole numbers with dots between them, as in 1.4.0",
    r"^[A-Z][A-Z0-9]{0,7}$": "a capital letter first, then capital letters and digits, at most 8 in all",
    r"^[A-Z][0-9]{1,2}$": "one capital letter and one or two digits, as in B3",
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
        mistakes.append(_of(kind, said.NO_MAPPING.fault()).at(document.place(())))
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
    seen: set[Steps] = set()
    suggest = Nearest()
    for found in sorted(findings, key=lambda found: found["loc"][-1:] != ("[key]",)):
        path = (*base, *found["loc"])
        here = document.steps(path)
        if (
            kind == "PROFILE"
            and found["type"] == "extra_forbidden"
            and _is_no_answer(path, document.data, near, found["loc"])
        ):
            if path[:2] not in seen:
                seen.add(path[:2])
                fault = said.NO_FIELDS_OF_AN_ANSWER.fault(question=shown(str(path[1])))
                yield _of(kind, fault).at(document.place(path[:2]))
        elif found["type"] == "extra_forbidden":
            nearest = str(near[found["loc"]][-1]) if found["loc"] in near else None
            yield _of(kind, said.UNKNOWN_FIELD.fault(nearest, field=shown(str(path[-1])))).at(document.place(here))
        elif found["type"] == "missing":
            if found["loc"] not in near.values():  # else it is there, under a wrong name
                message = said.WITHOUT_VALUE if here == path else said.LACKING
                yield _of(kind, message.fault(field=document.called(path))).at(document.place(here))
        elif found["type"] == "too_short" and _length(_part(document.data, here)):
            continue  # said of a list whose entries are refused already
        elif here not in seen:  # the value of a wrong key, or what else could have stood here, is another such finding
            seen.add(here)
            named = document.called(here or path)
            if found["type"] == "union_tag_not_found":
                yield _no_condition(named, _part(document.data, here), suggest, kind).at(document.place(here))
                continue
            if found["type"] in _MAPPINGS and is_closed_up(_part(document.data, here)):
                yield _of(kind, said.NO_SPACE.fault(field=shown(named))).at(document.place(here))
                continue
            of_file = path == ("id",) and not here  # the name of the file gives it
            for fault in _worded(found, "the name of the file" if of_file else named, kind):
                yield fault.at(document.place(here))


def _is_no_answer(path: Steps, data: Tree, near: Mapping[Steps, Steps], named: Steps) -> bool:
    """Whether a field that the format does not know stands beneath an answer, of whose own fields none is there."""
    if len(path) != 3 or path[0] != "answers" or named in near:
        return False
    beneath = _part(data, path[:-1])
    return isinstance(beneath, dict) and beneath.keys().isdisjoint(GivenAnswer.model_fields)


def _no_condition(field: str, written: Tree, suggest: Nearest, kind: str) -> Fault:
    """What is said where one condition should stand: which names no condition has, or which stand side by side."""
    names = list(written) if isinstance(written, dict) else []
    known = frozenset(CONTENTS).union(*(fields(model) for model in (Count, *get_args(Test))))
    wrong = [name for name in names if name not in known]
    several = [name for name in names if name in CONTENTS]
    why, near = "", ""
    if len(several) > 1:
        why = f": {_quoted(several)} stand side by side"
    elif wrong:
        why, near = f": no condition has {_quoted(wrong)}", suggest(wrong[0], CONTENTS)
    return Fault(f"{kind}-003", f"'{field}' is not one condition{why}.", near + _ONE_CONDITION)


def _quoted(names: list[str]) -> str:
    """A few names as they are written."""
    return ", ".join(f"'{shown(name)}'" for name in names[:3])


def _of(kind: str, fault: Fault) -> Fault:
    """The same of another kind of file: what a format refuses has the same number in each."""
    return fault._replace(code=f"{kind}{fault.code[fault.code.rindex('-') :]}")


def _worded(found: ErrorDetails, field: str, kind: str) -> Iterator[Fault]:
    """What is wrong with a value and what to do; a part may have several things wrong as a whole."""
    context = found.get("ctx", {})
    if found["type"] == "value_error":
        yield from (Fault(f"{kind}-003", f"{fact}.", "Correct it.") for fact in context["error"].args)
        return
    if context.get("pattern") == _OF_NAMES:
        yield _of(kind, said.NO_NAME.fault(field=field))
        return
    if (asked := _AS_ASKED.get(str(context.get("pattern")))) is not None:
        if found["loc"][-1] == A_PARAGRAPH:
            asked += "; or a reason of your own, as in {expert: {en: …}}"
        yield Fault(f"{kind}-003", f"'{field}' is not written as it must be.", f"Write {asked}.")
        return
    words = {"field": field, **{name: _value(name, value) for name, value in context.items()}}
    if found["type"] in _IN_PACKS:
        fact, remedy = (Sentence(sentence, words) for sentence in _IN_PACKS[found["type"]])
        yield Fault(f"{kind}-003", fact, remedy)
    else:
        yield _of(kind, said.VALUES.get(found["type"], said.DOES_NOT_FIT).fault(**words))


def _value(name: str, value: object) -> int | str | tuple[str, ...]:
    """What pydantic says of an error: a number, a text, or the values that it expects, which it lists in English."""
    if name == "expected":
        return tuple(re.findall("'[^']*'", str(value)))
    return value if isinstance(value, int) else str(value)


def _meant(findings: Iterable[ErrorDetails], model: type[BaseModel]) -> dict[Steps, Steps]:
    """For each unknown field, by its path, the one that was probably meant, if one that may stand there is near."""
    nearest, found = Nearest(), {}
    for path in (finding["loc"] for finding in findings if finding["type"] == "extra_forbidden"):
        name = nearest.name(str(path[-1]), _fields_at(model, path[:-1]))
        if name is not None:
            found[path] = (*path[:-1], name)
    return found


def _part(data: Tree, path: Steps) -> Tree:
    """What stands at this path, which is known to be there."""
    for step in path:
        data = data[step]  # type: ignore[index]  # the path leads through lists and mappings alone
    return data


def _length(part: Tree) -> int:
    """How many entries a list or mapping has."""
    return len(part) if isinstance(part, dict | list) else 0


def _fields_at(model: type[BaseModel], path: Steps) -> frozenset[str]:
    """The names of the fields that may stand at this path of what pydantic finds, in whichever model it can lead to.

    A step that names a field leads into the models below it; one of a union, as in `the condition all`, to those that
    have the field it ends with; any other, as a place in a list, stays where it is.
    """
    here = {model}
    for step in path:
        named = {one for one in here if _at(one, str(step)) is not None}
        if named:
            here = {inner for one in named for inner in _models_in(_at(one, str(step)))}
        else:
            here = {one for one in here if _at(one, str(step).rpartition(" ")[2]) is not None} or here
    return frozenset(field.alias or name for one in here for name, field in one.model_fields.items())


def _at(model: type[BaseModel], name: str) -> object:
    """The type of the field that is written so; None if there is none."""
    found = (key for key, field in model.model_fields.items() if name == (field.alias or key))
    return next((_types(model)[key] for key in found), None)


@cache
def _types(model: type[BaseModel]) -> Mapping[str, object]:
    """The types of its fields, with what conditions are where they stand within conditions."""
    return get_type_hints(model)


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
