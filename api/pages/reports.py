"""The result of a campaign as it stands today, what it was before, and what has moved since."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from fastapi import Request
from starlette.responses import Response

from api.http.answers import workers_of
from api.pages import work
from api.pages.pdf_offered import offers_pdf
from api.pages.rendering import show
from api.pages.routing import Lang, page_router
from api.pages.visits import Owner, Visit
from api.refusals import Refusal
from api.storage.records import KeptAssessment, TooMuch

router: Final = page_router()


@router.get("/{language}/campaign/report")
def report(request: Request, language: Lang, visit: Owner) -> Response:
    """The short report. A result that differs from the last one kept is kept, to be compared with later."""
    result, document = workers_of(request).run(work.short_result, *given(visit), language)
    earlier = [one for one in visit.store.assessments(visit.token) if one.summary != result.receipt]
    _keep(visit, document, result.receipt)
    pdf = offers_pdf(request)
    return show(request, "report", visit, result=result, earlier=earlier[::-1], profile=visit.profile, pdf=pdf)


@router.get("/{language}/campaign/report/since/{id}")
def since(request: Request, language: Lang, id: str, visit: Owner) -> Response:
    """What has moved since an earlier result of this campaign. Of another's there is nothing here."""
    kept = _kept(visit, id)
    document = visit.store.assessment(visit.token, kept.id)
    moved = workers_of(request).run(work.moved_since, document, *given(visit), language)
    return show(request, "since", visit, moved=moved, kept=kept)


def given(visit: Visit) -> tuple[Mapping[str, Any], str, str, Any]:
    """What workers assess: the profile, the pack, the policy and the day."""
    return visit.campaign.content.profile, visit.pack_name, visit.policy.id, visit.today


def _keep(visit: Visit, document: Mapping[str, Any], receipt: Mapping[str, Any]) -> None:
    """Keep a result once; a full history stays as it is."""
    history = visit.store.assessments(visit.token)
    if not history or history[-1].summary != receipt:
        with suppress(TooMuch):
            visit.store.keep_assessment(visit.token, document, receipt)


def _kept(visit: Visit, id: str) -> KeptAssessment:
    found = next((one for one in visit.store.assessments(visit.token) if one.id == id), None)
    if found is None:
        raise Refusal("not_found")
    return found
