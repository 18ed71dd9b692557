"""Which sentences of the interface there are to translate, read off the reports, their templates, and all messages.

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

from tests.messages import templates

REPORTS: Final = Path(__file__).parent.parent / "reports"
LOCALE: Final = REPORTS / "locale"
TRANSLATED: Final = ("ar", "fr")
# Babel numbers the last two forms of Arabic the other way round than gettext's catalogues do.
PLURALS: Final = {
    "ar": (6, "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5)"),
    "fr": (2, "(n > 1)"),
}

Sentence = str | tuple[str, str]


class Catalogue(Catalog):
    """A catalogue whose header holds what a reader of the file needs: no dates, no versions, nobody's address."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        number, rule = PLURALS[str(self.locale)]
        return [
            ("Project-Id-Version", "Munasara"),
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", f"nplurals={number}; plural={rule};"),
        ]


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
    for place, written_out in templates().items():
        for sentence in written_out:
            found.setdefault(sentence, []).append(place)
    return found


def in_python(source: str) -> Iterator[tuple[str, list[str | None]]]:
    """Calls of `words` and `many` with their positional arguments; None for what is no plain string.

    The syntax tree is read and not, as Babel does, the tokens: those hide what stands inside an f-string.
    """
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in ("words", "many") and not ast.unparse(node.func).startswith("super()"):
            values = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
            yield name, [value if isinstance(value, str) else None for value in values]


def in_template(source: str) -> Iterator[tuple[str, list[str | None]]]:
    calls = Environment(trim_blocks=True, lstrip_blocks=True).parse(source).find_all(nodes.Call)
    for call in sorted(calls, key=lambda call: call.lineno):
        name = call.node.attr if isinstance(call.node, nodes.Getattr) else getattr(call.node, "name", "")
        if name in ("words", "many"):
            values = [arg.value if isinstance(arg, nodes.Const) else None for arg in call.args]
            yield name, [value if isinstance(value, str) else None for value in values]


def path(language: str, suffix: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"munasara.{suffix}"


def read(language: str) -> Catalog:
    """The catalogue as its file has it."""
    with path(language, "po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def in_step(language: str) -> Catalogue:
    """The catalogue with exactly the sentences there are, in their order, and the translations it has."""
    known = read(language) if path(language, "po").exists() else Catalog()
    made = Catalogue(language, header_comment=f"# The interface of Munasara: {language}.", fuzzy=False)
    for sentence, places in sentences().items():
        old = known.get(sentence if isinstance(sentence, str) else sentence[0])
        made.add(sentence, old.string if old else None, locations=[(place, 1) for place in places])
    return made


def written(language: str) -> tuple[bytes, bytes]:
    """What the two files of a catalogue have to hold."""
    text, binary, made = BytesIO(), BytesIO(), in_step(language)
    write_po(text, made, width=120, include_lineno=False)
    write_mo(binary, made)
    return text.getvalue(), binary.getvalue()


def main() -> None:
    for language in TRANSLATED:
        text, binary = written(language)
        path(language, "po").parent.mkdir(parents=True, exist_ok=True)
        path(language, "po").write_bytes(text)
        path(language, "mo").write_bytes(binary)


if __name__ == "__main__":
    main()
