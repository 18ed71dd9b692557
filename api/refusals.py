"""What the service says when it does not do what it was asked: one shape for every way in.

`error` is a word that never changes its meaning; the message is for people. Nothing that was sent is repeated, except
names of fields.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from engine.errors import Mistake
from engine.file_messages import TOO_LARGE
from engine.text import Frozen

# By word: the status, and the sentence unless a better one is at hand.
REFUSALS: Final[dict[str, tuple[int, str]]] = {
    "bad_request": (400, "The request is not well-formed."),
    "bad_host": (400, "This service is not reached under that name."),
    "cross_site": (403, "The request was sent by a page of another site."),
    "not_found": (404, "There is nothing here."),
    "method_not_allowed": (405, "This address does not take that method."),
    "too_slow": (408, "The request took too long to arrive."),
    "too_large": (413, "The request is too large."),
    "address_too_long": (414, "The address is too long."),
    "unsupported_media_type": (415, "The content is of a type that is not taken here."),
    "invalid": (422, "The content cannot be used: see `fields`."),
    "too_complex": (
        422,
        "This would take longer than the service allows. Answer more questions, or run Munasara yourself.",
    ),
    "rate_limited": (429, "Too many requests in a short time. Try again later."),
    "too_many_headers": (431, "The request has too many header fields."),
    "internal": (500, "The service failed. Nothing was kept. Please report the id."),
    "overloaded": (503, "The service has too much to do at this moment. Try again shortly."),
}


class FieldFault(Frozen):
    """One mistake: where in the request, what is wrong there, and what to do."""

    field: str = Field(description="The path of the field, as in `profile.answers.written_plan`; empty for the whole.")
    code: str = Field(description="A code that never changes its meaning, as `PROFILE-005`.")
    message: str
    remedy: str


class Problem(Frozen):
    """The one shape of every error."""

    error: str = Field(description="A word that never changes its meaning.")
    message: str = Field(description="The same for people, in English.")
    fields: tuple[FieldFault, ...] = Field(description="Every mistake that can be pinned to a field.")
    id: str = Field(description="Names this request in a report to the operator; also in `X-Request-Id`.")


@dataclass(eq=False)
class Refusal(Exception):
    """Ends a request. May be raised anywhere beneath `guards.faults`."""

    error: str
    message: str = ""
    fields: tuple[FieldFault, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 0

    @property
    def answered(self) -> int:
        """The status it is answered with."""
        return self.status or REFUSALS[self.error][0]

    def problem(self, id: str) -> Problem:
        message = self.message or REFUSALS[self.error][1]
        return Problem(error=self.error, message=message, fields=self.fields, id=id)


def problem_response(refusal: Refusal, request: Request) -> Response:
    """The refusal as JSON, with the id of the request."""
    problem = refusal.problem(request.scope.get("state", {}).get("request_id", ""))
    return JSONResponse(problem.model_dump(mode="json"), refusal.answered, headers=dict(refusal.headers))


def refusing(mistakes: Iterable[Mistake]) -> Refusal:
    """The refusal for mistakes in a body: not well-formed if it cannot even be read, else not usable."""
    found = tuple(mistakes)
    faults = tuple(_fault(mistake) for mistake in found)
    if any(mistake.code == TOO_LARGE.code for mistake in found):
        return Refusal("too_large", fields=faults)
    return Refusal(
        "bad_request" if any(mistake.code.startswith("DOC-") for mistake in found) else "invalid", fields=faults
    )


def _fault(mistake: Mistake) -> FieldFault:
    field, before = field_of(mistake.place)
    return FieldFault(field=field, code=mistake.code, message=f"{before}{mistake.fact}", remedy=mistake.remedy)


def field_of(place: str) -> tuple[str, str]:
    """The path of a field from a mistake's place, and what of the place the message must tell: a line."""
    document, _, inside = place.removesuffix(")").partition(" (field ")
    name, _, line = document.rpartition(":") if document.rpartition(":")[2].isdigit() else (document, "", "")
    root = "" if name == "request" else name
    return ".".join(part for part in (root, inside) if part), f"line {line}: " if line else ""
