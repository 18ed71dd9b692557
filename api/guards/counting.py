"""Counts requests for Prometheus, by route, method and status: nothing of who asked or what was sent.

Written in Prometheus' text format 0.0.4.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from time import perf_counter
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
BOUNDS: Final = (0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds: the upper bounds of the histogram."""
TEXT: Final = "text/plain; version=0.0.4; charset=utf-8"


class Counts:
    """What was counted since the process began."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._within: Counter[tuple[str, float]] = Counter()
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._answered: Counter[str] = Counter()

    def add(self, route: str, method: str, status: int, seconds: float) -> None:
        self._requests[route, method if method in METHODS else "other", status] += 1
        self._answered[route] += 1
        self._seconds[route] += seconds
        for bound in BOUNDS:
            if seconds <= bound:
                self._within[route, bound] += 1

    def text(self) -> str:
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        yield "# HELP munasara_requests_total Requests answered."
        yield "# TYPE munasara_requests_total counter"
        for (route, method, status), count in sorted(self._requests.items()):
            yield f'munasara_requests_total{{route="{route}",method="{method}",status="{status}"}} {count}'
        yield "# HELP munasara_request_seconds How long answering took."
        yield "# TYPE munasara_request_seconds histogram"
        for route, answered in sorted(self._answered.items()):
            for bound in BOUNDS:
                yield f'munasara_request_seconds_bucket{{route="{route}",le="{bound}"}} {self._within[route, bound]}'
            yield f'munasara_request_seconds_bucket{{route="{route}",le="+Inf"}} {answered}'
            yield f'munasara_request_seconds_sum{{route="{route}"}} {self._seconds[route]:.6f}'
            yield f'munasara_request_seconds_count{{route="{route}"}} {answered}'


class Counting:
    def __init__(self, app: ASGIApp, counts: Counts) -> None:
        self._app, self._counts = app, counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, began = 0, perf_counter()

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            self._counts.add(_route(scope), scope["method"], status, perf_counter() - began)


def _route(scope: Scope) -> str:
    """The pattern of the route, as in `/api/v1/packs/{id}`: a path itself could hold anything."""
    return str(getattr(scope.get("route"), "path", "none"))
