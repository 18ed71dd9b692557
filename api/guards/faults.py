"""The last word on every request: its id, and an answer in our shape whatever happens beneath.

What is logged is the id, the kind of error and the place in our code: never the address, never what was sent.
"""

import logging
import secrets
from collections.abc import Callable
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import OURS, described
from api.refusals import Refusal, problem_response
from api.workers import Busy, TookTooLong, WorkFailed
from engine.errors import Disagreement, Refused

Shown = Callable[[Refusal, Request], Response]

log: Final = logging.getLogger(OURS)


class Faults:
    def __init__(self, app: ASGIApp, shown: Shown = problem_response) -> None:
        """`shown` makes the answer of a refusal, so that pages can answer people with a page."""
        self._app, self._shown = app, shown

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        id = secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = id
        started = False

        async def with_id(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                MutableHeaders(scope=message)["X-Request-Id"] = id
            await send(message)

        try:
            await self._app(scope, receive, with_id)
        except Exception as error:  # whatever failed: a client is told its id, and nothing of what it sent
            refusal = refusal_of(error, id)
            if not started:
                await self._shown(refusal, Request(scope))(scope, receive, with_id)


def refusal_of(error: Exception, id: str) -> Refusal:
    """What is answered to an error. One that is a defect of ours is logged, without what it says."""
    match error:
        case Refusal():
            return error
        case ClientDisconnect():
            return Refusal("bad_request")  # nobody is there to read it
        case Busy():
            return Refusal("overloaded", headers={"Retry-After": "5"})
        case TookTooLong():
            return Refusal("too_complex")
        case Disagreement():
            log.error("%s (request %s)", error, id)
        case WorkFailed():
            log.error("INTERNAL-001 a worker failed: %s (request %s)", error, id)
        case Refused():
            log.error("INTERNAL-001 refused unasked: %s (request %s)", ", ".join(m.code for m in error.mistakes), id)
        case _:
            log.error("INTERNAL-001 %s (request %s)", described(error), id)
    return Refusal("internal")
