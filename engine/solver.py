"""The only door to HiGHS: whole-number models in, whole numbers out, and never a guess passed off as a proof.

A model is columns (0/1 or whole numbers within bounds) and rows (bounds on sums of columns). It is kept as one HiGHS
instance, so that many questions can be asked of it, each with some columns fixed and with an objective of its own.

What keeps the answers right: one thread, no gap, a fixed seed; coefficients are whole numbers; values are rounded and
must be whole. Who asks must still check the answer against the rules themselves (`Solved.values` is only a proposal).
"There is no way" and "there is no better way" have no values to be checked, so they are believed only if HiGHS says
them twice, the second time without its own simplifications. A limit that is reached, or any other status, is `unknown`
and never taken for "no".
decisions/0005 says what is still taken on trust.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from engine.effort import allowed

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

    def solve(self, objective: Terms = (), maximise: bool = False, fixed: Mapping[int, int] | None = None) -> Solved:
        """The best value of the objective with these columns fixed; without an objective, any way at all."""
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
        if (found.status == "unknown" and not _at_a_limit(highs)) or found.status == "infeasible" or cost:
            # It stumbles, rarely, over its own simplifications: what it says of the model that it simplified, and that
            # nobody can check, it must say of the model as it is, too.
            highs.setOptionValue("presolve", "off")
            found = _agreed(found, self._ask(highs, cost), maximise)
            highs.setOptionValue("presolve", "choose")
        for column in fixed:
            highs.changeColBounds(column, self.lower[column], self.upper[column])
        for column in cost:
            highs.changeColCost(column, 0)
        return found

    def _ask(self, highs: Any, cost: Mapping[int, int]) -> Solved:
        highs.clearSolver()  # no memory of the question before: the same question has the same answer
        highs.run()
        return self._read(highs, cost)

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


def _agreed(first: Solved, second: Solved, maximise: bool) -> Solved:
    """What stands of two answers to one question: the better of two ways, for each was checked."""
    if first.status != "optimal":
        return second
    if second.status != "optimal":
        return Solved("unknown")
    better = second.value > first.value if maximise else second.value < first.value
    return second if better else first


def _at_a_limit(highs: Any) -> bool:
    """Whether HiGHS was stopped, so that asking again would change nothing."""
    import highspy

    status = highspy.HighsModelStatus
    return highs.getModelStatus() in (status.kTimeLimit, status.kSolutionLimit, status.kIterationLimit)
