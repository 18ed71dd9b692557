"""A campaigner can read features/ as the specification: each claim of the article and each rule stands in one."""

import re
from functools import cache
from pathlib import Path

from tests.examples import advocacy

ROOT = Path(__file__).parents[2]


@cache
def features() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "features").rglob("*.feature")))


def named() -> set[str]:
    """The paragraphs that the features say they stand for."""
    return set(re.findall(r"\bP\d+\b", features()))


def encoded() -> set[str]:
    """The paragraphs that docs/article-coverage.md shows as encoded: something stands in their row."""
    table = (ROOT / "docs" / "article-coverage.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if "|" in line]
    return {row[0] for row in rows if re.fullmatch(r"P\d+", row[0]) and any(row[2:])}


def test_every_encoded_paragraph_is_named_by_a_feature() -> None:
    assert encoded(), "the table has rows"
    assert encoded() - named() == set()


def test_every_paragraph_that_a_feature_names_is_one_that_makes_a_claim() -> None:
    assert named() - encoded() == set()


def test_every_rule_of_the_pack_stands_in_a_feature() -> None:
    """As a value of a step: in quotation marks, or in a cell of a table. Arabic features name rules by their titles."""
    found = set(re.findall(r'(?:"|\| *)([a-z_]+)(?:"| *\|)', features().replace("|", "||")))
    assert {rule.id for rule in advocacy().rules} - found == set()


def test_the_introduction_of_a_feature_says_which_paragraph_it_stands_for() -> None:
    """Where a feature names a paragraph, it does so before its first scenario, so that a reader meets it first."""
    for path in (ROOT / "features").rglob("*.feature"):
        text = path.read_text(encoding="utf-8")
        introduction = re.split(r"\n\s*\n", text, maxsplit=1)[0]
        assert set(re.findall(r"\bP\d+\b", text)) == set(re.findall(r"\bP\d+\b", introduction)), path.name
