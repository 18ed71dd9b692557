"""A check: what a gate said of some campaigns, and why. The one document that every form of `munasara check` reads.

Texts of the pack stand in it once, in every language of the pack. In a redacted one, which is the rule, nothing tells
what was answered to a sensitive question: see `checking.py`.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final, Literal

from pydantic import Field

from engine.carried import Cause
from engine.conditions import Name
from engine.pack import SEVERITIES, VERDICTS, Certainty, Kind, Severity, VerdictName
from engine.text import Frozen, Text
from engine.waivers import Reason, State

FORMAT: Final = "munasara.check/1"

Outcome = Literal["passed", "undecided", "failed", "invalid", "error"]
About = Literal["finding", "verdict", "open_answer", "sensitive_answers"]
Level = Literal["error", "warning", "note"]
Change = Literal["new", "worse", "uncertain", "better", "gone"]

LEVELS: Final[tuple[Level, ...]] = ("error", "warning", "note")
# The worst of several outcomes is the first of these: what is broken says more about a run than what is refused.
EXIT_CODES: Final[dict[Outcome, int]] = {"error": 4, "invalid": 2, "failed": 1, "undecided": 3, "passed": 0}


class CheckRule(Frozen):
    """What a result is an instance of: a finding of the pack, or a verdict of the policy (`launch/NOT_YET`)."""

    id: str
    kind: Kind | None
    severity: Severity | None
    title: Text
    why: Text
    remedies: tuple[Text, ...] = ()


class CheckQuestion(Frozen):
    """A question that results mention."""

    code: str
    text: Text


class Result(Frozen):
    """One thing that was found in one profile.

    `blocks`: it is among the reasons why the campaign does not pass, and `verdict` is the worst verdict that it is a
    reason of, as far as that may be shown. `text` is what the policy says of a verdict.
    `causes` are the answers and measures that it rests on, sensitive ones left out; `line` is where in the profile the
    first of them stands (`field` names it, as in `answers.written_plan`). `hidden` counts findings or open questions
    that are not shown because they rest on sensitive answers. `waived_by` is the number of the waiver that binds.
    `expired`: the open question was answered, too long ago for the answer to count. An open question blocks where the
    campaign fails whatever the answer, for a reason that depends on it.
    """

    about: About
    rule: str
    level: Level
    blocks: bool
    verdict: VerdictName | None = None
    certainty: Certainty | None = None
    text: Text | None = None
    causes: tuple[str, ...] = ()
    line: int
    field: str | None = None
    fingerprint: str
    hidden: int = 0
    expired: bool = False
    waived_by: int | None = None
    change: Literal["new", "worse", "known"] | None = None
    since: Cause | None = None


Part = Literal["place", "fact", "remedy"]


class Phrase(Frozen):
    """A sentence that can be told in any language: its template in English, what fills it in, and what goes before."""

    template: str
    values: dict[str, "int | str | tuple[str, ...] | Phrase"] = {}
    before: "Phrase | None" = None


class Trouble(Frozen):
    """A mistake in a profile's file: why it could not be judged. `place`, `fact` and `remedy` are in English; `phrases`
    has those of the three that are told in other languages as well."""

    code: str
    place: str
    fact: str
    remedy: str
    phrases: dict[Part, Phrase] = {}
    line: int = 1


class ResultChange(Frozen):
    """How one finding or clause stands against the baseline, and what made it so. It is `uncertain` where it was
    certain and is now only possible: less is known, which is no improvement. `since` is None where it cannot be told,
    as the baseline does not keep the days of its answers. `text` is that of a clause, or the title of a finding that
    the pack does not have any more."""

    rule: str
    text: Text | None = None
    change: Change
    since: Cause | None = None


class Changes(Frozen):
    """What has changed since the baseline: in the results, in the rules, by the passing of time, and in the answers.

    `expired` are the questions whose answers time made too old, `answers` those answered otherwise; sensitive ones are
    counted in `sensitive` and not named.
    """

    baseline: str
    on: datetime.date
    verdicts: tuple[VerdictName, ...]
    pack_version: str
    same_pack: bool
    results: tuple[ResultChange, ...]
    expired: tuple[Name, ...]
    answers: tuple[Name, ...]
    sensitive: int


class CheckedProfile(Frozen):
    """One profile at the gate. `possible` are the verdicts that can be reached with the waivers that bind, worst first;
    `unwaived` those without any. `known`: it would fail, but nothing that blocks is new or worse since the baseline.
    `no_baseline`: baselines were named, and none is of this campaign."""

    file: str
    campaign: str | None = None
    outcome: Outcome
    possible: tuple[VerdictName, ...] = ()
    unwaived: tuple[VerdictName, ...] = ()
    exact: bool = True
    known: bool = False
    no_baseline: bool = False
    results: tuple[Result, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    changes: Changes | None = None
    profile_digest: str | None = None


class WaiverStanding(Frozen):
    """One waiver and whether it binds, or why not."""

    finding: str
    subject: str
    reason: Reason
    text: str
    approver: str
    approver_title: Text | None
    expires: datetime.date
    evidence: str | None
    line: int
    state: State


class Check(Frozen):
    """One run over some profiles. `one_campaign` are the files, in groups, that bear the same campaign's name, and so
    share its waivers and its baseline. `exit_code` is what it comes to before `--exit-zero`, of which `exit_zero` says
    whether it was given. `waivable_by` are the roles that the policy lets waive."""

    format: Literal["munasara.check/1"] = FORMAT
    languages: tuple[str, ...]
    pack_title: Text
    engine: str
    pack: Name
    pack_version: str
    pack_digest: str
    policy: Name
    policy_title: Text
    words: dict[VerdictName, Text]
    on: datetime.date
    fail_on: VerdictName
    strict: bool
    redacted: bool
    cross_checked: bool
    rules: dict[str, CheckRule]
    questions: dict[Name, CheckQuestion]
    measures: dict[Name, Text]
    profiles: tuple[CheckedProfile, ...] = Field(min_length=1)
    repeated: tuple[str, ...] = ()
    one_campaign: tuple[tuple[str, ...], ...] = ()
    waivers_file: str | None = None
    waivers: tuple[WaiverStanding, ...] = ()
    waivable_by: dict[Name, Text] = {}
    unmatched_baselines: tuple[str, ...] = ()
    outcome: Outcome
    exit_code: int
    exit_zero: bool = False

    @property
    def ending(self) -> int:
        """The code that the command ends with."""
        return 0 if self.exit_zero and self.outcome in ("failed", "undecided") else self.exit_code


def urgency(result: Result, severity: Severity | None) -> tuple[int, ...]:
    """By what results are sorted, the worst first: level, whether they block, the verdict that they are a reason of,
    and how grave they are."""
    verdict = len(VERDICTS) if result.verdict is None else VERDICTS.index(result.verdict)
    grave = -1 if severity is None else SEVERITIES.index(severity)
    return LEVELS.index(result.level), int(not result.blocks), verdict, -grave


def fingerprint(rule: str, subject: str, causes: Iterable[str]) -> str:
    """What stays the same while the same thing is found in the same campaign for the same causes: SHA-256 of the rule,
    the campaign's name and the set of causes, 32 hexadecimal digits of it."""
    said = json.dumps([rule, subject, sorted(causes)], ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def trouble_fingerprints(profile: CheckedProfile) -> tuple[str, ...]:
    """For each mistake in a profile's file what stays the same while it is made there, wherever it stands: its code,
    the file and the names in its sentence; those alike in all that are told apart by how many came before."""
    found: list[str] = []
    for trouble in profile.troubles:
        names = _names(trouble.phrases["fact"]) if "fact" in trouble.phrases else ()
        made = (fingerprint(trouble.code, profile.file, [*names, *["again"] * times]) for times in count())
        found.append(next(one for one in made if one not in found))
    return tuple(found)


def _names(phrase: Phrase) -> Iterator[str]:
    """The words that fill a sentence, without numbers, which move with the text."""
    for value in phrase.values.values():
        if isinstance(value, Phrase):
            yield from _names(value)
        elif not isinstance(value, int):
            yield from (value,) if isinstance(value, str) else value


def fatal_waivers(check: Check) -> tuple[WaiverStanding, ...]:
    """The waivers that end a strict check with exit code 2: see `idle`."""
    return idle(check.waivers) if check.strict else ()


def idle(waivers: Iterable[WaiverStanding]) -> tuple[WaiverStanding, ...]:
    """The waivers that do nothing, and so are not what somebody believes them to be. One for a campaign that is not
    among those checked is none of them: one file serves several campaigns, and a hook checks only what has changed."""
    return tuple(waiver for waiver in waivers if waiver.state not in ("binding", "unknown_subject"))


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of several together; passed where there is none."""
    found = set(outcomes)
    return next((outcome for outcome in EXIT_CODES if outcome in found), "passed")
