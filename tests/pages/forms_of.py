"""A page as a browser without scripts holds it: its form with what is filled in, its links, ids and headings."""

from collections import Counter
from html.parser import HTMLParser
from typing import Final

VOID: Final = frozenset({"meta", "link", "input", "br", "hr", "img"})


class Held(HTMLParser):
    """One page. `fields` is what its form would send if it were sent untouched, without its buttons."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.offered: dict[str, list[str]] = {}
        self.links: list[str] = []
        self.ids: Counter[str] = Counter()
        self.described: set[str] = set()
        self.tags: Counter[str] = Counter()
        self.attributes: Counter[str] = Counter()
        self.root: dict[str, str | None] = {}
        self.unlabelled: list[str] = []
        self.labelled: set[str] = set()
        self.headings: list[str] = []
        self.title = ""
        self._open: list[str] = []
        self._textarea: str | None = None
        self._fields_by_id: list[tuple[str, str | None]] = []
        self.feed(html)
        self.unlabelled = [name for name, id in self._fields_by_id if id not in self.labelled]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags[tag] += 1
        self.attributes.update(list(given))
        if tag not in VOID:
            self._open.append(tag)
        if id := given.get("id"):
            self.ids[id] += 1
        self.described |= set((given.get("aria-describedby") or "").split())
        if tag == "html":
            self.root = given
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if tag == "label" and given.get("for"):
            self.labelled.add(str(given["for"]))
        if tag in ("input", "textarea"):
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str | None]) -> None:
        name, kind, value = str(given.get("name")), given.get("type"), given.get("value") or ""
        if kind != "hidden" and "label" not in self._open:
            self._fields_by_id.append((name, given.get("id")))
        if tag == "textarea":
            self._textarea = name
            self.fields[name] = [""]
        elif kind in ("radio", "checkbox"):
            self.offered.setdefault(name, []).append(value)
            if "checked" in given:
                self.fields.setdefault(name, []).append(value)
        else:
            self.fields.setdefault(name, []).append(value)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass
        self._textarea = None

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self.fields[self._textarea][0] += data
        if self._open and self._open[-1] == "title":
            self.title += data
        if "h1" in self._open:
            self.headings.append(data)
