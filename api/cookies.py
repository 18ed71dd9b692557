"""The names of the service's cookies. `__Host-` makes a browser keep one to this very host, and to HTTPS."""

from typing import Final

SESSION: Final = "__Host-munasara"
"""Holds the token of an owner's session."""
SHARED: Final = "__Host-munasara-shared"
"""Holds the token of a reader's session of a share; beside the other, so that reading ends no draft."""
