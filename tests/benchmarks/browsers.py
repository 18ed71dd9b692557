"""A browser that costs next to nothing, so that a hundred of them leave the machine to the server: one connection that
is kept, one cookie, no reading of pages."""

import asyncio
import re
from dataclasses import dataclass, field
from time import perf_counter
from typing import Final
from urllib.parse import urlencode

from api.cookies import SESSION

_COOKIE: Final = re.compile(rb"set-cookie: (__Host-[a-z-]+=[^;]*);", re.IGNORECASE)
_LENGTH: Final = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_LOCATION: Final = re.compile(rb"location: (\S+)", re.IGNORECASE)
PATIENCE_SECONDS: Final = 60


@dataclass(frozen=True)
class Answer:
    """`seconds` from the first byte sent to the last byte received."""

    status: int
    location: str
    content: bytes
    seconds: float


@dataclass
class Browser:
    port: int
    cookie: str = ""
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = field(default=None, repr=False)

    async def get(self, path: str) -> Answer:
        return await self._exchange(f"GET {path} HTTP/1.1", b"")

    async def post(self, path: str, fields: dict[str, str]) -> Answer:
        body = urlencode(fields).encode()
        kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        return await self._exchange(f"POST {path} HTTP/1.1", body, kind)

    def leaves(self) -> None:
        if self._streams:
            self._streams[1].close()
            self._streams = None

    async def _exchange(self, request: str, body: bytes, kind: str = "") -> Answer:
        head = (
            f"{request}\r\nHost: localhost\r\nAccept: text/html\r\nSec-Fetch-Site: same-origin\r\n"
            f"Cookie: {self.cookie}\r\n{kind}\r\n"
        )
        began = perf_counter()
        async with asyncio.timeout(PATIENCE_SECONDS):
            try:
                answered, content = await self._sent(head.encode() + body)
            except (ConnectionError, asyncio.IncompleteReadError):  # the server closes what was idle for long
                self.leaves()
                answered, content = await self._sent(head.encode() + body)
        if found := _COOKIE.search(answered):
            self.cookie = found[1].decode()
            assert self.cookie.startswith(SESSION)
        location = _LOCATION.search(answered)
        return Answer(int(answered[9:12]), location[1].decode() if location else "", content, perf_counter() - began)

    async def _sent(self, request: bytes) -> tuple[bytes, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._streams
        writer.write(request)
        await writer.drain()
        head = await reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        return head, await reader.readexactly(int(length[1]) if length else 0)
