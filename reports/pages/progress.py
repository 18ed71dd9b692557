"""How far a questionnaire is answered, section by section."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.answers import Answers, Standing
from engine.pack import Pack, Policy, Section


@dataclass(frozen=True)
class Progress:
    """One section: how many of the questions in use have a reply, and how many those are. `unknown` and withheld are
    replies; what has expired or is carried over and not confirmed is none."""

    section: Section
    replied: int
    asked: int

    @property
    def done(self) -> bool:
        return self.replied == self.asked

    @property
    def begun(self) -> bool:
        return self.replied > 0


def sections_asked(pack: Pack, policy: Policy) -> list[Section]:
    """The sections of which the policy asks something."""
    wanted = set(policy.asks) or set(pack.questions)
    return [one for one in pack.sections if any(question.id in wanted for question in one.questions)]


def progress(pack: Pack, policy: Policy, answers: Answers) -> list[Progress]:
    """Each section that is asked. A section of which nothing is in use is left out."""
    found = []
    for section in sections_asked(pack, policy):
        standing = [answers.standing[question.id] for question in section.questions]
        used = [one for one in standing if one.use in ("in_use", "perhaps")]
        if used:
            found.append(Progress(section, sum(map(replied, used)), len(used)))
    return found


def replied(one: Standing) -> bool:
    return one.state in ("answered", "unknown", "withheld") and not one.given.to_confirm


def total(found: Sequence[Progress]) -> tuple[int, int]:
    """How many questions have a reply, of how many."""
    return sum(one.replied for one in found), sum(one.asked for one in found)
