"""How an answer comes to stand in the text of a profile, by example; what holds for every text is in property/."""

import json
from datetime import date

import pytest
from babel import Locale

from engine.countries import COUNTRIES
from engine.documents import read_yaml
from engine.errors import Refused
from engine.loader import profile_fitting, profile_in
from engine.profile import PLACEHOLDERS, Dates, Profile
from engine.profile_text import ProfileText
from reports.questionnaire import blank_profile
from reports.words import LANGUAGES
from tests.examples import advocacy

TODAY = date(2026, 11, 22)
HEAD = "campaign: x\nanswered_on: 2026-11-22\n"


def filled(raw: str, question: str, answer: str | tuple[str, ...], head: str = HEAD) -> str:
    """The text beneath the head after one answer."""
    text = ProfileText.read("x.yaml", (head + raw).encode(), False, TODAY).answering(question, answer, TODAY).text
    assert text.startswith(head)
    return text.removeprefix(head)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("answers:\n  tone:\n", "answers:\n  tone: firm\n"),
        ("answers:\n  tone:  # agreed on Monday\n", "answers:\n  tone: firm  # agreed on Monday\n"),
        ("answers:\n  tone: unknown  # ask Monday\n", "answers:\n  tone: firm  # ask Monday\n"),
        ("answers:\n  scope: local\n", "answers:\n  tone: firm\n  scope: local\n"),
        ("answers:\n\n  # Context\n  scope:\n", "answers:\n  tone: firm\n\n  # Context\n  scope:\n"),
        ("answers: {scope: local}\n", "answers: {tone: firm, scope: local}\n"),
        ("answers:\n", "answers:\n  tone: firm\n"),
        ("answers:", "answers:\n  tone: firm\n"),
        ("answers: {}\n", "answers: {tone: firm}\n"),
        ("", "answers: {tone: firm}\n"),
    ],
)
def test_an_answer_stands_where_the_question_waits_or_is_the_first_of_the_answers(raw: str, expected: str) -> None:
    assert filled(raw, "tone", "firm") == expected


@pytest.mark.parametrize(
    ("answer", "written"),
    [
        ("3", "3"),
        ("yes", "yes"),
        ("unknown", "unknown"),
        ("withheld", "withheld"),
        (("march",), "[march]"),
        (("march", "sit_in"), "[march, sit_in]"),
        ("null", '"null"'),
    ],
)
def test_an_answer_is_written_as_people_write_it(answer: str | tuple[str, ...], written: str) -> None:
    assert filled("answers:\n  q:\n", "q", answer) == f"answers:\n  q: {written}\n"


def test_an_answer_of_another_day_than_the_profile_s_carries_its_day() -> None:
    older = "campaign: x\nanswered_on: 2026-09-01\n"
    assert filled("answers:\n  q:  # why\n", "q", "3", older) == (
        "answers:\n  q: {answer: 3, answered_on: 2026-11-22}  # why\n"
    )


def test_an_old_answer_is_replaced_with_its_day_and_its_evidence_stays() -> None:
    raw = "answers:\n  q:\n    answer: 3  # claimed\n    evidence: {note: seen}\n    answered_on: 2026-01-01\n"
    assert filled(raw, "q", "2") == raw.replace("2026-01-01", "2026-11-22").replace("answer: 3", "answer: 2")


def test_evidence_that_waits_for_its_answer_gets_it() -> None:
    assert filled("answers:\n  q:\n    evidence: {note: seen}\n", "q", "2") == (
        "answers:\n  q:\n    answer: 2\n    evidence: {note: seen}\n"
    )


# The day of answering


@pytest.mark.parametrize(
    ("raw", "dated"),
    [
        ("campaign: x\nanswered_on:  # the day\n", "campaign: x\nanswered_on: 2026-11-22  # the day\n"),
        ("campaign: x\nanswers:\n  q:\n", "campaign: x\nanswers:\n  q:\nanswered_on: 2026-11-22\n"),
        ("{campaign: x}", "{answered_on: 2026-11-22, campaign: x}"),
    ],
)
def test_a_profile_without_its_day_and_without_answers_is_answered_today(raw: str, dated: str) -> None:
    assert ProfileText.read("x.yaml", raw.encode(), False, TODAY).text == dated


