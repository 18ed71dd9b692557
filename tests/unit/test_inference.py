"""The one door to durable-rules keeps out of its dangers; each was measured, and each has its test here.

What could crash or hang the interpreter, or depends on how it was started, runs in a process of its own.
"""

import gc
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import durable_rules_engine
import pytest

from engine import inference as engine_inference
from engine import inference_limits
from engine.evaluate import Evaluator
from engine.inference import EngineTrouble, Firing, Inference, Inferred
from engine.inference_limits import (
    durable_rules,
    limits_exceeded,
    representatives,
)
from engine.inference_names import Subject, colliding, identities
from engine.normal import FactIs
from engine.pack import Pack
from engine.program import Program
from tests.packs import TODAY, WORDS, random_pack, random_profile
from tests.ready import ready

ROOT = Path(__file__).parents[2]
Tree = dict[str, Any]


def program_of(rules: list[Tree], questions: dict[str, Tree], measures: int = 0) -> Program:
    """A program of these conditions, one confirmed grade a rule, over these questions."""
    described = {"title": WORDS, "what": WORDS}
    data: Tree = {
        "manifest": {
            "id": "small", "version": "1.0.0", "languages": ["en"], "title": WORDS, "what": WORDS, "caveat": WORDS,
            "sections": ["s"], "default_policy": "policy", "review_by": TODAY,
        },
        "digest": "small",
        "sources": {},
        "sections": [{"id": "s", "title": WORDS, "intro": WORDS, "questions": [
            {"id": name, "code": "A1", "text": WORDS, "help": WORDS, "source": ["P1"], **question}
            for name, question in questions.items()
        ]}],
        "measures": [{"id": f"m{number}", "kind": "points", **described} for number in range(measures)],
        "rules": [
            {"id": f"fact{number}", "kind": "strength", "title": WORDS, "why": WORDS, "source": ["P1"],
             "when": {"confirmed": condition}, "examples": [{"name": "x", "outcome": "unknown"}]}
            for number, condition in enumerate(rules)
        ],
        "remedies": [],
        "policies": [{"id": "policy", **described, "words": {"STOP": WORDS, "GO": WORDS}, "verdicts": [
            {"verdict": "STOP", "clauses": [{"because": WORDS, "any_finding": {}}]}]}],
    }  # fmt: skip
    pack = Pack.model_validate(data)
    return Program(pack, pack.policies[0])


def yes_no(number: int) -> dict[str, Tree]:
    return {f"q{place}": {"kind": "yes_no"} for place in range(number)}


def is_yes(place: int) -> Tree:
    return {"answer": f"q{place}", "is": "yes"}


def level() -> Tree:
    return {"kind": "level", "anchors": dict.fromkeys(range(5), WORDS), "counts_in": ["m0"]}


# Current memory, in KiB: a peak would not do, since a new process starts with the peak of the one that started it.
RESIDENT = """
import os, subprocess
def resident():
    return int(subprocess.run(["ps", "-o", "rss=", "-p", str(os.getpid())], capture_output=True, check=True).stdout)
"""


def in_own_process(script: str, **environment: str) -> str:
    """What a script prints; the test fails if it crashes or takes a minute and a half."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", script],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, timeout=90,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"ended with {done.returncode}: {done.stderr[-2000:]}"
    return done.stdout


def some_masks(program: Program, number: int, seed: int) -> list[tuple[int, ...]]:
    """Random answers, open ones among them."""
    form, random = ready(program.pack), Random(seed)
    return [form.read(random_profile(random, program.pack)).masks for _ in range(number)]


@pytest.fixture
def sessions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sessions that were begun and not deleted."""
    alive: list[str] = []
    delete = durable_rules_engine.delete_state
    asserted = durable_rules_engine.assert_facts

    def begin(handle: int, messages: str) -> Any:
        name = f"{handle}: {json.loads(messages)[0]['sid']}"
        alive[:] = [*(each for each in alive if each != name), name]
        return asserted(handle, messages)

    def end(handle: int, sid: str) -> None:
        alive.remove(f"{handle}: {sid}")
        delete(handle, sid)

    monkeypatch.setattr(durable_rules_engine, "assert_facts", begin)
    monkeypatch.setattr(durable_rules_engine, "delete_state", end)
    return alive


