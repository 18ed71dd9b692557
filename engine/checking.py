"""One profile at the gate: read, judged with and without the waivers that bind, and told with its causes.

The verdict is always that of the true profile. A redacted result shows a finding only if it follows without the
answers to sensitive questions, and proves it without them, or if somebody has waived it, and so named it; of the others
it says how many there are.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from engine.agreement import profile_digest, require_agreement
from engine.answers import read_answers
from engine.baseline import Baseline, Compared, Key, changed_answers, compared, still_fails
from engine.causes import Causes
from engine.check import (
    LEVELS,
    Changes,
    CheckedProfile,
    Outcome,
    Result,
    ResultChange,
    fingerprint,
)
from engine.documents import Document, read_file
from engine.errors import Disagreement, Refused
from engine.evaluate import Truth
from engine.explain import hinges
from engine.gate import Judged, fails, judge
from engine.loader import profile_fitting
from engine.pack import Pack, Policy, VerdictName
from engine.parts import CERTAINTIES
from engine.prepared import Prepared, prepare
from engine.profile import Profile
from engine.program import Program
from engine.redaction import redacted
from engine.text import Text
from engine.troubles import trouble
from engine.waivers import Waiver
from engine.waiving import without

GRAVE = ("high", "critical")


@dataclass(frozen=True)
class Terms:
    """What all profiles of one run have in common. `binding` are the waivers that can bind, by number."""

    pack: Pack
    policy: Policy
    on: date
    fail_on: VerdictName
    redact: bool = True
    cross_check: bool = True
    binding: Mapping[int, Waiver] = field(default_factory=dict)
    baselines: Mapping[str, Baseline] | None = None


@dataclass(frozen=True)
class Checked:
    """A profile's result, and the numbers of the waivers that its campaign needs."""

    profile: CheckedProfile
    needed: frozenset[int] = frozenset()


