"""A shared copy shows its reader what its owner looked at, and nothing else, for as long as the owner lets it."""

import re
from datetime import date, timedelta

import pytest
from starlette.testclient import TestClient

from api.cookies import SHARED
from api.pages.work import copy_to_share
from api.storage.codes import new_code
from api.storage.records import MOST_SHARES, Content
from engine.profile import WITHHELD, Evidence, GivenAnswer, Profile
from tests.examples import advocacy
from tests.http_api.serving import serving, settings_for
from tests.pages.test_page_access import CODE
from tests.pages.visiting import BROWSER, HERE, TODAY, Page, Person, Service

SHARES = "/en/campaign/shares"
SEEN = re.compile(r'<div class="seen">(.*?)</div>\s*<section id="share">', re.DOTALL)
SECRET = "The blue house behind the mill"


def told(case: str = "ready") -> Profile:
    """A campaign with words in it that no reader may see."""
    profile = next(one.profile for one in advocacy().cases if one.id == case)
    given = GivenAnswer(answer="3", evidence=Evidence(note=SECRET, owner=SECRET, reference=SECRET))
    answers = {**profile.answers, "written_plan": given, "security_plan": given}
    return profile.model_copy(update={"campaign": "Voices of the valley", "lessons": (SECRET,), "answers": answers})


@pytest.fixture
def owner(person: Person) -> Person:
    """Somebody who has a campaign with a code open."""
    person.owns(told())
    person.service.store.claim(person.token or "")
    return person


def shares(owner: Person, **fields: str) -> Page:
    """Look at the copy, then share it."""
    seen = owner.goes(f"{SHARES}/preview")
    return owner.sends(SHARES, {**{name: values[-1] for name, values in seen.held.fields.items()}, **fields})


def code_in(page: Page) -> str:
    found = CODE.search(page.html)
    assert found, page.status
    return found[1]


def said(html: str) -> str:
    """The words of a page, without its marks."""
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def test_the_reader_sees_what_the_owner_looked_at_whatever_is_changed_later(owner: Person, service: Service) -> None:
    preview = owner.goes(f"{SHARES}/preview")
    looked_at = SEEN.search(preview.html)
    assert looked_at
    code = code_in(shares(owner, days="30", label="the funder"))
    owner.fills_in("/en/campaign/facts", {"campaign": "Another name"})
    owner.fills_in("/en/campaign/section/planning", {"written_plan": "0"})
    reader = Person.new(service)
    page = reader.sends("/en/shared", {"code": code.upper().replace(" ", "-")})
    assert (page.status, page.path) == (200, "/en/shared")
    words = said(page.html)
    for part in re.findall(r"<(?:h2|li|p)\b[^>]*>(.*?)</(?:h2|li|p)>", looked_at[1], re.DOTALL):
        assert said(part) in words
    assert "Voices of the valley" in page
    assert "Another name" not in page
    assert len(re.findall("copy (?:is made )?for sharing", page.html)) == 1
    for language in ("ar", "fr"):
        assert "Voices of the valley" in reader.goes(f"/{language}/shared")


def test_what_may_not_be_seen_is_in_no_page_of_the_reader_s(owner: Person, service: Service) -> None:
    reader = Person.new(service)
    code = code_in(shares(owner, label="a label of ours"))
    first = reader.sends("/en/shared", {"code": code})
    for page in (first, reader.goes("/ar/shared"), reader.goes("/fr/shared"), reader.goes("/en/shared?lang=ar")):
        assert SECRET not in page
        assert "a label of ours" not in page
        assert not [link for link in page.held.links if "campaign" in link or "open" in link]
        assert not page.held.fields
        assert page.held.tags["form"] == 0


@pytest.mark.parametrize("policy", ["default", "quick"])
def test_answers_to_sensitive_questions_change_no_byte_of_the_copy(policy: str) -> None:
    """Whether they were answered, what was said, and what shows it."""
    profile, pack = told(), advocacy()
    sensitive = [question for question in pack.questions.values() if question.sensitive]
    assert len(sensitive) > 5
    shown = Evidence(note=SECRET, date=date(2026, 1, 1), owner=SECRET)
    others = [
        {one.id: GivenAnswer() for one in sensitive},
        {one.id: GivenAnswer(answer=WITHHELD) for one in sensitive},
        {one.id: GivenAnswer(answer=one.values[0], answered_on=date(2026, 1, 2)) for one in sensitive},
        {one.id: GivenAnswer(answer=one.values[-1], evidence=shown) for one in sensitive if one.kind != "choices"},
    ]
    copies = [copy_of(profile, policy)]
    for changes in others:
        changed = {**profile.answers, **changes}
        given = {name: one for name, one in changed.items() if one != GivenAnswer()}
        copies.append(copy_of(profile.model_copy(update={"answers": given}), policy))
    assert all(copy == copies[0] for copy in copies)
    assert SECRET not in str(copies)


