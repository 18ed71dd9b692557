"""What every assessment keeps to beyond its form, and what one read from a file may break.

A report looks up words by verdict, bands by number and texts by language. It must never fail on a file, nor show less
than it seems to.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from pydantic import BaseModel

from engine import stored_messages as said
from engine.assessment import AnswerResult, Assessment, MeasureResult
from engine.documents import Steps
from engine.errors import Fault, Message
from engine.pack import VERDICTS
from engine.text import Text


def contradictions(assessment: Assessment) -> Iterator[tuple[Steps, Fault]]:
    """Each thing that cannot be, as where it stands and what is said of it. Nothing that the file says is repeated."""
    yield from _names(assessment)
    yield from _verdict(assessment)
    for number, measure in enumerate(assessment.measures):
        if (message := _measure(measure)) is not None:
            yield ("measures", number), message.fault()
    for number, answer in enumerate(assessment.answers):
        if (message := _answer(answer)) is not None:
            yield ("answers", number), message.fault()
    wanted = frozenset(assessment.languages)
    if not wanted:
        yield ("languages",), said.NO_LANGUAGE_NAMED.fault()
    for path, text in _texts(assessment, ()):
        if not wanted <= text.languages():
            yield path, said.TEXT_LACKING.fault()
            return  # one is enough: there may be thousands


def _names(assessment: Assessment) -> Iterator[tuple[Steps, Fault]]:
    """What is looked up by name stands once."""
    named = {
        "answers": [answer.question for answer in assessment.answers],
        "findings": [finding.fact for finding in assessment.findings],
        "measures": [measure.id for measure in assessment.measures],
        "remedies": [remedy.id for remedy in assessment.remedies],
        "sections": [section.id for section in assessment.sections],
    }
    for field, names in named.items():
        if any(number > 1 for number in Counter(names).values()):
            yield (field,), said.ENTRY_TWICE.fault(field=field)


def _verdict(assessment: Assessment) -> Iterator[tuple[Steps, Fault]]:
    verdict = assessment.verdict
    ranks = [VERDICTS.index(one) for one in verdict.possible]
    if ranks != sorted(set(ranks)):
        yield ("verdict", "possible"), said.VERDICTS_UNORDERED.fault()
    if verdict.decided != (verdict.possible[0] if len(verdict.possible) == 1 else None):
        yield ("verdict", "decided"), said.NOT_THE_VERDICT.fault()
    told = chain(
        verdict.possible,
        [verdict.best_possible],
        (reason.verdict for reason in verdict.reasons),
        (completion.verdict for completion in verdict.reached_by),
        assessment.verdicts_after_priorities,
        assessment.other_reading.possible,
        *(remedy.verdicts_after for remedy in assessment.remedies),
    )
    if not verdict.words.keys() >= set(told):
        yield ("verdict", "words"), said.VERDICT_WITHOUT_WORDS.fault()


def _measure(measure: MeasureResult) -> Message | None:
    if measure.low > measure.high:
        return said.BOUNDS_CROSSED
    if measure.kind == "readiness" and not (measure.low >= 0 and measure.high <= 1000):
        return said.READINESS_OUTSIDE
    if measure.kind == "ladder" and not (measure.low >= 0 and measure.high < len(measure.bands)):
        return said.NO_BAND
    return None


def _answer(answer: AnswerResult) -> Message | None:
    if (answer.state in ("answered", "expired")) != bool(answer.values):
        return said.STATE_AND_ANSWER
    if answer.kind != "yes_no" and len(answer.labels) != len(answer.values):
        return said.ANSWER_AND_WORDS
    if answer.kind == "level" and not {*answer.values, *answer.counted} <= set("01234"):
        return said.NO_LEVEL
    if answer.kind != "choices" and len(answer.values) > 1:
        return said.SEVERAL_ANSWERS
    return None


def _texts(value: object, path: Steps) -> Iterator[tuple[Steps, Text]]:
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, str(key)))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*path, number))
