"""Answers HEAD as GET, without the content: who watches whether a service lives often asks so."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Heads:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def without_content(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        scope["method"] = "GET"  # in place, so that the route that is found is told to who counts
        try:
            await self._app(scope, receive, without_content)
        finally:
            scope["method"] = "HEAD"
