"""What a portfolio shares: findings that many have, and remedies that would lift many."""

from collections import Counter
from collections.abc import Sequence

from engine.pack import ADVERSE, SEVERITIES, VERDICTS, Pack, VerdictName
from engine.screening import Proposal, RemedyLift, SharedWeakness


def weaknesses(proposals: Sequence[Proposal], pack: Pack) -> tuple[SharedWeakness, ...]:
    """The findings against proposals: first what most certainly have, then what most may have, then the gravest."""
    confirmed = Counter(name for proposal in proposals for name in proposal.confirmed)
    likely = Counter(name for proposal in proposals for name in proposal.likely)
    possible = Counter(name for proposal in proposals for name in proposal.possible_findings)
    found = [
        SharedWeakness(rule=rule.id, confirmed=confirmed[rule.id], likely=likely[rule.id], possible=possible[rule.id])
        for rule in pack.rules
        if rule.kind in ADVERSE and rule.id in {*confirmed, *likely, *possible}
    ]

    def order(one: SharedWeakness) -> tuple[int, int, int]:
        severity = pack.rule[one.rule].severity
        return -one.confirmed - one.likely, -one.possible, -SEVERITIES.index(severity) if severity else 0

    return tuple(sorted(found, key=order))


def lifts(proposals: Sequence[Proposal], pack: Pack) -> tuple[RemedyLift, ...]:
    """The remedies that do something for some proposal, those that lift most first; what changes what a campaign is
    stands last."""
    lifted, opened, helped, cleared = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    to: dict[str, Counter[VerdictName]] = {remedy.id: Counter() for remedy in pack.remedies}
    for effect in (effect for proposal in proposals for effect in proposal.remedies):
        cleared[effect.remedy] += len(effect.clears)
        opened[effect.remedy] += effect.opens
        helped[effect.remedy] += bool(effect.lifts or effect.opens or effect.clears)
        if effect.lifts and effect.verdicts:
            lifted[effect.remedy] += 1
            if len(effect.verdicts) == 1:
                to[effect.remedy][effect.verdicts[0]] += 1
    found = [
        RemedyLift(
            remedy=remedy.id,
            lifts=lifted[remedy.id],
            opens=opened[remedy.id],
            to={verdict: to[remedy.id][verdict] for verdict in VERDICTS if to[remedy.id][verdict]},
            clears=cleared[remedy.id],
            helped=helped[remedy.id],
        )
        for remedy in pack.remedies
        if helped[remedy.id]
    ]

    def order(one: RemedyLift) -> tuple[bool, int, int, int, int]:
        return pack.remedy[one.remedy].alternative, -one.lifts, -one.opens, -one.helped, -one.clears

    return tuple(sorted(found, key=order))
