"""The names of the service's cookies. `__Host-` makes a browser keep one to this very host, and to HTTPS."""

from typing import Final

SESSION: Final = "__Host-munasara"
"""Holds the token of an owner's session, or of a reader's of a share."""
