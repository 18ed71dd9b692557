"""A policy can ask some questions before all others, and then they come first wherever questions are listed."""

import re
from functools import cache

import pytest
import yaml

from engine.asking import in_order_of_asking
from engine.assessment import AnswerResult, Assessment
from engine.pack import ADVERSE, SEVERITIES, Policy
from reports.explanation import explanation
from reports.html import html
from reports.markdown import markdown
from reports.questionnaire import blank_profile
from reports.text import MOST_OPEN, text
from reports.words import LANGUAGES
from tests.examples import advocacy, assessed_example

HEADING = {
    "en": "Asked first under this policy",
    "ar": "أسئلة تطرحها سياسة التقييم هذه أولاً",
    "fr": "Questions posées en premier selon cette grille",
}


def policy(name: str) -> Policy:
    return advocacy().policy[name]


@cache
def half_answered(name: str) -> Assessment:
    return assessed_example("half-answered", name)


def expected(name: str) -> list[str]:
    """What the policy puts first, then what is left of the pages."""
    first = list(policy(name).first)
    pages = [question.id for section in advocacy().sections for question in section.questions]
    return first + [question for question in pages if question not in first]


@cache
def codes(name: str) -> list[str]:
    return [advocacy().questions[question].code for question in expected(name)]


def asked(blank: str) -> list[str]:
    return list(yaml.safe_load(blank)["answers"])


# The order


def test_a_running_campaign_is_asked_about_deviations_first() -> None:
    order = [question.id for question in in_order_of_asking(advocacy(), policy("running"))]
    assert order[:3] == ["in_course_reviews", "indicators_baselines", "correction_plan"]
    assert order == expected("running")


def test_a_policy_that_puts_nothing_first_asks_page_by_page() -> None:
    assert not policy("default").first
    assert [question.id for question in in_order_of_asking(advocacy(), policy("default"))] == list(advocacy().questions)


# The questionnaire


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_questionnaire_puts_first_questions_under_a_heading_of_their_own(language: str) -> None:
    pack, running = advocacy(), policy("running")
    blank = blank_profile(pack, running, language)
    assert asked(blank) == expected("running")
    lines = blank.splitlines()
    below = lines[lines.index(f"  # {HEADING[language]}") : lines.index(f"  # {pack.sections[0].title[language]}")]
    assert [name for line in below for name in re.findall(r"^  (\w+):$", line)] == list(running.first)


def test_a_questionnaire_without_first_questions_has_no_such_heading() -> None:
    blank = blank_profile(advocacy(), policy("default"), "en")
    assert asked(blank) == list(advocacy().questions)
    assert HEADING["en"] not in blank


def test_a_page_whose_questions_all_come_first_is_not_begun_again() -> None:
    pack = advocacy()
    page = pack.sections[-1]
    all_first = policy("running").model_copy(update={"first": tuple(question.id for question in page.questions)})
    blank = blank_profile(pack, all_first, "en")
    assert set(asked(blank)) == pack.questions.keys()
    assert f"  # {page.title['en']}" not in blank.splitlines()


# The reports


def test_an_assessment_lists_answers_in_the_order_of_asking() -> None:
    for name in ("running", "default"):
        assert [answer.question for answer in half_answered(name).answers] == expected(name)
    assert half_answered("running").policy.first == policy("running").first


def test_what_a_finding_hinges_on_is_in_the_order_of_asking() -> None:
    hinging = [finding.hinges_on for finding in half_answered("running").findings if len(finding.hinges_on) > 1]
    assert any(set(names) & set(policy("running").first) for names in hinging)
    for names in hinging:
        assert list(names) == sorted(names, key=expected("running").index)


def test_the_text_lists_open_questions_the_gravest_first_else_in_the_order_of_asking() -> None:
    for name in ("running", "default"):
        assessment = half_answered(name)
        is_open = {a.code: a for a in assessment.answers if a.state != "answered" and a.use in ("in_use", "perhaps")}
        shown = text(assessment, "en", 300)
        listed = re.findall(r"^\? (?:\w+ \w+: )?([A-K]\d+) ", shown[shown.index("Open questions") :], re.MULTILINE)
        first = set(re.findall(r"^\d\. ([A-K]\d+) ", shown[shown.index("Open questions") :], re.MULTILINE))

        def gravest(code: str, open_ones: dict[str, AnswerResult] = is_open, found: Assessment = assessment) -> int:
            question = open_ones[code].question
            hinging = [one.severity for one in found.findings if one.kind in ADVERSE and question in one.hinges_on]
            return max((1 + SEVERITIES.index(severity) for severity in hinging if severity), default=0)

        asked = [code for code in codes(name) if code in is_open and code not in first]
        order = {"unknown": 0, "withheld": 2}
        wanted = sorted(asked, key=lambda code: (order.get(is_open[code].state, 1), -gravest(code)))
        assert listed == wanted[:MOST_OPEN]
        assert len({gravest(code) for code in wanted}) > 1


def test_an_explanation_lists_what_to_answer_in_the_order_of_asking() -> None:
    assessment = half_answered("running")
    fact = max(
        (finding for finding in assessment.findings if finding.outlook == "possible"), key=lambda f: len(f.hinges_on)
    ).fact
    shown = explanation(assessment, fact, "en", 300)
    below = shown[shown.index("What it hinges on") :]
    listed = re.findall(r"^\? (?:\w+ \w+: )?([A-K]\d+) ", below, re.MULTILINE)
    assert len(listed) > 1
    assert listed == sorted(listed, key=codes("running").index)


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown_lists_answers_in_the_order_of_asking(language: str) -> None:
    shown = markdown(half_answered("running"), language)
    rows = re.findall(r"^\| ([A-K]\d+) \|", shown, re.MULTILINE)
    assert rows == codes("running")
    assert shown.index(f"### {HEADING[language]}") < shown.index(f"### {advocacy().sections[0].title[language]}")
    assert HEADING[language] not in markdown(half_answered("default"), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_lists_answers_and_open_questions_in_the_order_of_asking(language: str) -> None:
    assessment = half_answered("running")
    shown = html(assessment, language)
    listed = re.findall(r'<ul class="questions">(.*?)</ul>', shown, re.DOTALL)
    groups = [re.findall(r'<li id="q-(\w+)">', group) for group in listed]
    assert sorted(question for group in groups for question in group) == sorted(expected("running"))
    for group in groups:
        assert group == sorted(group, key=expected("running").index)
    answered = [a.question for a in assessment.answers if a.state == "answered" and a.use in ("in_use", "perhaps")]
    first = [question for question in answered if question in policy("running").first]
    assert first
    assert first in groups
    assert f"<h4>{HEADING[language]}</h4>" in shown
    assert HEADING[language] not in html(half_answered("default"), language)
