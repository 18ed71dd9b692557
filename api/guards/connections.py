"""What uvicorn leaves open on a connection: how long a request's head may take, and how many connections there are."""

import asyncio
from collections.abc import Callable
from typing import Any

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_BYTES_OF_HEAD = 64 * 1024
"""Above this the connection is answered 400 and closed, before any of our code sees a request."""


class Connection(H11Protocol):
    """A connection that is closed when the head of a request does not come in time, or when there are too many."""

    def __init__(self, seconds: float, most: int, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._seconds, self._most = seconds, most
        self._waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > self._most:
            transport.abort()
            return
        self._wait()

    def data_received(self, data: bytes) -> None:
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
        if self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete:
            self.transport.close()  # an answer is on its way already
            return
        super().send_400_response(msg)

    def _wait(self) -> None:
        """The time runs from the first byte of a head, however its others drip in."""
        if self._waiting is None:
            self._waiting = self.loop.call_later(self._seconds, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None


def connection_class(seconds: float, most: int) -> Callable[..., asyncio.Protocol]:
    """What uvicorn calls for each new connection."""

    def connection(config: Config, *given: Any, **named: Any) -> asyncio.Protocol:
        return Connection(seconds, most, config, *given, **named)

    return connection
