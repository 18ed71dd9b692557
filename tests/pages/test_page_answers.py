"""What a campaign writes into the pages is stored as it was meant, and nothing is lost on the way."""

import re
from datetime import date

import pytest

from engine.profile import LONGEST_LINE, MOST_LESSONS, Evidence, GivenAnswer, Profile
from tests.examples import advocacy
from tests.pages.visiting import FACTS, TODAY, Person, Service

SECTION = "/en/campaign/section"


def test_nothing_is_kept_and_no_cookie_set_before_the_first_page_is_saved(person: Person) -> None:
    for path in ("/", "/ar/", "/en/new?mode=quick", "/fr/open", "/ar/examples"):
        assert person.goes(path).status == 200
    assert person.token is None
    assert person.begins().path == "/en/campaign"
    assert person.token is not None


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2027-03-01", date(2027, 3, 1)),
        ("٢٠٢٧-٠٣-٠١", date(2027, 3, 1)),
        ("20270301", date(2027, 3, 1)),
        ("٢٠٢٧٠٣٠١", date(2027, 3, 1)),
        ("1/3/2027", date(2027, 3, 1)),
        ("١/٣/٢٠٢٧", date(2027, 3, 1)),
        ("\u200f۲۰۲۷/۳/۱\u200f", date(2027, 3, 1)),
        ("", None),
    ],
)
def test_days_are_read_in_any_digits_and_in_both_orders(person: Person, typed: str, stored: date | None) -> None:
    page = person.begins("ar", launch=typed)
    assert person.profile.dates.launch == stored
    assert ("2027-03-01" in page) == (stored is not None), "it is read back, since a day first can be meant otherwise"
    assert "inputmode" not in person.goes("/ar/campaign/facts"), "a keypad of digits alone has no hyphen"


def test_every_mistake_in_the_facts_is_told_at_once_with_a_link_to_its_field_and_the_text_is_kept(
    person: Person,
) -> None:
    wrong = {"campaign": "  ", "country": "Tunisia", "launch": "soon", "lessons": "x" * 501, "stage": "dreaming"}
    page = person.sends("/en/new", {**FACTS, **wrong})
    assert page.status == 422
    assert {"#campaign", "#country", "#launch", "#lessons", "#stage"} <= set(page.held.links)
    assert {"campaign", "country", "launch", "lessons", "stage"} <= set(page.held.ids)
    assert page.held.fields["launch"] == ["soon"]
    assert page.held.fields["lessons"] == ["x" * 501]
    assert page.held.title.startswith("Mistake: ")
    assert person.token is None
    assert "ends_early" not in page
    early = person.sends("/en/new", {**FACTS, "launch": "2027-03-02", "end": "2027-03-01"})
    assert "#end" in early.held.links


@pytest.mark.parametrize("path", ["/en/new", "/en/campaign/facts"])
def test_lessons_are_taken_to_their_limit_and_what_is_beyond_it_is_told_as_what_it_is(
    person: Person, path: str
) -> None:
    person.begins()
    most, longest = [f"{at:02} {'د' * (LONGEST_LINE - 3)}" for at in range(MOST_LESSONS)], "x" * (LONGEST_LINE + 1)
    fields = {**person.goes(path).held.fields, **FACTS}
    many = person.sends(path, {**fields, "lessons": "\r\n".join([*map(str, range(MOST_LESSONS + 1))])})
    assert (many.status, f"Keep at most {MOST_LESSONS} lessons" in _bare(many.html)) == (422, True)
    long = person.sends(path, {**fields, "lessons": longest})
    assert (long.status, f"Shorten each lesson to {LONGEST_LINE} characters." in _bare(long.html)) == (422, True)
    assert person.sends(path, {**fields, "lessons": "\r\n".join(most)}).status == 200
    assert person.profile.lessons == tuple(most)


