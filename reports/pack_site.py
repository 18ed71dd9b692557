"""A pack as a small static website: everything it says, in all its languages, so that anyone can contest a rule.

Every page is a whole file: it needs no network and no server. Only the search needs a script, and it is ours.
"""

import base64
import hashlib
from itertools import groupby
from typing import Final

from engine.pack import ADVERSE, SEVERITIES, Kind, Pack, Rule
from reports.graph import path
from reports.html import environment
from reports.phrases import plain
from reports.site_graph import SiteGraph
from reports.site_references import References
from reports.site_search import entries
from reports.site_wording import SiteWording
from reports.words import RIGHT_TO_LEFT, Digits, Words

PAGES: Final = ("index", "questions", "rules", "measures", "remedies", "policies", "sources", "graph")
KINDS: Final[tuple[Kind, ...]] = (*ADVERSE, "strength", "protection")
NAMES: Final = {"ar": "العربية", "en": "English", "es": "Español", "fr": "Français", "pt": "Português"}


def pack_site(pack: Pack, digits: Digits = "western") -> dict[str, str]:
    """Every file of the website by its relative name; the same pack gives the same bytes. `digits` are for Arabic."""
    references, templates = References(pack), environment()
    languages = pack.manifest.languages
    shared = {
        "pack": pack,
        "names": {code: NAMES.get(code, code) for code in languages},
        "directions": {code: "rtl" if code in RIGHT_TO_LEFT else "ltr" for code in languages},
        "plain": plain,
    }
    site = {"index.html": templates.get_template("site_languages.html.j2").render(shared)}
    for language in languages:
        say = SiteWording(pack, language, digits)
        here = {
            **shared,
            "say": say,
            "words": say.words,
            "many": say.words.many,
            "ref": references,
            "graph": SiteGraph(pack, references, say),
            "path": path,
        }
        for page in PAGES:
            own = _own(page, say)
            site[f"{language}/{page}.html"] = templates.get_template(f"site_{page}.html.j2").render(
                {**here, **own, "page": page}
            )
    return site


def _own(page: str, say: SiteWording) -> dict[str, object]:
    """What one page alone needs. The search's script is allowed by its digest, and nothing else is."""
    if page == "index":
        script = environment().get_template("site_search.js.j2").render().strip()
        return {"entries": entries(say), "script": script, "script_digest": _digest(script)}
    return {"groups": _by_kind(say.pack)} if page == "rules" else {}


def _by_kind(pack: Pack) -> dict[Kind, list[Rule]]:
    """Rules by kind, the gravest first within each."""
    ordered = sorted(pack.rules, key=lambda rule: (KINDS.index(rule.kind), -_grade(rule)))
    return {kind: list(rules) for kind, rules in groupby(ordered, key=lambda rule: rule.kind)}


def _grade(rule: Rule) -> int:
    return SEVERITIES.index(rule.severity) if rule.severity else 0


def _digest(script: str) -> str:
    """The script's digest as a content security policy names it."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def pages_written(number: int, first: str, language: str, digits: Digits = "western") -> str:
    """What is said once the pages stand: how many, and the `first` one to open."""
    said = Words(language, digits).many(
        "{number} page. Begin with {first}", "{number} pages. Begin with {first}", number, first=first
    )
    return plain(said) + "\n"
