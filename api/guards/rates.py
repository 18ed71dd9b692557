"""How often one address may ask. No address is kept: what is counted is a keyed digest of it, whose key is drawn at
random, known to this process alone, and thrown away with all counts every ten minutes."""

import hashlib
import ipaddress
import math
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from api.refusals import Refusal

KEY_LIVES_SECONDS: Final = 600
MOST_COUNTED: Final = 100_000
_IPV6_NETWORK: Final = 64  # what one customer is usually given

READ, WORK, RESULT, CODE = "read", "work", "result", "code"
"""The kinds of requests that are limited in number: any; what takes a worker long; any other result; trying a code."""

Kinds = Callable[[Scope], tuple[str, ...]]


@dataclass
class _Bucket:
    """What is left of an allowance, and when it was last looked at."""

    left: float
    seen: float


class Allowances:
    """Token buckets per kind and address: a minute's worth at once, refilled evenly."""

    def __init__(self, per_minute: Mapping[str, int], now: Callable[[], float] = monotonic) -> None:
        self._per_minute, self._now = dict(per_minute), now
        self._forget(now())

    def wait(self, kind: str, address: str) -> float:
        """Take one of the kind; 0 if there is one left, else the seconds until there is."""
        now, most = self._now(), self._per_minute[kind]
        if now - self._since >= KEY_LIVES_SECONDS or len(self._buckets) >= MOST_COUNTED:
            self._forget(now)
        bucket = self._buckets.setdefault(self._digest(kind, address), _Bucket(most, now))
        bucket.left = min(most, bucket.left + (now - bucket.seen) * most / 60)
        bucket.seen = now
        if bucket.left < 1:
            return (1 - bucket.left) * 60 / most
        bucket.left -= 1
        return 0

    def _digest(self, kind: str, address: str) -> bytes:
        return hashlib.blake2b(f"{kind} {_network(address)}".encode(), key=self._key, digest_size=16).digest()

    def _forget(self, now: float) -> None:
        self._key, self._since = secrets.token_bytes(32), now
        self._buckets: dict[bytes, _Bucket] = {}


class Rates:
    def __init__(self, app: ASGIApp, allowances: Allowances, kinds: Kinds) -> None:
        """`kinds` tells of what kinds a request is; it must be allowed under each."""
        self._app, self._allowances, self._kinds = app, allowances, kinds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            address = scope["client"][0] if scope.get("client") else ""
            for kind in self._kinds(scope):
                if seconds := self._allowances.wait(kind, address):
                    raise Refusal("rate_limited", headers={"Retry-After": str(math.ceil(seconds))})
        await self._app(scope, receive, send)


def _network(address: str) -> str:
    """The address; of one in IPv6 the network, since its owner has all addresses in it."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address
    if read.version == 4:
        return str(read)
    if read.ipv4_mapped:
        return str(read.ipv4_mapped)
    return str(ipaddress.ip_network((int(read), _IPV6_NETWORK), strict=False))
