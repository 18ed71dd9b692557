"""What moved between two assessments, divided among its causes: other rules, time that passed, the campaign itself.

From the older to the newer one leads a chain of assessments that differ in one thing each, always in this order:

    as it was  --rules-->  under the new rules  --time-->  on the new day  --answers-->  as it is

Each step is the whole difference of its two ends, so the steps add up to the whole difference exactly. Another order
could divide it differently, as an answer may count for more under other rules; none would be truer. Rules come first,
since only the new ones need to be at hand.

Time takes what nobody answered again: an answer that grew too old and was given anew has not expired, so whatever it
says now is the campaign's doing. So it is that an answer which had already expired counts again.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from engine.answer_moves import AnswerMove, answer_moves
from engine.answers import State
from engine.assess import assess
from engine.assessment import Assessment
from engine.carried import CAUSES, Cause, carried_profile, fitted, given_anew, same_campaign
from engine.comparison import Comparison, compare
from engine.conditions import Name
from engine.pack import Pack, VerdictName
from engine.redaction import marked, redacted
from engine.text import Frozen
from engine.version import VERSION

Unsplit = Literal["rules_not_at_hand", "days_not_kept", "redacted"]


class DeadlineMove(Frozen):
    """A remedy that can no longer be ready before the launch, or can again; None without a date of launch."""

    remedy: Name
    before: bool | None
    after: bool | None


class Difference(Frozen):
    """All that differs between two assessments: verdicts, measures, findings, uses, answers, and deadlines."""

    verdicts_before: tuple[VerdictName, ...]
    verdicts_after: tuple[VerdictName, ...]
    results: Comparison
    answers: tuple[AnswerMove, ...]
    deadlines: tuple[DeadlineMove, ...]


class Step(Frozen):
    """What one cause moved."""

    cause: Cause
    difference: Difference


def difference(before: Assessment, after: Assessment) -> Difference:
    """The whole difference, whatever caused it."""
    return Difference(
        verdicts_before=before.verdict.possible,
        verdicts_after=after.verdict.possible,
        results=compare(before, after),
        answers=tuple(answer_moves(before, after)),
        deadlines=tuple(_deadlines(before, after)),
    )


def causes(old: Assessment, new: Assessment) -> tuple[Cause, ...]:
    """What differs between what two assessments were made from."""
    a, b = old.receipt, new.receipt
    rules = (a.pack, a.pack_digest, a.policy, a.engine) != (b.pack, b.pack_digest, b.policy, b.engine)
    profiles = carried_profile(old), carried_profile(new)
    if profiles[0] is None or profiles[1] is None:
        answers = a.profile_digest != b.profile_digest
    else:
        answers = not same_campaign(profiles[0], profiles[1])
    differ = {"rules": rules, "time": a.on != b.on, "answers": answers}
    return tuple(cause for cause in CAUSES if differ[cause])


def divided(old: Assessment, new: Assessment, pack: Pack) -> tuple[tuple[Step, ...], tuple[Assessment, ...]] | Unsplit:
    """The steps from the older assessment to the newer one, and the assessments between them; or why they cannot be
    told apart.

    `pack` are the rules at hand: unless only one thing differs, they must be those of the newer assessment.
    """
    differ = causes(old, new)
    if len(differ) < 2:
        return tuple(Step(cause=cause, difference=difference(old, new)) for cause in differ), ()
    if trouble := _trouble(old, new, pack):
        return trouble
    between = tuple(_between(old, new, pack, differ))
    stops = pairwise((old, *between, new))
    steps = (Step(cause=cause, difference=difference(*ends)) for cause, ends in zip(differ, stops, strict=True))
    return tuple(steps), between


def _trouble(old: Assessment, new: Assessment, pack: Pack) -> Unsplit | None:
    if carried_profile(old) is None or carried_profile(new) is None:
        return "days_not_kept"
    if not at_hand(new, pack):
        return "rules_not_at_hand"
    evidence_counts = "required" in (old.policy.evidence, new.policy.evidence)
    return "redacted" if evidence_counts and (is_redacted(old) or is_redacted(new)) else None


def _between(old: Assessment, new: Assessment, pack: Pack, differ: tuple[Cause, ...]) -> Iterator[Assessment]:
    """The older campaign after each of the causes but the last, all under the new rules."""
    profile, made = carried_profile(old), old
    assert profile is not None, "what cannot be told is told before"
    for cause in differ[:-1]:
        day = old.receipt.on
        if cause == "time":
            day = new.receipt.on
            profile = given_anew(profile, _states(made), _states(new), day)
        made = assess(fitted(profile, pack), pack, pack.policy[new.receipt.policy], day)
        yield marked(made) if is_redacted(old) else made


def _states(assessment: Assessment) -> dict[str, State]:
    return {answer.question: answer.state for answer in assessment.answers}


def at_hand(assessment: Assessment, pack: Pack) -> bool:
    """Whether these are the rules that the assessment was made under."""
    receipt = assessment.receipt
    return (receipt.pack_digest, receipt.engine) == (pack.digest, VERSION) and receipt.policy in pack.policy


def is_redacted(assessment: Assessment) -> bool:
    return any(notice.code == "redacted" for notice in assessment.notices)


def redacted_alike(assessment: Assessment, pack: Pack) -> Assessment | None:
    """The same assessment as a copy for sharing, to stand beside one; None where the rules for it are not at hand."""
    profile = carried_profile(assessment)
    if profile is None or not at_hand(assessment, pack):
        return None
    policy = pack.policy[assessment.receipt.policy]
    return marked(assess(redacted(profile, pack), pack, policy, assessment.receipt.on))


def _deadlines(before: Assessment, after: Assessment) -> Iterator[DeadlineMove]:
    was = {remedy.id: remedy.in_time for remedy in before.remedies}
    for remedy in after.remedies:
        if remedy.id in was and was[remedy.id] != remedy.in_time:
            yield DeadlineMove(remedy=remedy.id, before=was[remedy.id], after=remedy.in_time)
