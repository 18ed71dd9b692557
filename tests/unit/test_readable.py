"""Checks see the same values whether a part is whole or not, and never one that could not be read."""

from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from api.packs import SHIPPED
from engine.conditions import AnswerTest, FactTest
from engine.documents import Document, Steps, Tree, read_yaml
from engine.form import Broken, build_or_tell
from engine.pack import Case, Manifest, MeasuresFile, Policy, RemediesFile, Rule, Section, SourcesFile
from engine.profile import GivenAnswer, Profile
from engine.readable import UNREAD, Value, readable, sound_fields, values_of
from tests.effort import times

ADVOCACY = SHIPPED / "advocacy"
MODELS: dict[str, type[BaseModel]] = {
    "pack.yaml": Manifest,
    "sources.yaml": SourcesFile,
    "measures.yaml": MeasuresFile,
    "remedies.yaml": RemediesFile,
    "questions/planning.yaml": Section,
    "questions/context.yaml": Section,
    "rules/silence_and_fear.yaml": Rule,
    "rules/no_protection.yaml": Rule,
    "policies/quick.yaml": Policy,
    "cases/ready.yaml": Case,
}


def document(name: str) -> Document:
    return read_yaml(name, (ADVOCACY / name).read_bytes())


def whole(name: str) -> BaseModel:
    data = document(name).data
    assert isinstance(data, dict)
    return MODELS[name].model_validate({**data, **({"id": Path(name).stem} if "/" in name else {})})


def containers(data: Tree, path: Steps = ()) -> list[Steps]:
    """The paths of all mappings and lists."""
    if isinstance(data, dict):
        return [path, *(found for key, part in data.items() for found in containers(part, (*path, key)))]
    if isinstance(data, list):
        return [path, *(found for place, part in enumerate(data) for found in containers(part, (*path, place)))]
    return []


def written(values: Any, data: Document) -> list[Value]:
    """Those that the file says, and does not leave to the format."""
    return [value for value in values if value.value is not UNREAD and value.path in data.lines]


@pytest.mark.parametrize("name", MODELS)
def test_a_part_that_is_broken_nowhere_but_as_a_whole_says_what_it_says_when_it_is_sound(name: str) -> None:
    file = document(name)

    found = list(readable(MODELS[name], file.data, Broken.places([()])))

    assert sorted(map(str, written(found, file))) == sorted(map(str, written(values_of(whole(name)), file)))
    assert sound_fields(MODELS[name], file.data, Broken.places([()])).keys() == dict(file.data or {}).keys()  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [name for name in MODELS if name != "sources.yaml"])
def test_the_deepest_look_finds_every_name_in_the_same_field_and_place(name: str) -> None:
    """As if every mapping and list broke the format: what is left are names, and texts and tests in pieces."""
    file = document(name)
    names = [value for value in written(values_of(whole(name)), file) if isinstance(value.value, str)]

    found = readable(MODELS[name], file.data, Broken.places(containers(file.data)))

    assert names
    assert {value[:4] for value in found if isinstance(value.value, str)} >= {value[:4] for value in names}


def values(model: type[BaseModel], text: str) -> dict[Steps, object]:
    file = read_yaml("file", text.encode())
    _, broken = build_or_tell(model, file, [], "PACK")
    return {value.path: value.value for value in readable(model, file.data, broken) if value.value is not UNREAD}


def test_a_condition_still_says_what_its_sound_tests_say() -> None:
    found = values(
        Rule,
        "when:\n"
        "  confirmed:\n"
        "    all:\n"
        "      - {answer: plan, at_least: 9}\n"
        "      - any: [{fact: one}, {fact: two, certainty: some}]\n"
        "      - nonsense\n",
    )

    inside: Steps = ("when", "confirmed", "all")
    assert found == {
        (*inside, 0, "answer"): "plan",
        (*inside, 1, "any", 0): FactTest(fact="one"),
        (*inside, 1, "any", 1, "fact"): "two",
    }


def test_of_a_test_that_asks_in_two_ways_only_its_subject_is_said() -> None:
    found = values(Rule, "unless: {answer: plan, at_least: 1, is: x}\n")

    assert found["unless", "answer"] == "plan"
    assert not any(isinstance(value, AnswerTest) for value in found.values())


def test_an_answer_still_says_what_it_is_beside_evidence_that_is_wrong() -> None:
    found = values(Profile, "answers:\n  plan: {answer: 3, evidence: {date: soon}}\n  tone: loud\n")

    assert found == {("answers", "plan", "answer"): "3", ("answers", "tone"): GivenAnswer(answer="loud")}


def test_the_key_of_a_value_that_cannot_be_read_is_said_alone() -> None:
    file = read_yaml("file", b"adds: {points: many, Some Points: 1}\n")
    _, broken = build_or_tell(Rule, file, [], "PACK")

    assert list(readable(Rule, file.data, broken)) == [Value(Rule, "adds", ("adds", "points"), UNREAD, "points")]


LEAVES = st.one_of(
    st.none(), st.text(ascii_lowercase, min_size=1, max_size=5), st.sampled_from(["plan", "3", "low", "weakness"])
)
FIELDS = st.sampled_from(
    [
        "id",
        "kind",
        "when",
        "confirmed",
        "all",
        "any",
        "count",
        "of",
        "answer",
        "fact",
        "at_least",
        "is",
        "examples",
        "answers",
    ]
)
TREES = st.recursive(
    LEAVES, lambda inside: st.lists(inside, max_size=3) | st.dictionaries(FIELDS, inside, max_size=4), max_leaves=15
).filter(lambda tree: tree is not None)


@times(300)
@given(TREES, st.sampled_from([Rule, Section, Policy, Profile, MeasuresFile]))
def test_whatever_stands_in_a_file_what_is_read_of_it_stands_in_it(tree: Any, model: type[BaseModel]) -> None:
    text = yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True)
    file = read_yaml("file", text.encode())
    made, broken = build_or_tell(model, file, [], "PACK")

    for value in readable(model, file.data, broken) if made is None else values_of(made):
        assert value.field in value.owner.model_fields
        assert made is not None or file.steps(value.path) == value.path
