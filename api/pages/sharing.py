"""Sharing: what a reader would see, a copy frozen under a code of its own, the list of copies, and taking one back."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import Request
from starlette.responses import Response

from api.http.answers import workers_of
from api.pages import typed
from api.pages.forms import Form, Sent
from api.pages.rendering import show
from api.pages.routing import Lang, page_router, see
from api.pages.visits import Owner, Visit
from api.pages.work import copy_to_share
from api.refusals import Refusal
from api.storage.records import LONGEST_LABEL, Share, TooMuch
from reports.pages.mistakes import Mistake
from reports.pages.shared import DAYS, in_words

router: Final = page_router()


@router.get("/{language}/campaign/shares")
def all_shares(request: Request, language: Lang, visit: Owner) -> Response:
    """The copies that can be read, and what sharing means."""
    return show(request, "shares", visit, shares=visit.store.shares(visit.token))


@router.get("/{language}/campaign/shares/preview")
def preview(request: Request, language: Lang, visit: Owner) -> Response:
    """What a reader would see, before anything is shared."""
    if not visit.campaign.claimed:
        return _code_first(language)
    return _preview(request, visit, _copy(request, visit))


@router.post("/{language}/campaign/shares")
def share(request: Request, language: Lang, visit: Owner, form: Form) -> Response:
    """Freeze the copy that was looked at, and show its code, this one time."""
    if not visit.campaign.claimed:
        return _code_first(language)
    document, mistakes = _copy(request, visit), list[Mistake]()
    days, label = _days(form, mistakes), _label(form, mistakes)
    if form.number("_revision") != visit.campaign.revision:
        return _preview(request, visit, document, form, stale=True)
    if mistakes:
        return _preview(request, visit, document, form, tuple(mistakes))
    try:
        made = visit.store.share(visit.token, document, days, label)
    except TooMuch:
        return _preview(request, visit, document, form, (Mistake("main", "many_shares"),))
    address = f"{request.url.scheme}://{request.url.netloc}/{language}/shared"
    return show(request, "share_made", visit, code=made.code, share=made.share, address=address)


@router.get("/{language}/campaign/shares/{id}/withdraw")
def before_withdrawing(request: Request, language: Lang, id: str, visit: Owner) -> Response:
    """What withdrawing means, before it is done. There is nothing here for a copy of another campaign."""
    return show(request, "share_withdraw", visit, share=_mine(visit, id))


@router.post("/{language}/campaign/shares/{id}/withdraw")
def withdraw(language: Lang, id: str, visit: Owner) -> Response:
    """Delete a copy. One that is gone already, or never was one of this campaign's, makes no difference."""
    visit.store.revoke(visit.token, id)
    return see(f"/{language}/campaign/shares")


def _copy(request: Request, visit: Visit) -> Mapping[str, Any]:
    """The redacted assessment of what is stored, as it stands today."""
    given = (visit.campaign.content.profile, visit.pack_name, visit.policy.id, visit.today)
    return workers_of(request).run(copy_to_share, *given)


def _preview(
    request: Request,
    visit: Visit,
    document: Mapping[str, Any],
    form: Sent | None = None,
    mistakes: tuple[Mistake, ...] = (),
    stale: bool = False,
) -> Response:
    parts: dict[str, Any] = {
        "seen": in_words(document, request.path_params["language"]),
        "offered_days": DAYS,
        "days": (form.one("days") if form else "") or str(DAYS[0]),
        "label": form.one("label") if form else "",
        "revision": visit.campaign.revision,
        "most": LONGEST_LABEL,
        "stale": stale,
    }
    return show(request, "share_preview", visit, 409 if stale else 422 if mistakes else 200, mistakes=mistakes, **parts)


def _days(form: Sent, mistakes: list[Mistake]) -> int:
    chosen = next((days for days in DAYS if form.one("days") == str(days)), None)
    if chosen is None:
        mistakes.append(Mistake("days", "no_choice"))
    return chosen or DAYS[0]


def _label(form: Sent, mistakes: list[Mistake]) -> str:
    try:
        label = typed.line(form.one("label")) or ""
    except typed.Wrong as wrong:
        mistakes.append(Mistake("label", "long_label" if wrong.kind == "too_long" else wrong.kind))
        return ""
    if len(label) > LONGEST_LABEL:
        mistakes.append(Mistake("label", "long_label"))
    return label


def _mine(visit: Visit, id: str) -> Share:
    found = next((one for one in visit.store.shares(visit.token) if one.id == id), None)
    if found is None:
        raise Refusal("not_found")
    return found


def _code_first(language: str) -> Response:
    """A draft shares nothing: nobody could take it back once this browser is closed."""
    return see(f"/{language}/campaign/shares")
