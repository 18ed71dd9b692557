"""What the scenarios of campaigns come to."""

from dataclasses import dataclass, field

from engine.assessment import Assessment
from engine.limits import Obstacle
from engine.plans import Plan, Plans


@dataclass
class Results:
    """The assessments of one scenario, the latest last."""

    all: list[Assessment] = field(default_factory=list)
    plans: Plans | None = None
    asked: list[str] = field(default_factory=list)

    @property
    def now(self) -> Assessment:
        return self.all[-1]

    @property
    def before(self) -> Assessment:
        return self.all[-2]

    @property
    def plan(self) -> Plan:
        assert self.plans is not None
        assert self.plans.cheapest is not None
        return self.plans.cheapest

    @property
    def obstacles(self) -> list[Obstacle]:
        """What is in the way, of clauses only that there is one."""
        assert self.plans is not None
        assert self.plans.blocked is not None
        return [Obstacle(one.kind, one.question or "") for one in self.plans.blocked.obstacles]
