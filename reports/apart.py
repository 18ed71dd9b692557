"""Sentences as HTML for what stands apart from the full report: codes and numbers keep their direction, and nothing
leads to a place that only the full report has."""

from markupsafe import Markup, escape

from engine.assessment import AnswerResult
from reports.html import HtmlWording


class ApartWording(HtmlWording):
    """The sentences of one assessment. Titles are no links, nor is the code of a question that stands in full."""

    def fact(self, fact: str) -> Markup:
        found, titles = self.findings.get(fact), self.assessment.titles
        title = found.title if found else titles.get(fact)
        return Markup("<bdi>{}</bdi>").format(fact) if title is None else escape(self.words.of(title))

    def remedy(self, remedy: str) -> Markup:
        if remedy not in self.remedies:
            return Markup("<bdi>{}</bdi>").format(remedy)
        return escape(self.words.of(self.remedies[remedy].title))

    def question(self, answer: AnswerResult) -> Markup:
        return Markup("<bdi>{}</bdi> {}").format(answer.code, self.words.of(answer.text))
