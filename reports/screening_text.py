"""A screening in short, for a terminal: how many of what, what many share, and where the rest is written."""

from collections.abc import Iterator, Sequence

from engine.pack import VERDICTS
from engine.screening import Screening
from reports.check_text import plain_line
from reports.words import Digits, Words

MOST_LISTED = 5


def so_far(language: str) -> str:
    """What stands before the number of proposals that are assessed, while it grows."""
    words = Words(language)
    return words("Proposals assessed:")


def written_so_far(language: str) -> str:
    """What stands before the number of files that are written, while it grows."""
    words = Words(language)
    return words("Files written:")


def screening_text(screening: Screening, files: Sequence[str], language: str, digits: Digits = "western") -> str:
    """A few lines: no proposal is named, and none is ranked."""
    words = Words(language, digits)
    receipt = screening.receipt
    policy = words.of(screening.policy_title)
    lines = [
        words("Screening under “{policy}” on {day}", policy=policy, day=receipt.on.isoformat()),
        words(
            "Received: {received}. Accepted: {accepted}. Rejected: {rejected}.",
            received=screening.counts.received,
            accepted=screening.counts.accepted,
            rejected=screening.counts.rejected,
        ),
        "",
        *_verdicts(screening, words),
        *_weaknesses(screening, words),
        *_lifts(screening, words),
        "",
        *(words("Written: {file}", file=file) for file in files),
    ]
    return "\n".join(map(plain_line, lines)) + "\n"


def _verdicts(screening: Screening, words: Words) -> Iterator[str]:
    counts = screening.counts
    for verdict in reversed(VERDICTS):
        if verdict in counts.decided:
            name = words.of(screening.words[verdict])
            yield words("{what}: {number}", what=name, number=counts.decided[verdict])
    if counts.undecided:
        yield words("Undecided, as open questions decide: {number}", number=counts.undecided)


def _weaknesses(screening: Screening, words: Words) -> Iterator[str]:
    """What most proposals certainly have."""
    shared = [one for one in screening.weaknesses if one.confirmed + one.likely][:MOST_LISTED]
    if shared:
        yield from ("", words("What most proposals have against them"))
    for one in shared:
        title = words.of(screening.rules[one.rule].title)
        certain = one.confirmed + one.likely
        if one.possible:
            yield "  " + words("{what}: {number}, perhaps {more} more", what=title, number=certain, more=one.possible)
        else:
            yield "  " + words("{what}: {number}", what=title, number=certain)


def _lifts(screening: Screening, words: Words) -> Iterator[str]:
    """What would better the verdict of most, or else clear something for most; not what changes what a campaign is."""
    useful = [one for one in screening.lifts if not screening.remedies[one.remedy].alternative][:MOST_LISTED]
    if useful:
        yield from ("", words("What would help most proposals"))
    for one in useful:
        title = words.of(screening.remedies[one.remedy].title)
        said = words(
            "{what}: better verdicts {lifts}, a better one possible {opens}, proposals helped {helped}",
            what=title,
            lifts=one.lifts,
            opens=one.opens,
            helped=one.helped,
        )
        yield "  " + said
