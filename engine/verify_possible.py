"""Whether something is possible: shown by a completion that was tried, found by the solver, or excluded by it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from engine.certificate import Failure, Subject
from engine.linear import World
from engine.literals import CannotTell, Literal
from engine.properties import CANNOT_TELL
from engine.verify_ground import Asked, Ground, Masks


@dataclass(frozen=True)
class Wish:
    """What should be possible: the completions tried that show it, how to ask the solver for it, and whether a
    completion fulfils it."""

    seen: Callable[[Ground], int]
    wanted: Callable[[World], Sequence[Literal]]
    fulfilled: Callable[[Ground, Masks], bool]


def possible(subject: str, wish: Wish, grounds: Iterable[Ground], refuted: Callable[[], Failure]) -> Subject:
    """The subject proven if the wish can be fulfilled on one of the grounds; else `refuted` says what is wrong."""
    in_doubt = False
    for ground in (several := list(grounds)):
        if found := wish.seen(ground):
            name = ground.name(ground.choose(found))
            return Subject(subject=subject, status="proven", by=("completion",), completions=(name,))
    for ground in several:
        try:
            if granted(ground, wish):
                return Subject(subject=subject, status="proven", by=("solver",))
        except CannotTell:
            in_doubt = True
    if in_doubt:
        return unknown(subject, refuted())
    return Subject(subject=subject, status="counter-example", by=("solver",), failure=refuted())


def granted(ground: Ground, wish: Wish) -> bool:
    """Whether the solver finds a completion that fulfils the wish. Raises CannotTell."""
    asked = Asked(ground)
    wanted = wish.wanted(asked.world)
    return asked.find(wanted, lambda masks: wish.fulfilled(ground, masks)) is not None


def example(grounds: Sequence[Ground], wish: Wish) -> tuple[Ground, Masks] | None:
    """The first completion that fulfils a wish, one of those tried if any does: one to be shown, so it is the same on
    every machine. None if there is none, or if the solver cannot tell."""
    for ground in grounds:
        if found := wish.seen(ground):
            return ground, ground.first(found)
    for ground in grounds:
        asked = Asked(ground)
        try:
            masks = asked.first(wish.wanted(asked.world), partial(wish.fulfilled, ground))
        except CannotTell:
            continue
        if masks is not None:
            return ground, masks
    return None


def unknown(subject: str, feared: Failure) -> Subject:
    """The subject of which the solver cannot tell whether what is feared is so."""
    fact = f"cannot be decided: the solver reached its limit. In question is this: {feared.fact}"
    remedy = "Make the rules it rests on simpler, or split them."
    doubt = Failure(code=CANNOT_TELL, place=feared.place, fact=fact, remedy=remedy)
    return Subject(subject=subject, status="unknown", failure=doubt)
