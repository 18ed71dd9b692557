"""Every page. To add one: its module here, its lines in tests/http_api/route_table.py."""

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter

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


def takes_codes(path: str) -> bool:
    """Whether codes are sent to this address, which may be tried only a few times a minute."""
    return path.endswith(_TAKE_CODES)
