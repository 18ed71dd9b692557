"""A pack: the declarative rules of one kind of campaign. Data only; `loader.py` reads it and checks that it fits."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Discriminator, Field, StringConstraints, Tag, model_validator

from engine.conditions import Condition, Level, Name, OptionName, Value
from engine.profile import Answer, Day, Line, Profile, Stage
from engine.properties import PropertyName
from engine.text import ANY_DIGITS, Frozen, LanguageCode, Sentence, Text

Version = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
Paragraph = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{0,7}$")]
Weight = Annotated[int, Field(ge=1, le=100), ANY_DIGITS]
Points = Annotated[int, Field(ge=-100, le=100), ANY_DIGITS]
Days = Annotated[int, Field(ge=0, le=3650), ANY_DIGITS]
Certainty = Literal["likely", "confirmed"]
Outcome = Literal["confirmed", "likely", "absent", "unknown"]
Kind = Literal["weakness", "consequence", "exposure", "strength", "protection", "blocker"]
Severity = Literal["low", "medium", "high", "critical"]
VerdictName = Literal["STOP", "NOT_YET", "CONDITIONS", "GO"]

MOST_OPTIONS = 60
MOST_BANDS = 20
ADVERSE: tuple[Kind, ...] = ("blocker", "weakness", "consequence", "exposure")
SEVERITIES: tuple[Severity, ...] = ("low", "medium", "high", "critical")
# How much graver one severity is than the one below it: expert judgement, not calibrated. It only orders remedies.
GRAVITY: dict[Severity, int] = {"low": 1, "medium": 2, "high": 4, "critical": 8}
VERDICTS: tuple[VerdictName, ...] = ("STOP", "NOT_YET", "CONDITIONS", "GO")


class ExpertReason(Frozen):
    """Why experts added what the founding article does not say."""

    expert: Text


A_PARAGRAPH = "a paragraph"
Basis = Annotated[
    Annotated[Paragraph, Tag(A_PARAGRAPH)] | Annotated[ExpertReason, Tag("a reason")],
    Discriminator(lambda value: A_PARAGRAPH if isinstance(value, str) else "a reason"),
]
Source = tuple[Basis, ...]


class Option(Frozen):
    """One choice. `alone` excludes every other option; `level` makes the answer count in readiness."""

    id: OptionName
    text: Text
    level: Level | None = None
    points: dict[Name, Points] = {}
    alone: bool = False


class Question(Frozen):
    """One question of the questionnaire. When `asked_if` does not hold it is not in use and counts nowhere.

    `lasting`: it is about the organisation more than about one campaign, so its answer is carried over into the next.
    """

    id: Name
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{1,2}$")]
    kind: Literal["level", "choice", "choices", "yes_no"]
    text: Text
    help: Text
    source: Source = Field(min_length=1)
    critical: bool = False
    sensitive: bool = False
    volatile: bool = False
    lasting: bool = False
    weight: Weight = 1
    counts_in: tuple[Name, ...] = ()
    asked_if: Condition | None = None
    anchors: dict[Level, Text] = {}
    options: tuple[Option, ...] = Field(default=(), max_length=MOST_OPTIONS)

    @model_validator(mode="after")
    def fits_its_kind(self) -> Self:
        """What does not belong to its kind puts the kind itself in doubt: of what is lacking, nothing is said then."""
        wrong = tuple(self._strange()) or tuple(self._lacking())
        if wrong:
            raise ValueError(*wrong)
        return self

    def _strange(self) -> Iterator[str]:
        if self.volatile and self.lasting:
            yield "is both volatile and lasting, and what changes quickly does not last"
        if self.kind != "level" and self.anchors:
            yield "has anchors, which only a level question has"
        if self.kind in ("level", "yes_no") and self.options:
            yield "has options, which only choice and choices questions have"

    def _lacking(self) -> Iterator[str]:
        if self.kind == "level" and sorted(self.anchors) != [0, 1, 2, 3, 4]:
            yield "is a level question and needs the five anchors 0 to 4"
        if self.kind in ("choice", "choices") and len(self.options) < 2:
            yield "offers fewer than two options"
        if len({option.id for option in self.options}) < len(self.options):
            yield "offers one option twice"
        if self.kind == "choice" and any(option.alone for option in self.options):
            yield "marks an option as alone, which only a choices question can"
        levelled = {option.level is not None for option in self.options}
        if len(levelled) > 1 or (True in levelled and self.kind != "choice"):
            yield "must give a level to all options of a choice question, or to none"
        elif bool(self.counts_in) != (self.kind == "level" or True in levelled):
            yield "must name the measures it counts in if its answers are levels, and only then"

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The answers that can be written: levels as digits, names of options, yes and no."""
        if self.kind == "level":
            return ("0", "1", "2", "3", "4")
        return ("no", "yes") if self.kind == "yes_no" else tuple(option.id for option in self.options)

    @cached_property
    def together(self) -> tuple[str, ...]:
        """The options that can stand beside others."""
        return tuple(option.id for option in self.options if not option.alone)

    @cached_property
    def levels(self) -> dict[str, int]:
        """The level that each answer counts as in readiness; empty when the answers are not levels."""
        if self.kind == "level":
            return {str(level): level for level in range(5)}
        return {option.id: option.level for option in self.options if option.level is not None}


