"""From a file to a profile or a pack: nothing wrong comes through, and nothing fails otherwise than by refusal."""

import os
import re
from copy import deepcopy
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from api.packs import SHIPPED
from engine import form
from engine.conditions import AnswerTest, Counted, MeasureTest
from engine.documents import read_yaml
from engine.errors import Mistake, Refused
from engine.form import build
from engine.loader import load_pack, load_profile
from engine.pack import MeasuresFile, Pack, Policy, Rule, Section, Weight
from engine.pack_files import pack_digest, pack_paths
from engine.profile import MOST_LESSONS, Profile
from tests.effort import times

MANY = times(150)
ADVOCACY = SHIPPED / "advocacy"
ROOT = Path(__file__).parents[2]
PATTERN = re.compile(r'StringConstraints\(pattern=r"([^"]+)"\)')
HEAD = "campaign: x\nanswered_on: 2026-06-01\n"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(ADVOCACY)


def profile(written: str, folder: Path) -> Profile:
    path = folder / "profile.yaml"
    path.write_text(written, encoding="utf-8")
    return load_profile(path)[0]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("3", "3"),
        ("'3'", "3"),
        ("٣", "3"),
        ("۳", "3"),
        ("no", "no"),
        ("[march, strike]", ("march", "strike")),
        ("[march]", ("march",)),
        ("unknown", "unknown"),
        ("", None),
        ("{answer: 2}", "2"),
        ("{answer: }", None),
    ],
)
def test_an_answer_is_taken_as_it_is_written(written: str, meant: object, tmp_path: Path) -> None:
    assert profile(f"{HEAD}answers:\n  some_question: {written}\n", tmp_path).answers["some_question"].answer == meant


def test_evidence_is_complete_when_a_reader_could_go_and_look(tmp_path: Path) -> None:
    def complete(evidence: str) -> bool:
        written = f"{HEAD}answers:\n  plan: {{answer: 3, evidence: {{{evidence}}}}}\n"
        given = profile(written, tmp_path).answers["plan"].evidence
        return given is not None and given.complete

    assert complete("reference: shared folder, date: 2026-01-31, owner: coordinator")
    assert not complete("note: it is good, reference: shared folder, owner: coordinator")
    assert not complete("note: it is good")


@pytest.mark.parametrize(
    "written", ["0", "1767225600", "20260601", "2026-06", "2026-6-1", "2026-06-01T00:00:00", "٢٠٢٦"]
)
def test_only_a_date_is_read_as_a_date(written: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="'launch' is not a date"):
        profile(f"{HEAD}dates: {{launch: {written}}}\n", tmp_path)


@pytest.mark.parametrize("written", ["2026-06-01", "٢٠٢٦-٠٦-٠١", "۲۰۲۶-۰۶-۰۱"])
def test_a_date_may_be_written_in_the_digits_of_arabic_and_persian(written: str, tmp_path: Path) -> None:
    assert profile(f"{HEAD}dates: {{launch: {written}}}\n", tmp_path).dates.launch == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("model", "field"), [(AnswerTest, "at_least"), (Counted, "at_most"), (MeasureTest, "at_least")]
)
def test_a_whole_number_may_be_written_in_them_too(model: type[Any], field: str) -> None:
    around = (
        {"answer": "a"} if model is AnswerTest else {"of": [{"fact": "a"}]} if model is Counted else {"measure": "a"}
    )
    assert [getattr(model.model_validate({**around, field: "٣"}), field)] == [3]


@pytest.mark.parametrize("wrong", ["²", "٣x", "٣.٥", "", "9" * 5000])
def test_what_is_no_whole_number_is_none_in_any_digits(wrong: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Weight).validate_python(wrong)


def test_a_profile_holds_as_many_lessons_as_its_page_takes(tmp_path: Path) -> None:
    lessons = [f"lesson {number}" for number in range(MOST_LESSONS)]
    assert profile(f"{HEAD}lessons: {lessons}\n", tmp_path).lessons == tuple(lessons)
    with pytest.raises(Refused, match=f"'lessons' has more than {MOST_LESSONS} entries"):
        profile(f"{HEAD}lessons: {[*lessons, 'one more']}\n", tmp_path)


