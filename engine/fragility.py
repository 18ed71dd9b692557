"""What the verdict hangs on: the fewest given level answers that, each one level lower, would make it worse.

Worse means that the worst verdict possible is worse than the worst one possible now, so that "undecided" counts by its
bad end. A policy's worst verdict cannot get worse.

First all answers are loosened at once: what the bounds then exclude, no set of answers can bring about, in any pack.
Most verdicts are settled by that, or by lowering one answer after the other. Pairs are tried where nothing is open.
The solver is asked only for what is left, and what it proposes is evaluated like everything else.
"""

from collections.abc import Sequence
from functools import cached_property
from itertools import combinations

from engine.answers import Answers
from engine.assessment import FragileSet, Fragility, LoweredAnswer
from engine.completions import Completions
from engine.evaluate import Truth
from engine.linear import World, free_answers
from engine.literals import Literal, Logic, Sum, opposite
from engine.lowering import Lowerable, Part, loosened, lowerable, lowered
from engine.possibilities import Possible
from engine.prepared import Prepared
from engine.solver import Model, Solved, SolverTrouble
from engine.verdicts import possible_verdicts

MOST_PAIRS = 1800  # evaluated; a complete profile takes about 15 us each
TRIED = 40  # completions tried before the solver is asked about one set

Set = tuple[Lowerable, ...]


def fragility(answers: Answers, possible: Possible, prepared: Prepared) -> Fragility:
    """The smallest sets of answers that the verdict hangs on, given what is possible now.

    Every single one, else the first pair or larger set in the order of asking.
    """
    worst = possible.verdicts[0]
    if not (answers.settled or worst in possible.witnesses):
        return Fragility(outlook="not_known", fewest=1, proven=False)
    now = prepared.program.policy.order.index(worst)
    return _Search(answers, now, prepared).result() if now else Fragility(outlook="at_worst", fewest=0)


