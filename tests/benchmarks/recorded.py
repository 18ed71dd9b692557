"""What our runs ask of the solver, taken down at the one door to it, so that other solvers can be asked the same."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from unittest.mock import patch

from engine.solver import Model, Solved, Terms


class Question(NamedTuple):
    """One question to the model of this number: what to better, and which columns are held fixed."""

    model: int
    objective: Terms
    maximise: bool
    fixed: Mapping[int, int]


@dataclass
class Workload:
    """Models as plain data, each as it was when it was asked, and the questions with the answers that we had."""

    models: list[dict[str, Any]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    answers: list[Solved] = field(default_factory=list)
    _known: dict[tuple[int, int, int], tuple[int, Model]] = field(default_factory=dict)

    def note(self, model: Model, question: tuple[Terms, bool, Mapping[int, int]], answer: Solved) -> None:
        """Take down one question and its answer. Models only ever grow, so their size says which state they are in."""
        written: dict[str, Any] = model.written()
        key = (id(model), len(model.lower), len(written["rows"]))
        if key not in self._known:
            copied = {**written, "lower": list(model.lower), "upper": list(model.upper)}
            self._known[key] = (len(self.models), model)  # kept, so that its id stays its own
            self.models.append(copied)
        self.questions.append(Question(self._known[key][0], *question))
        self.answers.append(answer)


@contextmanager
def recording(workload: Workload | None = None) -> Iterator[Workload]:
    """What is asked of the solver while this lasts, after what is in the workload already. Models without columns
    never reach the solver and are left out."""
    workload, solve = workload or Workload(), Model.solve

    def recorded(
        self: Model,
        objective: Terms = (),
        maximise: bool = False,
        fixed: Mapping[int, int] | None = None,
        sure: bool = True,
    ) -> Solved:
        answer = solve(self, objective, maximise, fixed, sure)
        if self.lower:
            workload.note(self, (tuple(objective), maximise, dict(fixed or {})), answer)
        return answer

    with patch.object(Model, "solve", recorded):
        yield workload
