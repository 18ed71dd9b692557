"""The normal form means what the condition says: checked against a plain reading of the tree, state by state."""

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from engine.conditions import All, AnswerTest, AnyOf, Condition, Count, FactTest, MeasureTest, NoneOf, children
from engine.normal import (
    ALWAYS,
    CONFIRMED,
    LIKELY,
    MOST_ALTERNATIVES,
    MOST_EFFORT_IN_ALL,
    NEVER,
    Alternative,
    Alternatives,
    AnswerIs,
    Effort,
    FactIs,
    MeasureIs,
    PlainTest,
    TooMuch,
    TooWide,
    both,
    merge,
    normal_form,
)
from engine.pack import Pack
from engine.vocabulary import YES, Vocabulary
from tests.effort import times

MANY = times(80)
WORDS = {"en": "x"}
CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)
BANDS = ("low", "medium", "high")


def question(name: str, kind: str, **more: Any) -> dict[str, Any]:
    described = {"text": WORDS, "help": WORDS, "source": ["P1"]}
    return {"id": name, "code": f"A{name[-1]}", "kind": kind, **described, **more}


def fact(name: str) -> dict[str, Any]:
    when = {"confirmed": {"answer": "level1", "at_most": 0}}
    described = {"title": WORDS, "why": WORDS, "source": ["P1"], "examples": [{"name": "x", "outcome": "unknown"}]}
    return {"id": name, "kind": "strength", "when": when, **described}


@cache
def vocabulary() -> Vocabulary:
    """A level question, a choices question with two options, two facts and a ladder: 6 x 5 x 9 x 4 states."""
    options = [{"id": "march", "text": WORDS}, {"id": "strike", "text": WORDS}]
    questions = [
        question("level1", "level", anchors=dict.fromkeys(range(5), WORDS), counts_in=["ready"]),
        question("tactics2", "choices", options=options),
    ]
    described = {"title": WORDS, "what": WORDS}
    bands = [{"id": band, "title": WORDS} for band in BANDS]
    data: dict[str, Any] = {
        "manifest": {
            "id": "small", "version": "1.0.0", "languages": ["en"], "title": WORDS, "what": WORDS, "caveat": WORDS,
            "sections": ["s"], "default_policy": "p", "review_by": "2026-01-01",
        },
        "digest": "", "sources": {"P1": {"text": WORDS}}, "remedies": [], "policies": [],
        "sections": [{"id": "s", "title": WORDS, "intro": WORDS, "questions": questions}],
        "measures": [{"id": "danger", "kind": "ladder", "starts_from": "points", "bands": bands, **described}],
        "rules": [fact("weak"), fact("silent")],
    }  # fmt: skip
    return Vocabulary(Pack.model_validate(data))


State = dict[str, Any]


@cache
def states() -> tuple[State, ...]:
    """Every state of the world that the vocabulary can tell apart; None is "not in use"."""
    chosen = (None, (), ("march",), ("strike",), ("march", "strike"))
    worlds = product((None, 0, 1, 2, 3, 4), chosen, range(3), range(3), (None, 0, 1, 2))
    names = ("level1", "tactics2", "weak", "silent", "danger")
    return tuple(dict(zip(names, world, strict=True)) for world in worlds)


def says(condition: Condition, state: State) -> bool:
    """What the condition says of a state, read as it is written; a fact is established when it is likely."""
    inside = [says(child, state) for child in children(condition)]
    match condition:
        case All():
            return all(inside)
        case AnyOf():
            return any(inside)
        case NoneOf():
            return not any(inside)
        case Count(count=counted):
            most = len(inside) if counted.at_most is None else counted.at_most
            return (counted.at_least or 0) <= sum(inside) <= most
        case AnswerTest(answer="level1"):
            level = state["level1"]
            if level is None or condition.is_ is not None:
                return level is not None and str(level) == condition.is_
            return bool((condition.at_least or 0) <= level <= (4 if condition.at_most is None else condition.at_most))
        case AnswerTest():
            return bool(set(condition.includes_any_of or ()) & set(state["tactics2"] or ()))
        case FactTest():
            return bool(state[condition.fact] >= (CONFIRMED if condition.certainty else LIKELY))
        case MeasureTest():
            low = BANDS.index(str(condition.at_least or "low"))
            high = BANDS.index(str(condition.at_most or "high"))
            return state["danger"] is not None and low <= state["danger"] <= high


def holds(test: PlainTest, state: State) -> bool:
    match test:
        case AnswerIs(number, mask):
            variable = vocabulary().variables[number]
            value = state[variable.question]
            if value is None:
                return bool(mask & variable.not_in_use)
            place = value if variable.option is None else int(variable.option in value)
            return bool(mask >> place & 1)
        case FactIs(number, certainty, negated):
            return bool((state[("weak", "silent")[number]] >= certainty) != negated)
        case MeasureIs(_, kind, bound):
            band = state["danger"]
            if kind == "not_in_use" or band is None:
                return (kind == "not_in_use") == (band is None)
            return bool(band >= bound if kind == "at_least" else band <= bound)


