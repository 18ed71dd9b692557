"""The pages as people use them, with a canary in every field: those that are stored, and those that are refused.

A new page that takes words, or a file, gets its canaries here: in `campaign` where they are stored, in `refused` where
they are not.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any, Final

from fastapi import FastAPI
from starlette.testclient import TestClient

from api.cookies import SESSION, SHARED
from api.serve import assembled
from api.storage.store import Store
from tests.http_api.serving import settings_for

HERE: Final = "https://localhost"
LESSONS: Final = 17
PER_CAMPAIGN: Final = 25
"""Canaries that are stored in each campaign: its name, its lessons, the evidence of two questions, a share's note."""
LEVELS: Final = ("safe_welcome", "clear_purpose")
_CODE: Final = re.compile(r'id="code"[^>]*>([a-z ]+)<')


def started(store: Store) -> FastAPI:
    """The service on a store, with its guards and its worker; it is never ended, since whoever calls is killed."""
    app = assembled(settings_for(Path("service")), store)
    TestClient(app, base_url=HERE).__enter__()
    return app


class Pages:
    """A browser at the service."""

    def __init__(self, app: FastAPI) -> None:
        headers = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
        self.client = TestClient(app, base_url=HERE, headers=headers)

    def sends(self, path: str, expected: int = 200, /, **fields: str) -> str:
        answer = self.client.post(path, data=fields)
        assert answer.status_code == expected, (path, answer.status_code)
        return answer.text

    def revision(self) -> str:
        found = re.search(r'name="_revision" value="(\d+)"', self.client.get("/ar/campaign/facts").text)
        assert found
        return found[1]

    def token(self, cookie: str) -> str:
        return next(one.value or "" for one in self.client.cookies.jar if one.name == cookie)

    def campaign(self, canary: Iterator[str], uploaded: bool) -> dict[str, str]:
        """A campaign with 25 canaries: begun by forms or with a file, given a code, opened with it, shared, read.

        Returns what must not be found either: its codes and tokens.
        """
        (self._upload if uploaded else self._write)(canary)
        held = {"draft": self.token(SESSION)}
        held["code"] = self._code(self.sends("/ar/campaign/code", replace=""))
        self.sends("/en/open", code=held["code"].upper())
        held["token"] = self.token(SESSION)
        label, revision = next(canary), self.revision()
        held["share code"] = self._code(self.sends("/ar/campaign/shares", days="30", label=label, _revision=revision))
        self.sends("/fr/shared", code=held["share code"])
        held["reader"] = self.token(SHARED)
        for page in ("campaign", "campaign/check", "campaign/next", "campaign/shares", "shared"):
            assert self.client.get(f"/ar/{page}").status_code == 200
        return held

    def _write(self, canary: Iterator[str]) -> None:
        name, lessons = next(canary), [next(canary) for _ in range(LESSONS)]
        facts = {"campaign": name, "stage": "running", "mode": "full"}
        self.sends("/ar/new", **facts, lessons="\r\n".join(lessons[:2]))
        self.sends("/fr/campaign/facts", **facts, lessons="\r\n".join(lessons), _revision=self.revision())
        self.sends("/ar/campaign/section/meeting", **self._answers(canary), _revision=self.revision())

    def _upload(self, canary: Iterator[str]) -> None:
        shown = ({name: next(canary) for name in ("note", "reference", "owner")} for _ in LEVELS)
        profile = {
            "campaign": next(canary),
            "answered_on": "2026-01-01",
            "lessons": [next(canary) for _ in range(LESSONS)],
            "answers": {level: {"answer": 4, "evidence": next(shown)} for level in LEVELS},
        }
        content = json.dumps(profile, ensure_ascii=False).encode()
        answer = self.client.post("/ar/upload", files={"profile": ("profile.json", content)})
        assert (answer.status_code, answer.url.path) == (200, "/ar/campaign")

    @staticmethod
    def _answers(canary: Iterator[str]) -> dict[str, str]:
        levels = dict.fromkeys(LEVELS, "4")
        shown = {f"{level}.{name}": next(canary) for level in LEVELS for name in ("note", "reference", "owner")}
        return {**levels, **shown}

    @staticmethod
    def _code(html: str) -> str:
        found = _CODE.search(html)
        assert found
        return found[1]

    def refused(self, canary: str) -> list[int]:
        """The same canary wherever it cannot be taken, for an owner and for nobody. Returns the statuses."""
        fields = ("campaign", "country", "launch", "end", "lessons", "stage", "mode", "code", "days", "label", "_then")
        wrong = {**dict.fromkeys(fields, canary), **dict.fromkeys(LEVELS, canary), f"{LEVELS[0]}.date": canary}
        wrong |= {"lessons": canary * 30, canary: canary}
        forms: list[dict[str, Any]] = [
            {"data": {**wrong, "_revision": "1"}},
            {"data": {**wrong, "_revision": canary}},
            {"json": wrong},
            {"files": {canary: (canary, canary)}},
            {"files": {"profile": (canary, json.dumps(wrong).encode())}},
            {"content": canary.encode(), "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
        ]
        paths = (
            *("new", "open", "shared", "campaign/facts", "campaign/section/meeting", "campaign/next"),
            *("upload", "campaign/code", "campaign/shares", f"campaign/shares/{canary}/withdraw", canary),
        )
        said = [
            self.client.post(f"/ar/{path}?{canary}={canary}", **form, follow_redirects=False).status_code
            for path in paths
            for form in forms
        ]
        self.client.cookies.clear()
        cookie = f"{SESSION}={canary.encode().hex()}; {SHARED}={canary.encode().hex()}"
        names = ("User-Agent", "Referer", "Accept-Language", "X-Forwarded-For", "X-Odd")
        headers = {**{name.encode(): canary.encode() for name in names}, b"Cookie": cookie.encode()}
        for path in ("", "campaign", "shared", f"examples/{canary}", f"campaign/section/{canary}"):
            said.append(self.client.get(f"/ar/{path}?{canary}", headers=headers, follow_redirects=False).status_code)
        return said


def use_pages(app: FastAPI, canary: Iterator[str], count: int) -> list[dict[str, str]]:
    """Plant so many canaries through the pages. Returns codes and tokens, by campaign."""
    pages = Pages(app)
    return [pages.campaign(canary, uploaded=number % 2 == 1) for number in range(count // PER_CAMPAIGN)]


def misuse_pages(app: FastAPI, fleeting: list[str]) -> None:
    """Send canaries where they are not to be kept: by an owner, then by nobody."""
    for canary in fleeting:
        pages = Pages(app)
        pages.sends("/ar/new", campaign="c", stage="running")
        statuses = pages.refused(canary)
        assert {400, 403, 404, 413, 415, 422} & set(statuses) >= {404, 415, 422}, statuses
        assert all(status < 500 for status in statuses), statuses


def keep_saving(app: FastAPI, fleeting: list[str]) -> None:
    """From now on somebody saves over and over, so that a kill comes in the middle of it."""
    pages, begun = Pages(app), Event()

    def save() -> None:
        pages.sends("/ar/new", campaign=fleeting[0], stage="running")
        begun.set()
        while True:
            for one in fleeting:
                pages.sends("/ar/campaign/facts", campaign=one, stage="running", _revision=pages.revision())

    Thread(target=save, daemon=True).start()
    assert begun.wait(30)
