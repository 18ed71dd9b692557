"""The end of the Markdown report, to look things up in: answers, lost points, causal links, the receipt."""

from engine.assessment import AnswerResult, Ledger
from reports.markup import bullets, escape, folded, heading, table
from reports.wording import Wording


def annex(wording: Wording) -> list[str]:
    """The parts that a reader of the whole report turns to last."""
    return [*_answers(wording), *_ledgers(wording), *_links(wording), *_about(wording)]


def _answers(wording: Wording) -> list[str]:
    words = wording.words
    head = (words("Code"), words("Question"), words("Answer"), words("Remarks"))
    tables = []
    for title, answers in wording.pages(wording.answers.values()):
        rows = [
            (answer.code, words.of(answer.text), wording.standing(answer), _remarks(wording, answer))
            for answer in answers
        ]
        tables += [heading(3, title), *table(head, rows)]
    return [heading(2, words("All answers")), *folded(words("Show all answers"), tables)] if tables else []


def _remarks(wording: Wording, answer: AnswerResult) -> str:
    """What a reader must know about an answer: whom it may endanger, what shows it."""
    words, said = wording.words, []
    if answer.sensitive:
        said.append(words("Sensitive: do not share."))
    if answer.unevidenced:
        said.append(words("Claimed without complete evidence."))
    if evidence := answer.evidence:
        parts = (evidence.note, evidence.reference, evidence.date and evidence.date.isoformat(), evidence.owner)
        if shown := wording.listing(part for part in parts if part):
            said.append(words("Evidence: {evidence}.", evidence=shown))
    return " ".join(said)


def _ledgers(wording: Wording) -> list[str]:
    tables = []
    for ledger in wording.assessment.ledgers:
        if ledger.lines:
            tables += [heading(3, wording.words.of(wording.measures[ledger.measure].title)), *_ledger(wording, ledger)]
    title = wording.words("Where readiness lost its points")
    return [heading(2, title), *folded(wording.words("Show the lost points"), tables)] if tables else []


def _ledger(wording: Wording, ledger: Ledger) -> list[str]:
    words = wording.words
    head = (words("Question"), words("Level"), words("Weight"), words("Points lost"), words("Points still open"))
    rows = [
        (
            wording.question(wording.answers[line.question]) if line.question in wording.answers else line.question,
            words("open") if line.level is None else words.number(line.level),
            words.number(line.weight),
            wording.points(line.lost_points),
            wording.points(line.open_points),
        )
        for line in ledger.lines
    ]
    return table(head, rows)


def _links(wording: Wording) -> list[str]:
    links = [wording.steps((link.cause, link.effect)) for link in wording.assessment.links]
    title = wording.words("What leads to what")
    return [heading(2, title), *folded(wording.words("Show every causal link"), bullets(links))] if links else []


def _about(wording: Wording) -> list[str]:
    words = wording.words
    return [
        heading(2, words("About this assessment")),
        escape(wording.other_reading()),
        *bullets([words.of(wording.assessment.pack_title), *wording.receipt()]),
    ]
