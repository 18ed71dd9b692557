"""A screening without identities: codes in place of keys, and nothing that says who a proposal is from.

Whoever has the screening that is not blind finds each proposal again: its code begins its digest.
"""

from collections.abc import Callable, Sequence

from engine.check import Phrase
from engine.screening import Group, Proposal, RejectedRow, RowMistake, Screening, Tier

SHORTEST = 6  # digits of a digest that make a code
UNSAID = "…"


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
    return RejectedRow(key=None, place=None, mistakes=tuple(map(_mistake, row.mistakes)))


def _mistake(one: RowMistake) -> RowMistake:
    """Places name files, and files people; so may what a sentence is filled in with. What is wrong stays."""
    kept = {part: _emptied(phrase) for part, phrase in one.phrases.items() if part != "place"}
    return RowMistake(
        code=one.code,
        place="",
        fact=_in_english(kept.get("fact")),
        remedy=_in_english(kept.get("remedy")),
        phrases=kept,
    )


def _emptied(phrase: Phrase) -> Phrase:
    """The sentence with a mark in place of every name; numbers stay."""
    values = {
        name: _emptied(value) if isinstance(value, Phrase) else value if isinstance(value, int) else UNSAID
        for name, value in phrase.values.items()
    }
    return Phrase(
        template=phrase.template, values=values, before=None if phrase.before is None else _emptied(phrase.before)
    )


def _in_english(phrase: Phrase | None) -> str:
    """What a phrase says; a mere text says nothing here, since nobody knows which words in it are names."""
    if phrase is None:
        return UNSAID
    values = {name: _in_english(value) if isinstance(value, Phrase) else value for name, value in phrase.values.items()}
    said = phrase.template.format_map(values)
    return said if phrase.before is None else f"{_in_english(phrase.before)} {said}"
