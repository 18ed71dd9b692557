"""What a remedy does to a campaign: it lifts what is low, never lowers what is high, and does what it says."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.packs import SHIPPED
from engine.loader import load_pack
from engine.pack import Pack, Remedy
from engine.program import Program
from engine.readable import values_of
from engine.remedies import misfit, with_remedy
from engine.vocabulary import NO, YES

MANY = settings(max_examples=200, derandomize=True, deadline=None, database=None)
WORDS = {"en": "x"}


def question(number: int, name: str, kind: str, **more: Any) -> dict[str, Any]:
    described = {"text": WORDS, "help": WORDS, "source": ["P1"]}
    return {"id": name, "code": f"A{number}", "kind": kind, **described, **more}


def options(*names: str, **of_the_first: Any) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = [{"id": name, "text": WORDS} for name in names]
    made[0].update(of_the_first)
    return made


@cache
def small() -> Program:
    """A level, a choice that carries levels, options with and without one that stands alone, a question on demand."""
    stance = [{"id": name, "text": WORDS, "level": level} for name, level in (("weak", 0), ("fair", 2), ("good", 4))]
    asked_if = {"answer": "tactics", "includes_any_of": ["march"]}
    questions = [
        question(1, "plan", "level", anchors=dict.fromkeys(range(5), WORDS), counts_in=["ready"]),
        question(2, "stance", "choice", options=stance, counts_in=["ready"]),
        question(3, "tactics", "choices", options=options("nothing", "march", "strike", alone=True)),
        question(4, "groups", "choices", options=options("minors", "staff")),
        question(5, "permit", "yes_no", asked_if=asked_if),
    ]
    data: dict[str, Any] = {
        "manifest": {
            "id": "small", "version": "1.0.0", "languages": ["en"], "title": WORDS, "what": WORDS, "caveat": WORDS,
            "sections": ["s"], "default_policy": "p", "review_by": "2026-01-01",
        },
        "digest": "", "sources": {"P1": {"text": WORDS}}, "remedies": [], "rules": [],
        "sections": [{"id": "s", "title": WORDS, "intro": WORDS, "questions": questions}],
        "measures": [{"id": "ready", "kind": "readiness", "title": WORDS, "what": WORDS}],
        "policies": [{
            "id": "p", "title": WORDS, "what": WORDS, "words": {"STOP": WORDS, "GO": WORDS},
            "verdicts": [{"verdict": "STOP", "clauses": [{"because": WORDS, "any_finding": {}}]}],
        }],
    }  # fmt: skip
    pack = Pack.model_validate(data)
    return Program(pack, pack.policies[0])


def remedy(**changes: Any) -> Remedy:
    described = {"title": WORDS, "what": WORDS, "role": WORDS, "effort": 1, "lead_time": 1}
    return Remedy.model_validate({"id": "x", **described, **changes})


def variable(name: str) -> int:
    return next(n for n, variable in enumerate(small().vocabulary.variables) if variable.name == name)


def masks(**known: int) -> list[int]:
    """Masks where nothing is known but these."""
    found = [one.everything ^ one.not_in_use for one in small().vocabulary.variables]
    for name, mask in known.items():
        found[variable(name.replace("__", "="))] = mask
    return found


def done(before: list[int], *remedies: Remedy, program: Program | None = None) -> list[int]:
    """The masks with these remedies in place one after the other, and what is then in use."""
    program = program or small()
    for one in remedies:
        before = with_remedy(program, before, one)
    settled = list(before)
    program.settle_use(settled)
    return settled


def after(changed: Remedy, before: list[int], name: str) -> int:
    return done(before, changed)[variable(name)]


@pytest.mark.parametrize(("before", "later"), [(0, 3), (1, 3), (2, 3), (3, 3), (4, 4)])
def test_raising_lifts_a_lower_level_and_never_lowers_a_higher_one(before: int, later: int) -> None:
    assert after(remedy(raises={"plan": "3"}), masks(plan=1 << before), "plan") == 1 << later


def test_raising_an_open_answer_leaves_open_only_what_is_as_high() -> None:
    assert after(remedy(raises={"plan": "3"}), masks(), "plan") == 0b11000


def test_a_choice_is_raised_by_the_levels_of_its_options() -> None:
    raised = remedy(raises={"stance": "fair"})
    assert after(raised, masks(stance=0b001), "stance") == 0b010
    assert after(raised, masks(stance=0b100), "stance") == 0b100
    assert after(raised, masks(), "stance") == 0b110


def test_setting_replaces_whatever_was_answered() -> None:
    assert after(remedy(sets={"stance": "weak"}), masks(stance=0b100), "stance") == 0b001


def test_dropping_takes_options_out_and_leaves_the_others() -> None:
    both = masks(tactics__nothing=NO, tactics__march=YES, tactics__strike=YES)
    changed = done(both, remedy(drops={"tactics": ["march"]}))
    assert [changed[variable(f"tactics={name}")] for name in ("nothing", "march", "strike")] == [NO, NO, YES]


def test_dropping_the_last_option_leaves_the_one_that_stands_alone() -> None:
    march = masks(tactics__nothing=NO, tactics__march=YES, tactics__strike=NO)
    changed = done(march, remedy(drops={"tactics": ["march"]}))
    assert [changed[variable(f"tactics={name}")] for name in ("nothing", "march", "strike")] == [YES, NO, NO]


def test_an_answer_that_cannot_be_empty_keeps_its_last_option() -> None:
    minors = masks(groups__minors=YES, groups__staff=NO)
    changed = done(minors, remedy(drops={"groups": ["minors"]}))
    assert [changed[variable(f"groups={name}")] for name in ("minors", "staff")] == [YES, NO]


def test_a_question_that_no_longer_applies_goes_out_of_use() -> None:
    march = masks(tactics__nothing=NO, tactics__march=YES, tactics__strike=NO, permit=0b01)
    unused = small().vocabulary.variables[variable("permit")].not_in_use
    assert done(march)[variable("permit")] == 0b01
    assert after(remedy(drops={"tactics": ["march"]}), march, "permit") == unused


def test_the_masks_given_are_left_as_they_were() -> None:
    before = masks(plan=0b1)
    with_remedy(small(), before, remedy(raises={"plan": "4"}, sets={"stance": "good"}))
    assert before == masks(plan=0b1)


ANY_MASKS = st.fixed_dictionaries(
    {"plan": st.integers(1, 31), "stance": st.integers(1, 7), "permit": st.integers(1, 3)}
).map(lambda known: masks(**known))
RAISING = st.builds(
    lambda plan, stance: remedy(raises={"plan": str(plan), "stance": stance}),
    st.integers(0, 4),
    st.sampled_from(["weak", "fair", "good"]),
)


@MANY
@given(ANY_MASKS, RAISING)
def test_raising_never_makes_a_worse_level_possible(before: list[int], raising: Remedy) -> None:
    changed = done(before, raising)
    for name in ("plan", "stance"):
        was, now = before[variable(name)], changed[variable(name)]
        lowest = (was & -was, now & -now)
        assert lowest[0] <= lowest[1]
        assert was.bit_length() <= now.bit_length()


@MANY
@given(ANY_MASKS, RAISING)
def test_a_remedy_done_twice_does_what_it_did_once(before: list[int], raising: Remedy) -> None:
    assert done(before, raising, raising) == done(before, raising)


@MANY
@given(ANY_MASKS, RAISING, RAISING)
def test_the_order_of_remedies_that_raise_does_not_matter(before: list[int], one: Remedy, other: Remedy) -> None:
    assert done(before, one, other) == done(before, other, one)


MISFITS: dict[str, tuple[dict[str, Any], tuple[str, str]]] = {
    "a level beyond the last": ({"raises": {"plan": "5"}}, ("raises", "plan")),
    "several options raised": ({"raises": {"tactics": "march"}}, ("raises", "tactics")),
    "a level set": ({"sets": {"plan": "3"}}, ("sets", "plan")),
    "several options set": ({"sets": {"tactics": "march"}}, ("sets", "tactics")),
    "an option set that is not offered": ({"sets": {"stance": "best"}}, ("sets", "stance")),
    "an option dropped that is not offered": ({"drops": {"tactics": ["march", "dance"]}}, ("drops", "tactics")),
    "an option dropped from a choice": ({"drops": {"stance": ["weak"]}}, ("drops", "stance")),
}


def remedy_misfits(one: Remedy, pack: Pack) -> set[tuple[Any, str]]:
    """Each change that cannot be made, with its place in the remedy and a sentence."""
    changes = [value for value in values_of(one) if value.field in ("raises", "sets", "drops")]
    found = {(value.path, misfit(value.field, value.value, pack.questions[value.key])) for value in changes}
    return {(path, sentence) for path, sentence in found if sentence}


@pytest.mark.parametrize(("changes", "path"), MISFITS.values(), ids=MISFITS.keys())
def test_a_change_that_cannot_be_made_is_named_with_its_place(changes: dict[str, Any], path: tuple[str, str]) -> None:
    ((where, sentence),) = remedy_misfits(remedy(**changes), small().pack)
    assert where == path
    assert f"'{path[1]}'" in sentence


def test_every_shipped_remedy_can_be_done_under_every_policy() -> None:
    pack = load_pack(SHIPPED / "advocacy")
    assert not [misfit for one in pack.remedies for misfit in remedy_misfits(one, pack)]
    for policy in pack.policies:
        program = Program(pack, policy)
        nothing_known = [one.everything ^ one.not_in_use for one in program.vocabulary.variables]
        for one in pack.remedies:
            changed = done(nothing_known, one, program=program)
            assert all(changed), one.id
