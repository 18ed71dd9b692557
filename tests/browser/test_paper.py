"""The questionnaire on paper as a browser shows it: in both directions, on a phone too, and on A4."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from reports.forms.paper import paper
from reports.forms.plan import worded_plan
from tests.examples import advocacy


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_is_readable_on_a_phone_and_fits_a_page(browser: Browser, tmp_path: Path, language: str) -> None:
    file = tmp_path / "form.html"
    file.write_text(paper(worded_plan(advocacy()), language), encoding="utf-8")
    page = browser.new_page(viewport={"width": 360, "height": 900}, bypass_csp=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    tick, text = page.locator("article .boxes li >> nth=0").locator("span").all()[:2]
    first, second = tick.bounding_box(), text.bounding_box()
    assert first is not None
    assert second is not None
    beside = (
        second["x"] + second["width"] <= first["x"] if language == "ar" else first["x"] + first["width"] <= second["x"]
    )
    assert beside, "a box stands before its text, and not on it"
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})  # A4 within its margins
    assert page.evaluate(wide) <= 0
    page.emulate_media(media="screen")
    page.evaluate("document.querySelectorAll('article.entry:nth-of-type(n+3)').forEach(one => one.remove())")
    violations = Axe().run(page).response["violations"]
    page.close()
    assert [(one["id"], [node["html"][:160] for node in one["nodes"]][:3]) for one in violations] == []
