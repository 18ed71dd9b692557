"""What was found against a campaign at one point: as it is judged now, or as a stored assessment has it.

A stored assessment names its verdict's reasons, but only those for the verdicts that could be reached: where it was
STOP, nothing says which clauses of a lesser verdict held besides. Those are judged by what it does keep, its findings,
measures and answers, so that no clause is taken for new because no reason for it was stored.
"""

import sys
from collections.abc import Iterator
from typing import Final, NamedTuple

from engine.answers import ALWAYS, NEVER, PERHAPS, read_answers
from engine.assessment import Assessment, Finding, MeasureResult
from engine.carried import counted_profile, fitted
from engine.causes import Causes
from engine.evaluate import Truth
from engine.gate import Judged
from engine.measures import Interval
from engine.pack import ADVERSE, VERDICTS, VerdictName
from engine.parts import CERTAINTIES
from engine.prepared import Prepared
from engine.program import Program
from engine.text import Text
from engine.unordered import Scale

Key = tuple[str, str | Text]  # a finding by its name, or a clause by its verdict and reason

_USES: Final = {"yes": ALWAYS, "perhaps": PERHAPS, "no": NEVER}
_NOT_KNOWN: Final = Interval(-sys.maxsize, sys.maxsize, PERHAPS)


class Standing(NamedTuple):
    """What was found at one point: how sure each piece of bad news is (1 possible, 2 likely, 3 confirmed), and the
    verdicts that can be reached, worst first."""

    ranks: dict[Key, int]
    verdicts: tuple[VerdictName, ...]


def standing(judged: Judged) -> Standing:
    """What was found of one campaign without any waiver."""
    truth, program = judged.truth, judged.prepared.program
    ranks: dict[Key, int] = {}
    for number in program.adverse:
        _note(ranks, ("finding", program.conclusions[number].name), truth.certain[number], truth.possible[number])
    for key, _, number in _clauses(program):
        _note(ranks, key, truth.certain[number], truth.possible[number])
    return Standing(ranks, judged.verdicts)


def as_stored(stored: Assessment, prepared: Prepared) -> Standing:
    """What the stored assessment found, in terms of today's policy."""
    program, then = prepared.program, stored.verdict.possible
    ranks: dict[Key, int] = {}
    for finding in stored.findings:
        number = program.number_of.get(finding.fact)
        if finding.kind in ADVERSE if number is None else number in program.adverse:
            _note(ranks, ("finding", finding.fact), *_bounds(finding))
    truth, masks = _as_they_were(stored, program)
    for key, verdict, number in _clauses(program):
        if verdict in then:
            _note(ranks, key, *_by_reasons(stored, key, Causes.read(program, number)))
        elif VERDICTS.index(verdict) > VERDICTS.index(then[0]):  # one that held would have hidden it
            certain, possible = list(truth.certain), list(truth.possible)
            prepared.steps[number](masks, certain, possible, list(truth.measures))
            decided = VERDICTS.index(verdict) > VERDICTS.index(then[-1])  # else it would have been a possible verdict
            _note(ranks, key, certain[number] if decided else 0, possible[number])
    return Standing(ranks, then)


def _clauses(program: Program) -> Iterator[tuple[Key, VerdictName, int]]:
    """Each clause of the policy, its verdict, and its number among the conclusions."""
    for rule, numbers in zip(program.policy.verdicts, program.clauses_of, strict=True):
        for clause, number in zip(rule.clauses, numbers, strict=True):
            yield (rule.verdict, clause.because), rule.verdict, number


def _note(ranks: dict[Key, int], key: Key, certain: int, possible: int) -> None:
    rank = 1 + certain if certain else int(possible > 0)
    if rank:
        ranks[key] = max(rank, ranks.get(key, 0))


def _by_reasons(stored: Assessment, key: Key, read: set[str]) -> tuple[int, int]:
    """How certain a clause was by the reasons that are stored: those in its own words, or that rest on nothing else
    than it reads."""
    certain = possible = 0
    for reason in stored.verdict.reasons:
        rests_on = {_subject(premise.model_dump()) for premise in reason.premises}
        if (reason.verdict, reason.text) == key or (reason.verdict == key[0] and rests_on and rests_on <= read):
            certain, possible = max(certain, 2 if reason.outlook == "certain" else 0), 2
    return certain, possible


def _subject(premise: dict[str, object]) -> str:
    return str(premise.get("question") or premise.get("fact") or premise.get("measure"))


def _as_they_were(stored: Assessment, program: Program) -> tuple[Truth, tuple[int, ...]]:
    """The findings and measures of then, and the masks of the answers as they counted. Of a measure that there was not,
    nothing is known; a rule that there was not found nothing."""
    found = {finding.fact: _bounds(finding) for finding in stored.findings}
    bounds = [found.get(conclusion.name, (0, 0)) for conclusion in program.conclusions]
    measured = {measure.id: measure for measure in stored.measures}
    truth = Truth(
        tuple(certain for certain, _ in bounds),
        tuple(possible for _, possible in bounds),
        tuple(_interval(measured.get(scale.measure.id), scale) for scale in program.scales),
    )
    counted = fitted(counted_profile(stored), program.pack)
    return truth, read_answers(counted, program, stored.receipt.on, "stated").masks


def _bounds(finding: Finding) -> tuple[int, int]:
    """How certain a finding is at least and at most, as numbers."""
    least, most = CERTAINTIES.index(finding.certainty) + 1, CERTAINTIES.index(finding.up_to) + 1
    return (least if finding.outlook == "certain" else 0), most


def _interval(measured: MeasureResult | None, scale: Scale) -> Interval:
    """A measure as it was; a band by its name, as there may be others now."""
    if measured is None:
        return _NOT_KNOWN
    bounds = [measured.low, measured.high]
    if measured.kind == "ladder":
        names, bands = scale.measure.band_names, [measured.bands[bound].id for bound in bounds]
        if not set(bands) <= set(names):
            return _NOT_KNOWN
        bounds = [names.index(band) for band in bands]
    return Interval(bounds[0], bounds[1], _USES[measured.in_use])
