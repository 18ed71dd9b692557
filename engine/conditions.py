"""The closed condition language: all, any, none, count, and tests on answers, facts and measures.

There are no expression strings. A condition is a tree of the types below; what it means is said in `normal.py`,
which turns it into alternatives of plain tests, the one form that every evaluation shares.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, StringConstraints, Tag, model_validator

from engine.text import ANY_DIGITS, Frozen

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
OptionName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]{0,63}$")]
Level = Annotated[int, Field(ge=0, le=4), ANY_DIGITS]


class _AlsoLevel:
    """Tells the JSON Schema that a level may be written as the number it is."""

    @staticmethod
    def __get_pydantic_json_schema__(core: "CoreSchema", handler: "GetJsonSchemaHandler") -> "JsonSchemaValue":
        return {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 4}, handler(core)]}


Value = Annotated[OptionName, ANY_DIGITS, _AlsoLevel]
Bound = Annotated[
    int | OptionName,
    BeforeValidator(lambda text: int(text) if str(text).isascii() and str(text).isdigit() else text),
    ANY_DIGITS,
]
CONTENTS = ("all", "any", "none", "count", "answer", "fact", "measure")


class AnswerTest(Frozen):
    """What an answer must be. Levels take at_least, at_most and is; one option takes is and is_any_of; several
    options take includes_any_of. A test on a question that is not in use is false, whatever it asks."""

    answer: Name
    at_least: Level | None = None
    at_most: Level | None = None
    is_: Value | None = Field(default=None, alias="is")
    is_any_of: tuple[Value, ...] | None = Field(default=None, min_length=1)
    includes_any_of: tuple[OptionName, ...] | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def one_way_to_test(self) -> Self:
        ways = (
            self.at_least is not None or self.at_most is not None,
            self.is_ is not None,
            self.is_any_of is not None,
            self.includes_any_of is not None,
        )
        if sum(ways) != 1:
            raise ValueError("asks an answer in no way, or in several ways at once")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError("has at_least above at_most, so it can never hold")
        return self


class FactTest(Frozen):
    """Another rule's conclusion: established at all, or only when it is confirmed."""

    fact: Name
    certainty: Literal["confirmed"] | None = None


class MeasureTest(Frozen):
    """A bound on a measure: whole numbers for readiness and points, names of bands for ladders."""

    measure: Name
    at_least: Bound | None = None
    at_most: Bound | None = None

    @model_validator(mode="after")
    def some_bound(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise ValueError("has neither at_least nor at_most")
        return self


class All(Frozen):
    all: tuple["Condition", ...] = Field(min_length=1)


class AnyOf(Frozen):
    any: tuple["Condition", ...] = Field(min_length=1)


class NoneOf(Frozen):
    none: tuple["Condition", ...] = Field(min_length=1)


class Counted(Frozen):
    """Conditions of which at least, or at most, so many hold."""

    of: tuple["Condition", ...] = Field(min_length=1)
    at_least: Annotated[int, Field(ge=0), ANY_DIGITS] | None = None
    at_most: Annotated[int, Field(ge=0), ANY_DIGITS] | None = None

    @model_validator(mode="after")
    def some_bound(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise ValueError("has neither at_least nor at_most")
        if (self.at_least or 0) > len(self.of):
            raise ValueError("asks for more conditions than it lists")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError("has at_least above at_most, so it can never hold")
        return self


class Count(Frozen):
    count: Counted


def _kind(value: Any) -> str | None:
    """Which type of condition this is, told by its one telling key."""
    if isinstance(value, dict):
        found = [key for key in CONTENTS if key in value]
        return found[0] if len(found) == 1 else None
    return next((key for key in CONTENTS if hasattr(value, key)), None)


def _tag(value: Any) -> str | None:
    """The same as pydantic has it in the paths of what it finds, where it must not be taken for the key itself."""
    kind = _kind(value)
    return kind and f"the condition {kind}"


Condition = Annotated[
    Annotated[All, Tag("the condition all")]
    | Annotated[AnyOf, Tag("the condition any")]
    | Annotated[NoneOf, Tag("the condition none")]
    | Annotated[Count, Tag("the condition count")]
    | Annotated[AnswerTest, Tag("the condition answer")]
    | Annotated[FactTest, Tag("the condition fact")]
    | Annotated[MeasureTest, Tag("the condition measure")],
    Discriminator(_tag),
]
Test = AnswerTest | FactTest | MeasureTest


def children(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly inside this one; none for a test."""
    match condition:
        case All(all=inside) | AnyOf(any=inside) | NoneOf(none=inside):
            return inside
        case Count(count=counted):
            return counted.of
        case _:
            return ()


def inner_tests(condition: Condition, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Test]]:
    """Every test in the tree with its path, in the order in which it is written."""
    if isinstance(condition, AnswerTest | FactTest | MeasureTest):
        yield path, condition
        return
    key = ("count", "of") if isinstance(condition, Count) else (_kind(condition) or "",)
    for position, child in enumerate(children(condition)):
        yield from inner_tests(child, (*path, *key, position))
