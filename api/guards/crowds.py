"""Puts off what comes while too much is being answered already."""

from starlette.types import ASGIApp, Receive, Scope, Send

from api.refusals import Refusal


class Crowds:
    def __init__(self, app: ASGIApp, most: int, always: frozenset[str]) -> None:
        """`always` are paths that are answered however crowded it is, so that a health check is."""
        self._app, self._most, self._always = app, most, always
        self.now = 0
        """How many are being answered at this moment."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in self._always:
            await self._app(scope, receive, send)
            return
        if self.now >= self._most:
            raise Refusal("overloaded", headers={"Retry-After": "2"})
        self.now += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self.now -= 1
