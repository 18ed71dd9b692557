"""What differs between the answers of two assessments: the answer itself, its evidence, whether it still counts."""

from collections.abc import Iterator

from engine.answers import State, Use
from engine.assessment import AnswerResult, Assessment
from engine.conditions import Name, OptionName
from engine.profile import Evidence
from engine.text import Frozen


class AnswerStanding(Frozen):
    """How one question stands: see `AnswerResult`. The day of the answer is left out: a day alone changes nothing until
    the answer expires."""

    use: Use
    state: State
    values: tuple[OptionName, ...]
    counted: tuple[OptionName, ...]
    evidence: Evidence | None


class AnswerMove(Frozen):
    """A question that stands differently; None where the rules do not ask it."""

    question: Name
    before: AnswerStanding | None
    after: AnswerStanding | None

    @property
    def evidence_only(self) -> bool:
        """Whether nothing but what shows the answer has changed."""
        if self.before is None or self.after is None:
            return False
        return self.before.model_copy(update={"evidence": self.after.evidence}) == self.after


def answer_moves(before: Assessment, after: Assessment) -> Iterator[AnswerMove]:
    """Every question that stands differently, in the order of asking; what is gone comes first."""
    was, now = ({answer.question: _standing(answer) for answer in a.answers} for a in (before, after))
    gone = [name for name in was if name not in now]
    for name in (*gone, *now):
        if was.get(name) != now.get(name):
            yield AnswerMove(question=name, before=was.get(name), after=now.get(name))


def _standing(answer: AnswerResult) -> AnswerStanding:
    return AnswerStanding(
        use=answer.use,
        state=answer.state,
        values=answer.values,
        counted=answer.counted,
        evidence=answer.evidence,
    )
