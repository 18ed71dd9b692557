"""The short report as a PDF to take along: for the owner alone, where it can be made, without holding up others."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from api.cookies import SESSION
from api.storage.records import Content
from engine.assess import assess
from engine.redaction import marked, redacted
from reports.brief import brief
from reports.pdf import brief_pdf
from tests.examples import advocacy, example
from tests.http_api.serving import PROFILE, serving, settings_for
from tests.pages.conftest import running
from tests.pages.visiting import TODAY, Person

DATABASES = ("sqlite",)
PDF = "/ar/campaign/report.pdf"
ABSENT = {
    "the library is not installed": "raise ImportError('blocked')",
    "the libraries take the process with them": "import os; os._exit(3)",
}


@pytest.fixture
def owner(person: Person) -> Person:
    person.owns(example("failure-chain"))
    return person


def test_an_owner_saves_what_the_engine_says_with_and_without_sensitive_answers(owner: Person) -> None:
    links = owner.goes("/ar/campaign/report").held.links
    assert {PDF, f"{PDF}?without-sensitive=true"} <= set(links)
    pack, profile = advocacy(), owner.profile
    policy = pack.policy["default"]
    whole = assess(profile, pack, policy, TODAY)
    answer = owner.browser.get(PDF)
    assert answer.content == brief_pdf(whole, "ar"), "a worker makes the same bytes as this process"
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="report.pdf"'
    assert answer.headers["cache-control"] == "no-store"
    assert brief(whole, "ar").headline in PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    without = owner.browser.get(f"{PDF}?without-sensitive=true").content
    assert without == brief_pdf(marked(assess(redacted(profile, pack), pack, policy, TODAY)), "ar")
    assert without != answer.content


def test_nobody_gets_another_s(owner: Person) -> None:
    nobody, other = Person.new(owner.service), Person.new(owner.service)
    led = nobody.goes(PDF)
    assert (led.status, led.path.partition("?")[0]) == (200, "/ar/open")
    other.begins(campaign="Quiet river")
    content = other.browser.get("/en/campaign/report.pdf").content
    text = PdfReader(BytesIO(content)).pages[0].extract_text()
    assert "Quiet river" in text
    assert owner.profile.campaign not in text


@pytest.mark.parametrize("lacking", ABSENT.values(), ids=ABSENT)
def test_where_none_can_be_made_none_is_offered_and_there_is_nothing_there(
    lacking: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "weasyprint.py").write_text(lacking, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))  # which workers take over
    with running(tmp_path, "minimal") as service:
        person = Person.new(service)
        person.begins()
        missing = person.goes(PDF)
        assert (missing.status, missing.held.root["lang"], missing.held.tags["h1"]) == (404, "ar", 1)
        page = person.goes("/en/campaign/report")
        assert page.status == 200
        assert "report.pdf" not in page
        assert "For a PDF, open the saved report and print it to a file." in page
        assert person.browser.get("/en/campaign/report.html").status_code == 200


def test_one_that_takes_too_long_is_refused_and_holds_up_nobody(tmp_path: Path) -> None:
    with serving(settings_for(tmp_path, work_seconds=0.001)) as client:
        state = client.app.state  # type: ignore[attr-defined]
        cookie = {"Cookie": f"{SESSION}={state.store.create_draft(Content(PROFILE, 'full', 'en')).token}"}
        for known in (False, True):
            if known:
                state.makes_pdf = True
            answer = client.get(PDF, headers=cookie)
            assert (answer.status_code, answer.json()["error"]) == (422, "too_complex")
            assert client.get("/ar/campaign", headers=cookie).status_code == 200
