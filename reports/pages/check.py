"""The answers of a campaign to be checked: by section, and those that are kept but not in use."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.answers import Answers, Standing
from engine.pack import Pack, Section


@dataclass(frozen=True)
class Checked:
    """One section's questions that are in use, or may be, and those whose answer is kept although they are not."""

    section: Section
    used: tuple[Standing, ...]
    kept: tuple[Standing, ...]

    @property
    def open(self) -> int:
        """How many are open, as every report counts them: what nobody knows or is kept back leaves it open, too."""
        return sum(one.state != "answered" for one in self.used)


def to_check(pack: Pack, answers: Answers) -> list[Checked]:
    """Every section of which something is asked or kept."""
    found: Sequence[Checked] = [_checked(section, answers) for section in pack.sections]
    return [one for one in found if one.used or one.kept]


def _checked(section: Section, answers: Answers) -> Checked:
    standing = [answers.standing[question.id] for question in section.questions]
    used = tuple(one for one in standing if one.use in ("in_use", "perhaps"))
    unused = (one for one in standing if one.use not in ("in_use", "perhaps"))
    return Checked(section, used, tuple(one for one in unused if one.given.answer is not None))
