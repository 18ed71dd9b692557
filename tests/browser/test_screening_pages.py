"""The pages of a screening as a person meets them: from a folder, offline, both ways, with and without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from reports.screening import order_of_pages
from reports.screening.site import Site
from tests.screened import advocacy_screening

LANGUAGES = ("en", "ar")
PAGES = ("index.html", "memo.html", "list-001.html", "proposal", "letter")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In each language: all pages, and lists as a large portfolio has them."""
    made = tmp_path_factory.mktemp("screening")
    for language in LANGUAGES:
        files = written(language)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(order_of_pages, "ON_ONE_PAGE", 4)
            lists = written(language)
        files |= {name: page for name, page in lists.items() if name.startswith("list-")}
        files["many.html"] = lists["index.html"]
        for name, page in files.items():
            path = made / language / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page, encoding="utf-8")
    return made


def written(language: str) -> dict[str, str]:
    site = Site(advocacy_screening(), language)
    return {name: page for piece in site.pieces() for name, page in site.files(piece)}


def address(folder: Path, language: str, name: str) -> str:
    """The page of this name; the longest of those of proposals and of letters in that language."""
    path = folder / language / name
    if name in ("proposal", "letter"):
        found = sorted((folder / language / f"{name}s").iterdir())
        spoken = [one for one in found if f'lang="{language}"' in one.read_text(encoding="utf-8")[:100]]
        path = max(spoken, key=lambda one: one.stat().st_size)
    return path.as_uri()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_without_scripts_everything_is_readable_and_nothing_is_fetched(
    browser: Browser, folder: Path, name: str
) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    plain, asked = context.new_page(), list[str]()
    plain.on("request", lambda request: asked.append(request.url))
    plain.goto(address(folder, "en", name))
    assert asked == [address(folder, "en", name)]
    assert plain.locator("h1").is_visible()
    assert plain.locator("button").count() == 0, "no button does nothing"
    if name == "index.html":
        rows = plain.locator("table.proposals tbody tr")
        assert rows.count() == advocacy_screening().counts.accepted
        assert rows.last.is_visible()
        assert not plain.locator(".sorts").first.is_visible()
    context.close()


def test_scripts_run_under_the_policy_of_the_page_and_ask_nobody(page: Page, folder: Path) -> None:
    asked, said = list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(address(folder, "en", "index.html"))
    assert page.locator("table.proposals button").count() > 5
    assert (len(asked), said) == (1, [])


def column(page: Page, heading: str) -> list[tuple[int, int]]:
    """The low and the high ends of one column, from the top."""
    heads = page.locator("table.proposals thead th")
    number = [text.strip() for text in heads.all_inner_texts()].index(heading)
    cells = page.locator(f"table.proposals tbody tr > :nth-child({number + 1})")
    ends = cells.evaluate_all("cells => cells.map(cell => [cell.dataset.low, cell.dataset.high ?? cell.dataset.low])")
    return [(int(low), int(high)) for low, high in ends]


def test_a_table_is_sorted_by_keyboard_by_low_ends_up_and_by_high_ends_down(page: Page, folder: Path) -> None:
    page.goto(address(folder, "en", "index.html"))
    head = page.locator("table.proposals thead th").filter(has_text="Readiness")
    button = head.get_by_role("button")
    before = column(page, "Readiness")
    button.focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert [low for low, _ in column(page, "Readiness")] == sorted(low for low, _ in before)
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "descending"
    assert [high for _, high in column(page, "Readiness")] == sorted((high for _, high in before), reverse=True)
    other = page.locator("table.proposals thead th").first
    other.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") is None
    assert other.get_attribute("aria-sort") == "ascending"
    assert sorted(column(page, "Readiness")) == sorted(before), "no row is lost"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_but_a_table_in_its_box_must_be_scrolled_sideways(
    page: Page, folder: Path, width: int, language: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    overflows = {}
    for name in (*PAGES, "many.html"):
        page.goto(address(folder, language, name))
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        overflows[name] = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert {name: by for name, by in overflows.items() if by > 0} == {}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
def test_assistive_technology_finds_no_fault(
    browser: Browser, folder: Path, name: str, language: str, scheme: str
) -> None:
    dark = scheme == "dark"
    page = browser.new_page(
        viewport={"width": 360, "height": 900}, color_scheme="dark" if dark else "light", bypass_csp=True
    )
    page.goto(address(folder, language, name))
    violations = Axe().run(page).response["violations"]
    page.close()
    assert [(one["id"], [node["html"][:160] for node in one["nodes"]][:5]) for one in violations] == []


def test_arabic_pages_run_from_right_to_left(page: Page, folder: Path) -> None:
    """Bands, scale and boxes alike: who is readier stands further left."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address(folder, "ar", "index.html"))
    scale = page.locator(".plot .scale li")
    first, last = scale.first.bounding_box(), scale.last.bounding_box()
    assert first is not None
    assert last is not None
    assert first["x"] > last["x"]
    readiest = max(advocacy_screening().proposals, key=lambda one: one.standing.readiness)
    least = min(advocacy_screening().proposals, key=lambda one: one.standing.readiness)
    pages = Site(advocacy_screening(), "ar").pages
    boxes = [page.locator(f'.plot a[href="proposals/{pages[one.key]}"] rect') for one in (readiest, least)]
    ends = [box.first.bounding_box() for box in boxes]
    assert ends[0] is not None
    assert ends[1] is not None
    assert ends[0]["x"] < ends[1]["x"]


def test_a_printed_letter_and_memo_leave_out_what_only_a_screen_has(page: Page, folder: Path) -> None:
    for name in ("memo.html", "proposal"):
        page.goto(address(folder, "en", name))
        page.emulate_media(media="print")
        assert not page.locator("nav").first.is_visible()
        assert page.locator("h1").is_visible()