class Gate:
    """Checks profiles one after the other; what they have in common is made ready once."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.prepared = prepare(terms.pack, terms.policy)
        self._waived: dict[frozenset[str], Prepared] = {frozenset(): self.prepared}

    def check(self, path: Path, name: str) -> Checked:
        """Check one file. Whatever is wrong with it is part of the result; nothing is raised for it."""
        try:
            document = read_file(path, name)
            profile = profile_fitting(self.terms.pack, document, self.terms.on)
        except Refused as refused:
            troubles = tuple(trouble(mistake) for mistake in refused.mistakes)
            return Checked(CheckedProfile(file=name, outcome="invalid", troubles=troubles))
        try:
            return self._checked(profile, document)
        except Disagreement as disagreement:
            made = trouble(replace(disagreement.mistake, place=name))
            return Checked(CheckedProfile(file=name, campaign=profile.campaign, outcome="error", troubles=(made,)))

    def _checked(self, profile: Profile, document: Document) -> Checked:
        terms, answers = self.terms, read_answers(profile, self.prepared.program, self.terms.on)
        plain = judge(answers, self.prepared)
        if terms.cross_check:
            require_agreement(self.prepared.inference.infer(answers.masks), plain.truth, self.prepared.program, profile)
        needed = self._needed(profile, plain)
        waived = frozenset(terms.binding[number].finding for number in needed)
        judged = judge(answers, self._without(waived)) if waived else plain
        waived_by = {terms.binding[number].finding: number for number in needed}
        baseline = (terms.baselines or {}).get(profile.campaign)
        against = None if baseline is None else compared(baseline, profile, plain, terms.on)
        telling = _Telling(terms, profile, document, judged, self._shared(judged), waived_by, against)
        outcome, known = telling.outcome()
        changes = baseline and against and _changes(baseline, against, profile, terms, telling.public)
        return Checked(
            CheckedProfile(
                file=document.name,
                campaign=profile.campaign,
                outcome=outcome,
                possible=judged.verdicts,
                unwaived=plain.verdicts,
                exact=judged.exact and plain.exact,
                known=known,
                results=telling.results(outcome),
                changes=changes or None,
                profile_digest=profile_digest(redacted(profile, terms.pack) if terms.redact else profile),
            ),
            needed,
        )

    def _needed(self, profile: Profile, plain: Judged) -> frozenset[int]:
        """The waivers for this campaign whose finding is there, or may be."""
        number_of = self.prepared.program.number_of
        return frozenset(
            number
            for number, waiver in self.terms.binding.items()
            if waiver.subject == profile.campaign and plain.truth.possible[number_of[waiver.finding]]
        )

    def _without(self, waived: frozenset[str]) -> Prepared:
        if waived not in self._waived:
            policy = without(self.terms.policy, waived, self.terms.pack)
            self._waived[waived] = Prepared(Program(self.terms.pack, policy, self.prepared.program))
        return self._waived[waived]

    def _shared(self, judged: Judged) -> tuple[Truth, list[int]]:
        """What follows whatever the sensitive answers are, and the masks that say so."""
        program, masks = judged.prepared.program, list(judged.answers.taken)
        for question in self.terms.pack.questions.values():
            if question.sensitive:
                for number in program.vocabulary.of_question[question.id]:
                    variable = program.vocabulary.variables[number]
                    masks[number] = variable.everything ^ variable.not_in_use
        program.settle_use(masks)
        return judged.prepared.evaluator.evaluate(masks), masks


class _Telling:
    """Puts the results of one profile into words' place: what is shown, where it stands, what it rests on."""

    def __init__(
        self,
        terms: Terms,
        profile: Profile,
        document: Document,
        judged: Judged,
        shared: tuple[Truth, list[int]],
        waived_by: Mapping[str, int],
        against: Compared | None,
    ) -> None:
        self.terms, self.profile, self.document, self.judged = terms, profile, document, judged
        self.program, self.waived_by, self.against = judged.prepared.program, waived_by, against
        self.shared = shared[0]
        self._proof = Causes(judged.truth, judged.answers.masks, self.program)
        self._shared_proof = Causes(shared[0], shared[1], self.program)
        self._certain = [number for number, _ in self._clauses() if judged.truth.certain[number]]
        self._blocking = {fact for number in self._certain for fact in self._proof.facts(number)}

    def outcome(self) -> tuple[Outcome, bool]:
        """How the profile fares, and whether only the baseline lets it pass."""
        terms, verdicts = self.terms, self.judged.verdicts
        failing = [fails(verdict, terms.fail_on) for verdict in verdicts]
        outcome: Outcome = "failed" if all(failing) else "undecided" if any(failing) else "passed"
        if self.against is None or outcome == "passed":
            return outcome, False
        certain = {self._key(number) for number in (*self._certain, *self._blocking)}
        open_clauses = [number for number, _ in self._clauses() if self.judged.truth.possible[number]]
        read = {fact for number in open_clauses for fact in self._facts_read(number)}
        possible = {self._key(number) for number in (*open_clauses, *read)}
        fails_still = still_fails(verdicts, terms.fail_on, certain, possible, self.against)
        if fails_still is False:
            return "passed", True
        return ("failed" if fails_still else "undecided"), False

    def results(self, outcome: Outcome) -> tuple[Result, ...]:
        """Everything to tell, worst first, then in the order of the file."""
        found = [*self._findings(), *self._verdict_results()]
        if outcome == "undecided":
            found += self._open_answers()
        shown = [result for result in found if not result.hidden]
        shown += self._hidden([result for result in found if result.hidden])
        return tuple(sorted(shown, key=lambda one: (LEVELS.index(one.level), not one.blocks, one.line, one.rule)))

    def _clauses(self) -> Iterator[tuple[int, tuple[VerdictName, Text]]]:
        """The clauses of every verdict that fails."""
        for rule, numbers in zip(self.program.policy.verdicts, self.program.clauses_of, strict=True):
            if fails(rule.verdict, self.terms.fail_on):
                yield from (
                    (number, (rule.verdict, clause.because))
                    for clause, number in zip(rule.clauses, numbers, strict=True)
                )

    def _facts_read(self, number: int) -> Iterator[int]:
        """The findings that a clause names and that may be there."""
        names = Causes.read(self.program, number)
        for fact in self.program.adverse:
            if self.program.conclusions[fact].name in names and self.judged.truth.possible[fact]:
                yield fact

    def _key(self, number: int) -> Key:
        if number < len(self.terms.pack.rules):
            return "finding", self.program.conclusions[number].name
        return next(key for clause, key in self._clauses() if clause == number)

    def _findings(self) -> Iterator[Result]:
        for number in self.program.adverse:
            if not self.judged.truth.certain[number]:
                continue
            rule = self.terms.pack.rules[number]
            blocks, waived = number in self._blocking, self.waived_by.get(rule.id)
            grave = rule.severity in GRAVE and waived is None
            yield self._result(
                number,
                about="finding",
                rule=rule.id,
                level="error" if blocks else "warning" if grave else "note",
                blocks=blocks,
                certainty=CERTAINTIES[self._seen_certain(number) - 1],
                waived_by=waived,
            )

    def _verdict_results(self) -> Iterator[Result]:
        """The clauses that hold for more than findings, which speak for themselves."""
        for number, (verdict, because) in self._clauses():
            if self.judged.truth.certain[number] and not self._proof.only_facts(number):
                rule = f"{self.terms.policy.id}/{verdict}"
                yield self._result(number, about="verdict", rule=rule, level="error", blocks=True, text=because)

    def public(self, key: Key) -> bool:
        """Whether something follows without the sensitive answers."""
        kind, name = key
        if isinstance(name, str):
            return bool(self.shared.certain[self.program.number_of[name]])
        return any(self.shared.certain[number] for number, clause in self._clauses() if clause == (kind, name))

    def _seen_certain(self, number: int) -> int:
        """How certain a finding is, as far as it is shown."""
        return (self.shared if self.terms.redact else self.judged.truth).certain[number] or 1

    def _result(self, number: int, **said: object) -> Result:
        # Whoever waives a finding has named it, in a file that stands beside the profile.
        follows = bool(self.shared.certain[number])
        public = follows or said.get("waived_by") is not None
        proof = self._shared_proof if follows else self._proof
        lasting = [cause for cause in proof.grounds(number).names if not self._sensitive(cause)]
        causes = tuple(lasting if self.terms.redact else self._proof.grounds(number).names)
        looked_at = (proof if self.terms.redact else self._proof).answers_behind(number)
        where = next((name for name in looked_at if not (self.terms.redact and self._sensitive(name))), None)
        change, since = self._change(number)
        if change == "known" and said["blocks"]:  # the baseline had it: it is not what makes the campaign fail
            said |= {"blocks": False, "level": "warning"}
        return Result.model_validate(
            {
                **said,
                "causes": causes,
                "line": self._line(where),
                "field": self._field(where),
                "fingerprint": fingerprint(str(said["rule"]), self.profile.campaign, lasting),
                "hidden": int(self.terms.redact and not public),
                "change": change,
                "since": since,
            }
        )

    def _change(self, number: int) -> tuple[str | None, str | None]:
        if self.terms.baselines is None:
            return None, None
        if self.against is None:
            return "new", None
        move = self.against.moves.get(self._key(number))
        if move is None or move.change not in ("new", "worse"):
            return "known", None
        return move.change, move.since

    def _open_answers(self) -> Iterator[Result]:
        """The open questions that could still make the campaign fail."""
        truth, found = self.judged.truth, set[str]()
        for number, _ in self._clauses():
            if truth.possible[number] and not truth.certain[number]:
                found.update(hinges(number, truth, self.judged.answers, self.program))
        for name in (name for name in self.judged.answers.standing if name in found):
            yield Result(
                about="open_answer",
                rule="open_answer",
                level="warning",
                blocks=False,
                causes=(name,),
                line=self._line(name),
                field=self._field(name),
                fingerprint=fingerprint("open_answer", self.profile.campaign, [name]),
                hidden=int(self.terms.redact and self._sensitive(name)),
            )

    def _hidden(self, results: Sequence[Result]) -> Iterator[Result]:
        """One result for all of one level that are not shown. Where they stand would tell what they rest on."""
        for level in LEVELS:
            these = [result for result in results if result.level == level]
            if these:
                rule = f"sensitive_answers/{level}"
                yield Result(
                    about="sensitive_answers",
                    rule=rule,
                    level=level,
                    blocks=any(result.blocks for result in these),
                    line=self._line(None),
                    field=self._field(None),
                    fingerprint=fingerprint(rule, self.profile.campaign, ()),
                    hidden=len(these),
                )

    def _sensitive(self, cause: str) -> bool:
        question = self.terms.pack.questions.get(cause)
        return question is not None and question.sensitive

    def _line(self, question: str | None) -> int:
        """The line of an answer; of all answers if it is not there, else the first."""
        path = ("answers",) if question is None else ("answers", question)
        return self.document.lines[self.document.steps(path)]

    def _field(self, question: str | None) -> str | None:
        path = ("answers",) if question is None else ("answers", question)
        return ".".join(map(str, self.document.steps(path))) or None


