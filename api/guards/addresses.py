"""Refuses addresses and header fields that no honest client sends, before anything reads them."""

from typing import Final
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Receive, Scope, Send

from api.refusals import Refusal

LONGEST_ADDRESS: Final = 2048
"""Bytes of path and query."""
MOST_HEADERS: Final = 64
LARGEST_HEADERS: Final = 16 * 1024
"""Bytes of all header fields."""


class Addresses:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            if scope["http_version"] not in ("1.0", "1.1"):
                raise Refusal("bad_request", "This is no version of HTTP that is spoken here.")
            require_few_headers(scope)
            require_plain_address(scope)
        await self._app(scope, receive, send)


def require_few_headers(scope: Scope) -> None:
    headers = scope["headers"]
    if len(headers) > MOST_HEADERS or sum(len(name) + len(value) for name, value in headers) > LARGEST_HEADERS:
        raise Refusal("too_many_headers")


def require_plain_address(scope: Scope) -> None:
    """Path and query must be short, and text in UTF-8 without control characters once unescaped."""
    path = scope.get("raw_path") or scope["path"].encode()
    if len(path) + len(scope["query_string"]) > LONGEST_ADDRESS:
        raise Refusal("address_too_long")
    for part in (path, scope["query_string"].replace(b"+", b" ")):
        try:
            text = unquote_to_bytes(part).decode()
        except UnicodeDecodeError:
            raise Refusal("bad_request", "The address is not text in UTF-8.") from None
        if any(character < " " or "\x7f" <= character <= "\x9f" for character in text):
            raise Refusal("bad_request", "The address holds control characters.")
