"""A screening: many proposals assessed under one pack and policy, and in which order they certainly stand.

The one document that every form of `munasara screen` reads. What is the same for all proposals stands in it once, with
its texts in every language of the pack; a proposal refers to it by name. Proposals are sorted by key, so that the same
proposals give the same bytes in whatever order they came.

Nothing here is a rank. `Standing` says above how many others a proposal certainly stands and below how many; whatever
is not certain is a tie. `engine/order.py` says when it is certain.
"""

import datetime
from typing import Final, Literal, Self

from pydantic import Field, model_validator

from engine.assessment import BandResult
from engine.check import Part, Phrase
from engine.conditions import Name
from engine.pack import Days, Kind, Severity, VerdictName
from engine.profile import Stage
from engine.text import Frozen, LanguageCode, Text

FORMAT: Final = "munasara.screening/1"

Role = Literal["readiness", "exposure", "none"]
Settling = Literal["settled", "found", "found_among_some", "none_narrows"]
GivenValue = str | tuple[str, ...]


class ScreenedMeasure(Frozen):
    """One measure, and what part it has in the order: `weight` is the range of a readiness measure that counts."""

    kind: Literal["readiness", "points", "ladder"]
    title: Text
    what: Text
    bands: tuple[BandResult, ...] = ()
    role: Role = "none"
    weight: tuple[int, int] | None = None


class ScreenedRule(Frozen):
    """One conclusion that some proposal may bring."""

    kind: Kind
    severity: Severity | None
    title: Text
    why: Text
    remedies: tuple[Name, ...] = ()


class ScreenedQuestion(Frozen):
    """One question of the questionnaire. `labels` are its answers in words, by value; none of yes and no."""

    code: str
    section: Name
    text: Text
    sensitive: bool
    labels: dict[str, Text] = {}


class ScreenedRemedy(Frozen):
    """One remedy: effort in person-days, lead time in calendar days."""

    title: Text
    what: Text
    effort: int
    lead_time: Days
    role: Text
    alternative: bool
    others_decide: Text | None = None


class ScreenedClause(Frozen):
    """One reason for a verdict; proposals name it by its place in the list, and what it rests on by `name`. `measures`
    are the measures of readiness whose points it looks at. `any_finding`: it holds with any of several findings."""

    name: str
    verdict: VerdictName
    because: Text
    measures: tuple[Name, ...] = ()
    any_finding: bool = False


class RemedyEffect(Frozen):
    """What one remedy would do to one proposal, assessed anew with it in place, and nothing else changed.

    `verdicts` are those then possible, None where they stay as they are. `lifts` says that they are better for certain:
    the worst is better, and the best no worse. `opens` says that only more is possible: the best is better, and the
    worst what it was. `clears` are findings against the proposal that are certain now and then impossible.
    """

    remedy: Name
    verdicts: tuple[VerdictName, ...] | None = None
    lifts: bool = False
    opens: bool = False
    clears: tuple[Name, ...] = ()


class Standing(Frozen):
    """Where a proposal stands: above `above` others for certain, below `below` others for certain; ties with the rest.

    So its place is `places` of the whole, from the best it can have to the worst, for every completion of unanswered
    questions and every weighting. `readiness` is, in tenths of a point, from the least to the greatest that the
    weighted mean of readiness can then be. `tier` counts within its group, see `Group`. `above_keys` and `below_keys`
    name the others where there are few proposals (`Screening.listed`).
    """

    above: int
    below: int
    places: tuple[int, int]
    readiness: tuple[int, int]
    tier: int
    above_keys: tuple[str, ...] = ()
    below_keys: tuple[str, ...] = ()


