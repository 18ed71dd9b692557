"""What can be wrong with a value, by the field that it fills: names that nothing bears, and what does not suit them."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from engine.condition_checks import answer_faults, fact_faults, faults, measure_faults
from engine.conditions import AnswerTest, FactTest, MeasureTest
from engine.errors import Fault, Nearest
from engine.names import PackNames
from engine.pack import (
    Case,
    Example,
    Expected,
    Manifest,
    Measure,
    Option,
    Policy,
    Question,
    Ranking,
    Remedy,
    Rule,
    Variation,
)
from engine.profile import GivenAnswer, Profile
from engine.profile_checks import unfit_answer
from engine.profile_messages import UNKNOWN_QUESTION
from engine.readable import UNREAD, Value
from engine.remedies import misfit


class Reference(NamedTuple):
    """A field of names: which kind of name, and what is said of one that nothing bears."""

    kind: str
    code: str
    fact: str
    remedy: str = "Correct it."


_CITES = Reference(
    "sources", "PACK-019", "cites '{}', which sources.yaml does not have.", "Correct it, or add the paragraph."
)
_CHANGES = Reference("measures", "PACK-015", "changes the measure '{}', which does not exist.")
_ANSWERS = Reference("questions", "PACK-022", "changes the answer '{}', which no question asks for.")
_ASKS = Reference("questions", "PACK-007", "names the question '{}', which does not exist.")
_EXPECTS = Reference("facts", "PACK-008", "expects the fact '{}', which no rule establishes.")
_RANKS = Reference("measures", "PACK-015", "ranks by the measure '{}', which does not exist.", "Correct the name.")
_POLICY = Reference(
    "policies", "PACK-015", "names the policy '{}', which no file has.", "Correct it, or add the policy."
)
_BAND = Reference(
    "measures", "PACK-009", "expects a band of '{}' that it does not have.", "Name a ladder and one of its bands."
)
_REFERENCES: dict[tuple[type, str], Reference] = {
    (Manifest, "default_policy"): _POLICY,
    (Question, "source"): _CITES,
    (Question, "counts_in"): Reference(
        "measures", "PACK-015", "counts in the measure '{}', which does not exist.", "Correct the name."
    ),
    (Option, "points"): _CHANGES,
    (Measure, "mean_of"): Reference(
        "measures", "PACK-010", "is a mean of '{}', which is no other readiness measure.", "Name another one."
    ),
    (Rule, "policies"): _POLICY,
    (Rule, "source"): _CITES,
    (Rule, "adds"): _CHANGES,
    (Rule, "moves"): _CHANGES,
    (Rule, "floors"): _CHANGES,
    (Rule, "remedies"): Reference(
        "remedies",
        "PACK-014",
        "names the remedy '{}', which does not exist.",
        "Correct the name, or add it to remedies.yaml.",
    ),
    (Remedy, "requires"): Reference("remedies", "PACK-014", "requires the remedy '{}', which is no other remedy."),
    (Remedy, "raises"): _ANSWERS,
    (Remedy, "sets"): _ANSWERS,
    (Remedy, "drops"): _ANSWERS,
    (Policy, "extends"): Reference(
        "policies", "PACK-015", "extends the policy '{}', which no file has.", "Correct it, or add the policy."
    ),
    (Policy, "asks"): _ASKS,
    (Policy, "first"): _ASKS,
    (Ranking, "weights"): _RANKS,
    (Ranking, "exposure"): _RANKS,
    (Case, "policy"): _POLICY,
    (Expected, "confirmed"): _EXPECTS,
    (Expected, "likely"): _EXPECTS,
    (Expected, "absent"): _EXPECTS,
    (Expected, "measures"): Reference(
        "measures",
        "PACK-009",
        "expects a value of '{}', which is no readiness or points measure.",
        "Name one that is; ladders stand under bands.",
    ),
    (Expected, "bands"): _BAND,
    (Variation, "verdicts"): _POLICY,
    (Variation, "bands"): _BAND,
}


def value_faults(part: str, value: Value, names: PackNames, suggest: Nearest) -> Iterator[Fault]:
    """What is wrong with one value in the part of this name."""
    if isinstance(value.value, AnswerTest | FactTest | MeasureTest):
        yield from faults(value.value, names, suggest)
        return
    field = value.owner, value.field
    reference = _REFERENCES.get(field)
    if reference is not None:
        known = getattr(names, reference.kind)
        if known.lacks(value.name):
            remedy = suggest(value.name, known.known) + reference.remedy
            yield Fault(reference.code, reference.fact.format(value.name), remedy)
            return
        if value.name == part and field in ((Measure, "mean_of"), (Remedy, "requires")):
            yield Fault(reference.code, reference.fact.format(value.name), reference.remedy)
    if field in _SUITED:
        yield from _SUITED[field](value, names, suggest)


def _counts_in(value: Value, names: PackNames, _: Nearest) -> Iterator[Fault]:
    measure = names.measures.sound.get(value.name)
    if measure and (measure.kind != "readiness" or measure.mean_of):
        yield Fault(
            "PACK-010", f"counts in '{measure.id}', which is not a readiness measure over questions.", "Name one."
        )


def _mean_of(value: Value, names: PackNames, _: Nearest) -> Iterator[Fault]:
    measure = names.measures.sound.get(value.name)
    if measure and measure.kind != "readiness":
        yield Fault(
            "PACK-010", f"is a mean of '{measure.id}', which is no other readiness measure.", "Name another one."
        )


def _adds(value: Value, names: PackNames, _: Nearest) -> Iterator[Fault]:
    yield from _effect("points", value, names)


def _moves(value: Value, names: PackNames, _: Nearest) -> Iterator[Fault]:
    yield from _effect("ladder", value, names)


def _effect(kind: str, value: Value, names: PackNames) -> Iterator[Fault]:
    measure = names.measures.sound.get(value.name)
    if measure and measure.kind != kind:
        fact = f"changes '{measure.id}' in a way that only {kind} measures take."
        remedy = "Points take adds and points; ladders take moves and floors; nothing else moves readiness."
        yield Fault("PACK-010", fact, remedy)


def _floors(value: Value, names: PackNames, _: Nearest) -> Iterator[Fault]:
    yield from _effect("ladder", value, names)
    measure = names.measures.sound.get(value.name)
    if measure and measure.kind == "ladder" and value.value not in (*measure.band_names, UNREAD):
        fact = f"raises '{measure.id}' to '{value.value}', which is not a band of it."
        yield Fault("PACK-010", fact, f"Name one of {', '.join(measure.band_names)}.")


def _weights(value: Value, names: PackNames, _: Nearest) -> Iterator[Fault]:
    measure = names.measures.sound.get(value.name)
    if measure and measure.kind != "readiness":
        remedy = "Weigh readiness measures; a ladder stands under `exposure`."
        yield Fault("PACK-010", f"gives a weight to '{measure.id}', which is no readiness measure.", remedy)


def _exposure(value: Value, names: PackNames, _: Nearest) -> Iterator[Fault]:
    measure = names.measures.sound.get(value.name)
    if measure and measure.kind != "ladder":
        remedy = "Name a ladder; readiness measures stand under `weights`."
        yield Fault("PACK-010", f"takes '{measure.id}', which is no ladder, for an exposure.", remedy)


def _changed(value: Value, names: PackNames, _: Nearest) -> Iterator[Fault]:
    question = names.questions.sound.get(value.name)
    fact = misfit(value.field, value.value, question) if question and value.value is not UNREAD else ""
    if fact:
        yield Fault("PACK-022", fact, "Correct it; see the guide for authors.")


def _answered(value: Value, names: PackNames, suggest: Nearest) -> Iterator[Fault]:
    """Answers of an example or a case that do not fit their questions."""
    if names.questions.lacks(value.key):
        fact = UNKNOWN_QUESTION.fault(question=value.key).fact
        remedy = suggest(value.key, names.questions.known) + "Correct the name, or add it to a file in questions/."
        yield Fault("PACK-021", fact, remedy)
    elif isinstance(value.value, GivenAnswer) and value.key in names.questions.sound:
        for fault in unfit_answer(value.value.answer, names.questions.sound[value.key]):
            yield fault._replace(code="PACK-021")


def _expected_value(value: Value, names: PackNames, _: Nearest) -> Iterator[Fault]:
    measure = names.measures.sound.get(value.name)
    if measure and measure.kind == "ladder":
        fact = f"expects a value of '{measure.id}', which is no readiness or points measure."
        yield Fault("PACK-009", fact, "Name one that is; ladders stand under bands.")


def _expected_band(value: Value, names: PackNames, _: Nearest) -> Iterator[Fault]:
    measure = names.measures.sound.get(value.name)
    if measure and value.value not in (*measure.band_names, UNREAD):
        fact = f"expects a band of '{measure.id}' that it does not have."
        yield Fault("PACK-009", fact, "Name a ladder and one of its bands.")


_SUITED: dict[tuple[type, str], Callable[[Value, PackNames, Nearest], Iterator[Fault]]] = {
    (AnswerTest, "answer"): lambda value, names, suggest: answer_faults(value.name, names, suggest),
    (FactTest, "fact"): lambda value, names, suggest: fact_faults(value.name, names, suggest),
    (MeasureTest, "measure"): lambda value, names, suggest: measure_faults(value.name, names, suggest),
    (Question, "counts_in"): _counts_in,
    (Option, "points"): _adds,
    (Measure, "mean_of"): _mean_of,
    (Rule, "adds"): _adds,
    (Rule, "moves"): _moves,
    (Rule, "floors"): _floors,
    (Ranking, "weights"): _weights,
    (Ranking, "exposure"): _exposure,
    (Remedy, "raises"): _changed,
    (Remedy, "sets"): _changed,
    (Remedy, "drops"): _changed,
    (Example, "answers"): _answered,
    (Profile, "answers"): _answered,
    (Expected, "measures"): _expected_value,
    (Expected, "bands"): _expected_band,
    (Variation, "answers"): _answered,
    (Variation, "bands"): _expected_band,
}
