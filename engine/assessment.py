"""An assessment: what follows from a profile under a pack, and why. The one document every output is made from.

It carries every text in every language of the pack, so that it can be rendered in any of them without the pack.
Lists are in the order in which they are to be read: worst, nearest or most urgent first.
"""

import datetime
from typing import Annotated, Final, Literal

from pydantic import Field

from engine.answers import State, Use
from engine.conditions import Name, OptionName
from engine.pack import Certainty, Kind, Severity, VerdictName
from engine.plans import AnswerChange as AnswerChange
from engine.plans import Plans
from engine.profile import Dates, Evidence, Stage
from engine.text import Frozen, Text
from engine.within_reach import Reach

FORMAT: Final = "munasara.assessment/1"

Outlook = Literal["certain", "possible"]


class CitedSource(Frozen):
    """What a question or rule rests on: a paragraph of the founding text (summed up), or experts, with their reason."""

    paragraph: str | None
    text: Text


class AnswerPremise(Frozen):
    """An answer that a conclusion rests on. The words of question and answer stand in `answers`."""

    kind: Literal["answer"] = "answer"
    question: Name
    option: OptionName | None = None


class FactPremise(Frozen):
    """A finding that a conclusion rests on or, with `absent`, that must not be there and is not."""

    kind: Literal["fact"] = "fact"
    fact: Name
    certainty: Certainty
    absent: bool = False


class MeasurePremise(Frozen):
    """A measure that a conclusion rests on, and the bound it meets (a band's number for ladders)."""

    kind: Literal["measure"] = "measure"
    measure: Name
    test: Literal["at_least", "at_most", "not_in_use"]
    bound: int
    bound_band: OptionName | None = None


Premise = Annotated[AnswerPremise | FactPremise | MeasurePremise, Field(discriminator="kind")]


class Reason(Frozen):
    """One set of premises that together establish a conclusion, with the certainty they give it."""

    certainty: Certainty
    premises: tuple[Premise, ...]


class OptionChange(Frozen):
    """An option taken out of the answer to a question that takes several, or put into it."""

    option: OptionName
    label: Text
    how: Literal["drops", "adds"]


class Clearing(Frozen):
    """One answer that alone would clear a finding, or weaken it.

    What remains is the certainty that the finding then has at least (`leaves`) and at most (`up_to`): both None when
    it is cleared, only `leaves` None when open questions then decide it. `label` is the answer in words; None for yes
    and no, which are the interface's own words. For a question that takes several `options`, these change, and `value`
    is the first of them. `within` is what such a change takes: preparation, a political decision, or that the
    circumstances change which the answer tells of.
    """

    question: Name
    value: OptionName
    label: Text | None
    options: tuple[OptionChange, ...] = ()
    within: Reach = "preparation"
    leaves: Certainty | None = None
    up_to: Certainty | None = None


class Finding(Frozen):
    """One conclusion about the campaign, with what established it.

    `outlook` certain: it holds whatever is still open; `certainty` is the least it has and `up_to` the most.
    `outlook` possible: it may hold, depending on what is still open; `hinges_on` names those questions. `by_cases`: it
    is certain although no one reason is, since each way in which the open questions could be answered leads to it; the
    reasons are then some of these ways.
    """

    fact: Name
    kind: Kind
    severity: Severity | None
    outlook: Outlook
    certainty: Certainty
    up_to: Certainty
    title: Text
    why: Text
    sources: tuple[CitedSource, ...]
    because: tuple[Reason, ...]
    hinges_on: tuple[Name, ...] = ()
    by_cases: bool = False
    leads_to: tuple[Name, ...] = ()
    cleared_by: tuple[Clearing, ...] = ()
    remedies: tuple[Name, ...] = ()


class BandResult(Frozen):
    """One band; `begins` is from how many points on it holds, where points decide it. None for the lowest."""

    id: OptionName
    title: Text
    begins: int | None = None


class MeasureResult(Frozen):
    """One axis as an interval: readiness in tenths of a point (0..1000), points, or numbers of bands.

    `bands` are a ladder's own; points have those of the ladder that starts from them, as their scale.
    """

    id: Name
    kind: Literal["readiness", "points", "ladder"]
    title: Text
    what: Text
    in_use: Literal["yes", "perhaps", "no"]
    low: int
    high: int
    bands: tuple[BandResult, ...] = ()
    parts: tuple[Name, ...] = ()


class VerdictReason(Frozen):
    """Why a verdict is given, or may be: the policy's own words, and the premises that met its condition."""

    verdict: VerdictName
    outlook: Outlook
    text: Text
    premises: tuple[Premise, ...]


class CompletedAnswer(Frozen):
    """An answer that an open question could get. `labels` are its `values` in words; empty for yes and no."""

    question: Name
    values: tuple[OptionName, ...]
    labels: tuple[Text, ...]


class Completion(Frozen):
    """One way to answer everything that is open, which leads to this verdict: an example, neither likely nor advised.

    Questions that it puts out of use, or that the policy does not ask, are left out.
    """

    verdict: VerdictName
    answers: tuple[CompletedAnswer, ...]


