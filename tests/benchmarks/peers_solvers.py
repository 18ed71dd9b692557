"""The same linear model and the same questions in another solver: `python -m tests.benchmarks.peers_solvers NAME`.

Run in a process of its own, since OR-tools cannot be loaded beside highspy. Reads a model and questions as JSON from
standard input and writes, for each question, whether there is a way (null: not known within the limit) and the seconds
it took. The model is built beforehand; each question starts from it afresh, in one thread.
"""

import json
import sys
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any

SECONDS = 10.0  # for one question; what takes longer counts as this long, and as not known
Ask = Callable[[dict[int, int]], bool | None]


def cp_sat(model: dict[str, Any]) -> Ask:
    from ortools.sat.python import cp_model

    base = cp_model.CpModel()
    columns = [
        base.new_int_var(low, high, f"c{number}")
        for number, (low, high) in enumerate(zip(model["lower"], model["upper"], strict=True))
    ]
    for terms, low, high in rows(model):
        total = sum(coefficient * columns[column] for column, coefficient in terms)
        if low is not None:
            base.add(total >= low)
        if high is not None:
            base.add(total <= high)

    def ask(fixed: dict[int, int]) -> bool | None:
        asked = base.clone()
        for column, value in fixed.items():
            asked.add(asked.get_int_var_from_proto_index(column) == value)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = SECONDS
        status = solver.solve(asked)
        return {cp_model.OPTIMAL: True, cp_model.FEASIBLE: True, cp_model.INFEASIBLE: False}.get(status)

    return ask


def z3(model: dict[str, Any]) -> Ask:
    import z3 as library

    solver = library.Solver()
    solver.set("timeout", int(1000 * SECONDS))
    columns: list[Any] = []
    for number, (low, high) in enumerate(zip(model["lower"], model["upper"], strict=True)):
        if (low, high) == (0, 1):
            columns.append(library.If(library.Bool(f"c{number}"), 1, 0))
        else:
            whole = library.Int(f"c{number}")
            solver.add(whole >= low, whole <= high)
            columns.append(whole)
    for terms, low, high in rows(model):
        total = library.Sum([coefficient * columns[column] for column, coefficient in terms])
        if low is not None:
            solver.add(total >= low)
        if high is not None:
            solver.add(total <= high)

    def ask(fixed: dict[int, int]) -> bool | None:
        solver.push()
        for column, value in fixed.items():
            solver.add(columns[column] == value)
        answer = {"sat": True, "unsat": False}.get(str(solver.check()))
        solver.pop()
        return answer

    return ask


def rows(model: dict[str, Any]) -> Iterator[tuple[list[tuple[int, int]], int | None, int | None]]:
    for row in model["rows"]:
        yield [(column, coefficient) for column, coefficient in row["terms"]], row["low"], row["high"]


def main() -> None:
    asked = json.load(sys.stdin)
    ask = {"cp-sat": cp_sat, "z3": z3}[sys.argv[1]](asked["model"])
    found = []
    for fixed in asked["questions"]:
        begun = perf_counter()
        answer = ask({int(column): value for column, value in fixed.items()})
        found.append([answer, perf_counter() - begun])
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
