"""Every route answers every kind of visitor as the table says, and tells others no more than nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.routing import Mount
from starlette.testclient import TestClient

from api.cookies import SESSION, SHARED
from api.pages.work import copy_to_share
from api.serve import assembled
from api.storage.records import Content
from api.storage.store import Store
from tests.http_api.route_table import TABLE, VISITORS, Visitor
from tests.http_api.serving import DAY, HERE, PROFILE, settings_for
from tests.service.databases import KINDS, emptied

CONTENT = Content(PROFILE, "full", "en")


@dataclass(frozen=True)
class Visitors:
    """The service, a token for each kind of visitor, and what the owner's campaign holds."""

    client: TestClient
    store: Store
    tokens: dict[Visitor, str | None]
    owned: dict[str, str]

    def anew(self) -> "Visitors":
        """The same kinds of visitors, who can be destroyed."""
        owner, owned = campaign(self.store)
        share = self.store.open_share(owned["share code"])
        other = self.store.create_draft(CONTENT).token
        mine: dict[Visitor, str | None] = {
            "owner": owner,
            "owner of another campaign": other,
            "reader of a share": share,
        }
        return Visitors(self.client, self.store, self.tokens | mine, owned)


@cache
def copy_shared() -> dict[str, Any]:
    return copy_to_share(PROFILE, "minimal", "default", date.fromisoformat(DAY))


def campaign(store: Store) -> tuple[str, dict[str, str]]:
    """The token of an owner, and what the campaign holds, with the codes that open it and its share."""
    token = store.create_draft(CONTENT).token
    code = store.claim(token)
    kept = store.keep_assessment(token, {"a": 1}, {"on": "2026-11-01", "verdicts": {"ar": "GO"}})
    share = store.share(token, copy_shared(), 1)
    return token, {"code": code, "share code": share.code, "assessment": kept.id, "share": share.share.id}


def routes(found: Any) -> Iterator[str]:
    for route in found:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from routes(inner.routes)
        elif isinstance(route, Mount):
            yield f"MOUNT {route.path}"
        else:
            yield from (f"{method} {route.path}" for method in route.methods if method != "HEAD")


@pytest.fixture(scope="module", params=KINDS)
def visitors(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitors]:
    folder: Path = tmp_path_factory.mktemp("visited")
    settings = settings_for(folder, metrics="on")
    database = emptied(settings.database if request.param == "sqlite" else request.getfixturevalue("cleared_url"))
    clock = [datetime(2026, 11, 22, 9, 30, tzinfo=UTC)]
    store = Store(database, now=lambda: clock[0])
    _, owned = campaign(store)
    expired = store.open_share(owned["share code"])
    clock[0] += timedelta(hours=25)
    reopened = store.open(owned["code"])
    assert reopened is not None
    new = store.share(reopened, copy_shared(), 1)
    share = store.open_share(new.code)
    other = store.create_draft(CONTENT).token
    tokens: dict[Visitor, str | None] = {
        "nobody": None,
        "owner": reopened,
        "owner of another campaign": other,
        "reader of a share": share,
        "reader of an expired share": expired,
    }
    assert store.load(reopened) is not None
    assert share is not None
    assert store.load_share(share) is not None
    assert expired is not None
    assert store.load_share(expired) is None
    with TestClient(assembled(settings, store), base_url=HERE) as client:
        yield Visitors(client, store, tokens, {**owned, "share": new.share.id})
    database.close()


def test_every_route_is_listed_and_every_line_is_a_route(visitors: Visitors) -> None:
    assert sorted(TABLE) == sorted(routes(visitors.client.app.routes))  # type: ignore[attr-defined]


def test_every_kind_of_visitor_has_an_expected_answer_on_every_route() -> None:
    assert {name: set(entry.expected) for name, entry in TABLE.items()} == {name: {*VISITORS} for name in TABLE}


def ask(visitors: Visitors, route: str, visitor: Visitor) -> tuple[int, bytes]:
    method, path = route.split(" ")
    entry = TABLE[route]
    visitors = visitors.anew() if entry.destroys else visitors
    token = visitors.tokens[visitor]
    address = entry.address.format(**visitors.owned) or path
    headers = {"Sec-Fetch-Site": "same-origin"}
    if token is not None:
        headers["Cookie"] = f"{SESSION}={token}; {SHARED}={token}"  # each opens only what it is for
    answer = visitors.client.request(
        method, address, json=entry.json, data=dict(entry.form) or None, headers=headers, follow_redirects=False
    )
    visitors.client.cookies.clear()
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy
    return answer.status_code, answer.content.replace(answer.headers["x-request-id"].encode(), b"")


@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("route", TABLE)
def test_each_visitor_is_answered_as_listed(visitors: Visitors, route: str, visitor: Visitor) -> None:
    status, _ = ask(visitors, route, visitor)
    assert status == TABLE[route].expected[visitor]


@pytest.mark.parametrize("route", [route for route, entry in TABLE.items() if len(entry.alike) > 1])
def test_visitors_who_may_not_be_told_apart_are_answered_alike(visitors: Visitors, route: str) -> None:
    assert len({ask(visitors, route, visitor) for visitor in TABLE[route].alike}) == 1


def test_a_route_without_a_line_is_found(visitors: Visitors) -> None:
    app = FastAPI(redoc_url=None, docs_url=None, openapi_url=None)
    app.include_router(visitors.client.app.router)  # type: ignore[attr-defined]
    app.add_api_route("/{language}/campaign/unlisted", lambda: None, methods=["PUT"])
    assert set(routes(app.routes)) - set(TABLE) == {"PUT /{language}/campaign/unlisted"}
