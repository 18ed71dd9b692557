"""The same models and the same questions in one solver after another: `python -m tests.benchmarks.peers_solvers NAME`.

Run in a process of its own, since OR-tools cannot be loaded beside highspy. For each line of standard input, a workload
as JSON, it writes the answers; then it reads which questions to time, and writes the seconds of the processor that each
takes. The models are built beforehand; each question starts from its model afresh, in one thread.
"""

import json
import sys
from collections.abc import Callable, Iterator
from time import process_time
from typing import Any, NamedTuple

SECONDS = 1.0  # for one question; what takes longer counts as this long, and as not known

Answer = tuple[str, int]  # as `Solved` says it: the status, and the best value (0 where nothing is bettered)
UNKNOWN: Answer = ("unknown", 0)


class Asked(NamedTuple):
    """What is asked of a model: terms to better (none: is there any way at all), and columns that are held fixed."""

    objective: list[tuple[int, int]]
    maximise: bool
    fixed: dict[int, int]


Ask = Callable[[Asked], Answer]


def highs(model: dict[str, Any]) -> Ask:
    """Our own door to HiGHS, with all that it checks."""
    from engine.solver import Model

    built = Model()
    for low, high in zip(model["lower"], model["upper"], strict=True):
        built.whole(low, high)
    for terms, low, high in _rows(model):
        built.row(terms, low, high)

    def ask(asked: Asked) -> Answer:
        solved = built.solve(asked.objective, asked.maximise, asked.fixed)
        return solved.status, solved.value

    return ask


def cp_sat(model: dict[str, Any]) -> Ask:
    from ortools.sat.python import cp_model

    base = cp_model.CpModel()
    columns = [
        base.new_int_var(low, high, f"c{number}")
        for number, (low, high) in enumerate(zip(model["lower"], model["upper"], strict=True))
    ]
    for terms, low, high in _rows(model):
        total = sum(coefficient * columns[column] for column, coefficient in terms)
        if low is not None:
            base.add(total >= low)
        if high is not None:
            base.add(total <= high)

    def ask(asked: Asked) -> Answer:
        question = base.clone()
        column = question.get_int_var_from_proto_index
        for number, value in asked.fixed.items():
            question.add(column(number) == value)
        if asked.objective:
            total = sum(coefficient * column(number) for number, coefficient in asked.objective)
            question.maximize(total) if asked.maximise else question.minimize(total)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = SECONDS
        status = solver.solve(question)
        if status == cp_model.INFEASIBLE:
            return "infeasible", 0
        if status != cp_model.OPTIMAL:  # without an objective, any way at all is the best one
            return UNKNOWN
        return "optimal", round(solver.objective_value) if asked.objective else 0

    return ask


def z3(model: dict[str, Any]) -> Ask:
    """Yes or no from its solver, the best value from its optimiser."""
    import z3 as library

    columns: list[Any] = []
    required: list[Any] = []
    for number, (low, high) in enumerate(zip(model["lower"], model["upper"], strict=True)):
        if (low, high) == (0, 1):
            columns.append(library.If(library.Bool(f"c{number}"), 1, 0))
        else:
            whole = library.Int(f"c{number}")
            required += [whole >= low, whole <= high]
            columns.append(whole)
    for terms, low, high in _rows(model):
        total = library.Sum([coefficient * columns[column] for column, coefficient in terms])
        required += [*([] if low is None else [total >= low]), *([] if high is None else [total <= high])]
    built: dict[bool, Any] = {}

    def engine(bettering: bool) -> Any:
        if bettering not in built:
            built[bettering] = library.Optimize() if bettering else library.Solver()
            built[bettering].set("timeout", int(1000 * SECONDS))
            built[bettering].add(*required)
        return built[bettering]

    def ask(asked: Asked) -> Answer:
        solver = engine(bool(asked.objective))
        solver.push()
        for column, value in asked.fixed.items():
            solver.add(columns[column] == value)
        if asked.objective:
            total = library.Sum([coefficient * columns[column] for column, coefficient in asked.objective])
            best = solver.maximize(total) if asked.maximise else solver.minimize(total)
        status = str(solver.check())
        answer = {"sat": ("optimal", 0), "unsat": ("infeasible", 0)}.get(status, UNKNOWN)
        if asked.objective and status == "sat":
            answer = ("optimal", int(str(best.value())))
        solver.pop()
        return answer

    return ask


SOLVERS: dict[str, Callable[[dict[str, Any]], Ask]] = {"HiGHS": highs, "CP-SAT": cp_sat, "z3": z3}


def _rows(model: dict[str, Any]) -> Iterator[tuple[list[tuple[int, int]], int | None, int | None]]:
    for row in model["rows"]:
        yield [(column, coefficient) for column, coefficient in row["terms"]], row["low"], row["high"]


def main() -> None:
    build = SOLVERS[sys.argv[1]]
    for line in sys.stdin:
        workload = json.loads(line)
        asks = [build(model) for model in workload["models"]]
        questions = [
            (asks[model], Asked(objective, maximise, {int(column): value for column, value in fixed.items()}))
            for model, objective, maximise, fixed in workload["questions"]
        ]
        print(json.dumps([ask(asked) for ask, asked in questions]), flush=True)
        seconds = []
        for number in json.loads(sys.stdin.readline()):
            ask, asked = questions[number]
            begun = process_time()
            ask(asked)
            seconds.append(process_time() - begun)
        print(json.dumps(seconds), flush=True)


if __name__ == "__main__":
    main()