def test_a_message_calls_the_file_as_it_was_named(tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    path.write_text("campaign: x\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"^PROFILE-002 the form:1: lacks 'answered_on'\. Add it\.$"):
        load_profile(path, "the form")


# A tree of any shape, with the field names of a profile mixed in so that it gets far.
FIELDS = ["campaign", "country", "stage", "dates", "lessons", "answered_on", "answers", "launch", "answer", "evidence"]
KEYS = st.one_of(st.sampled_from(FIELDS), st.text(min_size=1, max_size=8))
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.text(), st.sampled_from(["2026-06-01", "TN"])
)
TREES = st.recursive(
    LEAVES,
    lambda inside: st.one_of(st.lists(inside, max_size=4), st.dictionaries(KEYS, inside, max_size=4)),
    max_leaves=12,
)
NEAR = st.fixed_dictionaries(
    {"campaign": st.text(min_size=1).filter(str.strip), "answered_on": st.dates()},
    optional={"answers": st.dictionaries(KEYS, TREES, max_size=4), "lessons": TREES, "dates": TREES, "stage": TREES},
)


def outcome(model: Any, tree: Any) -> list[Mistake] | None:
    """The mistakes in a file that holds this tree; None when it is taken. Anything but a refusal is a failure."""
    mistakes: list[Mistake] = []
    try:
        document = read_yaml(
            "file", yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True).encode("utf-8", "surrogatepass")
        )
    except Refused as refused:
        return list(refused.mistakes)
    return None if build(model, document, mistakes, "PROFILE") is not None else mistakes


@MANY
@given(st.one_of(TREES, NEAR))
def test_any_tree_is_a_profile_or_is_refused_with_places_and_remedies(tree: Any) -> None:
    mistakes = outcome(Profile, tree)
    if mistakes is not None:
        assert mistakes
    for mistake in mistakes or ():
        assert mistake.place.startswith("file")
        assert mistake.remedy.endswith(".")
        assert str(mistake).replace("\n", "~").isprintable()
        assert "\n" not in str(mistake)


@MANY
@given(TREES, st.sampled_from([Rule, Section, Policy, MeasuresFile]))
def test_any_tree_is_a_part_of_a_pack_or_is_refused(tree: Any, model: Any) -> None:
    assert outcome(model, tree) != []


@times(60)
@given(data=st.data())
def test_any_tree_in_place_of_a_part_of_a_rule_is_refused_or_taken(data: st.DataObject) -> None:
    """A whole condition is the deepest part of the format, so whatever stands in it must not fail otherwise."""
    rule = yaml.safe_load((ADVOCACY / "rules" / "silence_and_fear.yaml").read_text(encoding="utf-8"))
    key = data.draw(st.sampled_from(sorted(rule)))
    conditions = st.sampled_from(["all", "any", "none", "count", "answer", "fact", "measure", "of", "at_least"])
    inner = st.recursive(LEAVES, lambda part: st.dictionaries(conditions, part, max_size=2), max_leaves=6)
    rule[key] = {"confirmed": data.draw(inner)} if key == "when" else data.draw(TREES)
    assert outcome(Rule, {**rule, "id": "x"}) != []


def damaged(data: Any, random: Random) -> Any:
    """The tree with one thing in it taken away, put in another's place, wrapped up, emptied or misspelt."""
    data = deepcopy(data)
    spots: list[tuple[Any, Any]] = []
    parts = [data]
    for part in parts:
        inside = list(part.items() if isinstance(part, dict) else enumerate(part))
        spots += [(part, key) for key, _ in inside]
        parts += [below for _, below in inside if isinstance(below, dict | list)]
    part, key = random.choice(spots)
    other, at = random.choice(spots)
    match random.randrange(6):
        case 0:
            del part[key]
        case 1:
            part[key] = deepcopy(other[at])
        case 2:
            part[key] = random.choice(([part[key]], {"x_y": part[key]}))
        case 3:
            part[key] = None
        case 4 if isinstance(part[key], str):
            part[key] = part[key][:-1] + random.choice("q9_")
        case _ if isinstance(part, dict):
            part[f"{key}q"] = part.pop(key)
    return data


def refusal(folder: Path) -> tuple[Mistake, ...]:
    try:
        load_pack(folder)
    except Refused as refused:
        return refused.mistakes
    return ()


