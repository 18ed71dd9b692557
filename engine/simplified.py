"""A whole-number model made smaller, in whole numbers: what cannot be otherwise is fixed, and what says nothing is left
out.

HiGHS does the same and more, in floating point, and is right nearly always. This is what its second opinion rests on:
each step here is a short argument in whole numbers, and none needs more than the bounds of columns and rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

MOST_ROUNDS = 20  # of all steps together; the shipped packs need four


class Row(NamedTuple):
    """coefficient x column, added up, comes to `least` or more."""

    terms: dict[int, int]
    least: int


class Impossible(Exception):
    """There is no way to satisfy every row."""


class Simplified:
    """Rows over columns within bounds, to be satisfied at the least cost, and at no more than `most` if that is given.

    Fixing what can be fixed leaves one of the ways of least cost, if there is any; nothing is known of the others.
    `most` narrows bounds and is none of the rows: what is left may cost more. Raises Impossible where there is no way.
    """

    def __init__(
        self,
        lower: Sequence[int],
        upper: Sequence[int],
        rows: Iterable[Row],
        cost: Mapping[int, int],
        most: int | None = None,
    ) -> None:
        self.lower, self.upper, self.rows, self.cost = list(lower), list(upper), list(rows), cost
        self._limits = [] if most is None else [Row({column: -by for column, by in cost.items()}, -most)]
        self._shorten()
        for _ in range(MOST_ROUNDS):
            fixed = self._fix_the_indifferent()
            if not (fixed or self._tighter):
                break
            self._shorten()

    @property
    def open(self) -> list[int]:
        """The columns that are not fixed."""
        return [column for column, low in enumerate(self.lower) if low < self.upper[column]]

    def _shorten(self) -> None:
        self._narrow()
        self._tighter = False
        self.rows = list(self._shortened())

    def _narrow(self) -> None:
        """Bounds as close as each row by itself demands, until none demands more."""
        rows = [*self._limits, *self.rows]
        rows_of: list[list[int]] = [[] for _ in self.lower]
        for place, row in enumerate(rows):
            for column in row.terms:
                rows_of[column].append(place)
        waiting = dict.fromkeys(range(len(rows)))
        while waiting:
            place = next(iter(waiting))
            del waiting[place]
            for column in self._narrowed_by(rows[place]):
                waiting |= dict.fromkeys(rows_of[column])

    def _narrowed_by(self, row: Row) -> list[int]:
        """The columns whose bounds one row moves."""
        lower, upper, moved = self.lower, self.upper, []
        spare = -row.least + sum(by * (upper[c] if by > 0 else lower[c]) for c, by in row.terms.items())
        if spare < 0:
            raise Impossible
        for column, by in row.terms.items():
            if (upper[column] - lower[column]) * abs(by) > spare:
                moved.append(column)
                if by > 0:
                    lower[column] = upper[column] - spare // by
                else:
                    upper[column] = lower[column] + spare // -by
        return moved

    def _shortened(self) -> Iterable[Row]:
        """The rows without fixed columns; those that say something, each once."""
        seen = set()
        for row in self.rows:
            fixed = sum(by * self.lower[c] for c, by in row.terms.items() if self.lower[c] == self.upper[c])
            terms = {c: by for c, by in row.terms.items() if self.lower[c] < self.upper[c]}
            short = self._tightened(terms, row.least - fixed)
            if short is not None:
                key = (tuple(sorted(short.terms.items())), short.least)
                if key not in seen:
                    seen.add(key)
                    yield short

    def _tightened(self, terms: dict[int, int], least: int) -> Row | None:
        """The same row with coefficients no greater than it takes to satisfy it; None if it always is."""
        surely = sum(by * (self.lower[c] if by > 0 else self.upper[c]) for c, by in terms.items())
        for column, by in list(terms.items()):
            too_much = surely + abs(by) - least  # what this 0/1 column alone satisfies the row by, and more
            if 0 < too_much < abs(by) and (self.lower[column], self.upper[column]) == (0, 1):
                self._tighter = True
                if by > 0:
                    terms[column] = by - too_much
                else:  # for the column at 0 the row is as satisfied as before, at 1 it asks as much as before
                    terms[column], least, surely = by + too_much, least + too_much, surely + too_much
        return Row(terms, least) if surely < least else None

    def _fix_the_indifferent(self) -> bool:
        """A column that no row wants higher, or none lower, stays at that end, unless the cost speaks against it.
        Whether there was one."""
        wanted_high, wanted_low = set[int](), set[int]()
        for row in self.rows:
            for column, by in row.terms.items():
                (wanted_high if by > 0 else wanted_low).add(column)
        before = self.open
        for column in before:
            cost = self.cost.get(column, 0)
            if column not in wanted_high and cost >= 0:
                self.upper[column] = self.lower[column]
            elif column not in wanted_low and cost <= 0:
                self.lower[column] = self.upper[column]
        return len(self.open) < len(before)
