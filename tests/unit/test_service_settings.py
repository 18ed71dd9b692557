"""The service's settings: told without secrets, refused with every mistake, and listed as they are."""

import json
import socket
from pathlib import Path

import pytest

from api.refusals import REFUSALS
from api.settings import PREFIX, Settings, read_settings, shown
from engine.errors import Refused
from tests.commands.command import Munasara

DOCS = Path(__file__).parents[2] / "docs"
BEGIN, END = "<!-- settings -->", "<!-- end of settings -->"


def table() -> str:
    """The settings as docs/operators.md lists them."""
    lines = ["| variable | default | what it is |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = ",".join(field.default) if isinstance(field.default, tuple) else field.default
        told = "" if default is None else f"`{str(default).lower() if isinstance(default, bool) else default}`"
        lines.append(f"| `{PREFIX}{name.upper()}` | {told} | {field.description} |")
    return "\n".join(lines)


def test_the_operators_page_lists_every_setting_as_it_is() -> None:
    page = (DOCS / "operators.md").read_text(encoding="utf-8")
    assert page.partition(BEGIN)[2].partition(END)[0].strip() == table(), f"put this there:\n{table()}"


def test_the_integrators_page_lists_every_error_with_its_status() -> None:
    page = (DOCS / "api.md").read_text(encoding="utf-8")
    for word, (status, _) in REFUSALS.items():
        assert f"| `{word}` | {status} |" in page


def test_the_configuration_is_shown_without_secrets(tmp_path: Path) -> None:
    ran = Munasara(tmp_path)(
        "serve",
        "--show-config",
        MUNASARA_DATABASE_URL="postgresql://me:S3CRET@db/x",
        MUNASARA_HOSTS="a.example, b.example",
    )
    assert ran.code == 0
    assert "S3CRET" not in ran.out + ran.err
    told = json.loads(ran.out)
    assert set(told) == {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    assert told["MUNASARA_HOSTS"] == ["a.example", "b.example"]


def test_every_senseless_setting_is_told_at_once_without_its_value(tmp_path: Path) -> None:
    ran = Munasara(tmp_path)("serve", MUNASARA_PORT="S3CRET", MUNASARA_METRICS="S3CRET", MUNASARA_WORKERS="0")
    assert ran.code == 2
    assert [line.split(":")[0] for line in ran.err.splitlines()] == [
        "SERVE-001 MUNASARA_PORT",
        "SERVE-001 MUNASARA_METRICS",
        "SERVE-001 MUNASARA_WORKERS",
    ]
    assert "S3CRET" not in ran.err


@pytest.mark.parametrize("pack", ["nothing", "../rules"])
def test_a_pack_that_is_not_there_is_told_before_anything_is_served(tmp_path: Path, pack: str) -> None:
    ran = Munasara(tmp_path)("serve", MUNASARA_PACKS=pack, MUNASARA_DATA=str(tmp_path / "data"))
    assert (ran.code, ran.codes[0]) == (2, "PACK-004")


def test_an_empty_variable_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUNASARA_PORT", "")
    assert read_settings().port == 8000


def test_a_database_s_password_shows_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUNASARA_DATABASE_URL", "postgresql://me:S3CRET@db/x")
    settings = read_settings()
    assert "S3CRET" not in repr(settings) + shown(settings)
    assert settings.database == "postgresql://me:S3CRET@db/x"


def test_one_wrong_setting_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUNASARA_HOSTS", ",")
    with pytest.raises(Refused, match="SERVE-001 MUNASARA_HOSTS"):
        read_settings()


def test_a_port_that_is_taken_and_a_host_that_is_not_ours_are_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        usual = {"MUNASARA_PACKS": "minimal", "MUNASARA_DATA": str(tmp_path / "data"), "MUNASARA_PORT": port}
        for more in ({}, {"MUNASARA_HOST": "192.0.2.1"}, {"MUNASARA_HOST": "no such host"}):
            ran = Munasara(tmp_path)("serve", **{**usual, **more})
            assert (ran.code, ran.codes) == (2, ["SERVE-003"])


@pytest.mark.parametrize("url", ["mysql://me:S3CRET@db/x", "sqlite:////dev/null/x"])
def test_a_database_that_is_named_wrongly_ends_serving_as_it_ends_upgrading(tmp_path: Path, url: str) -> None:
    both = [Munasara(tmp_path)(*words, MUNASARA_DATABASE_URL=url) for words in (("serve",), ("db", "upgrade"))]
    assert [(ran.code, ran.err) for ran in both] == [(2, both[0].err)] * 2
    assert "S3CRET" not in both[0].err


def test_a_database_that_does_not_answer_is_told_without_its_address(tmp_path: Path) -> None:
    url = "postgresql://me:S3CRET@127.0.0.1:9/nowhere"
    ran = Munasara(tmp_path)("serve", MUNASARA_PACKS="minimal", MUNASARA_DATABASE_URL=url)
    assert (ran.code, ran.codes) == (4, ["DB-005"])
    assert "S3CRET" not in ran.err
    assert "nowhere" not in ran.err