def copy_of(profile: Profile, policy: str) -> dict[str, object]:
    return copy_to_share(profile.model_dump(mode="json", exclude_defaults=True), "advocacy", policy, TODAY)


def test_expired_withdrawn_unknown_and_an_owner_s_code_are_answered_alike(owner: Person, service: Service) -> None:
    store, token = service.store, owner.token or ""
    mine = store.claim(token)
    withdrawn, expired = store.share(token, {}, 7).code, store.share(token, {}, 7).code
    store.revoke(token, store.shares(token)[0].id)
    before = service.clock.now
    service.clock.passes(days=7)
    try:
        pages = [Person.new(service).sends("/ar/shared", {"code": code}) for code in (withdrawn, expired, mine)]
        pages.append(Person.new(service).sends("/ar/shared", {"code": new_code()}))
        assert store.open(mine) is not None, "the code is right, but not here"
    finally:
        service.clock.now = before
    assert {(page.status, page.html) for page in pages} == {(422, pages[0].html)}
    assert pages[0].held.fields == {"code": [""]}


def test_who_was_reading_is_shown_where_codes_are_typed_once_the_copy_is_gone(owner: Person, service: Service) -> None:
    never = Person.new(service).goes("/en/shared")
    token, before = owner.token or "", service.clock.now
    document = copy_of(told(), "launch")
    for end in ("withdrawn", "expired", "left", "idle"):
        reader = Person.new(service)
        reader.sends("/en/shared", {"code": service.store.share(token, document, 7).code})
        assert "Voices of the valley" in reader.goes("/en/shared")
        match end:
            case "withdrawn":
                service.store.revoke(token, service.store.shares(token)[-1].id)
            case "expired":
                service.clock.passes(days=7)
            case "left":
                kept = reader.browser.cookies.get(SHARED)
                reader.goes("/exit")
                assert reader.browser.cookies.get(SHARED) is None
                reader.browser.cookies.set(SHARED, kept or "", domain="localhost.local", path="/")
            case "idle":
                service.clock.passes(minutes=31)
        assert reader.goes("/en/shared").html == never.html, end
        service.clock.now = before


def test_a_reader_s_token_opens_no_campaign_and_reading_ends_no_campaign(owner: Person, service: Service) -> None:
    code = code_in(shares(owner))
    draft = Person.new(service)
    draft.begins(campaign="A draft in the same browser")
    assert "Voices of the valley" in draft.sends("/en/shared", {"code": code})
    assert "A draft in the same browser" in draft.goes("/en/campaign")
    thief = Person.new(service)
    thief.holds(draft.browser.cookies.get(SHARED) or "")
    for path in ("campaign", "campaign/facts", "campaign/check", "campaign/shares", "campaign/code"):
        assert thief.goes(f"/en/{path}").path == "/en/open?ended=1"
    owner.browser.cookies.set(SHARED, owner.token or "", domain="localhost.local", path="/")
    assert "Voices of the valley" not in owner.goes("/en/shared")


def test_opening_another_copy_closes_the_one_before(owner: Person, service: Service) -> None:
    reader, code = Person.new(service), code_in(shares(owner))
    reader.sends("/en/shared", {"code": code})
    first = reader.browser.cookies.get(SHARED)
    reader.sends("/en/shared", {"code": code})
    assert service.store.load_share(first or "") is None
    assert "Voices of the valley" in reader.goes("/en/shared")


