"""Somebody who visits the pages: a browser without scripts, which keeps its cookies and sends what its forms hold."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from fastapi import FastAPI
from starlette.testclient import TestClient

from api.cookies import SESSION
from api.storage.records import Content
from api.storage.store import Store
from engine.profile import STORED, GivenAnswer, Profile
from tests.pages.forms_of import Held
from tests.service.databases import Clock

HERE = "https://localhost"
TODAY = date(2026, 11, 26)
BROWSER = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
FACTS = {"campaign": "Clean water", "stage": "preparing", "mode": "full"}
Values = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Service:
    """The running service, its store, and the store's clock."""

    app: FastAPI
    client: TestClient
    store: Store
    clock: Clock

    @classmethod
    @contextmanager
    def running(cls, app: FastAPI, store: Store, clock: Clock) -> Iterator[Self]:
        app.state.today = lambda: TODAY
        with TestClient(app, base_url=HERE) as client:
            yield cls(app, client, store, clock)


@dataclass
class Page:
    """An answer, as the person sees it."""

    status: int
    path: str
    html: str
    held: Held

    def __contains__(self, text: str) -> bool:
        return text in self.html


@dataclass
class Person:
    service: Service
    browser: TestClient

    @classmethod
    def new(cls, service: Service) -> Self:
        return cls(service, TestClient(service.app, base_url=HERE, headers=BROWSER))

    def goes(self, path: str, **asked: Any) -> Page:
        answer = self.browser.get(path, **asked)
        return Page(answer.status_code, answer.url.raw_path.decode(), answer.text, Held(answer.text))

    def sends(self, path: str, fields: Values, **asked: Any) -> Page:
        answer = self.browser.post(path, data=dict(fields), **asked)
        return Page(answer.status_code, answer.url.raw_path.decode(), answer.text, Held(answer.text))

    def fills_in(self, path: str, changes: Values, leave: bool = False) -> Page:
        """Open a page, change some fields of its form, and send all of it as a browser does."""
        page = self.goes(path)
        assert page.status == 200, page.status
        filled: dict[str, str | Sequence[str]] = {**page.held.fields, **changes}
        return self.sends(page.path.partition("#")[0], {**filled, "_then": "leave" if leave else "on"})

    def begins(self, language: str = "en", **facts: str) -> Page:
        return self.sends(f"/{language}/new", {**FACTS, **facts})

    def owns(self, profile: Profile, mode: Any = "full") -> None:
        """Have this campaign open, as if it had been filled in before."""
        plain = profile.model_dump(mode="json", exclude_defaults=True)
        self.holds(self.service.store.create_draft(Content(plain, mode, "en")).token)

    def holds(self, token: str) -> None:
        self.browser.cookies.clear()
        self.browser.cookies.set(SESSION, token, domain="localhost.local", path="/")

    @property
    def token(self) -> str | None:
        return next((cookie.value for cookie in self.browser.cookies.jar if cookie.name == SESSION), None)

    @property
    def profile(self) -> Profile:
        """What is stored of the campaign that is open."""
        campaign = self.service.store.load(self.token or "")
        assert campaign is not None
        return Profile.model_validate(campaign.content.profile, context=STORED)

    def answers(self, *names: str) -> list[str | tuple[str, ...] | None]:
        stored = self.profile.answers
        return [stored.get(name, GivenAnswer()).answer for name in names]