def test_answers_of_an_unknown_day_are_not_taken_for_today_s() -> None:
    undated = b"campaign: x\nanswers: {scope: local}\n"
    with pytest.raises(Refused, match=r"PROFILE-002 x\.yaml:1: lacks 'answered_on'"):
        ProfileText.read("x.yaml", undated, False, TODAY)
    dated = b"campaign: x\nanswers: {scope: {answer: local, answered_on: 2026-11-01}}\n"
    assert ProfileText.read("x.yaml", dated, False, TODAY).profile.answered_on == TODAY


def test_other_mistakes_are_reported_as_ever() -> None:
    with pytest.raises(Refused) as refused:
        ProfileText.read("x.yaml", b"stage: begun\nanswers: []\n", False, TODAY)
    assert {(mistake.code, mistake.place) for mistake in refused.value.mistakes} == {
        ("PROFILE-002", "x.yaml:1"),
        ("PROFILE-003", "x.yaml:1"),
        ("PROFILE-003", "x.yaml:2"),
    }


# Names and countries


def test_what_a_blank_questionnaire_calls_the_campaign_is_no_name() -> None:
    for language, placeholder in zip(("en", "ar", "fr"), PLACEHOLDERS, strict=True):
        blank = blank_profile(advocacy(), advocacy().policy["quick"], language, TODAY)
        assert profile_in(read_yaml("x", blank.encode())).campaign == placeholder
        with pytest.raises(Refused, match=r"PROFILE-003 x:\d+: 'campaign' still says"):
            profile_fitting(advocacy(), read_yaml("x", blank.encode()), TODAY)


def test_the_codes_of_countries_are_those_of_the_library_that_translates_them() -> None:
    """Babel also has groups of countries, parts of some, places of no country, and codes for tests."""
    others = {*["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]}
    codes = {code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()}
    assert codes - others == COUNTRIES
    assert len(COUNTRIES) == 249 + 1


# New profiles


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("campaign", ['The "safe" way: #1', "الماء — حقّنا", "{a: [b]}", "\\n 'x'", "null", "- 3"])
def test_a_new_profile_is_the_blank_questionnaire_with_its_name_and_its_day(language: str, campaign: str) -> None:
    blank = blank_profile(advocacy(), advocacy().policy["quick"], language)
    begun = ProfileText.begun("x.yaml", blank, False, Profile(campaign=campaign, answered_on=TODAY), TODAY)
    assert (begun.profile.campaign, begun.profile.answered_on) == (campaign, TODAY)
    changed = [new for old, new in zip(blank.splitlines(), begun.text.splitlines(), strict=True) if old != new]
    assert [line.partition(":")[0] for line in changed] == ["campaign", "answered_on"]


@pytest.mark.parametrize("as_json", [False, True])
def test_a_new_profile_keeps_what_was_said_of_the_campaign(as_json: bool) -> None:
    new = Profile(
        campaign="Water", country="NO", stage="running", dates=Dates(launch=date(2026, 1, 31)), answered_on=TODAY
    )
    blank = blank_profile(advocacy(), advocacy().policy["quick"], "en")
    begun = ProfileText.begun("x", blank, as_json, new, TODAY).profile
    assert begun.model_copy(update={"answers": {}}) == new


def test_a_new_profile_in_json_has_what_every_profile_has() -> None:
    begun = ProfileText.begun("x.json", "", True, Profile(campaign="الماء", answered_on=TODAY), TODAY)
    assert json.loads(begun.answering("scope", "local", TODAY).text) == {
        "campaign": "الماء",
        "stage": "preparing",
        "answered_on": "2026-11-22",
        "answers": {"scope": "local"},
    }


def test_a_carried_answer_that_is_given_anew_is_no_longer_to_be_confirmed() -> None:
    carried = "answers:\n  ethics_code:\n    answer: 2\n    answered_on: 2026-03-01\n    to_confirm: true\n"
    text = filled(carried, "ethics_code", "3")
    assert "    answer: 3\n    answered_on: 2026-11-22\n    to_confirm: false\n" in text
    as_json = {
        "campaign": "x",
        "answered_on": "2026-11-22",
        "answers": {"ethics_code": {"answer": 2, "to_confirm": True}},
    }
    made = ProfileText.read("x.json", json.dumps(as_json).encode(), True, TODAY).answering("ethics_code", "3", TODAY)
    assert json.loads(made.text)["answers"]["ethics_code"] == {"answer": 3}