def test_the_reader_s_cookie_is_kept_from_scripts_other_sites_and_open_connections(owner: Person) -> None:
    answer = owner.browser.post("/en/shared", data={"code": code_in(shares(owner))}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/shared")
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("__host-munasara-shared=")
    for part in ("httponly", "secure", "samesite=strict", "path=/"):
        assert part in cookie
    assert not re.search("max-age|expires|domain", cookie)


def test_the_code_is_shown_once_and_the_list_tells_no_more_than_note_and_days(owner: Person, service: Service) -> None:
    now = service.clock()
    made = shares(owner, days="90", label="المموّل")
    code = code_in(made)
    assert f"{HERE}/en/shared" in made
    page = owner.goes(SHARES)
    assert not set(code.split()) & set(re.findall("[a-z]{7}", page.html)) - {"content", "percent"}
    listed = said(page.html)
    assert "المموّل" in listed
    ends = (now + timedelta(days=90)).date()
    assert re.search(rf"Shared on {now.date()} . Ends on {ends} at {now:%H}:\d\d \(UTC\)\.", listed)
    assert "Voices of the valley" not in page


def test_a_copy_is_withdrawn_after_asking_once_more_and_by_its_owner_alone(owner: Person, service: Service) -> None:
    code = code_in(shares(owner, label="the funder"))
    (share,) = service.store.shares(owner.token or "")
    path = f"{SHARES}/{share.id}/withdraw"
    assert path in owner.goes(SHARES).held.links
    other = Person.new(service)
    other.owns(told())
    assert other.goes(path).status == other.goes(f"{SHARES}/{'0' * 32}/withdraw").status == 404
    assert other.sends(path, {}).path == SHARES
    assert Person.new(service).sends("/en/shared", {"code": code}).status == 200
    assert "the funder" in owner.goes(path)
    assert "Nothing is shared." in owner.sends(path, {"withdraw": "yes"})
    assert owner.sends(path, {"withdraw": "yes"}).path == SHARES
    assert Person.new(service).sends("/en/shared", {"code": code}).status == 422


def test_a_draft_gets_a_code_before_it_shares(person: Person, service: Service) -> None:
    person.begins()
    page = person.goes(SHARES)
    assert "Get an access code first." in page
    assert "/en/campaign/code" in page.held.links
    assert f"{SHARES}/preview" not in page.held.links
    for answer in (person.goes(f"{SHARES}/preview"), person.sends(SHARES, {"days": "7", "_revision": "1"})):
        assert answer.path == SHARES
    assert service.store.shares(person.token or "") == ()


def test_every_slip_is_told_and_nothing_is_shared(owner: Person, service: Service) -> None:
    wrong = shares(owner, days="365", label="x" * 101)
    assert wrong.status == 422
    assert {"#days", "#label"} <= set(wrong.held.links)
    assert {"days", "label"} <= set(wrong.held.ids)
    assert wrong.held.fields["label"] == ["x" * 101]
    assert shares(owner, label="two\nlines").status == 422
    preview = owner.goes(f"{SHARES}/preview")
    owner.fills_in("/en/campaign/facts", {"campaign": "Changed meanwhile"})
    stale = owner.sends(SHARES, {**preview.held.fields, "label": "kept"})
    assert stale.status == 409
    assert "Changed meanwhile" in stale
    assert stale.held.fields["label"] == ["kept"]
    assert service.store.shares(owner.token or "") == ()
    assert owner.sends(SHARES, {**stale.held.fields}).status == 200
    assert len(service.store.shares(owner.token or "")) == 1


def test_there_is_an_end_to_the_number_of_copies(owner: Person, service: Service) -> None:
    for _ in range(MOST_SHARES):
        service.store.share(owner.token or "", {}, 1)
    page = shares(owner)
    assert page.status == 422
    assert "Withdraw one of them first." in page
    assert "#main" in page.held.links


def test_a_copy_that_this_version_cannot_read_says_so(person: Person, service: Service) -> None:
    token = service.store.create_draft(Content({"campaign": "c"})).token
    made = service.store.share(token, {"format": "munasara.assessment/0", "secret": SECRET}, 1)
    page = person.sends("/fr/shared", {"code": made.code})
    assert page.status == 200
    assert "Demandez-en une nouvelle" in page
    assert SECRET not in page


def test_share_codes_can_be_tried_a_few_times_a_minute_only(tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving(settings_for(tmp_path_factory.mktemp("tried"), codes_per_minute=2)) as made:
        client = TestClient(made.app, base_url=HERE, headers=BROWSER)
        answers = [
            client.post(path, data={"code": "x"}).status_code for path in ("/ar/shared", "/en/open", "/fr/shared")
        ]
    assert answers == [422, 422, 429]
