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
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

REPORTS: Final = Path(__file__).parent.parent / "reports"
LOCALE: Final = REPORTS / "locale"
TRANSLATED: Final = ("ar", "fr")
# Babel numbers the last two forms of Arabic the other way round than gettext's catalogues do.
PLURALS: Final = {
    "ar": (6, "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5)"),
    "fr": (2, "(n > 1)"),
}

Sentence = str | tuple[str, str]


class Dynamic(ValueError):
    """A call whose sentence is not written out, so that nobody can translate it."""


def sentences() -> dict[Sentence, list[str]]:
    """Every sentence, or its forms for one and for many, with the files that say it."""
    found: dict[Sentence, list[str]] = {}
    for path in sorted([*REPORTS.rglob("*.py"), *REPORTS.rglob("*.j2")]):
        place, source = path.relative_to(REPORTS.parent).as_posix(), path.read_text(encoding="utf-8")
        calls = in_python(source) if path.suffix == ".py" else in_template(source)
        for name, arguments in calls:
            said = arguments[: 2 if name == "many" else 1]
            if None in said or not said:
                raise Dynamic(f"{place}: {name}({', '.join(map(str, arguments))})")
            one, *rest = (text for text in said if text is not None)
            places = found.setdefault((one, rest[0]) if rest else one, [])
            if place not in places:
                places.append(place)
    return found


def in_python(source: str) -> Iterator[tuple[str, list[str | None]]]:
    """Calls of `words` and `many` with their positional arguments; None for what is no plain string.

    The syntax tree is read and not, as Babel does, the tokens: those hide what stands inside an f-string.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("words", "many") and not ast.unparse(node.func).startswith("super()"):
                values = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
                yield name, [value if isinstance(value, str) else None for value in values]


def in_template(source: str) -> Iterator[tuple[str, list[str | None]]]:
    for call in Environment(trim_blocks=True, lstrip_blocks=True).parse(source).find_all(nodes.Call):
        name = call.node.attr if isinstance(call.node, nodes.Getattr) else getattr(call.node, "name", "")
        if name in ("words", "many"):
            values = [arg.value if isinstance(arg, nodes.Const) else None for arg in call.args]
            yield name, [value if isinstance(value, str) else None for value in values]


def catalogue_path(language: str, suffix: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"munasara.{suffix}"


def catalogue(language: str) -> Catalog:
    with catalogue_path(language, "po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def compiled(language: str) -> bytes:
    file = BytesIO()
    write_mo(file, catalogue(language))
    return file.getvalue()


def in_step(language: str) -> Catalog:
    """The catalogue with exactly the sentences there are, in their order, and the translations it has."""
    known = catalogue(language) if catalogue_path(language, "po").exists() else Catalog(language)
    number, rule = PLURALS[language]
    made = Catalog(language, project="Munasara", version="1", fuzzy=False, header_comment="")
    made.mime_headers = [
        ("Project-Id-Version", "Munasara"),
        ("Language", language),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", f"nplurals={number}; plural={rule};"),
    ]
    for sentence, places in sentences().items():
        old = known.get(sentence if isinstance(sentence, str) else sentence[0])
        made.add(sentence, old.string if old else None, locations=[(place, 0) for place in places])
    return made


def main() -> None:
    for language in TRANSLATED:
        made = in_step(language)
        catalogue_path(language, "po").parent.mkdir(parents=True, exist_ok=True)
        with catalogue_path(language, "po").open("wb") as file:
            write_po(file, made, width=0, include_lineno=False, omit_header=False)
        catalogue_path(language, "mo").write_bytes(compiled(language))


if __name__ == "__main__":
    main()
