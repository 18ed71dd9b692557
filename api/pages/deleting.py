"""Deleting a campaign: said plainly before, and done at once."""

from typing import Final

from fastapi import Request
from starlette.responses import Response

from api.pages.forms import Form
from api.pages.rendering import show
from api.pages.routing import Lang, page_router, see
from api.pages.visits import Owner, forget
from reports.pages.mistakes import Mistake

router: Final = page_router()


@router.get("/{language}/campaign/delete")
def before_deleting(request: Request, language: Lang, visit: Owner) -> Response:
    """What will be gone."""
    return show(request, "delete", visit, profile=visit.profile)


@router.post("/{language}/campaign/delete")
def delete(request: Request, language: Lang, visit: Owner, form: Form) -> Response:
    """Delete the campaign with its codes, results and shared copies, and end the session."""
    if form.one("sure") != "yes":
        mistakes = (Mistake("sure", "not_sure"),)
        return show(request, "delete", visit, 422, profile=visit.profile, mistakes=mistakes)
    visit.store.delete(visit.token)
    return forget(see(f"/{language}/deleted"))


@router.get("/{language}/deleted")
def deleted(request: Request, language: Lang) -> Response:
    """That it is gone. It says so to whoever asks, and so tells nobody anything."""
    return show(request, "deleted")
