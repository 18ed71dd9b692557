"""Many proposals put together: the document of a screening from what follows from each of them alone."""

from collections import Counter
from collections.abc import Iterable, Sequence

from engine.order import Range, place, weighted_mean
from engine.pack import VERDICTS, VerdictName
from engine.ranking import ranking_terms
from engine.row_order import as_counted
from engine.screen_row import SETTLING_AMONG, SETTLING_UP_TO, SMALL, Entry, Rejection, ScreenTerms
from engine.screen_tables import clauses, measures, questions, remedies, rules
from engine.screen_tallies import lifts, weaknesses
from engine.screening import (
    Counts,
    Group,
    Proposal,
    RejectedRow,
    RowMistake,
    Screening,
    ScreeningLimits,
    ScreeningReceipt,
    Standing,
    Tier,
)
from engine.standings import Standings, standings
from engine.troubles import phrases
from engine.version import VERSION


def screen(
    terms: ScreenTerms, accepted: Iterable[Entry], rejected: Iterable[Rejection], cross_checked: int
) -> Screening:
    """The document of a portfolio. The order in which rows come makes no difference.

    Keys are unique among the accepted; `cross_checked` is how many of them both inferences have assessed.
    """
    pack, policy = terms.pack, terms.policy
    entries = sorted(accepted, key=lambda entry: entry.key)
    ranking = ranking_terms(pack, policy)
    places = [place(each.possible, each.measures, each.perhaps, ranking) for each in (one.assessed for one in entries)]
    stand = standings(places, ranking, terms.small)
    means, keys = [weighted_mean(one, ranking) for one in places], [entry.key for entry in entries]
    proposals = tuple(_proposal(number, entry, means[number], stand, keys) for number, entry in enumerate(entries))
    refused = tuple(
        _rejected(one) for one in sorted(rejected, key=lambda one: (as_counted(one.place or ""), one.key or ""))
    )
    asked = set(policy.asks or pack.questions)
    return Screening(
        languages=pack.manifest.languages,
        pack_title=pack.manifest.title,
        caveat=pack.manifest.caveat,
        policy_title=policy.title,
        policy_what=policy.what,
        words=policy.words,
        receipt=_receipt(terms),
        ranking=ranking,
        limits=ScreeningLimits(
            small=SMALL,
            exact=all(proposal.exact for proposal in proposals),
            listed=terms.small,
            settling_up_to=SETTLING_UP_TO,
            settling_among=SETTLING_AMONG,
            cross_checked=cross_checked,
        ),
        redacted=terms.redact,
        blind=False,
        evidence_required=policy.evidence == "required",
        counts=_counts(proposals, refused),
        measures=measures(pack, ranking),
        sections={section.id: section.title for section in pack.sections},
        questions=questions(pack),
        rules=rules(pack),
        remedies=remedies(pack),
        clauses=clauses(policy, pack),
        not_examined=tuple(name for name in pack.questions if name not in asked),
        groups=_groups(proposals, stand),
        weaknesses=weaknesses(proposals, pack),
        lifts=lifts(proposals, pack),
        proposals=proposals,
        rejected=refused,
    )


def _proposal(number: int, entry: Entry, mean: Range, stand: Standings, keys: Sequence[str]) -> Proposal:
    above, below = stand.above[number], stand.below[number]
    standing = Standing(
        above=above,
        below=below,
        places=(below + 1, len(keys) - above),
        readiness=mean,
        tier=stand.tier[number],
        above_keys=tuple(keys[other] for other in stand.those_below[number]) if stand.those_below else (),
        below_keys=tuple(keys[other] for other in stand.those_above[number]) if stand.those_above else (),
    )
    said = entry._asdict()
    return Proposal(**dict(said.pop("assessed")), **said, standing=standing)


def _rejected(one: Rejection) -> RejectedRow:
    mistakes = tuple(
        RowMistake(code=m.code, place=m.place, fact=m.fact, remedy=m.remedy, phrases=phrases(m)) for m in one.mistakes
    )
    return RejectedRow(key=one.key, place=one.place, mistakes=mistakes)


def _receipt(terms: ScreenTerms) -> ScreeningReceipt:
    return ScreeningReceipt(
        engine=VERSION,
        pack=terms.pack.manifest.id,
        pack_version=terms.pack.manifest.version,
        pack_digest=terms.pack.digest,
        policy=terms.policy.id,
        on=terms.on,
    )


def _counts(proposals: Sequence[Proposal], refused: Sequence[RejectedRow]) -> Counts:
    decided = Counter(proposal.decided for proposal in proposals)
    undecided = decided.pop(None, 0)
    return Counts(
        received=len(proposals) + len(refused),
        accepted=len(proposals),
        rejected=len(refused),
        decided={verdict: decided[verdict] for verdict in VERDICTS if verdict in decided},
        undecided=undecided,
    )


def _groups(proposals: Sequence[Proposal], stand: Standings) -> tuple[Group, ...]:
    """By possible verdicts, the best first, each in its tiers."""
    members: dict[tuple[VerdictName, ...], list[int]] = {}
    for number, proposal in enumerate(proposals):
        members.setdefault(proposal.possible, []).append(number)
    rank = VERDICTS.index
    kinds = sorted(members, key=lambda kind: (-rank(kind[-1]), -rank(kind[0]), *map(rank, kind)))
    return tuple(
        Group(
            possible=kind,
            tiers=_tiers(members[kind], proposals, stand),
            above_all_of=tuple(place for place, other in enumerate(kinds) if rank(other[-1]) < rank(kind[0])),
        )
        for kind in kinds
    )


def _tiers(numbers: Sequence[int], proposals: Sequence[Proposal], stand: Standings) -> tuple[Tier, ...]:
    tiers: dict[int, list[int]] = {}
    for number in numbers:
        tiers.setdefault(stand.tier[number], []).append(number)
    found = []
    for tier in sorted(tiers):
        beyond = max(stand.ties_to[number] for number in tiers[tier]) + 1
        keys = tuple(proposals[number].key for number in tiers[tier])
        found.append(Tier(keys=keys, above_all_from=beyond if beyond <= len(tiers) else None))
    return tuple(found)
