"""In which language an answer speaks: as the parameter `lang` says, else as `Accept-Language` does, else in all."""

from collections.abc import Collection
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from engine.assessment import Assessment
from engine.form_description import FormDescription
from engine.plan_document import PlanDocument
from engine.text import Text

Model = TypeVar("Model", bound=BaseModel)

ALL: Final = "all"
_MOST_READ: Final = 20
_SPEAKING: Final = (Assessment, PlanDocument, FormDescription)  # what says in which languages it speaks


def negotiated(accepted: str, spoken: Collection[str]) -> str:
    """The language that an `Accept-Language` prefers among those spoken; `all` if it names none of them."""
    best, weight = ALL, 0
    for part in accepted.split(",")[:_MOST_READ]:
        tag, _, parameter = part.partition(";")
        language = tag.strip().lower().partition("-")[0]
        quality = _quality(parameter)
        if language in spoken and quality > weight:
            best, weight = language, quality
    return best


def _quality(parameter: str) -> int:
    """Thousandths: 1000 where none is given, 0 where it cannot be read."""
    name, equals, value = parameter.strip().partition("=")
    if not equals:
        return 0 if name else 1000
    whole, _, part = value.strip().partition(".")
    if name.strip() != "q" or whole not in ("0", "1") or not (part + "0").isascii() or not (part + "0").isdigit():
        return 0
    return 1000 if whole == "1" else int(part[:3].ljust(3, "0"))


def in_language(model: Model, language: str) -> Model:
    """The same document with its texts in one language alone; as it is for `all`."""
    return model if language == ALL else _only(model, language)


def _only(value: Any, language: str) -> Any:
    if isinstance(value, Text):
        return Text({language: value.root[language]}) if language in value.root else value
    if isinstance(value, BaseModel):
        fields = {name: _only(inner, language) for name, inner in value}
        if isinstance(value, _SPEAKING):
            fields["languages"] = (language,)
        return value.model_copy(update=fields)
    if isinstance(value, tuple):
        return tuple(_only(inner, language) for inner in value)
    if isinstance(value, dict):
        return {key: _only(inner, language) for key, inner in value.items()}
    return value
