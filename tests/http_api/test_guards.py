"""Each guard for itself: who is let through, who is refused, and what it remembers of them."""

import pickle
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from api.guards.crowds import Crowds
from api.guards.faults import Faults
from api.guards.origins import sent_by_us
from api.guards.rates import KEY_LIVES_SECONDS, Allowances
from tests.http_api.serving import HERE, PROFILE, serving, settings_for

API = "/api/v1"


@dataclass
class Time:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def test_an_address_may_ask_so_often_a_minute_and_then_as_often_as_time_passes() -> None:
    time = Time()
    allowances = Allowances({"work": 6}, time)
    assert [allowances.wait("work", "192.0.2.1") for _ in range(6)] == [0] * 6
    assert allowances.wait("work", "192.0.2.1") == pytest.approx(10)
    time.now += 9.9
    assert allowances.wait("work", "192.0.2.1") > 0
    time.now += 0.2
    assert allowances.wait("work", "192.0.2.1") == 0
    time.now += 1000
    assert [allowances.wait("work", "192.0.2.1") for _ in range(6)] == [0] * 6
    assert allowances.wait("work", "192.0.2.1") > 0


def test_addresses_and_kinds_are_counted_apart_and_a_network_of_ipv6_as_one() -> None:
    allowances = Allowances({"work": 1, "read": 1}, Time())
    assert allowances.wait("work", "192.0.2.1") == 0
    assert allowances.wait("read", "192.0.2.1") == 0
    assert allowances.wait("work", "192.0.2.2") == 0
    assert allowances.wait("work", "::ffff:192.0.2.2") > 0
    assert allowances.wait("work", "2001:db8:0:1::1") == 0
    assert allowances.wait("work", "2001:db8:0:1:ffff::2") > 0
    assert allowances.wait("work", "2001:db8:0:2::1") == 0
    assert allowances.wait("work", "") == 0


def test_what_is_remembered_names_no_address_and_changes_with_the_key() -> None:
    time = Time()
    first, second = Allowances({"work": 5}, time), Allowances({"work": 5}, time)
    for allowances in (first, second):
        allowances.wait("work", "192.0.2.77")
    kept = vars(first)["_buckets"]
    assert not any(form in pickle.dumps(kept) for form in (b"192.0.2.77", bytes([192, 0, 2, 77]), b"work"))
    assert kept.keys().isdisjoint(vars(second)["_buckets"])
    old = set(kept)
    time.now += KEY_LIVES_SECONDS
    first.wait("work", "192.0.2.77")
    assert old.isdisjoint(vars(first)["_buckets"])
    assert len(vars(first)["_buckets"]) == 1


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with serving(settings_for(tmp_path_factory.mktemp("limited"), work_per_minute=2, reads_per_minute=8)) as client:
        yield client


