"""How long exact reasoning takes, and the same questions in other solvers: `python -m tests.benchmarks.reasoning`.

Bounds of everything with some questions left open, plans, and all proofs about the pack. Time is that of the processor,
so that what else a machine does counts little; the solver is loaded beforehand.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import process_time

from engine.answers import NEVER, read_answers
from engine.linear import World
from engine.literals import FALSE, Literal, opposite
from engine.loader import load_pack
from engine.outlook import look_ahead
from engine.pack import Pack
from engine.possibilities import Possible, Reach
from engine.prepared import Prepared, prepare
from engine.profile import Profile
from engine.solver import Model
from engine.verify import verify
from tests.benchmarks.aims import Timed
from tests.benchmarks.plans import print_plans, record_plans
from tests.benchmarks.recorded import Workload, recording
from tests.benchmarks.solvers import LEGEND, Peer, peers, print_heading, print_row
from tests.packs import random_profile

ROOT = Path(__file__).parents[2]
SEED, PROFILES = 2027, 20
OPEN: dict[int | None, float | None] = {5: None, 20: 200.0, 40: None, None: 1000.0}  # with what is aimed at


def main() -> None:
    pack = load_pack(ROOT / "rules" / "advocacy")
    prepared = prepare(pack, pack.policy["default"])
    _load_the_solver()
    _print_bounds(pack, prepared)
    print_plans(pack)
    proofs = _print_proofs(pack)
    print("\nThe questions that these runs ask of the solver, in other solvers.\n")
    with peers() as running:
        print_heading()
        for number in OPEN:
            print_row(f"bounds, {_name(number)} open", _asked_for_bounds(pack, prepared, number), running)
        for kind, workload in record_plans(pack):
            print_row(f"plans: {kind}", workload, running)
        print_row("pack verify", proofs, running)
        _print_unaided(pack, prepared, running)
    print(LEGEND)


def _load_the_solver() -> None:
    loaded = Model()
    loaded.binary()
    loaded.solve()


def _name(number: int | None) -> str:
    return "all questions" if number is None else str(number)


def with_open(pack: Pack, place: int, number: int | None) -> Profile:
    """A random profile, always the same, with so many questions open, None for all."""
    profile = random_profile(Random(SEED + place), pack, complete=True)
    names = list(pack.questions)
    Random(SEED + place).shuffle(names)
    kept = {name: given for name, given in profile.answers.items() if name not in names[:number]}
    return profile.model_copy(update={"answers": kept})


def _reaches(pack: Pack, prepared: Prepared, number: int | None) -> Iterator[tuple[Profile, Reach]]:
    for place in range(PROFILES):
        profile = with_open(pack, place, number)
        answers = read_answers(profile, prepared.program, profile.answered_on)
        yield profile, Reach(answers.taken, prepared.evaluator.evaluate(answers.masks), prepared)


def _print_bounds(pack: Pack, prepared: Prepared) -> None:
    print(f"Exact bounds, milliseconds of the processor over {PROFILES} profiles under the policy default.\n")
    print(f"{'questions open':16}{'bounds of everything':>24}{'with what decides':>22}  aim for the bounds")
    print(f"{'':16}{'median':>15}{'max':>9}{'median':>13}{'max':>9}")
    for number, aim in OPEN.items():
        bounds, whole = Timed(aim), Timed()
        for profile, reach in _reaches(pack, prepared, number):
            begun = process_time()
            possible = reach.all()
            bounds.taken.append((process_time() - begun) * 1000)
            if not possible.exact:
                raise SystemExit(f"{_name(number)} open questions: bounds, not exact")
            answers = read_answers(profile, prepared.program, profile.answered_on)
            outer = prepared.evaluator.evaluate(answers.masks)
            begun = process_time()
            look_ahead(answers, outer, prepared)
            whole.taken.append((process_time() - begun) * 1000)
        print(f"{_name(number):16}      {bounds}    {whole}  {bounds.verdict}")


def _print_proofs(pack: Pack) -> Workload:
    """Prove everything about the pack twice: once for the clock, once to take down what the solver is asked."""
    proofs = Timed(60_000.0)
    begun = process_time()
    certificate = verify(pack)
    proofs.taken.append((process_time() - begun) * 1000)
    proven = sum(certificate.counts.values())
    print(f"\npack verify: {proofs.taken[0] / 1000:.1f} s for {proven} proofs, {proofs.verdict}.")
    with recording() as workload:
        verify(pack)
    return workload


def _asked_for_bounds(pack: Pack, prepared: Prepared, number: int | None) -> Workload:
    with recording() as workload:
        for _, reach in _reaches(pack, prepared, number):
            reach.all()
    return workload


def _print_unaided(pack: Pack, prepared: Prepared, running: list[Peer]) -> None:
    """What a solver would be asked if nothing else were tried first: of each profile one of the questions that make
    its bounds exact, drawn at random, on one model of the whole."""
    print("\nWithout bounds and completions tried first, the solver would be asked for each bound: one a profile.\n")
    print_heading()
    for number in OPEN:
        workload = Workload()
        for place, (_, reach) in enumerate(_reaches(pack, prepared, number)):
            wanted = list(_wanted(reach.world, reach.all(), prepared))
            drawn = Random(SEED + place).choice([literals for literals in wanted if FALSE not in literals])
            with recording(workload):
                reach.world.logic.solve(drawn)
        print_row(f"bounds, {_name(number)} open", workload, running)


def _wanted(world: World, possible: Possible, prepared: Prepared) -> Iterator[list[Literal]]:
    """For each measure whether it reaches what it can and no more, at both ends, and for each verdict whether it can
    be reached."""
    for number, (low, high, use) in enumerate(possible.truth.measures):
        if use != NEVER:
            for bound in (high, high + 1):
                yield [world.used(number), world.reaches(number, bound)]
            for bound in (low, low + 1):
                yield [world.used(number), opposite(world.reaches(number, bound))]
    for place in range(len(prepared.program.policy.order)):
        yield [world.verdict(place)]


if __name__ == "__main__":
    main()
