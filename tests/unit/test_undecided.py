"""Every report names every verdict that is still possible, worst first, in the same words."""

import re
from html import unescape

import pytest

from reports.html import html
from reports.markdown import markdown
from reports.text import text
from tests.examples import assessed_example

SAID = {
    "en": "ndecided between “Stop”, “Not yet” and “Go, with conditions”",
    "ar": "غير محسوم بين «توقّف» و«ليس بعد» و«انطلاق بشروط»",
    "fr": ("ndécis entre «\u00a0Arrêter\u00a0», «\u00a0Pas encore\u00a0» et «\u00a0Feu vert, sous conditions\u00a0»"),
}


def reports(language: str) -> dict[str, str]:
    assessment = assessed_example("half-answered")
    assert assessment.verdict.possible == ("STOP", "NOT_YET", "CONDITIONS")
    headline = re.search(r'<p class="said">(.*?)</p>', html(assessment, language), re.DOTALL)
    assert headline is not None
    return {
        "text": text(assessment, language, 200).splitlines()[1],
        "markdown": markdown(assessment, language).split("\n\n")[2 if language == "ar" else 1],
        "html": unescape(re.sub("<[^>]*>", "", headline[1])).strip(),
    }


@pytest.mark.parametrize("language", SAID)
def test_an_undecided_headline_names_every_possible_verdict_in_every_report(language: str) -> None:
    for form, headline in reports(language).items():
        assert headline.rstrip("*").endswith(SAID[language]), form


def test_a_headline_that_stands_alone_begins_as_a_sentence_does() -> None:
    assert reports("en")["html"].startswith("Undecided")
    assert reports("fr")["html"].startswith("Indécis")
    assert reports("en")["text"].startswith("Verdict: undecided")
