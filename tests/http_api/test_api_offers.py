"""Packs, questionnaires and schemas: what they hold, their languages, and that nothing is sent twice."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from api.packs import open_pack
from engine.pack import Pack
from engine.schemas import schemas
from engine.version import VERSION
from tests.http_api.serving import PROFILE

API = "/api/v1"
TAGGED = ["/packs", "/packs/minimal", "/packs/minimal/questionnaire", "/schemas", "/schemas/profile"]


def get(client: TestClient, route: str, **headers: str) -> Any:
    answer = client.get(f"{API}{route}", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer


def test_the_packs_are_listed_with_what_receipts_name(client: TestClient) -> None:
    pack = open_pack("minimal")
    told = get(client, "/packs").json()
    assert told["engine"] == VERSION
    assert [(one["id"], one["version"], one["digest"]) for one in told["packs"]] == [
        ("minimal", pack.manifest.version, pack.digest)
    ]
    assert [one["id"] for one in told["packs"][0]["policies"]] == list(pack.policy)
    assert get(client, "/packs?lang=ar").json()["packs"][0]["languages"] == list(pack.manifest.languages)


def test_a_pack_is_told_whole(client: TestClient) -> None:
    assert Pack.model_validate_json(get(client, "/packs/minimal").content) == open_pack("minimal")


def test_the_questionnaire_asks_every_question_of_the_pack_in_its_order(client: TestClient) -> None:
    told = get(client, "/packs/minimal/questionnaire?lang=fr").json()
    asked = [question for section in told["sections"] for question in section["questions"]]
    pack = open_pack("minimal")
    assert [question["id"] for question in asked] == list(pack.questions)
    for question in asked:
        assert [answer["value"] for answer in question["answers"]] == sorted(
            pack.questions[question["id"]].values, key=pack.questions[question["id"]].values.index
        )
        assert set(question["text"]) == {"fr"}


def test_the_schema_of_the_questionnaire_takes_every_answer_that_the_engine_takes_and_no_other(
    client: TestClient,
) -> None:
    schema = get(client, "/packs/minimal/questionnaire").json()["profile_schema"]
    Draft202012Validator.check_schema(schema)
    check = Draft202012Validator(schema)
    for name, question in open_pack("minimal").questions.items():
        for value in (*question.values, "unknown", "withheld", None):
            assert check.is_valid({**PROFILE, "answers": {name: value}}), (name, value)
            full = {"answer": value, "answered_on": "2026-11-20", "evidence": {"note": "minutes"}}
            assert check.is_valid({**PROFILE, "answers": {name: full}}), (name, value)
        assert not check.is_valid({**PROFILE, "answers": {name: "something else"}})
    assert not check.is_valid({**PROFILE, "answers": {"no_such_question": 1}})


def test_every_format_is_published_as_it_is(client: TestClient) -> None:
    made = schemas()
    assert get(client, "/schemas").json() == {"schemas": sorted(made)}
    for name, schema in made.items():
        assert get(client, f"/schemas/{name}").json() == schema


@pytest.mark.parametrize("route", TAGGED)
def test_what_one_has_already_is_not_sent_again(client: TestClient, route: str) -> None:
    first = get(client, route)
    assert first.headers["cache-control"] == "no-cache"
    tag = first.headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(f"{API}{route}", headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert get(client, route, **{"If-None-Match": '"other"'}).content == first.content


def test_each_language_has_an_etag_of_its_own(client: TestClient) -> None:
    tags = {get(client, f"/packs/minimal?lang={language}").headers["etag"] for language in ("en", "ar", "fr", "all")}
    assert len(tags) == 4


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ar", "ar"),
        ("ar-LB,ar;q=0.9", "ar"),
        ("de, fr;q=0.3, en;q=0.7", "en"),
        ("fr;q=0, ar;q=0.1", "ar"),
        ("FR", "fr"),
        ("de", None),
        ("*", None),
        ("", None),
        ("fr;q=nonsense", None),
        ("fr;q=1.5,ar", "fr"),
    ],
)
def test_the_language_is_the_one_preferred_of_those_spoken_else_all(
    client: TestClient, accepted: str, language: str | None
) -> None:
    answer = get(client, "/packs", **{"Accept-Language": accepted})
    assert answer.headers.get("content-language") == language
    assert answer.headers["vary"] == "Accept-Language"
    assert set(answer.json()["packs"][0]["title"]) == ({language} if language else {"en", "ar", "fr"})


@pytest.mark.parametrize(
    "route",
    ["/packs/nothing", "/packs/advocacy", "/packs/nothing/questionnaire", "/schemas/nothing", "/packs/..%2frules"],
)
def test_what_is_not_offered_is_not_found(client: TestClient, route: str) -> None:
    answer = client.get(f"{API}{route}")
    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")


def test_an_unknown_policy_is_told_with_those_that_there_are(client: TestClient) -> None:
    answer = client.get(f"{API}/packs/minimal/questionnaire?policy=nothing")
    assert answer.status_code == 422
    assert "default" in answer.json()["fields"][0]["remedy"]
