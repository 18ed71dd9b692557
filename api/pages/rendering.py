"""Pages as answers: HTML in the language of the address, with the one stylesheet."""

from dataclasses import replace
from typing import Any

from fastapi import Request
from starlette.responses import HTMLResponse

from api.pages.routing import language_of
from api.pages.style import ADDRESS
from api.pages.visits import Visit
from reports.pages.page import Place, Standing, page


def place_of(request: Request, visit: Visit | None = None) -> Place:
    """Where a page stands; `visit` is the owner to whom it is shown, if it is one."""
    language = language_of(request)
    path = request.url.path.removeprefix(f"/{language}").removeprefix("/")
    standing: Standing = "outside" if visit is None else "kept" if visit.campaign.claimed else "draft"
    return Place(language, path, request.url.query, ADDRESS, standing)


def show(
    request: Request,
    template: str,
    visit: Visit | None = None,
    status: int = 200,
    *,
    reader: bool = False,
    **parts: Any,
) -> HTMLResponse:
    """The answer of a page: its template, in `reports/templates/pages/`, filled in with these parts.

    `reader` is whether it is shown to the reader of a shared copy, to whom nothing of a campaign is offered.
    """
    place = place_of(request, visit)
    if reader:
        place = replace(place, standing="reader")
    return HTMLResponse(page(template, place, **parts), status, headers={"Content-Language": place.language})
