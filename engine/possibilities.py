"""Exactly what is possible while questions are open: of each measure, each conclusion, and the verdict.

The three-valued evaluation gives bounds from outside at once. Completions that are tried show from inside what can
be. Where the two do not meet, the solver decides: it finds a completion, which is evaluated with the same rules as any
other, or proves that there is none. So every bound that is called exact has a completion that attains it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from engine.answers import ALWAYS, NEVER, PERHAPS
from engine.completions import ENDS, Completions
from engine.effort import asking
from engine.evaluate import Truth
from engine.linear import World, free_answers
from engine.literals import Literal, Logic, opposite
from engine.measures import UNUSED, Interval
from engine.normal import CONFIRMED
from engine.pack import VerdictName
from engine.patterns import Known, patterns, widest
from engine.prepared import Prepared
from engine.seen import Seen
from engine.solver import Model, Solved, SolverTrouble
from engine.verdicts import possible_verdicts

TRIED = 400  # completions that are tried, at most, before the solver is asked
AT_ONCE = 40  # of these between two looks at whether more are needed
AT_ONCE_FOR_VERDICTS = 4  # the same where verdicts alone are asked for: a look costs nothing

Result = TypeVar("Result")
Completion = tuple[int, ...]  # masks of one value each, questions out of use set aside


def with_or_without(work: Callable[[], Result]) -> Result:
    """Do what asks the solver. Where it turns out to contradict the rules, all is done again and it is asked nothing:
    then every bound that it would have made exact is one from outside, and is told to be no more."""
    try:
        return work()
    except SolverTrouble:
        with asking(()):
            return work()


@dataclass(frozen=True)
class Possible:
    """What could come of some answers.

    `truth` holds the exact bounds, or outer ones where the solver could not tell (`exact` is false then). `verdicts`
    are those that can be reached, worst first. `witnesses` has a completion for each of them, the same on every
    machine; none for a verdict of which it could not be told whether it can be reached. `telling` are completions that
    together show all of it, or all that was seen.
    """

    truth: Truth
    verdicts: tuple[VerdictName, ...]
    witnesses: dict[VerdictName, Completion]
    exact: bool
    telling: tuple[Completion, ...] = ()


def possibilities(taken: Sequence[int], outer: Truth, prepared: Prepared) -> Possible:
    """The exact possibilities of some masks (which do not say which questions are in use), given outer bounds."""
    return Reach(taken, outer, prepared).all()


class Reach:
    """What can be reached from some masks; it may be asked more than once, and remembers what it has seen.

    `known` is what the solver has told of the same program before.
    """

    def __init__(self, taken: Sequence[int], outer: Truth, prepared: Prepared, known: Known | None = None) -> None:
        self.taken, self.outer, self.prepared, self.program = taken, outer, prepared, prepared.program
        self.known = Known() if known is None else known
        self.exact = True
        self.seen = Seen(self.program, [number for number, mask in enumerate(taken) if mask.bit_count() > 1])

    def all(self) -> Possible:
        """Everything: the bounds of conclusions and measures, and the verdicts."""
        for number, masks in enumerate(Completions(self.program, self.taken).some(TRIED)):
            if number % AT_ONCE == 0 and self.seen.everything(self.outer):
                break
            self._see(masks)
        witnesses = dict(self.seen.verdicts)  # before the solver's proposals, which may differ between machines
        if not self.seen.everything(self.outer):
            self._come_closer()
        truth, verdicts = self._truth(), self._verdicts()
        for verdict in verdicts:
            if verdict not in witnesses and verdict in self.seen.verdicts:
                witnesses[verdict] = self._first(verdict, self.seen.verdicts[verdict])
        shown = {verdict: witnesses[verdict] for verdict in verdicts if verdict in witnesses}
        return Possible(truth, verdicts, shown, self.exact, tuple(self.seen.telling))

    def beside(self, telling: Sequence[Completion]) -> tuple[Truth, tuple[VerdictName, ...]]:
        """The same bounds and verdicts as of `all`, without witnesses, for masks that differ little from others.

        What was `telling` for those, and what the solver came upon, is tried first, brought near to these masks: it
        mostly shows all there is.
        """
        completions = Completions(self.program, self.taken)
        likely = (*telling, *self.known.completions)
        for attempt in ((completions.near(one) for one in likely), completions.some(len(ENDS))):
            for masks in attempt:
                self._see(masks)
            if self.seen.everything(self.outer):
                return self.outer, possible_verdicts(self.outer, self.program)
        self._come_closer()
        return self._truth(), self._verdicts()

    def _truth(self) -> Truth:
        bounds = [self._certainty(number) for number in range(len(self.program.conclusions))]
        measures = tuple(self._interval(number) for number in range(len(self.program.scales)))
        return Truth(tuple(low for low, _ in bounds), tuple(high for _, high in bounds), measures)

    def verdicts(self) -> tuple[VerdictName, ...]:
        """The verdicts alone, worst first: exactly those of `all`, with less work."""
        wanted = set(possible_verdicts(self.outer, self.program))
        for number, masks in enumerate(Completions(self.program, self.taken).some(TRIED)):
            if number % AT_ONCE_FOR_VERDICTS == 0 and wanted <= self.seen.verdicts.keys():
                return self._verdicts()
            self._see(masks)
        self._come_closer()
        return self._verdicts()

    def _see(self, masks: Sequence[int]) -> None:
        self.seen.see(masks, self.prepared.evaluator.settled(masks))

    def _come_closer(self) -> None:
        """Bound each pattern of questions in use apart, and try the least and the most of every level in each."""
        masks = list(self.taken)
        self.program.settle_use(masks)
        found = patterns(self.taken, masks, self.program, self.known)
        if found:
            self.outer = widest([self.prepared.evaluator.bounds(pattern.masks) for pattern in found])
        for pattern in found:
            taken = list(self.taken)
            for number, read in enumerate(self.program.read_by_asked_if):
                if read and pattern.example:
                    taken[number] = pattern.example[number]
            for completion in Completions(self.program, taken).some(len(ENDS)):
                self._see(completion)

    @cached_property
    def world(self) -> World:
        logic = Logic(Model())
        return World(logic, self.program, free_answers(logic, self.program, self.taken), self.outer)

    def _find(self, wanted: Sequence[Literal], claim: Callable[[Truth], bool]) -> bool | None:
        """Whether a completion makes all these literals true; what is found is seen. None: the solver cannot tell."""
        return self._judge(self.world.logic.solve(wanted), claim)

    def _judge(self, solved: Solved, claim: Callable[[Truth], bool]) -> bool | None:
        if solved.status == "unknown":
            self.exact = False
            return None
        if solved.status == "infeasible":
            return False
        masks = self.world.masks(solved.values)
        self.program.settle_use(masks)
        truth = self.prepared.evaluator.settled(masks)
        if not claim(truth):
            raise SolverTrouble
        self.seen.see(masks, truth)
        self.known.completions.appendleft(tuple(masks))
        return True

    def _certainty(self, number: int) -> tuple[int, int]:
        """The least and the greatest certainty of a conclusion."""
        least, most = self.outer.certain[number], self.outer.possible[number]
        while least < CONFIRMED and self.seen.least[number] > least and self._can_be(number, least, False) is False:
            least += 1
        while most and self.seen.most[number] < most and self._can_be(number, most, True) is False:
            most -= 1
        return least, most

    def _can_be(self, number: int, bound: int, or_more: bool) -> bool | None:
        """Whether a conclusion can be this certain, or more (else: or less). None: the solver cannot tell."""
        bears = self.prepared.influence.on_conclusions[number]
        rests_on = tuple(mask for place, mask in enumerate(self.taken) if bears >> place & 1)
        key, known = (number, bound, or_more, rests_on), self.known.certainties
        if key not in known:
            literal = self.world.holds(number, bound) if or_more else opposite(self.world.holds(number, bound + 1))

            def claim(truth: Truth) -> bool:
                return truth.certain[number] >= bound if or_more else truth.certain[number] <= bound

            known[key] = self._find([literal], claim)
        if known[key] is None:
            self.exact = False
        return known[key]

    def _interval(self, number: int) -> Interval:
        """The least and the most of a measure while it is in use, and whether it is."""
        outer, seen = self.outer.measures[number], self.seen
        if outer.use == NEVER:
            return UNUSED
        used = outer.use
        if seen.low[number] is None:
            found = self._find([self.world.used(number)], lambda truth: truth.measures[number].use == ALWAYS)
            if not found:
                return UNUSED if found is False else outer
        if used == PERHAPS and not seen.unused[number]:
            literal = opposite(self.world.used(number))
            found = self._find([literal], lambda truth: truth.measures[number].use == NEVER)
            used = ALWAYS if found is False else PERHAPS
        low = self._furthest(number, outer.low, upwards=False)
        high = self._furthest(number, outer.high, upwards=True)
        return Interval(low, high, used)

    def _furthest(self, number: int, outer: int, upwards: bool) -> int:
        """How far down or up a measure in use can go; the outer bound if the solver cannot tell."""
        while (reached := (self.seen.high if upwards else self.seen.low)[number]) != outer:
            assert reached is not None, "the measure has been seen in use"
            found = self._beyond(number, reached, upwards)
            if found is None:
                return outer
            if not found:
                return reached
        return outer

    def _beyond(self, number: int, reached: int, upwards: bool) -> bool | None:
        """Whether a completion takes a measure beyond what was reached; the solver looks for one that goes far."""
        world = self.world
        bound = reached + 1 if upwards else reached
        literal = world.reaches(number, bound)
        wanted = [world.used(number), literal if upwards else opposite(literal)]
        ladder = self.program.scales[number].measure.kind == "ladder"
        goal = world.band(number) if ladder else world.excess(number, bound)

        def claim(truth: Truth) -> bool:
            value, _, use = truth.measures[number]
            return use == ALWAYS and (value > reached if upwards else value < reached)

        return self._judge(world.logic.solve(wanted, goal, maximise=upwards), claim)

    def _verdicts(self) -> tuple[VerdictName, ...]:
        """The verdicts that can be reached, worst first."""
        return tuple(
            verdict
            for verdict in possible_verdicts(self.outer, self.program)
            if verdict in self.seen.verdicts or self._reaches(verdict, ()) is not False
        )

    def reaches(self, verdict: VerdictName, taken: Sequence[int]) -> bool | None:
        """Whether a verdict can be reached within narrower masks. None: the solver cannot tell."""
        given = [
            self.world.logic.among(literals, [bool(mask >> place & 1) for place in range(len(literals))])
            for literals, mask, before in zip(self.world.answers, taken, self.taken, strict=True)
            if mask != before
        ]
        return self._reaches(verdict, given)

    def _reaches(self, verdict: VerdictName, given: Sequence[Literal]) -> bool | None:
        """Whether a completion that keeps to some literals reaches a verdict."""
        literal = self.world.verdict(self.program.policy.order.index(verdict))
        return self._find([literal, *given], lambda truth: possible_verdicts(truth, self.program) == (verdict,))

    def _first(self, verdict: VerdictName, example: Completion) -> Completion:
        """The first completion that reaches a verdict, answers tried in the order of the pack: the same everywhere,
        whichever one the solver came upon."""
        given: list[Literal] = []
        for number, mask in enumerate(self.taken):
            places = [place for place in range(mask.bit_length()) if mask >> place & 1]
            for place in places[:-1]:
                literal = self.world.answers[number][place]
                if example[number] == 1 << place or self._reaches(verdict, [*given, literal]):
                    given.append(literal)
                    example = self.seen.last if example[number] != 1 << place else example
                    break
            else:
                given.append(self.world.answers[number][places[-1]])
        return example
