"""The service's settings, from the environment. Every field's description is its line in docs/operators.md."""

import json
import os
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from api.storage.place import FOLDER_VARIABLE, data_folder, sqlite_url
from engine.errors import Mistake, Refused

PREFIX: Final = "MUNASARA_"


def _listed(value: object) -> object:
    """Names parted by commas, as an environment variable holds them."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]


class Settings(BaseSettings):
    """Everything that can be set. An unset variable, or an empty one, leaves the default."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True)

    host: str = Field("127.0.0.1", description="The address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="The port to listen on; 0 takes any that is free.")
    data: Path | None = Field(
        None, description="The folder of the SQLite database; default: `munasara` among the data of the user."
    )
    database_url: SecretStr | None = Field(
        None,
        description="`postgresql://USER:PASSWORD@HOST/NAME`, or `sqlite:///FILE`; default: SQLite in the data folder.",
    )
    hosts: Names = Field(
        ("localhost", "127.0.0.1", "[::1]"),
        min_length=1,
        description="The names under which it is reached, parted by commas; a request to any other is refused.",
    )
    https: bool = Field(
        False, description="Whether it is reached by HTTPS only: browsers are then told to insist on it."
    )
    trusted_proxies: Names = Field(
        ("127.0.0.1", "::1"),
        description="Addresses of proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.",
    )
    packs: Names = Field(
        ("advocacy",), min_length=1, description="The packs that are offered; the first is the one used unless named."
    )
    metrics: Literal["loopback", "on", "off"] = Field(
        "loopback", description="Who may read `/metrics`: only this machine directly, everyone, or nobody."
    )
    workers: int = Field(2, ge=1, le=64, description="Processes that assess and plan: as many as there are processors.")
    work_seconds: float = Field(
        20, gt=0, le=600, description="How long one assessment or plan may take, in seconds; then it is stopped."
    )
    wait_seconds: float = Field(
        10, gt=0, le=600, description="How long a request waits for a free worker, in seconds, before it is put off."
    )
    head_seconds: float = Field(15, gt=0, le=600, description="How long the head of a request may take, in seconds.")
    body_seconds: float = Field(20, gt=0, le=600, description="How long the content of a request may take, in seconds.")
    requests_at_once: int = Field(
        128, ge=1, le=10_000, description="Requests that are answered at the same time; more are put off with 503."
    )
    connections: int = Field(
        1000, ge=1, le=100_000, description="Connections that are kept open; more are closed unanswered."
    )
    reads_per_minute: int = Field(600, ge=1, description="Requests of one address in a minute.")
    work_per_minute: int = Field(
        30,
        ge=1,
        description="Assessments and plans by the API for one address in a minute; so many PDFs and uploads, too.",
    )
    results_per_minute: int = Field(
        240,
        ge=1,
        description="Results on pages for one address in a minute: reports, comparisons, next questions, copies.",
    )
    codes_per_minute: int = Field(6, ge=1, description="Codes that one address may try in a minute.")

    @property
    def database(self) -> str:
        """The URL of the database. It may hold a password: never to be shown."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return sqlite_url(self.data or data_folder({**os.environ, FOLDER_VARIABLE: ""}))


def read_settings() -> Settings:
    """The settings of this environment. Raises Refused with every senseless one; no value is repeated."""
    try:
        return Settings()
    except ValidationError as error:
        mistakes = [
            Mistake(
                "SERVE-001",
                f"{PREFIX}{str(found['loc'][0]).upper()}",
                f"cannot be used: {found['msg'][:1].lower()}{found['msg'][1:]}.",
                "Correct it, or remove it; docs/operators.md lists all settings.",
            )
            for found in error.errors(include_input=False, include_url=False)
        ]
        raise Refused(dict.fromkeys(mistakes)) from None


def shown(settings: Settings) -> str:
    """The settings as JSON by the names of their variables; a secret shows as asterisks."""
    plain = settings.model_dump(mode="json")
    return json.dumps({f"{PREFIX}{name.upper()}": value for name, value in plain.items()}, indent=2, ensure_ascii=False)
