"""What somebody types at a question of `munasara ask`, and what is made of it."""

from pathlib import Path

import pytest

from tests.commands.asking import Asked, answers, codes, only_open
from tests.examples import advocacy


def test_a_question_mark_explains_the_question(asked: Asked, empty: Path) -> None:
    help_text = advocacy().questions["deceptive_means"].help["en"]
    assert help_text in " ".join(asked(empty, "?").out.split())
    assert help_text not in " ".join(asked(empty).out.split())
    assert answers(empty) == {}


def test_the_first_prompt_says_once_more_what_can_be_typed_in_place_of_an_answer(asked: Asked, empty: Path) -> None:
    out = asked(empty, "?", "2", "2").out
    assert out.count("Your answer:") > 1
    assert out.count("(“?” help, “u” nobody knows, “b” back) Your answer:") == 1


KINDS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "a level": ("written_plan", ("5", "-1", "1,2", "two", "2.5", "²"), "Please write one number from 0 to 4."),
    "one option": ("scope", ("0", "9", "1,2", "here"), "Please write one number from 1 to 4."),
    "several options": (
        "tactics",
        ("0", "1,99", "1;x"),
        "Please write numbers from 1 to 13, with commas between them.",
    ),
    "yes or no": ("ally_liability", ("3", "perhaps", "1,2", "yno"), "Please write 1 or yes, or 2 or no."),
}


@pytest.mark.parametrize(("question", "wrong", "sentence"), KINDS.values(), ids=KINDS.keys())
def test_what_is_no_answer_is_told_in_one_sentence_and_asked_again(
    question: str, wrong: tuple[str, ...], sentence: str, asked: Asked, empty: Path
) -> None:
    only_open(empty, question)
    ran = asked(empty, *wrong, options=("--all", "--policy", "default"))

    assert (ran.code, ran.err) == (0, "")
    assert codes(ran.out) == [advocacy().questions[question].code]
    assert ran.out.count(sentence) == len(wrong)
    assert ran.out.count("Your answer:") == len(wrong) + 1
    assert question not in answers(empty)


RIGHT: dict[str, tuple[str, str, object]] = {
    "a level": ("written_plan", "3", "3"),
    "a level in Arabic digits": ("written_plan", "٣", "3"),
    "a level in Persian digits": ("written_plan", "۰", "0"),
    "one option": ("scope", "1", "local"),
    "one option by its name": ("scope", "national", "national"),
    "several options": ("tactics", "3, 1,4", ["research", "negotiation", "litigation"]),
    "several options in Arabic": ("tactics", "١، ٣،٤", ["research", "negotiation", "litigation"]),
    "several options with blanks": ("tactics", "1 3  1", ["research", "negotiation"]),
    "a single one of several": ("tactics", "2", ["lobbying"]),
    "yes": ("ally_liability", "YES", "yes"),
    "no by its number": ("ally_liability", "2", "no"),
    "no by its letter": ("ally_liability", "n", "no"),
    "nobody knows": ("written_plan", "U", "unknown"),
    "kept back": ("tactics", "w", "withheld"),
}


@pytest.mark.parametrize(("question", "line", "saved"), RIGHT.values(), ids=RIGHT.keys())
def test_an_answer_is_understood_and_saved(question: str, line: str, saved: object, asked: Asked, empty: Path) -> None:
    only_open(empty, question)
    ran = asked(empty, f"  {line} ", options=("--all", "--policy", "default"))

    assert (ran.code, ran.err) == (0, "")
    assert answers(empty)[question] == saved
    if saved == "withheld":
        assert "Kept back. That is always allowed, and never held against the campaign." in ran.out
    else:
        assert "Noted" in ran.out


@pytest.mark.parametrize(
    ("language", "line", "saved"),
    [
        ("ar", "نعم", "yes"),
        ("ar", "ل", "no"),
        ("ar", "م", "unknown"),
        ("ar", "\u200fح", "withheld"),
        ("ar", "u", "unknown"),
        ("fr", "Oui", "yes"),
        ("fr", "n", "no"),
    ],
)
def test_words_and_letters_are_those_of_the_language(
    language: str, line: str, saved: str, asked: Asked, empty: Path
) -> None:
    only_open(empty, "ally_liability")
    asked(empty, line, options=("--all", "--policy", "default", "--lang", language))
    assert answers(empty)["ally_liability"] == saved


def test_an_option_that_excludes_the_others_is_told_by_its_words(asked: Asked, empty: Path) -> None:
    only_open(empty, "exposed_people")
    ran = asked(empty, "1,2", options=("--all", "--policy", "default"))
    assert "“Nobody from these groups” excludes the others: choose it alone, or leave it out." in ran.out
    assert "exposed_people" not in answers(empty)


def test_a_sensitive_answer_is_announced_and_not_shown_again(asked: Asked, empty: Path) -> None:
    only_open(empty, "exposed_people")
    ran = asked(empty, "4", options=("--all", "--policy", "default"))

    assert answers(empty)["exposed_people"] == ["minors"]
    before, _, after = ran.out.partition("Your answer:")
    assert "Sensitive: the answer is not repeated here. The file holds it and a report shows it" in before
    assert before.count("People under 18") == 1
    assert "People under 18" not in after
    assert "Noted.\n" in after


def test_an_answer_that_is_not_sensitive_is_shown_as_it_was_understood(asked: Asked, empty: Path) -> None:
    only_open(empty, "scope")
    ran = asked(empty, "1", options=("--all", "--policy", "default"))
    local = advocacy().questions["scope"].options[0].text["en"].rstrip(".")
    assert f"Noted: {local}." in ran.out


def test_arabic_digits_stand_before_the_answers_if_asked_for(asked: Asked, empty: Path) -> None:
    ran = asked(empty, "٢", options=("--lang", "ar", "--digits", "arabic"))
    assert "  ١ نعم" in ran.out
    assert "٢٩ سؤالاً مفتوحاً" in ran.out
    assert answers(empty) == {"deceptive_means": "no"}
