"""Nothing that a report says is left in English: every output, in every language, word by word.

First with a catalogue that puts every sentence of the interface into ⟦…⟧ and every text of the pack into ⟪…⟫: a word
outside was printed without being looked up. Then with the real catalogues: no Latin word stands in Arabic output but
names of things that a reader types or looks up, and what the campaign itself wrote.
"""

import gettext
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from engine.assess import assess
from engine.assessment import Assessment
from engine.plan import Wishes, plan
from engine.redaction import redacted
from engine.text import Text
from engine.what_if import what_if
from engine.why_not import why_not
from reports.absence import absence
from reports.brief_forms import brief_html, brief_markdown, brief_text
from reports.coverage import coverage
from reports.explanation import explanation
from reports.html import HtmlWords, html
from reports.markdown import markdown
from reports.pack_site import pack_site
from reports.plan_text import plan_text
from reports.questionnaire import blank_profile
from reports.text import text
from reports.what_if import what_if_report
from reports.words import LANGUAGES, Words
from tests.examples import DAY, EXAMPLES, FOLDER, advocacy, assessed_example, example
from tests.languages import ALIKE, POLICIES, Read, identifiers, leftover, names, outside, read, written_in_profiles
from tests.respondent import transcript

TEMPLATES = Path(__file__).parents[2] / "reports" / "templates"
FORMS = ("text", "markdown", "html", "brief", "explanation", "absence", "asking", "plan", "what-if")


def explained(assessment: Assessment, language: str) -> str:
    return "".join(explanation(assessment, finding.fact, language, 100) for finding in assessment.findings)


def briefly(assessment: Assessment, language: str) -> str:
    pages = read(brief_markdown(assessment, language)) + read(brief_html(assessment, language))
    return brief_text(assessment, language, 100) + pages


def absences(name: str, assessment: Assessment, language: str) -> str:
    """Why each of the first facts that are not found is not."""
    pack, profile = advocacy(), example(name)
    found = {finding.fact for finding in assessment.findings}
    missing = [rule.id for rule in pack.rules if rule.id not in found][:6]
    reasons = (why_not(profile, pack, pack.policy["default"], DAY, fact) for fact in missing)
    return "".join(absence(assessment, reason, language, 100) for reason in reasons)


def asked(name: str, language: str) -> str:
    """All that is said when the campaign of an example is asked what is open, and when a new one is asked."""
    pack = advocacy()
    new = transcript(None, pack, pack.policy["quick"], DAY, language) if name == "half-answered" else ""
    return new + transcript(FOLDER / f"{name}.yaml", pack, pack.policy["default"], DAY, language)


def planned(name: str) -> Assessment:
    pack = advocacy()
    wishes = Wishes(change_tactics=True, budget=10, keep=("tone",))
    made = plan(example(name), pack, pack.policy["default"], DAY, wishes)
    return assessed_example(name).model_copy(update={"plans": made})


def changed(name: str, language: str) -> str:
    """What would be different if some answers were: better, worse, kept back and taken away."""
    pack, changes = (
        advocacy(),
        ["written_plan=0", "tactics=march,petition", "tone=accusing", "allies=", "posture=withheld"],
    )
    return what_if_report(what_if(example(name), changes, pack, pack.policy["default"], DAY), language, width=100)


def output(form: str, name: str, language: str) -> str:
    """One output on one example, as its reader sees it."""
    assessment = assessed_example(name)
    outputs: dict[str, Callable[[], str]] = {
        "text": lambda: text(assessment, language, 100),
        "markdown": lambda: read(markdown(assessment, language)),
        "html": lambda: read(html(assessment, language)),
        "brief": lambda: briefly(assessment, language),
        "explanation": lambda: explained(assessment, language),
        "absence": lambda: absences(name, assessment, language),
        "asking": lambda: asked(name, language),
        "plan": lambda: plan_text(planned(name), language, width=100),
        "what-if": lambda: changed(name, language),
    }
    return outputs[form]()


