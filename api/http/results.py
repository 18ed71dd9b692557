"""The routes that assess and plan. They keep nothing: what is sent is read, answered and forgotten."""

import datetime
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.http import work
from api.http.answers import API, GIVEN, JSON, SCHEMAS, Accepted, Lang, document, refusals, settings_of, workers_of
from api.refusals import refusing
from engine.assessment import Assessment
from engine.errors import Refused
from engine.plan_document import PlanDocument
from engine.what_if import WhatIf

Work = Callable[[bytes, Sequence[str], datetime.date, str, str], work.Answered]

router: Final = APIRouter(prefix=API, tags=["Results"])
_RESPONSES: Final = refusals("invalid", "too_complex", body=True)


async def whole_body(request: Request) -> bytes:
    return await request.body()


Body = Annotated[bytes, Depends(whole_body)]


def _takes(model: str) -> dict[str, Any]:
    """The body as OpenAPI tells it; `openapi.py` adds the schema and the examples."""
    schema = {"$ref": f"{SCHEMAS}{model}{GIVEN}"}
    return {"requestBody": {"required": True, "content": {JSON: {"schema": schema}}}}


def _gives(model: type, what: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"model": model, "description": what}, **_RESPONSES}


@router.post(
    "/assessments",
    summary="Assess a campaign",
    response_model=None,
    openapi_extra=_takes("AssessmentBody"),
    responses=_gives(Assessment, "The assessment: verdict, measures, findings with their proofs, remedies."),
)
def assessments(request: Request, body: Body, lang: Lang = "", accept_language: Accepted = "") -> Response:
    """Take a profile and answer with its assessment, from which every report can be made.

    An answer is a value, `unknown` (nobody knows), `withheld` (kept back for safety) or absent (not answered yet). None
    of the last three is read as zero or as "no": the result is then an interval, and the verdict may be undecided.
    Nothing is stored.
    """
    return _answered(work.assessments, request, body, lang, accept_language)


@router.post(
    "/what-if",
    summary="See what other answers would change",
    response_model=None,
    openapi_extra=_takes("WhatIfBody"),
    responses=_gives(WhatIf, "Both assessments, and what differs between them."),
)
def what_if(request: Request, body: Body, lang: Lang = "", accept_language: Accepted = "") -> Response:
    """Take a profile and some other answers, and assess the campaign as it is and as it would be.

    Changed answers count as given on the day of the assessment. Evidence stays with a level that does not rise.
    Nothing is stored.
    """
    return _answered(work.what_ifs, request, body, lang, accept_language)


@router.post(
    "/plans",
    summary="Find the way to a better verdict",
    response_model=None,
    openapi_extra=_takes("PlanBody"),
    responses=_gives(PlanDocument, "The cheapest plan, the fastest, the best within a budget; or what is in the way."),
)
def plans(request: Request, body: Body, lang: Lang = "", accept_language: Accepted = "") -> Response:
    """Take a profile and what is wished, and answer with the least that leads to a better verdict, proved.

    A plan leads to its verdict however the open questions turn out. If there is none, the answer says what is in the
    way. The search is stopped after a while, then answered with 422 and `too_complex`. Nothing is stored.
    """
    return _answered(work.plans, request, body, lang, accept_language)


def _answered(do: Work, request: Request, body: bytes, lang: str, accepted: str) -> Response:
    today = datetime.datetime.now(datetime.UTC).date()
    try:
        content, language = workers_of(request).run(do, body, settings_of(request).packs, today, lang, accepted)
    except Refused as refused:
        raise refusing(refused.mistakes) from None
    return document(content, language)