@pytest.fixture(scope="module")
def program() -> Program:
    pack = random_pack(20, 14)
    return Program(pack, pack.policies[0])


# One session, and many


def test_eight_threads_give_the_results_of_one(program: Program) -> None:
    shared, cases = Inference(program), some_masks(program, 320, 1)
    expected = [Inference(program).infer(masks) for masks in cases[:20]]
    alone = [shared.infer(masks) for masks in cases]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(shared.infer, cases))
    assert alone[:20] == expected
    assert together == alone
    assert len(set(alone)) > 100


def test_eight_threads_with_programs_of_their_own_give_the_results_of_one() -> None:
    packs = [random_pack(seed, 10) for seed in range(8)]
    programs = [Program(pack, pack.policies[0]) for pack in packs]
    cases = [some_masks(one, 30, 2) for one in programs]

    def run(place: int) -> list[Inferred]:
        own = Inference(programs[place])
        return [own.infer(masks) for masks in cases[place]]

    alone = [run(place) for place in range(8)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(run, range(8))) == alone


def test_an_action_that_fails_in_one_thread_is_told_there_and_nowhere_else(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every second of many inferences at once fails inside its actions; the threads change places all the time."""
    inference, cases, failing = Inference(program), some_masks(program, 50, 1), threading.local()
    expected = [inference.infer(masks) for masks in cases]

    def fire(*fields: Any) -> Firing:
        if failing.now:
            raise ValueError("in one thread")
        return Firing(*fields)

    def run(job: int) -> Inferred | str:
        failing.now = job % 2 == 0
        try:
            return inference.infer(cases[job % 50])
        except EngineTrouble as trouble:
            return str(trouble)

    monkeypatch.setattr(engine_inference, "Firing", fire)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            results = list(threads.map(run, range(300)))
    finally:
        sys.setswitchinterval(interval)
    fires = [bool(one.firings or one.possible_firings) for one in expected]
    assert sum(fires[::2]) > 20
    for job, result in enumerate(results):
        fails = job % 2 == 0 and fires[job % 50]
        assert result == ("an action failed" if fails else expected[job % 50]), job


def test_nothing_is_left_of_one_assessment_in_the_next(program: Program) -> None:
    shared, cases = Inference(program), some_masks(program, 60, 3)
    fresh = [Inference(program).infer(masks) for masks in cases]
    assert [shared.infer(masks) for masks in cases] == fresh
    assert [shared.infer(masks) for masks in reversed(cases)] == fresh[::-1]


def test_a_changed_answer_replaces_the_old_one() -> None:
    program = program_of([{"answer": "q0", "is": "yes"}, {"answer": "q0", "is": "no"}], yes_no(1))
    inference = Inference(program)
    for _ in range(3):
        assert inference.infer((0b010,)).certain[:2] == (2, 0)
        assert inference.infer((0b001,)).certain[:2] == (0, 2)
        assert inference.infer((0b100,)).certain[:2] == (0, 0)


SILENT = """
from tests.unit.test_inference import is_yes, program_of, yes_no
from engine.inference import Inference
inference = Inference(program_of([is_yes(0)], yes_no(1)))
for _ in range(300):
    for mask in (0b001, 0b100, 0b011):
        silent = inference.infer((mask,))
        assert silent.certain == (0, 0) and silent.firings == ()
nothing = Inference(program_of([{"none": [is_yes(0), {"none": [is_yes(0)]}]}], yes_no(1)))
assert nothing.infer((0b010,)).certain == (0, 0)
print("alive")
"""


def test_a_profile_on_which_no_rule_fires_harms_nothing() -> None:
    assert in_own_process(SILENT) == "alive\n"
    assert in_own_process(SILENT, MALLOC_PERTURB_="165") == "alive\n"


def test_an_assessment_that_asserts_nothing_but_its_beginning_harms_nothing() -> None:
    program = program_of([{"count": {"at_least": 0, "of": [is_yes(0)]}}], yes_no(1))
    inferred = Inference(program).infer((0b001,))
    assert inferred.certain == (2, 0)
    assert inferred.firings == (Firing(0, 2, (), 0),)


MEMORY = """
from random import Random
from engine.inference import Inference
from engine.program import Program
from tests.packs import random_pack
from tests.unit.test_inference import some_masks
pack = random_pack(10, 6)
program = Program(pack, pack.policies[0])
inference, cases = Inference(program), some_masks(program, 100, 4)
for masks in cases * 3:
    inference.infer(masks)
before = resident()
for _ in range(5000 // len(cases)):
    for masks in cases:
        inference.infer(masks)
print(resident() - before)
"""


def test_five_thousand_assessments_need_no_more_memory_than_a_few() -> None:
    assert int(in_own_process(RESIDENT + MEMORY)) < 4 * 1024, "kilobytes"


PROGRAMS = """
from engine.inference import Inference
from engine.program import Program
from tests.packs import random_pack
from tests.unit.test_inference import some_masks
pack = random_pack(20, 14)
program = Program(pack, pack.policies[0])
masks = some_masks(program, 3, 5)
def make(number):
    for _ in range(number):
        inference = Inference(program)
        for one in masks:
            inference.infer(one)
make(30)
before = resident()
make(300)
print(resident() - before)
"""


def test_three_hundred_programs_one_after_the_other_need_the_memory_of_a_few() -> None:
    assert int(in_own_process(RESIDENT + PROGRAMS)) < 16 * 1024, "kilobytes"


def test_a_ruleset_is_freed_with_its_inference(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    freed: list[int] = []
    delete = durable_rules_engine.delete_ruleset

    def delete_and_tell(handle: int) -> None:
        freed.append(handle)
        delete(handle)

    monkeypatch.setattr(durable_rules_engine, "delete_ruleset", delete_and_tell)
    inference = Inference(program)
    handle = inference._handle
    inference.infer(some_masks(program, 1, 6)[0])
    assert freed == []
    del inference
    gc.collect()
    assert freed == [handle]


# What goes wrong is told


@pytest.mark.parametrize("trouble", [ValueError, MemoryError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("late", [0, 3])
def test_an_exception_in_an_action_comes_out_and_the_next_inference_is_right(
    program: Program, monkeypatch: pytest.MonkeyPatch, sessions: list[str], trouble: type[BaseException], late: int
) -> None:
    """Whoever interrupts is obeyed; anything else is trouble with the engine."""
    inference, cases = Inference(program), some_masks(program, 40, 7)
    expected = [inference.infer(masks) for masks in cases]
    masks = max(cases, key=lambda one: len(inference.infer(one).firings))
    seen: list[int] = []

    def failing(*fields: Any) -> Firing:
        seen.append(fields[3])
        if len(seen) > late:
            raise trouble("in the middle of an action")
        return Firing(*fields)

    with monkeypatch.context() as patched:
        patched.setattr(engine_inference, "Firing", failing)
        with pytest.raises(EngineTrouble if issubclass(trouble, Exception) else trouble) as caught:
            inference.infer(masks)
    assert isinstance(caught.value.__cause__ or caught.value, trouble)
    assert len(seen) == late + 1
    assert sessions == []
    assert [inference.infer(masks) for masks in cases] == expected


CLOCK = """
#include <time.h>
/* Each look at the clock is a hundred seconds later or earlier than the last. */
long looks;
time_t time(time_t *result) {
    time_t now = 1700000000 + (looks++ % 3 - 1) * 100 + looks % 1000;
    if (result) *result = now;
    return now;
}
"""
RESULTS = """
from engine.inference import Inference
from engine.program import Program
from tests.packs import random_pack
from tests.unit.test_inference import some_masks
pack = random_pack(20, 14)
program = Program(pack, pack.policies[0])
inference, cases = Inference(program), some_masks(program, 50, 8)
results = [inference.infer(masks) for masks in cases]
"""
LOOKED = """
import ctypes
looks = ctypes.c_long.in_dll(ctypes.CDLL(None), "looks")
before = looks.value
assert [inference.infer(masks) for masks in cases] == results
assert looks.value > before + 50
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there can another clock be put before that of the system")
def test_a_clock_that_jumps_changes_nothing(tmp_path: Path) -> None:
    """The engine looks at the clock when it locks a session and whenever it starts an action."""
    compiler, library = shutil.which("cc") or shutil.which("gcc"), str(tmp_path / "clock.so")
    assert compiler, "this test needs a C compiler, as the installation of durable-rules does"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, "-x", "c", "-"], input=CLOCK, text=True, check=True)
    steady = in_own_process(RESULTS + "print(results)")
    assert "Firing(" in steady
    assert in_own_process(RESULTS + LOOKED + "print(results)", LD_PRELOAD=library) == steady


