"""What a table of the proposals has, column by column: the same in the workbook and in CSV.

An interval is two columns, low and high, so that both can be filtered. Numbers are numbers in every language.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from engine.screening import Proposal, Screening
from reports.screening.file_names import file_names
from reports.screening.wording import ScreeningWording
from reports.words import Words
from reports.workbook_rows import Value


class Column(NamedTuple):
    """A heading, what stands beneath it, and how wide it is in letters. `points`: tenths are shown."""

    title: str
    value: Callable[[Proposal], Value]
    width: int = 12
    points: bool = False


def proposal_columns(screening: Screening, words: Words) -> list[Column]:
    """Whose, verdict, tier, standing, readiness, exposure, each measure, open questions, and what would settle it."""
    say = ScreeningWording(screening, words)
    return [
        *_whose(screening, words),
        Column(words("Worst possible verdict"), lambda one: words.of(screening.words[one.possible[0]]), 24),
        Column(words("Best possible verdict"), lambda one: words.of(screening.words[one.possible[-1]]), 24),
        Column(words("Tier in its group"), say.tier, 16),
        Column(words("Stands certainly above"), lambda one: one.standing.above),
        Column(words("Stands certainly below"), lambda one: one.standing.below),
        Column(words("Readiness, low"), lambda one: one.standing.readiness[0] / 10, points=True),
        Column(words("Readiness, high"), lambda one: one.standing.readiness[1] / 10, points=True),
        *(column for name in screening.measures for column in _measure(screening, words, name)),
        Column(words("Open questions"), lambda one: one.unanswered),
        Column(words("Kept back"), lambda one: one.withheld),
        Column(words("Expired"), lambda one: one.expired),
        Column(words("Levels without evidence"), lambda one: one.unevidenced),
        Column(words("What would settle its place"), say.settling, 50),
    ]


def _whose(screening: Screening, words: Words) -> Iterator[Column]:
    names = file_names(one.key for one in screening.proposals)
    yield Column(words("Code") if screening.blind else words("Key"), lambda one: one.key, 20)
    if not screening.blind:
        yield Column(words("Title"), lambda one: one.title, 32)
        yield Column(words("Country"), lambda one: one.country, 9)
    yield Column(words("Page"), lambda one: f"proposals/{names[one.key]}.html", 20)


def _measure(screening: Screening, words: Words, name: str) -> Iterator[Column]:
    """Both ends; empty where a measure is not in use."""
    measure = screening.measures[name]
    title = words.of(measure.title)

    def end(which: int) -> Callable[[Proposal], Value]:
        def value(one: Proposal) -> Value:
            if name not in one.measures:
                return None
            found = one.measures[name][which]
            if measure.kind == "ladder":
                return words.of(measure.bands[found].title)
            return found / 10 if measure.kind == "readiness" else found

        return value

    points = measure.kind == "readiness"
    yield Column(words("{measure}, low", measure=title), end(0), points=points)
    yield Column(words("{measure}, high", measure=title), end(1), points=points)
