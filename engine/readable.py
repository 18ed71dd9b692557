"""What a file says, value by value: each with the field that it fills and the place where it stands.

A part that breaks the format still says all that its sound values say. Checks look at values, so that one check serves
what is whole and what is not, and nothing is ever checked that could not be read.
"""

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, RootModel, TypeAdapter, ValidationError

from engine.conditions import AnswerTest, FactTest, MeasureTest
from engine.documents import Steps, Tree
from engine.form import Broken
from engine.profile import GivenAnswer
from engine.text import Text

Model = TypeVar("Model", bound=BaseModel)

WHOLE = (Text, AnswerTest, FactTest, MeasureTest, GivenAnswer)  # values as one: what they hold is not told apart


class Value(NamedTuple):
    """One value of a field, or one entry of a list or mapping in it.

    Entries of a mapping stand where their key stands; UNREAD is the value of a key that is sound alone,
    () that of one with an empty list.
    """

    owner: type[BaseModel]
    field: str
    path: Steps
    value: Any
    key: str = ""

    @property
    def name(self) -> str:
        """What a field of names says: the key, else the value."""
        return self.key or str(self.value)


UNREAD = object()


def values_of(part: BaseModel, path: Steps = (), without: str = "") -> Iterator[Value]:
    """Every value in a part of a pack or a profile; `path` is where it stands, `without` a field to pass over."""
    for name, info in type(part).model_fields.items():
        if name != without:
            yield from _values(type(part), name, (*path, info.alias or name), getattr(part, name))


def _values(owner: type[BaseModel], name: str, path: Steps, value: object, key: str = "") -> Iterator[Value]:
    if isinstance(value, tuple):
        for place, inner in enumerate(value):
            yield from _values(owner, name, path if key else (*path, place), inner, key)
    elif isinstance(value, dict):
        for inner_key, inner in value.items():
            here = (*path, str(inner_key))
            if inner == ():
                yield Value(owner, name, here, (), str(inner_key))
            yield from _values(owner, name, here, inner, str(inner_key))
    elif isinstance(value, BaseModel) and not isinstance(value, WHOLE):
        yield from values_of(value, path)
    elif value is not None:
        yield Value(owner, name, path, value, key)


def sound_fields(model: type[BaseModel], data: Tree, broken: Broken, path: Steps = ()) -> dict[str, Any]:
    """The fields of a part that keep the format, by name."""
    found: dict[str, Any] = {}
    for name, hint, here, written in _written(model, data, path):
        sound, value = (False, None) if here in broken else _sound(hint, written)
        if sound:
            found[name] = value
    return found


def readable(
    model: type[BaseModel], data: Tree, broken: Broken, path: Steps = (), without: str = ""
) -> Iterator[Value]:
    """Every sound value in a part that breaks the format, however deep."""
    for name, hint, here, written in _written(model, data, path):
        if name != without:
            yield from _readable(model, name, hint, here, written, broken)


def _written(model: type[BaseModel], data: Tree, path: Steps) -> Iterator[tuple[str, Any, Steps, Tree]]:
    """The fields of the model that the file has: name, type, where it stands, what stands there."""
    if isinstance(data, dict):
        for name, info in model.model_fields.items():
            key = info.alias or name
            if data.get(key) is not None:
                yield name, _hints(model)[name], (*path, key), data[key]


def _readable(
    owner: type[BaseModel],
    name: str,
    hint: Any,
    path: Steps,
    data: Tree,
    broken: Broken,
    key: str = "",
    at_key: Steps = (),
) -> Iterator[Value]:
    if path not in broken:
        sound, value = _sound(hint, data)
        if sound:
            yield from _values(owner, name, at_key or path, value, key)
        return
    kinds = tuple(_kinds(hint))
    if isinstance(data, list):
        for entry in (get_args(kind)[0] for kind in kinds if get_origin(kind) is tuple):
            for place, inner in enumerate(data):
                yield from _readable(owner, name, entry, (*path, place), inner, broken, key, at_key)
    elif isinstance(data, dict):
        for keys, entry in (get_args(kind) for kind in kinds if get_origin(kind) is dict):
            for inner_key, inner in data.items():
                if _sound(keys, inner_key)[0]:
                    here = (*path, inner_key)
                    yield Value(owner, name, here, UNREAD, inner_key)
                    yield from _readable(owner, name, entry, here, inner, broken, inner_key, here)
        model = _meant(kinds, data)
        if model is not None:
            yield from readable(model, data, broken, path)


def _meant(kinds: tuple[Any, ...], data: dict[str, Tree]) -> type[BaseModel] | None:
    """Of the models that could stand here, the one that most of the fields belong to; None if there is no such one."""
    fields = {
        kind: len({info.alias or name for name, info in kind.model_fields.items()} & data.keys())
        for kind in kinds
        if isinstance(kind, type) and issubclass(kind, BaseModel) and not issubclass(kind, RootModel)
    }
    most = max(fields.values(), default=0)
    best = [kind for kind, number in fields.items() if number == most > 0]
    return best[0] if len(best) == 1 else None


def _kinds(hint: Any) -> Iterator[Any]:
    """The types that a hint allows, without what is annotated to them."""
    if get_origin(hint) is Annotated:
        yield from _kinds(get_args(hint)[0])
    elif get_origin(hint) in (Union, UnionType):
        for inner in get_args(hint):
            yield from _kinds(inner)
    else:
        yield hint


@cache
def _hints(model: type[BaseModel]) -> dict[str, Any]:
    """The types of a model's fields, with what `Field` says of each."""
    hints = get_type_hints(model, include_extras=True)
    said = {name: info.metadata for name, info in model.model_fields.items()}
    return {name: Annotated[hints[name], *said[name]] if said[name] else hints[name] for name in said}


_adapters: dict[int, tuple[Any, TypeAdapter[Any]]] = {}


def _sound(hint: Any, data: Tree) -> tuple[bool, Any]:
    """Whether the data fit the type, and what they come to then."""
    if id(hint) not in _adapters:  # not every hint can be hashed; kept beside its adapter, it keeps its identity
        _adapters[id(hint)] = hint, TypeAdapter(hint)
    try:
        return True, _adapters[id(hint)][1].validate_python(data)
    except ValidationError:
        return False, None