WARNINGS = f"""
import sys, warnings
warnings.simplefilter("error")
{RESULTS}
assert "durable" not in sys.modules
print(results)
"""


def test_where_warnings_are_errors_nothing_is_different() -> None:
    """The library's Python layer makes a deprecated call in each action; it is never loaded."""
    assert in_own_process(WARNINGS) == in_own_process(RESULTS + "print(results)")


def test_a_session_that_does_not_begin_is_told(program: Program) -> None:
    class WithoutBeginning(Inference):
        @staticmethod
        def _begin(session: Any, matched: Any) -> list[Any]:
            return []

    with pytest.raises(EngineTrouble, match="did not begin"):
        WithoutBeginning(program).infer(some_masks(program, 1, 9)[0])


REFUSED = """
from engine.inference import EngineTrouble, Inference
from tests.unit.test_inference import is_yes, program_of, yes_no
class Repeating(Inference):
    def _answers(self, masks, certain):
        return super()._answers(masks, certain) * 2
program = program_of([is_yes(0)], yes_no(1))
inference, troubles = Repeating(program), 0
for _ in range(1200):
    try:
        inference.infer((0b010,))
    except EngineTrouble:
        troubles += 1
assert Inference(program).infer((0b010,)).certain == (2, 0)
print(troubles, resident() < 200 * 1024)
"""


