"""The report for a terminal: the verdict and why, the two axes, what is worst, and what to do first."""

import shlex
from typing import TYPE_CHECKING, Final

from engine.assessment import Assessment, Finding, MeasureResult
from engine.pack import ADVERSE, Severity
from reports.explanation import explanation
from reports.fragility import hanging
from reports.pairs import best_pair
from reports.phrases import plain
from reports.terminal import Page
from reports.verdict_styles import VERDICT_STYLE
from reports.wording import Wording
from reports.words import Digits, Words

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["explanation", "text"]

MOST_FINDINGS: Final = 8
MOST_REASONS: Final = 5
MOST_POSSIBLE: Final = 5
MOST_PREMISES: Final = 2
MOST_GROUNDS: Final = 4
MOST_OPEN: Final = 8
MOST_DECISIVE: Final = 3
MOST_REMEDIES: Final = 3
SIDE_BY_SIDE_FROM: Final = 120

_SEVERITY_STYLE: dict[Severity, str] = {"critical": "red", "high": "red", "medium": "yellow", "low": ""}


def text(
    assessment: Assessment,
    language: str,
    width: int | None = None,
    colour: bool = False,
    digits: Digits = "western",
    again: tuple[str, ...] = (),
) -> str:
    """The report in at most `width` columns, without any escape sequence unless `colour` is asked for.

    `again` are the options for pack and policy that a further command takes as well.
    """
    wording = Wording(assessment, Words(language, digits))
    page = Page(width, colour)
    _verdict(page, wording)
    _axes(page, wording)
    _findings(page, wording)
    _possible(page, wording)
    _remedies(page, wording)
    _open_questions(page, wording)
    page.heading(wording.words("Evidence"))
    page.line(wording.claimed())
    page.line(wording.other_reading())
    _more(page, wording, again)
    return page.written()


def _verdict(page: Page, wording: Wording) -> None:
    words, verdict = wording.words, wording.assessment.verdict
    page.line(words("Campaign: {campaign}", campaign=wording.assessment.campaign.name))
    page.line(wording.headline(), "bold " + VERDICT_STYLE[verdict.possible[0]])
    for note in (*wording.verdict_notes(), *hanging(wording)):
        page.line(note)
    if way_out := wording.way_out():
        page.line(way_out)
    for reason in verdict.reasons[:MOST_REASONS]:
        page.item("-", wording.reason(reason))
        for premise in reason.premises[:MOST_GROUNDS]:
            page.line(wording.premise(premise), "dim", indent=2)
        if (left := len(reason.premises) - MOST_GROUNDS) > 0:
            page.line(words.many("and {number} more reason", "and {number} more reasons", left), "dim", indent=2)
    if (left := len(verdict.reasons) - MOST_REASONS) > 0:
        page.line(words.many("and {number} more reason", "and {number} more reasons", left))
    for notice in wording.assessment.notices:
        page.item("!", wording.notice(notice), "yellow")


def _axes(page: Page, wording: Wording) -> None:
    """Readiness and exposure: beside each other where the page is wide enough, never one number."""
    from rich.table import Table

    words, width = wording.words, page.width
    page.heading(words("Readiness and exposure"))
    page.line(words("Two separate axes: neither makes up for the other."), "dim")
    readiness, exposure = _readiness(page, wording), _exposure(page, wording)
    if width < SIDE_BY_SIDE_FROM:
        page.show(readiness)
        page.show(exposure)
    else:
        both = Table.grid(padding=(0, 4, 0, 0))
        both.add_row(readiness, exposure)
        page.show(both)
    page.line(words("█ in place   ▒ still open   ░ missing   ● possible band"), "dim")


def _readiness(page: Page, wording: Wording) -> "Table":
    from rich.table import Table

    cells = 20 if page.width >= 72 else 10
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column()
    table.add_column(no_wrap=True, min_width=cells)
    for measure in wording.measures.values():
        if measure.kind == "readiness":
            title, value = wording.words.of(measure.title), wording.value(measure)
            table.add_row(page.styled(title), page.styled(_bar(measure, cells)), page.styled(value))
    return table


def _exposure(page: Page, wording: Wording) -> "Table":
    from rich.table import Table

    table = Table.grid(padding=(0, 1, 0, 0))
    for measure in wording.measures.values():
        if measure.kind != "readiness":
            title = wording.words.of(measure.title)
            standing = wording.words("{measure}: {value}", measure=title, value=wording.scaled(measure))
            table.add_row(page.styled(standing))
            if measure.kind == "ladder" and measure.in_use != "no":
                table.add_row(page.styled("  " + _ladder(measure, wording), "dim"))
    return table


def _bar(measure: MeasureResult, cells: int) -> str:
    """Readiness as a bar: what is in place, what open questions decide, what is missing."""
    if measure.in_use == "no":
        return "·" * cells
    low, high = measure.low * cells // 1000, -(-measure.high * cells // 1000)
    if measure.low == measure.high:
        high = low
    return "█" * low + "▒" * (high - low) + "░" * (cells - high)


def _ladder(measure: MeasureResult, wording: Wording) -> str:
    """Every band of a ladder in order, those that it can stand at marked."""
    marked = (
        ("● " if measure.low <= place <= measure.high else "○ ") + wording.words.of(band.title)
        for place, band in enumerate(measure.bands)
    )
    return "  ".join(marked)


