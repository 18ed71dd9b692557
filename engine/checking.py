"""One profile at the gate: read, judged with and without the waivers that bind, and told with its causes.

The verdict is always that of the true profile, whatever is kept out of sight.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from engine.agreement import profile_digest, require_agreement
from engine.answers import read_answers
from engine.baseline import compared
from engine.check import CheckedProfile
from engine.check_changes import changes_since
from engine.check_results import Telling
from engine.check_terms import Terms
from engine.documents import OF_PROFILES, Document, read_file
from engine.errors import DISAGREEMENT_UNTOLD, Disagreement, Mistake, Refused
from engine.evaluate import Truth
from engine.gate import Judged, judge
from engine.loader import profile_fitting
from engine.prepared import Prepared, prepare
from engine.profile import Profile
from engine.program import Program
from engine.redaction import redacted
from engine.troubles import trouble
from engine.waiving import without


@dataclass(frozen=True)
class Checked:
    """A profile's result, and the numbers of the waivers that its campaign needs."""

    profile: CheckedProfile
    needed: frozenset[int] = frozenset()


def unread(name: str, mistakes: Iterable[Mistake]) -> Checked:
    """What bears this name and could not be read."""
    return Checked(CheckedProfile(file=name, outcome="invalid", troubles=tuple(map(trouble, mistakes))))


class Gate:
    """Checks profiles one after the other; what they have in common is made ready once."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.prepared = prepare(terms.pack, terms.policy)
        self._waived: dict[frozenset[str], Prepared] = {frozenset(): self.prepared}

    def check(self, path: Path, name: str) -> Checked:
        """Check one file. Whatever is wrong with it is part of the result; nothing is raised for it."""
        try:
            document = read_file(path, name, OF_PROFILES)
            profile = profile_fitting(self.terms.pack, document, self.terms.on)
        except Refused as refused:
            return unread(name, refused.mistakes)
        try:
            return self._checked(profile, document)
        except Disagreement as disagreement:
            untold = self.terms.redact
            mistake = DISAGREEMENT_UNTOLD.at(name) if untold else replace(disagreement.mistake, place=name)
            return Checked(
                CheckedProfile(
                    file=name,
                    campaign=profile.campaign,
                    outcome="error",
                    troubles=(trouble(mistake),),
                    profile_digest=None if untold else disagreement.profile_digest,
                )
            )

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
        telling = Telling(terms, profile, document, judged, self._shared(judged), waived_by, against)
        outcome, known = telling.outcome()
        changes = baseline and against and changes_since(baseline, against, profile, terms, telling.public)
        return Checked(
            CheckedProfile(
                file=document.name,
                campaign=profile.campaign,
                outcome=outcome,
                possible=judged.verdicts,
                unwaived=plain.verdicts,
                exact=judged.exact and plain.exact,
                known=known,
                no_baseline=terms.baselines is not None and baseline is None,
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
