"""What a plan can be made of: remedies that could change a campaign's answers, their cost and what they wait for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from itertools import combinations

from engine.answers import Answers
from engine.literals import Literal, Logic, Sum
from engine.pack import Remedy
from engine.prerequisites import Needs, in_place, needed, ready_after
from engine.program import Program
from engine.remedied import could_be
from engine.remedies import with_remedy

Chosen = frozenset[str]


@dataclass(frozen=True)
class Choices:
    """The remedies to choose from, for one campaign on one day.

    Effort is in person-days and adds up. Time is in calendar days from the day of the plan: what does not wait for
    something else is done at the same time, so a plan takes as long as its longest chain of prerequisites.
    """

    program: Program
    answers: Answers

    @cached_property
    def remedies(self) -> dict[str, Remedy]:
        """Those that change something, alone or after others, and what they require that is not in place: by name, in
        the order of the pack."""
        pack, taken = self.program.pack, self.answers.taken
        reached = could_be(self.program, taken, (), pack.remedy)
        wanted = [one.id for one in pack.remedies if with_remedy(self.program, reached, one) != reached]
        all_of_them = needed(wanted, pack, self.in_place)
        return {one.id: one for one in pack.remedies if one.id in all_of_them}

    @cached_property
    def needs(self) -> Needs:
        """For each remedy what must be done before it: its prerequisites that are not in place."""
        needs = needed(self.remedies, self.program.pack, self.in_place)
        return {name: needs[name] for name in self.remedies}

    @cached_property
    def ready_after(self) -> dict[str, int]:
        """For each remedy the days until it is in place, its prerequisites done first."""
        return ready_after(self.needs, self.program.pack)

    @cached_property
    def in_place(self) -> frozenset[str]:
        """The remedies that others require and that would change nothing, for all that is known."""
        return in_place(self.program, self.answers.standing, self.answers.taken, self.answers.masks)

    @cached_property
    def rivals(self) -> tuple[tuple[str, str], ...]:
        """Pairs that set one question to different answers, so that only one of the two can be done."""
        return tuple(
            (one.id, other.id)
            for one, other in combinations(self.remedies.values(), 2)
            if any(other.sets.get(question, value) != value for question, value in one.sets.items())
        )

    @cached_property
    def changed(self) -> dict[str, frozenset[str]]:
        """For each remedy the questions whose answer, as far as it is known, it would change."""
        taken, variables = self.answers.taken, self.program.vocabulary.variables
        return {
            name: frozenset(
                variable.question
                for variable, before, after in zip(
                    variables, taken, with_remedy(self.program, taken, remedy), strict=True
                )
                if before != after
            )
            for name, remedy in self.remedies.items()
        }

    def effort(self, chosen: Iterable[str]) -> int:
        return sum(self.remedies[name].effort for name in chosen)

    def days(self, chosen: Collection[str]) -> int:
        return max((self.ready_after[name] for name in chosen), default=0)

    def able(self, allowed: Chosen) -> Chosen:
        """Those of the allowed remedies whose prerequisites are allowed too, or in place."""
        able = set(allowed)
        while lacking := {name for name in able if not able.issuperset(self.needs[name])}:
            able -= lacking
        return frozenset(able)

    def together(self, allowed: Chosen) -> Chosen:
        """All the allowed remedies at once that can be done together, of rivals the one that stands first."""
        able = set(allowed)
        for one, other in self.rivals:
            if {one, other} <= able:
                able.discard(other)
        return self.able(frozenset(able))

    def start(self, name: str) -> int:
        """The day on which a remedy can begin, counted from the day of the plan."""
        return self.ready_after[name] - self.remedies[name].lead_time

    def in_order(self, chosen: Collection[str]) -> list[Remedy]:
        """An order in which the remedies can be done: by the day on which they can begin, then as in the pack."""
        place = {name: number for number, name in enumerate(self.remedies)}
        sorter = TopologicalSorter({name: self.needs[name] for name in chosen})
        sorter.prepare()
        ordered: list[Remedy] = []
        ready: list[str] = []
        while sorter.is_active():
            ready = sorted([*ready, *sorter.get_ready()], key=lambda name: (self.start(name), place[name]))
            ordered.append(self.remedies[ready[0]])
            sorter.done(ready.pop(0))
        return ordered


def choose(logic: Logic, choices: Choices) -> dict[str, Literal]:
    """For each remedy a literal that it is done, in whichever ways remedies can be done together."""
    literals = {name: logic.free() for name in choices.remedies}
    for name, needs in choices.needs.items():
        for need in needs:
            logic.require(Sum().add(1, literals[need]).add(-1, literals[name]), 0)
    for one, other in choices.rivals:
        logic.require(logic.total((literals[one], literals[other])), None, 1)
    return literals
