"""A pack's reference as a person meets it: from a folder, offline, in both directions, with and without scripts."""

import gettext
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from reports.pack_site import PAGES, pack_site
from tests.examples import advocacy

LANGUAGES = ("en", "ar")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped pack's reference; its own words are English, so that these tests do not wait for translations."""
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.words.gettext.translation", lambda *_, **__: gettext.NullTranslations())
        files = pack_site(advocacy())
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A page without JavaScript and without a network."""
    context = browser.new_context(java_script_enabled=False, offline=True)
    yield context.new_page()
    context.close()


def test_without_scripts_everything_is_readable_and_nothing_is_fetched(plain_page: Page, site: Path) -> None:
    asked: list[str] = []
    plain_page.on("request", lambda request: asked.append(request.url))
    plain_page.goto((site / "en" / "index.html").as_uri())
    assert len(asked) == 1
    assert plain_page.locator("#find").is_hidden()
    for summary in plain_page.locator("#search summary").all():
        summary.click()
    entries = plain_page.locator("#search .entries li")
    assert entries.first.is_visible()
    assert entries.last.is_visible()
    entries.first.locator("a").click()
    expect(plain_page.locator(":target")).to_be_visible()  # once the other page is there


def test_the_search_finds_parts_by_any_of_their_words(page: Page, site: Path) -> None:
    page.goto((site / "en" / "index.html").as_uri())
    rule = next(rule for rule in advocacy().rules if rule.id == "silence_and_fear")
    page.get_by_role("searchbox").fill(f"{rule.title['en'].upper()} {rule.why['en'].split()[0]}")
    assert page.locator("#search .entries li:visible").filter(has_text=rule.title["en"]).count() == 1
    assert page.get_by_role("status").inner_text().startswith("Entries found: ")
    page.get_by_role("searchbox").fill("no such words anywhere")
    assert page.locator("#search .entries li:visible").count() == 0
    assert page.get_by_role("status").inner_text().startswith("Nothing found.")
    page.get_by_role("searchbox").fill("")
    assert page.locator("#search details:visible").count() == 6
    assert page.locator("#search details[open]").count() == 0
    assert page.get_by_role("status").inner_text() == ""


def test_the_search_forgives_vowel_marks_and_accents(page: Page, site: Path) -> None:
    page.goto((site / "ar" / "index.html").as_uri())
    found = page.locator("#search .entries li:visible")
    page.get_by_role("searchbox").fill("الخطه")
    plain = found.count()
    page.get_by_role("searchbox").fill("الخُطَّة")
    assert found.count() == plain > 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_but_the_drawing_must_be_scrolled_sideways(
    browser: Browser, site: Path, width: int, language: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    overflows = {}
    for name in ("../index", *PAGES):
        page.goto((site / language / f"{name}.html").resolve().as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        overflows[name] = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.close()
    assert {name: by for name, by in overflows.items() if by > 0} == {}


@pytest.mark.parametrize("name", ["../index", *PAGES])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_assistive_technology_finds_no_fault(browser: Browser, site: Path, name: str, scheme: str) -> None:
    """Of entries that repeat, a few of each section are looked at."""
    page = browser.new_page(
        viewport={"width": 360, "height": 900}, color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True
    )
    page.goto((site / "ar" / f"{name}.html").resolve().as_uri())
    page.evaluate(
        "document.querySelectorAll('article.entry:nth-of-type(n+4), .contents.long').forEach(one => one.remove())"
    )
    violations = Axe().run(page).response["violations"]
    page.close()
    assert [(one["id"], [node["html"][:160] for node in one["nodes"]][:5]) for one in violations] == []
