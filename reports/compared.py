"""A comparison for a terminal, and as Markdown."""

from typing import Final

from engine.compared import Compared
from reports.compared_wording import ComparedWording
from reports.markup import bullets, escape, folded, heading
from reports.sections import Section, Tone
from reports.terminal import Page
from reports.verdict_styles import VERDICT_STYLE
from reports.wording import Wording
from reports.words import Digits, Words

_MARKS: Final[dict[Tone, str]] = {"worse": "!", "better": "+", "plain": "-"}
_STYLES: Final[dict[Tone, str]] = {"worse": "red", "better": "green", "plain": ""}


def _told(compared: Compared, language: str, digits: Digits) -> ComparedWording:
    words = Words(language, digits)
    return ComparedWording(compared, Wording(compared.before, words), Wording(compared.after, words))


def compared_text(
    compared: Compared, language: str, width: int | None = None, colour: bool = False, digits: Digits = "western"
) -> str:
    """The report in at most `width` columns, without any escape sequence unless `colour` is asked for."""
    told, page = _told(compared, language, digits), Page(width, colour)
    page.line(told.headline(), "bold " + VERDICT_STYLE[compared.after.verdict.possible[0]])
    page.line(told.words("Campaign: {campaign}", campaign=compared.after.campaign.name))
    page.line(told.between(), "dim")
    for note in told.notes():
        page.item("!", note, "yellow")
    for section in told.sections():
        page.heading(section.title)
        for sentence in section.lead:
            page.line(sentence)
        for item in section.items:
            page.item(_MARKS[item.tone], item.said, _STYLES[item.tone])
            for detail in item.details:
                page.line(detail, "dim", indent=2)
    return page.written()


def compared_markdown(compared: Compared, language: str, digits: Digits = "western") -> str:
    """The same as GitHub-flavoured Markdown."""
    told = _told(compared, language, digits)
    parts = [
        heading(1, compared.after.campaign.name),
        f"**{escape(told.headline())}**",
        escape(told.between()),
        *("> " + escape(note) for note in told.notes()),
    ]
    for section in told.sections():
        parts += _part(section)
    if told.words.direction == "rtl":
        parts = ['<div dir="rtl">', *parts, "</div>"]
    return "\n\n".join(parts) + "\n"


def _part(section: Section) -> list[str]:
    lines = []
    for item in section.items:
        lines += bullets([item.said])
        lines += bullets(item.details, depth=1)
    if section.folded:
        return folded(section.title, [*map(escape, section.lead), "\n".join(lines)])
    return [
        heading(2, section.title),
        *(escape(sentence) for sentence in section.lead),
        *(["\n".join(lines)] if lines else []),
    ]
