"""The service put together: routes within, guards around them."""

import asyncio
import datetime
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Final

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from api.guards.addresses import Addresses
from api.guards.bodies import Bodies
from api.guards.counting import Counting, Counts
from api.guards.crowds import Crowds
from api.guards.faults import Faults, Shown
from api.guards.headers import Headers
from api.guards.heads import Heads
from api.guards.hosts import Hosts
from api.guards.origins import SAFE, Origins
from api.guards.rates import CODE, READ, RESULT, WORK, Allowances, Rates
from api.http import health, offers, reference, results, work
from api.http.answers import API
from api.logs import OURS, described
from api.refusals import FieldFault, Refusal, problem_response
from api.settings import Settings
from api.storage.store import Store
from api.workers import Workers

SWEEP_SECONDS: Final = 600
KindOfPage = Callable[[str, str], str | None]

log: Final = logging.getLogger(OURS)


def create_app(
    settings: Settings,
    store: Store,
    pages: Sequence[APIRouter] = (),
    shown: Shown = problem_response,
    kind_of_page: KindOfPage = lambda method, path: None,
) -> FastAPI:
    """The whole service on a store whose database is ready.

    `pages` are the routes of web pages, `shown` how a refusal is answered (to people with a page), and `kind_of_page`
    tells of what kind a request to a page is, if of one that may be made only so often a minute.
    """
    app = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.settings, app.state.store, app.state.counts = settings, store, Counts()
    app.state.today = utc_today
    for router in (results.router, offers.router, reference.router, health.router, *pages):
        app.include_router(router)
    _answer_refusals(app, shown)
    _guard(app, settings, shown, kind_of_page)
    return app


def utc_today() -> datetime.date:
    """The day by which pages date and judge answers. A test sets another into the application's state."""
    return datetime.datetime.now(datetime.UTC).date()


def _answer_refusals(app: FastAPI, shown: Shown) -> None:
    """What routes and the router refuse, in our one shape."""

    @app.exception_handler(Refusal)
    def refused(request: Request, refusal: Refusal) -> Response:
        return shown(refusal, request)

    @app.exception_handler(HTTPException)
    def not_routed(request: Request, error: HTTPException) -> Response:
        words = {404: "not_found", 405: "method_not_allowed", 413: "too_large", 415: "unsupported_media_type"}
        word = words.get(error.status_code, "bad_request")
        return shown(Refusal(word, headers=error.headers or {}), request)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        return shown(
            Refusal("invalid", fields=tuple(_fault(found["loc"], found["msg"]) for found in error.errors())), request
        )


def _fault(place: Sequence[str | int], message: str) -> FieldFault:
    return FieldFault(field=".".join(map(str, place[1:])), code="REQUEST-003", message=message, remedy="Correct it.")


def _guard(app: FastAPI, settings: Settings, shown: Shown, kind_of_page: KindOfPage) -> None:
    """The guards from the innermost to the outermost: the last one added is the first that a request meets."""
    per_minute = {
        READ: settings.reads_per_minute,
        WORK: settings.work_per_minute,
        RESULT: settings.results_per_minute,
        CODE: settings.codes_per_minute,
    }
    app.add_middleware(Crowds, most=settings.requests_at_once, always=health.ALWAYS)
    app.add_middleware(Bodies, seconds=settings.body_seconds)
    app.add_middleware(Origins)
    app.add_middleware(Rates, allowances=Allowances(per_minute), kinds=partial(kinds_of, kind_of_page))
    app.add_middleware(Hosts, names=settings.hosts)
    app.add_middleware(Addresses)
    app.add_middleware(Faults, shown=shown)
    app.add_middleware(Heads)
    app.add_middleware(Counting, counts=app.state.counts)
    app.add_middleware(Headers, https=settings.https)


def kinds_of(kind_of_page: KindOfPage, scope: Scope) -> tuple[str, ...]:
    """Of which limited kinds a request is."""
    method, path = scope["method"], scope["path"]
    if path in health.ALWAYS:
        return ()
    if path.startswith(API):
        return (READ,) if method in SAFE else (READ, WORK)
    kind = kind_of_page(method, path)
    return (READ,) if kind is None else (READ, kind)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    app.state.workers = Workers(
        settings.workers, settings.work_seconds, settings.wait_seconds, partial(work.warm, settings.packs)
    )
    sweeping = asyncio.create_task(_sweep(app.state.store))
    try:
        yield
    finally:
        sweeping.cancel()
        with suppress(asyncio.CancelledError):
            await sweeping
        app.state.workers.close()


async def _sweep(store: Store) -> None:
    """Remove what has expired, at once and again and again. One that fails is tried again the next time."""
    while True:
        try:
            await run_in_threadpool(store.sweep)
        except Exception as error:  # whatever failed: what has expired must go, so the next turn tries again
            log.error("INTERNAL-001 sweeping failed: %s", described(error))
        await asyncio.sleep(SWEEP_SECONDS)
