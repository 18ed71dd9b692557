"""The result of a campaign on its pages: shown, tried with better answers, compared, taken along, deleted."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from engine.assess import assess
from engine.loader import load_profile_for
from engine.profile import GivenAnswer, Profile
from engine.redaction import redacted
from reports.brief import brief
from tests.examples import advocacy, example
from tests.pages.visiting import TODAY, Person

REPORT = "/en/campaign/report"
SECRET = "Zanjabil"


@pytest.fixture
def owner(person: Person) -> Person:
    """Somebody with the example of a failure chain."""
    person.owns(example("failure-chain"))
    return person


def judged(person: Person) -> str:
    """The headline of the assessment that the engine makes of what is stored."""
    pack = advocacy()
    return brief(assess(person.profile, pack, pack.policy["default"], TODAY), "en").headline


def test_the_result_says_what_the_engine_says_and_fits_a_slow_line(owner: Person) -> None:
    for language in ("en", "ar", "fr"):
        page = owner.goes(f"/{language}/campaign/report")
        assert page.status == 200
        assert len(page.html.encode()) < 40_000
        assert "style=" not in page
        assert "<script" not in page
    assert judged(owner) in re.sub("<[^>]*>", "", owner.goes(REPORT).html)


def test_what_is_tried_is_recomputed_and_not_saved(owner: Person) -> None:
    before = owner.profile
    page = owner.goes("/en/campaign/what-if")
    assert "written_plan=2" in page or "written_plan=3" in page
    tried = owner.sends("/en/campaign/what-if", {"change": ["written_plan=3", "persuasion_skills=3"]})
    assert tried.status == 200
    assert 'id="moved"' in tried
    pack = advocacy()
    raised = {name: GivenAnswer(answer="3", answered_on=TODAY) for name in ("written_plan", "persuasion_skills")}
    after = before.model_copy(update={"answers": {**before.answers, **raised}})
    gone = {one.fact for one in assess(before, pack, pack.policy["default"], TODAY).findings}
    gone -= {one.fact for one in assess(after, pack, pack.policy["default"], TODAY).findings}
    assert gone
    assert all(str(pack.rule[name].title["en"]) in tried for name in gone)
    assert owner.profile == before


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"question": "", "answer": ""}, "Choose something to try"),
        ({"question": "written_plan", "answer": "yes"}, "does not take this answer"),
        ({"change": "no_such_question=3"}, "does not take this answer"),
        ({"change": [f"q{number}=1" for number in range(12)]}, "Choose something to try"),
    ],
)
def test_what_cannot_be_tried_is_said_at_its_field(owner: Person, sent: dict[str, str], told: str) -> None:
    page = owner.sends("/en/campaign/what-if", sent)
    assert page.status == 422
    assert told in page
    assert 'role="alert"' in page


def test_a_result_is_kept_once_and_compared_with_the_one_of_today(owner: Person) -> None:
    owner.goes(REPORT)
    assert 'id="earlier"' not in owner.goes(REPORT)
    owner.fills_in("/en/campaign/section/planning", {"written_plan": "3"})
    page = owner.goes(REPORT)
    (link,) = [link for link in page.held.links if "/since/" in link]
    assert len(owner.service.store.assessments(owner.token or "")) == 2
    since = owner.goes(link)
    assert since.status == 200
    assert "C1" in since
    assert str(advocacy().rule["weak_planning"].title["en"]) in since


def test_the_profile_that_is_taken_along_is_the_one_that_is_stored(owner: Person, tmp_path: Path) -> None:
    answer = owner.browser.get("/en/campaign/profile.yaml")
    assert answer.headers["content-disposition"] == 'attachment; filename="profile.yaml"'
    assert answer.headers["cache-control"] == "no-store"
    path = tmp_path / "profile.yaml"
    path.write_bytes(answer.content)
    assert load_profile_for(advocacy(), path, TODAY) == owner.profile
    without = owner.browser.get("/en/campaign/profile.yaml?without-sensitive=true")
    assert without.headers["content-disposition"] == 'attachment; filename="profile-to-share.yaml"'
    path.write_bytes(without.content)
    kept = redacted(owner.profile, advocacy())
    assert {name: given.answer for name, given in load_profile_for(advocacy(), path, TODAY).answers.items()} == {
        name: given.answer for name, given in kept.answers.items()
    }


def test_nothing_sensitive_is_in_what_is_saved_without_it(person: Person) -> None:
    sensitive = next(name for name, question in advocacy().questions.items() if question.sensitive and question.levels)
    given = {"answer": "3", "evidence": {"note": SECRET}}
    content = {"campaign": "c", "answered_on": date(2026, 11, 1), "answers": {sensitive: given}, "lessons": [SECRET]}
    person.owns(Profile.model_validate(content))
    for file in ("report.html", "profile.yaml"):
        whole = person.browser.get(f"/en/campaign/{file}").text
        assert SECRET in whole
        taken = person.browser.get(f"/en/campaign/{file}?without-sensitive=true")
        without = taken.text
        assert SECRET not in without
        assert f'"{file.replace(".", "-to-share.")}"' in taken.headers["content-disposition"]
        assert ("This holds sensitive answers" in whole.partition("<main>")[0]) == (file == "report.html")
        assert "This holds sensitive answers" not in without
    assert yaml.safe_load(without)["answers"][sensitive] == "withheld"


def test_deleting_is_asked_for_twice_and_then_done(owner: Person) -> None:
    code = owner.service.store.claim(owner.token or "")
    refused = owner.sends("/en/campaign/delete", {"sure": ""})
    assert refused.status == 422
    assert owner.goes("/en/campaign").path == "/en/campaign"
    gone = owner.sends("/en/campaign/delete", {"sure": "yes"})
    assert (gone.status, gone.path) == (200, "/en/deleted")
    assert owner.token is None
    assert owner.service.store.open(code) is None
    assert owner.goes("/en/campaign").path.startswith("/en/open")


def test_what_decides_comes_before_what_could_be_better_and_that_by_its_effect(person: Person) -> None:
    case = next(case for case in advocacy().cases if case.id == "half_answered")
    person.owns(case.profile)
    assessed = assess(case.profile, advocacy(), advocacy().policy["default"], TODAY)
    page = person.goes("/en/campaign/what-if")
    first = next(one for one in assessed.answers if one.question == assessed.decisive[0].question)
    assert f"/en/campaign/section/{first.section}#q-{first.question}" in page.held.links
    removed = {f"{one.question}={one.value}": r.risk_removed for r in assessed.remedies for one in r.answers}
    useful = [removed[change] > 0 for change in page.held.offered["change"]]
    assert useful == sorted(useful, reverse=True)
    assert {*useful} == {True, False}
    assert "What would help first" not in page


def test_what_a_quick_check_did_not_examine_was_not_absent_before(person: Person) -> None:
    person.owns(example("failure-chain"), "quick")
    person.goes(REPORT)
    person.fills_in("/en/campaign/facts", {"mode": "full"})
    person.fills_in("/en/campaign/section/planning", {"written_plan": "3"})
    (link,) = [link for link in person.goes(REPORT).held.links if "/since/" in link]
    told = person.goes(link)
    shown = re.sub("<details>.*?</details>", "", told.html, flags=re.DOTALL)
    assert shown.index("Answers that the campaign changed") < shown.index("<h2>Verdict")
    assert "Before: <bdi>not examined under this policy" not in shown
    assert "New findings" not in shown
    assert "Before: <span>Not found</span>" not in told
    assert "Before: <span>Not examined</span>" in told
