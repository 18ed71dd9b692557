"""Refuses what a page of another site makes a browser send: all that changes something must come from our own pages, or
from a program that is no browser."""

from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.refusals import Refusal

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OUR_OWN: Final = frozenset({"same-origin", "none"})  # none: the person typed the address or reloaded


class Origins:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE and not sent_by_us(scope):
            raise Refusal("cross_site")
        await self._app(scope, receive, send)


def sent_by_us(scope: Scope) -> bool:
    """Whether Sec-Fetch-Site, where there is one, else Origin, allows the request.

    A browser whose page sends no referrer writes `Origin: null` even to the site itself, so `null` counts only where
    there is no Sec-Fetch-Site. A request with a cookie but with neither header comes from no browser that we know.
    """
    headers = Headers(scope=scope)
    sites, origins = headers.getlist("sec-fetch-site"), headers.getlist("origin")
    ours = f"{scope['scheme']}://{headers.get('host', '')}".lower()
    if len(sites) > 1 or len(origins) > 1 or (origins and origins[0].lower() not in (ours, "null")):
        return False
    if sites:
        return sites[0] in _OUR_OWN
    return origins != ["null"] if origins else "cookie" not in headers
