"""What no honest client sends is refused with the status that fits, over a real socket, and the service goes on."""

import json
from collections.abc import Callable

import pytest

from tests.http_api.serving import DAY, PROFILE, Live, status

ROUTE = "/api/v1/assessments"
SOUND = json.dumps({"profile": PROFILE, "on": DAY}).encode()
JSON = "Content-Type: application/json"


def request(
    body: bytes = SOUND,
    *headers: str,
    method: str = "POST",
    path: str = ROUTE,
    host: str | None = "localhost",
    length: int | None = None,
) -> bytes:
    """A request as bytes. Every part can be made wrong."""
    lines = [f"{method} {path} HTTP/1.1"]
    lines += [] if host is None else [f"Host: {host}"]
    lines += list(headers) or [JSON]
    lines += [] if length == -1 else [f"Content-Length: {len(body) if length is None else length}"]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def asked(profile: str = json.dumps(PROFILE), more: str = "") -> bytes:
    """A body written by hand, for what no writer of JSON would write."""
    return f'{{"on": "{DAY}"{more}, "profile": {profile}}}'.encode("utf-8", "surrogatepass")


def chunked(*chunks: bytes) -> bytes:
    return request(b"", JSON, "Transfer-Encoding: chunked", length=-1) + b"".join(chunks)


HUGE = 50 * 2**20
DIGITS = "9" * 5000
CAMPAIGN = '{"campaign": %s, "answered_on": "2026-11-20"}'

