"""Every page of the service is in one language, with what is entered, refused, tried, compared and shared on it.

The campaign is called by a number, so that every word that is left is ours.
"""

import re
from collections.abc import Callable
from functools import cache

import pytest

from engine.profile import Evidence, Profile
from tests.examples import advocacy
from tests.languages import leftover, names, read, shared_with_english
from tests.pages.test_page_upload import uploads
from tests.pages.visiting import TODAY, Page, Person, Service

DATABASES = ("sqlite",)
NAME, SAID = "2040", "2042"
ARABIC = re.compile(r"[\u0621-\u064a]+")
UPLOADED = f"campaign: '{SAID}'\nanswered_on: 2026-11-01\nanswers:\n  written_plan: 9\n  1: 1\n"
# What a reader types or looks up, and is the same in every language: of files, codes of mistakes and of countries.
WRITTEN = frozenset(
    {"Munasara", "YAML", "JSON", "yaml", "json", "profile", "munasara", "unknown", "withheld", "TN", "PDF"}
)
# Each language is called by its own name, in whichever the page is.
OWN_NAMES = re.compile(r"\b(العربية|English|Français)\b")
# One section stands for all: what else differs between them is in the pack, which has every text in each language.
PAGES = (
    *("", "examples", "open", "open?ended=1", "new?mode=quick", "upload", "deleted"),
    *("campaign", "campaign/facts", "campaign/check", "campaign/code", "campaign/code?leaving=1"),
    *("campaign/section/context", "campaign/report", "campaign/what-if", "campaign/delete"),
)
Shown = dict[str, str]


@pytest.fixture(scope="module")
def visited(service: Service) -> Callable[[str], Shown]:
    """All pages in a language, by what was done: read, filled in wrongly, tried, shared, refused."""

    @cache
    def pages(language: str) -> Shown:
        owner = Person.new(service)
        owner.owns(campaign())
        found = {path: owner.goes(f"/{language}/{path}") for path in PAGES}
        found |= mistaken(owner, Person.new(service), language) | moved(owner, language) | shared(owner, language)
        assert {name: page.status for name, page in found.items() if page.status >= 500} == {}
        assert {path for path in PAGES if found[path].status != 200} == set()
        return {name: said(page) for name, page in found.items()}

    return pages


def campaign() -> Profile:
    """One with much in it. What somebody noted on it is a number."""
    profile = next(case for case in advocacy().cases if case.id == "severe_exposure").profile
    shown = Evidence(note=SAID, reference=SAID, owner=SAID, date=TODAY)
    answers = {name: each.model_copy(update={"evidence": shown}) for name, each in profile.answers.items()}
    return profile.model_copy(update={"campaign": NAME, "lessons": (), "country": None, "answers": answers})


def mistaken(owner: Person, stranger: Person, language: str) -> dict[str, Page]:
    base = f"/{language}"
    return {
        "new, without a name": owner.sends(f"{base}/new", {"campaign": "", "stage": "x", "mode": "x"}),
        "facts, wrong": owner.fills_in(f"{base}/campaign/facts", {"campaign": "", "country": "2", "launch": "2"}),
        "section, wrong": owner.fills_in(f"{base}/campaign/section/planning", {"written_plan": "9"}),
        "what if, of nothing": owner.sends(f"{base}/campaign/what-if", {"question": "", "answer": ""}),
        "what if": owner.sends(f"{base}/campaign/what-if", {"change": ["tone=firm", "written_plan=1"]}),
        "opened, wrong code": stranger.sends(f"{base}/open", {"code": "2040"}),
        "shared, wrong code": stranger.sends(f"{base}/shared", {"code": "2040"}),
        "upload, with mistakes": uploads(stranger, UPLOADED.encode(), language),
        "upload, of nothing": uploads(stranger, b"", language),
        "no such page": stranger.goes(f"{base}/nothing"),
        "no campaign": stranger.goes(f"{base}/campaign/report"),
        "from elsewhere": refused(stranger, f"{base}/new"),
    }


def refused(person: Person, path: str) -> Page:
    person.browser.headers["Sec-Fetch-Site"] = "cross-site"
    return person.sends(path, {"campaign": NAME})


def moved(owner: Person, language: str) -> dict[str, Page]:
    """What is different since a result was kept."""
    owner.fills_in(f"/{language}/campaign/section/planning", {"written_plan": "1"})
    return {"result, compared": owner.goes(f"/{language}/campaign/report")}


def shared(owner: Person, language: str) -> dict[str, Page]:
    base = f"/{language}/campaign/shares"
    owner.service.store.claim(owner.token or "")
    preview = owner.goes(f"{base}/preview")
    made = owner.sends(base, {**preview.held.fields, "label": SAID})
    (share,) = owner.service.store.shares(owner.token or "")
    code = re.search(r'id="code"[^>]*>([a-z ]+)<', made.html)
    assert code
    reader = Person.new(owner.service)
    return {
        "preview": preview,
        "made": made,
        "shares": owner.goes(base),
        "withdraw": owner.goes(f"{base}/{share.id}/withdraw"),
        "shared": reader.sends(f"/{language}/shared", {"code": code[1]}),
    }


def said(page: Page) -> str:
    """What a page says: without codes of access, which are drawn, and names of files and of what is typed."""
    shown = re.sub(r'(?s)<(code|textarea|kbd)\b.*?</\1>|<\w+[^>]*id="code"[^>]*>[a-z ]+<', "<", page.html)
    return re.sub(r"https://[\w/]+", " ", OWN_NAMES.sub(" ", read(shown)))


def foreign(shown: str) -> set[str]:
    shown = re.sub(r"\b[A-Z]+-\d{3}\b", " ", shown)
    return {word for word in leftover(shown) - names() - WRITTEN if "_" not in word}


def test_every_page_was_reached(visited: Callable[[str], Shown]) -> None:
    assert all(shown.strip() for shown in visited("en").values())
    assert visited("ar").keys() == visited("fr").keys() == visited("en").keys()


def test_arabic_pages_have_no_latin_word_but_names(visited: Callable[[str], Shown]) -> None:
    assert {name: found for name, shown in visited("ar").items() if (found := foreign(shown))} == {}


def test_french_pages_share_no_sentence_with_english_ones(visited: Callable[[str], Shown]) -> None:
    assert shared_with_english(visited, foreign) == {}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_pages_in_latin_letters_have_no_arabic_word(visited: Callable[[str], Shown], language: str) -> None:
    assert {name: found for name, shown in visited(language).items() if (found := ARABIC.findall(shown))} == {}
