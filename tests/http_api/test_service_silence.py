"""What the service writes down holds nothing that anybody sent: no answer, no address, no browser, whatever happens."""

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.logs import log_to_stderr
from api.serve import open_store
from api.service import create_app
from tests.http_api.route_table import TABLE
from tests.http_api.serving import HERE, PROFILE, Live, live, settings_for, status
from tests.http_api.test_worker_processes import fails

CANARY = "CaNaRy7f3a"
AGENT = "CaNaRyAgent"
BODY: dict[str, Any] = {
    "on": "2026-11-22",
    "profile": {
        **PROFILE,
        "campaign": CANARY,
        "lessons": [CANARY],
        "answers": {"safe_welcome": {"answer": 3, "evidence": {"note": CANARY, "owner": CANARY}}, CANARY: CANARY},
    },
    CANARY: CANARY,
}
PLACE_ALONE = re.compile(r"[\d-]+ [\d:,]+ (WARNING|ERROR) uvicorn\.error in [a-z0-9_]+\.py:\d+")
"""What is written of requests that are no HTTP: not a word of whoever tells of them."""
FORMS = {
    "application/json": json.dumps(BODY).encode(),
    "application/x-www-form-urlencoded": f"{CANARY}={CANARY}".encode(),
    "multipart/form-data; boundary=b": (
        f'--b\r\nContent-Disposition: form-data; name="{CANARY}"; filename="{CANARY}"\r\n\r\n{CANARY}\r\n--b--\r\n'
    ).encode(),
}


def sent(method: str, path: str, kind: str, body: bytes) -> bytes:
    head = (
        f"{method} {path}?{CANARY}={CANARY} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {AGENT}\r\nX-Odd: {CANARY}\r\n"
        f"Accept-Language: {CANARY}\r\nX-Forwarded-For: 203.0.113.77\r\nSec-Fetch-Site: same-origin\r\n"
        f"Cookie: __Host-munasara={CANARY}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def everything() -> list[bytes]:
    """Every route with canaries wherever something can be sent, and bytes that are no request."""
    found = []
    for route, entry in TABLE.items():
        method, path = route.split(" ")
        for address in {entry.address or path, path.replace("{id}", CANARY).replace("{name}", CANARY)}:
            found += [sent(method, address, kind, body) for kind, body in FORMS.items()]
            found.append(sent(method, address, "application/json", b'{"' + CANARY.encode()))
    return [
        *found,
        sent("GET", f"/{CANARY}/%ff", "text/plain", b""),
        f"{CANARY}\r\n\r\n".encode(),
        b"GET /\x00 \r\n\r\n",
    ]


def misshapen() -> list[bytes]:
    """Uploads that their reader stumbles over at a letter of something secret, and what asks for other protocols."""
    head = "Host: localhost\r\nSec-Fetch-Site: same-origin\r\n"
    found = [
        f"GET / HTTP/1.1\r\n{head}Connection: Upgrade\r\nUpgrade: {kind}\r\n\r\n".encode()
        for kind in ("websocket", "h2c")
    ]
    part = b'Content-Disposition: form-data; name="profile"; filename="x"\r\n\r\nabc\r\n'
    for letter in (b"S", b"\xff"):
        bodies = (b"--b%b\r\n" + part, b"--b\r\n%b\xff: x\r\n", b"--b\r\n" + part + b"--b%b")
        kind = "multipart/form-data; boundary=b"
        found += [sent("POST", "/en/upload", kind, body.replace(b"%b", letter)) for body in bodies]
    return found


def exchange_everything(server: Live) -> list[int]:
    return [status(server.exchange(one)) for one in (*everything(), *misshapen())]


def test_what_the_service_writes_holds_nothing_that_was_sent(tmp_path: Path) -> None:
    plenty = {f"MUNASARA_{kind}_PER_MINUTE": "100000" for kind in ("READS", "WORK", "RESULTS")}
    with live(tmp_path, **plenty) as server:
        answered = exchange_everything(server)
        assert set(answered) >= {200, 400, 404, 415, 422}
        assert all(code < 500 for code in answered)
        server.stop()
        assert server.process.stdout is not None
        logged = server.log.read_text(encoding="utf-8")
        written = logged.encode() + server.process.stdout.read()
    assert [line for line in logged.splitlines() if not PLACE_ALONE.fullmatch(line)] == []
    assert "multipart" not in logged
    for secret in (CANARY, AGENT, "203.0.113.77", "127.0.0.1", "/api/v1"):
        assert secret.encode().lower() not in written.lower(), secret
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or CANARY.encode() not in path.read_bytes(), path.name


def test_of_what_libraries_say_only_the_place_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        log_to_stderr()
        logging.getLogger("weasyprint").warning("Ignored %s", CANARY)
        try:
            raise ValueError(CANARY)
        except ValueError:
            logging.getLogger("uvicorn.error").exception(CANARY, stack_info=True)
        logging.getLogger("python_multipart.multipart").error(CANARY)
        logging.getLogger("munasara").error("INTERNAL-001 (request %s)", "0f3b")
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    here = Path(__file__).name
    written = capsys.readouterr().err.splitlines()
    assert [re.sub(r":\d+", "", line.split(" ", 2)[2]) for line in written] == [
        f"WARNING weasyprint in {here}",
        f"ERROR uvicorn.error in {here}: ValueError in {here}",
        "ERROR INTERNAL-001 (request 0f3b)",
    ]


def test_a_defect_is_logged_by_kind_place_and_id_and_answered_without_a_word_of_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = settings_for(tmp_path)
    app = create_app(settings, open_store(settings))

    @app.get("/defect/{secret}")
    def defect(secret: str) -> None:
        raise ValueError(f"failed over {secret}")

    @app.get("/defective-worker/{secret}")
    def defective_worker(secret: str) -> None:
        app.state.workers.run(fails, secret)

    caplog.set_level(logging.DEBUG)
    with TestClient(app, base_url=HERE) as client:
        for path, place in (("defect", "test_service_silence.py"), ("defective-worker", "test_worker_processes.py")):
            caplog.clear()
            answer = client.get(f"/{path}/{CANARY}", headers={"User-Agent": AGENT})
            assert (answer.status_code, answer.json()["error"]) == (500, "internal")
            assert CANARY not in answer.text
            ours = [record.getMessage() for record in caplog.records if record.name == "munasara"]
            assert len(ours) == 1
            assert f"ValueError in {place}:" in ours[0]
            assert answer.json()["id"] in ours[0]
            # httpx2 is the test's own client and says what it sends.
            others = [record for record in caplog.records if not record.name.startswith("httpx2")]
            assert not any(CANARY in record.getMessage() or record.exc_info for record in others)
