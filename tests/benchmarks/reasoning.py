"""How long exact reasoning takes: bounds of everything, and the same yes-or-no questions in other solvers.

Profiles are the drawn ones of the tests with so many questions left open at random. For the comparison, the questions
are those whose answers make the bounds exact: for each measure whether it reaches what it can and no more, at both
ends, and for each verdict whether it can be reached. Each solver answers them on one and the same linear model.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from engine.answers import NEVER, Answers, read_answers
from engine.literals import FALSE, TRUE, Literal, opposite
from engine.outlook import look_ahead
from engine.pack import Pack
from engine.possibilities import Possible, Reach
from engine.prepared import Prepared, prepare
from engine.profile import Profile
from engine.solver import Model
from tests.packs import random_profile

SEED, PROFILES, COMPARED = 2027, 20, 2
PEERS = ("cp-sat", "z3")


@dataclass
class Timed:
    """Milliseconds of some runs."""

    taken: list[float]

    def __str__(self) -> str:
        return f"{median(self.taken):9.1f}{max(self.taken):9.1f}"


def with_open(pack: Pack, number: int, open_questions: int) -> Profile:
    """A random profile, always the same, with so many questions open."""
    profile = random_profile(Random(SEED + number), pack, complete=True)
    names = list(pack.questions)
    Random(SEED + number).shuffle(names)
    kept = {name: given for name, given in profile.answers.items() if name not in names[:open_questions]}
    return profile.model_copy(update={"answers": kept})


def print_reasoning(pack: Pack) -> None:
    prepared = prepare(pack, pack.policy["default"])
    everything = len(pack.questions)
    print(f"Exact reasoning, milliseconds over {PROFILES} profiles under the policy default.\n")
    print(f"{'questions open':16}{'bounds of everything':>24}{'with what decides':>22}")
    print(f"{'':16}{'median':>15}{'max':>9}{'median':>13}{'max':>9}")
    for number in (5, 20, 40, everything):
        bounds, whole = Timed([]), Timed([])
        for place in range(PROFILES):
            profile = with_open(pack, place, number)
            answers = read_answers(profile, prepared.program, profile.answered_on)
            outer = prepared.evaluator.evaluate(answers.masks)
            begun = perf_counter()
            possible = Reach(answers.taken, outer, prepared).all()
            bounds.taken.append((perf_counter() - begun) * 1000)
            if not possible.exact:
                raise SystemExit(f"profile {place} with {number} open questions: bounds, not exact")
            begun = perf_counter()
            look_ahead(answers, outer, prepared)
            whole.taken.append((perf_counter() - begun) * 1000)
        print(f"{'all of them' if number == everything else number:<16}      {bounds}    {whole}")
    _print_peers(pack, prepared, everything)


def _print_peers(pack: Pack, prepared: Prepared, everything: int) -> None:
    print(
        f"\nThe same questions on the same linear model, per question, {COMPARED} profiles each; x HiGHS is a ratio.\n"
    )
    print(
        f"{'questions open':16}{'asked':>6}{'HiGHS ms':>12}", *(f"{name + ' ms':>12}{'x HiGHS':>9}" for name in PEERS)
    )
    for number in (5, 20, 40, everything):
        asked, seconds = 0, dict.fromkeys(("highs", *PEERS), 0.0)
        for place in range(COMPARED):
            profile = with_open(pack, place, number)
            answers = read_answers(profile, prepared.program, profile.answered_on)
            model, questions = _questions(answers, prepared)
            if not questions:
                continue
            asked += len(questions)
            ours = []
            for fixed in questions:
                begun = perf_counter()
                ours.append(model.solve(fixed=fixed).status == "optimal")
                seconds["highs"] += perf_counter() - begun
            for name in PEERS:
                theirs = _peer(name, model, questions)
                if any(answer is not None and answer != own for (answer, _), own in zip(theirs, ours, strict=True)):
                    raise SystemExit(f"{name} differs from HiGHS on profile {place} with {number} open questions")
                seconds[name] += sum(taken for _, taken in theirs)
        if asked:
            each = {name: 1000 * total / asked for name, total in seconds.items()}
            beside = (f"{each[name]:12.1f}{each[name] / each['highs']:9.1f}" for name in PEERS)
            name = "all of them" if number == everything else str(number)
            print(f"{name:16}{asked:6}{each['highs']:12.1f}", *beside)


def _questions(answers: Answers, prepared: Prepared) -> tuple[Model, list[dict[int, int]]]:
    """The model of a profile, and each question as columns held fixed."""
    reach = Reach(answers.taken, prepared.evaluator.evaluate(answers.masks), prepared)
    possible = reach.all()
    wanted = list(_wanted(reach, possible, prepared))  # first, since literals add columns to the model
    return reach.world.logic.model, [_fixed(literals) for literals in wanted if FALSE not in literals]


def _wanted(reach: Reach, possible: Possible, prepared: Prepared) -> Iterator[list[Literal]]:
    world, program = reach.world, prepared.program
    for number, (low, high, use) in enumerate(possible.truth.measures):
        if use != NEVER:
            for bound in (high, high + 1):
                yield [world.used(number), world.reaches(number, bound)]
            for bound in (low, low + 1):
                yield [world.used(number), opposite(world.reaches(number, bound))]
    for place in range(len(program.policy.order)):
        yield [world.verdict(place)]


def _fixed(literals: list[Literal]) -> dict[int, int]:
    return {literal >> 1: 1 ^ (literal & 1) for literal in literals if literal != TRUE}


def _peer(name: str, model: Model, questions: list[dict[int, int]]) -> list[tuple[bool | None, float]]:
    asked = {"model": model.written(), "questions": questions}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.peers_solvers", name],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    found: Any = json.loads(ran.stdout)
    return [(answer, taken) for answer, taken in found]
