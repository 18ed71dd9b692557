"""The command `munasara serve`: the service on uvicorn, on this machine unless settings say otherwise."""

import logging
import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.endings import BAD_PACK_OR_INTERNAL, INVALID_INPUT, bad_input_exits

if TYPE_CHECKING:
    from fastapi import FastAPI

    from api.settings import Settings
    from api.storage.store import Store

KEEP_ALIVE_SECONDS: Final = 15
SHUTDOWN_SECONDS: Final = 30

ShowConfig = Annotated[bool, typer.Option("--show-config", help="Print the settings, without secrets, and end.")]


def serve(show_config: ShowConfig = False) -> None:
    """Serve the questionnaire and the API. Settings are environment variables: see docs/operators.md.

    Without any it listens on this machine alone and keeps its data, sealed, among the data of the user.
    """
    from api.settings import read_settings, shown
    from engine.errors import Mistake, Refused

    with bad_input_exits(INVALID_INPUT):
        settings = read_settings()
    if show_config:
        typer.echo(shown(settings))
        return
    try:
        from api.storage.store import Store  # noqa: F401
    except ModuleNotFoundError as missing:
        remedy = "Install Munasara with its extra [web]."
        mistake = Mistake("SERVE-002", str(missing.name), "is not installed, and serving needs it.", remedy)
        with bad_input_exits(INVALID_INPUT):
            raise Refused([mistake]) from None
    with bad_input_exits(INVALID_INPUT):
        _require_packs(settings)
    with bad_input_exits(BAD_PACK_OR_INTERNAL):
        app = assembled(settings, open_store(settings))
    _run(app, settings)


def _require_packs(settings: "Settings") -> None:
    """Every pack is opened before the first request, so that its mistakes are told to the operator."""
    from api.http.opened import open_kept

    for name in settings.packs:
        open_kept(name)


def assembled(settings: "Settings", store: "Store") -> "FastAPI":
    """The service with everything that it serves."""
    from api.service import create_app

    return create_app(settings, store)


def open_store(settings: "Settings") -> "Store":
    """The store on its database, brought to this version's tables. Raises Refused if that cannot be."""
    from api.storage.database import connect
    from api.storage.store import Store
    from api.storage.upgrading import upgrade

    database = connect(settings.database)
    upgrade(database)
    return Store(database)


def _run(app: "FastAPI", settings: "Settings") -> None:
    import uvicorn

    from api.guards.connections import MOST_BYTES_OF_HEAD, connection_class

    _log_to_stderr()
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
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
    sockets = [config.bind_socket()]
    sockets[0].listen(config.backlog)  # who reads the address below may connect at once
    host, port = sockets[0].getsockname()[:2]
    typer.echo(f"Munasara is at http://{f'[{host}]' if ':' in host else host}:{port}/ (end it with Ctrl+C)")
    sys.stdout.flush()
    uvicorn.Server(config).run(sockets=sockets)


def _log_to_stderr() -> None:
    """Warnings and errors alone, and no line per request."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("uvicorn.access").disabled = True
