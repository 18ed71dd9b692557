"""The names that a pack's reference uses in one language: every part of the pack as a link to where it stands."""

from collections.abc import Iterable

from markupsafe import Markup

from engine.pack import Basis, Pack, Question
from engine.text import Text
from reports.html import HtmlWords
from reports.words import Digits


class SiteWords(HtmlWords):
    """Sentences as HTML in which a question's code links to the page of questions."""

    def code(self, code: str) -> Markup:
        if code not in self._questions:
            return super().code(code)
        return Markup('<a class="code" href="questions.html#q-{}"><bdi>{}</bdi></a>').format(
            self._questions[code], code
        )


class SiteNames:
    """One pack's parts by name in one language."""

    def __init__(self, pack: Pack, language: str, digits: Digits = "western") -> None:
        self.pack = pack
        self.words = SiteWords(language, {question.code: question.id for question in pack.questions.values()}, digits)

    # Names as links

    def code(self, question: str) -> Markup:
        return self.words.code(self.pack.questions[question].code)

    def question(self, question: str) -> Markup:
        return Markup("{} {}").format(self.code(question), self.words.of(self.pack.questions[question].text))

    def fact(self, fact: str) -> Markup:
        return self._link("rules.html#f-", fact, self.pack.rule[fact].title)

    def measure(self, measure: str) -> Markup:
        return self._link("measures.html#m-", measure, self.pack.measure[measure].title)

    def remedy(self, remedy: str) -> Markup:
        return self._link("remedies.html#r-", remedy, self.pack.remedy[remedy].title)

    def policy(self, policy: str) -> Markup:
        return self._link("policies.html#p-", policy, self.pack.policy[policy].title)

    def policies(self, policies: Iterable[str]) -> list[Markup]:
        return [self.policy(policy) for policy in policies]

    def anchored(self, anchor: str) -> Markup:
        """What an anchor of the causal graph stands for."""
        return self.fact(anchor[2:]) if anchor.startswith("f-") else self.measure(anchor[2:])

    def paragraph(self, paragraph: str) -> Markup:
        return Markup('<a href="sources.html#s-{0}"><bdi>{0}</bdi></a>').format(paragraph)

    def source(self, basis: Basis) -> Markup:
        if not isinstance(basis, str):
            return self.words("Added by experts: {reason}", reason=self.words.of(basis.expert))
        summary = self.words.of(self.pack.sources[basis].text)
        return self.words("{paragraph}: {summary}", paragraph=self.paragraph(basis), summary=summary)

    def _link(self, place: str, name: str, title: Text) -> Markup:
        return Markup('<a href="{}{}">{}</a>').format(place, name, self.words.of(title))

    # Small words

    def listing(self, items: Iterable[object]) -> Markup:
        """Several things one after the other, with this language's comma."""
        these = Markup()
        for number, last in enumerate(items):
            these = self.words("{these}, {last}", these=these, last=last) if number else Markup("{}").format(last)
        return these

    def kind(self, kind: str) -> Markup:
        words = self.words
        return {
            "blocker": words("Blocker"),
            "weakness": words("Weakness"),
            "consequence": words("Consequence"),
            "exposure": words("Exposure"),
            "strength": words("Strength"),
            "protection": words("Protection"),
        }[kind]

    def severity(self, severity: str) -> Markup:
        words = self.words
        return {
            "critical": words("Critical"),
            "high": words("High"),
            "medium": words("Medium"),
            "low": words("Low"),
        }[severity]

    def value(self, question: Question, value: str) -> Markup:
        """One answer in words, without its full stop; a level by its number."""
        if question.kind == "yes_no":
            return self.words("Yes") if value == "yes" else self.words("No")
        labels = {option.id: option.text for option in question.options}
        if value not in labels:
            return Markup("<bdi>{}</bdi>").format(self.words.number(value))
        return self.label(labels[value])

    def label(self, text: Text) -> Markup:
        return Markup(self.words.of(text).rstrip("."))
