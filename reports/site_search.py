"""What the reference's search finds: one entry for each question, rule, measure, remedy, policy and paragraph."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from engine.pack import Source
from engine.text import Text
from reports.site_wording import SiteWording


class Entry(NamedTuple):
    """Where it stands, its title, and what else it says, one passage a line."""

    place: str
    title: Markup
    also: str


def entries(say: SiteWording) -> dict[str, list[Entry]]:
    """The entries by page, in the order in which the pages show them."""
    return {
        "questions": list(_questions(say)),
        "rules": list(_rules(say)),
        "measures": list(_measures(say)),
        "remedies": list(_remedies(say)),
        "policies": list(_policies(say)),
        "sources": list(_sources(say)),
    }


def _questions(say: SiteWording) -> Iterator[Entry]:
    for question in say.pack.questions.values():
        title = Markup("<bdi>{}</bdi> {}").format(question.code, say.words.of(question.text))
        texts = [question.help, *question.anchors.values(), *(option.text for option in question.options)]
        yield Entry(f"questions.html#q-{question.id}", title, _lines(say, question.id, texts, question.source))


def _rules(say: SiteWording) -> Iterator[Entry]:
    for rule in say.pack.rules:
        yield Entry(f"rules.html#f-{rule.id}", say.words.of(rule.title), _lines(say, rule.id, [rule.why], rule.source))


def _measures(say: SiteWording) -> Iterator[Entry]:
    for measure in say.pack.measures:
        texts = [measure.what, *(band.title for band in measure.bands)]
        yield Entry(f"measures.html#m-{measure.id}", say.words.of(measure.title), _lines(say, measure.id, texts))


def _remedies(say: SiteWording) -> Iterator[Entry]:
    for remedy in say.pack.remedies:
        texts = [remedy.what, remedy.role]
        yield Entry(f"remedies.html#r-{remedy.id}", say.words.of(remedy.title), _lines(say, remedy.id, texts))


def _policies(say: SiteWording) -> Iterator[Entry]:
    for policy in say.pack.policy.values():
        clauses = (clause.because for verdict in policy.verdicts for clause in verdict.clauses)
        texts = [policy.what, *policy.words.values(), *clauses]
        yield Entry(f"policies.html#p-{policy.id}", say.words.of(policy.title), _lines(say, policy.id, texts))


def _sources(say: SiteWording) -> Iterator[Entry]:
    for paragraph, source in say.pack.sources.items():
        title = Markup("<bdi>{}</bdi>").format(paragraph)
        texts = [source.text, *([source.background] if source.background else [])]
        yield Entry(f"sources.html#s-{paragraph}", title, _lines(say, paragraph, texts))


def _lines(say: SiteWording, name: str, texts: Iterable[Text], source: Source = ()) -> str:
    """Passages on one line each; the paragraphs that are cited and the part's own name can be found as well."""
    language = say.words.language
    reasons = (basis if isinstance(basis, str) else basis.expert[language] for basis in source)
    passages = dict.fromkeys([*(text[language] for text in texts), *reasons, name])
    return "\n".join(" ".join(passage.split()) for passage in passages)
