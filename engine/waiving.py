"""What a policy still asks when findings are waived: the same policy, in which no clause holds because of them.

A waiver touches the clauses of the policy and nothing else. Rules read the finding as before, so what follows from it
still follows; measures stay what they are; and where a clause asks that something be absent, it is there. So a waiver
never makes anything better than it is, and never makes a verdict worse.
"""

from collections.abc import Set

from engine.conditions import All, AnyOf, Condition, Count, FactTest
from engine.pack import SEVERITIES, AnyFinding, Clause, Pack, Policy, VerdictRule


def without(policy: Policy, waived: Set[str], pack: Pack) -> Policy:
    """The policy as it judges a campaign for which these findings are waived."""
    verdicts = []
    for rule in policy.verdicts:
        clauses = tuple(left for clause in rule.clauses if (left := _clause(clause, waived, pack)) is not None)
        if clauses:
            verdicts.append(VerdictRule(verdict=rule.verdict, clauses=clauses))
    return policy.model_copy(update={"verdicts": tuple(verdicts)})


def _clause(clause: Clause, waived: Set[str], pack: Pack) -> Clause | None:
    """What is left of a clause; None if only what is waived could make it hold."""
    if clause.any_finding is not None:
        matching = _matching(clause.any_finding, pack)
        if not waived & set(matching):
            return clause
        tests = tuple(FactTest(fact=name) for name in matching if name not in waived)
        return Clause(because=clause.because, when=AnyOf(any=tests)) if tests else None
    assert clause.when is not None, "the model of a clause sees to it"
    left = _condition(clause.when, waived)
    if left is clause.when:
        return clause
    return None if left is None else Clause(because=clause.because, when=left)


def _matching(wanted: AnyFinding, pack: Pack) -> list[str]:
    least = SEVERITIES.index(wanted.severity)
    return [
        rule.id
        for rule in pack.rules
        if rule.kind in wanted.kinds and rule.severity is not None and SEVERITIES.index(rule.severity) >= least
    ]


def _condition(condition: Condition, waived: Set[str]) -> Condition | None:
    """The condition in which no waived finding helps it to hold; None if it cannot hold without one."""
    match condition:
        case FactTest(fact=fact):
            return None if fact in waived else condition
        case AnyOf(any=inside):
            return _same_or(condition, inside, waived)
        case All(all=inside):
            left = [_condition(one, waived) for one in inside]
            kept = tuple(one for one in left if one is not None)
            if len(kept) < len(inside):
                return None
            return condition if kept == inside else All(all=kept)
        case Count(count=counted):
            kept = tuple(one for one in (_condition(one, waived) for one in counted.of) if one is not None)
            if kept == counted.of or counted.at_most is not None:
                return condition  # "at most" asks for absence too: what is there stays there
            if len(kept) < (counted.at_least or 0):
                return None
            return Count(count=counted.model_copy(update={"of": kept}))
        case _:
            return condition  # answers and measures are what they are, and so is what must be absent


def _same_or(condition: AnyOf, inside: tuple[Condition, ...], waived: Set[str]) -> Condition | None:
    kept = tuple(one for one in (_condition(one, waived) for one in inside) if one is not None)
    if kept == inside:
        return condition
    return AnyOf(any=kept) if kept else None
