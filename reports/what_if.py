"""What if some answers were different, for a terminal: what was changed, and everything that follows from it."""

from engine.assessment import VerdictReason
from engine.comparison import Comparison, FindingChange, Move, ReasonChange
from engine.pack import ADVERSE
from engine.what_if import WhatIf
from reports.fragility import hanging
from reports.terminal import Page
from reports.verdict_styles import VERDICT_STYLE
from reports.wording import Wording
from reports.words import Digits, Words


def what_if_report(
    result: WhatIf, language: str, width: int | None = None, colour: bool = False, digits: Digits = "western"
) -> str:
    """The report in at most `width` columns, without any escape sequence unless `colour` is asked for."""
    words = Words(language, digits)
    now, then = Wording(result.before, words), Wording(result.after, words)
    page = Page(width, colour)
    page.line(words("Campaign: {campaign}", campaign=result.before.campaign.name))
    _changed(page, result, now, then)
    _verdict(page, result.comparison, now, then)
    _measures(page, result.comparison, now, then)
    _findings(page, result.comparison, now, then)
    _uses(page, result.comparison, then)
    page.gap()
    page.line(words.of(result.before.caveat), "dim")
    return page.written()


def _changed(page: Page, result: WhatIf, now: Wording, then: Wording) -> None:
    words = now.words
    page.heading(words("If these answers were different"))
    for question in result.changed:
        page.item("-", then.question(then.answers[question]))
        _now_and_then(page, now.standing(now.answers[question]), then.standing(then.answers[question]), now, indent=2)


def _now_and_then(page: Page, before: str, after: str, wording: Wording, indent: int = 0, style: str = "") -> None:
    page.line(wording.words("Now: {standing}", standing=before), "dim", indent)
    page.line(wording.words("Then: {standing}", standing=after), style, indent)


def _verdict(page: Page, comparison: Comparison, now: Wording, then: Wording) -> None:
    words, possible = now.words, then.assessment.verdict.possible
    page.heading(words("Verdict"))
    style = "bold " + VERDICT_STYLE[possible[0]]
    if comparison.verdict == "same":
        page.line(words("It stays the same: {verdict}", verdict=then.verdict(possible)), style)
    else:
        before = now.verdict(now.assessment.verdict.possible)
        _now_and_then(page, before, then.verdict(possible), now, style=style)
    for note in hanging(then):
        page.line(note)
    for change in comparison.reasons:
        page.item("-" if change.after is None else "+", _reason(change, now, then))


def _reason(change: ReasonChange, now: Wording, then: Wording) -> str:
    """A reason that comes, goes, or is established to another degree."""
    words, before, after = now.words, _said(change, now), _said(change, then)
    if after is None:
        return words("No longer a reason: {reason}", reason=before)
    if before is None:
        return words("New reason: {reason}", reason=after)
    if change.after == "certain":
        return words("Only possible now, certain then: {reason}", reason=after)
    return words("Certain now, only possible then: {reason}", reason=after)


def _said(change: ReasonChange, wording: Wording) -> str | None:
    """A reason as one of the two assessments has it."""
    reasons: dict[object, VerdictReason] = {(one.verdict, one.text): one for one in wording.assessment.verdict.reasons}
    found = reasons.get((change.verdict, change.text))
    return None if found is None else wording.reason(found)


def _measures(page: Page, comparison: Comparison, now: Wording, then: Wording) -> None:
    words = now.words
    page.heading(words("Readiness and exposure"))
    if not comparison.measures:
        page.line(words("No measure changes."))
    for move in comparison.measures:
        before, after = now.value(now.measures[move.measure]), then.value(then.measures[move.measure])
        title = words.of(now.measures[move.measure].title)
        page.item("-", words("{measure}: now {before}; afterwards {after}.", measure=title, before=before, after=after))


def _findings(page: Page, comparison: Comparison, now: Wording, then: Wording) -> None:
    words = now.words
    titles: dict[Move, str] = {
        "appears": words("Found in addition"),
        "strengthens": words("More certain than now"),
        "vanishes": words("No longer found"),
        "weakens": words("Less certain than now"),
        "narrows": words("Nearer to being settled than now"),
        "widens": words("Further from being settled than now"),
    }
    if not comparison.findings:
        page.heading(words("Findings"))
        page.line(words("No finding changes."))
    for move, title in titles.items():
        changes = [change for change in comparison.findings if change.move == move]
        if changes:
            page.heading(title)
        for change in changes:
            found = then.findings.get(change.fact) or now.findings[change.fact]
            page.item("!" if found.kind in ADVERSE else "+", _finding(change, now, then))


def _finding(change: FindingChange, now: Wording, then: Wording) -> str:
    """A finding with how grave and certain it is; how certain before and after where it stands in both."""
    was, then_is = now.findings.get(change.fact), then.findings.get(change.fact)
    if was is None or then_is is None:
        return then.finding(then_is) if then_is is not None else now.finding(now.findings[change.fact])
    before, after = now.tags(was)[-1], then.tags(then_is)[-1]
    title = now.fact(change.fact)
    return now.words("{title}. Now: {before} Then: {after}", title=title, before=before, after=after)


def _uses(page: Page, comparison: Comparison, then: Wording) -> None:
    words = then.words
    if comparison.uses:
        page.heading(words("Questions that come into use or go out of it"))
    for change in comparison.uses:
        answer = then.answers[change.question]
        question = then.question(answer)
        match change.after:
            case "in_use":
                page.item("+", words("Applies then: {question}", question=question))
                page.line(words("Then: {standing}", standing=then.standing(answer)), indent=2)
            case "perhaps":
                page.item(words.question_mark, words("May apply then: {question}", question=question))
                page.line(words("Then: {standing}", standing=then.standing(answer)), indent=2)
            case _:
                page.item("-", words("No longer applies then: {question}", question=question))