class _Search:
    def __init__(self, answers: Answers, now: int, prepared: Prepared) -> None:
        """`now` is the place of the worst verdict possible as things stand."""
        self.answers, self.now, self.prepared, self.program = answers, now, prepared, prepared.program
        self.able = lowerable(answers, self.program)
        self.tried = 1  # sets up to this size are tried before the solver is asked for one
        self.proven = True

    def result(self) -> Fragility:
        if self._ranks(self._outer)[0] >= self.now:
            return Fragility(outlook="holds", fewest=0)
        return self._single() or self._pair() or self._fewest()

    def _single(self) -> Fragility | None:
        """Every answer on which alone the verdict hangs."""
        reached: dict[Part, int | None] = {}
        for one in self.able:
            if one.part not in reached:
                reached[one.part] = self._worst((one,))
        self.proven = None not in reached.values()
        ranks = [(one, reached[one.part]) for one in self.able]
        sets = tuple(self._set((one,), rank) for one, rank in ranks if rank is not None and rank < self.now)
        return self._hangs(sets) if sets else None

    def _pair(self) -> Fragility | None:
        """The first pair of answers on which the verdict hangs, if pairs can be tried."""
        parts = len({one.part for one in self.able})
        if not self.answers.settled or parts * (parts + 1) // 2 > MOST_PAIRS:
            return None
        harmless: set[frozenset[Part]] = set()
        for pair in combinations(self.able, 2):
            kind = frozenset(one.part for one in pair)
            if kind not in harmless:
                rank = self._worst(pair)
                if rank is not None and rank < self.now:
                    return self._hangs((self._set(pair, rank),))
                harmless.add(kind)
                self.proven = self.proven and rank is not None
        self.tried = 2
        return None

    def _fewest(self) -> Fragility:
        """The first of the smallest sets, as the solver proves it."""
        total = self.world.logic.total(self.literals)
        solved = self.world.logic.solve([self._worse], total)
        if solved.status == "infeasible":
            return Fragility(outlook="holds", fewest=0, proven=self.proven)
        if solved.status == "unknown":
            return Fragility(outlook="not_known", fewest=self.tried + 1 if self.proven else 1, proven=False)
        self.world.logic.require(total, None, solved.value)
        found, rank = self._first(*self._proposed(solved))
        exact = self._worst(found)
        self.proven = self.proven and exact is not None
        return self._hangs((self._set(found, rank if exact is None else exact),))

    def _first(self, found: Set, rank: int) -> tuple[Set, int]:
        """Of all sets as small as this one, the first in the order of asking: wherever the one found leaves answers
        out, it is asked whether another set has one of them."""
        settled = 0
        while settled < len(found):
            kept, next_one = found[:settled], found[settled]
            after = self.able.index(kept[-1]) + 1 if kept else 0
            skipped = self.literals[after : self.able.index(next_one)]
            if skipped:
                one_of_them = self.world.logic.any_of(skipped)
                solved = self.world.logic.solve([self._worse, one_of_them, *map(self._literal, kept)])
                if solved.status == "optimal":
                    found, rank = self._proposed(solved)
                    continue
                if solved.status == "unknown":
                    self.proven = False
                    break
            settled += 1
        return found, rank

    def _hangs(self, sets: tuple[FragileSet, ...]) -> Fragility:
        return Fragility(outlook="hangs", fewest=len(sets[0].answers), sets=sets, proven=self.proven)

    def _set(self, some: Set, rank: int) -> FragileSet:
        return FragileSet(
            answers=tuple(LoweredAnswer(question=one.question, level=one.level, to=one.level - 1) for one in some),
            worst=self.program.policy.order[rank],
            certain=len(self._ranks(self._truth(lowered(self.answers.taken, some)))) == 1,
        )

    # Which verdict could come of it

    def _truth(self, taken: list[int]) -> Truth:
        self.program.settle_use(taken)
        return self.prepared.evaluator.evaluate(taken)

    def _ranks(self, truth: Truth) -> list[int]:
        """The verdicts that bounds leave possible, by their place in the policy's order, worst first."""
        return [self.program.policy.order.index(verdict) for verdict in possible_verdicts(truth, self.program)]

    def _worst(self, some: Set) -> int | None:
        """The worst verdict possible with these answers lowered, by its place; None if the solver cannot tell.

        If it is no worse than now, the place may be that of a better one than there is.
        """
        ranks = self._ranks(self._truth(lowered(self.answers.taken, some)))
        if len(ranks) == 1 or ranks[0] >= self.now:
            return ranks[0]
        seen = ranks[-1]
        for masks in Completions(self.program, lowered(self.answers.taken, some)).some(TRIED):
            seen = min(seen, *self._ranks(self.prepared.evaluator.settled(masks)))
            if seen == ranks[0]:
                return seen
        for rank in ranks[: ranks.index(seen)]:
            reached = self._reaches(rank, some)
            if reached is not False:
                return rank if reached else None
        return seen

    # The solver

    @cached_property
    def _loose(self) -> list[int]:
        return loosened(self.answers.taken, self.able)

    @cached_property
    def _outer(self) -> Truth:
        """What holds whichever answers are lowered."""
        return self._truth(list(self._loose))

    @cached_property
    def world(self) -> World:
        """The rules over answers that are as given or one level lower; of equal parts the first are lowered first."""
        logic = Logic(Model())
        world = World(logic, self.program, free_answers(logic, self.program, self._loose), self._outer)
        last: dict[Part, Literal] = {}
        for one in self.able:
            literal = world.answers[one.variable][one.level - 1]
            if one.part in last:
                logic.require(Sum().add(1, last[one.part]).add(-1, literal), 0)
            last[one.part] = literal
        return world

    @cached_property
    def literals(self) -> list[Literal]:
        """For each answer, whether it is lowered."""
        return [self._literal(one) for one in self.able]

    def _literal(self, one: Lowerable) -> Literal:
        return self.world.answers[one.variable][one.level - 1]

    @cached_property
    def _worse(self) -> Literal:
        return opposite(self.world.verdict_at_least(self.now))

    def _reaches(self, rank: int, some: Set) -> bool | None:
        """Whether a completion with exactly these answers lowered reaches a verdict. None: the solver cannot tell."""
        wanted = [self._literal(one) if one in some else opposite(self._literal(one)) for one in self.able]
        solved = self.world.logic.solve([self.world.verdict(rank), *wanted])
        if solved.status == "unknown":
            return None
        if solved.status == "optimal" and self._decoded(solved) != (some, rank):
            raise SolverTrouble
        return solved.status == "optimal"

    def _proposed(self, solved: Solved) -> tuple[Set, int]:
        """A set that makes the verdict worse, by the rules themselves."""
        found, rank = self._decoded(solved)
        if rank >= self.now:
            raise SolverTrouble
        return found, rank

    def _decoded(self, solved: Solved) -> tuple[Set, int]:
        """Which answers a solution lowers, and the verdict that the rules themselves give in it."""
        masks: Sequence[int] = self.world.masks(solved.values)
        found = tuple(one for one in self.able if masks[one.variable] == 1 << one.level - 1)
        (rank,) = self._ranks(self._truth(list(masks)))
        return found, rank
