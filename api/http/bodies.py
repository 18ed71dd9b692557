"""What a request may hold, and reading it: every mistake in all of its parts at once, as fields."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Generic, TypeVar

from pydantic import Field, model_validator

from api.http.opened import open_kept
from api.opening import policy_for
from engine.conditions import Name
from engine.documents import Document, read_json
from engine.errors import Mistake, Refused, nearest
from engine.form import build
from engine.loader import profile_fitting
from engine.pack import Pack, Policy, VerdictName
from engine.profile import AnswerValue, Day, Profile
from engine.text import ANY_DIGITS, Frozen

REQUEST: Final = "request"
EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2199, 12, 31)

AssessedOn = Annotated[Day, Field(ge=EARLIEST, le=LATEST)]


class Asked(Frozen):
    """What every request says beside its profile. `pack` None is the first that is offered, `policy` None the one for
    the campaign's stage, `on` None is today (UTC)."""

    pack: Name | None = None
    policy: Name | None = None
    on: AssessedOn | None = None

    @model_validator(mode="before")
    @classmethod
    def an_empty_field_is_absent(cls, data: Any) -> Any:
        return {name: value for name, value in data.items() if value is not None} if isinstance(data, dict) else data


class AskedAssessment(Asked):
    """`redact` makes a copy for sharing: sensitive answers count as withheld."""

    redact: bool = False


class AskedWhatIf(Asked):
    """`changes` are answers by question, as in a profile; null takes an answer back."""

    changes: dict[Name, AnswerValue] = Field(min_length=1, max_length=200)


class AskedPlan(Asked):
    """`to` None is the best verdict of the policy; `within` (days) None is the launch date if it lies ahead; `budget`
    is in person-days."""

    to: VerdictName | None = None
    within: Annotated[int, Field(ge=0, le=36_500), ANY_DIGITS] | None = None
    keep: Annotated[tuple[Name, ...], Field(max_length=200)] = ()
    change_tactics: bool = False
    budget: Annotated[int, Field(ge=0, le=100_000), ANY_DIGITS] | None = None


class AssessmentBody(AskedAssessment):
    profile: Profile


class WhatIfBody(AskedWhatIf):
    profile: Profile


class PlanBody(AskedPlan):
    profile: Profile


Kind = TypeVar("Kind", bound=Asked)


@dataclass(frozen=True)
class Read(Generic[Kind]):
    """A request that can be answered."""

    asked: Kind
    profile: Profile
    pack: Pack
    policy: Policy
    on: datetime.date


def read_body(kind: type[Kind], body: bytes, packs: Sequence[str], today: datetime.date) -> Read[Kind]:
    """The request in a body. Raises Refused with every mistake in it; nothing of the profile is repeated."""
    document = read_json(REQUEST, body)
    data = document.data if isinstance(document.data, dict) else {}
    mistakes: list[Mistake] = []
    asked = build(kind, _around_profile(document), mistakes, "REQUEST")
    named = asked.pack if asked else data.get("pack")
    pack = _pack(named if isinstance(named, str) else packs[0], packs, mistakes)
    on = asked.on if asked and asked.on else today
    profile = _profile(document, pack, on, mistakes)
    if mistakes or asked is None or profile is None:
        raise Refused(mistakes)
    policy = asked.policy or policy_for(profile, pack)
    if policy not in pack.policy:
        raise Refused([_unknown("policy", policy, tuple(pack.policy))])
    return Read(asked, profile, pack, pack.policy[policy], on)


def _around_profile(document: Document) -> Document:
    if not isinstance(document.data, dict):
        return document
    return Document(
        REQUEST, {key: part for key, part in document.data.items() if key != "profile"}, document.lines, True
    )


def _pack(name: str, packs: Sequence[str], mistakes: list[Mistake]) -> Pack:
    if name not in packs:
        mistakes.append(_unknown("pack", name, packs))
    return open_kept(name if name in packs else packs[0])


def _profile(document: Document, pack: Pack, on: datetime.date, mistakes: list[Mistake]) -> Profile | None:
    if not isinstance(document.data, dict):
        return None
    if "profile" not in document.data:
        mistakes.append(
            Mistake("REQUEST-002", REQUEST, "lacks 'profile'.", "Add it: docs/profiles.md says what it holds.")
        )
        return None
    try:
        return profile_fitting(pack, Document("profile", document.data["profile"], {(): 1}, True), on)
    except Refused as refused:
        mistakes += refused.mistakes
        return None


def _unknown(field: str, name: str, known: Sequence[str]) -> Mistake:
    remedy = f"{nearest(name, known)}There is {', '.join(known)}."
    return Mistake("REQUEST-004", f"{REQUEST} (field {field})", f"names no {field} that is offered.", remedy)