def true_in(form: Alternatives, state: State) -> bool:
    return any(all(holds(test, state) for test in alternative) for alternative in form)


LEVELS = st.integers(0, 4)
TESTS = st.one_of(
    st.tuples(LEVELS, LEVELS).map(lambda two: {"answer": "level1", "at_least": min(two), "at_most": max(two)}),
    st.builds(lambda level: {"answer": "level1", "is": str(level)}, LEVELS),
    st.sampled_from([["march"], ["strike"], ["march", "strike"]]).map(
        lambda some: {"answer": "tactics2", "includes_any_of": some}
    ),
    st.sampled_from(["weak", "silent"]).map(lambda name: {"fact": name}),
    st.sampled_from(["weak", "silent"]).map(lambda name: {"fact": name, "certainty": "confirmed"}),
    st.sampled_from(BANDS).map(lambda band: {"measure": "danger", "at_least": band}),
    st.sampled_from(BANDS).map(lambda band: {"measure": "danger", "at_most": band}),
    st.just({"measure": "danger", "at_least": "medium", "at_most": "medium"}),
)


def counted(inside: list[Any], least: int, most: int, which: str) -> dict[str, Any]:
    low = min(least, len(inside))
    bounds = {"at_least": low, "at_most": max(low, most)}
    return {"count": {**{name: bound for name, bound in bounds.items() if name in which}, "of": inside}}


