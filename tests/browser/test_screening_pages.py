"""The reports of a screening in a real browser: from files, without a network, on a narrow screen, with a keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from reports.screening.site import Site
from tests.screened import advocacy_screening


@pytest.fixture(scope="module", params=["en", "ar"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page of a screening with hostile names, in one language."""
    folder: Path = tmp_path_factory.mktemp("screened")
    made = Site(advocacy_screening(), request.param)
    for piece in made.pieces():
        for name, content in made.files(piece):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def narrow(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 740}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def pages(site: Path) -> list[Path]:
    """The overview and the memo, and one of each page on a proposal."""
    return [
        site / "index.html",
        site / "memo.html",
        *(sorted((site / of).iterdir())[0] for of in ("proposals", "letters")),
    ]


def test_no_page_has_a_fault_that_axe_finds_is_too_wide_or_asks_for_anything(narrow: Page, site: Path) -> None:
    asked: list[str] = []
    narrow.on("request", lambda request: asked.append(request.url))
    found: dict[str, list[str]] = {}
    for path in pages(site):
        narrow.goto(path.as_uri())
        over = narrow.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        faults = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in Axe().run(narrow).response["violations"]]
        found[path.name] = [*faults, *([f"{over} pixels too wide"] if over > 0 else [])]
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert asked == [path.as_uri() for path in pages(site)]


def test_a_table_is_sorted_with_the_keyboard(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    table = page.locator("table[data-sortable]").first
    head = table.locator("thead th[data-sort]").nth(2)
    column = head.evaluate("cell => cell.cellIndex")

    def told() -> list[float]:
        cells = table.locator(f"tbody tr > :nth-child({column + 1})")
        lows = cells.evaluate_all("cells => cells.map(cell => Number(cell.dataset.low ?? cell.textContent))")
        return [float(low) for low in lows]

    head.locator("button").focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    upwards = told()
    assert upwards == sorted(upwards)
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert len(set(upwards)) > 1
    assert told()[0] >= told()[-1]
    page.close()


def test_without_a_script_everything_is_there_but_the_sorting(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    assert page.locator("table[data-sortable] tbody tr").count() >= len(advocacy_screening().proposals)
    assert page.locator("thead button").count() == 0
    context.close()
