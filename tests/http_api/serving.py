"""The service for tests: within this process, or as an operator starts it, spoken to over a socket."""

import os
import re
import select
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from api.serve import assembled, open_store
from api.settings import Settings
from tests.commands.command import INSTALLED

HERE = "http://localhost"
UNLIMITED = 10**9
DAY = "2026-11-22"
PROFILE: dict[str, Any] = {"campaign": "Clean water", "answered_on": "2026-11-20", "answers": {}}


def settings_for(folder: Path, **changes: Any) -> Settings:
    """Settings with a database in the folder, the small pack, one worker and no limits on how often one may ask."""
    often = dict.fromkeys(("reads_per_minute", "work_per_minute", "results_per_minute", "codes_per_minute"), UNLIMITED)
    usual: dict[str, Any] = {"packs": ("minimal",), "workers": 1, **often}
    return Settings(data=folder, **{**usual, **changes})


@contextmanager
def serving(settings: Settings) -> Iterator[TestClient]:
    """The whole service within this process, with its guards and its workers."""
    store = open_store(settings)
    with TestClient(assembled(settings, store), base_url=HERE) as client:
        yield client


@dataclass
class Live:
    """`munasara serve` in a process of its own."""

    process: "subprocess.Popen[bytes]"
    port: int
    log: Path

    def exchange(self, *parts: bytes, pause: float = 0, seconds: float = 15) -> bytes:
        """Send these bytes and return all that comes back until the other side closes or has said all it will."""
        with closing(socket.create_connection(("127.0.0.1", self.port), timeout=seconds)) as connection:
            for number, part in enumerate(parts):
                time.sleep(pause if number else 0)
                if not _sent(connection, part):
                    break
            return _answer(connection, seconds)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


@contextmanager
def live(folder: Path, **environment: str) -> Iterator[Live]:
    """The service as an operator starts it, on a free port."""
    log = folder / "stderr"
    usual = {"MUNASARA_PORT": "0", "MUNASARA_DATA": str(folder / "data"), "MUNASARA_PACKS": "minimal"}
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [str(INSTALLED), "serve"],
            env={**os.environ, **usual, "MUNASARA_WORKERS": "1", **environment},
            stdout=subprocess.PIPE,
            stderr=errors,
        )
    try:
        yield Live(process, _port(process), log)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _port(process: "subprocess.Popen[bytes]") -> int:
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], 60)
    line = process.stdout.readline().decode() if ready else ""
    found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
    assert found, f"the service did not start: {line!r}"
    return int(found[1])


def _sent(connection: socket.socket, part: bytes) -> bool:
    """Whether the other side took it all; it may refuse and close before that."""
    try:
        connection.sendall(part)
    except (BrokenPipeError, ConnectionResetError):
        return False
    return True


def _answer(connection: socket.socket, seconds: float) -> bytes:
    found, ends = b"", time.monotonic() + seconds
    while time.monotonic() < ends and not _whole(found):
        ready, _, _ = select.select([connection], [], [], max(0.0, ends - time.monotonic()))
        if not ready:
            break
        try:
            read = connection.recv(65536)
        except ConnectionResetError:
            break
        if not read:
            break
        found += read
    return found


def _whole(answer: bytes) -> bool:
    """Whether an answer has come to its end, by its own word."""
    head, end, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head)
    return bool(end and length and len(body) >= int(length[1]))


def status(answer: bytes) -> int:
    """The status of an answer; 0 if there is none."""
    found = re.match(rb"HTTP/1\.1 (\d{3}) ", answer)
    return int(found[1]) if found else 0
