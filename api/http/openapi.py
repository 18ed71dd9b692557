"""The description of the API in OpenAPI 3.1, with examples that the packs on offer accept."""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from api.http.answers import API, GIVEN, JSON, SCHEMAS
from api.http.bodies import AssessmentBody, PlanBody, WhatIfBody
from api.http.opened import open_kept
from api.settings import Settings
from engine.pack import Pack, Question
from engine.version import VERSION

TITLE: Final = "Munasara"
_ABOUT: Final = """\
Says before an advocacy campaign launches whether it is ready, what could go wrong and for whom, why, and what to do
first. Profiles go in, results come out, nothing is stored.

Every error has one shape: `{error, message, fields[], id}`. The same input gives the same bytes. Limits: 512 KiB of
JSON, 32 levels deep, 10,000 parts; requests per minute and time per request as the operator sets them."""
_DAY: Final = "2026-11-22"


def openapi(app: FastAPI, settings: Settings) -> dict[str, Any]:
    made = get_openapi(title=TITLE, version=VERSION, description=_ABOUT, routes=app.routes)
    asked = [(model, "validation") for model in (AssessmentBody, WhatIfBody, PlanBody)]
    # A list of pairs, which pydantic asks for; that its second part is one of two words is lost in a list.
    _, taken = models_json_schema(asked, ref_template=f"{SCHEMAS}{{model}}{GIVEN}")  # type: ignore[arg-type]
    known = made["components"]["schemas"]
    for name, schema in taken["$defs"].items():
        known[f"{name}{GIVEN}"] = schema
    examples = _examples(open_kept(settings.packs[0]))
    for path, named in examples.items():
        made["paths"][f"{API}{path}"]["post"]["requestBody"]["content"][JSON]["examples"] = named
    return made


def _examples(pack: Pack) -> dict[str, dict[str, Any]]:
    """One request for each route that takes one, about questions of this pack."""
    questions = list(pack.questions.values())
    profile = {
        "campaign": "Clean water for the valley",
        "country": "TN",
        "stage": "preparing",
        "answered_on": _DAY,
        "answers": {**{one.id: _answer(one) for one in questions[:4]}, questions[4 % len(questions)].id: "unknown"},
    }
    common = {"pack": pack.manifest.id, "on": _DAY, "profile": profile}
    change = {questions[0].id: questions[0].values[-1]}
    return {
        "/assessments": _named(common, "A few answers, the others open"),
        "/what-if": _named({**common, "changes": change}, "One answer changed"),
        "/plans": _named({**common, "within": 60, "budget": 30}, "Sixty days and thirty person-days"),
    }


def _named(value: dict[str, Any], summary: str) -> dict[str, Any]:
    return {"example": {"summary": summary, "value": value}}


def _answer(question: Question) -> str | int | list[str]:
    value = question.values[1]
    if question.kind == "level":
        return int(value)
    return [value] if question.kind == "choices" else value
