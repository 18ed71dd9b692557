"""Two assessments of a campaign compared: what moved, what moved it, and how it stands against its plan."""

from collections.abc import Iterator
from typing import Final, Literal

from engine.assessment import Assessment
from engine.attribution import Difference, Step, Unsplit, difference, divided, is_redacted, redacted_alike
from engine.conditions import Name
from engine.deviation import Deviation, deviation
from engine.errors import Refused
from engine.pack import Pack
from engine.stored_messages import LATER_THAN_NEW, TWO_PACKS
from engine.text import Frozen, Text

FORMAT: Final = "munasara.comparison/1"
Limit = Literal["redacted", "redacted_differently", "another_campaign"]


class Compared(Frozen):
    """What a comparison says. `total` is all that moved; `steps` divide it among its causes, and add up to it exactly.

    Without steps nothing moved, or `unsplit` says why it cannot be divided. `titles` are those of findings that came
    and went in between, and stand in neither assessment. `limits` are what a reader must know first. `deviation` is
    there for a campaign that runs.
    """

    format: Literal["munasara.comparison/1"] = FORMAT
    limits: tuple[Limit, ...]
    unsplit: Unsplit | None
    total: Difference
    steps: tuple[Step, ...]
    titles: dict[Name, Text]
    deviation: Deviation | None
    before: Assessment
    after: Assessment


def compared(old: Assessment, new: Assessment, pack: Pack) -> Compared:
    """Compare an older and a newer assessment; `pack` are the rules at hand, to divide what moved among its causes.

    If one of the two is a copy for sharing, the other is cut down to the same where its rules are at hand: what was
    taken out of only one of them must not look like a change. Raises Refused for two that cannot be compared.
    """
    _require_comparable(old, new)
    limits = list(_limits(old, new))
    if is_redacted(old) != is_redacted(new):
        alike = redacted_alike(new if is_redacted(old) else old, pack)
        if alike is None:
            limits.append("redacted_differently")
        else:
            old, new = (old, alike) if is_redacted(old) else (alike, new)
    parts = divided(old, new, pack)
    steps, between = ((), ()) if isinstance(parts, str) else parts
    return Compared(
        limits=tuple(limits),
        unsplit=parts if isinstance(parts, str) else None,
        total=difference(old, new),
        steps=steps,
        titles=_passing_titles(old, between, new),
        deviation=deviation(old, new),
        before=old,
        after=new,
    )


def _limits(old: Assessment, new: Assessment) -> Iterator[Limit]:
    if is_redacted(old) or is_redacted(new):
        yield "redacted"
    if old.campaign.name != new.campaign.name:
        yield "another_campaign"


def _require_comparable(old: Assessment, new: Assessment) -> None:
    if old.receipt.pack != new.receipt.pack:
        raise Refused([TWO_PACKS.at("OLD, NEW")])
    if old.receipt.on > new.receipt.on:
        raise Refused([LATER_THAN_NEW.at("OLD")])


def _passing_titles(old: Assessment, between: tuple[Assessment, ...], new: Assessment) -> dict[Name, Text]:
    stand = {finding.fact for one in (old, new) for finding in one.findings}
    passing = {finding.fact: finding.title for one in between for finding in one.findings}
    return {fact: title for fact, title in sorted(passing.items()) if fact not in stand}