@pytest.mark.parametrize("seed", range(12))
def test_a_pack_damaged_anywhere_is_refused_with_places_and_remedies_or_taken(seed: int, tmp_path: Path) -> None:
    folder, random = copied(tmp_path / "pack", SHIPPED / "minimal"), Random(seed)
    whole = {path: path.read_text(encoding="utf-8") for path in pack_paths(folder) if path.suffix == ".yaml"}
    refused = 0
    for _ in range(10):
        for path in random.sample(sorted(whole), random.randint(1, 4)):
            tree = damaged(yaml.load(whole[path], Loader=yaml.CBaseLoader), random)
            path.write_text(yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True), encoding="utf-8")

        found = refusal(folder)

        assert all(mistake.place.startswith(str(folder)) and mistake.remedy.endswith(".") for mistake in found)
        assert all(str(mistake).isprintable() for mistake in found)
        refused += bool(found)
        for path, text in whole.items():
            path.write_text(text, encoding="utf-8")
    assert refused


def test_the_parts_of_a_pack_come_in_the_order_in_which_they_are_shown(pack: Pack) -> None:
    assert tuple(section.id for section in pack.sections) == pack.manifest.sections
    for parts in (pack.rules, pack.policies, pack.cases):
        names = [part.id for part in parts]
        assert names == sorted(names)


def test_reading_a_pack_twice_gives_the_same_pack(pack: Pack) -> None:
    assert load_pack(ADVOCACY) == pack


def test_a_pack_survives_being_kept_as_json(pack: Pack) -> None:
    assert Pack.model_validate_json(pack.model_dump_json(by_alias=True)) == pack


def copied(folder: Path, pack: Path = ADVOCACY) -> Path:
    for path in pack_paths(pack):
        target = folder / path.relative_to(pack)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    return folder


def test_the_digest_is_the_same_wherever_the_pack_lies_and_changes_with_any_edit(pack: Pack, tmp_path: Path) -> None:
    folder = copied(tmp_path / "elsewhere")
    assert pack_digest(folder) == pack.digest

    edited = folder / "rules" / "silence_and_fear.yaml"
    before = edited.read_bytes()
    edited.write_bytes(before + b"#\n")
    assert pack_digest(folder) != pack.digest

    edited.write_bytes(before)
    edited.rename(edited.with_name("renamed.yaml"))
    assert pack_digest(folder) != pack.digest


def test_what_an_editor_or_a_system_hides_in_a_folder_is_no_part_of_the_pack(pack: Pack, tmp_path: Path) -> None:
    folder = copied(tmp_path / "copy")
    (folder / ".DS_Store").write_bytes(b"\0")
    (folder / "rules" / ".silence.yaml.swp").write_bytes(b"\0")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_bytes(b"x")

    assert load_pack(folder) == pack


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"PACK-004 .*is not a folder"):
        load_pack(tmp_path / "nothing")


def test_what_is_neither_file_nor_folder_is_not_passed_over(tmp_path: Path) -> None:
    folder = copied(tmp_path / "copy")
    os.mkfifo(folder / "rules" / "pipe.yaml")
    (folder / "cases" / "gone.yaml").symlink_to(tmp_path / "nowhere")
    (folder / "elsewhere").symlink_to(tmp_path)

    with pytest.raises(Refused) as refused:
        load_pack(folder)
    assert [(mistake.code, Path(mistake.place).name) for mistake in refused.value.mistakes] == [
        ("PACK-004", "gone.yaml"),
        ("PACK-004", "elsewhere"),
        ("PACK-004", "pipe.yaml"),
    ]


def test_every_pattern_of_the_formats_is_told_in_words() -> None:
    written = {pattern for path in (ROOT / "engine").glob("*.py") for pattern in PATTERN.findall(path.read_text())}
    assert len(written) > 5
    assert written == {*form._AS_ASKED, form._OF_NAMES, "^[A-Z]{2}$"}  # these two have messages of their own


def test_all_that_is_wrong_with_a_policy_is_told_at_once() -> None:
    clauses = "{clauses: [{because: {en: x}, any_finding: {severity: critical}}], verdict: STOP}"
    written = (
        f"title: {{en: x}}\nwhat: {{en: x}}\nwords: {{STOP: {{en: x}}}}\nasks: [a]\nverdicts: [{clauses}, {clauses}]"
    )
    mistakes: list[Mistake] = []
    assert build(Policy, read_yaml("p.yaml", written.encode()), mistakes, "PACK", id="p") is None
    told = sorted(mistake.fact.partition("'")[0] for mistake in mistakes)
    assert told == [
        "asks only part of the questions, so it must not end in GO.",
        "must list its verdicts from worst to best, each once, and end with `otherwise`.",
    ]
