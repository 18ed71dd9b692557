"""For whoever runs the service: whether it lives, whether it is ready, and counts of what it answered."""

from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, PlainTextResponse, Response

from api.guards.counting import TEXT, Counts
from api.guards.hosts import host_name
from api.http.answers import settings_of
from api.refusals import Refusal
from api.storage.store import Store

ALWAYS: Final = frozenset({"/healthz", "/readyz"})
_HERE: Final = frozenset({"127.0.0.1", "::1"})
_NAMES_OF_HERE: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
_OF_PROXIES: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")

router: Final = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def alive() -> Response:
    """Whether the process answers. Looks at nothing else."""
    return JSONResponse({"status": "ok"})


@router.get("/readyz")
async def ready(request: Request) -> Response:
    """Whether the database answers and has this version's tables: 200, or 503 until it does."""
    store: Store = request.app.state.store
    fine = await run_in_threadpool(store.ready)
    return JSONResponse({"status": "ok" if fine else "not ready"}, 200 if fine else 503)


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Prometheus' counts, where the setting allows it; elsewhere there is nothing here."""
    allowed: dict[str, Any] = {"on": True, "off": False, "loopback": _asked_from_here(request)}
    if not allowed[settings_of(request).metrics]:
        raise Refusal("not_found")
    counts: Counts = request.app.state.counts
    return PlainTextResponse(counts.text(), media_type=TEXT)


def _asked_from_here(request: Request) -> bool:
    """Whether this machine asks by itself, and not a proxy on it for somebody else."""
    client = request.client.host if request.client else ""
    by_proxy = any(name in request.headers for name in _OF_PROXIES)
    return client in _HERE and host_name(request.scope) in _NAMES_OF_HERE and not by_proxy
