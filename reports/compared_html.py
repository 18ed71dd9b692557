"""A comparison as one HTML file: no script, no request, right on a phone, on paper and from right to left."""

from markupsafe import Markup, escape

from engine.compared import Compared
from reports.compared_wording import ComparedWording
from reports.html import HtmlWording, HtmlWords, environment
from reports.phrases import plain
from reports.words import Digits


class _Apart(HtmlWording):
    """The sentences of one of two assessments. Titles are no links: what they name stands in the reports themselves."""

    def fact(self, fact: str) -> Markup:
        found, titles = self.findings.get(fact), self.assessment.titles
        title = found.title if found else titles.get(fact)
        return Markup("<bdi>{}</bdi>").format(fact) if title is None else escape(self.words.of(title))

    def remedy(self, remedy: str) -> Markup:
        if remedy not in self.remedies:
            return Markup("<bdi>{}</bdi>").format(remedy)
        return escape(self.words.of(self.remedies[remedy].title))


def compared_html(compared: Compared, language: str, digits: Digits = "western") -> str:
    """Render a comparison in one language; the same comparison gives the same bytes.

    It is the campaign's own: sensitive answers are shown, unless the assessments are copies for sharing.
    """
    words = HtmlWords(language, digits=digits)
    told = ComparedWording(compared, _Apart(compared.before, words), _Apart(compared.after, words))
    template = environment().get_template("compared.html.j2")
    return template.render(c=compared, told=told, words=words, plain=plain)
