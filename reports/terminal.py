"""A page for a terminal: the one place that knows rich. Nothing that a report says can steer the terminal."""

import shutil
from io import StringIO
from typing import TYPE_CHECKING

from reports.phrases import plain

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

NARROWEST = 30
WIDEST_UNASKED = 110
_LINES = 100
# rich breaks lines at every blank, so those that keep words together pass through it as letters of no alphabet.
_TIED = {"\u00a0": "\ue000", "\u202f": "\ue001"}
_TIE, _UNTIE = str.maketrans(_TIED), str.maketrans({tied: blank for blank, tied in _TIED.items()})


class Page:
    """Lines wrapped to a width, with colours or without any escape sequence.

    `width` counts columns; without one it is the terminal's own, but never so wide that lines are hard to read.
    """

    def __init__(self, width: int | None, colour: bool) -> None:
        from rich.console import Console

        if width is None:
            width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST_UNASKED)
        self.width = max(width, NARROWEST)
        self._file = StringIO()
        self._console = Console(
            file=self._file,
            width=self.width,
            height=_LINES,
            force_terminal=colour,
            force_jupyter=False,
            force_interactive=False,
            color_system="standard" if colour else None,
            no_color=not colour,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def styled(self, sentence: str, style: str = "") -> "Text":
        """A sentence as something to show, with every control character made harmless."""
        from rich.text import Text

        return Text(plain(sentence).translate(_TIE), style=style)

    def show(self, thing: "RenderableType", indent: int = 0) -> None:
        from rich.padding import Padding

        self._console.print(Padding(thing, (0, 0, 0, indent), expand=False))

    def line(self, sentence: str, style: str = "", indent: int = 0) -> None:
        self.show(self.styled(sentence, style), indent)

    def item(self, mark: str, sentence: str, style: str = "", indent: int = 0) -> None:
        """A sentence behind a mark; further lines stand under its first word."""
        from rich.table import Table

        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(self.styled(mark, style), self.styled(sentence, style))
        self.show(grid, indent)

    def gap(self) -> None:
        self._console.print()

    def heading(self, sentence: str) -> None:
        self.gap()
        self.line(sentence, "bold underline")

    def written(self) -> str:
        """All of it, without blanks at the ends of lines."""
        return "\n".join(line.rstrip() for line in self._file.getvalue().rstrip().splitlines()).translate(_UNTIE) + "\n"
