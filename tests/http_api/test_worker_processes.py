"""Work that takes too long is stopped, work that fails says nothing of what it was about, and the next is done."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.workers import Busy, TookTooLong, Workers, WorkFailed
from engine.errors import Mistake, Refused
from engine.sentences import Sentence
from tests.commands.command import INSTALLED, heeds_ctrl_c
from tests.http_api.serving import PROFILE, live, serving, settings_for, status

API = "/api/v1"


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    made = Workers(1, seconds=5, wait=0.2)
    made.run(len, "begun")
    yield made
    made.close()


def refuses() -> None:
    raise Refused([Mistake("X-001", "here", "is wrong.", "Mend it.")])


def refuses_a_name() -> None:
    fact, place = Sentence("'{name}' is wrong.", {"name": "a {b} {"}), Sentence("{at}", {"at": "{here}"})
    raise Refused([Mistake("X-001", place, fact, "Mend it.")])


def fails(secret: str) -> None:
    raise ValueError(f"failed over {secret}")


def test_a_mistake_comes_back_from_a_worker_whatever_stands_in_a_name(workers: Workers) -> None:
    with pytest.raises(Refused) as refused:
        workers.run(refuses_a_name)
    assert str(refused.value) == "X-001 {here}: 'a {b} {' is wrong. Mend it."


def test_work_is_done_in_another_process(workers: Workers) -> None:
    assert workers.run(os.getpid) != os.getpid()


def test_what_takes_too_long_is_stopped_and_the_next_is_done(workers: Workers) -> None:
    before, began = workers.run(os.getpid), time.monotonic()
    with pytest.raises(TookTooLong):
        workers.run(time.sleep, 60)
    assert time.monotonic() - began < 20
    assert workers.run(os.getpid) != before
    with pytest.raises(ProcessLookupError):
        os.kill(before, 0)


def test_a_worker_that_dies_is_replaced(workers: Workers) -> None:
    with pytest.raises(WorkFailed):
        workers.run(os._exit, 1)
    assert workers.run(len, "abc") == 3


def test_who_waits_too_long_for_a_worker_is_put_off(workers: Workers) -> None:
    workers.run(len, "warm")
    begun = threading.Thread(target=lambda: workers.run(time.sleep, 2))
    begun.start()
    time.sleep(0.5)
    with pytest.raises(Busy):
        workers.run(len, "abc")
    begun.join()
    assert workers.run(len, "abc") == 3


def test_mistakes_come_back_as_they_were(workers: Workers) -> None:
    with pytest.raises(Refused) as refused:
        workers.run(refuses)
    assert refused.value.mistakes == (Mistake("X-001", "here", "is wrong.", "Mend it."),)


def test_a_failure_tells_its_kind_and_place_and_nothing_else(workers: Workers) -> None:
    with pytest.raises(WorkFailed) as failed:
        workers.run(fails, "CANARY")
    assert str(failed.value).startswith("ValueError in test_worker_processes.py:")
    assert "CANARY" not in str(failed.value)


def test_a_plan_that_would_take_too_long_is_refused_and_holds_up_nobody(tmp_path: Path) -> None:
    with serving(settings_for(tmp_path, work_seconds=0.001)) as client:
        answer = client.post(f"{API}/plans", json={"profile": PROFILE})
        assert (answer.status_code, answer.json()["error"]) == (422, "too_complex")
        assert client.get("/healthz").status_code == 200
        assert client.get(f"{API}/packs").status_code == 200


def test_without_a_free_worker_the_answer_is_503_with_a_time_to_come_back(tmp_path: Path) -> None:
    with serving(settings_for(tmp_path, wait_seconds=0.1)) as client:
        workers: Workers = client.app.state.workers  # type: ignore[attr-defined]
        holding = threading.Thread(target=lambda: workers.run(time.sleep, 3))
        holding.start()
        time.sleep(0.5)
        answer = client.post(f"{API}/assessments", json={"profile": PROFILE})
        assert (answer.status_code, answer.json()["error"]) == (503, "overloaded")
        assert int(answer.headers["retry-after"]) > 0
        holding.join()
        assert client.post(f"{API}/assessments", json={"profile": PROFILE}).status_code == 200


@pytest.mark.parametrize("kill", [False, True], ids=["ended", "killed"])
def test_the_workers_end_with_the_service(tmp_path: Path, kill: bool) -> None:
    with live(tmp_path) as server:
        assert status(server.exchange(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")) == 200
        children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
        if not children.exists():
            pytest.skip("this system does not list a process's children")
        begun = [int(child) for child in children.read_text().split()]
        server.process.kill() if kill else server.process.terminate()
        server.process.wait(30)
    assert begun
    ends = time.monotonic() + 20
    while any(Path(f"/proc/{child}/cmdline").exists() and _lives(child) for child in begun):
        assert time.monotonic() < ends, "a worker outlives the service"
        time.sleep(0.1)


def _lives(child: int) -> bool:
    """Whether a process does; one that ended and that nobody has asked for yet does not."""
    try:
        return Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("seconds", [0, 0.3])
def test_ctrl_c_while_the_workers_load_ends_without_a_word(seconds: float, tmp_path: Path) -> None:
    """At a terminal it reaches the workers too."""
    environment = {**os.environ, "MUNASARA_PORT": "0", "MUNASARA_DATA": str(tmp_path), "MUNASARA_PACKS": "minimal"}
    with subprocess.Popen(
        [str(INSTALLED), "serve"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=heeds_ctrl_c,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"Munasara is at ")
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=30)
    assert (process.returncode, told) == (130, b"")
