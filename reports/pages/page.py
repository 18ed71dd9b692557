"""A page put together: the words of its language, where it stands, and the frame around it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from markupsafe import Markup

from engine.text import Text
from reports.html import HtmlWords, template
from reports.pages.asked import chosen, evidence_fields, in_words, offered
from reports.pages.mistakes import EXAMPLE, told
from reports.phrases import plain
from reports.words import LANGUAGES, Words

Standing = Literal["outside", "draft", "kept", "reader"]
"""What the visitor has open: nothing, a campaign without a code, one with a code, a shared report."""

STYLE: Final = Path(__file__).parent.parent / "templates" / "pages" / "pages.css"
NAMES: Final = {"ar": "العربية", "en": "English", "fr": "Français"}
"""Languages as they call themselves."""
ASKING: Final = {"chosen": chosen, "evidence_fields": evidence_fields, "in_words": in_words, "offered": offered}
"""What templates that show questions call."""


@dataclass(frozen=True)
class Place:
    """Where a page stands: its language, its path beneath the language, and what the visitor has open.

    `style` is the address of the stylesheet.
    """

    language: str
    path: str
    query: str = ""
    style: str = ""
    standing: Standing = "outside"

    def to(self, path: str) -> str:
        """The address of another page in the same language."""
        return f"/{self.language}/{path}"

    @property
    def here(self) -> str:
        return self.to(self.path)

    @property
    def again(self) -> str:
        """The address that was asked for, with all that it asks."""
        return f"{self.here}?{self.query}" if self.query else self.here

    def languages(self) -> list[tuple[str, str, str]]:
        """Each language with its own name and the address of this same page in it."""
        query = f"?{self.query}" if self.query else ""
        return [(one, NAMES[one], f"/{one}/{self.path}{query}") for one in ("ar", "en", "fr")]


class PageWords(HtmlWords):
    """The words of a page. A question's code leads nowhere: it is text that is kept apart."""

    def of(self, text: Text) -> Markup:
        """A pack's text; in the pack's first language where it does not speak this one."""
        if self.language in text.root:
            return super().of(text)
        language, said = next(iter(text.root.items()))
        return Markup('<span lang="{}" dir="auto">{}</span>').format(language, said)


def page(name: str, place: Place, **parts: Any) -> str:
    """The page of a template in `templates/pages/`, in the place's language. Everything filled in is escaped.

    Templates have: words, many, plain, at (the place), told and mistakes (of a form; none unless given), and the parts.
    """
    words = PageWords(place.language)
    frame = {
        "words": words,
        "many": words.many,
        "plain": plain,
        "at": place,
        "told": told,
        "mistakes": (),
        "example_day": EXAMPLE,
        **ASKING,
    }
    return template(f"pages/{name}.html.j2").render({**frame, **parts})


def empty_page(language: str) -> str:
    """A page that says nothing of this service."""
    words = Words(language if language in LANGUAGES else LANGUAGES[0])
    return template("pages/empty.html.j2").render(words=words)