class Section(Frozen):
    """One page of the questionnaire."""

    id: Name
    title: Text
    intro: Text
    questions: tuple[Question, ...] = Field(min_length=1)


class Band(Frozen):
    """One named step of a ladder; `from` is where it begins in the points that the ladder starts from."""

    id: OptionName
    title: Text
    from_: Annotated[int, ANY_DIGITS] | None = Field(default=None, alias="from")


class Measure(Frozen):
    """One axis: readiness (0..1000 tenths of a point), a sum of points, or a ladder of bands."""

    id: Name
    kind: Literal["readiness", "points", "ladder"]
    title: Text
    what: Text
    mean_of: dict[Name, Weight] = {}
    starts_from: Name | None = None
    bands: tuple[Band, ...] = Field(default=(), max_length=MOST_BANDS)

    @model_validator(mode="after")
    def fits_its_kind(self) -> Self:
        wrong = []
        if self.kind != "readiness" and self.mean_of:
            wrong.append("has mean_of, which only a readiness measure has")
        if self.kind == "ladder" and (self.starts_from is None or len(self.bands) < 2):
            wrong.append("is a ladder and needs starts_from and at least two bands")
        if self.kind != "ladder" and (self.starts_from is not None or self.bands):
            wrong.append("has starts_from or bands, which only a ladder has")
        if len({band.id for band in self.bands}) < len(self.bands):
            wrong.append("names one band twice")
        if wrong:
            raise ValueError(*wrong)
        return self

    @property
    def band_names(self) -> tuple[str, ...]:
        return tuple(band.id for band in self.bands)


class Example(Frozen):
    """A small answer set and what must come of it; whatever is not listed is not answered."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    answers: dict[Name, Answer] = {}
    every_level: Level | None = None
    outcome: Outcome


class When(Frozen):
    """The two grades of a rule's condition; a likely one alone never confirms."""

    confirmed: Condition | None = None
    likely: Condition | None = None

    @model_validator(mode="after")
    def some_grade(self) -> Self:
        if self.confirmed is None and self.likely is None:
            raise ValueError("has neither a confirmed nor a likely condition")
        return self