class Verdict(Frozen):
    """The verdict: `decided` if one is left, else None and everything that is still possible, worst first.

    `best_possible` is the best the policy can give at all, which for a partial questionnaire is not GO. While it is
    undecided, `reached_by` shows for each possible verdict how the open questions could come to it.
    """

    decided: VerdictName | None
    possible: tuple[VerdictName, ...] = Field(min_length=1)
    reached_by: tuple[Completion, ...] = ()
    words: dict[VerdictName, Text]
    best_possible: VerdictName
    reasons: tuple[VerdictReason, ...]


class LoweredAnswer(Frozen):
    """A given answer that is taken to be one level lower. `level` is what it counts as now."""

    question: Name
    level: int
    to: int


class FragileSet(Frozen):
    """Answers that, each one level lower, would make the verdict worse, and the worst verdict possible then; `certain`
    if it is the only one."""

    answers: tuple[LoweredAnswer, ...] = Field(min_length=1)
    worst: VerdictName
    certain: bool


class Fragility(Frozen):
    """What the verdict hangs on: the fewest given level answers that, each one level lower, would make it worse.

    Worse means: the worst verdict that is possible then is worse than the worst one possible now. `hangs`: on any one
    of `sets`; of single answers these are all, of larger sets only the first in the order of the questionnaire.
    `holds`: no such answers make it worse, however many. `at_worst`: it cannot get worse. `not_known`: the solver
    could not tell within its limits; at least `fewest` answers are needed. Where `proven` is false, bounds are given
    and not the exact truth: there may be more or smaller sets.
    """

    outlook: Literal["hangs", "holds", "at_worst", "not_known"]
    fewest: int
    sets: tuple[FragileSet, ...] = ()
    proven: bool = True


class AnswerResult(Frozen):
    """One question and how its answer stands. `labels` are its `values` in words; empty for yes and no.

    `counted` is what the answer counts as, which differs where evidence is required and lacking. `answered_on` is the
    day of an answer that is given, expired or not; None in assessments of before it was kept. `to_confirm`: it was
    carried over from an earlier campaign, and nobody has confirmed it.
    """

    question: Name
    code: str
    section: Name
    kind: Literal["level", "choice", "choices", "yes_no"]
    text: Text
    use: Use
    state: State
    values: tuple[OptionName, ...]
    labels: tuple[Text, ...]
    counted: tuple[OptionName, ...]
    critical: bool
    sensitive: bool
    unevidenced: bool
    evidence: Evidence | None
    answered_on: datetime.date | None = None
    to_confirm: bool = False
    sources: tuple[CitedSource, ...]


class SectionResult(Frozen):
    id: Name
    title: Text


class LedgerLine(Frozen):
    """What one question costs one readiness measure.

    `lost` is in units of weight times level and is certain; `open` is what its answer still decides. The points are
    the same in tenths of a point of the measure, apportioned by largest remainders so that they add up exactly:
    all lost points are 1000 - high, all open points are high - low.
    """

    question: Name
    weight: int
    level: int | None
    lost: int
    open: int
    lost_points: int
    open_points: int


class Ledger(Frozen):
    """Where one readiness measure lost its points. While open answers decide which questions count, the sums are None
    and there are no lines."""

    measure: Name
    units: int | None
    lost: int | None
    open: int | None
    lines: tuple[LedgerLine, ...]


class Link(Frozen):
    """A causal step between two findings: the first is among the premises of the second, or changes a measure
    (`through`) that the second rests on."""

    cause: Name
    effect: Name
    through: Name | None = None


class MeasureChange(Frozen):
    measure: Name
    low_before: int
    high_before: int
    low_after: int
    high_after: int


class Prerequisite(Frozen):
    """A remedy that must be in place before another and, as far as the answers tell, is not."""

    remedy: Name
    title: Text


class FindingMove(Frozen):
    """A finding against the campaign with other bounds on its certainty than now: it has at least `leaves` then, and at
    most `up_to`. None: it need not be there, or cannot be."""

    fact: Name
    leaves: Certainty | None
    up_to: Certainty | None


class RemedyResult(Frozen):
    """One remedy with its effect recomputed: what the same assessment would say with these answers changed.

    `clears` and `weakens` are what it does alone; `helps_with` are findings that rest on an answer it changes but
    stand on others too, so that it is part of clearing them. `moves` are all findings against the campaign, certain or
    possible, that it makes more or less certain alone; None in assessments of before it was kept. `requires` is what
    the pack says; `prerequisites` are those of them, and what they require in turn, that are not in place, in an order
    in which they can be done.
    `effort` and `lead_time` are the remedy's own, in person-days and calendar days; those `…_with_prerequisites` add
    the work of all prerequisites, and the time of the longest chain of them. `in_time` says whether that chain ends by
    the day of launch if it begins on the day of assessment; None without a launch date. `others_decide` says what is
    not in the campaign's hands, if the effect counts on such a thing.
    """

    id: Name
    title: Text
    what: Text
    effort: int
    lead_time: int
    role: Text
    alternative: bool
    others_decide: Text | None = None
    scored: bool
    answers: tuple[AnswerChange, ...]
    requires: tuple[Name, ...]
    prerequisites: tuple[Prerequisite, ...]
    effort_with_prerequisites: int
    lead_time_with_prerequisites: int
    for_findings: tuple[Name, ...]
    clears: tuple[Name, ...]
    weakens: tuple[Name, ...]
    helps_with: tuple[Name, ...] = ()
    moves: tuple[FindingMove, ...] | None = None
    measures: tuple[MeasureChange, ...]
    verdicts_after: tuple[VerdictName, ...]
    risk_removed: int
    in_time: bool | None


