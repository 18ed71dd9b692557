"""No save that was acknowledged is lost, whenever the service or the database's own process is killed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.service.databases import Server

ROOT = Path(__file__).parents[2]
KILLS = 200
SERVER_EVERY = 40


def test_two_hundred_kills_under_load_lose_no_acknowledged_save(
    kind: str, url: str, request: pytest.FixtureRequest
) -> None:
    server_too = False
    if kind == "postgresql":
        server: Server = request.getfixturevalue("postgresql")
        server_too = server.files is not None  # ours, so that we may kill it
    ran = subprocess.run(
        [sys.executable, "-m", "tests.service.killed"],
        input=json.dumps({"url": url, "kills": KILLS, "server every": SERVER_EVERY if server_too else 0}),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    outcome = json.loads(ran.stdout)
    assert outcome["lost"] == []
    assert outcome["kills"] == KILLS
    assert outcome["whole"]
    assert outcome["acknowledged"] > 3 * KILLS, "the kills came under load"
    assert outcome["unacknowledged"] > 0, "some kills came within a save"
