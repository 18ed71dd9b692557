"""A command starts with what it needs and no more: by the names of modules, since a time differs between machines."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.commands.command import DAY, SOUND, Munasara

# What a command lists when it ends, on standard error: all that was imported.
LISTING = "import atexit, json, sys; atexit.register(lambda: sys.stderr.write(json.dumps(sorted(sys.modules))))\n"
START = LISTING + "from api.cli import main"
SERVICE = {"fastapi", "starlette", "uvicorn", "sqlalchemy", "alembic", "cryptography", "argon2", "pydantic_settings"}
HEAVY = {*SERVICE, "numpy", "highspy", "xlsxwriter", "python_calamine", "jinja2", "multiprocessing", "concurrent"}
OF_ENGINE_AT_FIRST = {"engine", "engine.errors", "engine.sentences"}  # what a mistake in a command is told with


def imported(*arguments: str, **environment: str) -> set[str]:
    code = START if not arguments else f"{START}\nsys.argv = {['munasara', *arguments]!r}\nmain()"
    ran = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **environment}, capture_output=True, timeout=60, check=False
    )
    assert ran.returncode in (0, 1, 3), ran.stderr.decode()
    return set(json.loads(ran.stderr))


def test_a_command_that_is_broken_off_before_it_has_begun_ends_without_a_traceback() -> None:
    broken_off = (
        "class Broken:\n    def find_spec(self, name, path=None, target=None):\n        raise KeyboardInterrupt\n"
    )
    code = f"import sys\nimport api.start\n{broken_off}sys.meta_path.insert(0, Broken())\napi.start.main()"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, b"", b"")


def roots(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


@cache
def at_first() -> set[str]:
    return imported()


@pytest.fixture
def profile(tmp_path: Path) -> str:
    path = tmp_path / "x.yaml"
    path.write_text(SOUND, encoding="utf-8")
    return str(path)


def test_a_command_that_is_not_yet_chosen_loads_neither_models_nor_reports_nor_any_heavy_library() -> None:
    assert {name for name in at_first() if name.startswith("engine")} == OF_ENGINE_AT_FIRST
    assert roots(at_first()) & {*HEAVY, "pydantic", "rich", "yaml", "durable_rules_engine", "reports"} == set()
    needless = ("api.check_pool", "api.screen_", "api.pages", "api.http", "api.storage", "api.intake")
    assert [name for name in at_first() if name.startswith(needless)] == []


def test_one_campaign_is_assessed_without_what_screens_checks_plans_or_solves(profile: str, munasara: Munasara) -> None:
    loaded = imported("assess", profile, "--on", DAY, MUNASARA_CACHE=str(munasara.cache))
    assert "engine.assess" in loaded
    assert roots(loaded) & (HEAVY - {"numpy", "highspy"}) == set()
    needless = ("engine.screen", "engine.check", "engine.baseline", "engine.carried", "engine.plan_", "engine.verify")
    assert [name for name in loaded if name.startswith(needless)] == []


def test_a_campaign_with_nothing_open_needs_no_solver(munasara: Munasara) -> None:
    ready = Path(__file__).parents[2] / "docs" / "examples" / "ready.yaml"
    loaded = imported("assess", str(ready), "--on", "2026-11-22", MUNASARA_CACHE=str(munasara.cache))
    assert roots(loaded) & HEAVY == set()


def test_one_campaign_is_checked_without_processes_pages_or_a_terminal(profile: str, munasara: Munasara) -> None:
    loaded = imported("check", profile, "--on", DAY, MUNASARA_CACHE=str(munasara.cache))
    assert "engine.check_run" in loaded
    assert roots(loaded) & {*(HEAVY - {"numpy", "highspy"}), "rich"} == set()
    assert [name for name in loaded if name.startswith(("engine.screen", "api.screen_", "engine.plan_"))] == []
