"""What whoever asks for a plan does not want to change, and which remedies that keeps out of plans."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, NamedTuple

from engine.choices import Choices, Chosen
from engine.plans import ObstacleKind

LIGHTEST_FIRST: Final[tuple[ObstacleKind, ...]] = ("unanswered", "deadline", "kept", "tactics", "clause")


class Obstacle(NamedTuple):
    """What can stand in the way of a plan: an open question or a kept answer (`name` is the question's), the deadline,
    that the campaign stays what it is, or a clause of a verdict (its name in the program)."""

    kind: ObstacleKind
    name: str = ""


@dataclass(frozen=True)
class Limits:
    """`within` calendar days everything is to be in place (None: no limit); the answers to the questions in `keep` stay
    as they are; only with `change_tactics` remedies may be used that the pack calls alternatives."""

    within: int | None = None
    keep: tuple[str, ...] = ()
    change_tactics: bool = False

    def hindered(self, choices: Choices) -> dict[str, frozenset[Obstacle]]:
        """For each remedy what keeps it out of plans, by its name. That of its prerequisites comes on top of it."""
        return {name: frozenset(self._hindering(name, choices)) for name in choices.remedies}

    def allowed(self, choices: Choices, despite: Collection[Obstacle] = ()) -> Chosen:
        """The remedies that nothing keeps out, or only these obstacles."""
        return frozenset(name for name, obstacles in self.hindered(choices).items() if obstacles <= {*despite})

    def _hindering(self, name: str, choices: Choices) -> list[Obstacle]:
        found = [Obstacle("kept", question) for question in self.keep if question in choices.changed[name]]
        if choices.remedies[name].alternative and not self.change_tactics:
            found.append(Obstacle("tactics"))
        if self.within is not None and choices.ready_after[name] > self.within:
            found.append(Obstacle("deadline"))
        return found
