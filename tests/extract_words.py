"""Which sentences of the interface there are to translate, read off the reports and their templates.

`python -m tests.extract_words` brings the catalogues in reports/locale in step: it adds what is new, drops what is
gone, keeps every translation and compiles. A sentence that it adds has no translation yet, and a test says so.
"""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

REPORTS: Final = Path(__file__).parent.parent / "reports"
TEMPLATES: Final = REPORTS / "templates"
LOCALE: Final = REPORTS / "locale"
TRANSLATED: Final = ("ar", "fr")
KEYWORDS: Final = {"words": None, "many": (1, 2)}
JINJA: Final = {"trimmed": "false", "silent": "false"}
# Babel's own rule for Arabic numbers the last two forms the other way round than gettext's catalogues do.
PLURALS: Final = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);",
    "fr": "nplurals=2; plural=(n > 1);",
}

Sentence = str | tuple[str, str]


def sentences() -> dict[Sentence, list[str]]:
    """Every sentence, or its form for one and for many, with the files that say it."""
    found: dict[Sentence, list[str]] = {}
    for path in sorted([*REPORTS.rglob("*.py"), *TEMPLATES.glob("*.j2")]):
        method = "jinja2" if path.suffix == ".j2" else "python"
        place = path.relative_to(REPORTS.parent).as_posix()
        with path.open("rb") as file:
            for _, sentence, _, _ in extract(method, file, KEYWORDS, (), JINJA if method == "jinja2" else {}):
                found.setdefault(sentence if isinstance(sentence, str) else (sentence[0], sentence[1]), []).append(place)
    return found


def catalog(language: str) -> Catalog:
    with path(language, "po").open("rb") as file:
        return read_po(file, locale=language)


def path(language: str, form: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"munasara.{form}"


if __name__ == "__main__":
    for s, where in sentences().items():
        print(sorted(set(where)), s)
