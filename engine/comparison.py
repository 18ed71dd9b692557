"""What differs between two assessments of one campaign under the same rules: before and after some change."""

from collections.abc import Iterator
from typing import Literal

from engine.answers import Use
from engine.assessment import Assessment, Finding, MeasureResult, Outlook
from engine.conditions import Name
from engine.pack import VERDICTS, Certainty, VerdictName
from engine.parts import CERTAINTIES
from engine.text import Frozen, Text

Move = Literal["appears", "vanishes", "strengthens", "weakens", "narrows", "widens"]
VerdictMove = Literal["same", "better", "worse", "mixed"]


class Range(Frozen):
    """The certainty that a finding has at least and at most; None is absent."""

    least: Certainty | None
    most: Certainty | None


class FindingChange(Frozen):
    """One finding that stands differently.

    It `narrows` where it becomes more certain at least and less so at most, as when an open question is answered in
    between, and `widens` the other way round.
    """

    fact: Name
    move: Move
    before: Range
    after: Range


class Extent(Frozen):
    """Where a measure stands: see `MeasureResult`."""

    in_use: Literal["yes", "perhaps", "no"]
    low: int
    high: int


class MeasureMove(Frozen):
    measure: Name
    before: Extent
    after: Extent


class UseChange(Frozen):
    """A question that comes into use or goes out of use, or is now so only perhaps."""

    question: Name
    before: Use
    after: Use


class ReasonChange(Frozen):
    """A reason for a verdict that is new, or gone (None), or has become certain or only possible."""

    verdict: VerdictName
    text: Text
    before: Outlook | None
    after: Outlook | None


class Comparison(Frozen):
    """Everything that differs, in the order of the assessments; what is gone comes first.

    The verdict is `better` or `worse` if neither its worst nor its best possible one moves the other way, and `mixed`
    if they do, or only what lies between them changes.
    """

    verdict: VerdictMove
    reasons: tuple[ReasonChange, ...]
    measures: tuple[MeasureMove, ...]
    findings: tuple[FindingChange, ...]
    uses: tuple[UseChange, ...]


def compare(before: Assessment, after: Assessment) -> Comparison:
    """The differences of two assessments under the same pack."""
    return Comparison(
        verdict=_verdict(before.verdict.possible, after.verdict.possible),
        reasons=tuple(_reasons(before, after)),
        measures=tuple(_measures(before, after)),
        findings=tuple(_findings(before, after)),
        uses=tuple(
            UseChange(question=was.question, before=was.use, after=now.use)
            for was, now in zip(before.answers, after.answers, strict=True)
            if was.use != now.use
        ),
    )


def _verdict(before: tuple[VerdictName, ...], after: tuple[VerdictName, ...]) -> VerdictMove:
    """Both are listed worst first."""
    if before == after:
        return "same"
    moves = [VERDICTS.index(after[end]) - VERDICTS.index(before[end]) for end in (0, -1)]
    if min(moves) >= 0 < max(moves):
        return "better"
    return "worse" if max(moves) <= 0 > min(moves) else "mixed"


def _reasons(before: Assessment, after: Assessment) -> Iterator[ReasonChange]:
    was, now = ({(one.verdict, one.text): one.outlook for one in a.verdict.reasons} for a in (before, after))
    for verdict, text in dict.fromkeys((*was, *now)):
        old, new = was.get((verdict, text)), now.get((verdict, text))
        if old != new:
            yield ReasonChange(verdict=verdict, text=text, before=old, after=new)


def _measures(before: Assessment, after: Assessment) -> Iterator[MeasureMove]:
    for was, now in zip(before.measures, after.measures, strict=True):
        if _extent(was) != _extent(now):
            yield MeasureMove(measure=was.id, before=_extent(was), after=_extent(now))


def _extent(measure: MeasureResult) -> Extent:
    return Extent(in_use=measure.in_use, low=measure.low, high=measure.high)


def _findings(before: Assessment, after: Assessment) -> Iterator[FindingChange]:
    was, now = ({finding.fact: _range(finding) for finding in a.findings} for a in (before, after))
    absent = Range(least=None, most=None)
    for fact in dict.fromkeys((*was, *now)):
        old, new = was.get(fact, absent), now.get(fact, absent)
        if old != new:
            yield FindingChange(fact=fact, move=_move(old, new), before=old, after=new)


def _range(finding: Finding) -> Range:
    """`certainty` is the least only of findings that are certain."""
    return Range(least=finding.certainty if finding.outlook == "certain" else None, most=finding.up_to)


def _move(before: Range, after: Range) -> Move:
    if before.most is None:
        return "appears"
    if after.most is None:
        return "vanishes"
    least, most = _rank(after.least) - _rank(before.least), _rank(after.most) - _rank(before.most)
    if least >= 0 and most >= 0:
        return "strengthens"
    if least <= 0 and most <= 0:
        return "weakens"
    return "narrows" if least > 0 else "widens"


def _rank(certainty: Certainty | None) -> int:
    return 0 if certainty is None else 1 + CERTAINTIES.index(certainty)
