"""What the sheets beside that of the proposals have: columns, and rows as they come."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from engine.pack import VERDICTS, Kind, Severity
from engine.screening import Proposal, Screening
from reports.mistakes import trouble_told
from reports.screening.columns import Column
from reports.screening.order_of_pages import in_rows
from reports.screening.wording import ScreeningWording
from reports.words import Words
from reports.workbook_rows import Value


class Sheet(NamedTuple):
    """`filtered`: how many rows there are, of a table that can be filtered; 0 of one that cannot."""

    columns: Sequence[Column]
    rows: Iterator[Sequence[Value]]
    filtered: int = 0


def _columns(*titles: tuple[str, int]) -> list[Column]:
    return [Column(title, _nothing, width) for title, width in titles]


def _nothing(one: Proposal) -> Value:
    """These rows are no proposals: their values come with them."""
    return None


def findings(screening: Screening, words: Words) -> Sheet:
    """One row for each finding of each proposal."""
    say = ScreeningWording(screening, words)
    titles = {name: words.of(rule.title) for name, rule in screening.rules.items()}
    kinds = {name: kind_said(rule.kind, words) for name, rule in screening.rules.items()}
    grades = {name: severity_said(rule.severity, words) for name, rule in screening.rules.items()}
    certain = {name: say.certainty(name) for name in ("confirmed", "likely", "possible")}
    columns = _columns(
        (words("Code") if screening.blind else words("Key"), 20),
        *(() if screening.blind else ((words("Title"), 32),)),
        (words("Finding"), 50),
        (words("Certainty"), 14),
        (words("Kind"), 14),
        (words("Severity"), 12),
    )
    rows = (
        (*whose, titles[name], certain[certainty], kinds[name], grades[name])
        for proposal in in_rows(screening)
        for whose in ((proposal.key,) if screening.blind else (proposal.key, proposal.title),)
        for name, certainty in say.findings(proposal)
    )
    number = sum(len(one.confirmed) + len(one.likely) + len(one.possible_findings) for one in screening.proposals)
    return Sheet(columns, rows, number)


def weaknesses(screening: Screening, words: Words) -> Sheet:
    columns = _columns(
        (words("Finding"), 50),
        (words("Kind"), 14),
        (words("Severity"), 12),
        (words("Proposals, confirmed"), 14),
        (words("Proposals, likely"), 14),
        (words("Proposals, still open"), 14),
        (words("Why it matters"), 80),
    )
    rows = (
        (
            words.of(screening.rules[one.rule].title),
            kind_said(screening.rules[one.rule].kind, words),
            severity_said(screening.rules[one.rule].severity, words),
            one.confirmed,
            one.likely,
            one.possible,
            words.of(screening.rules[one.rule].why),
        )
        for one in screening.weaknesses
    )
    return Sheet(columns, rows, len(screening.weaknesses))


def remedies(screening: Screening, words: Words) -> Sheet:
    """What each would do across the portfolio; what changes what a campaign is says so."""
    better = [verdict for verdict in reversed(VERDICTS) if any(verdict in one.to for one in screening.lifts)]
    columns = _columns(
        (words("Remedy"), 50),
        (words("Proposals with a better verdict"), 16),
        (words("Proposals where a better verdict becomes possible"), 16),
        *((words("Then “{verdict}”", verdict=words.of(screening.words[verdict])), 16) for verdict in better),
        (words("Proposals helped"), 14),
        (words("Findings cleared"), 14),
        (words("Person-days"), 12),
        (words("Lead time in days"), 12),
        (words("Who"), 24),
        (words("Changes what the campaign is"), 16),
        (words("What to do"), 80),
    )
    rows: Iterator[Sequence[Value]] = (
        (
            words.of(remedy.title),
            one.lifts,
            one.opens,
            *(one.to.get(verdict, 0) for verdict in better),
            one.helped,
            one.clears,
            remedy.effort,
            remedy.lead_time,
            words.of(remedy.role),
            words("Yes") if remedy.alternative else words("No"),
            words.of(remedy.what),
        )
        for one, remedy in ((one, screening.remedies[one.remedy]) for one in screening.lifts)
    )
    return Sheet(columns, rows, len(screening.lifts))


def rejected(screening: Screening, words: Words) -> Sheet:
    """One row for each reason."""
    columns = _columns(
        (words("Key"), 20),
        (words("Place"), 40),
        (words("Code of the mistake"), 14),
        (words("What is wrong"), 60),
        (words("What to do"), 60),
    )
    rows = (
        (row.key, told.place or row.place, told.code, told.fact, told.remedy)
        for row in screening.rejected
        for told in (trouble_told(mistake, words) for mistake in row.mistakes)
    )
    return Sheet(columns, rows, sum(len(row.mistakes) for row in screening.rejected))


def about(screening: Screening, words: Words, left_out: Mapping[str, int]) -> Sheet:
    """With what the screening was made, how to read it, and how many rows no sheet could hold, by its title."""
    receipt, counts = screening.receipt, screening.counts
    rows: list[Sequence[Value]] = [
        (words("Pack"), words.of(screening.pack_title)),
        (words("Policy"), words.of(screening.policy_title)),
        (words("Screened on"), receipt.on.isoformat()),
        (words("Received"), counts.received),
        (words("Accepted"), counts.accepted),
        (words("Rejected"), counts.rejected),
        (words("How to read it"), words("Low and high are the ends of what is possible, as open questions decide.")),
        (
            words("Remedies"),
            words(
                "A better verdict: the worst that is possible becomes better. Helped: that, or a better one becomes "
                "possible, or a finding is cleared."
            ),
        ),
        (words("Order"), words("Nobody has a rank: whatever is not certain is a tie.")),
        (words("Texts"), words("An apostrophe before a sign keeps a text from being taken for a formula.")),
        (words("Limits"), words.of(screening.caveat)),
        (words("Version of the pack"), f"{receipt.pack} {receipt.pack_version}"),
        (words("SHA-256 of its files"), receipt.pack_digest),
        (words("Version of the engine"), receipt.engine),
    ]
    for title, number in left_out.items():
        told = words(
            "{title}: {number} rows, more than a sheet can hold. The form json has all.", title=title, number=number
        )
        rows.append((words("Left out"), told))
    return Sheet(_columns((words("About this screening"), 30), ("", 100)), iter(rows))


def kind_said(kind: Kind, words: Words) -> str:
    match kind:
        case "blocker":
            return words("Blocker")
        case "weakness":
            return words("Weakness")
        case "consequence":
            return words("Consequence")
        case "exposure":
            return words("Exposure")
        case "strength":
            return words("Strength")
        case "protection":
            return words("Protection")


def severity_said(severity: Severity | None, words: Words) -> str:
    match severity:
        case "critical":
            return words("Critical")
        case "high":
            return words("High")
        case "medium":
            return words("Medium")
        case "low":
            return words("Low")
        case None:
            return ""
