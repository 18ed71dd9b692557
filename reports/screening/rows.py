"""Proposals as rows of tables on a page: each cell with what it says, how it is shaded, and what it is sorted by."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from engine.pack import VERDICTS, VerdictName
from engine.screening import Proposal, Screening, Settling
from reports.html import HtmlWords
from reports.screening.tallies import step
from reports.screening.wording import UNSAID, ScreeningWording

BAND_SHADES: Final = 5


class Cell(NamedTuple):
    """What it says, and the same as a cell of a table, shaded, with both ends by which it is sorted, if it has any."""

    said: str
    td: Markup


def cell(said: str, kind: str = "", ends: tuple[int, int] | None = None, before: str = "") -> Cell:
    """`kind` are its classes; `before` is what stands before what is said, as an icon does."""
    kinds = Markup(' class="{}"').format(kind) if kind else Markup()
    sorted_by = Markup(' data-low="{}" data-high="{}"').format(*ends) if ends else Markup()
    shown = Markup("{} <span>{}</span>").format(before, said) if before else said
    return Cell(said, Markup("<td{}{}>{}</td>").format(kinds, sorted_by, shown))


class Row(NamedTuple):
    """One proposal: `tone` is its verdict, or open; `exposure` has the ladders of the order, `measures` all."""

    proposal: Proposal
    page: str
    name: str
    tone: str
    verdict: Cell
    tier: str
    readiness: Cell
    exposure: tuple[Cell, ...]
    measures: tuple[Cell, ...]
    settling: str


class Rows:
    """Rows of one screening in one language. What is said of a measure or a verdict is worked out once for all."""

    def __init__(self, screening: Screening, words: HtmlWords, pages: dict[str, str], icons: dict[str, Markup]) -> None:
        self._screening, self._words, self._pages, self._icons = screening, words, pages, icons
        self._say = ScreeningWording(screening, words)
        self._cells: dict[tuple[str, tuple[int, int], bool], Cell] = {}
        self._means: dict[tuple[int, int], Cell] = {}
        self._verdicts: dict[tuple[VerdictName, ...], Cell] = {}
        self._settling: dict[tuple[str | None, Settling], str] = {}

    def of(self, proposals: Sequence[Proposal]) -> list[Row]:
        return [self.row(proposal) for proposal in proposals]

    def row(self, one: Proposal) -> Row:
        screening = self._screening
        return Row(
            proposal=one,
            page=self._pages[one.key],
            name=self._say.name(one),
            tone=one.decided or "open",
            verdict=self._verdict(one),
            tier=self._say.tier(one) or UNSAID,
            readiness=self._mean(one),
            exposure=tuple(self.cell(one, name) for name in screening.ranking.exposure),
            measures=tuple(self.cell(one, name) for name in screening.measures),
            settling=self._settled_by(one),
        )

    def cell(self, one: Proposal, name: str) -> Cell:
        """How one measure stands; a mark where it is not in use."""
        if name not in one.measures:
            return cell(UNSAID)
        key = name, one.measures[name], name in one.perhaps
        if key not in self._cells:
            self._cells[key] = self._measured(*key)
        return self._cells[key]

    def _measured(self, name: str, ends: tuple[int, int], perhaps: bool) -> Cell:
        measure, (low, high) = self._screening.measures[name], ends
        said = self._say.value(measure, low, high)
        if perhaps:
            said = self._words("{value} (if it applies)", value=said)
        shade = ""
        if measure.kind == "readiness":
            shade = readiness_shade(low, high)
        elif measure.kind == "ladder":
            last = max(1, len(measure.bands) - 1)
            first, second = ((BAND_SHADES - 1) * end // last for end in ends)
            shade = f"heat e{first} f{second}"
        return cell(said, shade, ends)

    def _mean(self, one: Proposal) -> Cell:
        ends = one.standing.readiness
        if ends not in self._means:
            self._means[ends] = cell(self._say.readiness(one.standing), readiness_shade(*ends), ends)
        return self._means[ends]

    def _verdict(self, one: Proposal) -> Cell:
        if one.possible not in self._verdicts:
            tone, ends = one.decided or "open", (VERDICTS.index(one.possible[0]), VERDICTS.index(one.possible[-1]))
            said = self._say.verdict(one.possible)
            self._verdicts[one.possible] = cell(said, f"tone {tone}", ends, self._icons[tone])
        return self._verdicts[one.possible]

    def _settled_by(self, one: Proposal) -> str:
        """The question's code, with its text for whoever points at it."""
        key = (one.settled_by, one.settling)
        if key not in self._settling:
            said = self._say.settling(one)
            if one.settled_by is not None:
                question = self._screening.questions[one.settled_by]
                named = Markup("<b><bdi>{}</bdi></b> <span>{}</span>").format(
                    question.code, self._words.of(question.text)
                )
                said = self._say.sought(one, named)
            self._settling[key] = said
        return self._settling[key]


def readiness_shade(low: int, high: int) -> str:
    return f"heat r{step(low)} t{step(high)}"
