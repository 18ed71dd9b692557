"""Truth values inside a linear model: literals, and, or, and whether a sum reaches zero.

A literal is a whole number: twice its 0/1 column, one more if it stands for the opposite. TRUE and FALSE are literals
too, so that what is already known costs neither a column nor a row.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from math import gcd
from typing import Any, TypeVar

from engine.solver import Model, Solved

Literal = int
Made = TypeVar("Made")
TRUE, FALSE = -1, -2


class CannotTell(Exception):
    """The solver reached its limit: it can neither find nor exclude what was asked for."""


def opposite(literal: Literal) -> Literal:
    return literal ^ 1


class Sum:
    """A whole number in a model: a constant plus coefficients times columns."""

    __slots__ = ("constant", "terms")

    def __init__(self, constant: int = 0) -> None:
        self.constant = constant
        self.terms: dict[int, int] = {}

    def add(self, coefficient: int, literal: Literal) -> "Sum":
        """Add the coefficient if the literal is true."""
        if literal == TRUE:
            self.constant += coefficient
        elif literal != FALSE:
            if literal & 1:
                self.constant += coefficient
                coefficient = -coefficient
            self.add_column(coefficient, literal >> 1)
        return self

    def add_column(self, coefficient: int, column: int) -> "Sum":
        self.terms[column] = self.terms.get(column, 0) + coefficient
        return self

    def add_sum(self, coefficient: int, other: "Sum") -> "Sum":
        """Add a multiple of another sum."""
        self.constant += coefficient * other.constant
        for column, own in other.terms.items():
            self.add_column(coefficient * own, column)
        return self

    def plus(self, constant: int) -> "Sum":
        made = Sum(self.constant + constant)
        made.terms = dict(self.terms)
        return made

    def range(self, model: Model) -> tuple[int, int]:
        """The least and the most it can be if every column were free within its bounds."""
        low = high = self.constant
        for column, coefficient in self.terms.items():
            least, most = coefficient * model.lower[column], coefficient * model.upper[column]
            low, high = low + min(least, most), high + max(least, most)
        return low, high

    def key(self) -> Hashable:
        """The same for sums that are always equal because they are written alike."""
        return self.constant, tuple(sorted((column, by) for column, by in self.terms.items() if by))

    def value(self, values: Sequence[int]) -> int:
        """What it comes to in a solution."""
        return self.constant + sum(coefficient * values[column] for column, coefficient in self.terms.items())


class Logic:
    """Builds literals from literals in one model; equal ones are built once."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._known: dict[tuple[Literal, ...], Literal] = {}
        self._made: dict[Hashable, Any] = {}

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What is made for this key the first time, and the same again after that: worlds that share answers share
        whatever rests on the same ones, which is what makes two of them little more work than one."""
        if key not in self._made:
            self._made[key] = make()
        made: Made = self._made[key]
        return made

    def free(self) -> Literal:
        """A new literal that may be true or false."""
        return 2 * self.model.binary()

    def one_of(self, count: int) -> list[Literal]:
        """New literals of which exactly one is true."""
        if count == 1:
            return [TRUE]
        if count == 2:
            first = self.free()
            return [first, opposite(first)]
        literals = [self.free() for _ in range(count)]
        self.require(self.total(literals), 1, 1)
        return literals

    def total(self, literals: Iterable[Literal]) -> Sum:
        """How many are true."""
        made = Sum()
        for literal in literals:
            made.add(1, literal)
        return made

    def require(self, total: Sum, low: int | None = None, high: int | None = None) -> None:
        """Make a sum stay within bounds."""
        self.model.row(
            total.terms.items(),
            None if low is None else low - total.constant,
            None if high is None else high - total.constant,
        )

    def require_true(self, literal: Literal) -> None:
        self.require(Sum().add(1, literal), 1)

    def solve(
        self, wanted: Iterable[Literal], goal: Sum | None = None, maximise: bool = False, sure: bool = True
    ) -> Solved:
        """A solution in which all these literals are true, with the best value of the goal if there is one; for `sure`
        see `Model.solve`."""
        fixed = _fixed(wanted)
        if fixed is None:
            return Solved("infeasible")
        return self.model.solve([] if goal is None else list(goal.terms.items()), maximise, fixed, sure)

    def confirmed(self, found: Solved, wanted: Iterable[Literal], goal: Sum) -> Solved:
        """The same solution, or a better one, if nothing is better than that: see `Model.confirmed`."""
        return self.model.confirmed(found, list(goal.terms.items()), False, _fixed(wanted))

    def any_of(self, literals: Iterable[Literal]) -> Literal:
        """Whether one of them, at least, is true."""
        distinct = {literal for literal in literals if literal != FALSE}
        if TRUE in distinct or any(opposite(literal) in distinct for literal in distinct):
            return TRUE
        if len(distinct) < 2:
            return next(iter(distinct), FALSE)
        key = tuple(sorted(distinct))
        if key not in self._known:
            made = self._known[key] = self.free()
            for literal in key:
                self.require(Sum().add(1, made).add(-1, literal), 0)
            self.require(self.total(key).add(-1, made), 0)
        return self._known[key]

    def all_of(self, literals: Iterable[Literal]) -> Literal:
        """Whether all of them are true."""
        return opposite(self.any_of(opposite(literal) for literal in literals))

    def among(self, exclusive: Sequence[Literal], chosen: Sequence[bool]) -> Literal:
        """Whether the one true literal of `exclusive` is among the chosen ones."""
        inside = [literal for literal, taken in zip(exclusive, chosen, strict=True) if taken and literal != FALSE]
        outside = [literal for literal, taken in zip(exclusive, chosen, strict=True) if not taken and literal != FALSE]
        if not inside or TRUE in outside:
            return FALSE
        if not outside or TRUE in inside:
            return TRUE
        if len(inside) == 1:
            return inside[0]
        if len(outside) == 1:
            return opposite(outside[0])
        key = tuple(sorted(inside))
        if key not in self._known:
            made = self._known[key] = self.free()
            self.require(self.total(key).add(-1, made), 0, 0)
        return self._known[key]

    def reaches_zero(self, total: Sum) -> Literal:
        """Whether a sum of whole numbers is 0 or more."""
        divisor = gcd(*total.terms.values()) if total.terms else 1
        if divisor > 1:
            total = _divided(total, divisor)
        low, high = total.range(self.model)
        if low >= 0:
            return TRUE
        if high < 0:
            return FALSE
        return self.once(("reaches", total.key()), lambda: self._reaching(total, low, high))

    def _reaching(self, total: Sum, low: int, high: int) -> Literal:
        made = self.free()
        self.require(total.plus(0).add(low, made), low)
        self.require(total.plus(0).add(-high - 1, made), None, -1)
        return made

    def quotient(self, total: Sum, divisors: Sequence[tuple[int, Literal]], most: int) -> int:
        """A column with the whole part of a sum that is 0 or more, divided by one of some divisors.

        Exactly one of the literals is true, and its divisor counts; with the divisor 0 the column is 0. `most` is the
        greatest it can be.
        """
        key = ("quotient", total.key(), tuple(divisors), most)
        return self.once(key, lambda: self._divided_by(total, divisors, most))

    def _divided_by(self, total: Sum, divisors: Sequence[tuple[int, Literal]], most: int) -> int:
        column = self.model.whole(0, most)
        _, high = total.range(self.model)
        for divisor, literal in divisors:
            # divisor * column <= total <= divisor * column + divisor - 1, or column = 0
            least = Sum().add_sum(1, total).add_column(-divisor, column) if divisor else Sum().add_column(-1, column)
            worst, _ = least.range(self.model)
            self.require(least.add(worst, literal), worst)
            if divisor:
                over = Sum(-(divisor - 1)).add_sum(1, total).add_column(-divisor, column)
                self.require(over.add(high, literal), None, high)
        return column


def _divided(total: Sum, divisor: int) -> Sum:
    """A sum that is 0 or more exactly when `total` is."""
    made = Sum(total.constant // divisor)
    made.terms = {column: coefficient // divisor for column, coefficient in total.terms.items()}
    return made


def _fixed(literals: Iterable[Literal]) -> dict[int, int] | None:
    """The columns that some literals fix; None where they contradict each other."""
    fixed: dict[int, int] = {}
    for literal in literals:
        if literal == FALSE or fixed.get(literal >> 1) == literal & 1:
            return None
        if literal != TRUE:
            fixed[literal >> 1] = 1 ^ (literal & 1)
    return fixed
