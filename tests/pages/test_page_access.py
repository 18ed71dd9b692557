"""Who can open a campaign from the pages: whoever has its code, and the browser that began it; nobody else."""

import re

import pytest
from starlette.testclient import TestClient

from api.cookies import SESSION
from api.storage.codes import words
from tests.http_api.serving import serving, settings_for
from tests.pages.visiting import BROWSER, HERE, Person, Service

CODE = re.compile(r'<p class="code"[^>]*>([a-z ]+)</p>')


def code_of(person: Person, **fields: str) -> str:
    found = CODE.search(person.sends("/en/campaign/code", {"replace": "", **fields}).html)
    assert found
    return found[1]


def test_the_code_is_eight_words_shown_once_with_a_warning_before(person: Person) -> None:
    person.begins()
    assert "A lost code means lost data" in person.goes("/en/campaign/code")
    code = code_of(person)
    assert len(code.split()) == 8
    assert set(code.split()) <= set(words())
    for path in ("/en/campaign", "/en/campaign/code", "/en/campaign/facts", "/ar/"):
        assert not set(code.split()) & set(re.findall("[a-z]{7}", person.goes(path).html))


def test_with_the_code_one_goes_on_from_any_device_however_it_is_typed(person: Person, service: Service) -> None:
    person.begins(campaign="Kept for next week")
    code = code_of(person)
    person.goes("/exit")
    other = Person.new(service)
    typed = "1. " + code.upper().replace(" ", ",\n")
    page = other.sends("/fr/open", {"code": typed})
    assert (page.status, page.path) == (200, "/fr/campaign")
    assert "Kept for next week" in page


def test_no_code_is_ever_part_of_an_address_or_shown_again(person: Person, service: Service) -> None:
    person.begins()
    code = code_of(person)
    answer = person.browser.post("/en/open", data={"code": code}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/campaign")
    wrong = person.sends("/en/open", {"code": f"{code} {code}"})
    assert wrong.status == 422
    assert code.split()[0] not in wrong


def test_a_slip_is_told_by_the_place_of_the_word_and_a_code_of_nobody_says_nothing(person: Person) -> None:
    person.begins()
    code = code_of(person).split()
    slip = person.sends("/en/open", {"code": " ".join([*code[:2], "qqqqqqq", *code[3:7], "xxxxxxx"])})
    assert "counted from the first: 3, 8." in re.sub("<[^>]*>", "", slip.html)
    assert "#code" in slip.held.links
    strange = person.sends(
        "/en/open", {"code": " ".join([*code[:7], next(word for word in words() if word not in code)])}
    )
    assert strange.status == 422
    assert "No campaign opens with this code" in strange


def test_earlier_codes_stop_working_when_they_are_replaced(person: Person, service: Service) -> None:
    person.begins()
    first = code_of(person)
    second = code_of(person)
    third = code_of(person, replace="yes")
    opened = [Person.new(service).sends("/en/open", {"code": code}).status for code in (first, second, third)]
    assert opened == [422, 422, 200]


def test_exit_ends_the_session_here_and_on_the_server_and_leaves_a_page_that_says_nothing(person: Person) -> None:
    person.begins()
    token = person.token or ""
    answer = person.browser.get("/exit", headers={"Accept-Language": "ar"})
    assert answer.headers["clear-site-data"] == '"cache", "cookies"'
    assert answer.headers["cache-control"] == "no-store"
    assert f"{SESSION}=" in answer.headers["set-cookie"]
    assert person.token is None
    assert person.service.store.load(token) is None
    assert 'dir="rtl"' in answer.text
    assert not re.search("munasara|campaign|href|حملة|مناصرة", answer.text, re.IGNORECASE)
    assert person.goes("/en/campaign").path == "/en/open?ended=1"


def test_a_link_on_another_site_does_not_end_a_session(person: Person) -> None:
    person.begins()
    answer = person.browser.get("/exit", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert person.goes("/en/campaign").path == "/en/campaign"


def test_saving_to_come_back_later_leads_a_draft_to_its_code_and_others_out(person: Person) -> None:
    person.begins()
    page = person.fills_in("/en/campaign/section/case", {"specific_demand": "1"}, leave=True)
    assert page.path == "/en/campaign/code?leaving=1"
    assert "Saved." in page
    assert "Your access code opens the campaign again." not in page
    code_of(person)
    again = person.fills_in("/en/campaign/section/case", {"specific_demand": "2"}, leave=True)
    assert "Your access code opens the campaign again." in again
    assert person.answers("specific_demand") == ["2"]


def test_the_cookie_is_kept_from_scripts_other_sites_and_open_connections(person: Person) -> None:
    answer = person.browser.post("/en/new", data={"campaign": "c", "stage": "running"}, follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("__host-munasara=")
    for part in ("httponly", "secure", "samesite=strict", "path=/"):
        assert part in cookie
    assert "max-age" not in cookie
    assert "expires" not in cookie
    assert "domain" not in cookie


def test_codes_can_be_tried_a_few_times_a_minute_only(tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving(settings_for(tmp_path_factory.mktemp("tried"), codes_per_minute=2)) as made:
        client = TestClient(made.app, base_url=HERE, headers=BROWSER)
        answers = [client.post("/ar/open", data={"code": "x"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert answers[-1].headers["content-type"].startswith("text/html")
    assert 'lang="ar"' in answers[-1].text
    assert 'href="/ar/open"' in answers[-1].text
    assert answers[-1].headers["retry-after"] in answers[-1].text


def test_nothing_can_be_sent_from_a_page_of_another_site(person: Person) -> None:
    person.begins()
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    for path in ("/en/campaign/facts", "/en/campaign/section/case", "/en/campaign/code", "/en/new"):
        assert person.browser.post(path, data={"_revision": "1"}, headers=headers).status_code == 403


@pytest.mark.parametrize("path", ["new", "open", "upload"])
def test_whoever_is_about_to_lose_a_draft_is_told_so_and_can_get_its_code_first(person: Person, path: str) -> None:
    person.begins()
    page = person.goes(f"/en/{path}")
    assert "has no access code yet" in page
    assert "/en/campaign/code" in page.held.links
    code_of(person)
    page = person.goes(f"/en/{path}")
    assert "its access code opens it" in page
    assert "/en/campaign/code" not in page.held.links
