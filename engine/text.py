"""A sentence that people read, in every language of the pack."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel, StringConstraints

LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]

_WESTERN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def western_digits(text: str) -> str:
    """The text with Arabic-Indic digits, Persian ones too, as the digits that a pack uses."""
    return text if text.isascii() else text.translate(_WESTERN_DIGITS)


def _in_western_digits(value: Any) -> Any:
    return western_digits(value) if isinstance(value, str) else value


ANY_DIGITS = BeforeValidator(_in_western_digits)
"""Of a whole number: it may be written in those digits too. It stands last, so that a schema tells the limits."""


class Frozen(BaseModel):
    """A value that never changes and knows all its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Text(RootModel[dict[LanguageCode, Sentence]]):
    """The same sentence by language code. Which languages must be there is the pack's say, checked when it loads."""

    model_config = ConfigDict(frozen=True, defer_build=True)
    root: dict[LanguageCode, Sentence] = Field(min_length=1)

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.root.items())))

    def __getitem__(self, language: str) -> str:
        """The sentence in this language; where it is missing, in the first language the text has."""
        return self.root.get(language) or next(iter(self.root.values()))

    def languages(self) -> frozenset[str]:
        return frozenset(self.root)
