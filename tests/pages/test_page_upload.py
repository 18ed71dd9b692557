"""A profile file as the beginning of a campaign: taken whole, or refused with everything that is wrong with it."""

import pytest

from reports.profile_file import profile_yaml
from tests.examples import example
from tests.pages.forms_of import Held
from tests.pages.visiting import Page, Person

SECRET = "Zanjabil"


def uploads(person: Person, content: bytes, language: str = "en", **more: bytes) -> Page:
    files = [
        ("profile", ("a name that says something.yaml", content)),
        *((name, (name, each)) for name, each in more.items()),
    ]
    answer = person.browser.post(f"/{language}/upload", files=files)
    return Page(answer.status_code, answer.url.raw_path.decode(), answer.text, Held(answer.text))


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_a_profile_opens_a_campaign_that_is_exactly_it(person: Person, form: str) -> None:
    profile = example("severe-exposure")
    said = profile_yaml(profile) if form == "yaml" else profile.model_dump_json(exclude_defaults=True)
    page = uploads(person, said.encode())
    assert (page.status, page.path) == (200, "/en/campaign")
    assert person.profile == profile


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_every_mistake_is_told_in_the_language_of_the_page_and_nothing_is_kept(person: Person, language: str) -> None:
    content = f"campaign: c\nanswered_on: 2026-11-01\nanswers:\n  written_plan: {SECRET}\n  alies: 1\n".encode()
    page = uploads(person, content, language)
    assert page.status == 422
    assert person.token is None
    assert "profile:4" in page
    assert "profile:5" in page
    assert SECRET not in page
    assert "says something" not in page
    assert "written_plan" in page
    assert ("What is wrong with the file" in page) == (language == "en")


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe", b"[" * 5000, b"a: &a [*a]", b"{", "campaign: \ud800".encode("utf-8", "surrogatepass")],
)
def test_what_is_no_profile_is_refused_in_words(person: Person, content: bytes) -> None:
    page = uploads(person, content)
    assert page.status == 422
    assert 'role="alert"' in page
    assert person.token is None


def test_a_file_that_is_too_large_or_one_of_several_is_refused(person: Person) -> None:
    assert uploads(person, b"#" * (700 * 1024)).status == 413
    assert uploads(person, b"campaign: c\n", other=b"x").status == 400
    assert (
        person.browser.post("/en/upload", content=b"x", headers={"Content-Type": "multipart/form-data"}).status_code
        == 400
    )


def test_what_another_site_sends_is_refused(person: Person) -> None:
    files = {"profile": ("p.yaml", profile_yaml(example("ready")).encode())}
    answer = person.browser.post("/en/upload", files=files, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
