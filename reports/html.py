"""The report as one HTML file: no script, no request, right on a phone, on paper and from right to left."""

import functools
import re
import textwrap
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from engine.assessment import AnswerResult, Assessment, CitedSource, Finding, Link, MeasureResult, RemedyResult
from engine.pack import SEVERITIES
from engine.text import Text
from reports.fragility import hanging
from reports.graph import PAPER, Drawing, Edge, Sizes, draw, path
from reports.pairs import best_pair
from reports.phrases import plain
from reports.plan_wording import PlanWording, no_plans
from reports.wording import Wording
from reports.words import Digits, Words

if TYPE_CHECKING:
    from jinja2 import Environment, Template

DRAWN: Final = {"wide": PAPER, "narrow": Sizes(box=118, limit=288, gap=9, rows=30, most=2)}
_NUMBERS: Final = re.compile(r"((?<![A-Za-z\d])\d+(?:[.,٫/:–-]\d+)*%?)")
LINE_HEIGHT, BOX_PADDING, LETTER_WIDTH = 16, 16, 7


def html(assessment: Assessment, language: str, digits: Digits = "western") -> str:
    """Render the whole report in one of the assessment's languages; the same assessment gives the same bytes.

    It is the campaign's own report: sensitive answers are shown, and marked as sensitive.
    """
    words = HtmlWords(language, {answer.code: answer.question for answer in assessment.answers}, digits)
    say = HtmlWording(assessment, words)
    plans = PlanWording(say) if assessment.plans else None
    parts = {"a": assessment, "say": say, "hanging": hanging(say), "pair": best_pair(say)}
    parts |= {"plans": plans, "no_plans": no_plans(say)}
    return template("report.html.j2").render(**parts, words=words, many=words.many, plain=plain, path=path)


def template(name: str) -> "Template":
    """One of the templates, with everything that fills it escaped."""
    return environment().get_template(name)


@functools.cache
def environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,  # no template changes while it is used
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["page_numbers"] = page_numbers
    return made


def page_numbers(words: Words) -> Markup:
    """What stands below each page on paper, as CSS: only who lays out the pages can count them."""
    kind = "arabic-indic" if words.digits == "arabic" else "decimal"
    page, pages = (f'" counter({name}, {kind}) "' for name in ("page", "pages"))
    words = Words(words.language, words.digits)  # what fills in HTML would be marked up
    return Markup(f'"{words("Page {page} of {pages}", page=page, pages=pages)}"')


class HtmlWords(Words):
    """Sentences as HTML: whatever fills one in is escaped, and kept apart from the direction of the words around it.

    A question's code becomes a link to the question, wherever a sentence names one.
    """

    def __init__(self, language: str, questions: Mapping[str, str] | None = None, digits: Digits = "western") -> None:
        super().__init__(language, digits)
        self._questions = questions or {}

    def __call__(self, sentence: str, /, **values: object) -> Markup:
        return self._filled(super().__call__(sentence, **_blanks(values)), values)

    def many(self, one: str, many: str, number: int, /, **values: object) -> Markup:
        values = {"number": number, **values}
        return self._filled(super().many(one, many, number, **_blanks(values)), values)

    def code(self, code: str) -> Markup:
        if code not in self._questions:
            return Markup("<bdi>{}</bdi>").format(code)
        return Markup('<a class="code" href="#q-{}"><bdi>{}</bdi></a>').format(self._questions[code], code)

    def of(self, text: Text) -> Markup:
        """A pack's text; in a right-to-left language its numbers are kept apart, so that none is turned around."""
        said = super().of(text)
        if self.direction == "ltr":
            return escape(said)
        parts = _NUMBERS.split(said)  # every other part is a number
        return Markup().join(Markup("<bdi>{}</bdi>").format(part) if n % 2 else part for n, part in enumerate(parts))

    def _filled(self, sentence: str, values: dict[str, object]) -> Markup:
        # All that fills it in is escaped: a mere text is filled in several times faster than Markup is.
        text = str(escape(sentence))
        return Markup(text.format_map({name: self._part(name, value) for name, value in values.items()}))

    def _part(self, name: str, value: object) -> Markup:
        """Sentences inside a sentence read in its direction; codes, numbers and what people typed in their own."""
        if isinstance(value, Markup):
            return Markup(f"<span>{value}</span>")
        if name == "code" and isinstance(value, str):
            return self.code(value)
        return Markup(f"<bdi>{escape(self.number(value) if isinstance(value, int) else value)}</bdi>")


def _blanks(values: dict[str, object]) -> dict[str, str]:
    """Each placeholder standing for itself, so that a sentence is translated first and filled in as HTML later."""
    return {name: f"{{{name}}}" for name in values}


def _bundled(line: Edge, lines: Mapping[Edge, bool]) -> bool:
    """Whether two other lines lead from the same beginning to the same end, through the box of a measure."""
    through = (end for beginning, end in lines if beginning == line[0] and end.startswith("m-"))
    return any((measure, line[1]) in lines for measure in through)


