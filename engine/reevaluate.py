"""What a small change to the rules changes in a truth that is already known: that is worked out again, nothing else.

The steps are those of the compiled evaluator's `bounds`, taken one at a time.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from engine.evaluate import Step, Truth, conclusion_step
from engine.measures import UNUSED, Interval, measure_one
from engine.program import Program
from engine.unordered import measure_node


class Steps:
    """Each conclusion of a program as a step of its own, compiled when it is first asked for."""

    def __init__(self, program: Program, like: "Steps | None" = None) -> None:
        """`like` are the steps of a program with mostly the same conclusions, which are not compiled again."""
        self.program, self.like = program, like
        self._made: dict[int, Step] = {}

    def __getitem__(self, number: int) -> Step:
        if self.like is not None and says_as(self.program, self.like.program, number):
            return self.like[number]
        if number not in self._made:
            self._made[number] = conclusion_step(self.program, number)
        return self._made[number]


def says_as(program: Program, other: Program, number: int) -> bool:
    """Whether two programs say the same, in the same form, of when one conclusion is established."""
    own, its = program.conclusions[number], other.conclusions[number]
    return own is its or (own.confirmed, own.likely) == (its.confirmed, its.likely)


class _Group(NamedTuple):
    """A group of the program's order: its nodes and what they need by name, its conclusions or its one measure by
    number, and whether it supports itself."""

    nodes: frozenset[str]
    needs: frozenset[str]
    facts: tuple[int, ...]
    measures: tuple[int, ...]
    circular: bool


class Reevaluation:
    """A program made from another one by a small change, with the same variables, conclusions and measures by name.

    `altered` are the nodes of the program's graph that say something else than before. Whatever else comes out
    otherwise than before does so because it rests on one of them.
    """

    def __init__(self, program: Program, steps: Steps) -> None:
        """`steps` are those of the program as it was before."""
        before = steps.program
        self.program, self._steps = program, Steps(program, steps)
        altered = {one.name for number, one in enumerate(program.conclusions) if not says_as(program, before, number)}
        for own, other in zip(program.scales, before.scales, strict=True):
            if own != other:
                altered.add(measure_node(own.measure.id))
        self.altered = frozenset(altered)

    def truth(self, masks: Sequence[int], before: Truth | None) -> Truth:
        """The truth under these masks; `before` is the truth under them before the change, None if it is not known."""
        if before is not None and not self.altered:
            return before
        nothing = (0,) * len(self.program.conclusions)
        known = before or Truth(nothing, nothing, (UNUSED,) * len(self.program.scales))
        certain, possible, measures = list(known.certain), list(known.possible), list(known.measures)
        changed: set[str] = set()
        for group in self._groups if before is None else self._reached:
            if before is None or not (self.altered.isdisjoint(group.nodes) and changed.isdisjoint(group.needs)):
                changed.update(self._work_out(group, masks, certain, possible, measures))
        return Truth(tuple(certain), tuple(possible), tuple(measures))

    def _work_out(
        self, group: _Group, masks: Sequence[int], certain: list[int], possible: list[int], measures: list[Interval]
    ) -> Iterator[str]:
        """Write a group's values into the three lists, and name each of its nodes that has another one than before."""
        for number in group.measures:
            scale, before = self.program.scales[number], measures[number]
            measures[number] = measure_one(scale, masks, certain, possible, measures)
            if measures[number] != before:
                yield measure_node(scale.measure.id)
        known = [(certain[fact], possible[fact]) for fact in group.facts]
        if group.circular:
            for fact in group.facts:
                certain[fact] = possible[fact] = 0
        settled = False
        while not settled:
            last = [(certain[fact], possible[fact]) for fact in group.facts]
            for fact in group.facts:
                self._steps[fact](masks, certain, possible, measures)
            settled = not group.circular or last == [(certain[fact], possible[fact]) for fact in group.facts]
        for fact, value in zip(group.facts, known, strict=True):
            if value != (certain[fact], possible[fact]):
                yield self.program.conclusions[fact].name

    @cached_property
    def _groups(self) -> tuple[_Group, ...]:
        program, found = self.program, []
        measures = {measure_node(scale.measure.id): number for number, scale in enumerate(program.scales)}
        for nodes in program.groups:
            needs = frozenset().union(*(program.needs[node].plain | program.needs[node].final for node in nodes))
            facts = tuple(program.number_of[node] for node in nodes if node in program.number_of)
            own = tuple(measures[node] for node in nodes if node in measures)
            found.append(_Group(frozenset(nodes), needs, facts, own, not needs.isdisjoint(nodes)))
        return tuple(found)

    @cached_property
    def _reached(self) -> tuple[_Group, ...]:
        """The groups in which something can come out otherwise: altered nodes, and what rests on them."""
        reached, found = set(self.altered), []
        for group in self._groups:
            if not (reached.isdisjoint(group.nodes) and reached.isdisjoint(group.needs)):
                reached |= group.nodes
                found.append(group)
        return tuple(found)