def test_who_asks_too_often_is_told_when_to_come_back_and_can_still_be_seen_to_live(limited: TestClient) -> None:
    answers = [limited.post(f"{API}/assessments", json={"profile": PROFILE, "policy": "x"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert answers[-1].json()["error"] == "rate_limited"
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 31
    assert [limited.get(f"{API}/packs").status_code for _ in range(6)] == [200] * 5 + [429]
    assert [limited.get("/healthz").status_code for _ in range(20)] == [200] * 20


def test_results_on_pages_are_limited_by_a_number_of_their_own(tmp_path: Path) -> None:
    with serving(settings_for(tmp_path, results_per_minute=3, work_per_minute=1)) as service:
        base = "/en/campaign"
        results = ("report", "report.html", "report/since/x", "what-if", "next", "shares/preview")
        answered = [service.get(f"{base}/{page}", follow_redirects=False).status_code for page in results]
        assert answered == [303] * 3 + [429] * 3
        assert [service.get(f"{base}/report.pdf", follow_redirects=False).status_code for _ in "ab"] == [303, 429]
        assert service.post("/en/upload", files={"profile": ("x", b"")}).status_code == 429
        others = ("", "/facts", "/section/meeting", "/check", "/code")
        assert [service.get(base + page, follow_redirects=False).status_code for page in others] == [303] * 5
        assert service.get("/en/upload").status_code == 200


@pytest.mark.parametrize(
    "path", ["/healthz", "/readyz", "/", "/en/", "/en/new", "/en/nothing", "/nothing", "/api/v1/packs", "/api/v1/plans"]
)
def test_head_is_answered_as_get_without_the_content(client: TestClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    same = ("content-type", "content-length", "cache-control", "content-security-policy")
    assert [head.headers.get(name) for name in same] == [got.headers.get(name) for name in same]


@pytest.mark.parametrize("path", ["/nothing", "/nothing/", "/de/campaign", "/xx/open", "/en/nothing", "/a/b/c"])
def test_where_there_is_nothing_there_is_nothing_by_any_method(client: TestClient, path: str) -> None:
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "FROBNICATE"):
        assert client.request(method, path, follow_redirects=False).status_code == 404, method
    assert client.put("/en/open").status_code == 405


@dataclass
class Waiting:
    """An application that answers when it may."""

    begun: threading.Event = field(default_factory=threading.Event)
    may: threading.Event = field(default_factory=threading.Event)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        from anyio import to_thread

        self.begun.set()
        await to_thread.run_sync(self.may.wait, 10)
        await PlainTextResponse("done")(scope, receive, send)


def test_what_comes_while_too_much_is_answered_is_put_off_with_503_and_a_time_to_come_back() -> None:
    waiting = Waiting()
    client = TestClient(Faults(Crowds(waiting, 1, frozenset({"/healthz"}))))
    first: list[int] = []
    asking = threading.Thread(target=lambda: first.append(client.get("/a").status_code))
    asking.start()
    assert waiting.begun.wait(10)
    second = TestClient(client.app).get("/b")
    assert (second.status_code, second.json()["error"], second.headers["retry-after"]) == (503, "overloaded", "2")
    waiting.may.set()
    assert TestClient(client.app).get("/healthz").status_code == 200
    asking.join(10)
    assert first == [200]
    assert client.get("/c").status_code == 200


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-origin", "origin": "null", "cookie": "a=b"}, True),
        ({"sec-fetch-site": "same-origin", "origin": "https://evil.example"}, False),
        ({"origin": "https://here.example", "cookie": "a=b"}, True),
        ({"origin": "http://here.example"}, False),
        ({"origin": "https://here.example:8443"}, False),
        ({"origin": "https://here.example.evil.example"}, False),
        ({"origin": "null"}, False),
        ({"cookie": "a=b"}, False),
    ],
)
def test_only_our_own_pages_and_programs_may_change_anything(headers: dict[str, str], ours: bool) -> None:
    sent = {"host": "here.example", **headers}
    scope = {"type": "http", "scheme": "https", "headers": [(k.encode(), v.encode()) for k, v in sent.items()]}
    assert sent_by_us(scope) is ours


def test_every_answer_of_whatever_status_carries_the_headers_that_protect(limited: TestClient, tmp_path: Path) -> None:
    for answer in (limited.get("/healthz"), limited.get("/nothing"), limited.put("/healthz"), limited.get("/%ff")):
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "server" not in answer.headers
        assert "strict-transport-security" not in answer.headers
    with serving(settings_for(tmp_path, https=True)) as secure:
        assert secure.get("/nothing").headers["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize(
    ("setting", "asked", "status"),
    [
        ("loopback", {}, 200),
        ("loopback", {"client": ("192.0.2.1", 1)}, 404),
        ("loopback", {"headers": {"X-Forwarded-For": "192.0.2.1"}}, 404),
        ("loopback", {"headers": {"Forwarded": "for=192.0.2.1"}}, 404),
        ("loopback", {"base_url": "http://munasara.example"}, 404),
        ("on", {"client": ("192.0.2.1", 1)}, 200),
        ("off", {}, 404),
    ],
)
def test_counts_are_told_only_to_whom_the_setting_says(
    tmp_path: Path, setting: str, asked: dict[str, Any], status: int
) -> None:
    settings = settings_for(tmp_path, metrics=setting, hosts=("localhost", "munasara.example"))
    with serving(settings) as service:
        here: dict[str, Any] = {"base_url": HERE, "client": ("127.0.0.1", 1), **asked}
        assert TestClient(service.app, **here).get("/metrics").status_code == status


def test_counts_hold_routes_methods_and_statuses_and_nothing_that_was_sent(tmp_path: Path) -> None:
    with serving(settings_for(tmp_path, metrics="on")) as service:
        service.get("/api/v1/packs/CANARY", headers={"User-Agent": "CANARY"})
        service.request("CANARY", "/CANARY/CANARY?CANARY=CANARY")
        service.post("/api/v1/plans", json={"profile": {"campaign": "CANARY"}})
        told = service.get("/metrics").text
    assert 'munasara_requests_total{route="/api/v1/packs/{id}",method="GET",status="404"} 1' in told
    assert 'munasara_requests_total{route="none",method="other",status="404"} 1' in told
    assert 'munasara_request_seconds_count{route="/api/v1/plans"} 1' in told
    assert "CANARY" not in told
