"""All pages of a screening, in pieces that several processes can share: an overview, lists, pages, letters, a memo.

Every page is a whole file that asks nobody for anything. Blind, there are no letters: they are for applicants, who have
names.
"""

import base64
import hashlib
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from markupsafe import Markup

from engine.pack import VERDICTS
from engine.screening import Screening
from reports.html import environment
from reports.mistakes import trouble_told
from reports.phrases import plain
from reports.screening.file_names import file_names
from reports.screening.leaves import Leaves, style
from reports.screening.order_of_pages import list_pages, reading_order
from reports.screening.plot import plots
from reports.screening.remembered import RememberedWords
from reports.screening.rows import Rows
from reports.screening.tallies import STEPS, reasons, settling_questions, spread
from reports.screening.wording import ScreeningWording
from reports.words import LANGUAGES, Digits, Words

LEAVES_AT_ONCE: Final = 200  # proposals whose pages and letters are one piece of work
LISTS_AT_ONCE: Final = 10
REJECTED_ON_A_PAGE: Final = 200
REJECTED_AT_ONCE: Final = 20  # that the overview lists itself


class Piece(NamedTuple):
    """Some of the pages: which kind, and from which to which of that kind."""

    kind: str
    begin: int
    end: int


class Site:
    """The pages of one screening in one language; letters are in that of each applicant, where the pack speaks it."""

    def __init__(self, screening: Screening, language: str, digits: Digits = "western") -> None:
        self.screening, self._language, self._digits = screening, language, digits
        names = file_names(one.key for one in screening.proposals)
        self.pages = {key: f"{name}.html" for key, name in names.items()}
        self._words = RememberedWords(language, digits)
        self._say = ScreeningWording(screening, self._words)
        self._by_key = {one.key: one for one in screening.proposals}
        self._lists = list_pages(screening)
        self._leaves: dict[str, Leaves] = {}

    @cached_property
    def _rows(self) -> Rows:
        icon = vars(environment().get_template("macros.html.j2").module)["icon"]
        icons: dict[str, Markup] = {tone: icon(tone) for tone in (*VERDICTS, "open")}
        return Rows(self.screening, self._words, self.pages, icons)

    def pieces(self) -> list[Piece]:
        """All the work, by itself in any order."""
        counted = (
            ("overview", 1, 1),
            ("list", len(self._lists), LISTS_AT_ONCE),
            ("rejected", len(self._rejected_pages), LISTS_AT_ONCE),
            ("leaf", len(self.screening.proposals), LEAVES_AT_ONCE),
        )
        return [
            Piece(kind, begin, min(begin + step, number))
            for kind, number, step in counted
            for begin in range(0, number, step)
        ]

    def paths(self) -> Iterator[str]:
        """Where every page comes to stand within the folder of the results."""
        yield from ("index.html", "memo.html", *(page.file for page in self._lists))
        yield from map(rejected_page, self._rejected_pages)
        folders = ("proposals",) if self.screening.blind else ("proposals", "letters")
        yield from (f"{folder}/{page}" for folder in folders for page in self.pages.values())

    def files(self, piece: Piece) -> Iterator[tuple[str, str]]:
        """The pages of one piece, by their places within the folder of the results."""
        match piece.kind:
            case "overview":
                yield "index.html", self._render("index", **self._overview())
                yield "memo.html", self._render("memo", **self._overview())
            case "list":
                for page in self._lists[piece.begin : piece.end]:
                    rows = self._rows.of([self._by_key[key] for key in page.keys])
                    yield page.file, self._render("list", page=page, rows=rows)
            case "rejected":
                for number in range(piece.begin, piece.end):
                    yield rejected_page(number), self._render("rejected", rejected=self._rejected(number))
            case _:
                yield from self._of_proposals(piece)

    def _of_proposals(self, piece: Piece) -> Iterator[tuple[str, str]]:
        for one in self.screening.proposals[piece.begin : piece.end]:
            yield f"proposals/{self.pages[one.key]}", self._in(self._language).page(one)
            if not self.screening.blind:
                yield f"letters/{self.pages[one.key]}", self._in(self.language_of_letter(one.language)).letter(one)

    def language_of_letter(self, wanted: str | None) -> str:
        """The applicant's own, if pack and interface speak it; else that of the rest."""
        spoken = wanted in self.screening.languages and wanted in LANGUAGES
        return wanted if wanted is not None and spoken else self._language

    def _in(self, language: str) -> Leaves:
        if language not in self._leaves:
            self._leaves[language] = Leaves(self.screening, language, self._digits, self.pages)
        return self._leaves[language]

    def _overview(self) -> dict[str, object]:
        screening = self.screening
        listed = [] if self._lists else reading_order(screening)
        kinds = {name: measure.kind for name, measure in screening.measures.items()}
        return {
            "rows": self._rows.of([self._by_key[key] for key in listed]),
            "plots": plots(screening, self._words.direction == "rtl"),
            "spread": {name: spread(screening, name) for name, kind in kinds.items() if kind != "points"},
            "readiness": [name for name, kind in kinds.items() if kind == "readiness"],
            "ladders": [name for name, kind in kinds.items() if kind == "ladder"],
            "alternatives": [name for name, remedy in screening.remedies.items() if remedy.alternative],
            "below": [
                [self._say.verdict(screening.groups[n].possible) for n in g.above_all_of] for g in screening.groups
            ],
            "steps": [(step * 100 // STEPS, (step + 1) * 100 // STEPS) for step in range(STEPS)],
            "reasons": reasons(screening),
            "settling": settling_questions(screening),
            "rejected": [] if len(screening.rejected) > REJECTED_AT_ONCE else self._rejected(0),
            "rejected_pages": [rejected_page(piece) for piece in self._rejected_pages],
        }

    @cached_property
    def _rejected_pages(self) -> range:
        rejected = len(self.screening.rejected)
        return range(-(-rejected // REJECTED_ON_A_PAGE) if rejected > REJECTED_AT_ONCE else 0)

    def _rejected(self, number: int) -> list[tuple[str | None, str | None, list[object]]]:
        """The rows of one page, each with its mistakes in this language."""
        words = Words(self._language, self._digits)
        some = self.screening.rejected[number * REJECTED_ON_A_PAGE : (number + 1) * REJECTED_ON_A_PAGE]
        return [(row.key, row.place, [trouble_told(each, words) for each in row.mistakes]) for row in some]

    def _render(self, name: str, **own: object) -> str:
        script = self._script
        return (
            environment()
            .get_template(f"screening/{name}.html.j2")
            .render(
                s=self.screening,
                say=self._say,
                words=self._words,
                many=self._words.many,
                plain=plain,
                lists=self._lists,
                pages=self.pages,
                script=script,
                script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
                style=self._style,
                name=name,
                **own,
            )
        )

    @cached_property
    def _script(self) -> str:
        return environment().get_template("screening/sorting.js.j2").render().strip()

    @cached_property
    def _style(self) -> str:
        return style("report.css", "screening.css")


def rejected_page(number: int) -> str:
    return f"rejected-{number + 1:03}.html"
