"""Which unanswered question would settle most of where a proposal stands."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import chain
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
_FEW = 8  # open questions behind a reason for a verdict: beyond, one of them says little of it


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

    def warm(self) -> None:
        """Make ready what all rows need."""
        _ = self._usually

    def settle(
        self,
        answers: Answers,
        outer: Truth,
        truth: Truth,
        verdicts: tuple[VerdictName, ...],
        most: tuple[int, int] | None,
    ) -> tuple[Settling, str | None]:
        """Whether the place is settled by what is known of it (`truth`), and else by which question.

        It is the one that leaves least open on average over its answers, by bounds as `outer` are; the first asked
        among equals. Where more than the first number of `most` are open, it is sought among as many as the second
        says, which bear most on what is open; that none narrows anything is said only after all were tried.
        """
        if self.openness(truth, verdicts) == SETTLED:
            return "settled", None
        open_now = [name for name, standing in answers.standing.items() if standing.open]
        before = self.openness(outer, possible_verdicts(outer, self._program))
        if most is None or len(open_now) <= most[0]:
            found = self._best(open_now, answers, before)
            return ("none_narrows", None) if found is None else ("found", found)
        likely = self._bearing_most(open_now, outer)
        first = set(likely[: most[1]])
        found = self._best([name for name in open_now if name in first], answers, before)
        rest = (self._best([name], answers, before) for name in likely[most[1] :])
        found = found or next((name for name in rest if name is not None), None)
        return ("none_narrows", None) if found is None else ("found_among_some", found)

    def _best(self, names: Sequence[str], answers: Answers, least: Openness) -> str | None:
        """The one that leaves least, if it leaves less than this; the first among equals."""
        found = None
        for name in names:
            question = answers.standing[name].question
            after = self._after(each_answer(question, answers.taken, self._program))
            if after < least:
                least, found = after, name
        return found

    def _bearing_most(self, names: Sequence[str], outer: Truth) -> list[str]:
        """All of them: by turns the next by what it settles where nothing is answered, and the next by its part in the
        open reasons for verdicts behind which few of them stand."""
        of_question = self._program.vocabulary.of_question
        marks = [0] * len(self._program.vocabulary.variables)
        for bit, name in enumerate(names):
            for number in of_question[name]:
                marks[number] = 1 << bit
        conclusions, _ = self._prepared.influence.spread(marks, outer)
        part = [Fraction(0)] * len(names)
        for number in chain.from_iterable(self._program.clauses_of):
            bearing = conclusions[number] if outer.certain[number] != outer.possible[number] else 0
            if 0 < bearing.bit_count() <= _FEW:
                for bit in range(len(names)):
                    if bearing >> bit & 1:
                        part[bit] += Fraction(1, bearing.bit_count())
        usually = sorted(names, key=self._usually.__getitem__)
        now = sorted(usually, key=lambda name: -part[names.index(name)])
        return list(dict.fromkeys(chain.from_iterable(zip(usually, now, strict=True))))

    @cached_property
    def _usually(self) -> dict[str, int]:
        """The place of each question among all, by how little it leaves open where nothing is answered."""
        unanswered = [one.everything ^ one.not_in_use for one in self._program.vocabulary.variables]
        after = {one.id: self._after(each_answer(one, unanswered, self._program)) for one in self._program.asking}
        return {name: number for number, name in enumerate(sorted(after, key=after.__getitem__))}

    def _after(self, answered: Iterable[tuple[str, int, list[int]]]) -> Openness:
        left = []
        for _, _, masks in answered:
            self._program.settle_use(masks)
            truth = self._prepared.evaluator.evaluate(masks)
            left.append(self.openness(truth, possible_verdicts(truth, self._program)))
        verdicts, width = sum(one.verdicts for one in left), sum(one.width for one in left)
        return Openness(Fraction(verdicts, len(left)), Fraction(width, len(left)))
