"""A pack's questionnaire as data: what a form needs to ask it, and a JSON Schema of the profiles it makes."""

from typing import Any, Final, Literal

from pydantic import TypeAdapter

from engine.conditions import Condition, Name
from engine.pack import Pack, Policy, Question
from engine.profile import UNKNOWN, WITHHELD, Profile
from engine.text import Frozen, Text

FORMAT: Final = "munasara.questionnaire/1"
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


class PossibleAnswer(Frozen):
    """One answer that can be given. `text` is None for yes and no. `alone`: it excludes every other option."""

    value: str
    text: Text | None
    alone: bool = False


class AskedQuestion(Frozen):
    """One question. It is asked if `asked_if` holds (None: always), which looks at other answers only.

    `unknown` and `withheld` can be answered to every question, beside `answers`.
    """

    id: Name
    code: str
    kind: Literal["level", "choice", "choices", "yes_no"]
    text: Text
    help: Text
    critical: bool
    sensitive: bool
    volatile: bool
    asked_if: Condition | None
    answers: tuple[PossibleAnswer, ...]


class AskedSection(Frozen):
    """One page of the questionnaire: what the policy asks of it, in the order of the pack."""

    id: Name
    title: Text
    intro: Text
    questions: tuple[AskedQuestion, ...]


class FormDescription(Frozen):
    """What a policy of a pack asks. `profile_schema` is the JSON Schema of a profile for this pack."""

    format: Literal["munasara.questionnaire/1"] = FORMAT
    pack: Name
    version: str
    digest: str
    policy: Name
    languages: tuple[str, ...]
    title: Text
    sections: tuple[AskedSection, ...]
    profile_schema: dict[str, Any]


def form_description(pack: Pack, policy: Policy) -> FormDescription:
    """The questionnaire under one policy; sections of which it asks nothing are left out."""
    asked = set(policy.asks) or set(pack.questions)
    sections = (
        AskedSection(
            id=section.id,
            title=section.title,
            intro=section.intro,
            questions=tuple(_asked(question) for question in section.questions if question.id in asked),
        )
        for section in pack.sections
    )
    return FormDescription(
        pack=pack.manifest.id,
        version=pack.manifest.version,
        digest=pack.digest,
        policy=policy.id,
        languages=pack.manifest.languages,
        title=pack.manifest.title,
        sections=tuple(section for section in sections if section.questions),
        profile_schema=profile_schema(pack),
    )


def profile_schema(pack: Pack) -> dict[str, Any]:
    """The JSON Schema of a profile, with the questions and answers of this pack in it."""
    schema: dict[str, Any] = TypeAdapter(Profile).json_schema(mode="validation")
    schema["properties"]["answers"] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _answer_schema(question) for name, question in pack.questions.items()},
    }
    given = schema["$defs"].pop("GivenAnswer")["properties"]
    schema["$defs"]["AnsweredOn"], schema["$defs"]["GivenEvidence"] = given["answered_on"], given["evidence"]
    return schema | {"$schema": DIALECT}


def _asked(question: Question) -> AskedQuestion:
    return AskedQuestion(
        id=question.id,
        code=question.code,
        kind=question.kind,
        text=question.text,
        help=question.help,
        critical=question.critical,
        sensitive=question.sensitive,
        volatile=question.volatile,
        asked_if=question.asked_if,
        answers=tuple(_answers(question)),
    )


def _answers(question: Question) -> list[PossibleAnswer]:
    if question.options:
        return [PossibleAnswer(value=one.id, text=one.text, alone=one.alone) for one in question.options]
    if question.kind == "level":
        return [PossibleAnswer(value=str(level), text=text) for level, text in sorted(question.anchors.items())]
    return [PossibleAnswer(value=value, text=None) for value in question.values]


def _answer_schema(question: Question) -> dict[str, Any]:
    """A bare answer, or one with its evidence and day."""
    levels = list(range(5)) if question.kind == "level" else []
    one: dict[str, Any] = {"enum": [*levels, *question.values, UNKNOWN, WITHHELD, None]}
    if question.kind == "choices":
        several = {"type": "array", "items": {"enum": list(question.values)}, "minItems": 1, "uniqueItems": True}
        one = {"anyOf": [one, several]}
    full = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "answer": one,
            "answered_on": {"$ref": "#/$defs/AnsweredOn"},
            "evidence": {"$ref": "#/$defs/GivenEvidence"},
        },
    }
    return {"anyOf": [one, full]}
