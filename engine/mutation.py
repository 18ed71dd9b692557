"""Whether a pack's own tests would notice if a rule were wrong: every mutant is put to all of them.

A mutant is killed when an example, a case or a variation comes out otherwise than it says, and survives when all hold.
One that survives and is proved to mean the same as the pack is told from the others. Trials are judged by the steps of
the compiled evaluator alone: that the two inferences agree is tested elsewhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from engine.answers import Answers, read_answers
from engine.errors import Mistake, Refused
from engine.mutants import Mutant, mutants
from engine.normal import TooWide
from engine.pack import Pack
from engine.prepared import Prepared
from engine.program import Program
from engine.reevaluate import Reevaluation, Steps
from engine.same_meaning import Meaning
from engine.strata import Circle
from engine.trials import Trial, trials

THE_CHECK = "the check of the pack"
RUN = ("sections", "measures", "rules")  # the parts of a pack that every policy runs


@dataclass(frozen=True)
class Judged:
    """What became of a mutant; `killed_by` says which trial noticed it, empty if none did."""

    subject: str
    change: str
    fate: Literal["killed", "survived", "same"]
    killed_by: str


def judged(pack: Pack, only: str | None = None) -> Iterator[Judged]:
    """Judge every mutant of a pack, in the pack's order, or only those of parts whose name holds a text.

    Raises Refused if a trial fails in the pack as it is: it would seem to kill everything.
    """
    grounds = {name: _Ground(Program(pack, policy)) for name, policy in pack.policy.items()}
    tried = [_Tried(trial, grounds[trial.policy]) for trial in trials(pack)]
    failing = [one.trial for one in tried if one.fails]
    if failing:
        raise Refused(_failing(trial) for trial in failing)
    for mutant in mutants(pack):
        if only is None or only in mutant.subject:
            yield _judge(mutant, grounds, tried)


def _failing(trial: Trial) -> Mistake:
    fact = f"the test '{trial.name}' fails in the pack as it is."
    return Mistake("MUTANT-004", trial.subject, fact, "Mend it first; `munasara pack test` says what came out.")


class _Ground:
    """The pack as it is under one policy, from which each mutant differs in one thing."""

    def __init__(self, program: Program) -> None:
        self.program, self.steps = program, Steps(program)
        self.prepared, self.meaning = Prepared(program), Meaning(program)


class _Tried:
    """A trial with its outcome in the pack as it is."""

    def __init__(self, trial: Trial, ground: _Ground) -> None:
        self.trial, program = trial, ground.program
        self.answers = self.read(program)
        self.truth = Reevaluation(program, ground.steps).truth(self.answers.masks, None)
        self.fails = bool(trial.found_wrong(self.answers, self.truth, ground.prepared))

    def read(self, program: Program) -> Answers:
        return read_answers(self.trial.profile, program, self.trial.on, self.trial.reading)


class _Run:
    """One mutant under one policy."""

    def __init__(self, mutant: Mutant, ground: _Ground) -> None:
        """Raises Circle and TooWide, as the check of a pack would find them."""
        before, policy = ground.program, mutant.pack.policy[ground.program.policy.id]
        self.ground, self.program = ground, before
        shared = all(getattr(mutant.pack, part) is getattr(before.pack, part) for part in RUN)
        if not shared or policy != before.policy:
            self.program = Program(mutant.pack, policy, like=before)
        self.changed = Reevaluation(self.program, ground.steps)
        self.counts = (policy.evidence, policy.expires_after) != (before.policy.evidence, before.policy.expires_after)
        self.asks = self.program.asked_if != before.asked_if
        self.untouched = not (self.changed.altered or self.counts or self.asks)
        self.prepared = Prepared(self.program)

    def notices(self, tried: _Tried, exactly: bool) -> bool:
        """Whether a trial comes out otherwise than it says. Trials that bounds are enough for are put apart from those
        that have to be looked into `exactly`, which takes a thousand times as long."""
        if self.untouched:
            return False
        answers = self._answers(tried)
        if tried.trial.exactly(answers.masks) != exactly:
            return False
        truth = self.changed.truth(answers.masks, tried.truth if answers.masks == tried.answers.masks else None)
        if truth is tried.truth and not exactly:
            return False
        return bool(tried.trial.found_wrong(answers, truth, self.prepared))

    def _answers(self, tried: _Tried) -> Answers:
        """The trial's answers as they count under the mutant."""
        if self.counts:
            return tried.read(self.program)
        if not self.asks:
            return tried.answers
        masks = list(tried.answers.taken)
        self.program.settle_use(masks)
        return replace(tried.answers, masks=tuple(masks))

    @property
    def same(self) -> bool:
        return self.untouched or self.ground.meaning.same(self.program)


def _judge(mutant: Mutant, grounds: Mapping[str, _Ground], tried: Sequence[_Tried]) -> Judged:
    """Put a mutant to the trials, those of the changed file first, since they mostly kill it."""
    runs: dict[str, _Run] = {}

    def run(policy: str) -> _Run:
        if policy not in runs:
            runs[policy] = _Run(mutant, grounds[policy])
        return runs[policy]

    def noticed(exactly: bool) -> Judged | None:
        for one in sorted(tried, key=lambda one: one.trial.subject != mutant.subject):
            if run(one.trial.policy).notices(one, exactly):
                return Judged(mutant.subject, mutant.change, "killed", f"{one.trial.subject}: {one.trial.name}")
        return None

    try:
        killed = noticed(exactly=False)
        if killed is None and all(run(policy).same for policy in grounds):
            return Judged(mutant.subject, mutant.change, "same", "")
        return killed or noticed(exactly=True) or Judged(mutant.subject, mutant.change, "survived", "")
    except (Circle, TooWide):
        return Judged(mutant.subject, mutant.change, "killed", THE_CHECK)
