"""The short form of a report: what matters first, the same in text, Markdown and HTML, short enough to read out."""

import re

import pytest

from reports.brief import MOST_FINDINGS, MOST_REMEDIES, brief
from reports.brief_forms import brief_html, brief_markdown, brief_text
from reports.markdown import markdown
from reports.words import LANGUAGES
from tests.examples import assessed_example


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_says_all_that_the_short_form_says(language: str) -> None:
    assessment = assessed_example("viral-but-hollow")
    said = brief(assessment, language)
    text = brief_text(assessment, language, 300)
    page = brief_html(assessment, language)
    for part in said.parts:
        assert part.title in text
        assert f"<h2>{part.title.replace(chr(39), '&#39;')}</h2>" in page
    assert said.headline in text
    assert page.count("<li>") == sum(len(part.items) for part in said.parts)
    assert f"\n**{said.headline}**\n" in brief_markdown(assessment, language)


def test_it_holds_the_gravest_findings_with_a_cause_and_three_remedies_at_most() -> None:
    assessment = assessed_example("viral-but-hollow")
    reasons, axes, findings, remedies, *_ = brief(assessment, "en").parts
    assert reasons.items[0].said == assessment.verdict.reasons[0].text["en"]
    assert len(axes.items) == len(assessment.measures)
    assert [item.said.rpartition("[")[2] for item in findings.items[:2]] == [
        f"{finding.fact}]" for finding in assessment.findings[:2]
    ]
    assert len(findings.items) == MOST_FINDINGS + 1, "the last one counts those that are left"
    assert all(len(item.below) <= 1 for item in findings.items)
    assert 0 < len(remedies.items) <= MOST_REMEDIES


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_named_by_its_code_is_asked_in_full_at_the_end(language: str) -> None:
    assessment = assessed_example("failure-chain")
    *others, last = brief(assessment, language).parts
    said = "\n".join(str(part) for part in others)
    asked = {item.said.split()[0] for item in last.items}
    assert {"C1", "D4"} <= asked
    texts = {answer.code: answer.text[language] for answer in assessment.answers}
    for code, text in texts.items():
        assert (code in re.split(r"\W", said)) == (code in asked)
        assert (f"{code} {text}" in [item.said for item in last.items]) == (code in asked)


def test_on_a_page_no_finding_carries_the_name_that_only_a_command_takes() -> None:
    assessment = assessed_example("failure-chain")
    names = [finding.fact for finding in assessment.findings[:3]]
    assert all(f"[{name}]" in str(brief(assessment, "en")) for name in names)
    assert not any(name in str(brief(assessment, "en", names=False)) for name in names)


def test_it_fits_where_the_whole_report_does_not() -> None:
    assessment = assessed_example("viral-but-hollow")
    short, whole = brief_markdown(assessment, "en"), markdown(assessment, "en")
    assert len(short.splitlines()) < 100 < len(whole.splitlines())


def test_arabic_is_read_from_the_right() -> None:
    assessment = assessed_example("half-answered")
    assert brief_markdown(assessment, "ar").startswith('<div dir="rtl">')
    assert '<html lang="ar" dir="rtl">' in brief_html(assessment, "ar")
