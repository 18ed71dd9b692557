"""One proposal of a portfolio: all that follows from it alone.

This is the narrow place through which every proposal goes, so that another way of working it out can take its place:
a profile in, `Assessed` out, without a clock, a file or a word about the others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from engine.agreement import profile_digest, require_agreement
from engine.answers import NEVER, PERHAPS, Answers, read_answers
from engine.errors import Mistake
from engine.evaluate import Truth
from engine.judging import judge_by_bounds, judge_like
from engine.normal import CONFIRMED
from engine.pack import Pack, Policy
from engine.possibilities import Possible, possibilities
from engine.prepared import Prepared, prepare
from engine.profile import Profile, Stage
from engine.ranking import ranking_terms
from engine.redaction import redacted
from engine.screen_grounds import Ground, Grounds
from engine.screen_remedies import InPlace, RemedyTrial
from engine.screening import Assessed, GivenValue
from engine.settling import Settler
from engine.unordered import clause_name
from engine.verdicts import possible_verdicts

SMALL = 200  # up to so many proposals no work is spared, and those above and below each are listed by key
MOST_STRONG = 5  # questions answered with a high level that are named
SETTLING_UP_TO = 12  # open questions of one proposal that are all tried for the one that settles most, where many came
SETTLING_AMONG = 8  # of more than these so many are tried, which bear most on what is open


@dataclass(frozen=True)
class ScreenTerms:
    """Under what all are assessed. `small`: they are few, so that no work is spared (see `ScreeningLimits`)."""

    pack: Pack
    policy: Policy
    on: date
    small: bool
    redact: bool


class Entry(NamedTuple):
    """A proposal that was accepted: whose it is, where it was read, what follows from it, and from which answers."""

    key: str
    place: str | None
    title: str
    country: str | None
    stage: Stage
    language: str | None
    assessed: Assessed
    answers: Mapping[str, GivenValue]


class Rejection(NamedTuple):
    """A row that was not, with every reason."""

    key: str | None
    place: str | None
    mistakes: tuple[Mistake, ...]


class Row:
    """What assesses one proposal after the other under the same terms."""

    def __init__(self, terms: ScreenTerms) -> None:
        self.terms = terms
        self.prepared: Prepared = prepare(terms.pack, terms.policy)
        self.ranking = ranking_terms(terms.pack, terms.policy)
        self._settler = Settler(self.prepared, self.ranking)
        self._trial = RemedyTrial(self.prepared)
        self._grounds = Grounds(self.prepared.program)
        self._any_finding = {
            clause_name(rule.verdict, number)
            for rule in terms.policy.verdicts
            for number, clause in enumerate(rule.clauses)
            if clause.any_finding is not None
        }

    def warm(self) -> None:
        """Make ready what all rows need, before the work is shared out."""
        self.prepared.warm()
        self._settler.warm()

    def digest(self, profile: Profile) -> str:
        """What stands for the proposal as far as it is read: the same for the same answers."""
        return profile_digest(self._shown(profile))

    def assess_row(self, profile: Profile, cross_check: bool = False) -> Assessed:
        """Assess one proposal, whose answers fit the pack; with `cross_check` by both inferences.

        Raises Disagreement when these do not agree.
        """
        profile = self._shown(profile)
        answers = read_answers(profile, self.prepared.program, self.terms.on)
        outer = self.prepared.evaluator.evaluate(answers.masks)
        if cross_check:
            require_agreement(self.prepared.inference.infer(answers.masks), outer, self.prepared.program, profile)
        possible = self._possible(answers, outer)
        judge = (
            judge_like(possible, outer, answers, self.prepared)
            if self.terms.small
            else judge_by_bounds(answers, self.prepared)
        )
        truth, open_now = possible.truth, [one for one in answers.standing.values() if one.open]
        most = None if self.terms.small else (SETTLING_UP_TO, SETTLING_AMONG)
        settling, settled_by = self._settler.settle(answers, outer, truth, possible.verdicts, most)
        names = [rule.id for rule in self.terms.pack.rules]
        both = list(zip(names, truth.certain, truth.possible, strict=False))
        grounds, in_place = dict(self._established(possible, answers)), InPlace(self.prepared.program, answers)
        return Assessed(
            profile_digest=profile_digest(profile),
            possible=possible.verdicts,
            exact=possible.exact,
            measures={name: (low, high) for name, low, high, use in self._measures(truth) if use != NEVER},
            perhaps=tuple(name for name, _, _, use in self._measures(truth) if use == PERHAPS),
            confirmed=tuple(name for name, certain, _ in both if certain == CONFIRMED),
            likely=tuple(name for name, certain, _ in both if 0 < certain < CONFIRMED),
            possible_findings=tuple(name for name, certain, upto in both if upto and not certain),
            reasons=tuple(self._reasons(possible, certainly=True)),
            open_reasons=tuple(self._reasons(possible, certainly=False)),
            unanswered=len(open_now),
            withheld=sum(one.state == "withheld" for one in open_now),
            expired=sum(one.state == "expired" for one in open_now),
            to_answer=tuple(name for name, one in answers.standing.items() if one.open and one.state != "withheld"),
            to_confirm={
                one.question.id: one.given.answered_on or profile.answered_on
                for one in open_now
                if one.state == "expired"
            },
            unevidenced=sum(one.unevidenced for one in answers.standing.values()),
            to_show=tuple(name for name, one in answers.standing.items() if one.unevidenced),
            settling=settling,
            settled_by=settled_by,
            resting_on={name: ground.answers for name, ground in grounds.items() if ground.answers},
            following_from={
                name: ground.findings
                for name, ground in grounds.items()
                if ground.findings and name not in self._any_finding
            },
            measured_by={name: ground.measures for name, ground in grounds.items() if ground.measures},
            strong=tuple(_strong(answers, self.prepared.program.policy.evidence == "required")),
            needed=tuple(self._trial.named_by(self._behind(possible, grounds), in_place)),
            remedies=tuple(self._trial.effects(in_place, possible, judge)),
        )

    def answers_shown(self, profile: Profile, assessed: Assessed) -> dict[str, GivenValue]:
        """Those of a proposal's answers on which something rests that is certain."""
        given = self._shown(profile).answers
        named = dict.fromkeys(name for names in assessed.resting_on.values() for name in names)
        return {name: answer for name in named if (answer := given[name].answer) is not None}

    def _established(self, possible: Possible, answers: Answers) -> Iterator[tuple[str, Ground]]:
        """The grounds of all findings that are certain, and of the reasons for possible verdicts."""
        program, truth = self.prepared.program, possible.truth
        clauses = (len(program.pack.rules) + number for number in self._reasons(possible, certainly=True))
        findings = (number for number in range(len(program.pack.rules)) if truth.certain[number])
        for number in (*findings, *clauses):
            yield program.conclusions[number].name, self._grounds.of(number, answers, truth)

    def _behind(self, possible: Possible, grounds: Mapping[str, Ground]) -> Iterator[str]:
        """The findings behind the reasons, in the order of these, each reason's gravest first."""
        program = self.prepared.program
        for number in self._reasons(possible, certainly=True):
            findings = grounds[program.conclusions[len(program.pack.rules) + number].name].findings
            yield from sorted(findings, key=lambda name: -program.gravities[program.number_of[name]])

    def _shown(self, profile: Profile) -> Profile:
        return redacted(profile, self.terms.pack) if self.terms.redact else profile

    def _possible(self, answers: Answers, outer: Truth) -> Possible:
        """Exactly what is possible where that costs nothing or proposals are few; else what the bounds leave."""
        if answers.settled or not self.terms.small:
            return Possible(outer, possible_verdicts(outer, self.prepared.program), {}, answers.settled)
        return possibilities(answers.taken, outer, self.prepared)

    def _measures(self, truth: Truth) -> Iterator[tuple[str, int, int, int]]:
        for scale, (low, high, use) in zip(self.prepared.program.scales, truth.measures, strict=True):
            yield scale.measure.id, low, high, use

    def _reasons(self, possible: Possible, certainly: bool) -> Iterator[int]:
        """The clauses that hold, or may hold, for a verdict that is possible; counted over all verdicts."""
        program, truth = self.prepared.program, possible.truth
        for rule, numbers in zip(program.policy.verdicts, program.clauses_of, strict=True):
            for number in numbers if rule.verdict in possible.verdicts else ():
                if truth.certain[number] if certainly else truth.possible[number] and not truth.certain[number]:
                    yield number - len(program.pack.rules)


def _strong(answers: Answers, shown: bool) -> list[str]:
    """The questions in use that are answered with level 4, then those with 3; a few of them, none that is sensitive.
    `shown`: none whose level counts as less for want of evidence."""
    said = {
        name: one.given.answer
        for name, one in answers.standing.items()
        if one.question.kind == "level"
        and one.use == "in_use"
        and one.state == "answered"
        and not one.question.sensitive
        and not (shown and one.unevidenced)
    }
    return [name for level in ("4", "3") for name, answer in said.items() if answer == level][:MOST_STRONG]
