"""How verdicts are coloured at a terminal."""

from typing import Final

from engine.pack import VerdictName

VERDICT_STYLE: Final[dict[VerdictName, str]] = {
    "STOP": "red",
    "NOT_YET": "yellow",
    "CONDITIONS": "yellow",
    "GO": "green",
}
