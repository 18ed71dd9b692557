"""The list of what there is to do in a campaign: its sections, and what comes after them."""

from typing import Any, Final

from fastapi import Request
from starlette.responses import Response

from api.pages.answering import standing
from api.pages.rendering import show
from api.pages.routing import Lang, page_router
from api.pages.visits import Owner
from reports.pages.progress import progress, total

router: Final = page_router()


@router.get("/{language}/campaign")
def tasks(request: Request, language: Lang, visit: Owner) -> Response:
    found = progress(visit.pack, visit.policy, standing(visit.profile, visit.pack, visit.policy, visit.today))
    parts: dict[str, Any] = {
        "progress": found,
        "total": total(found),
        "quick": visit.quick,
        "dies": visit.campaign.dies,
    }
    return show(request, "tasks", visit, profile=visit.profile, policy=visit.policy, **parts)
