"""What the API answers is what the engine says, to the byte; and every mistake in a request at once."""

import json
from datetime import date
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from api.packs import open_pack
from engine.assess import assess
from engine.assessment import Assessment
from engine.plan import Wishes, plan
from engine.plan_document import PlanDocument
from engine.profile import Profile
from engine.schemas import schemas
from engine.what_if import WhatIf, what_if
from reports.html import html
from tests.http_api.serving import DAY, PROFILE

API = "/api/v1"
ON = date.fromisoformat(DAY)


def answers_of_pack() -> dict[str, Any]:
    """An answer to each of the first questions of the small pack, one of them unknown, one withheld."""
    questions = list(open_pack("minimal").questions.values())
    given: dict[str, Any] = {question.id: question.values[-1] for question in questions}
    return {**given, questions[0].id: "unknown", questions[1].id: "withheld"}


@pytest.fixture
def profile() -> dict[str, Any]:
    return {**PROFILE, "answers": answers_of_pack()}


def post(client: TestClient, route: str, body: Any, **parameters: str) -> Any:
    answer = client.post(f"{API}{route}", json=body, params=parameters)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return answer


def refused(client: TestClient, route: str, body: Any, status: int = 422) -> dict[str, Any]:
    answer = client.post(f"{API}{route}", json=body)
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    assert found["id"] == answer.headers["x-request-id"]
    return found


def places(problem: dict[str, Any]) -> set[tuple[str, str]]:
    return {(fault["field"], fault["code"]) for fault in problem["fields"]}


def test_an_assessment_is_the_engine_s_to_the_byte(client: TestClient, profile: dict[str, Any]) -> None:
    pack = open_pack("minimal")
    answer = post(client, "/assessments", {"profile": profile, "on": DAY, "policy": "default"})
    expected = assess(Profile.model_validate(profile), pack, pack.policy["default"], ON)
    assert answer.content == expected.model_dump_json(by_alias=True).encode()


def test_the_same_request_has_the_same_answer(client: TestClient, profile: dict[str, Any]) -> None:
    body = {"profile": profile, "on": DAY}
    assert post(client, "/assessments", body).content == post(client, "/assessments", body).content


def test_unknown_withheld_and_absent_answers_are_told_apart_and_none_is_read_as_no(
    client: TestClient, profile: dict[str, Any]
) -> None:
    told = post(client, "/assessments", {"profile": profile, "on": DAY}).json()
    states = {answer["question"]: answer["state"] for answer in told["answers"]}
    unknown, withheld = list(profile["answers"])[:2]
    assert (states[unknown], states[withheld]) == ("unknown", "withheld")
    nothing = post(client, "/assessments", {"profile": PROFILE, "on": DAY}).json()
    assert {answer["state"] for answer in nothing["answers"]} == {"absent"}
    assert len(nothing["verdict"]["possible"]) > 1


def test_a_redacted_assessment_says_so_and_holds_no_evidence(client: TestClient, profile: dict[str, Any]) -> None:
    told = post(client, "/assessments", {"profile": profile, "on": DAY, "redact": True}).json()
    assert "redacted" in {notice["code"] for notice in told["notices"]}


def test_what_if_is_the_engine_s(client: TestClient, profile: dict[str, Any]) -> None:
    pack = open_pack("minimal")
    name = next(iter(pack.questions))
    value = pack.questions[name].values[0]
    answer = post(client, "/what-if", {"profile": profile, "on": DAY, "policy": "default", "changes": {name: value}})
    read = Profile.model_validate(profile)
    expected = what_if(read, [f"{name}={value}"], pack, pack.policy["default"], ON)
    assert WhatIf.model_validate_json(answer.content) == expected


def test_null_takes_an_answer_back(client: TestClient, profile: dict[str, Any]) -> None:
    name = list(profile["answers"])[-1]
    told = post(client, "/what-if", {"profile": profile, "on": DAY, "changes": {name: None}}).json()
    assert told["changed"] == [name]
    assert told["before"] != told["after"]


def test_a_plan_is_the_engine_s(client: TestClient, profile: dict[str, Any]) -> None:
    pack = open_pack("minimal")
    body = {"profile": profile, "on": DAY, "policy": "default", "within": 60, "budget": 9, "change_tactics": True}
    told = PlanDocument.model_validate_json(post(client, "/plans", body).content)
    wishes = Wishes(within=60, budget=9, change_tactics=True)
    assert told.plans == plan(Profile.model_validate(profile), pack, pack.policy["default"], ON, wishes)


def test_days_and_whole_numbers_may_be_written_in_the_digits_of_arabic_and_persian(client: TestClient) -> None:
    body = {"profile": PROFILE, "on": DAY, "within": 60, "budget": 9}
    said = {**body, "on": "٢٠٢٦-١١-٢٢", "within": "٦٠", "budget": "۹"}
    said["profile"] = {**PROFILE, "answered_on": "۲۰۲۶-۱۱-۲۰"}
    assert post(client, "/plans", said).content == post(client, "/plans", body).content


