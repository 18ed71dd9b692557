"""What each remedy would do to one proposal: its verdict and the findings against it, assessed anew."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from engine.answers import Answers
from engine.judging import Judge
from engine.pack import VERDICTS, Remedy, VerdictName
from engine.possibilities import Possible
from engine.prepared import Prepared
from engine.program import Program
from engine.remedies import could_become
from engine.screening import RemedyEffect


class _Tried(NamedTuple):
    """A remedy that changes answers, and the variables it can change, as the bits of one number."""

    remedy: Remedy
    changes: int


class InPlace(dict[str, tuple[list[int], list[int]] | None]):
    """For each remedy what one proposal's answers become with it, as they are taken and with their use settled; None
    where it changes nothing, or all of its questions are open. Worked out when it is asked for."""

    def __init__(self, program: Program, answers: Answers) -> None:
        super().__init__()
        self._program, self._answers = program, answers

    def __missing__(self, name: str) -> tuple[list[int], list[int]] | None:
        remedy, answers = self._program.pack.remedy[name], self._answers
        self[name] = None
        if any(answers.standing[question].state == "answered" for question in remedy.changes):
            taken = could_become(self._program, answers.taken, remedy)
            masks = list(taken)
            self._program.settle_use(masks)
            if masks != list(answers.masks):
                self[name] = taken, masks
        return self[name]


class RemedyTrial:
    """Tries the remedies of a pack one at a time. Left out is what cannot do anything here: advice, a remedy all of
    whose questions are open (to answer comes first), one that is in place already, and one on which nothing rests that
    stands against the proposal."""

    def __init__(self, prepared: Prepared) -> None:
        self._prepared, program = prepared, prepared.program
        self._program = program
        number_of = program.vocabulary.of_question
        self._remedies = [
            _Tried(remedy, sum(1 << number for name in remedy.changes for number in number_of[name]))
            for remedy in program.pack.remedies
            if remedy.changes
        ]
        self._clauses = [
            (rule.verdict, n)
            for rule, numbers in zip(program.policy.verdicts, program.clauses_of, strict=True)
            for n in numbers
        ]

    def effects(self, in_place: InPlace, possible: Possible, judge: Judge) -> Iterator[RemedyEffect]:
        """What each does, for those that clear a finding or change what verdicts are possible; as in the pack."""
        program, truth = self._program, possible.truth
        against = [number for number in program.adverse if truth.certain[number]]
        bearing = self._bearing_on(against, possible)
        for remedy, changes in self._remedies:
            if not changes & bearing or (made := in_place[remedy.id]) is None:
                continue
            after, verdicts = judge(*made)
            cleared = tuple(program.conclusions[number].name for number in against if not after.possible[number])
            changed = verdicts != possible.verdicts
            if cleared or changed:
                worst, best = _difference(possible.verdicts, verdicts)
                yield RemedyEffect(
                    remedy=remedy.id,
                    verdicts=verdicts if changed else None,
                    lifts=worst > 0 <= best,
                    opens=worst == 0 < best,
                    clears=cleared,
                )

    def named_by(self, findings: Iterable[str], in_place: InPlace) -> Iterator[str]:
        """The remedies that the rules of these findings name, each once: what is in place already is left out, and what
        asks for answers first."""
        pack = self._program.pack
        for name in dict.fromkeys(name for finding in findings for name in pack.rule[finding].remedies):
            if not pack.remedy[name].changes or in_place[name] is not None:
                yield name

    def _bearing_on(self, against: list[int], possible: Possible) -> int:
        """The variables that bear on a finding against the proposal, or on a clause that may hold for a verdict worse
        than the best possible."""
        bearing_on, found = self._prepared.influence.on_conclusions, 0
        for number in against:
            found |= bearing_on[number]
        for verdict, number in self._clauses:
            if possible.truth.possible[number] and verdict in possible.verdicts:
                found |= bearing_on[number]
        return found


def _difference(before: tuple[VerdictName, ...], after: tuple[VerdictName, ...]) -> tuple[int, int]:
    """By how much the worst possible verdict is better, and by how much the best."""
    rank = VERDICTS.index
    return rank(after[0]) - rank(before[0]), rank(after[-1]) - rank(before[-1])
