"""The page of a campaign's facts: of a new campaign, or of the one that is open."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, TypeVar

from fastapi import Request
from starlette.responses import Response

from api.pages import typed
from api.pages.forms import Form, Sent
from api.pages.rendering import show
from api.pages.routing import Lang, page_router, see
from api.pages.visits import QUICK, Owner, Visit, content_of_new, pack_of, remember, store_of, today_of, visit_or_none
from api.storage.records import Stale, TooMuch
from engine.pack import Pack
from engine.profile import MOST_LESSONS, Dates, Profile
from reports.pages.facts import STAGES, Facts, stages
from reports.pages.mistakes import Mistake

Read = TypeVar("Read")

router: Final = page_router()


@router.get("/{language}/new")
def of_a_new_campaign(request: Request, language: Lang, mode: str = "full") -> Response:
    """The form that begins a campaign. Nothing is kept before it is sent."""
    wanted = "quick" if mode == "quick" and QUICK in pack_of(request).policy else "full"
    return _form(request, visit_or_none(request), pack_of(request), Facts(mode=wanted), new=True)


@router.post("/{language}/new")
def begin(request: Request, language: Lang, form: Form) -> Response:
    """Begin a campaign: a draft, which this browser alone can open."""
    facts, mistakes = sent_facts(form, 0), list[Mistake]()
    profile = read_facts(facts, Profile(campaign="-", answered_on=today_of(request)), mistakes)
    if mistakes or profile is None:
        return _form(request, visit_or_none(request), pack_of(request), facts, True, tuple(mistakes), 422)
    draft = store_of(request).create_draft(content_of_new(profile, facts.mode, language))
    return remember(see(f"/{language}/campaign"), draft.token)


@router.get("/{language}/campaign/facts")
def of_this_campaign(request: Request, language: Lang, visit: Owner) -> Response:
    facts = Facts.of(visit.profile, visit.campaign.content.mode, visit.campaign.revision)
    return _form(request, visit, visit.pack, facts)


@router.post("/{language}/campaign/facts")
def change(request: Request, language: Lang, form: Form) -> Response:
    """Save other facts of the campaign. Whoever was away too long gets the page back with all that was typed."""
    facts, mistakes, visit = sent_facts(form, form.number("_revision")), list[Mistake](), visit_or_none(request)
    if visit is None:
        return _form(request, None, pack_of(request), facts, status=403)
    profile = read_facts(facts, visit.profile, mistakes)
    if mistakes or profile is None:
        return _form(request, visit, visit.pack, facts, mistakes=tuple(mistakes), status=422)
    try:
        visit.save(profile, facts.revision, mode=facts.mode, language=language)
    except Stale:
        return _form(request, visit, visit.pack, _beside_what_is_stored(facts, visit), status=409)
    except TooMuch:
        return _form(request, visit, visit.pack, facts, mistakes=(Mistake("campaign", "too_large"),), status=422)
    return see(f"/{language}/campaign")


def _form(
    request: Request,
    visit: Visit | None,
    pack: Pack,
    facts: Facts,
    new: bool = False,
    mistakes: tuple[Mistake, ...] = (),
    status: int = 200,
) -> Response:
    parts: dict[str, Any] = {"facts": facts, "new": new, "mistakes": mistakes, "quick": QUICK in pack.policy}
    parts |= {"ended": visit is None and not new, "stale": False}
    stored = None if visit is None else Facts.of(visit.profile, visit.campaign.content.mode, visit.campaign.revision)
    return show(request, "facts", visit, status, stored=stored, stages=stages, **parts)


def _beside_what_is_stored(facts: Facts, visit: Visit) -> Facts:
    """What was sent, to be saved over what was stored meanwhile; the fields in which the two differ are named."""
    stored = Facts.of(visit.profile, visit.campaign.content.mode, visit.campaign.revision)
    names = ("campaign", "country", "stage", "launch", "end", "lessons", "mode")
    changed = tuple(name for name in names if getattr(facts, name) != getattr(stored, name))
    return replace(facts, revision=stored.revision, changed=changed)


def sent_facts(form: Sent, revision: int) -> Facts:
    return Facts(
        campaign=form.one("campaign"),
        country=form.one("country"),
        stage=form.one("stage"),
        launch=form.one("launch"),
        end=form.one("end"),
        lessons=form.one("lessons"),
        mode="quick" if form.one("mode") == "quick" else "full",
        revision=revision,
    )


def read_facts(facts: Facts, before: Profile, mistakes: list[Mistake]) -> Profile | None:
    """The profile with these facts; None with the mistakes told if some cannot be taken."""

    def read(name: str, how: Callable[[str], Read]) -> Read | None:
        try:
            return how(getattr(facts, name))
        except typed.Wrong as wrong:
            mistakes.append(Mistake(name, wrong.kind))
            return None

    campaign, country = read("campaign", _name), read("country", typed.country)
    launch, end = read("launch", typed.day), read("end", typed.day)
    lessons = read("lessons", _lessons) or ()
    if facts.stage not in STAGES:
        mistakes.append(Mistake("stage", "no_choice"))
    if _ends_early(launch, end):
        mistakes.append(Mistake("end", "ends_early"))
    if mistakes or campaign is None:
        return None
    changed = {"campaign": campaign, "country": country, "stage": facts.stage, "lessons": lessons}
    return before.model_copy(update={**changed, "dates": Dates(launch=launch, end=end)})


def _ends_early(launch: datetime.date | None, end: datetime.date | None) -> bool:
    return launch is not None and end is not None and end < launch


def _name(text: str) -> str:
    name = typed.line(text)
    if name is None:
        raise typed.Wrong("no_name")
    return name


def _lessons(text: str) -> tuple[str, ...]:
    try:
        lines = tuple(one for line in text.split("\n") if (one := typed.line(line)))
    except typed.Wrong as wrong:
        raise typed.Wrong("long_lesson" if wrong.kind == "too_long" else wrong.kind) from None
    if len(lines) > MOST_LESSONS:
        raise typed.Wrong("many_lessons")
    return lines
