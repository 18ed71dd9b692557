"""A whole campaign on the pages: in Arabic, on a telephone, without scripts, from the first answer to deleting."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from engine.loader import load_profile_for
from tests.examples import advocacy
from tests.http_api.serving import Live, live


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    plenty = {"MUNASARA_READS_PER_MINUTE": "100000", "MUNASARA_CODES_PER_MINUTE": "100000"}
    with live(tmp_path_factory.mktemp("whole"), MUNASARA_PACKS="advocacy", **plenty) as server:
        yield address(server)


def address(server: Live) -> str:
    return f"http://127.0.0.1:{server.port}"


@pytest.fixture
def telephone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="ar")
    yield context.new_page()
    context.close()


def sends(page: Page) -> None:
    page.locator("main form .actions button").first.click()


def answers_everything(page: Page, here: str) -> None:
    """Section after section; a question that comes into use by an answer is found the next time round."""
    for _ in range(3):
        page.goto(f"{here}/ar/campaign")
        links = page.locator("a[href*='/campaign/section/']")
        for path in [str(links.nth(number).get_attribute("href")) for number in range(links.count())]:
            page.goto(f"{here}{path}")
            for field in page.locator("fieldset.q").all():
                offered = field.locator("input[type=radio], .o input[type=checkbox]")
                if not field.locator("input:checked").count():
                    middling = field.locator("input[type=radio][value='2']")
                    (middling if middling.count() else offered).first.check()
            sends(page)
        page.goto(f"{here}/ar/campaign/check")
        if page.locator(".lead").inner_text() == "كل سؤال ينطبق على الحملة له إجابة.":
            return
    raise AssertionError(page.locator(".lead").inner_text())


def test_a_whole_campaign_is_filled_in_left_taken_up_compared_taken_along_and_deleted(
    telephone: Page, here: str, tmp_path: Path
) -> None:
    telephone.goto(f"{here}/ar/new?mode=full")
    telephone.locator("#campaign").fill("ماء نظيف")
    sends(telephone)
    answers_everything(telephone, here)

    telephone.locator("main .actions a").first.click()
    assert telephone.url == f"{here}/ar/campaign/report"
    before = telephone.locator("main").inner_text()
    telephone.goto(f"{here}/ar/campaign/code")
    sends(telephone)
    code = telephone.locator("#code").inner_text()
    telephone.locator("header .exit").click()
    telephone.goto(f"{here}/ar/campaign/report")
    assert telephone.url.startswith(f"{here}/ar/open")

    telephone.locator("#code").fill(code)
    sends(telephone)
    telephone.goto(f"{here}/ar/campaign/section/planning")
    telephone.locator("input[name=written_plan][value='0']").check()
    sends(telephone)
    telephone.goto(f"{here}/ar/campaign/report")
    assert telephone.locator("main").inner_text() != before
    telephone.locator("#earlier a").first.click()
    expect(telephone.locator("main")).to_contain_text("C1")
    telephone.goto(f"{here}/ar/campaign/what-if")
    telephone.locator("input[name=change]").first.check()
    sends(telephone)
    expect(telephone.locator("#moved .notice")).to_be_visible()

    telephone.goto(f"{here}/ar/campaign/report")
    with telephone.expect_download() as taken:
        telephone.locator("a[href='/ar/campaign/profile.yaml']").click()
    path = tmp_path / "profile.yaml"
    taken.value.save_as(path)
    profile = load_profile_for(advocacy(), path, date.today())
    assert profile.campaign == "ماء نظيف"
    assert profile.answers["written_plan"].answer == "0"
    assert len(profile.answers) > 60
    with telephone.expect_download() as report:
        telephone.locator("a[href='/ar/campaign/report.html']").click()
    assert 'dir="rtl"' in Path(report.value.path()).read_text(encoding="utf-8")

    telephone.goto(f"{here}/ar/campaign/delete")
    telephone.locator("#sure").check()
    sends(telephone)
    assert telephone.url == f"{here}/ar/deleted"
    telephone.goto(f"{here}/ar/open")
    telephone.locator("#code").fill(code)
    sends(telephone)
    expect(telephone.locator(".mistakes")).to_be_visible()