def _changes(
    baseline: Baseline, against: Compared, profile: Profile, terms: Terms, shown: Callable[[Key], bool]
) -> Changes:
    """What has changed, for a reader; in a redacted result only what shows without the sensitive answers."""
    pack = terms.pack
    changed, expired = changed_answers(baseline, profile, pack), against.expired
    hidden = {name for name, question in pack.questions.items() if question.sensitive} if terms.redact else set()
    receipt = baseline.assessment.receipt
    return Changes(
        baseline=baseline.name,
        on=receipt.on,
        verdicts=against.then.verdicts,
        pack_version=receipt.pack_version,
        same_pack=receipt.pack_digest == pack.digest,
        results=tuple(_result_changes(against, shown if terms.redact else None)),
        expired=tuple(name for name in expired if name not in hidden),
        answers=tuple(name for name in changed if name not in hidden),
        sensitive=len(hidden & {*changed, *expired}),
    )


def _result_changes(against: Compared, shown: Callable[[Key], bool] | None) -> Iterator[ResultChange]:
    """Every change; with `shown`, what came only if it can be shown now, and what went only if it could be then."""
    for key, move in against.moves.items():
        if shown is not None and not (shown(key) if move.change in ("new", "worse") else key in against.public_then):
            continue
        kind, name = key
        if isinstance(name, Text):
            yield ResultChange(rule=kind, text=name, change=move.change, since=move.since)
        else:
            yield ResultChange(rule=name, change=move.change, since=move.since)
