"""What intake makes of what was received: rows, each a proposal or none."""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from engine.errors import Mistake
from engine.profile import Profile


class Accepted(NamedTuple):
    """A row that is a proposal; `key` tells it from all others."""

    key: str
    place: str
    profile: Profile


class Rejected(NamedTuple):
    """A row that is none, or a file that holds none that could be read, with every reason."""

    key: str | None
    place: str
    mistakes: tuple[Mistake, ...]


Row: TypeAlias = Accepted | Rejected
Note: TypeAlias = Callable[[Mistake], None]  # takes what should be said and keeps no row from being accepted
