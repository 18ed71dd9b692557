"""The published schemas describe the files: what is shipped fits them, what is wrong does not."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from api.packs import SHIPPED
from engine.assess import assess
from engine.loader import load_pack
from engine.pack import Pack
from engine.profile import Profile
from engine.schemas import DIALECT, FORMATS, RESULTS, schemas
from engine.verify import verify
from reports.questionnaire import blank_profile
from reports.words import LANGUAGES

MADE = schemas()
FOLDERS = {"questions": "questions", "rules": "rule", "policies": "policy", "cases": "case"}
FILES = sorted(path for path in SHIPPED.rglob("*.yaml"))


def format_of(path: Path) -> str:
    return FOLDERS.get(path.parent.name, path.stem)


class Modern(yaml.CSafeLoader):
    """YAML as editors read it since version 1.2: `on` and `no` are words, and so is `25_50`."""

    yaml_implicit_resolvers = {
        first: [(tag, form) for tag, form in known if not tag.endswith((":bool", ":int"))]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


Modern.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
Modern.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^-?[0-9]+$"), list("-0123456789"))


def read(path: Path) -> Any:
    """The file as an editor's schema check sees it: dates and the names of levels as text."""
    return json.loads(json.dumps(yaml.load(path.read_text(encoding="utf-8"), Loader=Modern), default=str))


def mistakes(name: str, data: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(MADE[name]).iter_errors(data)]


@pytest.mark.parametrize("name", [*FORMATS, *RESULTS])
def test_each_schema_is_a_schema_and_says_of_which_kind(name: str) -> None:
    Draft202012Validator.check_schema(MADE[name])
    assert MADE[name]["$schema"] == DIALECT


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SHIPPED).as_posix())
def test_every_shipped_file_fits_the_schema_of_its_format(path: Path) -> None:
    assert mistakes(format_of(path), read(path)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SHIPPED).as_posix())
def test_every_shipped_file_reads_alike_where_the_yaml_library_in_c_is_missing(path: Path) -> None:
    """It takes some texts without quotes that its replacement in Python refuses, as `{en: Why?, fr: Pourquoi}`."""
    text = path.read_text(encoding="utf-8")
    plain, fast = (
        [(type(event), getattr(event, "value", None)) for event in yaml.parse(text, Loader=loader)]
        for loader in (yaml.SafeLoader, yaml.CSafeLoader)
    )
    assert plain == fast


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("profile", "waivers")])
def test_a_field_too_many_or_too_few_does_not_fit(name: str) -> None:
    data = read(next(path for path in FILES if format_of(path) == name))
    required = MADE[name]["required"]

    assert mistakes(name, {**data, "nonsense": 1})
    assert required
    for field in required:
        assert mistakes(name, {key: value for key, value in data.items() if key != field})


def test_only_a_policy_that_extends_another_fits_without_verdicts() -> None:
    data = read(SHIPPED / "advocacy" / "policies" / "funder.yaml")

    assert "verdicts" not in data
    assert mistakes("policy", data) == []
    assert mistakes("policy", {field: value for field, value in data.items() if field != "extends"})


def test_the_id_that_the_name_of_a_file_gives_is_no_field_of_it() -> None:
    for name, (_, named_by_file) in FORMATS.items():
        if named_by_file:
            assert "id" not in MADE[name]["properties"]


PROFILE: dict[str, Any] = {"campaign": "x", "answered_on": "2026-06-01"}
ANSWERS: list[Any] = [
    3,
    "3",
    "unknown",
    "withheld",
    None,
    ["march", "strike"],
    {"answer": 3, "evidence": {"note": "x"}},
]
WRONG: dict[str, Any] = {
    "no campaign": {"answered_on": "2026-06-01"},
    "an unknown field": {**PROFILE, "contry": "TN"},
    "a country by its name": {**PROFILE, "country": "Tunisia"},
    "an unknown stage": {**PROFILE, "stage": "soon"},
    "a level above four": {**PROFILE, "answers": {"written_plan": 5}},
    "half a level": {**PROFILE, "answers": {"written_plan": 2.5}},
    "no option chosen": {**PROFILE, "answers": {"tactics": []}},
    "an answer with an unknown field": {**PROFILE, "answers": {"written_plan": {"answr": 3}}},
    "a question that is no name": {**PROFILE, "answers": {"Written Plan": 3}},
    "a list instead of a mapping": [PROFILE],
    "a campaign of 10,000 characters": {**PROFILE, "campaign": "x" * 10_000},
}


@pytest.mark.parametrize("answer", ANSWERS, ids=str)
def test_an_answer_fits_in_every_form_in_which_it_can_be_written(answer: Any) -> None:
    written = {**PROFILE, "answers": {"some_question": answer}}
    assert mistakes("profile", written) == []
    assert Profile.model_validate(written).answers


@pytest.mark.parametrize("policy", ["default", "quick"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_questionnaire_fits_and_so_does_every_other_field_left_empty(
    policy: str, language: str, pack: Pack, tmp_path: Path
) -> None:
    blank = tmp_path / "blank.yaml"
    written = blank_profile(pack, pack.policy[policy], language, date(2026, 6, 1))
    blank.write_text(written, encoding="utf-8")
    assert mistakes("profile", read(blank)) == []

    empty = dict.fromkeys(Profile.model_fields) | PROFILE
    assert mistakes("profile", empty) == []
    assert Profile.model_validate(empty)
    assert mistakes("profile", {**PROFILE, "campaign": None})


@pytest.mark.parametrize("data", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_profile_does_not_fit(data: Any) -> None:
    assert mistakes("profile", data)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(SHIPPED / "advocacy")


def test_a_certificate_fits_its_schema_and_a_damaged_one_does_not() -> None:
    certificate = verify(load_pack(SHIPPED / "minimal"))
    data = json.loads(certificate.model_dump_json(exclude_unset=True))

    assert mistakes("certificate", data) == []
    for field in ("pack_digest", "holds", "properties", "completions"):
        assert mistakes("certificate", {key: value for key, value in data.items() if key != field})
    assert mistakes("certificate", {**data, "nonsense": 1})
    subject = {**data["properties"][0]["subjects"][0], "status": "probable"}
    damaged = {**data["properties"][0], "subjects": [subject]}
    assert mistakes("certificate", {**data, "properties": [damaged]})


@pytest.mark.parametrize("policy", ["default", "quick"])
def test_an_assessment_fits_its_schema_and_a_damaged_one_does_not(policy: str, pack: Pack) -> None:
    profile = Profile.model_validate({**PROFILE, "answers": {"written_plan": "0", "gatherings": "none"}})
    assessed = assess(profile, pack, pack.policy[policy], profile.answered_on)
    data = json.loads(assessed.model_dump_json(by_alias=True))

    assert mistakes("assessment", data) == []
    for field in ("verdict", "caveat", "receipt"):
        assert mistakes("assessment", {key: value for key, value in data.items() if key != field})
    assert mistakes("assessment", {**data, "nonsense": 1})
    assert mistakes("assessment", {**data, "verdict": {**data["verdict"], "possible": ["PERHAPS"]}})