def test_messages_that_are_refused_are_told_and_leave_no_session_behind() -> None:
    assert in_own_process(RESIDENT + REFUSED) == "1200 True\n"


# Names that look alike to the library


def test_names_that_share_a_hash_are_found() -> None:
    assert colliding(["written_plan", "liquid", "posture", "costarring"]) == [("liquid", "costarring")]
    assert colliding(["written_plan", "posture", "coalition"]) == []


def test_every_message_has_one_of_the_identities_that_were_checked(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = representatives(program, durable_rules(program))
    known = set(identities(program, [len(one.wanted) for one in seen]))
    sent: set[str] = set()
    passed_on, chained = durable_rules_engine.assert_facts, durable_rules_engine.assert_fact

    def listening(handle: int, facts: str) -> Any:
        sent.update(fact["id"] for fact in json.loads(facts))
        return passed_on(handle, facts)

    def listening_to_one(handle: int, fact: str) -> Any:
        sent.add(json.loads(fact)["id"])
        return chained(handle, fact)

    monkeypatch.setattr(durable_rules_engine, "assert_facts", listening)
    monkeypatch.setattr(durable_rules_engine, "assert_fact", listening_to_one)
    inference = Inference(program)
    for masks in some_masks(program, 100, 10):
        inference.infer(masks)
    assert sent <= known
    assert {name[0] for name in sent} == {"b", "q", "f", "l", "h"} | ({"n"} & {name[0] for name in sent})
    assert colliding(sorted(known)) == []


# Beyond the library's limits


def many_alternatives(rules: int, questions: int = 16) -> Program:
    """Rules of 256 alternatives each."""
    groups = [{"any": [is_yes(place) for place in range(first, first + 4)]} for first in range(0, questions, 4)]
    return program_of([{"all": groups} for _ in range(rules)], yes_no(questions))


def uses_of_one_test(number: int) -> Program:
    """So many alternatives with one test in common, in rules of 64."""
    questions = yes_no(65)
    rules: list[Tree] = []
    while number:
        width = min(number, 64)
        rules.append({"all": [is_yes(0), {"any": [is_yes(place) for place in range(1, width + 1)]}]})
        number -= width
    return program_of(rules, questions)


def gapped_tests(number: int) -> Program:
    """So many different tests of one answer, all of whose values have gaps."""
    options = [f"o{place:02}" for place in range(14)]
    chosen = [[a, b, c] for a in options[::2] for b in options[::2] for c in options[::2] if a < b < c]
    chosen += [[a, b] for a in options[1::2] for b in options[1::2] if a < b] + [[a, options[2]] for a in options[3::2]]
    assert len(chosen) >= number
    rules: list[Tree] = [{"answer": "q0", "is_any_of": some} for some in chosen[:number]]
    return program_of(rules, {"q0": {"kind": "choice", "options": [{"id": name, "text": WORDS} for name in options]}})


def bounds_on_one_measure(number: int) -> Program:
    return program_of([{"measure": "m0", "at_least": bound} for bound in range(number)], yes_no(1), measures=1)


def many_names(questions: int, measures: int) -> Program:
    rules: list[Tree] = [is_yes(place) for place in range(questions)]
    rules += [{"measure": f"m{place}", "at_least": 0, "at_most": 5} for place in range(measures)]
    return program_of(rules, yes_no(questions), measures)


def open_matches(questions: int) -> Program:
    every = [{"answer": f"q{place}", "at_least": 0} for place in range(questions)]
    single: list[Tree] = [{"answer": f"q{place}", "is": str(value)} for place in range(questions) for value in range(5)]
    return program_of([{"all": every}, *single], {f"q{place}": level() for place in range(questions)}, measures=1)


def always_true(number: int) -> Program:
    return program_of([{"count": {"at_least": 0, "of": [is_yes(0)]}} for _ in range(number)], yes_no(1))


BEYOND: dict[str, tuple[Callable[[], Program], str]] = {
    "tests": (lambda: program_of([{"all": [is_yes(n) for n in range(17)]}], yes_no(17)), "joins 17 tests"),
    "rules": (lambda: many_alternatives(17), "come to 4352 alternatives"),
    "uses": (lambda: uses_of_one_test(256), "256 times"),
    "bounds": (lambda: bounds_on_one_measure(61), "in 61 ways"),
    "ways": (lambda: gapped_tests(61), "in 61 ways"),
    "names": (lambda: many_names(501, 0), "501 different"),
    "names of measures": (lambda: many_names(301, 100), "501 different"),
    "matches": (lambda: open_matches(6), "15625 ways"),
    "begin": (lambda: always_true(255), "255 alternatives"),
}


@pytest.mark.parametrize("beyond", BEYOND)
def test_a_pack_beyond_a_limit_is_refused_in_words_and_never_reaches_the_library(
    beyond: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    monkeypatch.setattr(durable_rules_engine, "create_ruleset", lambda name, definition: made.append(name))
    build, words = BEYOND[beyond]
    program = build()
    sentences = [limit.sentence for limit in limits_exceeded(program)]
    assert any(words in sentence for sentence in sentences), sentences
    assert all(sentence.endswith(".") for sentence in sentences)
    with pytest.raises(EngineTrouble, match=words):
        Inference(program)
    assert made == []


PLACED = {
    "uses": ("fact0", "The rules use one test of the answer 'q0' 256 times, and 255 is the most."),
    "bounds": ("fact0", "The rules test the measure 'm0' (at_least) in 61 ways, and 60 is the most."),
    "ways": ("fact0", "The rules test the answer 'q0' in 61 ways, and 60 is the most."),
    "begin": ("fact0", "255 alternatives hold whatever is answered, and 254 is the most."),
}


@pytest.mark.parametrize("beyond", PLACED)
def test_a_limit_is_told_by_the_names_of_the_pack_and_with_the_first_rule_that_comes_to_it(beyond: str) -> None:
    told = [(limit.conclusion, limit.sentence) for limit in limits_exceeded(BEYOND[beyond][0]())]
    assert told == [PLACED[beyond]]


def test_the_first_rule_that_comes_to_a_limit_may_be_a_later_one() -> None:
    """And what is tested may be an option, a fact, or the upper side of a measure."""
    several: Tree = {"kind": "choices", "options": [{"id": name, "text": WORDS} for name in ("a", "b")]}
    questions = {**yes_no(65), "several": several}
    every = {"any": [is_yes(place) for place in range(64)]}

    def told(test: Tree, measures: int = 0) -> list[tuple[str | None, str]]:
        rules: list[Tree] = [is_yes(64), *({"all": [test, every]} for _ in range(5))]
        return [limit[1:3] for limit in limits_exceeded(program_of(rules, questions, measures))]

    end = "320 times, and 255 is the most."
    assert told({"answer": "several", "includes_any_of": ["b"]}) == [
        ("fact1", f"The rules use one test of the option 'b' of the answer 'several' {end}")
    ]
    assert told({"none": [{"fact": "fact0"}]}) == [("fact1", f"The rules use one test of the fact 'fact0' {end}")]
    assert told({"measure": "m0", "at_most": 3}, 1) == [
        ("fact1", f"The rules use one test of the measure 'm0' (at_most) {end}")
    ]
    unused = f"The rules use one test of the measure 'm0' (whether it is in use) {end}"
    assert ("fact1", unused) in told({"none": [{"measure": "m0", "at_most": 3}]}, 1)


def test_two_messages_of_one_hash_are_refused_and_called_by_the_names_of_the_pack(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    tested = next(test.fact for rule in durable_rules(program) for test in rule.alternative if isinstance(test, FactIs))

    def with_a_pair(program: Program, wanted: Sequence[int]) -> dict[str, Subject | None]:
        return identities(program, wanted) | {"liquid": Subject("answer", 0), "costarring": Subject("fact", tested)}

    monkeypatch.setattr(inference_limits, "identities", with_a_pair)
    question, fact = program.vocabulary.variables[0].question, program.conclusions[tested].name
    about = f"about .*the answer '{question}' and about the fact '{fact}' have the same hash"
    with pytest.raises(EngineTrouble, match=about):
        Inference(program)
    (exceeded,) = limits_exceeded(program)
    assert exceeded.conclusion in [rule.id for rule in program.pack.rules]
    assert "order of the questions" in exceeded.remedy


AT_THE_LIMIT = """
from random import Random
from engine.evaluate import Evaluator
from engine.inference import Inference
from tests.unit import test_inference as given
program = {build}
evaluator, inference, random = Evaluator(program), Inference(program), Random(1)
variables = program.vocabulary.variables
def agree(masks):
    inferred, truth = inference.infer(masks), evaluator.evaluate(masks)
    assert inferred[:3] == truth[:3]
agree([variable.everything for variable in variables])
agree([variable.everything ^ variable.not_in_use for variable in variables])
for place in range(max(len(variable.values) for variable in variables) + 1):
    agree([1 << min(place, len(variable.values)) for variable in variables])
for _ in range(6):
    agree([random.choice((1 << random.randrange(len(v.values)), v.everything)) for v in variables])
print("agreed")
"""


@pytest.mark.parametrize(
    "build",
    [
        "given.program_of([{'all': [given.is_yes(n) for n in range(11)]}], given.yes_no(11))",
        "given.many_alternatives(3)",
        "given.uses_of_one_test(255)",
        "given.gapped_tests(60)",
        "given.bounds_on_one_measure(60)",
        "given.many_names(500, 0)",
        "given.many_names(200, 150)",
        "given.open_matches(5)",
        "given.always_true(254)",
    ],
)
def test_a_pack_at_a_limit_runs_and_agrees(build: str) -> None:
    assert in_own_process(AT_THE_LIMIT.format(build=build)) == "agreed\n"


def test_a_gapped_test_may_be_used_as_often_as_any_other() -> None:
    """Written with the library's own `$or` the 64th use would be refused, and only when an answer arrives."""
    options = [{"id": name, "text": WORDS} for name in ("low", "middle", "high")]
    questions: dict[str, Tree] = {"gap": {"kind": "choice", "options": options}, **yes_no(16)}
    either: list[Tree] = [{"any": [is_yes(place) for place in range(first, first + 4)]} for first in (0, 4, 8)]
    gapped = {"answer": "gap", "is_any_of": ["low", "high"]}
    program = program_of(
        [{"all": [gapped, *either]}, *({"all": [gapped, *either[:2], is_yes(12 + n)]} for n in range(4))], questions
    )
    inference, evaluator = Inference(program), Evaluator(program)
    for gap in (0b0001, 0b0010, 0b0100, 0b1000, 0b0111, 0b1111):
        for rest in (0b001, 0b010, 0b111):
            masks = (gap, *[rest] * 16)
            assert inference.infer(masks)[:3] == evaluator.evaluate(masks)[:3]


# The same inputs, the same result


def by_name(program: Program, inferred: Inferred) -> Tree:
    names = [conclusion.name for conclusion in program.conclusions]
    measures = dict(zip([scale.measure.id for scale in program.scales], inferred.measures, strict=True))
    return {
        "certain": dict(zip(names, inferred.certain, strict=True)),
        "possible": dict(zip(names, inferred.possible, strict=True)),
        **measures,
    }


@pytest.mark.parametrize("seed", range(12))
def test_the_order_in_which_a_pack_is_written_changes_nothing(seed: int) -> None:
    pack = random_pack(seed, 9)
    turned = pack.model_copy(
        update={
            "sections": tuple(
                section.model_copy(update={"questions": section.questions[::-1]}) for section in pack.sections[::-1]
            ),
            "rules": pack.rules[::-1],
            "measures": pack.measures[::-1],
        }
    )
    turned = Pack.model_validate(turned.model_dump(by_alias=True))
    one, other, random = ready(pack), ready(turned), Random(seed)
    first, second = one.inference(), other.inference()
    for _ in range(10):
        profile = random_profile(random, pack)
        shuffled = list(profile.answers.items())
        random.shuffle(shuffled)
        reordered = profile.model_copy(update={"answers": dict(shuffled)})
        inferred = first.infer(one.read(profile).masks)
        assert first.infer(one.read(reordered).masks) == inferred
        assert by_name(other.program, second.infer(other.read(reordered).masks)) == by_name(one.program, inferred)


HASH_SEED = """
import hashlib
from engine.inference import Inference
from engine.program import Program
from tests.packs import random_pack
from tests.unit.test_inference import some_masks
digest = hashlib.sha256()
for seed in range(12):
    pack = random_pack(seed, 10)
    program = Program(pack, pack.policies[0])
    inference = Inference(program)
    for masks in some_masks(program, 10, seed):
        digest.update(repr(inference.infer(masks)).encode())
print(digest.hexdigest())
"""


def test_the_seed_of_pythons_hashes_changes_nothing() -> None:
    results = {in_own_process(HASH_SEED, PYTHONHASHSEED=seed) for seed in ("0", "1", "2", "4294967295")}
    assert len(results) == 1