@pytest.mark.parametrize(
    ("route", "schema", "more"),
    [
        ("/assessments", "assessment", {}),
        ("/plans", "plan", {}),
        ("/what-if", "what-if", {"changes": answers_of_pack()}),
    ],
)
def test_each_result_fits_its_published_schema(
    client: TestClient, profile: dict[str, Any], route: str, schema: str, more: dict[str, Any]
) -> None:
    told = post(client, route, {"profile": profile, "on": DAY, **more}).json()
    assert list(Draft202012Validator(schemas()[schema]).iter_errors(told)) == []


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_an_answer_in_one_language_can_be_rendered_and_holds_no_other(
    client: TestClient, profile: dict[str, Any], language: str
) -> None:
    body = {"profile": profile, "on": DAY}
    by_parameter = post(client, "/assessments", body, lang=language)
    by_header = client.post(f"{API}/assessments", json=body, headers={"Accept-Language": f"xx, {language};q=0.5"})
    assert by_parameter.content == by_header.content
    assert by_header.headers["content-language"] == language
    told = Assessment.model_validate_json(by_header.content)
    assert told.languages == (language,)
    assert set(told.pack_title.root) == {language}
    whole = Assessment.model_validate_json(post(client, "/assessments", body).content)
    assert html(told, language, "western") == html(whole, language, "western")


def test_every_mistake_is_told_at_once_with_its_field_and_no_answer_is_repeated(client: TestClient) -> None:
    question = next(iter(open_pack("minimal").questions))
    problem = refused(
        client,
        "/assessments",
        {
            "profile": {"campaign": "x", "answered_on": "soon", "answers": {question: "CANARY", "no_such": 1}},
            "on": "2026-13-01",
            "polcy": "default",
        },
    )
    assert problem["error"] == "invalid"
    assert places(problem) == {
        ("polcy", "REQUEST-001"),
        ("on", "REQUEST-003"),
        ("profile.answered_on", "PROFILE-003"),
        (f"profile.answers.{question}", "PROFILE-005"),
        ("profile.answers.no_such", "PROFILE-004"),
    }
    assert "CANARY" not in json.dumps(problem)


@pytest.mark.parametrize(
    ("route", "body", "place"),
    [
        ("/assessments", {}, ("", "REQUEST-002")),
        ("/assessments", {"profile": []}, ("profile", "PROFILE-003")),
        ("/assessments", {"profile": PROFILE, "pack": "nothing"}, ("pack", "REQUEST-004")),
        ("/assessments", {"profile": PROFILE, "pack": "advocacy"}, ("pack", "REQUEST-004")),
        ("/assessments", {"profile": PROFILE, "pack": "../minimal"}, ("pack", "REQUEST-003")),
        ("/assessments", {"profile": PROFILE, "policy": "nothing"}, ("policy", "REQUEST-004")),
        ("/assessments", {"profile": PROFILE, "on": "9999-12-31"}, ("on", "REQUEST-003")),
        ("/assessments", {"profile": PROFILE, "on": "0001-01-01"}, ("on", "REQUEST-003")),
        ("/assessments", {"profile": PROFILE, "on": "2026-01-01"}, ("profile.answered_on", "PROFILE-006")),
        ("/what-if", {"profile": PROFILE}, ("", "REQUEST-002")),
        ("/what-if", {"profile": PROFILE, "on": DAY, "changes": {"nothing": 1}}, ("changes.nothing", "PROFILE-004")),
        ("/plans", {"profile": PROFILE, "on": DAY, "keep": ["nothing"]}, ("keep", "PLAN-001")),
        ("/plans", {"profile": PROFILE, "on": DAY, "to": "HEAVEN"}, ("to", "REQUEST-003")),
        ("/plans", {"profile": PROFILE, "on": DAY, "within": -1}, ("within", "REQUEST-003")),
        ("/plans", {"profile": PROFILE, "on": DAY, "budget": 10**30}, ("budget", "REQUEST-003")),
    ],
)
def test_a_request_that_cannot_be_used_names_the_field(
    client: TestClient, route: str, body: dict[str, Any], place: tuple[str, str]
) -> None:
    assert place in places(refused(client, route, body))


def test_what_cannot_be_read_is_told_with_its_line(client: TestClient) -> None:
    answer = client.post(f"{API}/plans", content=b'{\n"profile":\n NaN}', headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    fault = answer.json()["fields"][0]
    assert (fault["code"], fault["message"]) == ("DOC-013", "line 3: NaN or Infinity is not a number.")


def test_a_shipped_example_goes_in_as_it_is_written(client: TestClient, profile: dict[str, Any]) -> None:
    written = json.loads(json.dumps(yaml.safe_load(yaml.safe_dump(profile)), default=str))
    assert post(client, "/assessments", {"profile": written, "on": DAY}).json()["receipt"]["on"] == DAY


@pytest.mark.parametrize("route", ["/assessments", "/what-if", "/plans"])
@pytest.mark.parametrize("on", ["2000-01-01", "2199-12-31"])
def test_the_first_and_the_last_of_days_are_days_as_any_other(client: TestClient, route: str, on: str) -> None:
    dates = {"launch": "0001-01-01", "end": "9999-12-31"}
    long_ago = {"answer": 3, "answered_on": "0001-01-01", "evidence": {"date": "0001-01-01"}}
    profile = {"campaign": "x", "answered_on": "0001-01-01", "dates": dates, "answers": {"safe_welcome": long_ago}}
    more = {"changes": {"clear_purpose": 2}} if route == "/what-if" else {}
    post(client, route, {"profile": profile, "on": on, **more})
    post(client, route, {"profile": {**profile, "dates": {"launch": "9999-12-31"}}, "on": on, **more})
