"""The HTML report as a person meets it: on a phone or a desk, in either direction, offline and without scripts."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from reports.html import html
from tests.examples import EXAMPLES, assessed_example

WIDTHS = (320, 360, 1280)


@pytest.fixture(scope="module", params=EXAMPLES)
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / f"{request.param}.html"
    path.write_text(html(assessed_example(request.param), "en"), encoding="utf-8")
    return path


@pytest.fixture
def offline_page(browser: Browser) -> Iterator[Page]:
    """A page without JavaScript that notes every request it makes."""
    context = browser.new_context(java_script_enabled=False, offline=True)
    yield context.new_page()
    context.close()


def mirrored(report: Path) -> Path:
    """The same report read from right to left."""
    turned = report.with_name(f"rtl-{report.name}")
    turned.write_text(report.read_text(encoding="utf-8").replace('dir="ltr"', 'dir="rtl"'), encoding="utf-8")
    return turned


def test_the_report_asks_nobody_for_anything(offline_page: Page, report: Path) -> None:
    asked: list[str] = []
    offline_page.on("request", lambda request: asked.append(request.url))
    offline_page.goto(report.as_uri())
    assert asked == [report.as_uri()]
    assert offline_page.locator("h1").first.is_visible()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("turn", [Path, mirrored], ids=["ltr", "rtl"])
def test_nothing_must_be_scrolled_sideways(browser: Browser, report: Path, width: int, turn: type[Path]) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(turn(report).as_uri())
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.close()
    assert overflow <= 0


def test_assistive_technology_finds_no_fault(browser: Browser, report: Path) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 900})
    page.goto(report.as_uri())
    violations = Axe().run(page).response["violations"]
    page.close()
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in violations] == []


def test_the_printed_report_has_every_part_open(browser: Browser, report: Path) -> None:
    page = browser.new_page()
    page.goto(report.as_uri())
    shown = "nodes => nodes.filter(node => node.lastElementChild.checkVisibility()).length"
    closed = page.locator("details:not([open])")
    assert closed.count() > 0
    assert closed.evaluate_all(shown) == 0
    page.emulate_media(media="print")
    assert closed.evaluate_all(shown) == closed.count()
    page.close()


def test_a_printed_ledger_has_its_sum_once_beneath_all_its_lines(browser: Browser, tmp_path: Path) -> None:
    """A browser repeats the foot of a table on each page, beneath lines that do not add up to it."""
    file = tmp_path / "report.html"
    file.write_text(html(assessed_example("failure-chain"), "en"), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    tables = page.locator("table.ledger").count()
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    page.close()
    lines = [line for sheet in printed.pages for line in sheet.extract_text().splitlines()]
    assert sum(line.startswith("Sum ") for line in lines) == tables > 1
