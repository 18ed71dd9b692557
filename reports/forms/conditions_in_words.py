"""Conditions in words where there are no links: one line each, as deep as they are nested."""

from collections.abc import Iterator

from markupsafe import Markup

from engine.conditions import Condition
from engine.pack import Pack
from reports.html import HtmlWords
from reports.site_conditions import Said, SiteConditions
from reports.words import Words

_STEP = "   "


class FormConditions(SiteConditions):
    """A pack's conditions on a page that has its questions, or (`linked` false) has no links."""

    def __init__(self, pack: Pack, words: Words, linked: bool) -> None:
        self.pack = pack
        codes = {question.code: question.id for question in pack.questions.values()} if linked else {}
        # The base names its words more narrowly: those of a site, which these replace.
        self.words = HtmlWords(words.language, codes, words.digits)  # type: ignore[assignment]


def condition_lines(condition: Condition, pack: Pack, words: Words) -> list[str]:
    """The sentences of a condition, each on a line; what is inside one is set in."""
    return list(_lines(FormConditions(pack, words, linked=False).condition(condition), 0))


def _lines(said: Said, depth: int) -> Iterator[str]:
    yield f"{_STEP * depth}{_text(said.sentence)}"
    for meaning in said.meanings:
        label = f"{meaning.label} · " if meaning.label else ""
        yield f"{_STEP * (depth + 1)}– {label}{_text(meaning.text)}"
    for part in said.inside:
        yield from _lines(part, depth + 1)


def _text(sentence: Markup) -> str:
    return sentence.striptags()
