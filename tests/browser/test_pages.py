"""The questionnaire as a person meets it: on a telephone, in Arabic, without scripts; and axe on every page."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from api.cookies import SESSION
from tests.http_api.serving import Live, live

OUTSIDE = (
    "",
    "examples",
    "examples/half_answered",
    "open?ended=1",
    "shared",
    "new?mode=quick",
    "upload",
    "nothing-here",
)
INSIDE = (
    *("campaign", "campaign/facts", "campaign/section/context", "campaign/section/protection", "campaign/next"),
    *("campaign/check", "campaign/report", "campaign/what-if", "campaign/delete", "campaign/code?leaving=1", "deleted"),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The service as an operator starts it, with the large pack."""
    plenty = {f"MUNASARA_{kind}_PER_MINUTE": "100000" for kind in ("READS", "WORK", "RESULTS", "CODES")}
    with live(tmp_path_factory.mktemp("pages"), MUNASARA_PACKS="advocacy", **plenty) as made:
        yield made


@pytest.fixture
def here(server: Live) -> str:
    return f"http://127.0.0.1:{server.port}"


@pytest.fixture
def telephone(browser: Browser) -> Iterator[Page]:
    """A narrow screen without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="ar")
    yield context.new_page()
    context.close()


def sends(page: Page) -> None:
    """Press the first button of the page's form."""
    page.locator("main form .actions button").first.click()


def test_a_campaign_is_begun_left_and_taken_up_again_in_arabic_on_a_telephone_without_scripts(
    telephone: Page, here: str
) -> None:
    asked: set[str] = set()
    telephone.on("request", lambda request: asked.add(re.sub(r"^(https?://[^/]+).*", r"\1", request.url)))
    telephone.goto(here)
    expect(telephone.locator("html")).to_have_attribute("dir", "rtl")
    telephone.locator("a[href='/ar/new?mode=full']").click()
    telephone.locator("#campaign").fill("ماء نظيف")
    telephone.locator("#launch").fill("٢٠٢٧-٠٣-٠١")
    sends(telephone)
    expect(telephone.locator("h1")).to_have_text("ماء نظيف")
    telephone.locator("a[href='/ar/campaign/section/case']").click()
    telephone.locator("#q-specific_demand .why summary").click()
    expect(telephone.locator("#h-specific_demand")).to_be_visible()
    evidence = telephone.locator("#q-specific_demand .ev")
    expect(evidence).to_be_hidden()
    telephone.locator("input[name=specific_demand][value='3']").check()
    expect(evidence).to_be_visible()
    evidence.locator("summary").click()
    telephone.locator("input[name='specific_demand.note']").fill("وثيقة المطلب")
    telephone.locator("button[value=leave]").click()
    sends(telephone)
    code = telephone.locator("#code").inner_text()
    assert len(code.split()) == 8

    telephone.locator("main .actions a").first.click()
    expect(telephone.locator("h1")).to_have_text("ماء نظيف")
    telephone.locator("header .exit").click()
    assert telephone.url == f"{here}/exit"
    assert telephone.locator("a").count() == 0
    assert [one for one in telephone.context.cookies() if one.get("name") == SESSION] == []
    telephone.go_back()
    assert telephone.url == f"{here}/ar/open?ended=1"
    assert "ماء نظيف" not in telephone.content()
    assert code.split()[0] not in telephone.content()

    telephone.goto(f"{here}/ar/open")
    telephone.locator("#code").fill(code.upper())
    sends(telephone)
    telephone.locator("a[href='/ar/campaign/section/case']").click()
    expect(telephone.locator("input[name=specific_demand][value='3']")).to_be_checked()
    expect(telephone.locator("input[name='specific_demand.note']")).to_have_value("وثيقة المطلب")
    telephone.locator("input[name=specific_demand][value='1']").check()
    sends(telephone)
    telephone.goto(f"{here}/ar/campaign/check")
    change = telephone.locator("a[href='/ar/campaign/section/case?from=check#q-specific_demand']")
    change.click()
    expect(telephone.locator("input[name=specific_demand][value='1']")).to_be_checked()
    telephone.locator(".languages a[lang=fr]").click()
    assert telephone.url == f"{here}/fr/campaign/section/case?from=check"
    assert asked == {here}


