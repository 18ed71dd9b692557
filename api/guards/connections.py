"""What uvicorn leaves open on a connection: how long the head of a request may take, how many connections there are,
what is answered to bytes that are no HTTP, and that an answer arrives although the rest of a request was not read."""

import asyncio
import secrets
from collections.abc import Callable
from typing import Any, Final

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.guards.headers import ALWAYS, UNLESS_SAID
from api.refusals import Refusal

MOST_BYTES_OF_HEAD: Final = 64 * 1024
"""Above this the request is answered 400, before any of our code sees it."""
LINGERING_SECONDS: Final = 1


class Connection(H11Protocol):
    """A connection that is closed when the head of a request does not come in time, or when there are too many."""

    def __init__(self, seconds: float, most: int, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._seconds, self._most = seconds, most
        self._waiting: asyncio.TimerHandle | None = None

    # uvicorn declares the plain types of asyncio; what it hands over here is a socket's transport, and ours is one.
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(_Lingering(transport, self.loop))  # type: ignore[arg-type]
        if len(self.connections) > self._most:
            transport.abort()
        else:
            self._wait()

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._wait()
        else:
            self._stop_waiting()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._stop_waiting()  # until the next byte comes, keep-alive limits the time

    def connection_lost(self, error: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(error)

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP in our one shape, unless an answer is on its way already."""
        cycle = self.cycle
        if cycle is None or cycle.response_complete or not cycle.response_started:
            self.transport.write(_not_http())
        if cycle is not None and not cycle.response_complete:
            cycle.disconnected = True
            cycle.message_event.set()
        self.transport.close()

    def _unsupported_upgrade_warning(self) -> None:
        """An upgrade to another protocol is passed over, as HTTP lets a server do: there is none that is lacking here,
        as uvicorn would say at each."""

    def _wait(self) -> None:
        """The time runs from the first byte of a head, however slowly the others drip in."""
        if self._waiting is None:
            self._waiting = self.loop.call_later(self._seconds, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None


class _Lingering:
    """A transport that, when closed, says that it is done and passes over for a moment what still comes in.

    To close while bytes are unread resets the connection, and the answer is lost on its way.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop, self._closing = transport, loop, False

    def close(self) -> None:
        if self.is_closing():
            return
        self._closing = True
        if self._transport.can_write_eof():
            self._transport.write_eof()
        self._transport.resume_reading()
        self._loop.call_later(LINGERING_SECONDS, self._transport.close)

    def is_closing(self) -> bool:
        return self._closing or self._transport.is_closing()

    def pause_reading(self) -> None:
        if not self._closing:
            self._transport.pause_reading()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


def _not_http() -> bytes:
    id = secrets.token_hex(8)
    body = Refusal("bad_request", "This is not HTTP/1.1 as it should be.").problem(id).model_dump_json().encode()
    headers = {
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Connection": "close",
        "X-Request-Id": id,
        **ALWAYS,
        **UNLESS_SAID,
    }
    head = "".join(f"{name.lower()}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 400 Bad Request\r\n{head}\r\n".encode() + body


def connection_class(seconds: float, most: int) -> Callable[..., asyncio.Protocol]:
    """What uvicorn calls for each new connection."""

    def connection(config: Config, *given: Any, **named: Any) -> asyncio.Protocol:
        return Connection(seconds, most, config, *given, **named)

    return connection
