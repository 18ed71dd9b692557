"""The JSON Schemas of every file format, so that an editor completes and checks them."""

from typing import Any

from pydantic import BaseModel, TypeAdapter

from engine.assessment import Assessment
from engine.certificate import Certificate
from engine.check import Check
from engine.compared import Compared
from engine.form_description import FormDescription
from engine.pack import Case, Manifest, MeasuresFile, MutantsFile, Policy, RemediesFile, Rule, Section, SourcesFile
from engine.plan_document import PlanDocument
from engine.profile import Profile
from engine.screening import Screening
from engine.waivers import WaiversFile
from engine.what_if import WhatIf

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# By name of the format: the model, and whether the name of the file gives its id, so that the file must not.
FORMATS: dict[str, tuple[type[BaseModel], bool]] = {
    "profile": (Profile, False),
    "pack": (Manifest, False),
    "sources": (SourcesFile, False),
    "measures": (MeasuresFile, False),
    "remedies": (RemediesFile, False),
    "questions": (Section, True),
    "rule": (Rule, True),
    "policy": (Policy, True),
    "case": (Case, True),
    "mutants": (MutantsFile, False),
    "waivers": (WaiversFile, False),
}
RESULTS: dict[str, type[BaseModel]] = {
    "assessment": Assessment,
    "what-if": WhatIf,
    "comparison": Compared,
    "plan": PlanDocument,
    "certificate": Certificate,
    "check": Check,
    "questionnaire": FormDescription,
    "screening": Screening,
}


def schemas() -> dict[str, dict[str, Any]]:
    """Each file format's schema by name, and those of what is written: see RESULTS."""
    made = {name: _file_schema(model, named) for name, (model, named) in FORMATS.items()}
    for name, written in RESULTS.items():
        made[name] = TypeAdapter(written).json_schema(mode="serialization") | {"$schema": DIALECT}
    return made


def _file_schema(model: type[BaseModel], named_by_file: bool) -> dict[str, Any]:
    schema: dict[str, Any] = _closed(TypeAdapter(model).json_schema(mode="validation")) | {"$schema": DIALECT}
    if named_by_file:
        schema["properties"].pop("id")
        schema["required"] = [name for name in schema["required"] if name != "id"]
    return schema


def _closed(schema: Any) -> Any:
    """The schema, in which a mapping whose names have a form takes no name of another form."""
    if isinstance(schema, list):
        return [_closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {"additionalProperties": False} if "patternProperties" in schema else {}
    return {name: _closed(part) for name, part in schema.items()} | shut
