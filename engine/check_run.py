"""All profiles of one run together: the document, the waivers as they turned out, the outcome."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from engine.check import (
    EXIT_CODES,
    Check,
    CheckedProfile,
    CheckQuestion,
    CheckRule,
    Outcome,
    WaiverStanding,
    idle,
    worst,
)
from engine.check_terms import Terms
from engine.checking import Checked
from engine.documents import Document
from engine.text import Text
from engine.version import VERSION
from engine.waivers import State, Waiver


@dataclass(frozen=True)
class Waivers:
    """A file of waivers as it was read, and how each stands whatever the campaigns say."""

    waivers: tuple[Waiver, ...]
    states: Sequence[State]
    document: Document


def document(
    terms: Terms,
    checked: Sequence[Checked],
    waivers: Waivers | None = None,
    strict: bool = False,
    repeated: Sequence[str] = (),
    exit_zero: bool = False,
) -> Check:
    """The one document of a run. `checked` are in the order in which the profiles were named."""
    pack, policy = terms.pack, terms.policy
    profiles = tuple(one.profile for one in checked)
    standings = () if waivers is None else tuple(_waivers(waivers, terms, checked))
    outcomes: list[Outcome] = [profile.outcome for profile in profiles]
    if strict and idle(standings):
        outcomes.append("invalid")
    outcome = worst(outcomes)
    return Check(
        languages=pack.manifest.languages,
        pack_title=pack.manifest.title,
        engine=VERSION,
        pack=pack.manifest.id,
        pack_version=pack.manifest.version,
        pack_digest=pack.digest,
        policy=policy.id,
        policy_title=policy.title,
        words=policy.words,
        on=terms.on,
        fail_on=terms.fail_on,
        strict=strict,
        redacted=terms.redact,
        cross_checked=terms.cross_check,
        rules=_rules(terms, profiles, standings),
        questions=_questions(terms, profiles),
        measures=_measures(terms, profiles),
        profiles=profiles,
        repeated=tuple(repeated),
        one_campaign=tuple(_one_campaign(profiles)),
        waivers_file=None if waivers is None else waivers.document.name,
        waivers=standings,
        waivable_by=policy.waivable_by,
        unmatched_baselines=tuple(_unmatched(terms, profiles)),
        outcome=outcome,
        exit_code=EXIT_CODES[outcome],
        exit_zero=exit_zero,
    )


def _one_campaign(profiles: Iterable[CheckedProfile]) -> Iterator[tuple[str, ...]]:
    """The files of each campaign that has several."""
    files: dict[str, list[str]] = {}
    for profile in profiles:
        if profile.campaign is not None:
            files.setdefault(profile.campaign, []).append(profile.file)
    yield from (tuple(names) for names in files.values() if len(names) > 1)


def _waivers(waivers: Waivers, terms: Terms, checked: Sequence[Checked]) -> Iterator[WaiverStanding]:
    needed = {number for one in checked for number in one.needed}
    subjects = {one.profile.campaign for one in checked}
    for number, (waiver, state) in enumerate(zip(waivers.waivers, waivers.states, strict=True)):
        if state == "binding" and number not in needed:
            state = "not_needed" if waiver.subject in subjects else "unknown_subject"
        yield WaiverStanding(
            finding=waiver.finding,
            subject=waiver.subject,
            reason=waiver.reason,
            text=waiver.text,
            approver=waiver.approver,
            approver_title=terms.policy.waivable_by.get(waiver.approver),
            expires=waiver.expires,
            evidence=None if terms.redact else waiver.evidence,
            line=waivers.document.lines[waivers.document.steps(("waivers", number))],
            state=state,
        )


def _rules(terms: Terms, profiles: Iterable[CheckedProfile], waivers: Iterable[WaiverStanding]) -> dict[str, CheckRule]:
    """Each rule that some result is an instance of, or that a waiver names, with what it says."""
    pack, policy = terms.pack, terms.policy
    named = {result.rule for profile in profiles for result in profile.results}
    named |= {one.rule for profile in profiles if profile.changes for one in profile.changes.results}
    named |= {waiver.finding for waiver in waivers}
    found = {
        rule.id: CheckRule(
            id=rule.id,
            kind=rule.kind,
            severity=rule.severity,
            title=rule.title,
            why=rule.why,
            remedies=tuple(pack.remedy[name].title for name in rule.remedies),
        )
        for rule in pack.rules
        if rule.id in named
    }
    for verdict in policy.order:
        name = f"{policy.id}/{verdict}"
        if name in named:
            found[name] = CheckRule(id=name, kind=None, severity=None, title=policy.words[verdict], why=policy.what)
    return found


def _questions(terms: Terms, profiles: Iterable[CheckedProfile]) -> dict[str, CheckQuestion]:
    changes = [profile.changes for profile in profiles if profile.changes]
    named = {cause for profile in profiles for result in profile.results for cause in result.causes}
    named |= {name for one in changes for name in (*one.answers, *one.expired)}
    return {
        name: CheckQuestion(code=question.code, text=question.text)
        for name, question in terms.pack.questions.items()
        if name in named
    }


def _measures(terms: Terms, profiles: Iterable[CheckedProfile]) -> dict[str, Text]:
    named = {cause for profile in profiles for result in profile.results for cause in result.causes}
    return {measure.id: measure.title for measure in terms.pack.measures if f"measure:{measure.id}" in named}


def _unmatched(terms: Terms, profiles: Iterable[CheckedProfile]) -> Iterator[str]:
    campaigns = {profile.campaign for profile in profiles}
    for campaign, baseline in (terms.baselines or {}).items():
        if campaign not in campaigns:
            yield baseline.name
