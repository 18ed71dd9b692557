"""A profile: what a campaign says about itself. No names of people, in no field."""

import datetime
import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError, PydanticKnownError

from engine.conditions import Name
from engine.text import Frozen, LanguageCode, western_digits

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

Stage = Literal["preparing", "launching", "running", "closing"]
LONGEST_LINE = 500  # characters
MOST_LESSONS = 20
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_LINE)]

# What a blank questionnaire calls the campaign, in each language: a name that somebody forgot to replace.
PLACEHOLDERS = ("Name of the campaign", "اسم الحملة", "Nom de la campagne")

UNKNOWN = "unknown"
WITHHELD = "withheld"
LONGEST_ANSWER = 64
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _as_written(value: Any) -> str | tuple[str, ...] | None:
    """An answer as text, or several; numbers from JSON and Arabic-Indic digits become the digits that a pack uses."""
    if value is None:
        return None
    if isinstance(value, str) and value.isascii() and 0 < len(value) <= LONGEST_ANSWER:  # as nearly all are
        return value
    if isinstance(value, list | tuple):
        if not value or not all(isinstance(item, str) for item in value):
            raise PydanticCustomError("one_answer", "must be one answer, or a list of options")
        return tuple(_as_written(item) for item in value)  # type: ignore[misc]  # texts, as was just seen
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 9:
        return str(value)
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ANSWER:
        raise PydanticCustomError("one_answer", "must be one answer, or a list of options")
    return western_digits(value)


def _shorthand(value: Any) -> Any:
    """A bare value is an answer without evidence."""
    return value if isinstance(value, dict | GivenAnswer) else {"answer": value}


def _as_day(value: Any) -> Any:
    """A date as it is written, so that a bare number is never read as seconds since 1970."""
    if isinstance(value, str):
        written = western_digits(value)
        if not _DAY.fullmatch(written):
            raise PydanticCustomError("date_parsing", "is not a date")
        try:
            return datetime.date.fromisoformat(written)
        except ValueError:
            raise PydanticCustomError("no_such_day", "is a day that does not exist") from None
    return value


Day = Annotated[datetime.date, BeforeValidator(_as_day)]


class Evidence(Frozen):
    """What shows a level: where it can be seen, since when, and which role keeps it. Never a person's name."""

    note: Line | None = None
    reference: Line | None = None
    date: Day | None = None
    owner: Line | None = None

    @property
    def complete(self) -> bool:
        """Whether a reader could go and look: reference, date and owner are all there."""
        return None not in (self.reference, self.date, self.owner)


class _Written:
    """Tells the JSON Schema in which forms an answer can be written."""

    @staticmethod
    def __get_pydantic_json_schema__(core: "CoreSchema", handler: "GetJsonSchemaHandler") -> "JsonSchemaValue":
        level = {"type": "integer", "minimum": 0, "maximum": 4}
        word = {"type": "string", "minLength": 1, "maxLength": LONGEST_ANSWER}
        several = {"type": "array", "items": word, "minItems": 1}
        return {"anyOf": [level, word, several, {"type": "null"}]}


AnswerValue = Annotated[str | tuple[str, ...] | None, BeforeValidator(_as_written), _Written]


class GivenAnswer(Frozen):
    """One answer: a level, an option, several options, `unknown` or `withheld`; None when not answered.

    `to_confirm`: it was carried over from an earlier campaign and nobody has said yet that it still holds. It counts as
    an answer of its own day, and every assessment says how many such answers it rests on.
    """

    answer: AnswerValue = None
    evidence: Evidence | None = None
    answered_on: Day | None = None
    to_confirm: bool = False


class _AlsoBare:
    """Tells the JSON Schema of an answer that a bare value will do."""

    @staticmethod
    def __get_pydantic_json_schema__(core: "CoreSchema", handler: "GetJsonSchemaHandler") -> "JsonSchemaValue":
        bare = _Written.__get_pydantic_json_schema__(core, handler)
        return {"anyOf": [*bare["anyOf"], handler(core)]}


Answer = Annotated[GivenAnswer, BeforeValidator(_shorthand), _AlsoBare]


class Dates(Frozen):
    """When the campaign goes public and when it ends, as far as that is settled."""

    launch: Day | None = None
    end: Day | None = None


def _few(lessons: tuple[Line, ...], info: ValidationInfo) -> tuple[Line, ...]:
    """No more than there may be, unless they were stored when there might be more."""
    if len(lessons) > MOST_LESSONS and info.context is not STORED:
        many = {"field_type": "Tuple", "max_length": MOST_LESSONS, "actual_length": len(lessons)}
        raise PydanticKnownError("too_long", many)
    return lessons


STORED = {"stored": True}  # the context in which a profile is read that was taken before: what was let in stays in


class Profile(Frozen):
    """One campaign at one moment. `answered_on` dates every answer that carries no date of its own. `language` is that
    of letters to its people."""

    campaign: Line
    language: LanguageCode | None = None
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    stage: Stage = "preparing"
    dates: Dates = Dates()
    lessons: Annotated[tuple[Line, ...], AfterValidator(_few), Field(json_schema_extra={"maxItems": MOST_LESSONS})] = ()
    answered_on: Day
    answers: dict[Name, Answer] = {}

    @model_validator(mode="before")
    @classmethod
    def an_empty_field_is_absent(cls, data: Any) -> Any:
        """As a blank questionnaire leaves them: `country:` says nothing, and `answered_on:` is lacking."""
        return {name: value for name, value in data.items() if value is not None} if isinstance(data, dict) else data

    @classmethod
    def __get_pydantic_json_schema__(cls, core: "CoreSchema", handler: "GetJsonSchemaHandler") -> "JsonSchemaValue":
        """Each field that need not be there may be left empty, too."""
        schema = handler(core)
        fields = handler.resolve_ref_schema(schema)
        for name in fields["properties"].keys() - set(fields["required"]):
            field = fields["properties"][name]
            if {"type": "null"} not in field.get("anyOf", ()):
                said = {part: field.pop(part) for part in ("title", "default") if part in field}
                fields["properties"][name] = {"anyOf": [field, {"type": "null"}], **said}
        return schema
