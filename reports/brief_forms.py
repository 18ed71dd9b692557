"""The short form of a report as text for a terminal, as Markdown, and as one HTML file."""

from engine.assessment import Assessment
from reports.brief import Part, brief, brief_as_html
from reports.markup import bullets, escape, heading
from reports.terminal import Page
from reports.verdict_styles import VERDICT_STYLE
from reports.wording import Wording
from reports.words import Digits, Words


def brief_text(
    assessment: Assessment,
    language: str,
    width: int | None = None,
    colour: bool = False,
    digits: Digits = "western",
) -> str:
    """In at most `width` columns, without any escape sequence unless `colour` is asked for."""
    said, words, page = brief(assessment, language, digits), Words(language, digits), Page(width, colour)
    page.line(said.campaign)
    page.line(said.headline, "bold " + VERDICT_STYLE[assessment.verdict.possible[0]])
    for note in said.notes:
        page.line(note)
    for part in said.parts:
        page.heading(part.title)
        if part.note:
            page.line(part.note, "dim")
        for number, item in enumerate(part.items, 1):
            page.item(f"{words.number(number)}." if part.ordered else "-", item.said)
            for line in item.below:
                page.line(line, "dim", indent=3 if part.ordered else 2)
        if part.closing:
            page.line(part.closing)
    page.gap()
    page.line(said.caveat, "dim")
    return page.written()


def brief_markdown(assessment: Assessment, language: str, digits: Digits = "western") -> str:
    """GitHub-flavoured Markdown that fits into a comment."""
    said = brief(assessment, language, digits)
    parts = [
        heading(1, assessment.campaign.name),
        f"**{escape(said.headline)}**",
        *map(escape, said.notes),
        *(block for part in said.parts for block in _in_markdown(part)),
        escape(said.caveat),
    ]
    if Words(language).direction == "rtl":
        parts = ['<div dir="rtl">', *parts, "</div>"]
    return "\n\n".join(parts) + "\n"


def _in_markdown(part: Part) -> list[str]:
    lines: list[str] = []
    for item in part.items:
        lines += bullets([item.said])
        lines += bullets(item.below, depth=1)
    before, after = ([escape(said)] if said else [] for said in (part.note, part.closing))
    return [heading(2, part.title), *before, *(["\n".join(lines)] if lines else []), *after]


def brief_html(assessment: Assessment, language: str, digits: Digits = "western", flat: bool = False) -> str:
    """One page that loads nothing; the same assessment gives the same bytes.

    `flat` has no marks within a sentence, for a program that lays out each piece on its own: punctuation alone between
    two of them is turned around.
    """
    from reports.html import HtmlWords, template

    said = (brief if flat else brief_as_html)(assessment, language, digits)
    words = Words(language, digits)
    wording = Wording(assessment, HtmlWords(language, digits=digits))
    judged, *_ = wording.receipt()
    tone = assessment.verdict.decided or "open"
    parts = {"a": assessment, "judged": judged, "said": said, "tone": tone}
    parts |= {"not_for_others": wording.not_for_others()}
    return template("brief.html.j2").render(**parts, words=words)
