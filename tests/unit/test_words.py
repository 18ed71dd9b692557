"""What the catalogues promise: every sentence in every language, complete, with its placeholders and its plurals."""

import re
import string
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from reports.html import HtmlWords
from reports.words import LANGUAGES, Words
from tests.examples import advocacy, assessed_example
from tests.extract_words import (
    PLURALS,
    REPORTS,
    TRANSLATED,
    Dynamic,
    Sentence,
    in_python,
    in_template,
    path,
    read,
    sentences,
    written,
)

NUMBERS = (0, 1, 2, 3, 11, 100, 102)
CATALOGUES = {language: read(language) for language in TRANSLATED}
SENTENCES = sentences()
REPORTED = {file.relative_to(REPORTS.parent).as_posix() for file in REPORTS.rglob("*.*")}


def messages(language: str) -> dict[Sentence, Message]:
    found: dict[Sentence, Message] = {}
    for message in CATALOGUES[language]:
        if isinstance(message.id, str):
            found[message.id] = message
        else:
            found[message.id[0], message.id[1]] = message
    return {sentence: message for sentence, message in found.items() if sentence}


def forms(string_or_forms: object) -> list[str]:
    """A translation's forms, one for a sentence without a number."""
    return [string_or_forms] if isinstance(string_or_forms, str) else list(string_or_forms or ())  # type: ignore[call-overload]


def placeholders(sentence: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None)


# What is extracted


def test_sentences_are_found_wherever_they_are_said() -> None:
    module = 'f"#  {words(\'in an f-string\')}"\nself.words.many("one", "many", len(x))\nwords.of(text)\nother("no")'
    assert list(in_python(module)) == [("words", ["in an f-string"]), ("many", ["one", "many", None])]
    template = '{{ words("a") if b else words("c") }}{% call m.row(words("d")) %}{% endcall %}{{ many("e", "f", n) }}'
    found = list(in_template(template))
    assert found == [("words", ["a"]), ("words", ["c"]), ("words", ["d"]), ("many", ["e", "f", None])]


def test_a_sentence_that_is_put_together_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "module.py").write_text('words(f"{number} points")\n', encoding="utf-8")
    monkeypatch.setattr("tests.extract_words.REPORTS", reports)
    with pytest.raises(Dynamic, match=r"reports/module\.py: words\(None\)"):
        sentences()


# The catalogues


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_exactly_the_sentences_there_are(language: str) -> None:
    assert messages(language).keys() == SENTENCES.keys()


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_files_are_what_the_extraction_would_write(language: str) -> None:
    """Else: `python -m tests.extract_words`, then translate what it added."""
    text, binary = written(language)
    assert path(language, "po").read_bytes() == text
    assert path(language, "mo").read_bytes() == binary


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated_in_all_its_forms(language: str) -> None:
    number, rule = PLURALS[language]
    assert CATALOGUES[language].plural_forms == f"nplurals={number}; plural={rule};"
    for sentence, message in messages(language).items():
        translated = forms(message.string)
        assert len(translated) == (1 if isinstance(sentence, str) else number), sentence
        assert all(form.strip() == form and form for form in translated), sentence
        assert not message.fuzzy, sentence


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_placeholders(language: str) -> None:
    """Forms for none, one and two may say the number in words; where English may leave it out, they all may."""
    for sentence, message in messages(language).items():
        if isinstance(sentence, str):
            assert placeholders(forms(message.string)[0]) == placeholders(sentence), sentence
            continue
        one, many = map(placeholders, sentence)
        for number, form in enumerate(forms(message.string)):
            in_words = language == "ar" and number < 3
            allowed = [many, one, [name for name in many if name != "number"]] if in_words else [many]
            assert placeholders(form) in ([*allowed, one] if number == 0 else allowed), sentence


def test_arabic_is_written_in_arabic() -> None:
    for sentence, message in messages("ar").items():
        english = " ".join([sentence] if isinstance(sentence, str) else sentence)
        for form in forms(message.string):
            left = re.findall(r"[A-Za-z][\w-]*", re.sub(r"\{\w+\}|U\+[0-9A-F]{4}", "", form))
            assert all(word in english for word in left), form
            assert not set(left) - WRITTEN - STAGES, form
            assert not re.search("[“”?;]|,(?! )", form), form


