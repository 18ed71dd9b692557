"""What if some answers were better: tried with the real engine, and nothing is saved."""

from collections.abc import Sequence
from typing import Any, Final

from fastapi import Request
from starlette.responses import Response

from api.http.answers import workers_of
from api.pages import work
from api.pages.forms import Form
from api.pages.rendering import show
from api.pages.reports import given
from api.pages.routing import Lang, page_router
from api.pages.visits import Owner, Visit
from reports.pages.mistakes import Mistake

router: Final = page_router()
MOST_CHANGES: Final = 11


@router.get("/{language}/campaign/what-if")
def what_if(request: Request, language: Lang, visit: Owner) -> Response:
    """What could be tried."""
    return _page(request, visit)


@router.post("/{language}/campaign/what-if")
def try_it(request: Request, language: Lang, visit: Owner, form: Form) -> Response:
    """What would come of it. Nothing is saved, so that trying is safe."""
    question, answer = form.one("question"), form.one("answer")
    alone = (f"{question}={answer}",) if question and answer else ()
    changes = [one for one in form.all("change") if one.partition("=")[0] != question or not alone]
    changes = [*changes, *alone]
    chosen: dict[str, Any] = {"chosen": changes, "question": question, "answer": answer}
    if not changes or len(changes) > MOST_CHANGES:
        return _page(request, visit, 422, mistakes=(Mistake("changes", "nothing_tried"),), **chosen)
    moved = workers_of(request).run(work.tried, *given(visit), changes, language)
    if moved is None:
        return _page(request, visit, 422, mistakes=(Mistake("answer", "no_such_answer"),), **chosen)
    return _page(request, visit, moved=moved, **chosen)


def _page(request: Request, visit: Visit, status: int = 200, **parts: Any) -> Response:
    found = workers_of(request).run(work.to_try, *given(visit), request.path_params["language"])
    nothing: dict[str, Sequence[str] | str | None] = {"chosen": (), "question": "", "answer": "", "moved": None}
    return show(request, "what_if", visit, status, **{**nothing, **parts, "found": found})