class RemedyPair(Frozen):
    """Two remedies with the effect of both, recomputed; the more urgent one first.

    `clears` are all findings that they clear, and `only_together` those that neither of them clears alone.
    `risk_removed` is by both, in the units of a single remedy's; `beyond_better` how much more that is than the better
    one removes alone. `effort` is in person-days, for both and for what must be in place before either.
    """

    remedies: tuple[Name, Name]
    clears: tuple[Name, ...]
    only_together: tuple[Name, ...]
    weakens: tuple[Name, ...]
    measures: tuple[MeasureChange, ...]
    verdicts_after: tuple[VerdictName, ...]
    risk_removed: int
    beyond_better: int
    effort: int


class OtherReading(Frozen):
    """The verdict and readiness if evidence were judged the other way (required instead of stated, or the reverse)."""

    evidence: Literal["stated", "required"]
    possible: tuple[VerdictName, ...]
    overall_low: int | None
    overall_high: int | None


class Lead(Frozen):
    """One answer to an open question and the verdicts that it leaves possible, worst first.

    For a question that takes several options: this option among them. `label` is the answer in words; None for yes
    and no.
    """

    value: OptionName
    label: Text | None
    verdicts: tuple[VerdictName, ...] = Field(min_length=1)


class DecisiveQuestion(Frozen):
    """An open question, and where each of its answers leads."""

    question: Name
    leads: tuple[Lead, ...] = Field(min_length=1)


class Notice(Frozen):
    """Something a reader must know about this assessment: a code, and numbers for its sentence."""

    code: Literal[
        "not_exact",
        "redacted",
        "partial",
        "answers_not_examined",
        "launch_passed",
        "end_passed",
        "overclaim",
        "expired_answers",
        "to_confirm",
        "pack_review_due",
    ]
    numbers: dict[str, int] = {}


class Campaign(Frozen):
    name: str
    country: str | None
    stage: Stage
    dates: Dates
    lessons: tuple[str, ...]
    answered_on: datetime.date


class PolicyResult(Frozen):
    """The policy assessed under. `first` are the questions that it asks before all others."""

    id: Name
    title: Text
    what: Text
    evidence: Literal["stated", "required"]
    first: tuple[Name, ...] = ()


class Receipt(Frozen):
    """What produced this assessment, so that anyone can repeat it."""

    engine: str
    pack: Name
    pack_version: str
    pack_digest: str
    policy: Name
    profile_digest: str
    on: datetime.date


class Assessment(Frozen):
    """The whole result for one profile under one policy on one day. `answers` are in the order of asking.

    `verdicts_after_priorities` is what the verdict could be with all priorities in place. `way_out` are answers that,
    changed as the first remedies change them, make a better verdict possible than the decided one; none of them can be
    left out, and they are in the order of doing. It is empty where those remedies do not come that far. `best_pair`
    are the two remedies that do most together beyond what one does alone (see `pairs.py`). `titles` names the facts
    that reasons mention as absent, which have no finding. `checks` is the number of rules that look for something
    wrong. `plans` are the ways to a better verdict, where they were asked for; `plans_failed` is the lasting code of
    why they could not be worked out, which leaves all else as it is.
    """

    format: Literal["munasara.assessment/1"] = FORMAT
    languages: tuple[str, ...]
    pack_title: Text
    caveat: Text
    campaign: Campaign
    policy: PolicyResult
    verdict: Verdict
    fragility: Fragility
    measures: tuple[MeasureResult, ...]
    findings: tuple[Finding, ...]
    titles: dict[Name, Text]
    links: tuple[Link, ...]
    chain: tuple[Name, ...]
    priorities: tuple[Name, ...]
    verdicts_after_priorities: tuple[VerdictName, ...]
    way_out: tuple[Name, ...] = ()
    remedies: tuple[RemedyResult, ...]
    best_pair: RemedyPair | None
    ledgers: tuple[Ledger, ...]
    sections: tuple[SectionResult, ...]
    exact: bool
    decisive: tuple[DecisiveQuestion, ...]
    answers: tuple[AnswerResult, ...]
    notices: tuple[Notice, ...]
    other_reading: OtherReading
    checks: int
    plans: Plans | None = None
    plans_failed: Literal["PLAN-003"] | None = None
    receipt: Receipt
