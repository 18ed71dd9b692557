"""The questionnaire on paper: whole, in words, and nothing in it that runs or fetches."""

import re
from functools import cache

import pytest
from lxml import html

from api.packs import SHIPPED
from engine.loader import load_pack
from reports.forms.conditions_in_words import condition_lines
from reports.forms.paper import paper
from reports.forms.plan import worded_plan
from reports.words import LANGUAGES, Words
from tests.examples import advocacy


@cache
def page(language: str) -> str:
    return paper(worded_plan(advocacy()), language)


def words_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_every_question_with_a_box_for_every_answer_and_two_more(language: str) -> None:
    tree = html.fromstring(page(language))
    for question in advocacy().questions.values():
        entry = tree.get_element_by_id(f"q-{question.id}")
        assert question.code in words_of(entry)
        said = words_of(entry)
        assert " ".join(question.text[language].split()) in said
        boxes = entry.xpath(".//span[@class='tick']")
        assert len(boxes) == len(question.values) + 2, question.id
        for text in (*question.anchors.values(), *(option.text for option in question.options)):
            assert " ".join(text[language].split()) in said, question.id
        assert bool(entry.xpath("./div[@class='evidence']")) is (question.kind == "level")
        assert bool(entry.xpath("./div[@class='skip-if']")) is (question.asked_if is not None)


def test_where_a_question_is_skipped_the_words_name_what_it_hangs_on() -> None:
    tree = html.fromstring(page("en"))
    skip = words_of(tree.get_element_by_id("q-stewarding").xpath("./div[@class='skip-if']")[0])
    assert "A5" in skip
    assert skip.startswith("Answer only if this holds; otherwise go on to the next question.")
    tactics = {option.id: option.text["en"].rstrip(".") for option in advocacy().questions["tactics"].options}
    assert all(tactics[name] in skip for name in ("march", "sit_in", "protest", "strike"))
    assert tactics["online"] not in skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_runs_nothing_and_fetches_nothing(language: str) -> None:
    assert not re.search(
        "<script|<link|<img|<iframe|url\\(|@import|javascript:|\\son\\w+=", page(language), re.IGNORECASE
    )
    tree = html.fromstring(page(language))
    assert tree.get("lang") == language
    assert tree.get("dir") == ("rtl" if language == "ar" else "ltr")
    assert {link.get("href")[0] for link in tree.iter("a")} == {"#"}
    targets = {element.get("id") for element in tree.iter() if element.get("id")}
    assert {link.get("href")[1:] for link in tree.iter("a")} <= targets


def test_conditions_without_links_stand_one_a_line_and_set_in() -> None:
    question = advocacy().questions["legal_review"]
    assert question.asked_if is not None
    lines = condition_lines(question.asked_if, advocacy(), Words("en"))
    assert lines[0] == "At least one of these holds:"
    assert not any("<" in line or "&" in line for line in lines)
    assert any(re.match("   A5 .*includes at least one of these:$", line) for line in lines)
    assert any(line.startswith("      – ") for line in lines)


def test_the_same_pack_gives_the_same_page() -> None:
    minimal = load_pack(SHIPPED / "minimal")
    assert paper(worded_plan(minimal), "ar") == paper(worded_plan(minimal), "ar")
