"""What it takes for an answer to become another one: preparation, a political decision, or that things change."""

from typing import Literal

from engine.pack import Pack, Question

Reach = Literal["preparation", "decision", "circumstances"]


def reach_of(question: Question, pack: Pack) -> Reach:
    """A level is a matter of preparation. Any other answer is one as far as a remedy changes it, a decision where all
    such remedies change what the campaign is, and where there is none it tells how things are."""
    if question.kind == "level":
        return "preparation"
    changing = [one.alternative for one in pack.remedies if question.id in one.sets or question.id in one.drops]
    return "circumstances" if not changing else "decision" if all(changing) else "preparation"
