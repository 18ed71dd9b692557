"""How routes of the API answer: documents as bytes, with their language and ETag; and what OpenAPI says of refusals."""

from typing import Annotated, Any, Final

from fastapi import Header, Query, Request
from starlette.responses import Response

from api.http.catalogue import Made
from api.refusals import REFUSALS, Problem
from api.settings import Settings
from api.workers import Workers

API: Final = "/api/v1"
JSON: Final = "application/json"
SCHEMAS: Final = "#/components/schemas/"
GIVEN: Final = "-Input"  # a model can look otherwise where it is read than where it is written

Lang = Annotated[
    str,
    Query(
        max_length=8,
        description="A language of the pack, as `ar`, or `all`. Else `Accept-Language` decides; without it, all.",
        examples=["en"],
    ),
]
Accepted = Annotated[
    str,
    Header(
        alias="Accept-Language",
        max_length=200,
        description="The languages that the reader prefers; one that the pack does not speak is passed over.",
        examples=["ar, en;q=0.5"],
    ),
]
_EVERYWHERE: Final = ("bad_request", "not_found", "address_too_long", "rate_limited", "too_many_headers", "overloaded")
_WITH_BODY: Final = ("cross_site", "too_slow", "too_large", "unsupported_media_type", "invalid")


def settings_of(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def workers_of(request: Request) -> Workers:
    workers: Workers = request.app.state.workers
    return workers


def document(content: bytes, language: str) -> Response:
    """A result: never cached, since it is about a campaign."""
    return Response(content, media_type=JSON, headers=_speaking(language))


def tagged(made: Made, request: Request) -> Response:
    """A document that may be kept and asked for again by its ETag."""
    headers = {"ETag": made.etag, "Cache-Control": "no-cache", **_speaking(made.language)}
    if _matches(request.headers.get("if-none-match", ""), made.etag):
        return Response(status_code=304, headers=headers)
    return Response(made.content, media_type=JSON, headers=headers)


def _speaking(language: str) -> dict[str, str]:
    vary = {"Vary": "Accept-Language"}
    return vary if language == "all" else {"Content-Language": language, **vary}


def _matches(header: str, etag: str) -> bool:
    named = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return etag in named or "*" in named


def refusals(*words: str, body: bool = False, tags: bool = False) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI tells of everything but success: each status with its words."""
    found: dict[int, list[str]] = {}
    for word in dict.fromkeys((*_EVERYWHERE, *(_WITH_BODY if body else ()), *words)):
        found.setdefault(REFUSALS[word][0], []).append(word)
    told: dict[int | str, dict[str, Any]] = {
        status: {
            "model": Problem,
            "description": " ".join(f"`{word}`: {REFUSALS[word][1]}" for word in named),
            "content": {JSON: {"examples": {word: {"value": _example(word)} for word in named}}},
        }
        for status, named in sorted(found.items())
    }
    return {**told, 304: {"description": "It is what the ETag says that you have."}} if tags else told


def _example(word: str) -> dict[str, Any]:
    return Problem(error=word, message=REFUSALS[word][1], fields=(), id="0f3b9c5a7d21e684").model_dump(mode="json")