TABLE: dict[str, tuple[int, bytes]] = {
    "a sound request": (200, request()),
    # JSON
    "NaN": (400, request(asked(more=', "policy": NaN'))),
    "infinity": (400, request(asked(more=', "policy": -Infinity'))),
    "1e400": (422, request(asked(more=', "policy": 1e400'))),
    "1e400 as an answer": (422, request(asked(json.dumps(PROFILE).replace("{}", '{"vague_purpose": 1e400}')))),
    "an integer of 5,000 digits": (422, request(asked(more=f', "redact": {DIGITS}'))),
    "a lone surrogate as an escape": (400, request(asked(CAMPAIGN % '"\\ud800"'))),
    "a lone surrogate as bytes": (400, request(asked(CAMPAIGN % '"\ud800"'))),
    "NUL as an escape": (400, request(asked(CAMPAIGN % '"a\\u0000b"'))),
    "lists in lists, 100,000 deep": (400, request(b"[" * 100_000)),
    "mappings in mappings, 20,000 deep": (400, request(b'{"a":' * 20_000)),
    "20,000 parts": (400, request(asked(more=f', "keep": [{",".join(["1"] * 20_000)}]'))),
    "one name twice": (400, request(asked(more=f', "on": "{DAY}"'))),
    "a list for a mapping": (422, request(b"[]")),
    "a number for everything": (422, request(b"7")),
    "half of it": (400, request(SOUND[:30])),
    "two values": (400, request(SOUND + SOUND)),
    "UTF-16": (400, request(SOUND.decode().encode("utf-16"))),
    "bytes that are not UTF-8": (400, request(SOUND[:-1] + b"\xff\xfe}")),
    "an empty body": (400, request(b"")),
    "no profile": (422, request(b"{}")),
    # The body around it
    "50 MB, as declared": (413, request(b"", length=HUGE)),
    "50 MB, sent": (413, request(b" " * HUGE)),
    "50 MB in chunks": (413, chunked(*([b"100000\r\n" + b" " * 2**20 + b"\r\n"] * 50), b"0\r\n\r\n")),
    "a length of 5,000 digits": (400, request(b"", JSON, f"Content-Length: {DIGITS}", length=-1)),
    "a length below zero": (400, request(b"", JSON, "Content-Length: -1", length=-1)),
    "a length that is no number": (400, request(b"", JSON, "Content-Length: ten", length=-1)),
    "two lengths": (400, request(SOUND, JSON, "Content-Length: 1")),
    "a chunk whose size is no number": (400, chunked(b"zz\r\nabc\r\n0\r\n\r\n")),
    "a chunk without its end": (400, chunked(b"3\r\nabcdef\r\n0\r\n\r\n")),
    "an unknown transfer coding": (400, request(b"", JSON, "Transfer-Encoding: gzip", length=-1)),
    "a form for JSON": (415, request(b"a=b", "Content-Type: application/x-www-form-urlencoded")),
    "text for JSON": (415, request(SOUND, "Content-Type: text/plain")),
    "no content type": (415, request(SOUND, "Accept: */*")),
    "JSON in another encoding": (415, request(SOUND, "Content-Type: application/json; charset=utf-16")),
    "compressed": (415, request(SOUND, JSON, "Content-Encoding: gzip")),
    "two content types": (415, request(SOUND, JSON, JSON)),
    # Address and head
    "an unknown method": (405, request(b"", "Accept: */*", method="FROBNICATE")),
    "TRACE": (405, request(b"", "Accept: */*", method="TRACE")),
    "DELETE of a route": (405, request(b"", "Accept: */*", method="DELETE")),
    "PUT of nothing": (404, request(SOUND, method="PUT", path="/api/v1/nothing")),
    "a method that is no word": (400, request(b"", "Accept: */*", method="G(E)T")),
    "a path that is not UTF-8": (400, request(b"", "Accept: */*", method="GET", path="/api/v1/packs/%ff%fe")),
    "a query that is not UTF-8": (400, request(b"", "Accept: */*", method="GET", path="/api/v1/packs?lang=%ff")),
    "NUL in the path": (400, request(b"", "Accept: */*", method="GET", path="/api/v1/packs/%00")),
    "a line end in the path": (400, request(b"", "Accept: */*", method="GET", path="/api/v1/packs/a%0d%0ab")),
    "raw bytes in the path": (400, request(b"", "Accept: */*", method="GET", path="/api/v1/packs/\xff")),
    "up and out": (404, request(b"", "Accept: */*", method="GET", path="/api/v1/packs/..%2f..%2fetc%2fpasswd")),
    "a path of 3,000 letters": (414, request(b"", "Accept: */*", method="GET", path="/" + "a" * 3000)),
    "a query of 3,000 letters": (
        414,
        request(b"", "Accept: */*", method="GET", path="/api/v1/packs?lang=" + "a" * 3000),
    ),
    "a path of a million letters": (400, request(b"", "Accept: */*", method="GET", path="/" + "a" * 1_000_000)),
    "100 header fields": (431, request(SOUND, JSON, *(f"X-{number}: 1" for number in range(100)))),
    "20 KiB in one header field": (431, request(SOUND, JSON, "X-Long: " + "a" * 20_000)),
    "1 MB in one header field": (400, request(SOUND, JSON, "X-Long: " + "a" * 1_000_000)),
    "a header field without a colon": (400, request(SOUND, JSON, "nonsense")),
    "a header name with a space": (400, request(SOUND, JSON, "X y: 1")),
    "no host": (400, request(host=None)),
    "two hosts": (400, request(SOUND, JSON, "Host: localhost")),
    "another host": (400, request(host="evil.example")),
    "a host that is no name": (400, request(host="localhost@evil.example")),
    "an empty host": (400, request(host="")),
    "a host forwarded": (200, request(SOUND, JSON, "X-Forwarded-Host: evil.example")),
    "another site's page": (403, request(SOUND, JSON, "Origin: http://evil.example")),
    "another site's page, as the browser says": (403, request(SOUND, JSON, "Sec-Fetch-Site: cross-site")),
    "a page of nobody": (403, request(SOUND, JSON, "Origin: null")),
    "a cookie from no browser": (403, request(SOUND, JSON, "Cookie: a=b")),
    "HTTP/3 on a line": (400, request().replace(b"HTTP/1.1", b"HTTP/3.0", 1)),
    "no HTTP at all": (400, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"),
    "an upgrade to WebSocket": (
        404,
        request(b"", "Connection: Upgrade", "Upgrade: websocket", method="GET", path="/ws"),
    ),
    "a language that is none": (422, request(b"", "Accept: */*", method="GET", path="/api/v1/packs?lang=xx")),
    "a language of 500 letters": (
        422,
        request(b"", "Accept: */*", method="GET", path=f"/api/v1/packs?lang={'a' * 500}"),
    ),
    "odd preferences": (200, request(b"", "Accept-Language: ;;q=,,ar;q=x, *;q=9", method="GET", path="/api/v1/packs")),
}


@pytest.mark.parametrize("name", TABLE)
def test_bad_http_is_refused_as_what_it_is(server: Live, name: str) -> None:
    expected, sent = TABLE[name]
    answer = server.exchange(sent)
    assert status(answer) == expected, answer[:300]
    assert b"Traceback" not in answer


@pytest.mark.parametrize("name", [name for name, (expected, _) in TABLE.items() if expected != 200])
def test_each_refusal_has_the_one_shape_and_the_headers_of_every_answer(server: Live, name: str) -> None:
    _, sent = TABLE[name]
    head, _, body = server.exchange(sent).partition(b"\r\n\r\n")
    problem = json.loads(body)
    assert set(problem) == {"error", "message", "fields", "id"}
    assert f"x-request-id: {problem['id']}".encode() in head
    assert b"cache-control: no-store" in head
    assert b"content-security-policy: default-src 'none'" in head


SLOW: dict[str, Callable[[], tuple[int, list[bytes]]]] = {
    "a head that stops": lambda: (0, [b"POST / HTTP/1.1\r\nHo", b""]),
    "nothing at all": lambda: (0, [b""]),
    "a head that drips": lambda: (0, [b"POST / HTTP/1.1\r\n", *[b"X-A: b\r\n"] * 5]),
    "a body that stops": lambda: (408, [request(SOUND[:10], length=len(SOUND))]),
    "a body that drips": lambda: (408, [request(b"", length=100), *[b" "] * 5]),
    "a chunk that stops": lambda: (408, [chunked(b"10\r\nabc")]),
}


@pytest.mark.parametrize("name", SLOW)
def test_a_request_that_does_not_come_to_its_end_is_given_up(server: Live, name: str) -> None:
    expected, parts = SLOW[name]()
    answer = server.exchange(*parts, pause=0.4, seconds=8)
    assert status(answer) == expected


def test_the_service_goes_on_and_has_logged_nothing_of_what_was_sent(server: Live) -> None:
    for _, sent in list(TABLE.values())[:20]:
        server.exchange(sent)
    assert status(server.exchange(request())) == 200
    logged = server.log.read_text(encoding="utf-8")
    assert "INTERNAL" not in logged
    assert "Traceback" not in logged
    assert not any(word in logged for word in ("127.0.0.1", "evil.example", "Clean water", ROUTE))
