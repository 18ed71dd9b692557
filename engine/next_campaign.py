"""What the next campaign takes over from one that ends: lasting answers, to be confirmed, and lessons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.assessment import Assessment
from engine.attribution import is_redacted, redacted_alike
from engine.carried import carried_profile, fitted
from engine.conditions import Name
from engine.errors import Refused
from engine.pack import ADVERSE, Pack, Question
from engine.profile import UNKNOWN, WITHHELD, GivenAnswer
from engine.stored_messages import UNDATED
from engine.text import Text

MOST_FOUND = 5


@dataclass(frozen=True)
class NextCampaign:
    """What is taken over. `found` are the gravest findings that were certain when the last campaign was assessed;
    `kept_back` is how many lasting answers were left out because they are sensitive."""

    campaign: str
    assessed_on: date
    lessons: tuple[str, ...]
    found: tuple[Text, ...]
    carried: Mapping[Name, GivenAnswer]
    kept_back: int


def next_campaign(old: Assessment, pack: Pack, on: date, sensitive: bool = False) -> NextCampaign:
    """What the campaign after `old` begins with, on that day.

    Carried over are answers to questions that the pack marks as lasting, with their own days and evidence, so that they
    grow old as before; sensitive ones only where asked for, since a new file is a new place to be found in. The same
    holds for findings that rest on sensitive answers. Neither what is not known nor what was kept back is carried, nor
    what is dated after `on`. Raises Refused (NEXT-001) for an assessment that does not keep the days of its answers:
    undated, they would look like new ones.
    """
    profile = carried_profile(old)
    if profile is None:
        raise Refused([UNDATED.at("--from")])
    given = fitted(profile, pack).answers
    lasting = {
        name: answer
        for name, answer in given.items()
        if pack.questions[name].lasting and answer.answer not in (None, UNKNOWN, WITHHELD) and not _after(answer, on)
    }
    kept_back = [name for name in lasting if _held(pack.questions[name], sensitive)]
    return NextCampaign(
        campaign=old.campaign.name,
        assessed_on=old.receipt.on,
        lessons=old.campaign.lessons,
        found=_found(old if sensitive or is_redacted(old) else redacted_alike(old, pack)),
        carried={
            name: answer.model_copy(update={"to_confirm": True})
            for name, answer in lasting.items()
            if name not in kept_back
        },
        kept_back=len(kept_back),
    )


def _found(told: Assessment | None) -> tuple[Text, ...]:
    """The gravest certain findings; none where what rests on sensitive answers cannot be told apart."""
    if told is None:
        return ()
    return tuple(one.title for one in told.findings if one.kind in ADVERSE and one.outlook == "certain")[:MOST_FOUND]


def _held(question: Question, sensitive: bool) -> bool:
    return question.sensitive and not sensitive


def _after(answer: GivenAnswer, on: date) -> bool:
    days = (answer.answered_on, answer.evidence.date if answer.evidence else None)
    return any(day is not None and day > on for day in days)