def wider(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(parts, min_size=1, max_size=4)
    bounds = st.sampled_from(["at_least", "at_most", "at_least at_most"])
    return st.one_of(
        st.builds(lambda kind, inside: {kind: inside}, st.sampled_from(["all", "any", "none"]), some),
        st.builds(counted, some, st.integers(0, 4), st.integers(0, 5), bounds),
    )


CONDITIONS: st.SearchStrategy[Condition] = st.recursive(TESTS, wider, max_leaves=9).map(CONDITION.validate_python)


def written_out(condition: Condition, confirmed: bool = False, positive: bool = True) -> Alternatives:
    return normal_form(condition, vocabulary(), confirmed, positive)


@MANY
@given(CONDITIONS)
def test_the_normal_form_holds_exactly_where_the_condition_does(condition: Condition) -> None:
    form = written_out(condition)
    assert all(true_in(form, state) == says(condition, state) for state in states())


@MANY
@given(CONDITIONS)
def test_the_negation_holds_exactly_where_the_condition_does_not(condition: Condition) -> None:
    form = written_out(condition, positive=False)
    assert all(true_in(form, state) != says(condition, state) for state in states())


@MANY
@given(CONDITIONS)
def test_what_is_confirmed_is_likely_too(condition: Condition) -> None:
    strict, loose = written_out(condition, confirmed=True), written_out(condition)
    assert all(true_in(loose, state) for state in states() if true_in(strict, state))


@MANY
@given(CONDITIONS)
def test_where_every_fact_is_confirmed_or_absent_both_readings_agree(condition: Condition) -> None:
    strict, loose = written_out(condition, confirmed=True), written_out(condition)
    settled = (state for state in states() if LIKELY not in (state["weak"], state["silent"]))
    assert all(true_in(strict, state) == true_in(loose, state) for state in settled)


@MANY
@given(CONDITIONS)
def test_no_alternative_only_says_more_than_another(condition: Condition) -> None:
    sets = [frozenset(alternative) for alternative in written_out(condition)]
    assert len(set(sets)) == len(sets)
    assert not any(one < other for one in sets for other in sets)


def subject(test: PlainTest) -> tuple[object, ...]:
    match test:
        case AnswerIs(number, _):
            return "answer", number
        case FactIs(number, _, negated):
            return "fact", number, negated
        case MeasureIs(number, kind, _):
            return "measure", number, kind


@MANY
@given(CONDITIONS)
def test_an_alternative_tests_each_subject_once_and_can_be_met(condition: Condition) -> None:
    for alternative in written_out(condition):
        assert len({subject(test) for test in alternative}) == len(alternative)
        assert merge(alternative, vocabulary()) == alternative


@MANY
@given(CONDITIONS, CONDITIONS)
def test_both_holds_exactly_where_each_does(one: Condition, other: Condition) -> None:
    form = both(written_out(one), written_out(other), vocabulary())
    assert all(true_in(form, state) == (says(one, state) and says(other, state)) for state in states())


def plain_tests() -> Iterator[PlainTest]:
    yield from (AnswerIs(0, mask) for mask in range(1, 64))
    yield from (AnswerIs(number, mask) for number in (1, 2) for mask in range(1, 8))
    yield from (FactIs(number, certainty, no) for number in (0, 1) for certainty in (1, 2) for no in (False, True))
    yield from (MeasureIs(0, kind, bound) for kind in ("at_least", "at_most") for bound in (0, 1, 2))
    yield MeasureIs(0, "not_in_use", 0)


SEVERAL = st.lists(st.sampled_from(list(plain_tests())), min_size=1, max_size=6)


@MANY
@given(SEVERAL)
def test_merging_keeps_the_meaning_and_finds_every_contradiction(tests: list[PlainTest]) -> None:
    merged = merge(tests, vocabulary())
    form: Alternatives = NEVER if merged is None else (merged,)
    assert all(true_in(form, state) == true_in((tuple(tests),), state) for state in states())


@MANY
@given(SEVERAL, st.randoms())
def test_merging_does_not_depend_on_the_order(tests: list[PlainTest], random: Any) -> None:
    turned = list(tests)
    random.shuffle(turned)
    assert merge(turned, vocabulary()) == merge(tests, vocabulary())


def parsed(written: Any) -> Condition:
    return CONDITION.validate_python(written)


AT_MOST_1, MARCH = {"answer": "level1", "at_most": 1}, {"answer": "tactics2", "includes_any_of": ["march"]}


def test_a_test_that_implies_another_absorbs_the_longer_alternative() -> None:
    assert written_out(parsed({"any": [AT_MOST_1, {"all": [AT_MOST_1, MARCH]}]})) == ((AnswerIs(0, 0b11),),)


def test_two_bounds_on_one_answer_become_one_test() -> None:
    between = {"all": [{"answer": "level1", "at_least": 1}, {"answer": "level1", "at_most": 3}]}
    assert written_out(parsed(between)) == ((AnswerIs(0, 0b1110),),)


def test_a_question_not_in_use_fails_every_test_and_passes_every_negation() -> None:
    unused = vocabulary().variables[0].not_in_use
    ((test,),) = written_out(parsed(AT_MOST_1))
    ((negated,),) = written_out(parsed({"none": [AT_MOST_1]}))
    assert isinstance(test, AnswerIs)
    assert isinstance(negated, AnswerIs)
    assert not test.mask & unused
    assert negated.mask & unused


def test_choosing_one_of_two_options_is_two_alternatives() -> None:
    either = parsed({"answer": "tactics2", "includes_any_of": ["march", "strike"]})
    assert written_out(either) == ((AnswerIs(1, YES),), (AnswerIs(2, YES),))


def test_at_least_none_always_holds_and_a_contradiction_never() -> None:
    assert written_out(parsed({"count": {"at_least": 0, "of": [MARCH]}})) == ALWAYS
    assert written_out(parsed({"all": [MARCH, {"none": [MARCH]}]})) == NEVER


def test_an_absent_fact_is_absent_in_every_degree_even_in_the_confirmed_reading() -> None:
    absent = parsed({"none": [{"fact": "weak"}]})
    expected: tuple[Alternative, ...] = ((FactIs(0, LIKELY, True),),)
    assert written_out(absent) == written_out(absent, confirmed=True) == expected


WIDE = {"any": [{"fact": "weak"}, {"fact": "silent"}, MARCH, {"answer": "tactics2", "includes_any_of": ["strike"]}]}


@pytest.mark.parametrize(
    "hidden",
    [
        {"count": {"at_least": 20, "of": [MARCH] * 40}},
        {"count": {"at_most": 20, "of": [MARCH] * 40}},
        {"none": [{"count": {"at_least": 20, "of": [AT_MOST_1, {"none": [AT_MOST_1]}] * 20}}]},
        {"count": {"at_least": 20, "of": [{"answer": "level1", "is": "1"}, {"answer": "level1", "is": "2"}] * 20}},
    ],
)
def test_endless_work_that_comes_to_little_is_refused_at_once(hidden: Any) -> None:
    with pytest.raises(TooWide):
        written_out(parsed(hidden))


def test_conditions_that_are_each_within_their_limit_have_one_together() -> None:
    effort, condition = Effort(), parsed({"all": [WIDE] * 6})

    def write_out_often() -> None:
        for _ in range(MOST_EFFORT_IN_ALL):
            assert len(normal_form(condition, vocabulary(), confirmed=False, effort=effort)) == 4

    with pytest.raises(TooMuch):
        write_out_often()
    assert len(written_out(condition)) == 4


def test_two_forms_that_would_take_endless_work_together_are_refused_at_once() -> None:
    one = tuple((AnswerIs(0, 1), AnswerIs(number, 2)) for number in range(1, 257))
    other = tuple((AnswerIs(0, 2), AnswerIs(number, 1)) for number in range(1, 257))
    with pytest.raises(TooWide):
        both(one, other, vocabulary())


def test_many_alternatives_that_are_the_same_are_few() -> None:
    assert len(written_out(parsed({"all": [WIDE] * 6}))) == 4 < MOST_ALTERNATIVES
