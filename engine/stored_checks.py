"""What every assessment keeps to beyond its form, and what one read from a file may break.

A report looks up words by verdict, bands by number and texts by language. It must never fail on a file, nor show less
than it seems to.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from pydantic import BaseModel

from engine.assessment import AnswerResult, Assessment, MeasureResult
from engine.documents import Steps
from engine.pack import VERDICTS
from engine.text import Text


def contradictions(assessment: Assessment) -> Iterator[tuple[Steps, str]]:
    """Each thing that cannot be, as where it stands and what is wrong. Nothing that the file says is repeated."""
    yield from _names(assessment)
    yield from _verdict(assessment)
    for number, measure in enumerate(assessment.measures):
        if fact := _measure(measure):
            yield ("measures", number), fact
    for number, answer in enumerate(assessment.answers):
        if fact := _answer(answer):
            yield ("answers", number), fact
    wanted = frozenset(assessment.languages)
    if not wanted:
        yield ("languages",), "no language is named."
    for path, text in _texts(assessment, ()):
        if not wanted <= text.languages():
            yield path, "a text is lacking in one of the assessment's languages."
            return  # one is enough: there may be thousands


def _names(assessment: Assessment) -> Iterator[tuple[Steps, str]]:
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
            yield (field,), f"'{field}' has an entry twice."


def _verdict(assessment: Assessment) -> Iterator[tuple[Steps, str]]:
    verdict = assessment.verdict
    ranks = [VERDICTS.index(one) for one in verdict.possible]
    if ranks != sorted(set(ranks)):
        yield ("verdict", "possible"), "the possible verdicts are not listed from worst to best, each once."
    if verdict.decided != (verdict.possible[0] if len(verdict.possible) == 1 else None):
        yield ("verdict", "decided"), "the verdict is not the one that is possible."
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
        yield ("verdict", "words"), "a verdict has no words."


def _measure(measure: MeasureResult) -> str:
    if measure.low > measure.high:
        return "the lower bound is above the upper one."
    if measure.kind == "readiness" and not (measure.low >= 0 and measure.high <= 1000):
        return "a readiness is not within 0 and 1000."
    if measure.kind == "ladder" and not (measure.low >= 0 and measure.high < len(measure.bands)):
        return "a bound is none of the bands."
    return ""


def _answer(answer: AnswerResult) -> str:
    if (answer.state in ("answered", "expired")) != bool(answer.values):
        return "a state that does not go with the answer."
    if answer.kind != "yes_no" and len(answer.labels) != len(answer.values):
        return "an answer and its words do not go together."
    if answer.kind == "level" and not {*answer.values, *answer.counted} <= set("01234"):
        return "a level is none of 0 to 4."
    if answer.kind != "choices" and len(answer.values) > 1:
        return "several answers stand where one is given."
    return ""


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
