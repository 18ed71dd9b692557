"""A policy altered in one place: the evidence it asks for, when answers expire, and each clause of its verdicts.

What a policy is for (its stages, the questions that it asks, their order) is a choice and no rule: it is not altered.
"""

from collections.abc import Iterator
from typing import get_args

from engine.altered_conditions import altered_conditions
from engine.pack import SEVERITIES, AnyFinding, Clause, Kind, Pack, Policy

NOTHING_FOUND = AnyFinding(kinds=())


def altered_policies(policy: Policy, pack: Pack) -> Iterator[tuple[str, Policy]]:
    """Every policy that differs from this one in one place, with the change in words; clauses count from 1."""
    other = "stated" if policy.evidence == "required" else "required"
    yield f"evidence {other}", policy.model_copy(update={"evidence": other})
    if policy.expires_after is not None:
        for name in ("volatile", "other"):
            days = getattr(policy.expires_after, name)
            for step in (-1, 1):
                if days + step >= 0:
                    expiry = policy.expires_after.model_copy(update={name: days + step})
                    yield f"expires_after {name} {days + step}", policy.model_copy(update={"expires_after": expiry})
    for rank, verdict in enumerate(policy.verdicts):
        for place, clause in enumerate(verdict.clauses):
            for change, altered in _clauses(clause, pack):
                clauses = (*verdict.clauses[:place], altered, *verdict.clauses[place + 1 :])
                given = verdict.model_copy(update={"clauses": clauses})
                verdicts = (*policy.verdicts[:rank], given, *policy.verdicts[rank + 1 :])
                words = f"{verdict.verdict} clause {place + 1}: {change}"
                yield words, policy.model_copy(update={"verdicts": verdicts})


def _clauses(clause: Clause, pack: Pack) -> Iterator[tuple[str, Clause]]:
    # Left out by never holding, so that the other clauses keep their places.
    yield "left out", clause.model_copy(update={"when": None, "any_finding": NOTHING_FOUND})
    if clause.when is not None:
        for change, condition in altered_conditions(clause.when, pack):
            yield change, clause.model_copy(update={"when": condition})
    if clause.any_finding is not None:
        for change, finding in _findings(clause.any_finding):
            yield change, clause.model_copy(update={"any_finding": finding})


def _findings(finding: AnyFinding) -> Iterator[tuple[str, AnyFinding]]:
    for kind in get_args(Kind):
        kinds = tuple(other for other in get_args(Kind) if (other in finding.kinds) != (other == kind))
        if kinds:
            words = f"any finding {'not ' if kind in finding.kinds else ''}of kind {kind}"
            yield words, finding.model_copy(update={"kinds": kinds})
    place = SEVERITIES.index(finding.severity)
    for other in SEVERITIES[max(place - 1, 0) : place + 2]:
        if other != finding.severity:
            yield f"any finding from severity {other}", finding.model_copy(update={"severity": other})
