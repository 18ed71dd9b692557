"""Takes in the whole body before any route runs: of a type that is taken there, not too large, not too slow."""

import asyncio
import re
from typing import Final
from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.refusals import Refusal

KIB: Final = 1024
JSON, FORM, UPLOAD = "application/json", "application/x-www-form-urlencoded", "multipart/form-data"
LARGEST: Final = {JSON: 512 * KIB, FORM: 128 * KIB, UPLOAD: 640 * KIB}
"""Bytes by content type; an upload holds one profile of 512 KiB and what stands around it."""
MOST_FIELDS: Final = 500
"""Fields of one form."""
API: Final = "/api/"
_WITHOUT_BODY: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_FIELD_OF_UPLOAD: Final = re.compile(rb"^content-disposition\s*:", re.IGNORECASE | re.MULTILINE)


class Bodies:
    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app, self._seconds = app, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        kind = content_type(headers)
        most = LARGEST.get(kind, LARGEST[JSON])
        body = await self._read(headers, receive, most)
        if body or "content-type" in headers:
            require_taken(scope, headers, kind, body)
        await self._app(scope, _again(body, receive), send)

    async def _read(self, headers: Headers, receive: Receive, most: int) -> bytes:
        """The body, at most so many bytes; it is refused as soon as it is known to be larger."""
        declared = headers.get("content-length", "0")
        if not declared.isascii() or not declared.isdigit():
            raise Refusal("bad_request", "Content-Length is not a number.")
        if len(declared) > 12 or int(declared) > most:
            raise _too_large(most)
        try:
            async with asyncio.timeout(self._seconds):
                return await _whole(receive, most)
        except TimeoutError:
            raise Refusal("too_slow", headers={"Connection": "close"}) from None


async def _whole(receive: Receive, most: int) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > most:
            raise _too_large(most)
        if not message.get("more_body", False):
            return bytes(body)


def _too_large(most: int) -> Refusal:
    return Refusal("too_large", f"The content is larger than {most // KIB} KiB.", headers={"Connection": "close"})


def _again(body: bytes, receive: Receive) -> Receive:
    """What a route receives: the body at once, then what else the client does."""
    told = False

    async def again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def content_type(headers: Headers) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def require_taken(scope: Scope, headers: Headers, kind: str, body: bytes) -> None:
    """JSON for the API, forms for pages; plain, and in UTF-8. A body of a request that has none is passed over."""
    if scope["method"] in _WITHOUT_BODY:
        return
    if kind not in ((JSON,) if scope["path"].startswith(API) else (FORM, UPLOAD)):
        raise Refusal("unsupported_media_type")
    if len(headers.getlist("content-type")) > 1 or headers.get("content-encoding", "identity").lower() != "identity":
        raise Refusal("unsupported_media_type", "The content must be plain: not compressed, and of one type.")
    charset = headers["content-type"].lower().partition("charset=")[2].partition(";")[0].strip(' "')
    if charset not in ("", "utf-8", "utf8"):
        raise Refusal("unsupported_media_type", "The content must be in UTF-8.")
    if kind == FORM:
        _require_plain_form(body)
    elif kind == UPLOAD and len(_FIELD_OF_UPLOAD.findall(body)) > MOST_FIELDS:
        raise Refusal("too_large", f"The form has more than {MOST_FIELDS} fields.")


def _require_plain_form(body: bytes) -> None:
    if body.count(b"&") >= MOST_FIELDS:
        raise Refusal("too_large", f"The form has more than {MOST_FIELDS} fields.")
    try:
        text = unquote_to_bytes(body).decode()
    except UnicodeDecodeError:
        raise Refusal("bad_request", "The form is not text in UTF-8.") from None
    if "\0" in text:
        raise Refusal("bad_request", "The form holds a NUL character.")
