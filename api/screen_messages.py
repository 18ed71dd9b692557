"""What is said of a portfolio that is screened (SCREEN-...): its sources, its rows, and work that is broken off."""

from typing import Final

from engine.errors import Message

NO_PROPOSAL = Message("SCREEN-001", "holds no proposal.", "Name a folder of profiles, or a file that holds some.")
SAME_KEY = Message(
    "SCREEN-002", "another row has the key '{key}' too.", "Name each file once: none of these rows counts."
)
BROKEN_OFF = Message(
    "SCREEN-004", "broken off; proposals worked out and kept: {number}.", "The same command goes on from there."
)
INSIDE_A_SOURCE = Message(
    "SCREEN-005", "lies in a folder that is read, and would be read as a part of it.", "Name another folder."
)
REMARKS_UNTOLD = Message(
    "SCREEN-006",
    "remarks on the files that are not told, as they may name whose they are: {number}.",
    "They are told without --blind.",
)
NO_FORM = Message("CLI-007", "is no form of a screening.", "Write any of: {forms}.")

MESSAGES: Final = (NO_PROPOSAL, SAME_KEY, BROKEN_OFF, INSIDE_A_SOURCE, REMARKS_UNTOLD, NO_FORM)
