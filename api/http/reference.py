"""The API's description: as OpenAPI, and as a page that asks nothing of any other site."""

import json
from functools import lru_cache
from typing import Any, Final

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import HTMLResponse, Response

from api.http.answers import API, JSON, settings_of
from api.http.openapi import openapi
from api.settings import Settings
from reports.api_reference import STYLE, reference

router: Final = APIRouter(prefix=API, include_in_schema=False)
_KEPT: Final = {"Cache-Control": "no-cache"}


@router.get("/openapi.json")
def description(request: Request) -> Response:
    """The API in OpenAPI 3.1."""
    made = _described(request.app, settings_of(request))
    return Response(json.dumps(made, ensure_ascii=False), media_type=JSON, headers=_KEPT)


@router.get("/docs")
def page(request: Request) -> Response:
    """The same as a page."""
    return HTMLResponse(reference(_described(request.app, settings_of(request))), headers=_KEPT)


@router.get("/docs.css")
def style() -> Response:
    return Response(STYLE.read_text(encoding="utf-8"), media_type="text/css", headers=_KEPT)


@lru_cache(maxsize=4)
def _described(app: FastAPI, settings: Settings) -> dict[str, Any]:
    return openapi(app, settings)
