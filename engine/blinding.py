"""A screening without identities: codes in place of keys, and nothing that says who a proposal is from.

Whoever has the screening that is not blind finds each proposal again: its code begins its digest.
"""

from collections.abc import Callable, Sequence

from engine.screening import Group, Proposal, RejectedRow, Screening, Tier

SHORTEST = 6  # digits of a digest that make a code


def blinded(screening: Screening) -> Screening:
    """The same proposals, in the order of their codes. Rows that were rejected lose key, place and what names them."""
    code = _codes(screening.proposals)

    def coded(keys: Sequence[str]) -> tuple[str, ...]:
        return tuple(sorted(code[key] for key in keys))

    return screening.model_copy(
        update={
            "blind": True,
            "proposals": tuple(sorted((_proposal(one, coded) for one in screening.proposals), key=lambda one: one.key)),
            "groups": tuple(_group(group, coded) for group in screening.groups),
            "rejected": tuple(sorted(map(_rejected, screening.rejected), key=lambda one: one.model_dump_json())),
        }
    )


def _codes(proposals: Sequence[Proposal]) -> dict[str, str]:
    """By key: as much of the digest as tells them apart; proposals that say exactly the same are numbered."""
    digests = sorted({proposal.profile_digest for proposal in proposals})
    longest = len(digests[0]) if digests else SHORTEST
    length = next(n for n in range(SHORTEST, longest + 1) if len({one[:n] for one in digests}) == len(digests))
    seen: dict[str, int] = {}
    found = {}
    for proposal in proposals:
        short = proposal.profile_digest[:length].upper()
        seen[short] = seen.get(short, 0) + 1
        found[proposal.key] = short if seen[short] == 1 else f"{short}-{seen[short]}"
    return found


def _proposal(one: Proposal, coded: Callable[[Sequence[str]], tuple[str, ...]]) -> Proposal:
    above, below = coded(one.standing.above_keys), coded(one.standing.below_keys)
    standing = one.standing.model_copy(update={"above_keys": above, "below_keys": below})
    unsaid = {"place": None, "title": None, "country": None, "language": None}
    return one.model_copy(update={**unsaid, "key": coded([one.key])[0], "standing": standing})


def _group(group: Group, coded: Callable[[Sequence[str]], tuple[str, ...]]) -> Group:
    tiers = tuple(Tier(keys=coded(tier.keys), above_all_from=tier.above_all_from) for tier in group.tiers)
    return group.model_copy(update={"tiers": tiers})


def _rejected(row: RejectedRow) -> RejectedRow:
    """Places name files, and files people. What is wrong stays."""
    return RejectedRow(
        key=None, place=None, mistakes=tuple(one.model_copy(update={"place": ""}) for one in row.mistakes)
    )