# What is written in files and commands, and the names of formats.
WRITTEN = {
    *("pdf", "Pango", "HarfBuzz", "Fontconfig", "Debian", "libpango-1", "libpangoft2-1", "libharfbuzz-subset0"),
    *("SHA-256", "UTF-8", "UTF-16", "NaN", "PDF", "Infinity", "null", "true", "false", "n", "t", "NEW", "old-on"),
    *("yaml", "yml", "json", "ndjson", "csv", "xlsx", "CSV", "XLSX", "JSON", "YAML", "DOCTYPE"),
    *("map", "import", "propose-map", "ignore", "is", "from", "blind"),
    *("strict", "text", "PROFILE", "FILE", "GitHub", "policy"),
    *("unknown", "withheld", "yes", "no", "TN", "LB", "YE", "written_plan"),
    *(
        "munasara",
        "ISO",
        "o",
        "format",
        "json",
        "to",
        "questionnaire",
        "assess",
        "change-tactics",
        "on",
        "force",
        "only",
        "rules",
        "silence",
    ),
    *(
        "with-sensitive",
        "pack",
        "screen",
        "yaml",
        "asked_if",
        "to_confirm",
        "answered_on",
        "redact",
        "no-redact",
        "all",
    ),
}
STAGES = {"preparing", "launching", "running", "closing"}
# Words that French and English spell alike.
ALIKE = {
    *("Code", "Pages", "Protection", "Protection.", "Question", "Questions", "Source", "Sources", "Verdict", "Version"),
    *(
        "Certain",
        "Conditions",
        "Date",
        "Effort",
        "Page",
        "Verdicts",
        "certain",
        "possible",
        "{number} points",
        "{signed} points",
        "{number} questions",
        "{number} sources",
    ),
    "Munasara",
}


def test_what_stays_as_it_is_in_english_is_meant_to() -> None:
    for language, alike in (("fr", ALIKE), ("ar", set[str]())):
        same = set()
        for sentence, message in messages(language).items():
            english = sentence if isinstance(sentence, str) else sentence[1]
            if forms(message.string)[-1] == english and re.search("[A-Za-z]", re.sub(r"\{\w+\}", "", english)):
                same.add(english)
        assert same == alike


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_written_more_than_once_in_a_row(language: str) -> None:
    """As happens where two versions of a catalogue are put together."""
    for message in messages(language).values():
        for form in forms(message.string):
            assert not re.fullmatch(r"(.{20,}?)\1+", form, re.DOTALL), form


def test_french_spacing_never_breaks_before_a_mark() -> None:
    for message in messages("fr").values():
        for form in forms(message.string):
            assert not re.search("(?<!\u00a0)[:;?!»](?!\u00a0?\\w*\\})|«(?!\u00a0)|[“”]|[\u0600-\u06ff]", form), form


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_sentence_ends_as_the_english_one(language: str) -> None:
    for sentence, message in messages(language).items():
        english = sentence if isinstance(sentence, str) else sentence[1]
        for form in forms(message.string):
            assert form.endswith((".", ":")) == english.endswith((".", ":")), form
            assert form.endswith(".") == english.endswith("."), form


# Plurals


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            ("{number} day", "{number} days"),
            ("0 يوم", "يوم واحد", "يومان", "3 أيام", "11 يوماً", "100 يوم", "102 يوم"),
        ),
        (
            ("{number} question is open.", "{number} questions are open."),
            (
                "لا أسئلة مفتوحة.",
                "سؤال واحد مفتوح.",
                "سؤالان مفتوحان.",
                "3 أسئلة مفتوحة.",
                "11 سؤالاً مفتوحاً.",
                "100 سؤال مفتوح.",
                "102 سؤال مفتوح.",
            ),
        ),
        (
            ("and {number} more reason", "and {number} more reasons"),
            (
                "ولا أسباب أخرى",
                "وسبب واحد آخر",
                "وسببان آخران",
                "و3 أسباب أخرى",
                "و11 سبباً آخر",
                "و100 سبب آخر",
                "و102 سبب آخر",
            ),
        ),
        (
            ("{number} check made.", "{number} checks made."),
            (
                "لم يُجرَ أيّ فحص.",
                "أُجري فحص واحد.",
                "أُجري فحصان.",
                "أُجريت 3 فحوص.",
                "أُجري 11 فحصاً.",
                "أُجري 100 فحص.",
                "أُجري 102 فحص.",
            ),
        ),
    ],
)
def test_arabic_has_six_forms(sentence: tuple[str, str], said: tuple[str, ...]) -> None:
    words = Words("ar")
    assert tuple(words.many(*sentence, number) for number in NUMBERS) == said


def test_no_arabic_word_would_have_to_agree_with_a_number_that_has_no_forms() -> None:
    """As in "2 أخرى". Messages about limits say the same number always, and "من" goes with any."""
    reports = [m for m in CATALOGUES["ar"] if isinstance(m.id, str) and m.locations and m.locations[0][0] in REPORTED]
    counted = re.compile(r"\{(number|more|lifts|helped|passed)\} (?!من )\w")
    assert len(reports) > 500
    assert [message.id for message in reports if counted.search(str(message.string))] == []