def test_a_campaign_stored_when_more_lessons_were_taken_still_opens(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.begins()
    fields = {**person.goes("/en/campaign/facts").held.fields, **FACTS}
    with monkeypatch.context() as before:
        for place in ("engine.profile", "api.pages.facts"):
            before.setattr(f"{place}.MOST_LESSONS", 100)
        assert person.sends("/en/campaign/facts", {**fields, "lessons": "\r\n".join(map(str, range(45)))}).status == 200
    for path in ("campaign", "campaign/facts", "campaign/report", "campaign/what-if", "campaign/profile.yaml"):
        assert person.goes(f"/en/{path}").status == 200, path
    assert len(person.profile.lessons) == 45


def _bare(html: str) -> str:
    return re.sub("<[^>]*>", "", html)


def test_a_whole_campaign_written_into_the_pages_is_the_profile_that_was_meant(person: Person) -> None:
    """Each section is filled in as a person would, then every answer with its evidence is what the file has."""
    case = next(case for case in advocacy().cases if case.id == "ready").profile
    person.begins(stage=case.stage)
    for section in advocacy().sections:
        fields: dict[str, str | list[str]] = {}
        for question in section.questions:
            given = case.answers.get(question.id, GivenAnswer())
            if given.answer is not None:
                fields[question.id] = list(given.answer) if isinstance(given.answer, tuple) else given.answer
            if given.evidence is not None:
                for name in ("note", "reference", "owner"):
                    fields[f"{question.id}.{name}"] = getattr(given.evidence, name) or ""
                fields[f"{question.id}.date"] = f"{given.evidence.date:%d/%m/%Y}" if given.evidence.date else ""
        assert person.fills_in(f"{SECTION}/{section.id}", fields).status == 200
    plain = {name: (given.answer, given.evidence) for name, given in case.answers.items() if given.answer is not None}
    assert {name: (given.answer, given.evidence) for name, given in person.profile.answers.items()} == plain


@pytest.mark.parametrize("id", ["half_answered", "severe_exposure"])
def test_saving_every_page_untouched_changes_no_answer(person: Person, id: str) -> None:
    case = next(case for case in advocacy().cases if case.id == id).profile
    person.owns(case)
    for section in advocacy().sections:
        if person.goes(f"{SECTION}/{section.id}").status == 200:
            assert person.fills_in(f"{SECTION}/{section.id}", {}).status == 200
    person.fills_in("/en/campaign/facts", {})
    assert person.profile == case


def test_we_dont_know_and_prefer_not_to_say_are_answers_and_every_answer_can_be_taken_back(person: Person) -> None:
    person.begins()
    asked = {"civic_space": "withheld", "issue_areas": "unknown", "scope": "local", "tactics": ["media", "petition"]}
    person.fills_in(f"{SECTION}/context", asked)
    assert person.answers(*asked) == ["withheld", "unknown", "local", ("media", "petition")]
    person.fills_in(f"{SECTION}/context", {"civic_space": "-", "scope": "-", "tactics": [], "issue_areas": []})
    assert person.answers(*asked) == [None] * 4
    assert person.profile.answers == {}


def test_an_answer_that_cannot_be_is_refused_with_everything_else_that_was_sent(person: Person) -> None:
    person.begins()
    page = person.fills_in(
        f"{SECTION}/protection",
        {
            "legal_review": "3",
            "legal_review.date": "2026-13-40",
            "security_plan.date": "2031-01-01",
            "security_plan.note": "kept as it was typed <b>",
            "reprisal_plan": "7",
        },
    )
    assert page.status == 422
    assert {"#f-legal_review.date", "#f-security_plan.date", "#f-reprisal_plan"} <= set(page.held.links)
    assert {"f-legal_review.date", "f-security_plan.date", "f-reprisal_plan"} <= set(page.held.ids)
    assert page.html.count('<span class="mistake">') == 2
    assert page.held.fields["legal_review"] == ["3"]
    assert page.held.fields["security_plan.note"] == ["kept as it was typed <b>"]
    assert page.held.fields["legal_review.date"] == ["2026-13-40"]
    assert person.profile.answers == {}


def test_an_option_that_excludes_others_and_we_dont_know_beside_answers_are_refused(person: Person) -> None:
    person.begins()
    alone = next(
        (question.id, option.id)
        for question in advocacy().questions.values()
        for option in question.options
        if option.alone
    )
    question = advocacy().questions[alone[0]]
    section = next(section.id for section in advocacy().sections if question in section.questions)
    both = [alone[1], next(option.id for option in question.options if not option.alone)]
    for values in (both, [both[1], "unknown"]):
        page = person.fills_in(f"{SECTION}/{section}", {question.id: values})
        assert page.status == 422
        assert page.held.fields[question.id] == values
    assert person.profile.answers == {}


def test_a_question_that_stops_applying_disappears_and_its_answer_is_kept_and_shown_as_not_in_use(
    person: Person,
) -> None:
    person.begins()
    person.fills_in(f"{SECTION}/context", {"tactics": ["lobbying", "march"]})
    person.fills_in(f"{SECTION}/protection", {"stewarding": "2", "stewarding.note": "a training"})
    person.fills_in(f"{SECTION}/context", {"tactics": "lobbying"})
    assert "q-stewarding" not in person.goes(f"{SECTION}/protection").held.ids
    person.fills_in(f"{SECTION}/protection", {})
    kept = person.goes("/en/campaign/check").html.partition('id="kept"')[2]
    assert str(advocacy().questions["stewarding"].text["en"]) in kept
    person.fills_in(f"{SECTION}/context", {"tactics": "march"})
    back = person.goes(f"{SECTION}/protection").held.fields
    assert (back["stewarding"], back["stewarding.note"]) == (["2"], ["a training"])


def test_questions_that_an_answer_brings_up_on_the_same_page_are_put_before_the_next_page(small: Person) -> None:
    small.begins()
    small.fills_in(f"{SECTION}/meeting", {"activities": "undecided"})
    assert "q-permit" not in small.goes(f"{SECTION}/meeting").held.ids
    page = small.fills_in(f"{SECTION}/meeting", {"activities": "procession"})
    assert page.path.startswith(f"{SECTION}/meeting?more=1")
    assert "q-permit" in page.held.ids
    assert small.fills_in(f"{SECTION}/meeting", {"permit": "yes"}).path == "/en/campaign/check"


def test_what_was_saved_from_elsewhere_is_not_overwritten_unseen_and_nothing_that_was_typed_is_lost(
    person: Person,
) -> None:
    person.begins()
    first = person.goes(f"{SECTION}/planning").held.fields
    person.fills_in(f"{SECTION}/planning", {"written_plan": "1", "risk_register.note": "from the other tab"})
    typed = {**first, "written_plan": "4", "written_plan.note": "typed here"}
    page = person.sends(f"{SECTION}/planning", typed)
    assert page.status == 409
    assert page.held.fields["written_plan"] == ["4"]
    assert page.held.fields["written_plan.note"] == ["typed here"]
    assert str(advocacy().questions["written_plan"].anchors[1]["en"]) in page.html.partition("Stored meanwhile")[2]
    assert "from the other tab" in page
    assert person.answers("written_plan") == ["1"]
    again = person.sends(f"{SECTION}/planning", page.held.fields)
    assert again.status == 200
    assert person.answers("written_plan") == ["4"]


def test_facts_saved_from_elsewhere_are_shown_beside_what_was_typed(person: Person) -> None:
    person.begins()
    first = person.goes("/en/campaign/facts").held.fields
    person.fills_in("/en/campaign/facts", {"campaign": "Named elsewhere"})
    page = person.sends("/en/campaign/facts", {**first, "campaign": "Named here"})
    assert page.status == 409
    assert "Named elsewhere" in page
    assert page.held.fields["campaign"] == ["Named here"]
    assert person.profile.campaign == "Named elsewhere"
    person.sends("/en/campaign/facts", page.held.fields)
    assert person.profile.campaign == "Named here"


def test_who_was_away_too_long_gets_back_all_that_was_typed_and_saves_it_once_the_campaign_is_open_again(
    person: Person, service: Service
) -> None:
    person.begins()
    code = service.store.claim(person.token or "")
    typed = {**person.goes(f"{SECTION}/case").held.fields, "specific_demand": "3", "specific_demand.note": "long text"}
    service.clock.passes(minutes=31)
    page = person.sends(f"{SECTION}/case", typed)
    assert page.status == 403
    assert (page.held.fields["specific_demand"], page.held.fields["specific_demand.note"]) == (["3"], ["long text"])
    assert "/en/open" in page.held.links
    person.sends("/en/open", {"code": code})
    assert person.sends(f"{SECTION}/case", page.held.fields).status == 200
    assert person.profile.answers["specific_demand"].evidence == Evidence(note="long text")


def test_facts_typed_when_the_visit_had_ended_are_shown_again_and_saved_once_the_campaign_is_open(
    person: Person, service: Service
) -> None:
    person.begins()
    code = service.store.claim(person.token or "")
    typed = {**person.goes("/en/campaign/facts").held.fields, "campaign": "Renamed", "lessons": "long text"}
    service.clock.passes(minutes=31)
    page = person.sends("/en/campaign/facts", typed)
    assert page.status == 403
    assert "Not saved: the visit had ended." in page
    assert (page.held.fields["campaign"], page.held.fields["lessons"]) == (["Renamed"], ["long text"])
    person.sends("/en/open", {"code": code})
    assert person.sends("/en/campaign/facts", page.held.fields).status == 200
    assert (person.profile.campaign, person.profile.lessons) == ("Renamed", ("long text",))


def test_what_decides_most_is_not_lost_either_when_the_visit_had_ended(person: Person) -> None:
    person.begins(mode="quick")
    page = person.goes("/en/campaign/next")
    question = page.held.fields["_put"][0]
    person.browser.cookies.clear()
    again = person.sends("/en/campaign/next", {**page.held.fields, question: "unknown"})
    assert again.status == 403
    assert again.held.fields[question] == ["unknown"]
    assert again.held.fields["_put"] == page.held.fields["_put"]


def test_answers_to_questions_that_the_pack_no_longer_has_are_passed_over_and_kept(person: Person) -> None:
    strange = {"question_of_before": GivenAnswer(answer="yes"), "scope": GivenAnswer(answer="galactic")}
    person.owns(Profile(campaign="c", answered_on=TODAY, answers=strange))
    person.fills_in(f"{SECTION}/case", {"specific_demand": "2"})
    for path in ("campaign", "campaign/check", "campaign/next", "campaign/section/context"):
        assert person.goes(f"/en/{path}").status == 200
    assert person.answers("question_of_before", "scope", "specific_demand") == ["yes", "galactic", "2"]


@pytest.mark.parametrize("carried", [False, True])
def test_an_old_answer_is_shown_and_neither_confirmed_nor_lost_unless_somebody_says_so(
    person: Person, carried: bool
) -> None:
    day = TODAY if carried else date(2026, 1, 1)
    old = GivenAnswer(answer="closed", answered_on=day, to_confirm=carried)
    several = GivenAnswer(answer=("media",), answered_on=day, to_confirm=carried)
    person.owns(Profile(campaign="c", answered_on=TODAY, answers={"civic_space": old, "tactics": several}))
    page = person.goes(f"{SECTION}/context")
    assert "civic_space" not in page.held.fields
    assert "tactics" not in page.held.fields
    assert page.html.count('<div class="notice">') == 2
    person.fills_in(f"{SECTION}/context", {"scope": "local"})
    assert person.profile.answers["civic_space"] == old
    assert person.profile.answers["tactics"] == several
    person.fills_in(f"{SECTION}/context", {"civic_space": "closed", "tactics": ["media"]})
    assert person.profile.answers["civic_space"] == GivenAnswer(answer="closed")
    assert person.profile.answers["tactics"] == GivenAnswer(answer=("media",))


def test_a_changed_answer_carries_its_own_day_where_the_profile_has_another(person: Person) -> None:
    person.owns(
        Profile(campaign="c", answered_on=date(2026, 11, 1), answers={"need_established": GivenAnswer(answer="1")})
    )
    person.fills_in(f"{SECTION}/case", {"specific_demand": "2"})
    person.fills_in(f"{SECTION}/case", {"specific_demand": "2", "need_established.note": "seen"})
    stored = person.profile.answers
    assert stored["specific_demand"] == GivenAnswer(answer="2", answered_on=TODAY)
    assert stored["need_established"] == GivenAnswer(answer="1", evidence=Evidence(note="seen"))


def test_evidence_is_unfolded_once_a_high_level_is_stored(person: Person) -> None:
    person.begins()
    assert '<details class="ev" open>' not in person.goes(f"{SECTION}/case")
    person.fills_in(f"{SECTION}/case", {"specific_demand": "3"})
    assert person.goes(f"{SECTION}/case").html.count('<details class="ev" open>') == 1


def test_changing_an_answer_from_the_list_of_answers_leads_back_to_it(person: Person) -> None:
    person.begins()
    link = next(link for link in person.goes("/en/campaign/check").held.links if "section/tools" in link)
    page = person.fills_in(link.partition("#")[0], {"working_tools": "2"})
    assert page.path == "/en/campaign/check"
    assert str(advocacy().questions["working_tools"].anchors[2]["en"]) in page


def test_the_quick_check_asks_what_decides_most_until_it_is_settled(person: Person) -> None:
    person.begins(mode="quick")
    first = person.goes("/en/campaign/next")
    put = first.held.fields["_put"]
    assert 1 <= len(put) <= 3
    asked = person.goes("/en/campaign/section/context").held.offered
    assert set(put).isdisjoint(asked) or len(asked) < 12
    page = person.sends("/en/campaign/next", {**first.held.fields, "deceptive_means": "yes"})
    assert page.status == 200
    assert "is settled" in page
    assert "_put" not in page.held.fields
    assert person.answers("deceptive_means") == ["yes"]


def test_a_question_that_was_put_and_left_open_is_not_put_again_until_asked_for(person: Person) -> None:
    person.begins(mode="quick")
    first = person.goes("/en/campaign/next")
    put = set(first.held.fields["_put"])
    second = person.sends("/en/campaign/next", first.held.fields)
    assert put.isdisjoint(second.held.fields["_put"])
    person.sends("/en/campaign/next", second.held.fields)
    again = person.goes("/en/campaign/next?again=1")
    assert set(again.held.fields["_put"]) == put
    third = person.sends("/en/campaign/next?again=1", again.held.fields)
    assert third.held.fields["_put"] == second.held.fields["_put"], "all that were left open, and not the first alone"


def test_switching_between_quick_and_full_loses_no_answer(person: Person) -> None:
    person.begins(mode="full")
    person.fills_in(f"{SECTION}/voice", {"spokespeople": "2"})
    assert "spokespeople" not in advocacy().policy["quick"].asks or person.answers("spokespeople") == ["2"]
    person.fills_in("/en/campaign/facts", {"mode": "quick"})
    quick = len([link for link in person.goes("/en/campaign").held.links if "/section/" in link])
    person.fills_in("/en/campaign/facts", {"mode": "full"})
    assert len([link for link in person.goes("/en/campaign").held.links if "/section/" in link]) == 11 >= quick
    assert person.answers("spokespeople") == ["2"]


def test_the_list_of_answers_counts_what_is_open_as_the_result_does(person: Person) -> None:
    person.begins(mode="quick")
    person.fills_in(f"{SECTION}/context", {"civic_space": "withheld", "scope": "local", "trigger": "unknown"})
    counts = [
        re.findall(r"(\d+) questions are (?:still )?open", re.sub("<[^>]*>", "", person.goes(path).html))
        for path in ("/en/campaign/check", "/en/campaign/report")
    ]
    assert counts[0]
    assert counts[0] == counts[1]