def test_a_mistake_is_found_from_the_summary_by_its_link(telephone: Page, here: str) -> None:
    telephone.goto(f"{here}/ar/new")
    telephone.locator("#end").fill("غداً")
    sends(telephone)
    telephone.locator(".mistakes a[href='#end']").click()
    field = telephone.locator("#end")
    expect(field).to_be_in_viewport()
    expect(field).to_have_value("غداً")
    expect(field).to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_no_page_has_a_fault_that_axe_finds_or_must_be_scrolled_sideways_at_320_pixels(
    browser: Browser, here: str, language: str
) -> None:
    """Arabic in the dark scheme, the others in the light one. Everything that unfolds is unfolded."""
    context = browser.new_context(
        viewport={"width": 320, "height": 740},
        color_scheme="dark" if language == "ar" else "light",
        bypass_csp=True,
        reduced_motion="reduce",
    )
    page = context.new_page()
    faults = dict(looked_at(page, f"{here}/{language}/", OUTSIDE))
    page.goto(f"{here}/{language}/new")
    sends(page)
    faults["new, with a mistake"] = faults_of(page)
    page.locator("#campaign").fill("A name that is long, to see whether it breaks: " + "x" * 60)
    sends(page)
    faults |= looked_at(page, f"{here}/{language}/", INSIDE)
    page.goto(f"{here}/{language}/campaign/section/case")
    page.locator("input[name='specific_demand.date']").evaluate("field => { field.closest('details').open = true }")
    page.locator("input[name=specific_demand][value='4']").check()
    page.locator("input[name='specific_demand.date']").fill("x")
    sends(page)
    faults["section, with a mistake"] = faults_of(page)
    page.goto(f"{here}/{language}/campaign/section/planning")
    page.locator("input[name=written_plan][value='0']").check()
    sends(page)
    page.goto(f"{here}/{language}/campaign/what-if")
    page.locator("#question").select_option("written_plan")
    page.locator("#answer").select_option("4")
    sends(page)
    faults["what if"] = faults_of(page)
    page.goto(f"{here}/{language}/campaign/report")
    page.locator("#earlier a").first.click()
    faults["since"] = faults_of(page)
    page.goto(f"{here}/{language}/campaign/code")
    sends(page)
    faults["code"] = faults_of(page)
    faults |= sharing(page, f"{here}/{language}/")
    page.goto(f"{here}/exit")
    faults["exit"] = faults_of(page)
    context.close()
    assert {name: found for name, found in faults.items() if found} == {}


def sharing(page: Page, base: str) -> dict[str, list[str]]:
    """What is wrong with the pages of sharing, for a campaign that has a code."""
    found = dict(looked_at(page, base, ("campaign/shares/preview",)))
    page.locator("#label").fill("x" * 90)
    sends(page)
    found["share code"] = faults_of(page)
    code = page.locator("#code").inner_text()
    page.locator("main .actions a").click()
    found["list of shares"] = faults_of(page)
    page.locator(".shares .end").click()
    found["withdraw"] = faults_of(page)
    page.goto(f"{base}shared")
    page.locator("#code").fill(code)
    sends(page)
    expect(page.locator("h1")).to_contain_text("A name that is long")
    found["shared"] = faults_of(page)
    return found


def looked_at(page: Page, base: str, paths: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    for path in paths:
        page.goto(f"{base}{path}")
        yield path, faults_of(page)


def faults_of(page: Page) -> list[str]:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = [
        f"{one['id']}: {node['html'][:120]}"
        for one in Axe().run(page).response["violations"]
        for node in one["nodes"][:3]
    ]
    return [*found, *([f"{over} pixels too wide"] if over > 0 else [])]


def test_a_page_printed_shows_no_buttons_and_everything_that_was_answered(telephone: Page, here: str) -> None:
    telephone.goto(f"{here}/ar/examples/half_answered")
    telephone.emulate_media(media="print")
    expect(telephone.locator("header .exit")).to_be_hidden()
    expect(telephone.locator("h1")).to_be_visible()
