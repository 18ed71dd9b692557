"""A program with its two inferences, made once and kept for any number of assessments."""

import threading
from dataclasses import dataclass
from functools import cached_property

from engine.evaluate import Evaluator
from engine.inference import Inference
from engine.influence import Influence
from engine.pack import Pack, Policy
from engine.parts import Parts
from engine.program import Program
from engine.reevaluate import Steps


@dataclass(frozen=True)
class Prepared:
    """What assessing under one pack and policy needs; the inferences are built when first used."""

    program: Program

    @cached_property
    def evaluator(self) -> Evaluator:
        return Evaluator(self.program)

    @cached_property
    def inference(self) -> Inference:
        return Inference(self.program)

    @cached_property
    def parts(self) -> Parts:
        return Parts(self.program)

    @cached_property
    def influence(self) -> Influence:
        return Influence(self.program)

    @cached_property
    def steps(self) -> Steps:
        return Steps(self.program)

    def warm(self) -> None:
        """Compile what each process would otherwise compile for itself, before the work is shared out."""
        _ = self.evaluator, self.program.settle_use, self.influence.on_conclusions


_MOST_KEPT = 24
_kept: dict[tuple[int, int], Prepared] = {}
_lock = threading.Lock()


def prepare(pack: Pack, policy: Policy) -> Prepared:
    """The prepared program of a pack and one of its policies; the oldest are let go.

    Kept by identity, which what is kept keeps alive: an altered copy of a pack or policy is another one.
    """
    key = (id(pack), id(policy))
    with _lock:
        if key not in _kept:
            while len(_kept) >= _MOST_KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[key] = Prepared(Program(pack, policy))
        return _kept[key]
