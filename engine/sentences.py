"""A sentence that remembers how it was made, so that others can say it in the language of its reader."""

from collections.abc import Mapping
from typing import TypeAlias

Value: TypeAlias = "str | int | tuple[str, ...]"


class Sentence(str):
    """A text in English made from a template and the values of its placeholders, after what is said `before` it.

    Values are names, numbers, and lists of names; one that is a Sentence itself is translated with the rest. Whoever
    needs no translation uses it as the text that it is.
    """

    template: str
    values: Mapping[str, Value]
    before: "Sentence | None"

    def __new__(
        cls, template: str, values: Mapping[str, Value] | None = None, before: "Sentence | None" = None
    ) -> "Sentence":
        values = dict(values or {})
        written = {name: ", ".join(value) if isinstance(value, tuple) else value for name, value in values.items()}
        said = template.format_map(written)
        made = super().__new__(cls, said if before is None else f"{before} {said}")
        made.template, made.values, made.before = template, values, before
        return made

    # A str is made from one text; this one is not.
    def __getnewargs__(self) -> "tuple[str, Mapping[str, Value], Sentence | None]":  # type: ignore[override]
        """What a copy is made from, as between processes: not the text, in which a brace may be part of a name."""
        return self.template, self.values, self.before
