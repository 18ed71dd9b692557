"""A pack made to hold its checker up: whatever fits into files within their limits is refused in no time to speak of.

Time is that of the processor, so that a busy machine changes nothing, and the limit is several times what each takes.
"""

import json
import shutil
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.packs import SHIPPED
from engine.errors import Refused
from engine.loader import load_pack, load_profile_for

SECONDS = 3
Tree = dict[str, Any]
WORDS = {"en": "x", "ar": "x", "fr": "x"}
ALIKE = "ab" * 28


def rule(when: Tree, **more: Any) -> Tree:
    described = {"title": WORDS, "why": WORDS, "source": [{"expert": WORDS}]}
    examples = [{"name": "x", "outcome": "unknown"}]
    return {"kind": "strength", **described, "when": {"confirmed": when}, "examples": examples, **more}


def section(names: list[str], **more: Any) -> Tree:
    described = {"code": "Z9", "source": [{"expert": WORDS}], "text": WORDS, "help": WORDS, "kind": "yes_no", **more}
    return {"title": WORDS, "intro": WORDS, "questions": [{"id": name, **described} for name in names]}


def policy(conditions: list[Tree]) -> Tree:
    clauses = [{"because": WORDS, "when": condition} for condition in conditions]
    verdicts = [{"verdict": "STOP", "clauses": clauses}]
    return {"title": WORDS, "what": WORDS, "words": {"STOP": WORDS, "GO": WORDS}, "verdicts": verdicts}


def nested(condition: Tree) -> Tree:
    for _ in range(13):
        condition = {"all": [condition]}
    return condition


NAMES = [f"q{number}" for number in range(200)]
YES: list[Tree] = [{"answer": name, "is": "yes"} for name in NAMES]
TWENTY_OF_FORTY = {"count": {"at_least": 20, "of": YES[:40]}}
FOUR_OF_FOUR = {"all": [{"any": YES[first : first + 4]} for first in (0, 4, 8, 12)]}
OPTIONS = [{"id": "a" * 60 + str(number), "text": WORDS} for number in range(60)]

HOSTILE: dict[str, Tree] = {
    "thousands of unknown names that are much like all known ones": {
        "questions/h": section([f"{ALIKE}{number}" for number in range(200)]),
        "rules/h": rule({"any": [{"answer": f"{ALIKE}x{number}", "is": "yes"} for number in range(1600)]}),
    },
    "thousands of options that a question does not offer": {
        "questions/h": section(["h"], kind="choice", options=OPTIONS),
        "rules/h": rule({"answer": "h", "is_any_of": [f"{ALIKE}{number}" for number in range(7000)]}),
    },
    "thousands of unknown fields": {
        "rules/h": rule(YES[0], **{f"{ALIKE}{number}": "1" for number in range(4500)}),
    },
    "conditions that take endless work": {
        "questions/h": section(NAMES),
        "policies/h": policy([TWENTY_OF_FORTY] * 45),
    },
    "conditions that are each just not too wide, and their exceptions": {
        "questions/h": section(NAMES),
        **{f"rules/h{number}": rule(FOUR_OF_FOUR, unless=FOUR_OF_FOUR) for number in range(30)},
    },
    "rules that each need the absence of all others": {
        f"rules/h{number}": rule({"none": [{"fact": f"h{other}"} for other in range(80)]}) for number in range(80)
    },
    "remedies that each require all others": {
        "questions/h": section(NAMES),
        "remedies": {
            "remedies": [
                {"id": f"r{number}", "title": WORDS, "what": WORDS, "effort": "1", "lead_time": "1", "role": WORDS,
                 "requires": [f"r{other}" for other in range(75) if other != number]}
                for number in range(75)
            ]
        },
    },
    "a condition that is wrong at its deepest, a thousand times": {
        "rules/h": rule(nested({"any": [{"answer": "x", "at_least": "9"}] * 1900})),
    },
    "a condition with nine thousand numbers where tests must be": {
        "rules/h": rule(nested({"any": ["1"] * 9000})),
    },
    "hundreds of questions that are wrong in every field": {
        "questions/h": section(["X"] * 180, kind="y", code="z", anchors={"9": "x"}, options=[{"a": "b"}]),
    },
    "hundreds of measures, and questions whose options add to them": {
        "measures": {
            "measures": [{"id": f"m{n}", "kind": "points", "title": WORDS, "what": WORDS} for n in range(450)]
        },
        **{
            f"questions/h{page}": section(
                [f"h{page}_{number}" for number in range(130)], kind="choice",
                options=[{"id": name, "text": WORDS, "points": {"m1": "1"}} for name in ("a", "b")],
            )
            for page in range(2)
        },
    },
    "a thousand policies": {f"policies/h{number}": {"x": "1"} for number in range(1000)},
}  # fmt: skip


@pytest.mark.parametrize("files", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_pack_is_refused_before_anyone_grows_tired(files: Tree, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SHIPPED / "minimal", tmp_path / "pack"))
    for name, tree in files.items():
        (folder / f"{name}.yaml").write_text(json.dumps(tree, separators=(", ", ": ")), encoding="utf-8")

    began = time.process_time()
    with pytest.raises(Refused) as refused:
        load_pack(folder)

    assert time.process_time() - began < SECONDS
    assert not [mistake for mistake in refused.value.mistakes if mistake.code.startswith("DOC")]


@pytest.mark.parametrize("answer", ["1", "{answr: 1}", "{answer: 9, evidence: {date: soon}}"])
def test_a_hostile_profile_is_refused_before_anyone_grows_tired(answer: str, tmp_path: Path) -> None:
    pack, path = load_pack(SHIPPED / "advocacy"), tmp_path / "profile.yaml"
    answers = "".join(f"  {ALIKE}{number}: {answer}\n" for number in range(1200))
    path.write_text(f"campaign: x\nanswered_on: 2026-06-01\nanswers:\n{answers}", encoding="utf-8")

    began = time.process_time()
    with pytest.raises(Refused) as refused:
        load_profile_for(pack, path, date(2026, 6, 1))

    assert time.process_time() - began < SECONDS
    assert len(refused.value.mistakes) >= 1200