class Rule(Frozen):
    """One file, one conclusion. Effects on measures hold as soon as the fact is established at all.

    A blocker is taken to concern people's safety, so that nobody can waive it, unless the rule says that it does not.
    """

    id: Name
    kind: Kind
    severity: Severity | None = None
    concerns_safety: bool = True
    policies: tuple[Name, ...] = ()
    title: Text
    why: Text
    source: Source = Field(min_length=1)
    when: When
    unless: Condition | None = None
    adds: dict[Name, Points] = {}
    moves: dict[Name, Annotated[int, Field(ge=-9, le=9), ANY_DIGITS]] = {}
    floors: dict[Name, OptionName] = {}
    remedies: tuple[Name, ...] = ()
    examples: tuple[Example, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def fits_its_kind(self) -> Self:
        wrong = []
        favourable = self.kind in ("strength", "protection")
        if self.severity is None and not favourable:
            wrong.append("needs a severity: low, medium, high or critical")
        if self.severity is not None and favourable:
            wrong.append(f"has a severity, and rules of the kind '{self.kind}' have none")
        if self.kind in ADVERSE and not self.remedies:
            wrong.append("names no remedy, and nobody should read bad news without one")
        if self.kind != "blocker" and not self.concerns_safety:
            wrong.append("says whether it concerns people's safety, which only a blocker does")
        if wrong:
            raise ValueError(*wrong)
        return self

    @property
    def waivable(self) -> bool:
        """Whether anybody may accept this finding as it is: bad news, and no blocker that concerns people's safety."""
        return self.kind in ADVERSE and not (self.kind == "blocker" and self.concerns_safety)


class Remedy(Frozen):
    """What to do: effort in person-days, lead time in calendar days, and the answers it changes.

    `raises` lifts an answer to a level (or to the option that carries it) and never lowers one; `sets` and `drops`
    change what the campaign is. One that changes nothing is advice. An alternative is offered only on request.
    `others_decide` says what the campaign cannot bring about itself: without it the answers do not change.
    """

    id: Name
    title: Text
    what: Text
    effort: Annotated[int, Field(ge=1, le=1000), ANY_DIGITS]
    lead_time: Days
    role: Text
    requires: tuple[Name, ...] = ()
    raises: dict[Name, Value] = {}
    sets: dict[Name, OptionName] = {}
    drops: dict[Name, tuple[OptionName, ...]] = {}
    alternative: bool = False
    others_decide: Text | None = None

    @property
    def changes(self) -> tuple[str, ...]:
        """The questions whose answers it changes: raised, set, dropped, in this order; none for advice."""
        return (*self.raises, *self.sets, *self.drops)


class AnyFinding(Frozen):
    """Holds when any rule of these kinds, and of this severity or a higher one, is established."""

    kinds: tuple[Kind, ...] = ADVERSE
    severity: Severity = "low"


class Clause(Frozen):
    """One reason for a verdict: a condition, or any finding of some kind."""

    because: Text
    when: Condition | None = None
    any_finding: AnyFinding | None = None

    @model_validator(mode="after")
    def one_way(self) -> Self:
        if (self.when is None) == (self.any_finding is None):
            raise ValueError("needs either `when` or `any_finding`")
        return self


class VerdictRule(Frozen):
    """A verdict and the clauses of which any one gives it."""

    verdict: VerdictName
    clauses: tuple[Clause, ...] = Field(min_length=1)


class Expiry(Frozen):
    """After how many days an answer is no longer known. Volatile questions are those about a changing situation."""

    volatile: Days
    other: Days


RankWeight = Annotated[int, Field(ge=0, le=100), ANY_DIGITS]
# That there are two is for an editor to know here; `Ranking` says it in words.
WeightRange = Annotated[tuple[RankWeight, ...], Field(json_schema_extra={"minItems": 2, "maxItems": 2})]


class Ranking(Frozen):
    """By what `munasara screen` compares proposals with the same verdict: see `order.py`.

    `weights` are the least and the greatest weight that anybody could reasonably give each readiness measure; only
    their ratios matter, and whoever stands above another must do so for all of them. `exposure` are the ladders of
    which none may be worse. The two are never netted.
    """

    weights: dict[Name, WeightRange] = Field(min_length=1)
    exposure: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def some_weight(self) -> Self:
        """Where every measure may weigh nothing, there need be nothing to compare."""
        wrong = []
        if any(len(ends) != 2 for ends in self.weights.values()):
            wrong.append("has a range of weights that is not two numbers, the least and the greatest")
        elif any(low > high for low, high in self.weights.values()):
            wrong.append("has a range of weights that ends before it begins")
        elif not any(low for low, _ in self.weights.values()):
            wrong.append("lets every measure weigh nothing, so that nothing need count")
        if wrong:
            raise ValueError(*wrong)
        return self


class Policy(Frozen):
    """How verdicts are given: the first whose clauses hold, in the order written, else what remains.

    One that `extends` another takes over that one's clauses and nothing else of it. What is run is never such a policy
    but what it comes to (`Pack.policy`). `waivable_by` names the roles that may waive a finding for `munasara check`.
    """

    # What `misfits` says of a policy that neither extends another nor lists verdicts, for an editor.
    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["verdicts"]}, {"required": ["extends"]}]})

    id: Name
    title: Text
    what: Text
    extends: Name | None = None
    stages: tuple[Stage, ...] = ()
    asks: tuple[Name, ...] = ()
    first: tuple[Name, ...] = ()
    evidence: Literal["stated", "required"] = "stated"
    expires_after: Expiry | None = None
    verdicts: tuple[VerdictRule, ...] = ()
    otherwise: VerdictName = "GO"
    words: dict[VerdictName, Text]
    waivable_by: dict[Name, Text] = {}
    ranking: Ranking | None = None

    @property
    def order(self) -> tuple[VerdictName, ...]:
        """The verdicts from worst to best, the one that remains last."""
        return (*(rule.verdict for rule in self.verdicts), self.otherwise)

    @property
    def misfits(self) -> tuple[str, ...]:
        """What is wrong with the verdicts and their words taken together, each to follow the policy's name.

        While it is in doubt which verdicts are meant, nothing is said of their words.
        """
        wrong = []
        ranks = [VERDICTS.index(verdict) for verdict in self.order]
        if ranks != sorted(set(ranks)):
            wrong.append("must list its verdicts from worst to best, each once, and end with `otherwise`")
        elif self.extends is None and not self.verdicts:
            wrong.append("lists no verdict, which only a policy that extends another may do")
        elif self.extends is None and set(self.words) != set(self.order):
            wrong.append("must have words for exactly the verdicts it gives")
        if self.asks and self.otherwise == "GO":
            wrong.append("asks only part of the questions, so it must not end in GO")
        return tuple(wrong)

    @model_validator(mode="after")
    def whole(self) -> Self:
        if self.misfits:
            raise ValueError(*self.misfits)
        return self

    def with_clauses_of(self, extended: "Policy | None") -> "Policy":
        """This policy as it is run: within each verdict the clauses of the extended one, then its own.

        Its own alone where there is no such policy. The result extends nothing, and its `misfits` say whether the two
        go together.
        """
        clauses: dict[VerdictName, tuple[Clause, ...]] = {}
        for rule in (*(extended.verdicts if extended else ()), *self.verdicts):
            clauses[rule.verdict] = (*clauses.get(rule.verdict, ()), *rule.clauses)
        verdicts = tuple(VerdictRule(verdict=name, clauses=clauses[name]) for name in VERDICTS if name in clauses)
        return self.model_copy(update={"extends": None, "verdicts": verdicts})


