"""The command `munasara serve`: the service on uvicorn, on this machine unless settings say otherwise."""

import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.endings import BAD_PACK_OR_INTERNAL, INVALID_INPUT, bad_input_exits, refuse

if TYPE_CHECKING:
    import socket

    from fastapi import FastAPI

    from api.settings import Settings
    from api.storage.store import Store

NEEDED: Final = ("alembic", "argon2", "cryptography", "fastapi", "pydantic_settings", "sqlalchemy", "uvicorn")
BACKLOG: Final = 2048
KEEP_ALIVE_SECONDS: Final = 15
SHUTDOWN_SECONDS: Final = 30

ShowConfig = Annotated[bool, typer.Option("--show-config", help="Print the settings, without secrets, and end.")]


def serve(show_config: ShowConfig = False) -> None:
    """Serve the questionnaire and the API. Settings are environment variables: see docs/operators.md.

    Without any it listens on this machine alone and keeps its data, sealed, among the data of the user.
    """
    _require_installed()
    from api.settings import read_settings, shown

    with bad_input_exits(INVALID_INPUT):
        settings = read_settings()
    if show_config:
        typer.echo(shown(settings))
        return
    with bad_input_exits(INVALID_INPUT):
        _require_packs(settings)
    with bad_input_exits(BAD_PACK_OR_INTERNAL):
        app = assembled(settings, open_store(settings))
    with bad_input_exits(INVALID_INPUT):
        listening = listen(settings.host, settings.port)
    _run(app, settings, listening)


def _require_installed() -> None:
    """End the command with a remedy where the extra that holds the service's libraries is missing."""
    from importlib.util import find_spec

    from engine.errors import Mistake

    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        fact = "is not installed, and serving needs it."
        remedy = "Install Munasara with its extra: `munasara[web]`."
        refuse([Mistake("SERVE-002", name, fact, remedy) for name in missing], INVALID_INPUT)


def _require_packs(settings: "Settings") -> None:
    """Every pack is opened before the first request, so that its mistakes are told to the operator."""
    from api.http.opened import open_kept

    for name in settings.packs:
        open_kept(name)


def assembled(settings: "Settings", store: "Store") -> "FastAPI":
    """The service with everything that it serves."""
    from api.pages.refused import shown
    from api.pages.routers import ROUTERS, takes_codes
    from api.service import create_app

    return create_app(settings, store, ROUTERS, shown, takes_codes)


def open_store(settings: "Settings") -> "Store":
    """The store on its database, brought to this version's tables. Raises Refused if that cannot be."""
    from api.storage.database import DatabaseFailed, connect
    from api.storage.store import Store
    from api.storage.upgrading import upgrade
    from engine.errors import Mistake, Refused

    database = connect(settings.database)
    try:
        upgrade(database)
    except DatabaseFailed as failed:
        # The error's own words may hold a host, a user or a file's content.
        fact = f"does not answer as it should ({type(getattr(failed, 'orig', None) or failed).__name__})."
        remedy = "See that it runs, that it can be reached, and that its disk has room."
        raise Refused([Mistake("DB-005", "database", fact, remedy)]) from None
    return Store(database)


def listen(host: str, port: int) -> "socket.socket":
    """The socket of the service, to which anybody may connect from now on. Raises Refused if it cannot be had."""
    import socket

    from engine.errors import Mistake, Refused

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        fact = f"cannot be listened to: {error.strerror or 'it names no address of this machine'}."
        remedy = "Set MUNASARA_HOST and MUNASARA_PORT to an address of this machine and a free port."
        raise Refused([Mistake("SERVE-003", f"port {port}", fact, remedy)]) from None


def _run(app: "FastAPI", settings: "Settings", listening: "socket.socket") -> None:
    import uvicorn

    from api.guards.connections import MOST_BYTES_OF_HEAD, connection_class

    _log_to_stderr()
    config = uvicorn.Config(
        app,
        # uvicorn makes one for each connection from any callable; it declares a class alone.
        http=connection_class(settings.head_seconds, settings.connections),  # type: ignore[arg-type]
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        h11_max_incomplete_event_size=MOST_BYTES_OF_HEAD,
    )
    host, port = listening.getsockname()[:2]

    class Server(uvicorn.Server):
        async def startup(self, sockets: "list[socket.socket] | None" = None) -> None:
            """Tells the address when it answers, and when Ctrl+C ends it in good order."""
            await super().startup(sockets)
            if self.started:
                typer.echo(f"Munasara is at http://{f'[{host}]' if ':' in host else host}:{port}/ (end it with Ctrl+C)")
                sys.stdout.flush()

    Server(config).run(sockets=[listening])


def _log_to_stderr() -> None:
    """Warnings and errors alone, and no line per request."""
    import logging

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("uvicorn.access").disabled = True
