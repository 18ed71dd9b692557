"""All answers on one page, each with a link to change it."""

from typing import Final

from fastapi import Request
from starlette.responses import Response

from api.pages.answering import standing
from api.pages.rendering import show
from api.pages.routing import Lang, page_router
from api.pages.visits import Owner
from reports.pages.check import to_check

router: Final = page_router()


@router.get("/{language}/campaign/check")
def check(request: Request, language: Lang, visit: Owner) -> Response:
    found = to_check(visit.pack, standing(visit.profile, visit.pack, visit.policy, visit.today))
    return show(request, "check", visit, profile=visit.profile, checked=found, open=sum(one.open for one in found))
