"""One page for each proposal, and one letter for each applicant. What many of them say is rendered once."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup

from engine.pack import VERDICTS
from engine.screening import Proposal, RemedyEffect, Screening
from reports.html import environment
from reports.phrases import plain
from reports.screening.remembered import RememberedWords
from reports.screening.rows import Row, Rows
from reports.screening.wording import ScreeningWording
from reports.words import Digits

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.environment import TemplateModule

MOST_SUPPORT = 8  # remedies that a letter describes
MOST_ASKED = 12  # open questions that a letter or a page lists
GRAVE = ("critical", "high")


class Leaves:
    """Pages and letters in one language."""

    def __init__(self, screening: Screening, language: str, digits: Digits, pages: dict[str, str]) -> None:
        self._screening, self._pages = screening, pages
        self._words = RememberedWords(language, digits)
        self._say = ScreeningWording(screening, self._words)
        self._named = {one.key: self._say.name(one) for one in screening.proposals} if screening.limits.listed else {}
        self._templates: dict[str, Template] = {}
        self._parts: dict[tuple[object, ...], Markup] = {}
        self._titles = {name: self._words.of(measure.title) for name, measure in screening.measures.items()}
        self._shared: dict[str, object] = {
            "s": screening,
            "say": self._say,
            "words": self._words,
            "many": self._words.many,
            "plain": plain,
            "style": style("leaf.css"),
        }
        self._shared["receipt"] = self._part("receipt")
        self._icons = {tone: self._part("icon", tone) for tone in (*VERDICTS, "open")}
        self._rows = Rows(screening, self._words, pages, self._icons)

    def page(self, one: Proposal) -> str:
        """Everything that follows from one proposal, and where it stands."""
        row, found = self._rows.row(one), self._say.findings(one)
        adverse = [self._finding(*each) for each in found if not self._favourable(each[0])]
        other = [self._finding(*each) for each in found if self._favourable(each[0])]
        return self._template("proposal").render(
            self._shared,
            one=one,
            row=row,
            icon=self._icons[row.tone],
            measures=self._measures(row),
            reasons=_joined(self._clause(number) for number in one.reasons),
            open_reasons=_joined(self._clause(number) for number in one.open_reasons),
            adverse=_joined(adverse),
            favourable=_joined(other),
            effects=_joined(self._effect(effect) for effect in _most_first(one)),
            asked=self._asked(one),
            more=max(0, len(one.to_answer) - MOST_ASKED),
            above=self._linked(one.standing.above_keys),
            below=self._linked(one.standing.below_keys),
        )

    def letter(self, one: Proposal) -> str:
        """Feedback to the applicant: what is strong, conditions, support, open questions; no grade, no comparison."""
        rules, clauses = self._screening.rules, self._screening.clauses
        certain = (*one.confirmed, *one.likely)
        grave = [name for name, _ in self._say.findings(one) if name in certain and rules[name].severity in GRAVE]
        effects = [effect for effect in _most_first(one) if not self._screening.remedies[effect.remedy].alternative]
        weak = dict.fromkeys(name for number in one.reasons for name in clauses[number].measures)
        return self._template("letter").render(
            self._shared,
            one=one,
            strengths=_joined(self._strength(name) for name in certain if self._favourable(name)),
            conditions=_joined(self._clause(number) for number in one.reasons if not clauses[number].measures),
            weak=[self._words.of(self._screening.measures[name].title) for name in weak],
            grave=_joined(self._concern(name) for name in grave),
            support=_joined(self._support(effect.remedy) for effect in effects[:MOST_SUPPORT]),
            asked=self._asked(one),
            more=max(0, len(one.to_answer) - MOST_ASKED),
        )

    # Parts that many share

    @cached_property
    def _module(self) -> "TemplateModule":
        return environment().get_template("screening/fragments.html.j2").make_module(self._shared)

    def _template(self, name: str) -> "Template":
        if name not in self._templates:
            self._templates[name] = environment().get_template(f"screening/{name}.html.j2")
        return self._templates[name]

    def _part(self, macro: str, *given: object) -> Markup:
        key = (macro, *given)
        if (part := self._parts.get(key)) is None:
            part = self._parts[key] = getattr(self._module, macro)(*given)
        return part

    def _favourable(self, name: str) -> bool:
        return self._screening.rules[name].kind in ("strength", "protection")

    def _finding(self, name: str, certainty: str) -> Markup:
        return self._part("finding", name, certainty)

    def _strength(self, name: str) -> Markup:
        return self._part("strength", name)

    def _concern(self, name: str) -> Markup:
        return self._part("concern", name)

    def _support(self, name: str) -> Markup:
        return self._part("support", name)

    def _clause(self, number: int) -> Markup:
        return self._part("clause", str(number))

    def _effect(self, effect: RemedyEffect) -> Markup:
        return self._part("effect", effect.remedy, effect.verdicts, effect.clears)

    def _measures(self, row: Row) -> Markup:
        """Each measure and where it stands, as the rows of a table."""
        cells = zip(self._titles.items(), row.measures, strict=True)
        return _joined(self._part("measure", name, title, cell.said) for (name, title), cell in cells)

    def _asked(self, one: Proposal) -> Markup:
        """The open questions, first the one that would settle most."""
        first = [one.settled_by] if one.settled_by in one.to_answer else []
        rest = [name for name in one.to_answer if name not in first]
        return _joined(self._part("question", name) for name in [*first, *rest][:MOST_ASKED] if name is not None)

    def _linked(self, keys: Sequence[str]) -> list[tuple[str, str]]:
        return [(self._pages[key], self._named[key]) for key in keys]


def _joined(parts: Iterable[Markup]) -> Markup:
    """Parts one after the other, without looking at each again."""
    return Markup("".join(parts))


def _most_first(one: Proposal) -> list[RemedyEffect]:
    """What lifts the verdict first, then what clears most."""
    return sorted(one.remedies, key=lambda effect: (not effect.lifts, -len(effect.clears)))


def style(*names: str) -> Markup:
    """Style sheets as one text, without what only people read in them."""
    lines: Iterator[str] = (
        line.strip() for name in names for line in environment().get_template(name_of(name)).render().splitlines()
    )
    return Markup("\n".join(line for line in lines if line and not (line.startswith("/*") and line.endswith("*/"))))


def name_of(sheet: str) -> str:
    return sheet if sheet == "report.css" else f"screening/{sheet}"
