"""What a plan promises, and whether it keeps it however the open questions turn out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from engine.answers import is_settled
from engine.completions import Completions
from engine.evaluate import Truth
from engine.gravest import Reading, gravest_answers
from engine.linear import World, free_answers, masks_of
from engine.literals import TRUE, CannotTell, Literal, Logic
from engine.pack import VerdictName
from engine.prepared import Prepared
from engine.program import Program
from engine.remedied import Changes, InPlace, could_be, remedied
from engine.solver import Model, SolverTrouble
from engine.verdicts import possible_verdicts

TRIED = 40  # completions that a plan is tried on before the solver is asked

Completion = tuple[int, ...]  # masks of one value each that do not say which questions are in use


@dataclass(frozen=True)
class Promise:
    """What must be so in every completion: none of these clauses of verdicts holds."""

    clauses: tuple[int, ...]


def no_worse_than(number: int, program: Program) -> Promise:
    """A verdict of this number in the policy's order, or a better one."""
    return Promise(tuple(clause for own in program.clauses_of[:number] for clause in own))


def kept(promise: Promise, truth: Truth) -> bool:
    """Whether a truth rules out that the promise is broken; of complete answers whether it is kept."""
    return not any(truth.possible[clause] for clause in promise.clauses)


class PlanJudge:
    """Holds plans against all that some answers leave open. `taken` are masks that do not say which questions are in
    use; a plan is a set of names of remedies. Raises CannotTell where the solver cannot tell."""

    def __init__(
        self, prepared: Prepared, taken: Sequence[int], like: "PlanJudge | None" = None, gravest_only: bool = True
    ) -> None:
        """`like` is one of other answers, whose work that does not depend on answers is not done again."""
        self.prepared, self.program, self.taken = prepared, prepared.program, tuple(taken)
        self._gravest_only = gravest_only
        self._worlds: dict[frozenset[str], tuple[list[list[Literal]], World]] = {}
        self._grave: dict[Promise, PlanJudge] = {}
        self._readings: dict[Promise, Reading] = {} if like is None else like._readings
        self._changes: Changes = Changes(self.program) if like is None else like._changes
        self._in_place: dict[frozenset[str], InPlace] = {} if like is None else like._in_place

    def over(self, taken: Sequence[int], gravest_only: bool = True) -> "PlanJudge":
        """The same for other answers; without `gravest_only` it looks at all of them, which takes longer and shows
        other shortfalls."""
        return PlanJudge(self.prepared, taken, self, gravest_only)

    @cached_property
    def completions(self) -> list[Completion]:
        """Some completions; the only one where nothing is open."""
        if is_settled(self.taken):
            return [self.taken]
        return list(dict.fromkeys(map(tuple, Completions(self.program, self.taken).raw(TRIED))))

    def outer(self, chosen: Collection[str], perhaps: Collection[str] = ()) -> Truth:
        """Outer bounds on what could be with a plan in place, and perhaps more remedies."""
        masks = could_be(self.program, self.taken, chosen, perhaps)
        self.program.settle_use(masks)
        return self.prepared.evaluator.evaluate(masks)

    def truth(self, completion: Sequence[int], chosen: Collection[str]) -> Truth:
        """What holds in one completion with a plan in place."""
        key = frozenset(chosen)
        if key not in self._in_place:
            self._in_place.clear()  # one plan is tried on many completions, and then the next one
            self._in_place[key] = self._changes.of(key)
        return self.prepared.evaluator.settled(self._in_place[key](completion))

    def carries(self, chosen: Collection[str], promise: Promise) -> bool:
        """Whether the plan keeps the promise in every completion."""
        return kept(promise, self.outer(chosen)) or self._gravely(promise)._carries(chosen, promise)

    def _carries(self, chosen: Collection[str], promise: Promise) -> bool:
        """The same of these answers themselves, which is seen at once where a plan falls short in some completion."""
        if kept(promise, self.outer(chosen)):
            return True
        fall_short = (True for completion in self.completions if self._held(completion, chosen, promise))
        return not next(fall_short, False) and self._searched(chosen, promise) is None

    def shortfall(self, chosen: Collection[str], promise: Promise) -> Completion | None:
        """A completion in which the plan breaks the promise, if there is one; a grave one, which few plans carry."""
        return self._gravely(promise)._shortfall(chosen, promise)

    def _gravely(self, promise: Promise) -> "PlanJudge":
        """The same for the gravest of these answers, with which every promise is broken that any of them breaks."""
        if not self._gravest_only:
            return self
        if promise not in self._grave:
            if promise not in self._readings:
                self._readings[promise] = Reading(self.program, promise.clauses)
            self._grave[promise] = self.over(gravest_answers(self._readings[promise], self.taken))
        return self._grave[promise]

    def _shortfall(self, chosen: Collection[str], promise: Promise) -> Completion | None:
        """The same among these answers themselves."""
        if kept(promise, self.outer(chosen)):
            return None
        held = [(self._held(completion, chosen, promise), completion) for completion in self.completions]
        most, completion = max(held, key=lambda one: one[0])
        if not most:
            searched = self._searched(chosen, promise)
            if searched is None:
                return None
            completion = searched
        return self._worsened(completion, chosen, promise)

    def _searched(self, chosen: Collection[str], promise: Promise) -> Completion | None:
        """What the solver finds where no completion that is tried shows that the plan breaks the promise."""
        if is_settled(self.taken):
            return None
        _, world = self._world(chosen)
        found = self._found(chosen, world.logic.any_of(world.holds(clause) for clause in promise.clauses))
        if found is not None and not self._held(found, chosen, promise):
            raise SolverTrouble
        return found

    def _worsened(self, completion: Completion, chosen: Collection[str], promise: Promise) -> Completion:
        """The completion with open answers as grave as can be, one after the other, while no fewer clauses hold."""
        most, gravest = self._held(completion, chosen, promise), Completions(self.program, self.taken).gravest()
        for numbers in self.program.vocabulary.of_question.values():
            worse = list(completion)
            for number in numbers:
                worse[number] = gravest[number]
            if tuple(worse) != completion and (held := self._held(worse, chosen, promise)) >= most:
                most, completion = held, tuple(worse)
        return completion

    def _held(self, completion: Sequence[int], chosen: Collection[str], promise: Promise) -> int:
        """How many clauses hold in a completion that must not."""
        certain = self.truth(completion, chosen).certain
        return sum(map(bool, map(certain.__getitem__, promise.clauses)))

    def verdicts(self, chosen: Collection[str], worst: VerdictName | None = None) -> tuple[VerdictName, ...]:
        """The verdicts that are possible with a plan in place, worst first. `worst` is one of which it is known that no
        worse one is."""
        possible = possible_verdicts(self.outer(chosen), self.program)
        if worst is not None:
            order = self.program.policy.order
            possible = tuple(verdict for verdict in possible if order.index(verdict) >= order.index(worst))
        if len(possible) == 1:
            return possible
        seen = {self._verdict(completion, chosen) for completion in self.completions}
        return tuple(verdict for verdict in possible if verdict in seen or self._reaches(verdict, chosen))

    def _verdict(self, completion: Sequence[int], chosen: Collection[str]) -> VerdictName:
        (verdict,) = possible_verdicts(self.truth(completion, chosen), self.program)
        return verdict

    def _reaches(self, verdict: VerdictName, chosen: Collection[str]) -> bool:
        if is_settled(self.taken):
            return False
        _, world = self._world(chosen)
        found = self._found(chosen, world.verdict(self.program.policy.order.index(verdict)))
        if found is not None and self._verdict(found, chosen) != verdict:
            raise SolverTrouble
        return found is not None

    def _world(self, chosen: Collection[str]) -> tuple[list[list[Literal]], World]:
        """The answers as they are, and the world that follows from them with the plan in place."""
        key = frozenset(chosen)
        if key not in self._worlds:
            logic = Logic(Model())
            free = free_answers(logic, self.program, self.taken)
            after = remedied(logic, self.program, free, dict.fromkeys(key, TRUE))
            self._worlds = {key: (free, World(logic, self.program, after, self.outer(chosen)))}
        return self._worlds[key]

    def _found(self, chosen: Collection[str], wanted: Literal) -> Completion | None:
        free, world = self._world(chosen)
        solved = world.logic.solve([wanted])
        if solved.status == "unknown":
            raise CannotTell
        return tuple(masks_of(self.program, free, solved.values)) if solved.status == "optimal" else None
