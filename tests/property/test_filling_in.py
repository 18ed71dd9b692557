"""Filling an answer into the text of a profile changes that answer and nothing else, however the text is written.

What a text says is read here by PyYAML alone, every scalar as it stands; comments are found by looking for them.
"""

import json
import re
from collections import Counter
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Refused
from engine.pack import Question
from engine.profile import UNKNOWN, WITHHELD
from engine.profile_text import ProfileText
from reports.questionnaire import blank_profile
from reports.words import LANGUAGES
from tests.effort import times
from tests.examples import DAY, EXAMPLES, FOLDER, advocacy
from tests.packs import SEEDS, random_answer

POLICIES = [policy.id for policy in advocacy().policies]
TEXTS = [(policy, language) for policy in POLICIES for language in LANGUAGES] + [(name, "") for name in EXAMPLES]
Answer = str | tuple[str, ...]


@cache
def written(name: str, language: str) -> str:
    """A blank questionnaire under a policy in a language, or without a language a shipped example."""
    if language:
        return blank_profile(advocacy(), advocacy().policy[name], language)
    return (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


def drawn_answer(random: Random, question: Question) -> Answer:
    if random.random() < 0.2:
        return random.choice((UNKNOWN, WITHHELD))
    answer = random_answer(random, question)
    if question.kind == "choices":
        return (answer,) if isinstance(answer, str) else tuple(answer)
    return str(answer)


def said(text: str) -> Any:
    return yaml.load(text.removeprefix("\ufeff"), Loader=yaml.BaseLoader)


def comments(text: str) -> Counter[str]:
    return Counter(re.findall(r"(?:^|(?<=\s))#[^\r\n]*", text))


def with_answer(fields: Any, question: str, answer: Answer, on: date) -> Any:
    """What the fields of a file must be afterwards, by the promise alone."""
    before = (fields.get("answers") or {}).get(question)
    value: Any = list(answer) if isinstance(answer, tuple) else answer
    dated = fields["answered_on"] != on.isoformat() or (isinstance(before, dict) and bool(before.get("answered_on")))
    if dated or isinstance(before, dict):
        kept = before if isinstance(before, dict) else {}
        value = {**kept, "answer": value, **({"answered_on": on.isoformat()} if dated else {})}
    return {**fields, "answers": {**(fields.get("answers") or {}), question: value}}


@times(50)
@given(st.sampled_from(TEXTS), SEEDS, st.integers(0, 40))
def test_an_answer_filled_into_a_questionnaire_or_an_example_is_all_that_changes(
    source: tuple[str, str], seed: int, later: int
) -> None:
    random, on = Random(seed), DAY + timedelta(days=later)
    before = written(*source)
    text = ProfileText.read("profile.yaml", before.encode(), False, DAY)
    fields = said(text.text)
    assert {**said(before), "answered_on": fields["answered_on"]} == fields
    for question in random.sample(list(advocacy().questions.values()), 3):
        answer = drawn_answer(random, question)
        lines = Counter(text.text.splitlines())
        text = text.answering(question.id, answer, on)
        fields = with_answer(fields, question.id, answer, on)
        assert said(text.text) == fields
        assert comments(text.text) == comments(before)
        gone = lines - Counter(text.text.splitlines())
        assert gone.total() <= 2, "no line goes but that of the answer and that of its day"
        assert text.profile.answers[question.id].answer == answer
    assert text == ProfileText.read("profile.yaml", text.text.encode(), False, DAY)


SHAPES = (
    "{name}:",
    "{name}:   # why",
    "{name}: ~",
    "{name}: {word}",
    "{name}:  {word}   # why",
    "{name}: '{word}' # why # not",
    '"{name}": "{word}"',
    "{name} :\n    {word}  # why",
    "{name}: [{word}, b]  # why",
    "{name}: [{word},  # one\n    b,\n    # two\n    ]  # three",
    "{name}:  # one\n  - {word}\n  # two\n  - b  # three",
    "{name}:\n    - {word}  # one\n\n    # two\n    - b\n",
    "{name}: {{answer: {word}}}  # why",
    "{name}: {{evidence: {{note: 'answer: 3, no'}}, answer: {word}, answered_on: 2026-01-01}}",
    "{name}: {{evidence: {{note: x}}}}",
    "{name}: {{answer: , answered_on: 2026-01-01}}",
    "{name}:\n    answer: {word}  # one\n    evidence: {{note: x}}  # two",
    "{name}:  # one\n    # two\n    evidence:\n      note: >\n        answer: 3\n        # no\n    answer:",
    "{name}:\n      answered_on: 2026-01-01  # one\n      answer: [{word}]\n      # two",
)
HEADS = ("answers:\n", "answers:  # all\n\n  # first\n", "'answers':\n")


@times(150)
@given(SEEDS)
def test_it_is_all_that_changes_in_whatever_shape_the_answers_are_written(seed: int) -> None:
    random = Random(seed)
    names = [f"q{number}" for number in range(random.randint(0, 5))]
    shaped = [random.choice(SHAPES).format(name=name, word=random.choice(("a", "3", "unknown"))) for name in names]
    body = random.choice(HEADS) + "".join(f"  {one}\n" for one in shaped)
    others = ["campaign: x", "answered_on: 2026-11-20  # day", "lessons: ['# no comment']"]
    at = random.randint(0, 2)
    raw = "\n".join([*others[:at], body, *others[at:], *random.choice(([], ["# the end"], [""]))])
    raw = raw.replace("\n", "\r\n") if random.random() < 0.3 else raw
    raw = f"\ufeff{raw}" if random.random() < 0.2 else raw
    text, fields = ProfileText.read("profile.yaml", raw.encode(), False, DAY), said(raw)
    for _ in range(3):
        name, on = random.choice([*names, "new", "newer"]), random.choice((date(2026, 11, 20), DAY))
        answer: Answer = random.choice(("4", "b", ("a",), ("a", "b"), UNKNOWN))
        text = text.answering(name, answer, on)
        fields = with_answer(fields, name, answer, on)
        assert said(text.text) == fields
        assert comments(text.text) == comments(raw)
        assert text.text.count("\r") == (text.text.count("\n") if "\r" in raw else 0)
        assert text.text.startswith("\ufeff") == raw.startswith("\ufeff")


@times(50)
@given(SEEDS)
def test_json_keeps_every_field_and_its_order(seed: int) -> None:
    random = Random(seed)
    given_before = (None, "a", 3, ["a", "b"], {"answer": "a", "evidence": {"note": "x"}}, {"answered_on": "2026-01-01"})
    fields: Any = {"answered_on": "2026-11-20", "campaign": "حملة", "lessons": ["x"]}
    if random.random() < 0.8:
        fields["answers"] = {f"q{number}": random.choice(given_before) for number in range(random.randint(0, 4))}
    text = ProfileText.read("profile.json", json.dumps(fields).encode(), True, DAY)
    for _ in range(3):
        name, on = f"q{random.randint(0, 5)}", random.choice((date(2026, 11, 20), DAY))
        answer: Answer = random.choice(("4", "b", ("a", "b"), UNKNOWN))
        text = text.answering(name, answer, on)
        fields = with_answer(fields, name, answer, on)
    found = json.loads(text.text, parse_int=str)
    assert found == json.loads(json.dumps(fields), parse_int=str)
    assert list(found) == list(fields)
    assert list(found["answers"]) == list(fields["answers"])


# Texts with which it is not safe


@pytest.mark.parametrize(
    "raw",
    [
        "? answers\n: c: b\ncampaign: x\nanswered_on: 2026-11-20\n",
        "campaign: x\nanswered_on: 2026-11-20\n...\n",
        "{campaign: x, answered_on: 2026-11-20, answers: {a: [x, # why\n y]}}",
    ],
    ids=["a key apart from its colon", "an end that is marked", "a comment inside brackets"],
)
def test_a_text_that_is_too_unusual_is_refused_by_name_and_never_damaged(raw: str) -> None:
    text = ProfileText.read("odd.yaml", raw.encode(), False, DAY)
    with pytest.raises(Refused) as refused:
        text.answering("a", ("secret",), DAY)
    (mistake,) = refused.value.mistakes
    assert (mistake.code, mistake.place) == ("ASK-001", "odd.yaml")
    assert "secret" not in str(mistake)
    assert text.text == raw