class Expected(Frozen):
    """What must come of a case. `verdicts` are all that are possible; one is a decided verdict. `measures` are exact
    values of readiness or points, `bands` of ladders."""

    verdicts: tuple[VerdictName, ...] = Field(min_length=1)
    measures: dict[Name, Annotated[int, ANY_DIGITS]] = {}
    bands: dict[Name, OptionName] = {}
    confirmed: tuple[Name, ...] = ()
    likely: tuple[Name, ...] = ()
    absent: tuple[Name, ...] = ()


class Variation(Frozen):
    """The campaign of a case with some answers otherwise, and what each policy named must then say of it.

    `answers` take the place of the case's own (an empty one takes it away); `every_level` answers all other level
    questions anew; `evidenced` gives every answer complete evidence. `verdicts` are all that are possible.
    """

    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    answers: dict[Name, Answer] = {}
    every_level: Level | None = None
    evidenced: bool = False
    on: Day | None = None
    verdicts: dict[Name, tuple[VerdictName, ...]] = Field(min_length=1)
    bands: dict[Name, OptionName] = {}


class Case(Frozen):
    """A whole fictional campaign, its story, and what must come out of assessing it, and of assessing variations."""

    id: Name
    title: Text
    story: Text
    policy: Name
    on: Day
    profile: Profile
    expect: Expected
    variations: tuple[Variation, ...] = ()


class KnownSurvivor(Frozen):
    """A change to the pack that no example and no case notices, and why none should. Only `pack mutate` reads it."""

    subject: Line
    change: Line
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class PackSource(Frozen):
    """One paragraph of the founding text, summed up in our words. `background` says why nothing encodes it."""

    text: Text
    background: Text | None = None


class ProofException(Frozen):
    """What a pack is meant not to fulfil of the properties that `pack verify` proves, and why."""

    property: PropertyName
    subjects: tuple[Sentence, ...] = Field(min_length=1)
    reason: Text


class Manifest(Frozen):
    """The pack's own page: `pack.yaml`."""

    id: Name
    version: Version
    languages: tuple[LanguageCode, ...] = Field(min_length=1)
    title: Text
    what: Text
    caveat: Text
    sections: tuple[Name, ...] = Field(min_length=1)
    default_policy: Name
    review_by: Day
    exceptions: tuple[ProofException, ...] = ()


class SourcesFile(Frozen):
    sources: dict[Paragraph, PackSource]


class MeasuresFile(Frozen):
    measures: tuple[Measure, ...] = Field(min_length=1)


class RemediesFile(Frozen):
    remedies: tuple[Remedy, ...]


class MutantsFile(Frozen):
    survivors: tuple[KnownSurvivor, ...] = Field(min_length=1)


class Pack(Frozen):
    """All parts together, in the order in which they are shown: sections as listed, the rest by name."""

    manifest: Manifest
    digest: str
    sources: dict[Paragraph, PackSource]
    sections: tuple[Section, ...]
    measures: tuple[Measure, ...]
    rules: tuple[Rule, ...]
    remedies: tuple[Remedy, ...]
    policies: tuple[Policy, ...]
    cases: tuple[Case, ...] = ()
    survivors: tuple[KnownSurvivor, ...] = ()

    @cached_property
    def questions(self) -> dict[str, Question]:
        return {question.id: question for section in self.sections for question in section.questions}

    @cached_property
    def rule(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def measure(self) -> dict[str, Measure]:
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def remedy(self) -> dict[str, Remedy]:
        return {remedy.id: remedy for remedy in self.remedies}

    @cached_property
    def policy(self) -> dict[str, Policy]:
        """The policies as they are run, each with the clauses of the one that it extends; `policies` are as written."""
        written = {policy.id: policy for policy in self.policies}
        return {
            name: policy if policy.extends is None else policy.with_clauses_of(written.get(policy.extends))
            for name, policy in written.items()
        }
