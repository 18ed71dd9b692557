"""Whatever is sent to a page, by whomever: no answer is 5xx, none leads to another site, and none repeats markup."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from api.cookies import SESSION, SHARED
from api.storage.codes import new_code
from api.storage.records import Content
from tests.fuzzed import cases, more_than_usual
from tests.http_api.route_table import TABLE
from tests.http_api.serving import PROFILE
from tests.pages.conftest import running
from tests.pages.visiting import Person

USUAL = 300
MARK = "<i7x>"
"""Markup that no page of ours has."""
OURS = re.compile(r"((/[a-z0-9_-]+)+/?(\?[a-z]+=1)?(#q-[a-z_]+)?)?")
"""Where pages lead: to a path of this service."""
LONG = "A-very-long-text"
"""Stands for nine thousand letters in a body."""
DIGITS = "A-very-long-number"
"""Stands for more digits than Python makes a number of."""
PAGES = [route for route in TABLE if "{language}" in route]
FIELDS = (
    *(
        "campaign",
        "stage",
        "country",
        "launch",
        "end",
        "lessons",
        "mode",
        "_revision",
        "_then",
        "_put",
        "replace",
        "code",
    ),
    *("days", "label", "withdraw", "clear_purpose", "clear_purpose.note", "clear_purpose.date", "safe_welcome"),
    *("safe_welcome.owner", "invitation", "activities", "permit"),
)
VALUES = (
    *("", "0", "1", "2", "3", "4", "-", "unknown", "withheld", "yes", "no", "talk", "undecided", "in_person", "quick"),
    *(
        "running",
        "TN",
        "2027-03-01",
        "٢٠٢٧-٠٣-٠١",
        "31/02/2027",
        "99999999999",
        "-1",
        "7",
        "90",
        "leave",
        "safe_welcome",
    ),
    *(MARK, f'"{MARK}', "\x00", "\u202e", "x" * 600, LONG, DIGITS, "//evil.example", "/\\evil.example", "\r\nX-Bad: 1"),
)
KINDS = (
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
    "application/json",
    "text/plain",
    "",
    "x",
)

words = st.one_of(st.sampled_from(VALUES), st.text(max_size=40), st.integers().map(str), st.dates().map(str))
names = st.one_of(st.sampled_from(FIELDS), st.sampled_from(FIELDS), st.text(max_size=20))
forms = st.lists(st.tuples(names, words), max_size=12).map(lambda fields: urlencode(fields).encode())
bodies = st.one_of(
    *([forms] * 9),
    st.tuples(forms, st.binary(max_size=20)).map(b"&".join),
    st.tuples(forms, st.integers(0, 60)).map(lambda cut: cut[0][: -cut[1] or None]),
    st.binary(max_size=200),
)


def mostly(*usual: str) -> st.SearchStrategy[str]:
    """One of these, and now and then anything."""
    return st.integers(0, 9).flatmap(lambda chance: st.sampled_from(usual) if chance else words)


sent = st.fixed_dictionaries(
    {
        "route": st.sampled_from(PAGES),
        "language": mostly("ar", "en", "fr"),
        "id": mostly("meeting", "cold_hall", "{share}", "0" * 32),
        "as the page sends it": st.booleans(),
        "query": st.one_of(st.just(""), forms),
        "body": bodies,
        "kind": st.sampled_from((KINDS[0],) * 18 + KINDS),
        "visitor": st.sampled_from(("owner", "owner", "reader", "nobody", "forged")),
        "accept": st.sampled_from(("text/html", "*/*", "application/json")),
        "language wanted": st.one_of(st.sampled_from(("ar", "*", "fr;q=x", "")), st.text("ar-,;q=0.1 *", max_size=30)),
    }
)


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    folder: Path = tmp_path_factory.mktemp("fuzzed")
    with running(folder, "minimal") as made:
        yield Person.new(made)


class Visitors:
    """An owner and a reader; whoever has left or lost something comes anew."""

    def __init__(self, person: Person) -> None:
        self.store = person.service.store
        self.owner = self.reader = self.share = ""

    def cookie(self, visitor: str) -> str:
        if self.store.load(self.owner) is None:
            self._begin()
        if not any(one.id == self.share for one in self.store.shares(self.owner)):
            made = self.store.share(self.owner, {}, 1)
            self.share, self.reader = made.share.id, self.store.open_share(made.code) or ""
        forged = f"{SESSION}={'A' * 43}; {SHARED}={new_code()}"
        return {"owner": f"{SESSION}={self.owner}", "reader": f"{SHARED}={self.reader}", "forged": forged}.get(
            visitor, ""
        )

    def form(self, sent: dict[str, Any]) -> bytes:
        """What is sent to a page; behind what it asks for, if that is wanted."""
        body: bytes = sent["body"].replace(LONG.encode(), b"%D9%86" * 9_000).replace(DIGITS.encode(), b"9" * 5_000)
        campaign = self.store.load(self.owner)
        if not sent["as the page sends it"] or campaign is None:
            return body
        asked = {**TABLE[sent["route"]].form, "_revision": campaign.revision}
        return urlencode(asked).encode() + b"&" + body

    def _begin(self) -> None:
        self.owner = self.store.create_draft(Content(PROFILE)).token
        self.store.claim(self.owner)


def test_nothing_that_is_sent_to_a_page_is_answered_with_5xx_or_leads_elsewhere(person: Person) -> None:
    visitors, answered = Visitors(person), list[int]()

    @settings(
        max_examples=cases(USUAL),
        deadline=None,
        database=None,
        derandomize=not more_than_usual(),
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(sent=sent)
    def ask(sent: dict[str, Any]) -> None:
        method, path = sent["route"].split(" ")
        cookie = visitors.cookie(sent["visitor"])
        id = sent["id"].replace("{share}", visitors.share)
        address = path.format(language=_in_path(sent["language"]), id=_in_path(id))
        headers = {"Accept": sent["accept"], "Accept-Language": sent["language wanted"], "Cookie": cookie}
        if method == "POST" and sent["kind"]:
            headers["Content-Type"] = sent["kind"]
        person.browser.cookies.clear()
        answer = person.browser.request(
            method,
            f"{address}?{sent['query'].decode()}" if sent["query"] else address,
            content=visitors.form(sent) if method == "POST" else None,
            headers=headers,
            follow_redirects=False,
        )
        answered.append(answer.status_code)
        assert answer.status_code < 500, answer.text
        assert MARK not in answer.text
        assert OURS.fullmatch(answer.headers.get("location", "")), answer.headers["location"]
        assert "x-bad" not in answer.headers

    ask()
    print(f"pages: {len(answered)} cases, by status: {dict(sorted(Counter(answered).items()))}")
    assert len(answered) >= cases(USUAL)
    assert {200, 303, 404, 415, 422} <= set(answered)
    assert answered.count(200) + answered.count(303) > len(answered) / 6, "most is not merely refused at the door"


def _in_path(text: str) -> str:
    """As a browser writes it; empty and dots alone would be another path."""
    return quote(text, safe="", errors="replace") if text.strip("./\\") else "x"
