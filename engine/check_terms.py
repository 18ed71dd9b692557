"""What all profiles of one run of `check` have in common."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from engine.baseline import Baseline
from engine.pack import Pack, Policy, VerdictName
from engine.waivers import Waiver


@dataclass(frozen=True)
class Terms:
    """By what profiles are checked. `binding` are the waivers that can bind, by number."""

    pack: Pack
    policy: Policy
    on: date
    fail_on: VerdictName
    redact: bool = True
    cross_check: bool = True
    binding: Mapping[int, Waiver] = field(default_factory=dict)
    baselines: Mapping[str, Baseline] | None = None
