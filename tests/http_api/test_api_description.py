"""The description of the API: what it promises is so, and its page asks nothing of anybody else."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

API = "/api/v1"


@pytest.fixture(scope="module")
def described(client: TestClient) -> dict[str, Any]:
    told: dict[str, Any] = client.get(f"{API}/openapi.json").json()
    return told


def operations(described: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, told) for path, methods in described["paths"].items() for method, told in methods.items()]


def test_it_is_openapi_3_1_and_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1.")
    for reference in set(re.findall(r"'\$ref': '([^']+)'", str(described))):
        part: Any = described
        for step in reference.removeprefix("#/").split("/"):
            part = part[step]


def test_every_schema_is_one(described: dict[str, Any]) -> None:
    for schema in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_operation_is_summed_up_described_and_lists_its_refusals(described: dict[str, Any]) -> None:
    for path, _, told in operations(described):
        assert told["summary"], path
        assert len(told["description"]) > 40, path
        assert {"200", "400", "429", "503"} <= set(told["responses"]), path


def test_every_example_of_a_request_is_answered_with_200_and_fits_its_schema(
    client: TestClient, described: dict[str, Any]
) -> None:
    tried = 0
    for path, method, told in operations(described):
        for content in told.get("requestBody", {}).get("content", {}).values():
            name = content["schema"]["$ref"].rpartition("/")[2]
            schema = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
            for example in content["examples"].values():
                assert Draft202012Validator(schema).is_valid(example["value"]), path
                assert client.request(method, path, json=example["value"]).status_code == 200, path
                tried += 1
    assert tried >= 3


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.found += [value or "" for name, value in attrs if name in ("href", "src", "action", "style", "srcset")]


def test_the_page_loads_only_its_own_style_sheet_and_has_no_script(client: TestClient) -> None:
    answer = client.get(f"{API}/docs")
    page = _Links()
    page.feed(answer.text)
    assert page.tags & {"script", "img", "iframe", "object", "embed", "style", "font"} == set()
    assert {link for link in page.found if not link.startswith("#")} == {"docs.css", "openapi.json"}
    style = client.get(f"{API}/docs.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "url(" not in style.text
    assert "@import" not in style.text


def test_the_page_tells_every_route_with_its_example(client: TestClient, described: dict[str, Any]) -> None:
    page = client.get(f"{API}/docs").text
    for path, method, told in operations(described):
        assert f"<code>{method.upper()} {path}</code>" in page
        assert told["summary"] in page
    assert page.count("Example of a request</h3>") == 3
