"""Which unanswered question would settle most of where a proposal stands."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from engine.answers import NEVER, PERHAPS, Answers
from engine.decisive import each_answer
from engine.evaluate import Truth
from engine.measures import FULL_READINESS
from engine.order import Place, place
from engine.pack import VerdictName
from engine.prepared import Prepared
from engine.screening import RankingTerms, Settling
from engine.verdicts import possible_verdicts

SETTLED = (1, 0)


class Openness(NamedTuple):
    """How open a place is: how many verdicts are possible, then how wide the measures of the order are, as a sum in
    thousandths of each one's range; as means where it hangs on an answer."""

    verdicts: Fraction | int
    width: Fraction | int


class Settler:
    """Puts each answer that is still possible to each open question, and looks at what the bounds then leave."""

    def __init__(self, prepared: Prepared, ranking: RankingTerms) -> None:
        self._prepared, self._program, self._ranking = prepared, prepared.program, ranking
        measures = prepared.program.pack.measure
        self._steps = [len(measures[name].bands) - 1 for name in ranking.exposure]

    def place(self, truth: Truth, verdicts: tuple[VerdictName, ...]) -> Place:
        """Where these bounds put a proposal."""
        used = [(one.measure.id, truth.measures[number]) for number, one in enumerate(self._program.scales)]
        ranges = {name: (interval.low, interval.high) for name, interval in used if interval.use != NEVER}
        perhaps = [name for name, interval in used if interval.use == PERHAPS]
        return place(verdicts, ranges, perhaps, self._ranking)

    def openness(self, truth: Truth, verdicts: tuple[VerdictName, ...]) -> Openness:
        one = self.place(truth, verdicts)
        width = sum(high - low for low, high in one.readiness)
        for (low, high), steps in zip(one.exposure, self._steps, strict=True):
            width += FULL_READINESS * (high - low) // steps
        return Openness(len(verdicts), width)

    def settle(
        self, answers: Answers, outer: Truth, truth: Truth, verdicts: tuple[VerdictName, ...], seek: bool
    ) -> tuple[Settling, str | None]:
        """Whether the place is settled by what is known of it (`truth`), and else by which question, if it is sought.

        It is the one that leaves least open on average over its answers, by bounds as `outer` are; the first asked
        among equals.
        """
        if self.openness(truth, verdicts) == SETTLED:
            return "settled", None
        if not seek:
            return "not_sought", None
        least, found = self.openness(outer, possible_verdicts(outer, self._program)), None
        for name, standing in answers.standing.items():
            if standing.open:
                after = self._after(list(each_answer(standing.question, answers.taken, self._program)))
                if after < least:
                    least, found = after, name
        return ("none_narrows", None) if found is None else ("found", found)

    def _after(self, answered: Iterable[tuple[str, int, list[int]]]) -> Openness:
        left = []
        for _, _, masks in answered:
            self._program.settle_use(masks)
            truth = self._prepared.evaluator.evaluate(masks)
            left.append(self.openness(truth, possible_verdicts(truth, self._program)))
        verdicts, width = sum(one.verdicts for one in left), sum(one.width for one in left)
        return Openness(Fraction(verdicts, len(left)), Fraction(width, len(left)))
