"""What a remedy does to a campaign: it lifts what is low, never lowers what is high, and does what it says.

What it takes counts with what must be in place before it.
"""

from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.packs import SHIPPED
from engine.assess import assess
from engine.assessment import Assessment, RemedyResult
from engine.loader import load_pack
from engine.pack import Pack, Remedy
from engine.prerequisites import whole
from engine.profile import Profile
from engine.program import Program
from engine.readable import values_of
from engine.remedies import misfit, with_remedy
from engine.vocabulary import NO, YES
from tests.effort import times

MANY = times(200)
WORDS = {"en": "x"}


def question(number: int, name: str, kind: str, **more: Any) -> dict[str, Any]:
    described = {"text": WORDS, "help": WORDS, "source": ["P1"]}
    return {"id": name, "code": f"A{number}", "kind": kind, **described, **more}


def options(*names: str, **of_the_first: Any) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = [{"id": name, "text": WORDS} for name in names]
    made[0].update(of_the_first)
    return made


def small_pack(**changes: Any) -> Pack:
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
    return Pack.model_validate({**data, **changes})


@cache
def small() -> Program:
    pack = small_pack()
    return Program(pack, pack.policy["p"])


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
    "nothing dropped from a choice": ({"drops": {"stance": []}}, ("drops", "stance")),
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
    for policy in pack.policy.values():
        program = Program(pack, policy)
        nothing_known = [one.everything ^ one.not_in_use for one in program.vocabulary.variables]
        for one in pack.remedies:
            changed = done(nothing_known, one, program=program)
            assert all(changed), one.id


# What must be in place first

TODAY = date(2026, 6, 1)
NEEDED = remedy(id="look", effort=4, lead_time=10, raises={"stance": "fair"})
REST = {"tactics": "nothing", "groups": "staff"}


def weakness(name: str, when: dict[str, Any], *remedies: str) -> dict[str, Any]:
    unknown = [{"name": "x", "outcome": "unknown"}]
    return {
        "id": name, "kind": "weakness", "severity": "high", "title": WORDS, "why": WORDS, "source": ["P1"],
        "when": {"confirmed": when}, "remedies": remedies, "examples": unknown,
    }  # fmt: skip


def assessed(answers: dict[str, str], *remedies: Remedy, launch_in: int | None = None, asks: str = "") -> Assessment:
    """The small campaign under rules for which each remedy has a place in the report."""
    rules = [
        weakness("no_plan", {"answer": "plan", "at_most": 1}, *(one.id for one in remedies)),
        weakness("no_stance", {"answer": "stance", "is": "weak"}, *(one.id for one in remedies)),
    ]
    pack = small_pack(rules=rules, remedies=[one.model_dump() for one in remedies])
    policy = pack.policy["p"].model_copy(update={"asks": tuple(asks.split()), "otherwise": "CONDITIONS"})
    dates = {} if launch_in is None else {"launch": TODAY + timedelta(days=launch_in)}
    profile = {"campaign": "x", "answered_on": TODAY, "dates": dates, "answers": {**REST, **answers}}
    return assess(Profile.model_validate(profile), pack, policy, TODAY)


def result(assessment: Assessment, name: str) -> RemedyResult:
    return next(one for one in assessment.remedies if one.id == name)


def taken(one: RemedyResult) -> tuple[list[str], int, int]:
    """What must be in place first, and what all of it takes: person-days and days."""
    first = [prerequisite.remedy for prerequisite in one.prerequisites]
    return first, one.effort_with_prerequisites, one.lead_time_with_prerequisites


def writing(**more: Any) -> Remedy:
    return remedy(id="write", effort=3, lead_time=20, raises={"plan": "3"}, **{"requires": ["look"], **more})


def test_what_must_be_in_place_first_adds_its_work_and_its_time() -> None:
    write = result(assessed({"plan": "0", "stance": "weak"}, writing(), NEEDED), "write")
    assert (write.effort, write.lead_time) == (3, 20)
    assert taken(write) == (["look"], 7, 30)


@pytest.mark.parametrize("stance", ["fair", "good"])
def test_a_prerequisite_whose_answer_is_high_enough_is_in_place(stance: str) -> None:
    write = result(assessed({"plan": "0", "stance": stance}, writing(), NEEDED), "write")
    assert taken(write) == ([], 3, 20)
    assert write.requires == ("look",), "the pack's word stays"


def test_a_prerequisite_of_which_nothing_is_known_is_not_taken_to_be_in_place() -> None:
    open_questions = assessed({"plan": "0", "stance": "unknown"}, writing(), NEEDED)
    write = result(open_questions, "write")
    assert taken(write) == (["look"], 7, 30)
    assert [one.id for one in open_questions.remedies] == ["write"], "nobody is told to mend what may be in order"
    assert write.prerequisites[0].title == NEEDED.title


def test_a_prerequisite_of_which_the_policy_does_not_ask_is_in_place_only_if_the_answer_says_so() -> None:
    for stance, first in (("weak", ["look"]), ("good", [])):
        write = result(assessed({"plan": "0", "stance": stance}, writing(), NEEDED, asks="plan tactics"), "write")
        assert taken(write)[0] == first