class Assessed(Frozen):
    """What follows from one proposal alone, whatever the others say.

    `possible` are the verdicts that can be reached, worst first; one alone is decided. `exact`: these and the measures
    are exactly what can be, else perhaps too wide and never too narrow. `measures` are [low, high] over all that is
    unanswered: tenths of a point for readiness, points, or numbers of bands; those never in use are not there, and
    those `perhaps` in use are named. Findings stand by their certainty: `confirmed` and `likely` hold whatever is
    unanswered (likely ones may yet be confirmed), `possible_findings` hang on it. `reasons` are the clauses that
    certainly hold for a verdict in `possible`, `open_reasons` those that hang on what is unanswered.

    `unanswered` counts the questions in use, or perhaps so, without an answer that counts; of these, `withheld` were
    kept back for safety and `expired` were answered too long ago. `to_answer` names all but those kept back;
    `to_confirm` names those of them that are expired, with the day of the answer. `unevidenced` counts levels 3 and 4
    that lack evidence, and `to_show` names them. `settled_by` is the question whose answer narrows the verdict and the
    measures of the order most, where `settling` is `found`; `found_among_some`: see `ScreeningLimits`.

    `resting_on`, `following_from` and `measured_by` say by which answers, findings and measures the certain findings
    and reasons are established directly: findings by name, reasons by that of their clause. `strong` are questions
    answered with level 4 or 3, a few at most. `needed` are the remedies that the rules behind the reasons name, without
    those in place: more than one may be needed.
    """

    profile_digest: str
    possible: tuple[VerdictName, ...] = Field(min_length=1)
    exact: bool
    measures: dict[Name, tuple[int, int]]
    perhaps: tuple[Name, ...] = ()
    confirmed: tuple[Name, ...] = ()
    likely: tuple[Name, ...] = ()
    possible_findings: tuple[Name, ...] = ()
    reasons: tuple[int, ...] = ()
    open_reasons: tuple[int, ...] = ()
    unanswered: int
    withheld: int
    expired: int
    to_answer: tuple[Name, ...]
    to_confirm: dict[Name, datetime.date] = {}
    unevidenced: int
    to_show: tuple[Name, ...] = ()
    settling: Settling
    settled_by: Name | None = None
    resting_on: dict[str, tuple[Name, ...]] = {}
    following_from: dict[str, tuple[Name, ...]] = {}
    measured_by: dict[str, tuple[Name, ...]] = {}
    strong: tuple[Name, ...] = ()
    needed: tuple[Name, ...] = ()
    remedies: tuple[RemedyEffect, ...] = ()

    @property
    def decided(self) -> VerdictName | None:
        return self.possible[0] if len(self.possible) == 1 else None

    @model_validator(mode="after")
    def a_question_where_one_was_found(self) -> Self:
        if (self.settled_by is not None) != (self.settling in ("found", "found_among_some")):
            raise ValueError("names the question that settles it exactly where one was found")
        if len(self.to_answer) != self.unanswered - self.withheld:
            raise ValueError("what is left to answer does not fit the counts")
        if (len(self.to_confirm), len(self.to_show)) != (self.expired, self.unevidenced):
            raise ValueError("what is left to confirm or to show does not fit the counts")
        return self


class Proposal(Assessed):
    """One proposal: whose it is, what follows from it, and where it stands among the others.

    `place` is where it was read. A blind document has neither that nor `title` and `country`. `answers` are those on
    which findings and reasons rest.
    """

    key: str
    place: str | None
    title: str | None
    country: str | None
    stage: Stage
    language: LanguageCode | None
    answers: dict[Name, GivenValue] = {}
    standing: Standing


class RowMistake(Frozen):
    """Why a row was not accepted. `phrases` has those of place, fact and remedy that can be told in other languages."""

    code: str
    place: str
    fact: str
    remedy: str
    phrases: dict[Part, Phrase] = {}


class RejectedRow(Frozen):
    """A row that could not be read as a proposal, with every reason."""

    key: str | None
    place: str | None
    mistakes: tuple[RowMistake, ...] = Field(min_length=1)


class Counts(Frozen):
    """How many came and what became of them. `decided` counts proposals with one verdict, by that verdict."""

    received: int
    accepted: int
    rejected: int
    decided: dict[VerdictName, int]
    undecided: int

    @model_validator(mode="after")
    def adds_up(self) -> Self:
        if self.received != self.accepted + self.rejected:
            raise ValueError("accepted and rejected do not add up to what was received")
        if self.accepted != sum(self.decided.values()) + self.undecided:
            raise ValueError("the verdicts do not add up to what was accepted")
        return self


class Tier(Frozen):
    """Some proposals of one group, none of which certainly stands above another: a tie.

    Above every one of them (but in the first tier) stands, for certain, one of the tier before; not all of that tier
    need to. `above_all_from`: every proposal of this tier certainly stands above every one of that tier of the group
    and of all tiers after it; None where there is no such tier.
    """

    keys: tuple[str, ...] = Field(min_length=1)
    above_all_from: int | None = None


