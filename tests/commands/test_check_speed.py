"""Many profiles: quick enough for a pipeline, and the same result as one at a time."""

import json
import os
import resource
import signal
import sys
from pathlib import Path

import pytest

from api import check_pool
from engine.checking import Gate
from tests.commands.command import InProcess, Munasara
from tests.commands.gates import ON, Files

EXAMPLES = sorted((Path(__file__).parents[2] / "docs" / "examples").glob("*.yaml"))
# 500 profiles take 3 seconds at most on two cores. Waiting is left out by counting processor time, of which a machine
# that is busy with other work spends up to twice as much on the same.
PROFILES, PROCESSOR_SECONDS, WHEN_BUSY = 500, 6, 2


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "campaigns"
    folder.mkdir()
    for number in range(PROFILES):
        said = EXAMPLES[number % len(EXAMPLES)].read_text(encoding="utf-8")
        named = said.replace("\ncampaign: ", f"\ncampaign: {number} ", 1)
        (folder / f"{number:03}.yaml").write_text(named, encoding="utf-8")
    return folder


def test_five_hundred_profiles_take_three_seconds_of_two_cores(munasara: Munasara, many: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = munasara("check", f"{many}/*.yaml", "--on", ON, "--format", "json")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    document = json.loads(ran.out)
    assert ran.code == 1
    assert len(document["profiles"]) == PROFILES
    assert not document["cross_checked"]
    taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    busy = os.getloadavg()[0] > (os.cpu_count() or 1)
    assert taken < PROCESSOR_SECONDS * (WHEN_BUSY if busy else 1)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system does not let a process keep to one core")
def test_several_processes_find_what_one_finds(in_process: InProcess, many: Path) -> None:
    def check() -> str:
        return in_process("check", f"{many}/0*.yaml", "--on", ON, "--format", "json").out

    cores = os.sched_getaffinity(0)
    shared = check()
    os.sched_setaffinity(0, {min(cores)})
    try:
        assert check() == shared
    finally:
        os.sched_setaffinity(0, cores)


@pytest.mark.skipif(sys.platform == "win32", reason="there is one process")
def test_a_process_that_is_killed_ends_the_check(
    in_process: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one is for want of memory: the check must neither wait for it nor leave out its profiles."""
    own, files = os.getpid(), Files(tmp_path)

    def killed(*_: object) -> None:
        assert os.getpid() != own, "the work is shared out"
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(check_pool, "ENOUGH", 2)
    monkeypatch.setattr(check_pool, "cores", lambda: 2)
    monkeypatch.setattr(Gate, "check", killed)
    ran = in_process("check", *(files.campaign("go", f"C {n}", f"{n}.yaml") for n in range(2)), "--on", ON)
    assert (ran.code, ran.codes) == (4, ["INTERNAL-001"])


def test_the_second_inference_is_asked_while_profiles_are_few(in_process: InProcess, tmp_path: Path) -> None:
    path = Files(tmp_path).campaign("go")
    assert json.loads(in_process("check", path, "--on", ON, "--format", "json").out)["cross_checked"]
