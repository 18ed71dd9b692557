"""Letters to applicants and pages of proposals: what they say is true, and each reason can be given back."""

import re
from datetime import timedelta
from functools import cache
from html import unescape
from typing import Any

import pytest

from engine.blinding import blinded
from engine.profile import Profile
from engine.screen import screen
from engine.screen_row import Entry, Rejection, Row
from engine.screening import Proposal, Screening
from reports.screening.site import Site
from tests.examples import advocacy
from tests.features import campaigns
from tests.packs import TODAY
from tests.portfolios import row
from tests.screened import ODD

BARE = ("need_established", "specific_demand")
LONG_AGO = TODAY - timedelta(days=400)


def said(**changed: Any) -> Profile:
    """A campaign that is ready and in no danger, but for some answers, on the day of the screening."""
    answers = {name: dict(given) for name, given in campaigns.ready(advocacy()).answers.items()}
    for given in answers.values():
        given["evidence"] = {"reference": "a", "date": TODAY, "owner": "b"}
    for name, answer in changed.items():
        evidence = {} if name in BARE and answer == "3" else {"evidence": answers[name]["evidence"]}
        answers[name] = answer if isinstance(answer, dict) else {"answer": answer, **evidence}
    return Profile.model_validate({"campaign": "Example", "answered_on": TODAY, "answers": answers})


PROFILES = {
    "sound": said(),
    "bare": said(need_established="3", specific_demand="3"),
    "bare of what is sensitive": said(security_plan={"answer": "4"}),
    "threatened": said(present_threat="yes"),
    "minors": said(exposed_people=["minors"], participant_consent="2"),
    "weak": said(content_signoff="0"),
    "kept back": said(present_threat="withheld"),
    "expired": said(
        present_threat={"answer": "no", "answered_on": LONG_AGO}, written_plan={"answer": "4", "answered_on": LONG_AGO}
    ),
    "unready": said(**{q.id: "1" for q in advocacy().questions.values() if q.kind == "level"}),
}


@cache
def assessor(redact: bool = False) -> Row:
    return row(advocacy(), advocacy().policy["funder"], redact=redact)


@cache
def screening(redact: bool = False) -> Screening:
    made, entries = assessor(redact), []
    for key, profile in sorted(PROFILES.items()):
        assessed = made.assess_row(profile)
        shown = made.answers_shown(profile, assessed)
        entries.append(Entry(key, None, key, None, profile.stage, None, assessed, shown))
    return screen(made.terms, entries, [Rejection("row", "row", (ODD.at("row", name="x"),))], 0)


def proposal(key: str, redact: bool = False) -> Proposal:
    return next(one for one in screening(redact).proposals if one.key == key)


@cache
def files(language: str = "en", redact: bool = False, blind: bool = False) -> dict[str, str]:
    made = blinded(screening(redact)) if blind else screening(redact)
    site = Site(made, language)
    found = {name: page for piece in site.pieces() for name, page in site.files(piece)}
    return found if blind else {**found, **{f"{n}:{k}": found[f"{n}/{site.pages[k]}"] for k in PROFILES for n in PARTS}}


PARTS = ("letters", "proposals")


