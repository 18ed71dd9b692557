"""What a form sends: fields by name, each with all its values, as text."""

from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from api.guards.bodies import FORM, MOST_FIELDS, content_type
from api.refusals import Refusal

LONGEST_FIELD: Final = 12_000
"""Characters of one field. The longest that is asked for are the lessons, each line of them as long as it may be."""


@dataclass(frozen=True)
class Sent:
    """The fields of a form that was sent. One that was not sent is empty."""

    fields: dict[str, tuple[str, ...]]

    def one(self, name: str) -> str:
        """The field's value without space around it; the last if there are several, as browsers never send."""
        return self.all(name)[-1].strip() if name in self.fields else ""

    def all(self, name: str) -> tuple[str, ...]:
        return self.fields.get(name, ())

    def number(self, name: str) -> int:
        """A whole number that the page itself wrote into the form. Raises Refusal for anything else."""
        value = self.one(name)
        if not value.isascii() or not value.isdigit() or len(value) > 9:
            raise Refusal("bad_request")
        return int(value)


async def _sent(request: Request) -> Sent:
    if content_type(request.headers) != FORM:
        raise Refusal("unsupported_media_type")
    try:
        pairs = parse_qsl((await request.body()).decode("ascii"), True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:  # not ASCII, not UTF-8 beneath it, too many
        raise Refusal("bad_request") from None
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        if len(value) > LONGEST_FIELD:
            raise Refusal("too_large")
        fields[name] = (*fields.get(name, ()), value.replace("\r\n", "\n"))
    return Sent(fields)


Form = Annotated[Sent, Depends(_sent)]
