"""What is new or worse since a stored assessment, and whether other rules, time or the campaign made it so.

From then to now lead the steps of `attribution.py`, in the same order and with the same meaning: the rules (the old
answers on the old day under the rules of now), time (today, what was answered again not grown old), the answers of now.
Each step is only judged, not assessed. What is new is due to the last step that brought it; so the parts add up to the
whole change.

    BASELINE-002 it is a copy for sharing, without the sensitive answers   BASELINE-004 two are of one campaign
    BASELINE-003 it was made with another pack or policy                   BASELINE-005 it is no stored assessment
    BASELINE-006 it was made on a later day than that of the check
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from engine import stored_messages as said
from engine.answers import Answers, State, read_answers
from engine.assessment import Assessment
from engine.bad_news import Key, Standing, as_stored, standing
from engine.carried import CAUSES, Cause, carried_profile, fitted, given_anew, given_answer
from engine.check import Change
from engine.documents import content_of, is_json
from engine.errors import Mistake, Refused
from engine.gate import Judged, fails, judge
from engine.pack import VERDICTS, Pack, Policy, VerdictName
from engine.possibilities import possibilities, with_or_without
from engine.prepared import Prepared
from engine.profile import UNKNOWN, WITHHELD, GivenAnswer, Profile
from engine.profile_checks import LENIENCE
from engine.redaction import redacted
from engine.stored import STORED, assessment_in, says_its_format, stored_document
from engine.version import VERSION


class Move(NamedTuple):
    """One piece of bad news that stands otherwise than in the baseline, and the step that made it so; None where the
    steps cannot be told apart."""

    change: Change
    since: Cause | None


@dataclass(frozen=True)
class Baseline:
    """A stored assessment. `name` is the file as messages call it."""

    name: str
    assessment: Assessment


@dataclass(frozen=True)
class Compared:
    """How a campaign stands against its baseline. `expired` are the questions whose answers time made too old, in the
    order of the pack; `public_then` is what then followed without sensitive answers."""

    then: Standing
    now: Standing
    moves: dict[Key, Move]
    expired: tuple[str, ...]
    public_then: frozenset[Key]

    def worse(self, key: Key) -> bool:
        return key in self.moves and self.moves[key].change in ("new", "worse")


def read_baseline(path: Path, name: str, pack: Pack, policy: Policy, on: date) -> Baseline:
    """Read a stored assessment that can be compared with one of this day. Raises Refused."""
    content = content_of(path, name, STORED)
    if not is_json(path) and not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):  # as a profile in YAML
        raise Refused([said.NO_BASELINE.at(name, policy=policy.id)])
    document = stored_document(name, content)
    if not says_its_format(document):
        raise Refused([said.NO_BASELINE.at(name, policy=policy.id)])
    found = assessment_in(document)
    receipt = found.receipt
    if any(notice.code == "redacted" for notice in found.notices):
        raise Refused([said.BASELINE_REDACTED.at(name)])
    if (receipt.pack, receipt.policy) != (pack.manifest.id, policy.id):
        asked = {"wanted": pack.manifest.id, "asked": policy.id}
        raise Refused([said.OTHER_BASELINE.at(name, pack=receipt.pack, policy=receipt.policy, **asked)])
    if receipt.on > on + LENIENCE:
        raise Refused([said.LATER_BASELINE.at(name, day=receipt.on.isoformat(), on=on.isoformat())])
    return Baseline(name, found)


def by_campaign(baselines: list[Baseline]) -> dict[str, Baseline]:
    """Baselines by the campaign they are of. Raises Refused when two are of one campaign."""
    found: dict[str, Baseline] = {}
    mistakes: list[Mistake] = []
    for baseline in baselines:
        first = found.setdefault(baseline.assessment.campaign.name, baseline)
        if first is not baseline:
            mistakes.append(said.SAME_CAMPAIGN.at(baseline.name, file=first.name))
    if mistakes:
        raise Refused(mistakes)
    return found


def compared(baseline: Baseline, profile: Profile, now: Judged, on: date) -> Compared:
    """Take the steps from the baseline to now; all as one where the baseline does not keep the days of its answers."""
    stored, prepared = baseline.assessment, now.prepared
    pack, then = prepared.program.pack, stored.receipt.on
    carried, last = carried_profile(stored), standing(now)
    if carried is None:
        first = as_stored(stored, prepared)
        return Compared(first, last, _moves([first, last]), (), frozenset())
    former = fitted(carried, pack)
    under_these_rules = _judged(former, prepared, then)
    if (stored.receipt.pack_digest, stored.receipt.engine) == (pack.digest, VERSION):
        first = standing(under_these_rules)
    else:
        first = _as_bounds_tell(as_stored(stored, prepared), under_these_rules)
    before = _states(under_these_rules.answers)
    today = _judged(given_anew(former, before, _states(now.answers), on), prepared, on)
    public = standing(_judged(redacted(former, pack), prepared, then)).ranks
    return Compared(
        then=first,
        now=last,
        moves=_moves([first, standing(under_these_rules), standing(today), last]),
        expired=tuple(_expired(before, today.answers)),
        public_then=frozenset(key for key, rank in public.items() if rank > 1),
    )


def still_fails(
    verdicts: tuple[VerdictName, ...],
    fail_on: VerdictName,
    certain: set[Key],
    possible: set[Key],
    against: Compared,
) -> bool | None:
    """Whether a campaign fails a gate that lets pass what the baseline had. None: what is open could make it fail.

    `verdicts` are those that can be reached now; `certain` and `possible` what makes, or may make, it fail.
    """
    then = against.then.verdicts
    ranks, before = [VERDICTS.index(one) for one in verdicts], [VERDICTS.index(one) for one in then]
    perhaps = ranks[0] < before[0] or any(map(against.worse, possible))
    if not all(fails(one, fail_on) for one in verdicts):
        return None if fails(verdicts[0], fail_on) and perhaps else False
    could_pass = not all(fails(one, fail_on) for one in then)
    if could_pass or ranks[-1] < before[-1] or any(map(against.worse, certain)):
        return True
    return None if perhaps else False


def _as_bounds_tell(stored: Standing, under_these_rules: Judged) -> Standing:
    """What was stored, told by bounds where these rules find exactly the same. An assessment is exact, and a check is
    not: what its bounds leave open besides is nothing that the rules changed."""
    wide, answers = standing(under_these_rules), under_these_rules.answers
    if wide.ranks == stored.ranks or answers.settled:
        return stored
    found = with_or_without(lambda: possibilities(answers.taken, under_these_rules.truth, under_these_rules.prepared))
    exact = standing(replace(under_these_rules, truth=found.truth)).ranks
    alike = {key: rank for key, rank in wide.ranks.items() if exact.get(key, 0) == stored.ranks.get(key, 0)}
    return stored._replace(ranks=stored.ranks | alike)


def _judged(profile: Profile, prepared: Prepared, on: date) -> Judged:
    return judge(read_answers(profile, prepared.program, on), prepared)


def _states(answers: Answers) -> dict[str, State]:
    return {name: one.state for name, one in answers.standing.items()}


def _expired(before: Mapping[str, State], today: Answers) -> Iterator[str]:
    """What is asked and became too old while nobody answered it again."""
    for name, one in today.standing.items():
        if one.state == "expired" and one.use in ("in_use", "perhaps") and before[name] != "expired":
            yield name


def _moves(steps: list[Standing]) -> dict[Key, Move]:
    """All that differs between the first step and the last one, and which made it so; None if there is only one."""
    names = steps[0].ranks | steps[-1].ranks
    return {key: move for key in names if (move := _move(key, steps)) is not None}


def _move(key: Key, steps: list[Standing]) -> Move | None:
    ranks = [step.ranks.get(key, 0) for step in steps]
    if ranks[0] == ranks[-1]:
        return None
    up = ranks[-1] > ranks[0]
    taken = [(after > before if up else after < before) for before, after in pairwise(ranks)]
    last = max(number for number, one in enumerate(taken) if one)
    since = CAUSES[last] if len(taken) == len(CAUSES) else None
    if up:
        return Move("worse" if ranks[0] else "new", since)
    if not ranks[-1]:
        return Move("gone", since)
    return Move("uncertain" if ranks[-1] == 1 else "better", since)  # 1 is possible: silence betters nothing


def changed_answers(baseline: Baseline, profile: Profile, pack: Pack) -> tuple[str, ...]:
    """The questions that are answered otherwise than then, in the order of the pack."""
    given = (answer for answer in baseline.assessment.answers if answer.state != "absent")
    then = {answer.question: given_answer(answer) for answer in given}
    return tuple(name for name in pack.questions if _said(profile.answers.get(name)) != _said(then.get(name)))


def _said(given: GivenAnswer | None) -> object:
    if given is None or given.answer is None:
        return None
    answer = given.answer if isinstance(given.answer, tuple) else (given.answer,)
    if answer[0] in (UNKNOWN, WITHHELD):
        return answer, None
    return tuple(sorted(answer)), None if given.evidence is None else given.evidence.complete
