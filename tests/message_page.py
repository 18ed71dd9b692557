"""The page docs/messages.md, made from the messages: `python -m tests.message_page` writes it anew."""

from itertools import groupby
from pathlib import Path

from tests.messages import EVERY_MESSAGE

PAGE = Path(__file__).parent.parent / "docs" / "messages.md"
_FAMILIES = {
    "DOC": "A file that cannot be read",
    "PROFILE": "What a profile or a change says",
    "ASK": "Answers written into a file",
    "PLAN": "A plan that is asked for",
    "ASSESSMENT": "A stored assessment",
    "BASELINE": "A baseline of a check",
    "COMPARE": "Two moments of a campaign compared",
    "NEXT": "The next campaign",
    "CHECK": "The files of a check",
    "FORM": "A form that is asked for",
    "INTAKE": "What was received: files, tables, their columns and cells",
    "SCREEN": "A portfolio that is screened",
    "CLI": "The words of a command, and what it writes",
    "PACK": "A pack that is not there",
    "ENGINE": "A defect in Munasara: the inferences disagree",
    "INTERNAL": "A defect in Munasara: anything else",
}
_HEAD = """\
# Messages

This page is generated: `python -m tests.message_page` writes it, and a test says whether it is current. It lists what
can be said to somebody who writes no pack, as `CODE place: fact remedy`. A code never changes its meaning. What stands
in braces is filled in; no message repeats an answer. Each exists in every language of the interface.

What a profile's format refuses is refused in a file of waivers, in a stored assessment and in a map of columns with the
same words and the same numbers, as `WAIVER-001` to `003`, `ASSESSMENT-001` to `003` and `MAP-001` to `003`.

What is wrong in a pack has codes of its own, in English: `munasara pack check`, `pack verify` and `pack mutate` list
them with file and line; see the [guide for authors](rule-authors.md) and [proofs](proofs.md).
"""


def page() -> str:
    """The whole page: a table for each family of codes, in the order of the codes."""
    lines = [_HEAD]
    ordered = sorted(EVERY_MESSAGE, key=lambda message: (list(_FAMILIES).index(_family(message.code)), message.code))
    for family, messages in groupby(ordered, key=lambda message: _family(message.code)):
        lines += [f"## {_FAMILIES[family]}", "", "| code | fact | remedy |", "|---|---|---|"]
        lines += [f"| {message.code} | {_cell(message.fact)} | {_cell(message.remedy)} |" for message in messages]
        lines.append("")
    return "\n".join(lines)


def _family(code: str) -> str:
    return code.partition("-")[0]


def _cell(sentence: str) -> str:
    for mark in ("\\", "*", "<", "|", "["):
        sentence = sentence.replace(mark, f"\\{mark}")
    return sentence


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
