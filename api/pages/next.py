"""Asking what decides most: a few questions, then the rules are applied again, until the verdict is settled."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from fastapi import Request
from starlette.responses import Response

from api.http.answers import workers_of
from api.pages.answering import asked_of, differs, standing
from api.pages.forms import Form, Sent
from api.pages.rendering import show
from api.pages.routing import Lang, page_router, see
from api.pages.sections import Saved, as_typed, save_answers
from api.pages.visits import Owner, Visit, pack_of, visit_or_none
from api.pages.work import what_next
from api.refusals import Refusal
from api.storage.records import Closed, Language
from engine.answers import Standing
from engine.profile import GivenAnswer
from reports.pages.asked import Asked, asked
from reports.pages.next import ON_A_PAGE, Next

router: Final = page_router()
PASSED: Final = "passed_over"


@router.get("/{language}/campaign/next")
def what_decides(request: Request, language: Lang, visit: Owner) -> Response:
    """The next questions. `again=1` puts all those once more that were passed over."""
    found = _next(request, visit, language, _passed(request, visit))
    return _page(request, visit, found, [asked(one) for one in _standing(visit, found.questions)])


@router.post("/{language}/campaign/next")
def answer_them(request: Request, language: Lang, form: Form) -> Response:
    """Save the answers; a question that was put and not answered is passed over from now on."""
    put, known, visit = form.all("_put")[:ON_A_PAGE], pack_of(request).questions, visit_or_none(request)
    if not put or not set(put) <= set(known):
        raise Refusal("bad_request")
    if visit is None:
        questions, revision = as_typed(request, [known[name] for name in put], form), form.number("_revision")
        return show(
            request, "next", None, 403, next=None, questions=questions, revision=revision, stale=False, ended=True
        )
    return _save(request, language, visit, form, put)


def _save(request: Request, language: Language, visit: Visit, form: Sent, put: Sequence[str]) -> Response:
    questions = _standing(visit, put)
    progress = {**visit.campaign.content.progress, PASSED: list(dict.fromkeys((*_passed(request, visit), *put)))}
    saved = save_answers(visit, questions, form, language, progress=progress)
    if not saved.done:
        return _again(request, language, saved, put)
    return see(f"/{language}/campaign/code?leaving=1" if form.one("_then") == "leave" else request.url.path)


def _again(request: Request, language: str, saved: Saved, put: Sequence[str]) -> Response:
    """The same questions with what was typed, beside what is stored if it was saved from elsewhere meanwhile."""
    visit = visit_or_none(request)
    if visit is None:
        raise Closed
    questions = [one.typed for one in saved.reads]
    if saved.stale:
        stored = visit.profile.answers
        beside = [(one, stored.get(one.question.id, GivenAnswer())) for one in questions]
        questions = [replace(one, meanwhile=other) if differs(one, other) else one for one, other in beside]
    found = replace(_next(request, visit, language, _passed(request, visit)), questions=tuple(put), settled=False)
    return _page(request, visit, found, questions, saved)


def _passed(request: Request, visit: Visit) -> tuple[str, ...]:
    """The questions that were put and left open; none any more once all are to be put again."""
    if "again" in request.query_params:
        return ()
    kept = visit.campaign.content.progress.get(PASSED, [])
    return tuple(name for name in kept if name in visit.pack.questions)


def _next(request: Request, visit: Visit, language: str, passed: Sequence[str]) -> Next:
    given = (visit.campaign.content.profile, visit.pack_name, visit.policy.id, visit.today)
    return workers_of(request).run(what_next, *given, tuple(passed), language)


def _standing(visit: Visit, names: Sequence[str]) -> list[Standing]:
    answers = standing(visit.profile, visit.pack, visit.policy, visit.today)
    return asked_of((visit.pack.questions[name] for name in names), answers)


def _page(
    request: Request, visit: Visit, found: Next, questions: Sequence[Asked], saved: Saved | None = None
) -> Response:
    mistakes = saved.mistakes if saved else ()
    stale = saved is not None and saved.stale
    parts: dict[str, Any] = {"next": found, "questions": questions, "revision": visit.campaign.revision, "stale": stale}
    parts["ended"] = False
    return show(request, "next", visit, 409 if stale else 422 if mistakes else 200, mistakes=mistakes, **parts)
