"""Waivers: findings that somebody with the authority to do so accepts as they are, for one campaign and for a time.

The file is read as profiles are, and refused with every mistake of form: WAIVER-001 an unknown field, 002 a missing
one, 003 a senseless value. What is well formed and still does not bind is listed with the reason (`State`).
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from engine.conditions import Name
from engine.documents import Document, read_file
from engine.errors import Mistake, Refused, in_order
from engine.form import build
from engine.pack import Pack, Policy
from engine.profile import Day, Line
from engine.profile_messages import APPROVERS
from engine.sentences import Sentence
from engine.text import Frozen

Reason = Literal["risk_accepted", "mitigated_elsewhere", "repair_scheduled", "does_not_apply"]
State = Literal[
    "binding",
    "expired",
    "not_needed",
    "unknown_finding",
    "unknown_subject",
    "not_waivable",
    "not_approved",
    "repeated",
]


class Waiver(Frozen):
    """One finding accepted for one campaign: why, by which role of the policy, and until when (that day included).

    `subject` is the campaign's name as its profile has it. `evidence` is where the decision can be read.
    """

    finding: Name
    subject: Line
    reason: Reason
    text: Line
    approver: Name
    expires: Day
    evidence: Line


MOST = 600  # what the limits of a file leave room for, whatever the waivers say


class WaiversFile(Frozen):
    waivers: tuple[Waiver, ...] = Field(max_length=MOST)


def read_waivers(
    path: Path, name: str | None = None, roles: Collection[str] = ()
) -> tuple[tuple[Waiver, ...], Document]:
    """Read a file of waivers. Raises Refused with every mistake in it; one about an approver names the `roles`."""
    document = read_file(path, name)
    mistakes: list[Mistake] = []
    found = build(WaiversFile, document, mistakes, "WAIVER")
    if found is None:
        raise Refused(in_order(_naming(mistake, roles) for mistake in mistakes))
    return found.waivers, document


def _naming(mistake: Mistake, roles: Collection[str]) -> Mistake:
    """The mistake; where it is about the approver, who that may be stands in place of how a name is written."""
    fact = mistake.fact
    if not roles or not isinstance(fact, Sentence) or fact.values.get("field") != "approver":
        return mistake
    return replace(mistake, remedy=Sentence(APPROVERS, {"roles": tuple(roles)}))


def standing(waivers: Sequence[Waiver], pack: Pack, policy: Policy, on: date) -> list[State]:
    """How each waiver stands whatever the campaigns say: `binding`, unless it can bind nothing.

    Nobody can waive what is no bad news, nor a blocker that concerns people's safety. Of two for the same finding and
    campaign the first that can bind counts.
    """
    found: list[State] = []
    bound: set[tuple[str, str]] = set()
    for waiver in waivers:
        state = _state(waiver, pack, policy, on)
        if state == "binding" and (waiver.finding, waiver.subject) in bound:
            state = "repeated"
        if state == "binding":
            bound.add((waiver.finding, waiver.subject))
        found.append(state)
    return found


def _state(waiver: Waiver, pack: Pack, policy: Policy, on: date) -> State:
    if waiver.finding not in pack.rule:
        return "unknown_finding"
    if not pack.rule[waiver.finding].waivable:
        return "not_waivable"
    if waiver.approver not in policy.waivable_by:
        return "not_approved"
    return "expired" if on > waiver.expires else "binding"
