"""Answers only under the service's own names, so that no other name can be made to point here and read what it says."""

import re
from collections.abc import Iterable
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from api.refusals import Refusal

_HOST: Final = re.compile(r"(?P<name>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")


class Hosts:
    def __init__(self, app: ASGIApp, names: Iterable[str]) -> None:
        self._app, self._names = app, frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and host_name(scope) not in self._names:
            raise Refusal("bad_host")
        await self._app(scope, receive, send)


def host_name(scope: Scope) -> str | None:
    """The name in the Host header, without its port; None if there is not exactly one, or it is no name."""
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    found = _HOST.fullmatch(hosts[0].decode("latin-1").lower()) if len(hosts) == 1 else None
    return None if found is None else found["name"]