def text(page: str) -> str:
    without = re.sub("<style>.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(without).split())


def letter(key: str, language: str = "en", redact: bool = False) -> str:
    return text(files(language, redact)[f"letters:{key}"])


def page(key: str, redact: bool = False) -> str:
    return text(files("en", redact)[f"proposals:{key}"])


def question(name: str) -> str:
    return advocacy().questions[name].text["en"]


def test_answers_that_are_too_old_are_to_be_confirmed_and_not_called_missing() -> None:
    shown = letter("expired")
    before, _, confirm = shown.partition("Answers to confirm")
    assert f"You answered these on {LONG_AGO.isoformat()}" in confirm
    for name in ("present_threat", "written_plan"):
        assert question(name) in confirm
        assert question(name) not in before
    assert "Nothing that is not answered" not in shown
    assert f"Answered too long ago, on {LONG_AGO.isoformat()}" in page("expired")


def test_a_danger_is_settled_before_and_never_while_the_campaign_goes_on() -> None:
    for key in ("threatened", "minors", "weak"):
        assert "settled before anything goes ahead" in letter(key)
        assert "while the campaign goes on" not in letter(key)


def test_what_blocks_has_the_support_beside_it_that_its_rule_names() -> None:
    remedies = advocacy().remedy
    assert proposal("minors").needed[0] == "secure_consent"
    assert remedies["secure_consent"].title["en"] in letter("minors").partition("Support that would help")[2]
    assert remedies["secure_consent"].title["en"] in page("minors").partition("What the rules behind")[2]
    assert "make_security_plan" not in proposal("threatened").needed, "it is in place"
    choices = letter("threatened").partition("These are choices that you alone can make:")[2]
    assert remedies["postpone_until_safe"].title["en"] in choices


def test_levels_that_count_less_without_evidence_are_named_and_said_to_count_less() -> None:
    shown = letter("bare").partition("Levels to be shown")[2]
    assert "each counts as level 2 until it is shown" in shown
    assert proposal("bare").to_show == BARE
    for name in BARE:
        assert question(name) in shown
        assert question(name) in page("bare").partition("Levels that count as 2")[2]


def test_an_open_result_is_told_to_be_open() -> None:
    shown = letter("kept back")
    assert "Your answers bring no condition with them so far." in shown
    assert "As long as answers are missing, kept back or too old, the result is open." in shown
    assert screening().clauses[proposal("kept back").open_reasons[0]].because["en"] in shown
    assert "we may ask whether you could talk with us about it safely" in shown
    assert "the result is open" not in letter("sound")


PROMISED = {
    "what speaks for it": "What is already strong",
    "which support would help": "Support that would help",
    "which answers are missing, too old or to be shown": "Answers (that are missing|to confirm)|Levels to be shown",
}


@pytest.mark.parametrize("key", PROFILES)
def test_a_letter_promises_what_follows_and_no_list_is_missing(key: str) -> None:
    shown = letter(key)
    for promise, heading in PROMISED.items():
        assert (promise in shown) == bool(re.search(heading, shown)), promise
    assert "What is already strong" in shown or key == "unready"
    raw = files()[f"letters:{key}"]
    assert not re.search(r":\s*</p>\s*(?!<ul)<", raw), "a colon is followed by a list"


def strengths(key: str) -> str:
    return letter(key).partition("What is already strong")[2].partition("Conditions")[0]


def test_measures_that_stand_well_are_strengths_without_their_numbers() -> None:
    assert f"In good order as a whole: {advocacy().measure['planning'].title['en']}" in strengths("sound")
    assert not re.search("[0-9]", strengths("sound"))


@pytest.mark.parametrize("key", ["threatened", "minors"])
def test_where_something_grave_is_found_no_measure_is_in_good_order_as_a_whole(key: str) -> None:
    assert strengths(key)
    assert "In good order" not in letter(key)


def test_what_is_grave_is_not_called_likely_where_it_is_confirmed() -> None:
    assert "present_threat" in proposal("threatened").confirmed
    assert "By your answers, each of these is so, or could come about:" in letter("threatened")


def test_no_level_is_a_strength_that_does_not_count_as_it_was_given() -> None:
    assert proposal("bare").strong
    assert not {*BARE} & {*proposal("bare").strong}
    assert {*BARE} <= {*proposal("sound").strong}


def test_a_letter_counts_the_levels_of_sensitive_questions_and_names_none() -> None:
    key = "bare of what is sensitive"
    assert proposal(key).to_show == ("security_plan",)
    assert question("security_plan") not in letter(key)
    assert "because they are sensitive: 1" in letter(key).partition("Levels to be shown")[2]
    assert question("security_plan") in page(key)


def test_each_reason_and_finding_says_on_which_answers_it_rests() -> None:
    consent = advocacy().questions["participant_consent"]
    told = f"{question(consent.id)} Answer: {consent.anchors[2]['en']}"
    assert told in page("minors")
    assert f"{consent.code} · {consent.anchors[2]['en']}" in letter("minors")
    signed = advocacy().questions["content_signoff"]
    assert f"{question(signed.id)} Answer: {signed.anchors[0]['en']}" in page("weak").partition("Where the")[0]
    assert f"{signed.code} · {signed.anchors[0]['en']}" in letter("weak").partition("What lies behind")[0]
    assert "It follows from “" in page("unready")


def test_sensitive_answers_are_not_repeated_in_letters_and_nowhere_where_they_are_redacted() -> None:
    code = advocacy().questions["present_threat"].code
    assert f"{question('present_threat')} Answer (sensitive): yes" in page("threatened")
    assert f"{code} · (not repeated here, as it is sensitive)" in letter("threatened")
    assert "exposed_people" in proposal("minors").answers
    for one in screening(redact=True).proposals:
        assert not [name for name in one.answers if advocacy().questions[name].sensitive]
    assert "Answer (sensitive)" not in "".join(page(key, redact=True) for key in PROFILES)


def test_only_answers_on_which_something_rests_stand_in_the_document() -> None:
    for one in screening().proposals:
        assert set(one.answers) == {name for names in one.resting_on.values() for name in names}
        assert set(one.resting_on) | set(one.following_from) <= {
            *one.confirmed, *one.likely, *(screening().clauses[number].name for number in one.reasons)
        }  # fmt: skip


def test_a_letter_is_a_draft_that_promises_no_help_and_a_page_says_how_to_see_every_proof() -> None:
    for language, draft in (("en", "Draft:"), ("ar", "مسودة:"), ("fr", "Brouillon")):
        assert draft in letter("weak", language)
    assert "You can ask us for help" not in letter("weak")
    assert "munasara assess FILE --pack advocacy --policy funder" in page("sound")


def test_the_memo_has_a_line_for_each_proposal_with_its_first_reason_and_room_for_a_decision() -> None:
    lines = re.findall(r"<tr><th scope=\"row\"><a.*?</tr>", files()["memo.html"], re.DOTALL)
    assert len(lines) == len(PROFILES)
    assert all('<td class="blank"></td>' in line for line in lines)
    (weak,) = (line for line in lines if ">weak<" in line)
    assert screening().clauses[proposal("weak").reasons[0]].because["en"] in text(weak)
    (minors,) = (line for line in lines if ">minors<" in line)
    assert advocacy().rule["do_no_harm"].title["en"] in text(minors)


def test_a_rejected_row_of_a_blind_screening_has_a_name_that_is_hidden() -> None:
    assert "A row whose name is hidden" in files(blind=True)["index.html"]
    assert "A row without a name" not in files(blind=True)["index.html"]
