"""One page for each proposal, and one letter for each applicant. What many of them say is rendered once."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup

from engine.pack import VERDICTS
from engine.screening import Proposal, RemedyEffect, Screening
from reports.html import environment
from reports.phrases import plain
from reports.screening.grounds import Grounds
from reports.screening.remembered import RememberedWords
from reports.screening.rows import Row, Rows
from reports.screening.wording import ScreeningWording
from reports.words import Digits

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.environment import TemplateModule

MOST_NEEDED, MOST_CHOICES, MOST_SUPPORT = 8, 4, 4  # remedies that a letter describes: for reasons, instead, besides
MOST_ASKED = 20  # questions that a letter or a page lists in one place
WELL = 600  # tenths of a point from which on a measure of readiness is told as a strength
BEFORE = ("STOP", "NOT_YET")  # verdicts whose reasons are to be settled before anything goes ahead
GRAVE = ("critical", "high")
_END = "</li>"  # of an item whose beginning many share


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
        self._alternative = {name for name, remedy in screening.remedies.items() if remedy.alternative}
        self._grounds = Grounds(screening, self._say, self._part)
        self._rows = Rows(screening, self._words, pages, self._icons)

    def page(self, one: Proposal) -> str:
        """Everything that follows from one proposal, and where it stands."""
        row, found = self._rows.row(one), self._say.findings(one)
        adverse = [self._finding(one, *each) for each in found if not self._favourable(each[0])]
        other = [self._finding(one, *each) for each in found if self._favourable(each[0])]
        return self._template("proposal").render(
            self._shared,
            one=one,
            row=row,
            icon=self._icons[row.tone],
            measures=self._measures(row),
            reasons=_joined(
                self._clause(number, self._grounds.full(one, self._screening.clauses[number].name))
                for number in one.reasons
            ),
            open_reasons=_joined(self._clause(number) for number in one.open_reasons),
            adverse=_joined(adverse),
            favourable=_joined(other),
            needed=_joined(self._part("remedy", name) for name in one.needed),
            effects=_joined(self._effect(effect) for effect in _most_first(one)),
            above=self._linked(one.standing.above_keys),
            below=self._linked(one.standing.below_keys),
            **self._open(one),
        )

    def letter(self, one: Proposal) -> str:
        """Feedback to the applicant: what is strong, conditions, support, open questions; no grade, no comparison."""
        rules, clauses = self._screening.rules, self._screening.clauses
        certain = (*one.confirmed, *one.likely)
        grave = [name for name, _ in self._say.findings(one) if name in certain and rules[name].severity in GRAVE]
        first = [number for number in one.reasons if clauses[number].verdict in BEFORE]
        later = [number for number in one.reasons if clauses[number].verdict not in BEFORE]
        return self._template("letter").render(
            self._shared,
            one=one,
            **self._strengths(
                one, certain, in_order=not grave and not any(clauses[n].verdict == "STOP" for n in first)
            ),
            first=self._conditions(one, first),
            first_weak=self._weak(first),
            later=self._conditions(one, later),
            later_weak=self._weak(later),
            perhaps=_joined(self._clause(number) for number in one.open_reasons if not clauses[number].measures),
            perhaps_weak=self._weak(one.open_reasons),
            grave=_joined(self._concern(one, name) for name in grave),
            **self._support(one),
            **self._open(one, sensitive_too=False),
        )

    def _strengths(self, one: Proposal, certain: Sequence[str], in_order: bool) -> dict[str, object]:
        """What speaks for a proposal: findings, measures that stand well, else answers with a high level.

        Measures are told only where nothing grave is found (`in_order`): ethics are in no order where a means deceives,
        however many points they have.
        """
        measures = self._screening.measures
        found = _joined(self._part("strength", name) for name in certain if self._favourable(name))
        well = [
            self._titles[name]
            for name, (low, _) in one.measures.items()
            if in_order and measures[name].role == "readiness" and low >= WELL and name not in one.perhaps
        ]
        answers = () if found or well else one.strong
        return {"strengths": found, "well": well, "strong": _joined(self._part("question", name) for name in answers)}

    def _conditions(self, one: Proposal, numbers: Iterable[int]) -> Markup:
        """Reasons with the answers behind them. One that lies in the points of a measure is told by `_weak`."""
        clauses = self._screening.clauses
        return _joined(
            self._clause(number, self._grounds.short(one, clauses[number].name))
            for number in numbers
            if not clauses[number].measures
        )

    def _weak(self, numbers: Iterable[int]) -> list[str]:
        """The measures in whose points reasons lie."""
        clauses = self._screening.clauses
        return [self._titles[name] for name in dict.fromkeys(n for one in numbers for n in clauses[one].measures)]

    def _support(self, one: Proposal) -> dict[str, object]:
        """The remedies that the rules behind the reasons name, what could be done instead, and what would help too."""
        alternative = self._alternative
        needed = [name for name in one.needed if name not in alternative][:MOST_NEEDED]
        instead = [name for name in one.needed if name in alternative][:MOST_CHOICES]
        others = [e.remedy for e in _most_first(one) if e.remedy not in alternative and e.remedy not in needed]
        told = {"needed": needed, "instead": instead, "besides": others[:MOST_SUPPORT]}
        return {kind: _joined(self._part("support", name) for name in names) for kind, names in told.items()}

    def _open(self, one: Proposal, sensitive_too: bool = True) -> dict[str, object]:
        """What is left to answer, first what would settle most; to confirm, by the day of the answer; and to show.

        Without `sensitive_too` the sensitive questions to show are only counted: to name one tells that its level is
        high.
        """
        left = [name for name in one.to_answer if name not in one.to_confirm]
        if one.settled_by in left:
            left = [one.settled_by, *(name for name in left if name != one.settled_by)]
        days: dict[date, list[str]] = {}
        for name, day in one.to_confirm.items():
            days.setdefault(day, []).append(name)
        to_show = [name for name in one.to_show if name not in one.to_confirm]
        bare = [name for name in to_show if sensitive_too or not self._screening.questions[name].sensitive]
        return {
            "asked": self._asked(left),
            "expired": [(day.isoformat(), self._asked(days[day])) for day in sorted(days)],
            "bare": self._asked(bare),
            "bare_sensitive": len(to_show) - len(bare),
        }

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

    def _finding(self, one: Proposal, name: str, certainty: str) -> str:
        return "".join((self._part("finding", name, certainty), self._grounds.full(one, name), _END))

    def _concern(self, one: Proposal, name: str) -> str:
        return "".join((self._part("concern", name), self._grounds.short(one, name), _END))

    def _clause(self, number: int, grounds: str = "") -> str:
        return "".join((self._part("clause", str(number)), grounds, _END))

    def _effect(self, effect: RemedyEffect) -> Markup:
        return self._part("effect", effect.remedy, effect.verdicts, effect.clears)

    def _measures(self, row: Row) -> Markup:
        """Each measure and where it stands, as the rows of a table."""
        cells = zip(self._titles.items(), row.measures, strict=True)
        return _joined(self._part("measure", name, title, cell.said) for (name, title), cell in cells)

    def _asked(self, names: Sequence[str]) -> Markup:
        """Questions, and how many more there are."""
        shown = [self._part("question", name) for name in names[:MOST_ASKED]]
        return _joined((*shown, self._part("more", len(names) - MOST_ASKED)) if len(names) > MOST_ASKED else shown)

    def _linked(self, keys: Sequence[str]) -> list[tuple[str, str]]:
        return [(self._pages[key], self._named[key]) for key in keys]


def _joined(parts: Iterable[str]) -> Markup:
    """Pieces of HTML one after the other, without looking at each again."""
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
