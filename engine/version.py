"""The engine's version, printed on every receipt."""

VERSION = "0.1.0"