class HtmlWording(Wording):
    """The shared sentences with links in them, and how this report groups what it shows."""

    def __init__(self, assessment: Assessment, words: HtmlWords) -> None:
        super().__init__(assessment, words)
        self.html = words
        self._cited: set[str] = set()
        self._numerals = Wording(assessment, Words(words.language, words.digits))

    def points(self, tenths: int) -> Markup:
        return Markup("<bdi>{}</bdi>").format(self._numerals.points(tenths))

    def fact(self, fact: str) -> Markup:
        """A finding's title as a link to it; a title alone where something is absent."""
        if fact in self.findings:
            return Markup('<a href="#f-{}">{}</a>').format(fact, self.words.of(self.findings[fact].title))
        titles = self.assessment.titles
        return escape(self.words.of(titles[fact])) if fact in titles else Markup("<bdi>{}</bdi>").format(fact)

    def remedy(self, remedy: str) -> Markup:
        if remedy not in self.remedies:
            return Markup("<bdi>{}</bdi>").format(remedy)
        return Markup('<a href="#r-{}">{}</a>').format(remedy, self.words.of(self.remedies[remedy].title))

    def code(self, question: str) -> Markup:
        """A question's printed code as a link to it."""
        return self.html.code(self.answers[question].code if question in self.answers else question)

    def codes(self, questions: Iterable[str]) -> str:
        return self.listing(self.code(question) for question in questions)

    def link(self, link: Link) -> str:
        """One causal step as a sentence."""
        cause, effect = self.fact(link.cause), self.fact(link.effect)
        if link.through is None:
            return self.words("{cause} leads to {effect}", cause=cause, effect=effect)
        measure = self.words.of(self.measures[link.through].title)
        return self.words("{cause} leads to {effect}, through {measure}", cause=cause, effect=effect, measure=measure)

    def question(self, answer: AnswerResult) -> Markup:
        return Markup("{} {}").format(self.code(answer.question), self.words.of(answer.text))

    def cited(self, source: CitedSource) -> Markup:
        """A source in full where the page first comes to it, after that a link to that place."""
        place = source.paragraph
        if place is None:
            return escape(self.source(source))
        if place in self._cited:
            return Markup('<a href="#s-{}"><bdi>{}</bdi></a>').format(place, place)
        self._cited.add(place)
        return Markup('<span id="s-{}">{}</span>').format(place, self.source(source))

    def short(self, measure: MeasureResult, low: int, high: int) -> str:
        """A measure's value for a table, without its unit."""
        if measure.kind != "readiness":
            return self.value(measure, low, high)
        if low == high:
            return self.points(low)
        return self.words("{low} to {high}", low=self.points(low), high=self.points(high))

    def by_severity(self) -> dict[str, list[Finding]]:
        """What certainly stands against the campaign, gravest first; severities without a finding are left out."""
        groups = {grade: [f for f in self.adverse() if f.severity == grade] for grade in reversed(SEVERITIES)}
        return {grade: group for grade, group in groups.items() if group}

    def by_use(self) -> dict[str, list[RemedyResult]]:
        """Remedies that clear something alone, others with an effect, other ways to run the campaign, and advice."""
        groups: dict[str, list[RemedyResult]] = {"clearing": [], "scored": [], "alternative": [], "unscored": []}
        for remedy in self.remedies.values():
            scored = "clearing" if remedy.clears else "scored"
            groups["alternative" if remedy.alternative else scored if remedy.scored else "unscored"].append(remedy)
        return groups

    def ladders(self) -> list[list[MeasureResult]]:
        """Ladders that share their bands, so that they can be read beside each other."""
        groups: dict[tuple[Text, ...], list[MeasureResult]] = {}
        for measure in self.measures.values():
            if measure.kind == "ladder":
                groups.setdefault(tuple(band.title for band in measure.bands), []).append(measure)
        return list(groups.values())

    def open_by_state(self) -> dict[str, list[AnswerResult]]:
        """Open questions by what they ask of the reader, those that only need an answer first."""
        states = ("absent", "unknown", "expired", "withheld")
        groups: dict[str, list[AnswerResult]] = {s: [o for o in self.open_answers() if o.state == s] for s in states}
        return {state: group for state, group in groups.items() if group}

    def lines(self) -> dict[Edge, bool]:
        """What the graph draws, from anchor to anchor: whether each line starts from something confirmed.

        Findings that act through a measure meet in a box of that measure, so that few lines tell what many would: a
        direct line beside the one through such a box is left to the list.
        """
        lines: dict[Edge, bool] = {}
        for link in self.assessment.links:
            if link.cause not in self.findings or link.effect not in self.findings:
                continue
            cause, effect = self.findings[link.cause], f"f-{link.effect}"
            firm = cause.outlook == "certain" and cause.certainty == "confirmed"
            if link.through is None:
                lines[f"f-{link.cause}", effect] = firm
            else:
                measure = self.measures[link.through]
                lines[f"f-{link.cause}", f"m-{measure.id}"] = firm
                lines[f"m-{measure.id}", effect] = measure.low == measure.high
        return {line: firm for line, firm in lines.items() if line in self.main_lines() or not _bundled(line, lines)}

    def main_lines(self) -> set[Edge]:
        """The lines of the main chain, which are drawn bolder."""
        through = {(link.cause, link.effect): link.through for link in self.assessment.links}
        lines: set[Edge] = set()
        for cause, effect in pairwise(self.assessment.chain):
            stops = [f"f-{cause}", f"m-{through.get((cause, effect))}", f"f-{effect}"]
            lines |= {*pairwise(stops), (stops[0], stops[2])}
        return lines

    def drawings(self) -> dict[str, Drawing]:
        """The causal graph twice: for paper or a desktop, and for a phone; only one of them is ever seen."""
        lines = self.lines()
        titles = {f"f-{fact}": finding.title[self.words.language] for fact, finding in self.findings.items()}
        titles |= {f"m-{name}": measure.title[self.words.language] for name, measure in self.measures.items()}
        drawings: dict[str, Drawing] = {}
        for name, sizes in DRAWN.items():
            letters = (sizes.box - BOX_PADDING) // LETTER_WIDTH
            heights = {
                anchor: len(textwrap.wrap(titles[anchor], letters)) * LINE_HEIGHT + BOX_PADDING
                for anchor in dict.fromkeys(end for line in lines for end in line)
            }
            drawing = draw(lines, heights, sizes)
            drawings[name] = drawing.mirrored() if self.words.direction == "rtl" else drawing
        return drawings
