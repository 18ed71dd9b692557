"""What holds for every page in every language: small, without scripts, labelled, in its direction, with a way out."""

import html
import re

import pytest
from starlette.testclient import TestClient

from api.pages.style import ADDRESS
from api.pages.visits import stored
from api.storage.records import Content
from reports.pages.page import STYLE
from tests.examples import advocacy
from tests.pages.visiting import HERE, Page, Person, Service

DATABASES = ("sqlite",)
LANGUAGES = ("ar", "en", "fr")
SECTIONS = tuple(section.id for section in advocacy().sections)
PAGES = (
    *("", "examples", "examples/half_answered", "examples/severe_exposure", "open", "open?ended=1", "new?mode=quick"),
    *("campaign", "campaign/facts", "campaign/next", "campaign/check", "campaign/code", "campaign/code?leaving=1"),
    *("campaign/report", "campaign/what-if", "campaign/delete", "upload", "deleted"),
    *(f"campaign/section/{id}" for id in SECTIONS),
)
SMALL = 60_000
"""Bytes of a page with its stylesheet, as they are before any compression."""


@pytest.fixture(scope="module")
def owner(service: Service) -> Person:
    """An owner of a campaign with much in it: the largest pages that there are."""
    person = Person.new(service)
    person.owns(next(case for case in advocacy().cases if case.id == "severe_exposure").profile)
    return person


