"""One section of the questionnaire on one page: asked, saved, and on to the next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from fastapi import Request
from starlette.responses import Response

from api.pages.answering import Read, asked_of, differs, read, standing, with_answers
from api.pages.forms import Form, Sent
from api.pages.rendering import show
from api.pages.routing import Lang, page_router, see
from api.pages.visits import Owner, Visit, pack_of, today_of, visit_or_none
from api.refusals import Refusal
from api.storage.records import Stale, TooMuch
from engine.answers import Standing
from engine.pack import Pack, Question, Section
from engine.profile import GivenAnswer, Profile
from reports.pages.asked import Asked, asked
from reports.pages.mistakes import Mistake
from reports.pages.progress import progress, replied, total

router: Final = page_router()
BACK_TO_CHECK: Final = "check"


@dataclass(frozen=True)
class Saved:
    """What came of a form of answers: the revision it was saved as, or why it was not."""

    reads: tuple[Read, ...]
    mistakes: tuple[Mistake, ...] = ()
    stale: bool = False

    @property
    def done(self) -> bool:
        return not self.mistakes and not self.stale


@router.get("/{language}/campaign/section/{id}")
def of_section(request: Request, language: Lang, id: str, visit: Owner) -> Response:
    section = _section(visit.pack, id)
    questions = [asked(one) for one in _standing(visit, section)]
    if not questions:
        raise Refusal("not_found")
    return _page(request, visit, section, questions)


@router.post("/{language}/campaign/section/{id}")
def answer_section(request: Request, language: Lang, id: str, form: Form) -> Response:
    """Save the answers of a section. Whoever was away too long gets the page back with all that was typed."""
    section, visit = _section(pack_of(request), id), visit_or_none(request)
    if visit is None:
        return _too_late(request, section, form)
    before = _standing(visit, section)
    saved = save_answers(visit, before, form, language)
    if not saved.done:
        fresh = visit_or_none(request) or visit
        return _page(request, fresh, section, _beside_stored(saved, fresh), saved.mistakes, saved.stale)
    return see(_onward(request, language, section, before, form))


def save_answers(visit: Visit, questions: Sequence[Standing], form: Sent, language: Any, **changes: Any) -> Saved:
    """Save what a form says of these questions: all of it, or nothing if something is wrong."""
    reads = tuple(read(form, one, visit.today, visit.profile.answered_on) for one in questions)
    mistakes = tuple(mistake for one in reads for mistake in one.mistakes)
    if mistakes:
        return Saved(reads, mistakes)
    given = {one.typed.question.id: one.given for one in reads if one.given is not None}
    try:
        visit.save(with_answers(visit.profile, given), form.number("_revision"), language=language, **changes)
    except Stale:
        return Saved(reads, stale=True)
    except TooMuch:
        return Saved(reads, (Mistake("main", "too_large"),))
    return Saved(reads)


def _section(pack: Pack, id: str) -> Section:
    found = next((section for section in pack.sections if section.id == id), None)
    if found is None:
        raise Refusal("not_found")
    return found


def _standing(visit: Visit, section: Section) -> list[Standing]:
    return asked_of(section.questions, standing(visit.profile, visit.pack, visit.policy, visit.today))


def _beside_stored(saved: Saved, visit: Visit) -> list[Asked]:
    """What was typed; where the campaign was saved meanwhile, beside what is stored and differs."""
    typed = [one.typed for one in saved.reads]
    if not saved.stale:
        return typed
    stored = visit.profile.answers
    beside = [(one, stored.get(one.question.id, GivenAnswer())) for one in typed]
    return [replace(one, meanwhile=other) if differs(one, other) else one for one, other in beside]


def _onward(request: Request, language: str, section: Section, before: Sequence[Standing], form: Sent) -> str:
    """Where saving leads: back to where one came from, to questions that have just come into use here, or on."""
    if form.one("_then") == "leave":
        return f"/{language}/campaign/code?leaving=1"
    if request.query_params.get("from") == BACK_TO_CHECK:
        return f"/{language}/campaign/check"
    visit = visit_or_none(request)
    if visit is None:
        return f"/{language}/open?ended=1"
    shown = {one.question.id for one in before}
    new = [one for one in _standing(visit, section) if one.question.id not in shown and not replied(one)]
    if new:
        return f"/{language}/campaign/section/{section.id}?more=1#q-{new[0].question.id}"
    return _next(visit, language, section)


def _next(visit: Visit, language: str, section: Section) -> str:
    answers = standing(visit.profile, visit.pack, visit.policy, visit.today)
    ids = [one.section.id for one in progress(visit.pack, visit.policy, answers)]
    later = ids[ids.index(section.id) + 1 :] if section.id in ids else []
    return f"/{language}/campaign/section/{later[0]}" if later else f"/{language}/campaign/check"


def _page(
    request: Request,
    visit: Visit,
    section: Section,
    questions: Sequence[Asked],
    mistakes: tuple[Mistake, ...] = (),
    stale: bool = False,
) -> Response:
    found = progress(visit.pack, visit.policy, standing(visit.profile, visit.pack, visit.policy, visit.today))
    ids = [one.section.id for one in found]
    number = ids.index(section.id) + 1 if section.id in ids else 0
    parts: dict[str, Any] = {
        "section": section,
        "questions": questions,
        "number": number,
        "sections": len(ids),
        "earlier": ids[number - 2] if number > 1 else "",
        "total": total(found),
        "revision": visit.campaign.revision,
        "more": "more" in request.query_params,
        "stale": stale,
        "ended": False,
    }
    return show(request, "section", visit, 409 if stale else 422 if mistakes else 200, mistakes=mistakes, **parts)


def _too_late(request: Request, section: Section, form: Sent) -> Response:
    """The page again, with what was typed, for somebody whose session ended: it can be saved once the campaign is open
    again, in another tab."""
    questions = as_typed(request, [one for one in section.questions if _is_sent(form, one)], form)
    parts: dict[str, Any] = {"section": section, "questions": questions, "number": 0, "sections": 0, "earlier": ""}
    revision = form.number("_revision")
    return show(
        request, "section", None, 403, **parts, total=(0, 0), revision=revision, more=False, stale=False, ended=True
    )


def as_typed(request: Request, questions: Sequence[Question], form: Sent) -> list[Asked]:
    """Questions with what a form says of them, where nothing is known of the campaign any more."""
    pack, day = pack_of(request), today_of(request)
    nothing = Profile(campaign="-", answered_on=day)
    answers = standing(nothing, pack, pack.policy[pack.manifest.default_policy], day)
    return [read(form, answers.standing[one.id], day, day).typed for one in questions]


def _is_sent(form: Sent, question: Question) -> bool:
    return bool(form.all(question.id)) or f"{question.id}.note" in form.fields
