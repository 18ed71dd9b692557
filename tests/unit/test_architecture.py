"""The arrow api -> reports -> engine, one door per foreign library, and rules that are data: read off the imports."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
# What each layer may import of ours.
ALLOWED = {"engine": {"engine"}, "reports": {"reports", "engine"}, "api": {"api", "reports", "engine"}}
MODULES = sorted(path for layer in ALLOWED for path in (ROOT / layer).rglob("*.py"))
NAMES = [path.relative_to(ROOT).as_posix() for path in MODULES]
# A library that would otherwise spread, and the only modules that know it.
DOORS = {
    "durable": set(),  # its engine is called directly
    "durable_rules_engine": {"engine/inference.py"},
    "highspy": {"engine/solver.py"},
    "numpy": {"engine/standings.py"},
    "yaml": {"engine/documents.py", "engine/yaml_edits.py"},  # one reads, the other finds where in a text a part stands
    "cryptography": {"api/storage/sealing.py"},
    "argon2": {"api/storage/stretching.py"},
    "sqlite3": set(),
    "h11": {"api/guards/connections.py"},
    "pydantic_settings": {"api/settings.py"},
    "multiprocessing": {"api/check_pool.py", "api/screen_pool.py", "api/workers.py"},
    "psycopg": set(),
    "xlsxwriter": {"reports/workbook.py"},
    "weasyprint": {"reports/pdf.py"},
    "python_calamine": {"api/intake/workbook_process.py"},
    "charset_normalizer": {"api/intake/letters.py"},
    "rich": {"api/progress.py", "reports/terminal.py", "reports/text.py", "reports/explanation.py"},
}


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield node.module or ""
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("__import__", "importlib.import_module"):
            yield ast.unparse(node.args[0]).strip("'\"")


@cache
def roots(path: Path) -> frozenset[str]:
    return frozenset(name.partition(".")[0] for name in imports(path))


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_imports_only_from_its_own_layer_and_those_beneath(path: Path) -> None:
    layer = path.relative_to(ROOT).parts[0]
    ours = {"api", "reports", "engine", "tests", "rules", "features", "docs"}
    assert roots(path) & ours <= ALLOWED[layer]


@pytest.mark.parametrize("library", DOORS)
def test_a_library_has_one_door(library: str) -> None:
    known = {name for name, path in zip(NAMES, MODULES, strict=True) if library in roots(path)}
    assert known == DOORS[library]


@cache
def calls(path: Path) -> frozenset[str]:
    return frozenset(ast.unparse(node.func) for node in nodes(path) if isinstance(node, ast.Call))


@pytest.mark.parametrize("path", [path for path in MODULES if "engine" in path.parts], ids=lambda path: path.name)
def test_the_engine_knows_no_clock_no_chance_no_network_and_no_environment(path: Path) -> None:
    clocks = {"date.today", "datetime.now", "datetime.date.today", "datetime.datetime.now", "time.time"}
    assert not calls(path) & clocks
    assert not roots(path) & {"secrets", "socket", "urllib", "http", "requests", "httpx", "subprocess", "os"}


def test_what_is_drawn_in_the_engine_is_drawn_from_one_seed() -> None:
    """A generator that starts from a fixed number gives the same on every machine; it may only be asked for random(),
    the one draw that Python promises never to change."""
    drawing = {path.relative_to(ROOT).as_posix() for path in MODULES if "random" in roots(path)}
    assert drawing == {"engine/completions.py"}
    asked = {call for call in calls(ROOT / "engine/completions.py") if "andom" in call}
    assert asked == {"Random", "random.random"}
    assert "Random(SEED)" in (ROOT / "engine/completions.py").read_text(encoding="utf-8")


def test_only_the_reader_of_files_and_the_reader_of_packs_open_files() -> None:
    opening = {".open", ".read_bytes", ".read_text", ".write_text", ".write_bytes"}
    found = {
        path.name
        for path in MODULES
        if path.parts[len(ROOT.parts)] == "engine"
        and any(call == "open" or call.endswith(tuple(opening)) for call in calls(path))
    }
    assert found == {"documents.py", "pack_files.py"}


def test_only_the_storage_knows_the_database_and_only_one_module_its_engine() -> None:
    knowing = {name: roots(path) for name, path in zip(NAMES, MODULES, strict=True)}
    migrations = "api/storage/migrations/"
    database = {name for name, known in knowing.items() if "sqlalchemy" in known and not name.startswith(migrations)}
    assert database == {"api/storage/database.py", "api/storage/tables.py"}
    alembic = {name for name, known in knowing.items() if "alembic" in known and not name.startswith(migrations)}
    assert alembic == {"api/storage/upgrading.py"}
    engine = {name for name, path in zip(NAMES, MODULES, strict=True) if "create_engine" in calls(path)}
    assert engine == {"api/storage/database.py"}


def test_rules_are_data_and_never_code() -> None:
    kinds = {path.suffix for path in (ROOT / "rules").rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert kinds <= {".yaml", ".md"}


def test_no_module_keeps_a_language_or_a_day_in_a_global() -> None:
    for path in MODULES:
        for node in nodes(path):
            assert not isinstance(node, ast.Global), f"{path} changes a global"
