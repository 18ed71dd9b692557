"""The short report as PDF: it says what it should, in letters that join, the same each time, and loads nothing."""

import logging
import os
import re
import socket
import subprocess
import sys
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PageObject, PdfReader
from weasyprint import HTML

from engine.assessment import Assessment
from reports.brief import brief
from reports.pdf import brief_pdf, drawn, lacking
from tests.examples import assessed_example

VERDICT = {"en": "Verdict", "fr": "Verdict", "ar": "\u0627\u0644\u062d\u0643\u0645"}
A4 = (595, 842)  # points
SECRET = "Zanjabil"
AGAIN = """
import sys
from engine.assessment import Assessment
from reports.pdf import brief_pdf
sys.stdout.buffer.write(brief_pdf(Assessment.model_validate_json(sys.stdin.buffer.read()), "ar"))
"""


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return assessed_example("viral-but-hollow")


def read(made: bytes) -> PdfReader:
    return PdfReader(BytesIO(made))


def plainly(text: str) -> str:
    """With plain blanks alone, since not every font has the others."""
    return re.sub(r"[^\S\n]", " ", text)


def beginnings(page: PageObject) -> list[float]:
    """How far from the left each piece of text begins, in points."""
    found: list[float] = []
    page.extract_text(visitor_text=lambda text, _, at, *__: found.append(at[4]) if text.strip() else None)
    return found


def test_this_machine_can_make_pdfs() -> None:
    assert lacking() is None


@pytest.mark.parametrize("language", VERDICT)
def test_it_says_the_verdict_on_a4_in_its_language(
    assessment: Assessment, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "weasyprint"):
        made = read(brief_pdf(assessment, language))
    assert [one.getMessage() for one in caplog.records if "notdef" in one.getMessage()] == [], "a letter has no font"
    assert 1 <= len(made.pages) <= 3
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in made.pages} == {A4}
    texts, said = [plainly(page.extract_text()) for page in made.pages], brief(assessment, language)
    assert VERDICT[language] in said.headline
    assert plainly(said.headline) in texts[0]
    assert [part.title for part in said.parts if plainly(part.title) not in "\n".join(texts)] == []
    root: Any = made.root_object
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"], "with its structure, for those who listen"


def test_arabic_begins_on_the_right_and_its_letters_join(assessment: Assessment) -> None:
    page: Any = read(brief_pdf(assessment, "ar")).pages[0]
    assert beginnings(read(brief_pdf(assessment, "en")).pages[0])[0] < A4[0] / 2 < beginnings(page)[0]
    shapes: Counter[str] = Counter()
    for font in page["/Resources"]["/Font"].values():
        table = font.get_object()["/ToUnicode"].get_object().get_data().decode()
        shapes.update(re.findall("^<[0-9a-f]{4}> <([0-9a-f]*)>$", table, re.MULTILINE))
    meem, noon, lam, lam_alef = "0645", "0646", "0644", "06440627"
    assert shapes[meem] > 2, "at the beginning, in the middle and at the end of a word"
    assert shapes[noon] > 2
    assert shapes[lam_alef] or shapes[lam] > 2, "one glyph for both letters, or a shape of its own before alef"


def test_arabic_digits_count_the_pages_too(assessment: Assessment) -> None:
    assert "\u0661" in read(brief_pdf(assessment, "ar", "arabic")).pages[0].extract_text().splitlines()[-1]


def test_another_process_makes_the_same_bytes(assessment: Assessment) -> None:
    plain = assessment.model_dump_json(by_alias=True).encode()
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": "1"}
    ran = subprocess.run([sys.executable, "-c", AGAIN], input=plain, env=environment, capture_output=True, check=True)
    assert ran.stdout == brief_pdf(assessment, "ar")
    assert not {"/CreationDate", "/ModDate"} & set(read(ran.stdout).metadata or {})


def test_whatever_a_page_asks_for_is_not_loaded(tmp_path: Path) -> None:
    style, note = tmp_path / "style.css", tmp_path / "note.txt"
    style.write_text(f'p::before {{ content: "{SECRET}" }}', encoding="utf-8")
    note.write_text(SECRET, encoding="utf-8")
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(0.2)
    far = f"http://127.0.0.1:{listening.getsockname()[1]}"
    page = f"""<html><head><link rel=stylesheet href="{style.as_uri()}"><link rel=attachment href="{note.as_uri()}">
      <link rel=stylesheet href="{far}/a.css"><style>@import url("{far}/b.css"); @import url("{style.as_uri()}");
      @font-face {{ font-family: x; src: url("{far}/c.woff") }} p {{ font-family: x; background: url("{far}/d.png") }}
      q::before {{ content: url("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>") }}</style></head>
      <body><p>Text</p><q></q><img src="{far}/e.png" alt="picture"><img src="//127.0.0.1/f.png">
      <object data="{note.as_uri()}"></object><embed src="{far}/g.svg"><a href="{note.as_uri()}" rel=attachment>x</a>
      <svg><image href="{far}/h.png"/><use href="{style.as_uri()}#x"/></svg></body></html>"""
    alone = read(drawn(page))
    text = alone.pages[0].extract_text()
    assert "Text" in text
    assert SECRET not in text
    assert not alone.attachments
    assert not list(alone.pages[0].images)
    with listening, pytest.raises(TimeoutError):
        listening.accept()
    loaded = read(HTML(string=page.replace(far, "file:///nowhere")).write_pdf())
    assert SECRET in loaded.pages[0].extract_text(), "the page does ask for it, and would get it"
    assert loaded.attachments
