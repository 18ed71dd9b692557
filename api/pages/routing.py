"""Routes of pages: their language is part of the address; who has no campaign open is led to where one is opened."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi.routing import APIRoute
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match
from starlette.types import Scope

from api.http.languages import ALL, negotiated
from api.refusals import Refusal
from api.storage.records import Closed, Language
from reports.words import LANGUAGES

DEFAULT_LANGUAGE: Final[Language] = "en"


class PageRoute(APIRoute):
    """A route that answers `Closed` by leading to the page that opens a campaign. Under a language that is not spoken
    there is nothing, by whatever method it is asked for."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        match, found = super().matches(scope)
        language = found.get("path_params", {}).get("language", DEFAULT_LANGUAGE)
        return (match, found) if language in LANGUAGES else (Match.NONE, {})

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def or_lead_to_opening(request: Request) -> Response:
            try:
                return await answer(request)
            except Closed:
                return see(f"/{language_of(request)}/open?ended=1")

        return or_lead_to_opening


def page_router() -> APIRouter:
    """The router of one page's module."""
    return APIRouter(include_in_schema=False, route_class=PageRoute)


def see(address: str) -> Response:
    """Lead to another page, which is asked for by GET: after a form was taken, so that reloading sends nothing."""
    return RedirectResponse(address, status_code=303)


def language_of(request: Request) -> Language:
    """The language of the address, else the one that the browser prefers."""
    first = request.url.path.partition("/")[2].partition("/")[0]
    if first not in LANGUAGES:
        first = negotiated(request.headers.get("accept-language", "")[:200], LANGUAGES)
    return DEFAULT_LANGUAGE if first == ALL else first  # type: ignore[return-value]  # one of LANGUAGES


def _spoken(language: str) -> Language:
    if language not in LANGUAGES:
        raise Refusal("not_found")
    return language  # type: ignore[return-value]  # one of LANGUAGES


Lang = Annotated[Language, Depends(_spoken)]
"""The language that an address begins with. There is nothing under any other."""
