"""Pages that are made from the pack are what the pack would make today."""

from pathlib import Path

from reports.coverage import coverage
from tests.examples import advocacy
from tests.message_page import PAGE, page
from tests.messages import EVERY_MESSAGE

DOCS = Path(__file__).parents[2] / "docs"


def test_the_coverage_of_the_article_is_current() -> None:
    written = (DOCS / "article-coverage.md").read_text(encoding="utf-8")
    assert written == coverage(advocacy(), "en"), "run `munasara pack coverage advocacy -o docs/article-coverage.md`"


def test_the_list_of_messages_is_current_and_has_every_code() -> None:
    written = PAGE.read_text(encoding="utf-8")
    assert written == page(), "run `python -m tests.message_page`"
    assert all(f"| {message.code} | " in written for message in EVERY_MESSAGE)


def test_every_paragraph_is_encoded_or_says_why_not() -> None:
    pack = advocacy()
    assert list(pack.sources) == [f"P{number}" for number in range(1, 33)]
    for paragraph, source in pack.sources.items():
        encoded = any(paragraph in question.source for question in pack.questions.values())
        assert encoded != (source.background is not None), paragraph
