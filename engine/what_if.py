"""What if some answers were different: the same campaign assessed twice, and what differs."""

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from engine.assess import assess
from engine.assessment import Assessment
from engine.changes import changed, read_changes
from engine.comparison import Comparison, compare
from engine.conditions import Name
from engine.pack import Pack, Policy
from engine.profile import Profile
from engine.text import Frozen

FORMAT: Final = "munasara.what-if/1"


class WhatIf(Frozen):
    """A campaign as it is and as it would be with some answers changed, both assessed in full, and what differs.

    `changed` are the questions whose answers were changed, in the order in which they were named.
    """

    format: Literal["munasara.what-if/1"] = FORMAT
    changed: tuple[Name, ...]
    comparison: Comparison
    before: Assessment
    after: Assessment


def what_if(profile: Profile, changes: Sequence[str], pack: Pack, policy: Policy, on: date) -> WhatIf:
    """Assess a campaign as it is and with these changes (see `changes.py`), under one policy, as of one day.

    Raises Refused with every mistake in the changes, or in the profile; and Disagreement as `assess` does.
    """
    values = read_changes(changes, pack)
    before = assess(profile, pack, policy, on)
    after = assess(changed(profile, values, pack, on), pack, policy, on)
    return WhatIf(changed=tuple(values), comparison=compare(before, after), before=before, after=after)