def test_a_prerequisite_about_a_question_that_does_not_apply_holds_nothing_up() -> None:
    permit = remedy(id="ask", effort=9, lead_time=90, sets={"permit": "yes"})
    write = writing(requires=["ask"])
    assert taken(result(assessed({"plan": "0", "stance": "good"}, write, permit), "write")) == ([], 3, 20)
    march = assessed({"plan": "0", "stance": "good", "tactics": "march", "permit": "no"}, write, permit)
    assert taken(result(march, "write")) == (["ask"], 12, 110)


def test_advice_leaves_no_trace_in_the_answers_and_is_never_taken_to_be_in_place() -> None:
    advice = remedy(id="advice", effort=1, lead_time=5)
    write = result(assessed({"plan": "0", "stance": "good"}, writing(requires=["advice"]), advice), "write")
    assert taken(write) == (["advice"], 4, 25)


def chained(*requires: tuple[str, str]) -> Pack:
    """Remedies of 1, 2, 4 and 8 person-days and of 10 times as many days; who requires whom."""
    sizes = {"a": 1, "b": 2, "c": 4, "d": 8}
    needs = {name: [other for one, other in requires if one == name] for name in sizes}
    made = [remedy(id=name, effort=n, lead_time=10 * n, requires=needs[name]) for name, n in sizes.items()]
    return small_pack(remedies=[one.model_dump() for one in made])


def whole_of(pack: Pack, name: str, *in_place: str) -> tuple[list[str], int, int]:
    found = whole(pack.remedy[name], pack, frozenset(in_place))
    return [one.id for one in found.prerequisites], found.effort, found.lead_time


def test_time_runs_along_the_longest_chain_and_work_is_counted_once() -> None:
    pack = chained(("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"))
    first, effort, lead_time = whole_of(pack, "a")
    assert sorted(first) == ["b", "c", "d"]
    assert first[0] == "d", "they stand in an order in which they can be done"
    assert (effort, lead_time) == (15, 10 + 40 + 80)


def test_a_chain_ends_at_what_is_in_place() -> None:
    pack = chained(("a", "b"), ("b", "c"), ("c", "d"))
    assert whole_of(pack, "a", "b") == ([], 1, 10)
    assert whole_of(pack, "a", "c") == (["b"], 3, 30)
    assert whole_of(pack, "a", "d") == (["c", "b"], 7, 70)
    assert whole_of(pack, "a") == (["d", "c", "b"], 15, 150)
    assert whole_of(pack, "d") == ([], 8, 80)


def test_a_chain_longer_than_the_stack_of_calls_is_followed_to_its_end() -> None:
    names = [f"r{number}" for number in range(3000)]
    made = [remedy(id=name, requires=names[n + 1 : n + 2]).model_dump() for n, name in enumerate(names)]
    pack = small_pack(remedies=made)
    assert whole(pack.remedy["r0"], pack, frozenset()).lead_time == 3000


@pytest.mark.parametrize(("days", "in_time"), [(29, False), (30, True)])
def test_a_remedy_is_in_time_if_what_comes_before_it_is_too(days: int, in_time: bool) -> None:
    assert (
        result(assessed({"plan": "0", "stance": "weak"}, writing(), NEEDED, launch_in=days), "write").in_time is in_time
    )
    in_place = assessed({"plan": "0", "stance": "fair"}, writing(), NEEDED, launch_in=days)
    assert result(in_place, "write").in_time


def test_work_that_must_come_before_lets_a_remedy_stand_behind_one_that_needs_nothing() -> None:
    """Both clear the same; the dearer one is cheaper as soon as the other's prerequisite is counted."""
    dearer = remedy(id="dictate", effort=5, lead_time=20, raises={"plan": "3"})
    orders = {
        stance: [one.id for one in assessed({"plan": "0", "stance": stance}, dearer, writing(), NEEDED).remedies]
        for stance in ("weak", "fair")
    }
    assert orders["fair"].index("write") < orders["fair"].index("dictate")
    assert orders["weak"].index("dictate") < orders["weak"].index("write")


def test_of_equal_remedies_the_one_that_is_ready_sooner_with_all_before_it_comes_first() -> None:
    slower = remedy(id="wait", effort=7, lead_time=29, raises={"plan": "3"})
    order = [one.id for one in assessed({"plan": "0", "stance": "weak"}, slower, writing(), NEEDED).remedies]
    assert order.index("wait") < order.index("write"), "29 days against 20 and 10"


def test_what_is_done_first_is_in_place_for_what_is_chosen_after_it() -> None:
    dearer = remedy(id="dictate", effort=5, lead_time=20, raises={"plan": "3"})
    result = assessed({"plan": "0", "stance": "weak"}, dearer, writing(), NEEDED)
    assert [one.id for one in result.remedies] == ["look", "dictate", "write"]
    assert result.priorities == ("look", "write"), "once it is in place, the other costs less than its rival"