def found_wrong(page: Page, language: str, path: str) -> list[str]:
    held, wrong = page.held, []
    if held.root != {"lang": language, "dir": "rtl" if language == "ar" else "ltr"}:
        wrong.append(f"root {held.root}")
    if held.tags["h1"] != 1 or not held.title or held.tags["main"] != 1:
        wrong.append("heading, title, or main part")
    if held.tags["script"] or held.tags["style"] or held.attributes["style"]:
        wrong.append("script or style in the page")
    if any(name.startswith("on") for name in held.attributes):
        wrong.append("a handler")
    if [id for id, times in held.ids.items() if times > 1]:
        wrong.append(f"ids twice: {[id for id, times in held.ids.items() if times > 1]}")
    if held.described - set(held.ids):
        wrong.append(f"described by nothing: {held.described - set(held.ids)}")
    if held.unlabelled:
        wrong.append(f"without label: {held.unlabelled}")
    if held.tags["fieldset"] != held.tags["legend"]:
        wrong.append("a group without a name")
    if [link for link in held.links if not link.startswith(("/", "#"))]:
        wrong.append("a link to elsewhere")
    if not {"/exit", "#main", *(f"/{one}/{path}" for one in LANGUAGES)} <= set(held.links):
        wrong.append("no way out, or another place in another language")
    if (size := len(page.html.encode()) + STYLE.stat().st_size) > SMALL:
        wrong.append(f"{size} bytes")
    return wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_small_labelled_without_scripts_and_has_a_way_out(owner: Person, language: str) -> None:
    pages = {path: owner.goes(f"/{language}/{path}") for path in PAGES}
    assert {path: page.status for path, page in pages.items() if page.status != 200} == {}
    wrong = {path: found_wrong(page, language, path) for path, page in pages.items()}
    assert {path: found for path, found in wrong.items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_sharing_is_so_too(owner: Person, service: Service, language: str) -> None:
    sharer, store = Person.new(service), service.store
    sharer.holds(store.create_draft(Content(stored(owner.profile), "full", "en")).token)
    store.claim(sharer.token or "")
    base = f"/{language}/campaign/shares"
    preview = sharer.goes(f"{base}/preview")
    made = sharer.sends(base, {**preview.held.fields, "label": "the funder"})
    (share,) = store.shares(sharer.token or "")
    code = re.search(r'id="code"[^>]*>([a-z ]+)<', made.html)
    assert code
    pages = {
        "campaign/shares/preview": preview,
        "campaign/shares": made,
        f"campaign/shares/{share.id}/withdraw": sharer.goes(f"{base}/{share.id}/withdraw"),
        "shared": Person.new(service).sends(f"/{language}/shared", {"code": code[1]}),
    }
    assert {path: page.status for path, page in pages.items() if page.status != 200} == {}
    assert pages["shared"].held.headings == [owner.profile.campaign]
    wrong = {path: found_wrong(page, language, path) for path, page in pages.items()}
    wrong |= {path: found_wrong(sharer.goes(f"/{language}/{path}"), language, path) for path in ("shared", base[4:])}
    assert {path: found for path, found in wrong.items() if found} == {}


def test_each_section_is_one_page_with_its_questions_anchors_and_two_ways_not_to_say(owner: Person) -> None:
    for section in advocacy().sections:
        page = owner.goes(f"/ar/campaign/section/{section.id}")
        for question in section.questions:
            if f"q-{question.id}" in page.held.ids:
                offered = page.held.offered[question.id]
                assert set(offered) - {"-"} == {*question.values, "unknown", "withheld"}
                assert offered[-3:-1] == ["unknown", "withheld"] or offered[-2:] == ["unknown", "withheld"]
                assert f'id="h-{question.id}"' in page
                assert (f"{question.id}.note" in page.held.fields) == (question.kind == "level")


def test_the_first_page_comes_in_the_language_that_the_browser_prefers(service: Service) -> None:
    client = TestClient(service.app, base_url=HERE)
    for accepted, language in (("ar-LB,fr;q=0.8", "ar"), ("de, fr;q=0.5", "fr"), ("de", "en"), ("", "en")):
        answer = client.get("/", headers={"Accept-Language": accepted})
        assert answer.headers["content-language"] == language
        assert answer.headers["vary"] == "Accept-Language"
        assert {f'href="/{one}/"' in answer.text for one in LANGUAGES} == {True}


def test_the_first_page_says_what_is_stored_and_that_a_lost_code_means_lost_data(person: Person) -> None:
    page = person.goes("/en/")
    assert "A lost code means lost data" in page
    assert "<bdi>29</bdi> questions" in page
    assert advocacy().manifest.caveat["en"] in page.html.replace("&#39;", "'")
    assert {"what", "not", "stored"} <= set(page.held.ids)


def test_the_stylesheet_is_kept_for_good_and_knows_no_left_and_right(service: Service) -> None:
    client = TestClient(service.app, base_url=HERE)
    answer = client.get(ADDRESS)
    assert "immutable" in answer.headers["cache-control"]
    assert client.get(ADDRESS, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert "immutable" not in client.get("/style/0000.css").headers["cache-control"]
    rules = re.sub(r"/\*.*?\*/", "", answer.text, flags=re.DOTALL)
    assert re.findall(r"(?<![-\w])(?:left|right|width|height)\s*:", rules.replace("(max-width:", "")) == []
    assert re.findall(r":\s*(?:left|right)\b", rules) == []
    assert "url(" not in rules
    assert "@import" not in rules


def test_every_refusal_is_a_page_for_people_and_json_for_programs(person: Person) -> None:
    page = person.goes("/ar/nothing/of/that/name")
    assert (page.status, page.held.root["lang"], page.held.tags["h1"]) == (404, "ar", 1)
    assert "/exit" in page.held.links
    program = person.browser.get("/ar/nothing", headers={"Accept": "application/json"})
    assert program.json()["error"] == "not_found"
    assert person.browser.get("/api/v1/nothing").json()["error"] == "not_found"
    assert person.goes("/de/campaign").status == 404
    assert person.sends("/fr/new", {"campaign": "x" * 20_000}).status == 413


def test_what_people_wrote_is_text_and_never_part_of_a_page(person: Person) -> None:
    """Markup stays what it is, and text that runs the other way is kept apart."""
    person.begins(campaign='<script>alert("x")</script>', lessons="</textarea><b>")
    person.fills_in("/en/campaign/section/case", {"specific_demand.note": '"><img src=x onerror=y>'})
    for path in ("campaign", "campaign/facts", "campaign/check", "campaign/section/case"):
        page = person.goes(f"/ar/{path}")
        assert not page.held.tags["script"] + page.held.tags["img"] + page.held.tags["b"]
    assert "<h1><bdi>&lt;script&gt;" in person.goes("/ar/campaign")
    assert person.goes("/ar/campaign/section/case").held.fields["specific_demand.note"] == ['"><img src=x onerror=y>']


@pytest.mark.parametrize(
    "body",
    [
        "_revision=abc",
        "",
        "_revision=1&specific_demand=%ff",
        "_revision=1&specific_demand=%00",
        "_revision=-1",
        "=&=&&",
    ],
)
def test_a_form_that_no_page_of_ours_sends_changes_nothing_and_breaks_nothing(person: Person, body: str) -> None:
    person.begins()
    before = person.profile
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    for path in ("campaign/section/case", "campaign/facts", "campaign/next", "open", "new"):
        answer = person.browser.post(f"/en/{path}", content=body.encode(), headers=headers)
        assert 400 <= answer.status_code < 500, path
    assert person.profile == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_promises_no_better_verdict_than_the_quick_check_gives(person: Person, language: str) -> None:
    quick = advocacy().policy["quick"]
    said = html.unescape(re.sub("<[^>]*>", "", person.goes(f"/{language}/").html))
    assert str(quick.words[quick.otherwise][language]) in said
    go = advocacy().policy["default"].words["CONDITIONS"][language]
    assert go.lower() not in said.lower()


def test_of_the_examples_each_verdict_comes_once_before_any_comes_again(person: Person) -> None:
    shown = [link.rpartition("/")[2] for link in person.goes("/en/examples").held.links if "/examples/" in link]
    cases = {case.id: case.expect.verdicts for case in advocacy().cases}
    kinds = len(set(cases.values()))
    assert sorted(shown) == sorted(cases)
    assert len({cases[id] for id in shown[:kinds]}) == kinds
    assert (cases[shown[0]], "ready" in shown[:kinds]) == (("STOP",), True)
