"""What one question does in an assessment, for a terminal: what rests on its answer, and what would change with it."""

from collections.abc import Sequence

from engine.assessment import AnswerPremise, Assessment, Finding
from engine.cancelled import Cancelled
from engine.pack import ADVERSE
from reports.absence import named
from reports.terminal import Page
from reports.wording import Wording
from reports.words import Digits, Words


def question_role(
    assessment: Assessment,
    question: str,
    language: str,
    width: int | None = None,
    colour: bool = False,
    digits: Digits = "western",
    cancelled: Sequence[Cancelled] = (),
) -> str:
    """Explain one question of the pack for a terminal, with what its answer cancels. One that the assessment does not
    list is a KeyError."""
    wording = Wording(assessment, Words(language, digits))
    words, page, answer = wording.words, Page(width, colour), wording.answers[question]
    page.line(wording.question(answer), "bold")
    page.line(words("Answer: {answer}", answer=wording.standing(answer)))
    direct = [finding for finding in wording.findings.values() if _directly(finding, question)]
    through = [one for one in wording.findings.values() if one not in direct and question in wording.rests_on(one.fact)]
    _listed(page, wording, words("What rests on this answer"), direct)
    _listed(page, wording, words("What follows from that"), through)
    hinging = [one for one in wording.findings.values() if question in one.hinges_on and one not in (*direct, *through)]
    _listed(page, wording, words("What hinges on it"), hinging)
    _cancelled(page, wording, cancelled)
    if not (direct or through or hinging or cancelled):
        page.gap()
        page.line(words("No finding rests on this question."))
    _leads(page, wording, question)
    _ways_out(page, wording, question)
    _remedies(page, wording, question)
    return page.written()


def _directly(finding: Finding, question: str) -> bool:
    premises = (premise for reason in finding.because for premise in reason.premises)
    return any(isinstance(premise, AnswerPremise) and premise.question == question for premise in premises)


def _listed(page: Page, wording: Wording, title: str, findings: list[Finding]) -> None:
    if not findings:
        return
    page.heading(title)
    for finding in findings:
        said = wording.words("{title} [{fact}]", title=wording.finding(finding), fact=finding.fact)
        page.item("!" if finding.kind in ADVERSE else "+", said)


def _cancelled(page: Page, wording: Wording, cancelled: Sequence[Cancelled]) -> None:
    """What is not found because this answer cancels it, and the answers that would bring it back."""
    words = wording.words
    if cancelled:
        page.heading(words("What this answer cancels"))
    for one in cancelled:
        page.item("-", words("{title} [{fact}]", title=words.of(one.title), fact=one.fact))
        for other in one.otherwise:
            answers = named(wording, other)
            if other.without:
                page.line(words("It could come back with this left out: {answers}.", answers=answers), indent=2)
            else:
                page.line(words("It could come back with any of these: {answers}.", answers=answers), indent=2)


def _leads(page: Page, wording: Wording, question: str) -> None:
    """Where its answers lead, if it is among the questions that decide the verdict."""
    for one in wording.decisive():
        if one.question == question:
            page.heading(wording.words("Where its answers lead"))
            for lead in wording.leads(one):
                page.item("-", lead)


def _ways_out(page: Page, wording: Wording, question: str) -> None:
    """What another answer alone would clear or weaken."""
    said = []
    for finding in wording.adverse():
        for way in finding.cleared_by:
            if way.question == question:
                sentence = wording.clearing(finding, way)
                said.append(wording.words("“{finding}”. {step}", finding=wording.fact(finding.fact), step=sentence))
    if said:
        page.heading(wording.words("What another answer would clear or weaken"))
        for line in said:
            page.item("-", line)


def _remedies(page: Page, wording: Wording, question: str) -> None:
    remedies = [one for one in wording.remedies.values() if any(c.question == question for c in one.answers)]
    if remedies:
        page.heading(wording.words("What to do"))
    for remedy in remedies:
        page.item("-", wording.words.of(remedy.title), "bold")
        page.line(wording.cost(remedy), indent=2)
