"""Every page. To add one: its module here, its lines in tests/http_api/route_table.py."""

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter

from api.guards.origins import SAFE
from api.guards.rates import CODE, RESULT, WORK
from api.pages import (
    checking,
    codes,
    deleting,
    downloads,
    examples,
    facts,
    landing,
    leaving,
    next,
    reports,
    sections,
    shared,
    sharing,
    style,
    tasks,
    trying,
    uploading,
)

_OUTSIDE: Final = (style, leaving, landing, examples, codes, shared, uploading)
_OF_A_CAMPAIGN: Final = (facts, tasks, sections, next, checking, reports, trying, downloads, sharing, deleting)
ROUTERS: Final[Sequence[APIRouter]] = tuple(page.router for page in (*_OUTSIDE, *_OF_A_CAMPAIGN))
_TAKE_CODES: Final = ("/open", "/shared")
_TAKES_FILES: Final = "/upload"
_WORKED_OUT: Final = ("report", "next", "what-if", "shares")
_DRAWN: Final = "report.pdf"


def kind_of_page(method: str, path: str) -> str | None:
    """Of which kind a request is, of those that may be made only so often a minute; None if of none."""
    if path.endswith(_TAKE_CODES):
        return None if method in SAFE else CODE
    if path.endswith(_TAKES_FILES):
        return None if method in SAFE else WORK
    page = path.partition("/campaign/")[2].partition("/")[0]
    if page == _DRAWN:
        return WORK
    return RESULT if page.partition(".")[0] in _WORKED_OUT else None
