"""Pieces of GitHub-flavoured Markdown. Every sentence that enters one is shown as it is, whatever it contains."""

import html
import re
from collections.abc import Iterable, Sequence
from typing import Final

from reports.phrases import plain

_SPECIAL = re.compile(r"[\\`*_\[\]|~$#]")
_FIRST = re.compile(r"^(?:[+=-]|\d+(?=[.)](?:\s|$)))")
_MENTION = re.compile(r"(?<=[@#])(?=\w)")
_ADDRESS = re.compile(r"(?<=\bwww)\.|:(?=//)", re.IGNORECASE)
_NO_BREAK: Final = "\u2060"


def escape(sentence: str) -> str:
    """The sentence as text that Markdown shows as it is: no markup, HTML, link, mention or reference comes of it."""
    text = _SPECIAL.sub(r"\\\g<0>", plain(sentence))
    text = _MENTION.sub(_NO_BREAK, _ADDRESS.sub(r"\\\g<0>", text))
    text = _FIRST.sub(lambda mark: mark[0] + "\\" if mark[0].isdigit() else "\\" + mark[0], text)
    return html.escape(text, quote=False)


def heading(depth: int, sentence: str) -> str:
    return f"{'#' * depth} {escape(sentence)}"


def bullets(sentences: Iterable[str], depth: int = 0) -> list[str]:
    """One list as one part, or no part when there is nothing to list."""
    items = [f"{'  ' * depth}- {escape(sentence)}" for sentence in sentences]
    return ["\n".join(items)] if items else []


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(escape(cell) for cell in row)} |" for row in rows]
    if not lines:
        return []
    top = f"| {' | '.join(escape(cell) for cell in head)} |"
    return ["\n".join((top, f"|{' --- |' * len(head)}", *lines))]


def folded(title: str, parts: list[str]) -> list[str]:
    """Parts that a reader unfolds."""
    if not parts:
        return []
    return [f"<details>\n<summary>{html.escape(plain(title), quote=False)}</summary>", *parts, "</details>"]