class Group(Frozen):
    """All proposals with the same possible verdicts, from worst to best; in tiers, counted from 1.

    Groups are in the order of their best verdicts, then of their worst, better ones first. `above_all_of` names, by
    place from 0, the groups of which every proposal certainly stands below every one of this group: those whose best
    verdict is worse than the worst of this.
    """

    possible: tuple[VerdictName, ...]
    tiers: tuple[Tier, ...]
    above_all_of: tuple[int, ...] = ()


class SharedWeakness(Frozen):
    """A finding against proposals, and how many have it: confirmed, likely, or possible by what is unanswered."""

    rule: Name
    confirmed: int
    likely: int
    possible: int


class RemedyLift(Frozen):
    """What one remedy would do across the portfolio, each proposal assessed anew with it alone.

    `lifts` counts proposals whose worst possible verdict becomes better, `to` those of them that are decided then, by
    verdict; `opens` those where a better verdict only becomes possible. `clears` counts findings cleared, `helped` the
    proposals of which it does any of this.
    """

    remedy: Name
    lifts: int
    opens: int
    to: dict[VerdictName, int]
    clears: int
    helped: int


class RankingTerms(Frozen):
    """By what proposals with the same verdict are compared.

    `weights` are the ranges of the readiness measures' weights, all of which must agree; `exposure` the ladders of
    which none may be worse. They are never netted. `stated`: the policy says so itself, else it is the default.
    """

    weights: dict[Name, tuple[int, int]]
    exposure: tuple[Name, ...]
    stated: bool


class ScreeningReceipt(Frozen):
    """With what this was made; the same again gives the same bytes."""

    engine: str
    pack: Name
    pack_version: str
    pack_digest: str
    policy: Name
    on: datetime.date


class ScreeningLimits(Frozen):
    """What was not done because there were too many proposals.

    Up to `small` proposals every open verdict and measure is made exact, and those above and below are listed by key
    (`listed`). In a larger portfolio, where more than `settling_up_to` questions of a proposal are open, the one that
    settles its place is sought among `settling_among` of them, which bear most on what is open (`found_among_some`): it
    narrows the place, and another may do so more. `cross_checked` proposals were inferred twice, by two independent
    programs.
    """

    small: int
    exact: bool
    listed: bool
    settling_up_to: int
    settling_among: int
    cross_checked: int


class Screening(Frozen):
    """A portfolio of proposals. `not_examined` are the questions that the policy does not ask of anybody.

    `redacted`: answers to sensitive questions were taken as kept back. `blind`: keys are codes, and nothing tells who
    a proposal is from. `evidence_required`: levels 3 and 4 count as 2 where evidence is lacking.
    """

    format: Literal["munasara.screening/1"] = FORMAT
    languages: tuple[LanguageCode, ...]
    pack_title: Text
    caveat: Text
    policy_title: Text
    policy_what: Text
    words: dict[VerdictName, Text]
    receipt: ScreeningReceipt
    ranking: RankingTerms
    limits: ScreeningLimits
    redacted: bool
    blind: bool
    evidence_required: bool
    counts: Counts
    measures: dict[Name, ScreenedMeasure]
    sections: dict[Name, Text]
    questions: dict[Name, ScreenedQuestion]
    rules: dict[Name, ScreenedRule]
    remedies: dict[Name, ScreenedRemedy]
    clauses: tuple[ScreenedClause, ...]
    not_examined: tuple[Name, ...]
    groups: tuple[Group, ...]
    weaknesses: tuple[SharedWeakness, ...]
    lifts: tuple[RemedyLift, ...]
    proposals: tuple[Proposal, ...]
    rejected: tuple[RejectedRow, ...]

    @model_validator(mode="after")
    def says_one_thing(self) -> Self:
        keys = [proposal.key for proposal in self.proposals]
        if sorted(set(keys)) != keys:
            raise ValueError("proposals are not sorted by key, each once")
        if (self.counts.accepted, self.counts.rejected) != (len(keys), len(self.rejected)):
            raise ValueError("the counts do not fit the lists")
        if sorted(key for group in self.groups for tier in group.tiers for key in tier.keys) != keys:
            raise ValueError("not every proposal stands in one tier of one group")
        return self
