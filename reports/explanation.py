"""Why one finding holds: its proof down to the answers, its sources, what would undo it and what it brings about."""

from typing import TYPE_CHECKING, Final

from engine.assessment import Assessment, FactPremise, Finding, FindingMove, RemedyResult
from engine.pack import ADVERSE, Certainty
from reports.terminal import Page
from reports.wording import Wording
from reports.words import Digits, Words

if TYPE_CHECKING:
    from rich.tree import Tree

_GRADE: Final[dict[Certainty | None, int]] = {None: 0, "likely": 1, "confirmed": 2}


def explanation(
    assessment: Assessment,
    fact: str,
    language: str,
    width: int | None = None,
    colour: bool = False,
    digits: Digits = "western",
) -> str:
    """Explain one finding for a terminal. A fact that the assessment does not find is a KeyError."""
    wording = Wording(assessment, Words(language, digits))
    finding = wording.findings[fact]
    page = Page(width, colour)
    page.line(wording.finding(finding), "bold")
    page.line(wording.words.of(finding.why))
    _proof(page, wording, finding)
    page.heading(wording.words("Where this comes from"))
    for source in finding.sources:
        page.item("-", wording.source(source))
    _undoing(page, wording, finding)
    _consequences(page, wording, finding)
    _remedies(page, wording, finding)
    return page.written()


def _proof(page: Page, wording: Wording, finding: Finding) -> None:
    from rich.tree import Tree

    words = wording.words
    possible = finding.outlook == "possible"
    page.heading(words("How it could come about") if possible else words("Why it holds"))
    tree = Tree(page.styled(wording.fact(finding.fact), "bold"), guide_style="dim")
    _grow(tree, page, wording, finding, {finding.fact})
    page.show(tree)
    if possible and finding.hinges_on:
        page.heading(words("What it hinges on"))
        for question in finding.hinges_on:
            if question in wording.answers:
                page.item(words.question_mark, wording.open_question(wording.answers[question]))


def _grow(tree: "Tree", page: Page, wording: Wording, finding: Finding, seen: set[str]) -> None:
    """Add what a finding rests on; each finding is opened the first time it is met."""
    words, reasons = wording.words, wording.reasons(finding)
    if finding.by_cases:
        tree.add(page.styled(wording.by_cases(), "dim"))
    elif len(reasons) > 1:
        tree.add(page.styled(words("Any one of these reasons is enough:"), "dim"))
    for number, reason in enumerate(reasons, 1):
        branch = tree
        if len(reasons) > 1:
            named = words("Reason {place}", place=number)
            if finding.outlook == "certain":
                certainty = wording.certainty(reason.certainty)
                named = words("Reason {place} ({certainty})", place=number, certainty=certainty)
            branch = tree.add(page.styled(named))
        for premise in reason.premises:
            label = wording.premise(premise)
            cause = wording.findings.get(premise.fact) if isinstance(premise, FactPremise) else None
            if cause is None or (isinstance(premise, FactPremise) and premise.absent):
                branch.add(page.styled(label))
            elif cause.fact in seen:
                branch.add(page.styled(words("{premise}: see above", premise=label), "dim"))
            else:
                seen.add(cause.fact)
                _grow(branch.add(page.styled(label)), page, wording, cause, seen)


def _undoing(page: Page, wording: Wording, finding: Finding) -> None:
    """Which single answers help, and where none does, every cause that would have to go."""
    if finding.kind not in ADVERSE or finding.outlook == "possible":
        return
    words = wording.words
    page.heading(words("What alone would clear or weaken it"))
    for way in wording.ways_out(finding):
        page.item("-", wording.clearing(finding, way))
    if none := wording.no_way_out(finding):
        page.line(" ".join(filter(None, (none, wording.rests(finding)))))
    causes = wording.causes(finding.fact)
    if len(causes) > 1:
        page.heading(words("What upholds it"))
        for cause in causes:
            codes = wording.codes(wording.rests_on(cause))
            page.item("-", words("{finding}: rests on {codes}", finding=wording.fact(cause), codes=codes))


def _consequences(page: Page, wording: Wording, finding: Finding) -> None:
    if finding.leads_to:
        page.heading(wording.words("What it leads to"))
        for fact in finding.leads_to:
            shown = wording.findings.get(fact)
            page.item("-", wording.finding(shown) if shown else fact)


def _remedies(page: Page, wording: Wording, finding: Finding) -> None:
    remedies = [wording.remedies[name] for name in finding.remedies if name in wording.remedies]
    if not remedies:
        return
    page.heading(wording.words("What to do"))
    for remedy in sorted(remedies, key=lambda one: (finding.fact not in one.clears, one.alternative)):
        page.item("-", wording.words.of(remedy.title), "bold")
        page.line(_use(wording, finding, remedy), indent=2)
        page.line(wording.words.of(remedy.what), indent=2)
        page.line(wording.cost(remedy), indent=2)
        page.line(" ".join(wording.effects(remedy)), indent=2)


def _use(wording: Wording, finding: Finding, remedy: RemedyResult) -> str:
    """What a remedy does to this one finding: what was worked out with it in place."""
    words = wording.words
    if finding.fact in remedy.clears:
        return words("Alone it clears this finding.")
    if finding.fact in remedy.weakens:
        return words("Alone it only weakens this finding.")
    moved = next((move for move in remedy.moves or () if move.fact == finding.fact), None)
    if moved is not None:
        return _moved(words, finding, moved)
    if remedy.moves is None or finding.fact in remedy.helps_with:
        return words("It only helps: alone it does not clear this finding.")
    return words("Alone it does not change this finding.")


def _moved(words: Words, finding: Finding, moved: FindingMove) -> str:
    if moved.up_to is None:
        return words("With this in place the finding can no longer arise.")
    if finding.outlook == "certain" and moved.leaves is None:
        return words("With this in place it is no longer certain, and open questions decide.")
    least = None if finding.outlook == "possible" else finding.certainty
    was, now = ((_GRADE[low], _GRADE[high]) for low, high in ((least, finding.up_to), (moved.leaves, moved.up_to)))
    if now[0] <= was[0] and now[1] <= was[1]:
        return words("It only makes this finding less well established.")
    return words("With this in place the finding is better established.")
