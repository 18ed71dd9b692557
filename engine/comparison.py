"""What differs between the results of two assessments: before and after a change of the campaign, the rules or the day.

Under rules that differ, what only one of the two has is new or gone."""

from collections.abc import Iterator
from typing import Literal

from engine.answers import Use
from engine.assessment import AnswerPremise, Assessment, FactPremise, Finding, MeasureResult, Outlook
from engine.conditions import Name
from engine.pack import SEVERITIES, VERDICTS, Certainty, Severity, VerdictName
from engine.parts import CERTAINTIES
from engine.text import Frozen, Text

Move = Literal["appears", "vanishes", "strengthens", "weakens", "narrows", "widens", "graver", "milder"]
VerdictMove = Literal["same", "better", "worse", "less_certain", "mixed"]


class Range(Frozen):
    """The certainty that a finding has at least and at most; None is absent.

    Where `examined` is false it is absent only in so far as nobody looked: the policy left out questions that it rests
    on where it stands.
    """

    least: Certainty | None
    most: Certainty | None
    examined: bool = True


class FindingChange(Frozen):
    """One finding that stands differently.

    It `narrows` where it becomes more certain at least and less so at most, as when an open question is answered in
    between, and `widens` the other way round. It is `graver` or `milder` where other rules judge it so and its
    certainty stays. The severities are told where the finding stands in both and they differ.
    """

    fact: Name
    move: Move
    before: Range
    after: Range
    severity_before: Severity | None = None
    severity_after: Severity | None = None


class Extent(Frozen):
    """Where a measure stands: see `MeasureResult`."""

    in_use: Literal["yes", "perhaps", "no"]
    low: int
    high: int


class MeasureMove(Frozen):
    """A measure that stands differently; None where the rules do not have it."""

    measure: Name
    before: Extent | None
    after: Extent | None


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

    The verdict is `better` if its worst possible one is, and its best not worse; `worse` if neither is better. It is
    `less_certain` if only its best one is better: what could happen at worst still can. Else it is `mixed`.
    """

    verdict: VerdictMove
    reasons: tuple[ReasonChange, ...]
    measures: tuple[MeasureMove, ...]
    findings: tuple[FindingChange, ...]
    uses: tuple[UseChange, ...]


def compare(before: Assessment, after: Assessment) -> Comparison:
    """The differences of two assessments."""
    used = {answer.question: answer.use for answer in before.answers}
    return Comparison(
        verdict=_verdict(before.verdict.possible, after.verdict.possible),
        reasons=tuple(_reasons(before, after)),
        measures=tuple(_measures(before, after)),
        findings=tuple(_findings(before, after)),
        uses=tuple(
            UseChange(question=now.question, before=used[now.question], after=now.use)
            for now in after.answers
            if used.get(now.question, now.use) != now.use
        ),
    )


def _verdict(before: tuple[VerdictName, ...], after: tuple[VerdictName, ...]) -> VerdictMove:
    """Both are listed worst first."""
    if before == after:
        return "same"
    moves = [VERDICTS.index(after[end]) - VERDICTS.index(before[end]) for end in (0, -1)]
    if min(moves) >= 0 < max(moves):
        return "better" if moves[0] else "less_certain"
    return "worse" if max(moves) <= 0 > min(moves) else "mixed"


def _reasons(before: Assessment, after: Assessment) -> Iterator[ReasonChange]:
    was, now = ({(one.verdict, one.text): one.outlook for one in a.verdict.reasons} for a in (before, after))
    for verdict, text in dict.fromkeys((*was, *now)):
        old, new = was.get((verdict, text)), now.get((verdict, text))
        if old != new:
            yield ReasonChange(verdict=verdict, text=text, before=old, after=new)


def _measures(before: Assessment, after: Assessment) -> Iterator[MeasureMove]:
    was, now = ({measure.id: measure for measure in a.measures} for a in (before, after))
    for name in dict.fromkeys((*was, *now)):
        old, new = was.get(name), now.get(name)
        if old is None or new is None or _place(old) != _place(new):
            yield MeasureMove(measure=name, before=old and _extent(old), after=new and _extent(new))


def _place(measure: MeasureResult) -> tuple[object, ...]:
    """Where a measure stands, and on which scale: the third of four bands is not the third of five."""
    return measure.kind, tuple(band.id for band in measure.bands), _extent(measure)


def _extent(measure: MeasureResult) -> Extent:
    return Extent(in_use=measure.in_use, low=measure.low, high=measure.high)


def _findings(before: Assessment, after: Assessment) -> Iterator[FindingChange]:
    was, now = ({finding.fact: finding for finding in a.findings} for a in (before, after))
    for fact in dict.fromkeys((*was, *now)):
        old, new = was.get(fact), now.get(fact)
        ranges = _range(old, fact, after, before), _range(new, fact, before, after)
        graver = old is not None and new is not None and old.severity != new.severity
        if ranges[0] != ranges[1] or graver:
            yield FindingChange(
                fact=fact,
                move=_move(*ranges) if ranges[0] != ranges[1] else _gravity(old, new),
                before=ranges[0],
                after=ranges[1],
                severity_before=old.severity if old and graver else None,
                severity_after=new.severity if new and graver else None,
            )


def _gravity(before: Finding | None, after: Finding | None) -> Move:
    old, new = (SEVERITIES.index(one.severity) if one and one.severity else -1 for one in (before, after))
    return "graver" if new > old else "milder"


def _range(finding: Finding | None, fact: Name, where_it_stands: Assessment, here: Assessment) -> Range:
    """`certainty` is the least only of findings that are certain."""
    if finding is None:
        left_out = {answer.question for answer in here.answers if answer.use == "not_examined"}
        unseen = bool(left_out) and not left_out.isdisjoint(_rests_on(fact, where_it_stands))
        return Range(least=None, most=None, examined=not unseen)
    return Range(least=finding.certainty if finding.outlook == "certain" else None, most=finding.up_to)


def _rests_on(fact: Name, assessment: Assessment) -> set[Name]:
    """The questions that a finding rests on or hinges on, through all its causes."""
    found = {finding.fact: finding for finding in assessment.findings}
    questions, waiting, seen = set[Name](), [fact], {fact}
    while waiting:
        finding = found[waiting.pop()]
        questions.update(finding.hinges_on)
        for premise in (premise for reason in finding.because for premise in reason.premises):
            if isinstance(premise, AnswerPremise):
                questions.add(premise.question)
            elif isinstance(premise, FactPremise) and premise.fact in found and premise.fact not in seen:
                seen.add(premise.fact)
                waiting.append(premise.fact)
    return questions


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