def _findings(page: Page, wording: Wording) -> None:
    words, adverse = wording.words, wording.adverse()
    page.heading(words("What the answers point to"))
    if not adverse:
        page.line(words("Nothing was found that holds whatever is still open."))
    else:
        page.line(wording.grades(), "dim")
    begun: set[str] = set()
    for number, finding in enumerate(adverse[:MOST_FINDINGS], 1):
        _finding(page, wording, number, finding, begun)
    if rest := adverse[MOST_FINDINGS:]:
        names = wording.quoted(wording.fact(finding.fact) for finding in rest)
        page.line(words.many("and {number} more finding:", "and {number} more findings:", len(rest)))
        page.line(names, "dim", indent=3)
    if favourable := wording.favourable():
        page.heading(words("Strengths and protections"))
        for finding in favourable:
            page.item("+", _named(wording, finding), "green")


def _named(wording: Wording, finding: Finding) -> str:
    """A finding in one line, with the name by which it can be explained."""
    return wording.words("{title} [{fact}]", title=wording.finding(finding), fact=finding.fact)


def _finding(page: Page, wording: Wording, number: int, finding: Finding, begun: set[str]) -> None:
    """One finding with its chain, down to the answers that begin it, unless one in `begun` showed them already."""
    words = wording.words
    style = "bold " + _SEVERITY_STYLE[finding.severity] if finding.severity else "bold"
    title = words("{title} [{fact}]", title=wording.fact(finding.fact), fact=finding.fact)
    page.item(f"{words.number(number)}.", title, style.strip())
    page.line(" ".join(wording.tags(finding)), indent=3)
    chain = wording.chain(finding.fact)
    if len(chain) > 1:
        page.line(words("How it comes about: {chain}", chain=wording.steps(chain)), indent=3)
    first = wording.findings.get(chain[0])
    if first and first.because and first.fact not in begun:
        begun.add(first.fact)
        reasons = wording.reasons(first)
        for premise in reasons[0].premises[:MOST_PREMISES]:
            page.item("-", wording.premise(premise), "dim", indent=3)
        if more := len(reasons) - 1:
            page.line(words.many("and {number} more reason", "and {number} more reasons", more), "dim", indent=3)


def _possible(page: Page, wording: Wording) -> None:
    words = wording.words
    possible = [finding for finding in wording.possible() if finding.kind in ADVERSE]
    if not possible:
        return
    page.heading(words("May be the case, depending on open questions"))
    for finding in possible[:MOST_POSSIBLE]:
        page.item(words.question_mark, _named(wording, finding))
        if finding.hinges_on:
            page.line(words("Hinges on: {codes}.", codes=wording.codes(finding.hinges_on)), "dim", indent=2)
    if (left := len(possible) - MOST_POSSIBLE) > 0:
        page.line(words.many("and {number} more finding", "and {number} more findings", left))


def _remedies(page: Page, wording: Wording) -> None:
    words = wording.words
    first = [wording.remedies[name] for name in wording.assessment.priorities if name in wording.remedies]
    if not first:
        return
    page.heading(words("What to do first"))
    for number, remedy in enumerate(first[:MOST_REMEDIES], 1):
        page.item(f"{words.number(number)}.", words.of(remedy.title), "bold")
        page.line(wording.cost(remedy), indent=3)
        for effect in wording.effects(remedy):
            page.item("-", effect, indent=3)
    page.line(wording.together())
    if pair := best_pair(wording):
        page.line(" ".join(pair))


def _open_questions(page: Page, wording: Wording) -> None:
    page.heading(wording.words("Open questions"))
    page.line(" ".join(wording.open_counts()))
    decisive = wording.decisive()
    if decisive:
        page.line(wording.words("What decides the verdict, most first:"))
    for number, one in enumerate(decisive[:MOST_DECISIVE], 1):
        page.item(f"{wording.words.number(number)}.", wording.question(wording.answers[one.question]), "bold")
        for lead in wording.leads(one):
            page.line(lead, "dim", indent=3)
    shown = {one.question for one in decisive[:MOST_DECISIVE]}
    rest = [answer for answer in wording.to_answer() if answer.question not in shown]
    if none := wording.none_decides():
        page.line(none)
    if decisive and rest:
        page.line(wording.words("Also open:"))
    for answer in rest[:MOST_OPEN]:
        page.item(wording.words.question_mark, wording.open_question(answer))
    if (left := len(rest) - MOST_OPEN) > 0:
        page.line(wording.words.many("and {number} more question", "and {number} more questions", left), "dim")


def _more(page: Page, wording: Wording, again: tuple[str, ...]) -> None:
    words, shown = wording.words, [*wording.adverse(), *wording.possible(), *wording.favourable()]
    page.gap()
    page.line(words.of(wording.assessment.caveat), "dim")
    if shown:
        command = further_command(wording, shown[0].fact, again)
        page.line(words("More: the full report, or “{command}” for why one finding holds.", command=command))
    else:
        page.line(words("More: the full report names every answer, source and remedy."))


def further_command(wording: Wording, fact: str, again: tuple[str, ...]) -> str:
    """The command that explains one fact of the same campaign, in the language of this report."""
    words = wording.words
    chosen = () if words.language == wording.assessment.languages[0] else ("--lang", words.language)
    return plain(shlex.join(["munasara", "explain", "PROFILE", fact, *again, *chosen]))