class Brackets(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


@pytest.fixture
def bracketed(monkeypatch: pytest.MonkeyPatch) -> None:
    said_by_pack = Words.of
    monkeypatch.setattr("reports.words.gettext.translation", lambda *_, **__: Brackets())
    monkeypatch.setattr("reports.words.Words.of", lambda words, text: f"⟪{said_by_pack(words, text)}⟫")


# Everything is looked up


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.usefixtures("bracketed")
def test_every_word_of_an_output_is_looked_up(name: str, form: str) -> None:
    assert leftover(outside(output(form, name, "en")), name) <= names()


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.usefixtures("bracketed")
def test_every_report_under_every_policy_is_looked_up(policy: str) -> None:
    """Policies differ in what they leave out, and so in what a report has to say about it."""
    name = "half-answered"
    assessment = assessed_example(name, policy)
    for shown in (text(assessment, "en", 100), read(markdown(assessment, "en")), read(html(assessment, "en"))):
        assert leftover(outside(shown), name) <= names()


@pytest.mark.parametrize("policy", ["default", "running"])
@pytest.mark.usefixtures("bracketed")
def test_every_word_of_a_blank_questionnaire_is_looked_up(policy: str) -> None:
    pack = advocacy()
    shown = outside(blank_profile(pack, pack.policy[policy], "en"))
    for line in shown.splitlines():
        assert set(re.findall(r"[A-Za-z]\w*", line)) <= written_in_profiles(), line


def literals(template: Path) -> Iterator[str]:
    """What a template writes itself. A macro called `is_…` only answers its caller, who does not print it."""
    tree = Environment().parse(template.read_text(encoding="utf-8"))
    asked = [macro for macro in tree.find_all(nodes.Macro) if macro.name.startswith("is_")]
    answers = {id(node) for macro in asked for node in macro.find_all(nodes.TemplateData)}
    for node in tree.find_all(nodes.TemplateData):
        if id(node) not in answers:
            yield node.data


# The reference of the HTTP API is for those who write programs: see docs/decisions/0007.
ENGLISH_ONLY = {"api_reference.html.j2"}
TRANSLATED = sorted(path for path in TEMPLATES.rglob("*.html.j2") if path.name not in ENGLISH_ONLY)


@pytest.mark.parametrize("template", TRANSLATED, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_has_no_words_of_its_own(template: Path) -> None:
    """Read off the template itself, so that branches no example takes are covered as well."""
    assert not re.findall(r"\w*[^\W\d_]\w*", read("".join(literals(template))))


# Everything is translated


@cache
def translated(form: str, name: str, language: str) -> str:
    """The same output with the real catalogues, which never change."""
    return output(form, name, language)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_arabic_output_has_no_latin_word_but_names(name: str, form: str) -> None:
    assert leftover(translated(form, name, "ar"), name) <= names()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_arabic_output_asks_with_an_arabic_question_mark(name: str, form: str) -> None:
    """Other question marks are those of what the campaign wrote."""
    assert "?" not in translated(form, name, "ar").replace(example(name).campaign, "")


@pytest.mark.parametrize("policy", POLICIES)
def test_an_arabic_questionnaire_has_no_latin_word_but_those_of_its_format(policy: str) -> None:
    pack = advocacy()
    shown = blank_profile(pack, pack.policy[policy], "ar")
    assert set(re.findall(r"[A-Za-z]\w*", shown)) <= written_in_profiles()


def pages(language: str) -> dict[str, str]:
    """What each page of the site says in a language, without code and the names of other languages."""
    marked = re.compile(r"<(code|bdi lang|a [^>]*hreflang)\b.*?</(code|bdi|a)>")
    site = pack_site(advocacy())
    return {
        name: re.sub(r"[\w/]+\.yaml", " ", "\n".join(Read(marked.sub(" ", page)).said))
        for name, page in site.items()
        if name.startswith(f"{language}/")
    }


def test_every_page_of_the_arabic_site_has_no_latin_word_but_names() -> None:
    for name, shown in pages("ar").items():
        assert leftover(shown) <= identifiers(), name


def test_no_page_of_the_french_site_shares_a_sentence_with_the_english_one() -> None:
    english = {line.strip() for shown in pages("en").values() for line in shown.splitlines()}
    for name, shown in pages("fr").items():
        for line in {line.strip() for line in shown.splitlines()} & english:
            assert leftover(line) <= identifiers() | ALIKE, (name, line)


def test_the_coverage_is_in_one_language() -> None:
    """Line by line in French: none is as in English that holds more than names."""
    assert leftover(coverage(advocacy(), "ar")) <= identifiers()
    english = set(coverage(advocacy(), "en").splitlines())
    for line in set(coverage(advocacy(), "fr").splitlines()) & english:
        assert leftover(line) <= identifiers() | ALIKE, line


@pytest.mark.parametrize("made", ["questionnaire", "coverage", "site"])
def test_numbers_are_in_the_digits_asked_for(made: str) -> None:
    pack = advocacy()
    shown = {
        "questionnaire": lambda: blank_profile(pack, pack.policy["default"], "ar", digits="arabic"),
        "coverage": lambda: coverage(pack, "ar", "arabic"),
        "site": lambda: "\n".join(
            read(page) for name, page in pack_site(pack, "arabic").items() if name.startswith("ar/")
        ),
    }[made]()
    assert re.search("[٠-٩]", shown)
    sentences = re.findall(r"[\u0600-\u06ff]+ (?:<bdi>)?[0-9]+(?:</bdi>)? [\u0600-\u06ff]+", shown)
    assert sentences == []


def test_numbers_in_a_text_of_the_pack_are_kept_apart_on_right_to_left_pages() -> None:
    said = Text({"en": "From 3 to 4.5 in A1", "ar": "من 3 إلى 4.5 & في A1"})
    assert HtmlWords("ar").of(said) == "من <bdi>3</bdi> إلى <bdi>4.5</bdi> &amp; في A1"
    assert HtmlWords("en").of(said) == "From 3 to 4.5 in A1"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_french_output_shares_no_sentence_with_the_english_one(name: str, form: str) -> None:
    """Lines that are the same in both languages hold names, numbers, what the campaign wrote, and words spelt alike."""
    kept = ALIKE
    english, french = (set(translated(form, name, language).splitlines()) for language in ("en", "fr"))
    for line in english & french:
        assert leftover(line, name) <= names() | kept, line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_an_output_says_as_much_in_every_language(form: str, language: str) -> None:
    """No placeholder is left unfilled, and no sentence fell away."""
    shown, english = translated(form, "half-answered", language), translated(form, "half-answered", "en")
    assert not re.search(r"\{\w+\}", shown)
    assert len(shown) > 0.6 * len(english)


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_begins_with_a_french_mark(width: int) -> None:
    report = text(assessed_example("half-answered"), "fr", width)
    assert "\u00a0:" in report
    assert not re.findall(r"(?m)^\s*[:;»]|«$", report)


def test_an_arabic_chain_points_the_way_it_is_read() -> None:
    report = translated("text", "failure-chain", "ar")
    assert "←" in report
    assert "→" not in report


def test_a_redacted_copy_is_translated_too() -> None:
    pack = advocacy()
    shared = assess(redacted(example("severe-exposure"), pack), pack, pack.policy["default"], DAY)
    assert leftover(text(shared, "ar", 100), "severe-exposure") <= names()
