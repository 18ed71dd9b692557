"""Who visits: the session that the cookie opens, and what of its campaign pages work with."""

import datetime
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import Response

from api.cookies import SESSION, SHARED
from api.http.answers import settings_of
from api.http.opened import open_kept
from api.opening import policy_for
from api.storage.records import Campaign, Closed, Content
from api.storage.store import Store
from engine.pack import Pack, Policy
from engine.profile import STORED, Profile

QUICK = "quick"


@dataclass(frozen=True)
class Visit:
    """An owner at their campaign, as it was last saved."""

    store: Store
    token: str
    campaign: Campaign
    pack: Pack
    pack_name: str
    today: datetime.date

    @cached_property
    def profile(self) -> Profile:
        return Profile.model_validate(self.campaign.content.profile, context=STORED)

    @property
    def quick(self) -> bool:
        return self.campaign.content.mode == "quick" and QUICK in self.pack.policy

    @property
    def policy(self) -> Policy:
        """What asks and judges: the quick policy, or the one for the campaign's stage."""
        return self.pack.policy[QUICK if self.quick else policy_for(self.profile, self.pack)]

    def save(self, profile: Profile, revision: int, **changes: Any) -> int:
        """Store another profile; `changes` are other fields of `Content`. Raises `Stale` and `TooMuch` as the store."""
        content = replace(self.campaign.content, profile=stored(profile), **changes)
        return self.store.save(self.token, content, revision)


def stored(profile: Profile) -> dict[str, Any]:
    """A profile as the store keeps it."""
    return profile.model_dump(mode="json", exclude_defaults=True)


def today_of(request: Request) -> datetime.date:
    day: datetime.date = request.app.state.today()
    return day


def store_of(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


def pack_of(request: Request) -> Pack:
    """The pack that pages ask: the first of those offered."""
    return open_kept(settings_of(request).packs[0])


def token_of(request: Request) -> str:
    return request.cookies.get(SESSION, "")


def reader_token_of(request: Request) -> str:
    return request.cookies.get(SHARED, "")


def visit_or_none(request: Request) -> Visit | None:
    """The owner who asks; None where the cookie opens no campaign."""
    token, store = token_of(request), store_of(request)
    campaign = store.load(token) if token else None
    return (
        None
        if campaign is None
        else Visit(store, token, campaign, pack_of(request), settings_of(request).packs[0], today_of(request))
    )


def _visit(request: Request) -> Visit:
    found = visit_or_none(request)
    if found is None:
        raise Closed
    return found


Owner = Annotated[Visit, Depends(_visit)]
"""A route with such a parameter is for owners alone; others are led to where a campaign is opened."""


def remember(response: Response, token: str) -> Response:
    """The same answer with the token in the session's cookie, which lives as long as the browser is open."""
    return _with_cookie(response, SESSION, token)


def remember_reader(response: Response, token: str) -> Response:
    """The same answer with the token of a reader's session in the cookie of its own."""
    return _with_cookie(response, SHARED, token)


def _with_cookie(response: Response, name: str, token: str) -> Response:
    response.set_cookie(name, token, path="/", secure=True, httponly=True, samesite="strict")
    return response


def forget(response: Response) -> Response:
    for name in (SESSION, SHARED):
        response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="strict")
    return response


def content_of_new(profile: Profile, mode: Any, language: Any) -> Content:
    return Content(stored(profile), mode, language)
