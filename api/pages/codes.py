"""Access codes: made and shown once, and typed to come back."""

from typing import Final

from fastapi import Request
from starlette.responses import Response

from api.pages.forms import Form
from api.pages.rendering import show
from api.pages.routing import Lang, page_router, see
from api.pages.visits import Owner, remember, store_of, visit_or_none
from api.storage.codes import NotACode, read
from api.storage.records import TooMuch
from reports.pages.mistakes import Mistake

router: Final = page_router()


@router.get("/{language}/campaign/code")
def before_the_code(request: Request, language: Lang, visit: Owner) -> Response:
    """What a code means, before there is one."""
    return show(request, "code", visit, code="", leaving="leaving" in request.query_params)


@router.post("/{language}/campaign/code")
def make_a_code(request: Request, language: Lang, visit: Owner, form: Form) -> Response:
    """Make a code and show it, this one time."""
    try:
        code = visit.store.claim(visit.token, replace=form.one("replace") == "yes")
    except TooMuch:
        return show(request, "code", visit, 422, code="", leaving=False, mistakes=(Mistake("replace", "many_codes"),))
    return show(request, "code", visit_or_none(request) or visit, code=code, leaving=False)


@router.get("/{language}/open")
def opening(request: Request, language: Lang) -> Response:
    return show(request, "open", visit_or_none(request), ended="ended" in request.query_params)


@router.post("/{language}/open")
def open_with_a_code(request: Request, language: Lang, form: Form) -> Response:
    """Open the campaign of a code. Nothing of what was typed is shown again: it could be a code with one slip."""
    typed = form.one("code")
    token = store_of(request).open(typed)
    if token is not None:
        return remember(see(f"/{language}/campaign"), token)
    mistake = slip(typed) or Mistake("code", "unknown_code")
    return show(request, "open", visit_or_none(request), 422, ended=False, mistakes=(mistake,))


def slip(typed: str) -> Mistake | None:
    """What keeps typed text from being a code of anything; None if it could be one."""
    try:
        read(typed)
    except NotACode as error:
        if error.wrong:
            return Mistake("code", "wrong_words", places=error.wrong)
        return Mistake("code", "no_code")
    return None