def test_french_counts_none_as_one() -> None:
    words = Words("fr")
    assert [words.many("{number} day", "{number} days", number) for number in (0, 1, 2, 100)] == [
        "0 jour",
        "1 jour",
        "2 jours",
        "100 jours",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_can_be_said_for_every_number(language: str) -> None:
    words = Words(language)
    values = {name: "x" for said in SENTENCES if isinstance(said, tuple) for name in placeholders(said[1])}
    values.pop("number")
    for sentence in SENTENCES:
        if isinstance(sentence, tuple):
            for number in (*NUMBERS, -1, -2, -3):
                assert "{" not in words.many(*sentence, number, **values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_negative_number_keeps_its_sign(language: str) -> None:
    for number in (-1, -2, -3, -11):
        assert Words(language).many("{number} point", "{number} points", number).startswith(str(number))


# Digits


def test_digits_are_western_unless_asked_otherwise() -> None:
    assert Words("ar")("{low} to {high}", low=10, high=25) == "من 10 إلى 25"
    assert Words("ar", "arabic")("{low} to {high}", low=10, high=25) == "من ١٠ إلى ٢٥"
    assert Words("ar", "arabic").many("{number} day", "{number} days", 14) == "١٤ يوماً"
    assert Words("ar", "arabic").number(907) == "٩٠٧"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_only_arabic_has_a_choice_of_digits(language: str) -> None:
    assert Words(language, "arabic").number(25) == "25"
    assert Words(language, "arabic").many("{number} day", "{number} days", 14).startswith("14 ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (Words("en"), "62.3"),
        (Words("fr"), "62,3"),
        (Words("ar"), "62.3"),
        (Words("ar", "arabic"), "٦٢٫٣"),
    ],
    ids=["en", "fr", "ar", "ar with Arabic digits"],
)
def test_the_decimal_mark_is_that_of_the_digits(words: Words, said: str) -> None:
    assert words("{whole}.{tenth}", whole=62, tenth=3) == said


def test_numbers_inside_a_sentence_are_in_the_same_digits_and_names_stay() -> None:
    words = Words("ar", "arabic")
    assert words("{points} of 100", points=words("{whole}.{tenth}", whole=5, tenth=0)) == "٥٫٠ من ١٠٠"
    assert "المستويان ٣ و٤ " in words(
        "If levels 3 and 4 counted only with evidence: {verdict}. Overall readiness: {readiness}.",
        verdict="x",
        readiness="x",
    )
    assert words("Profile: SHA-256 {digest}.", digest="0a1") == "ملف الحملة: SHA-256 0a1."
    assert "2026-01-31" in words("the day of these answers, as in 2026-01-31")
    assert words("Campaign: {campaign}", campaign="خطة 2030") == "الحملة: خطة 2030", "what people typed stays"


def test_html_has_the_same_digits() -> None:
    assert HtmlWords("ar", digits="arabic").many("{number} day", "{number} days", 14) == "<bdi>١٤</bdi> يوماً"
    assert HtmlWords("ar", digits="arabic")("{low} to {high}", low=1, high=2) == "من <bdi>١</bdi> إلى <bdi>٢</bdi>"


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_report_is_in_the_digits_asked_for(form: str) -> None:
    from reports.html import html
    from reports.markdown import markdown
    from reports.text import text

    assessment = assessed_example("viral-but-hollow")
    report = {
        "text": lambda: text(assessment, "ar", 100, digits="arabic"),
        "markdown": lambda: markdown(assessment, "ar", digits="arabic"),
        "html": lambda: re.sub("<[^>]*>", "", html(assessment, "ar", digits="arabic")),
    }[form]()
    assert "من ١٠٠" in report
    assert not re.search(r"\d[.٫]\d? من (أصل )?100", report)
    measure = assessment.measures[0]
    shown = Words("ar", "arabic")("{whole}.{tenth}", whole=measure.low // 10, tenth=measure.low % 10)
    assert shown in report


def test_a_language_without_a_catalogue_has_english_words() -> None:
    assert Words("es")("Verdict: {verdict}", verdict="x") == "Verdict: x"


def test_the_shipped_pack_speaks_every_language_of_the_interface() -> None:
    assert set(LANGUAGES) == set(advocacy().manifest.languages)


@pytest.mark.parametrize("day", [date(2026, 1, 31), "2026-01-31"])
def test_after_arabic_letters_a_day_is_not_turned_around(day: object) -> None:
    """An Arabic letter before it would make its numbers Arabic ones, which are laid out from the right part by part."""
    sentence = "Assessed on {day}"
    assert Words("ar").sentence(sentence, {"day": day}) == "Assessed on \u200e2026-01-31"
    assert Words("fr").sentence(sentence, {"day": day}) == "Assessed on 2026-01-31"
    assert Words("ar").sentence(sentence, {"day": "2026-01-31-x"}) == "Assessed on 2026-01-31-x"


def test_every_day_that_arabic_sentences_hold_is_kept_in_order() -> None:
    said = [text for message in messages("ar").values() for text in forms(message.string)]
    days = [found for text in said for found in re.findall(r"(.?)\d{4}-\d\d-\d\d", text)]
    assert days
    assert set(days) == {"\u200e"}
