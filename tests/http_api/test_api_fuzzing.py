"""Requests made from the API's own description, sound ones and broken ones: none is answered 5xx, and each answer is
one that the description promises. More than two thousand in every run of the tests; with `make fuzz` twenty thousand,
each time others."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.python import asgi

from api.serve import assembled, open_store
from tests.fuzzed import cases, more_than_usual
from tests.http_api.serving import settings_for

SOUND, BROKEN = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
USUAL, WHOLE = 1_500, 6_000
PARTS = {("post", SOUND): 300, ("post", BROKEN): 180, ("get", SOUND): 960, ("get", BROKEN): 180}
"""Per route, of 6,000 in all: to make up a broken request takes up to four times as long as a sound one."""
CASES = {kind: -(-part * cases(USUAL) // WHOLE) for kind, part in PARTS.items()}
TAKES_NOTHING = ("get", "/api/v1/schemas")
ROUTES = [
    ("post", "/api/v1/assessments"),
    ("post", "/api/v1/what-if"),
    ("post", "/api/v1/plans"),
    ("get", "/api/v1/packs"),
    ("get", "/api/v1/packs/{id}"),
    ("get", "/api/v1/packs/{id}/questionnaire"),
    ("get", "/api/v1/schemas/{name}"),
]


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    settings_here = settings_for(tmp_path_factory.mktemp("fuzzed"), hosts=("testserver",))
    app = assembled(settings_here, open_store(settings_here))
    yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    asgi.shutdown_lifespans()


def test_every_route_that_is_described_is_fuzzed(schema: Any) -> None:
    described = {(made.ok().method, made.ok().path) for made in schema.get_all_operations()}
    assert described == {*ROUTES, TAKES_NOTHING}
    assert sum(CASES[method, mode] for method, _ in ROUTES for mode in (SOUND, BROKEN)) >= cases(USUAL)


@pytest.mark.parametrize("mode", [SOUND, BROKEN], ids=["sound", "broken"])
@pytest.mark.parametrize(("method", "path"), ROUTES, ids=[path for _, path in ROUTES])
def test_nothing_is_answered_with_5xx(schema: Any, method: str, path: str, mode: GenerationMode) -> None:
    operation, answered = schema[path][method], list[int]()

    @settings(
        max_examples=CASES[method, mode],
        deadline=None,
        database=None,
        derandomize=not more_than_usual(),
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        answer = case.call()
        assert answer.status_code < 500, (answer.status_code, answer.text)
        assert answer.status_code in described(operation), answer.status_code
        answered.append(answer.status_code)

    ask()
    statuses = dict(sorted(Counter(answered).items()))
    print(f"{method} {path}, {mode.value}: {len(answered)} cases, by status: {statuses}")
    assert len(answered) >= CASES[method, mode]


def test_the_route_that_takes_nothing_answers(schema: Any) -> None:
    method, path = TAKES_NOTHING
    assert schema[path][method].Case().call().status_code == 200


def described(operation: Any) -> set[int]:
    return {int(status) for status in operation.definition.raw["responses"]} | {405}
