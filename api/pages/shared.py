"""Reading a shared copy: its code is typed here, and the copy is shown here. Nothing leads from it to the campaign."""

from typing import Final

from fastapi import Request
from starlette.responses import Response

from api.pages.codes import slip
from api.pages.forms import Form
from api.pages.rendering import show
from api.pages.routing import Lang, page_router, see
from api.pages.visits import reader_token_of, remember_reader, store_of, visit_or_none
from reports.pages.mistakes import Mistake
from reports.pages.shared import OldCopy, in_words

router: Final = page_router()


@router.get("/{language}/shared")
def read(request: Request, language: Lang) -> Response:
    """The copy that this browser has opened; else where its code is typed. Expired, withdrawn and never opened look the
    same."""
    token = reader_token_of(request)
    snapshot = store_of(request).load_share(token) if token else None
    if snapshot is None:
        return show(request, "shared_code", visit_or_none(request))
    try:
        seen = in_words(snapshot.document, language)
    except OldCopy:
        seen = None
    return show(request, "shared", reader=True, seen=seen, snapshot=snapshot)


@router.post("/{language}/shared")
def open_with_a_share_code(request: Request, language: Lang, form: Form) -> Response:
    """Open the copy of a code. As where a campaign is opened, nothing of what was typed is shown again."""
    code, store = form.one("code"), store_of(request)
    token = store.open_share(code)
    if token is None:
        mistake = slip(code) or Mistake("code", "unknown_share")
        return show(request, "shared_code", visit_or_none(request), 422, mistakes=(mistake,))
    if before := reader_token_of(request):
        store.close(before)
    return remember_reader(see(f"/{language}/shared"), token)
