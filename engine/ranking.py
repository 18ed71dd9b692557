"""By what proposals with the same verdict are compared: the policy's own terms, or the pack's where it is silent."""

from engine.pack import Measure, Pack, Policy
from engine.screening import RankingTerms

# Weights of a mean are whole numbers, so half to twice each of them is written as once to four times.
LEAST, MOST = 1, 4


def ranking_terms(pack: Pack, policy: Policy) -> RankingTerms:
    """What the policy states, measures in the order of the pack; else the default.

    The default takes the weights of the first measure that is a mean of others, from half to twice each, and every
    ladder from which no other starts. Without a mean all readiness measures weigh alike, from half to twice.
    """
    if policy.ranking is not None:
        ranges = {name: (low, high) for name, (low, high) in policy.ranking.weights.items()}
        named = set(policy.ranking.exposure)
        return RankingTerms(weights=_in_order(ranges, pack), exposure=_ladders(pack, named), stated=True)
    means = [measure for measure in pack.measures if measure.mean_of]
    alike = {measure.id: 1 for measure in pack.measures if measure.kind == "readiness"}
    ranges = {name: (LEAST * weight, MOST * weight) for name, weight in (means[0].mean_of if means else alike).items()}
    begun_from = {measure.starts_from for measure in pack.measures}
    last = {measure.id for measure in pack.measures if measure.id not in begun_from}
    return RankingTerms(weights=_in_order(ranges, pack), exposure=_ladders(pack, last), stated=False)


def _in_order(ranges: dict[str, tuple[int, int]], pack: Pack) -> dict[str, tuple[int, int]]:
    return {measure.id: ranges[measure.id] for measure in pack.measures if measure.id in ranges}


def _ladders(pack: Pack, named: set[str]) -> tuple[str, ...]:
    def is_one(measure: Measure) -> bool:
        return measure.kind == "ladder" and measure.id in named

    return tuple(measure.id for measure in pack.measures if is_one(measure))
