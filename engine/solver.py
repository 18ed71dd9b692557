"""The only door to HiGHS: whole-number models in, whole numbers out, and never a guess passed off as a proof.

A model is columns (0/1 or whole numbers within bounds) and rows (bounds on sums of columns). It is kept as one HiGHS
instance, so that many questions can be asked of it, each with some columns fixed and with an objective of its own.

What keeps the answers right: one thread, no gap, a fixed seed; coefficients are whole numbers; values are rounded and
must be whole. Who asks must still check the answer against the rules themselves (`Solved.values` is only a proposal).
"There is no way" and "there is no better way" have no values to be checked, so they are believed only if HiGHS says
them twice, the second time of a model that is simplified by us, in whole numbers, and not by itself. A limit that is
reached, or any other status, is `unknown` and never taken for "no".
decisions/0005 says what is still taken on trust.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from engine.effort import allowed
from engine.simplified import Impossible, Row, Simplified

Terms = Sequence[tuple[int, int]]  # (column, coefficient)

WHOLE = 1e-4  # how far from whole a value may lie; HiGHS' own tolerance is 1e-6
MOST_NODES = 5_000  # of the search tree, four times what the shipped packs need: the same on every machine
MOST_SECONDS = 120.0  # by the clock on the wall, for what nodes do not bound: where it strikes depends on the machine


class SolverTrouble(Exception):
    """The solver proposed what the rules do not bear out, so nothing it says can be relied on."""


class Solved(NamedTuple):
    """`optimal`: the best value and where; `infeasible`: there is no way; `unknown`: the solver cannot tell.

    `bound` is the value that nothing can better, as proved; it equals `value` when optimal.
    """

    status: Literal["optimal", "infeasible", "unknown"]
    value: int = 0
    bound: int = 0
    values: tuple[int, ...] = ()


class Model:
    """Columns and rows, gathered first and handed over whole when the first question is asked."""

    def __init__(self) -> None:
        self.lower: list[int] = []
        self.upper: list[int] = []
        self._starts: list[int] = [0]
        self._columns: list[int] = []
        self._coefficients: list[int] = []
        self._row_lower: list[float] = []
        self._row_upper: list[float] = []
        self._upward: list[Row] = []  # the rows so far as `_rows` gives them, and how many those are
        self._turned = 0
        self._highs: Any = None
        self._sent = (0, 0)

    def binary(self) -> int:
        """A new column that is 0 or 1."""
        return self.whole(0, 1)

    def whole(self, low: int, high: int) -> int:
        """A new column with a whole number from low to high."""
        self.lower.append(low)
        self.upper.append(high)
        return len(self.lower) - 1

    def row(self, terms: Iterable[tuple[int, int]], low: int | None = None, high: int | None = None) -> None:
        """Require low <= sum of coefficient x column <= high; either bound may be left out."""
        summed: dict[int, int] = {}
        for column, coefficient in terms:
            summed[column] = summed.get(column, 0) + coefficient
        for column, coefficient in summed.items():
            if coefficient:
                self._columns.append(column)
                self._coefficients.append(coefficient)
        self._starts.append(len(self._columns))
        self._row_lower.append(float("-inf") if low is None else low)
        self._row_upper.append(float("inf") if high is None else high)

    def solve(
        self,
        objective: Terms = (),
        maximise: bool = False,
        fixed: Mapping[int, int] | None = None,
        sure: bool = True,
    ) -> Solved:
        """The best value of the objective with these columns fixed; without an objective, any way at all.

        Without `sure`, that no way is better is said once only, and has to be `confirmed` before it is relied on.
        """
        fixed = fixed or {}
        if any(not self.lower[column] <= value <= self.upper[column] for column, value in fixed.items()):
            return Solved("infeasible")
        if not self.lower:  # HiGHS has no opinion on a model without columns
            return Solved("optimal" if self._holds(()) else "infeasible")
        if not allowed():
            return Solved("unknown")
        import highspy

        highs = self._handed_over()
        cost: dict[int, int] = {}
        for column, coefficient in objective:
            cost[column] = cost.get(column, 0) + coefficient
        for column, value in fixed.items():
            highs.changeColBounds(column, value, value)
        for column, coefficient in cost.items():
            highs.changeColCost(column, coefficient)
        sense = highspy.ObjSense.kMaximize if maximise else highspy.ObjSense.kMinimize
        highs.changeObjectiveSense(sense)
        found = self._ask(highs, cost)
        for column in fixed:
            highs.changeColBounds(column, self.lower[column], self.upper[column])
        for column in cost:
            highs.changeColCost(column, 0)
        if found.status == "infeasible" or (found.status == "unknown" and not _at_a_limit(highs)):
            return self.confirmed(found, objective, maximise, fixed)
        return self.confirmed(found, objective, maximise, fixed) if cost and sure else found

    def _ask(self, highs: Any, cost: Mapping[int, int]) -> Solved:
        highs.clearSolver()  # no memory of the question before: the same question has the same answer
        highs.run()
        return self._read(highs, cost)

    def confirmed(
        self, first: Solved, objective: Terms, maximise: bool = False, fixed: Mapping[int, int] | None = None
    ) -> Solved:
        """What stands of the first answer to a question once it is put again without HiGHS' own simplifications: they
        make it stumble, rarely, and that there is no way, or no better one, nobody can check.

        Instead the model is simplified in whole numbers (`simplified.py`); a way that was found then stands unless
        there is a better one, which is checked like any other.
        """
        cost: dict[int, int] = {}
        for column, by in objective:
            cost[column] = cost.get(column, 0) + (-by if maximise else by)
        cost = {column: by for column, by in cost.items() if by}
        paid = sum(by * first.values[column] for column, by in cost.items()) if first.status == "optimal" else None
        none_better = Solved("infeasible") if paid is None else first
        lower, upper = list(self.lower), list(self.upper)
        for column, value in (fixed or {}).items():
            lower[column] = upper[column] = value
        try:
            less = Simplified(lower, upper, self._rows(), cost, None if paid is None else paid - 1)
        except Impossible:
            return none_better
        second = _as_it_is(less)
        if second.status != "optimal":
            return none_better if second.status == "infeasible" else second
        values = list(less.lower)
        for column, value in zip(less.open, second.values, strict=True):
            values[column] = value
        pays = sum(by * values[column] for column, by in cost.items())
        if paid is not None and pays >= paid:
            return first
        if not self._holds(values):
            return Solved("unknown")
        value = -pays if maximise else pays
        return Solved("optimal", value, value, tuple(values))

    def _rows(self) -> list[Row]:
        """Every row as one with a lower bound, or as two of them."""
        for row in range(self._turned, len(self._row_lower)):
            low, high = self._row_lower[row], self._row_upper[row]
            places = range(self._starts[row], self._starts[row + 1])
            terms = {self._columns[place]: self._coefficients[place] for place in places}
            if low != float("-inf"):
                self._upward.append(Row(terms, int(low)))
            if high != float("inf"):
                self._upward.append(Row({column: -by for column, by in terms.items()}, -int(high)))
        self._turned = len(self._row_lower)
        return self._upward

    def written(self) -> dict[str, object]:
        """The model as plain data: bounds of the columns, and rows of terms with bounds (None where there is none)."""
        bounds = zip(self._row_lower, self._row_upper, strict=True)
        return {
            "lower": self.lower,
            "upper": self.upper,
            "rows": [
                {
                    "terms": [
                        (self._columns[place], self._coefficients[place])
                        for place in range(self._starts[row], self._starts[row + 1])
                    ],
                    "low": None if low == float("-inf") else int(low),
                    "high": None if high == float("inf") else int(high),
                }
                for row, (low, high) in enumerate(bounds)
            ],
        }

    def _read(self, highs: Any, cost: Mapping[int, int]) -> Solved:
        import highspy

        status = highs.getModelStatus()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return Solved("infeasible")  # every column is bounded, so nothing is unbounded
        if status != highspy.HighsModelStatus.kOptimal:
            return Solved("unknown")
        exact = highs.getSolution().col_value
        values = tuple(round(value) for value in exact)
        if any(abs(value - near) > WHOLE for value, near in zip(exact, values, strict=True)):
            return Solved("unknown")
        if not self._holds(values):
            return Solved("unknown")
        value = sum(coefficient * values[column] for column, coefficient in cost.items())
        return Solved("optimal", value, round(highs.getInfo().mip_dual_bound) if cost else 0, values)

    def _holds(self, values: Sequence[int]) -> bool:
        """Whether the rounded values satisfy every row, in whole numbers."""
        for row, (low, high) in enumerate(zip(self._row_lower, self._row_upper, strict=True)):
            places = range(self._starts[row], self._starts[row + 1])
            total = sum(self._coefficients[place] * values[self._columns[place]] for place in places)
            if not low <= total <= high:
                return False
        return True

    def _handed_over(self) -> Any:
        """The HiGHS instance with every column and row so far."""
        import highspy
        from highspy._core import _Highs  # highspy.Highs prints a banner before it can be told not to

        size = (len(self.lower), len(self._row_lower))
        if self._sent == size and self._highs is not None:
            return self._highs
        highs = _Highs()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("mip_heuristic_run_feasibility_jump", False),  # 3 ms a question, and small ones take 0.5
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.0),
            ("mip_max_nodes", MOST_NODES),
            ("time_limit", MOST_SECONDS),
        ):
            highs.setOptionValue(option, value)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = size
        model.col_cost_ = [0.0] * size[0]
        model.col_lower_ = [float(low) for low in self.lower]
        model.col_upper_ = [float(high) for high in self.upper]
        model.row_lower_, model.row_upper_ = self._row_lower, self._row_upper
        model.integrality_ = [highspy.HighsVarType.kInteger] * size[0]
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = self._starts
        model.a_matrix_.index_ = self._columns
        model.a_matrix_.value_ = [float(coefficient) for coefficient in self._coefficients]
        highs.passModel(model)
        self._highs, self._sent = highs, size
        return highs


def _as_it_is(simplified: Simplified) -> Solved:
    """What HiGHS says of a simplified model when it may not simplify it further; values are those of open columns."""
    columns = simplified.open
    place = {column: number for number, column in enumerate(columns)}
    model = Model()
    for column in columns:
        model.whole(simplified.lower[column], simplified.upper[column])
    for row in simplified.rows:
        model.row(((place[column], by) for column, by in row.terms.items()), row.least)
    if not columns:
        return Solved("optimal" if model._holds(()) else "infeasible")
    highs = model._handed_over()
    highs.setOptionValue("presolve", "off")
    cost = {place[column]: by for column, by in simplified.cost.items() if column in place}
    for column, by in cost.items():
        highs.changeColCost(column, by)
    return model._ask(highs, cost)


def _at_a_limit(highs: Any) -> bool:
    """Whether HiGHS was stopped, so that asking again would change nothing."""
    import highspy

    status = highspy.HighsModelStatus
    return highs.getModelStatus() in (status.kTimeLimit, status.kSolutionLimit, status.kIterationLimit)
