"""The first page: what this is, what it is not, what is kept, and where to begin."""

from typing import Final

from fastapi import Request
from starlette.responses import Response

from api.pages.rendering import show
from api.pages.routing import Lang, page_router, see
from api.pages.visits import pack_of, visit_or_none
from reports.pages.landing import landing

router: Final = page_router()


@router.get("/")
def without_language(request: Request) -> Response:
    """The first page in the language that the browser prefers."""
    answer = _landing(request)
    answer.headers["Vary"] = "Accept-Language"
    return answer


@router.get("/{language}")
def without_slash(language: Lang) -> Response:
    return see(f"/{language}/")


@router.get("/{language}/")
def in_language(request: Request, language: Lang) -> Response:
    return _landing(request)


def _landing(request: Request) -> Response:
    visit = visit_or_none(request)
    return show(request, "landing", visit, offered=landing(pack_of(request)))
