"""`make bench`: how fast the rules run here and in other engines, timed together, and how long a cold start takes.

First every engine must come to the same outcomes on every profile; if one does not, nothing is timed. Then all take
their turn in each round, and the median of the rounds counts.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from engine.agreement import require_agreement
from engine.answers import read_answers
from engine.assess import assess
from engine.explain import explain
from engine.ledger import ledger
from engine.loader import load_pack, load_profile
from engine.pack import Pack
from engine.prepared import Prepared, prepare
from engine.profile import Profile
from engine.verdicts import possible_verdicts
from tests.benchmarks.expressions import Rules
from tests.benchmarks.peers_cel import cel_program
from tests.benchmarks.peers_zen import zen_batch, zen_expression, zen_graph
from tests.benchmarks.reasoning import with_open
from tests.benchmarks.startup import ROUNDS as STARTS
from tests.benchmarks.startup import starts
from tests.packs import TODAY, random_profile

ROOT = Path(__file__).parents[2]
SEED, RANDOM_PROFILES, ROUNDS = 2026, 200, 7
FEW = 10  # the slow ones take every tenth profile
HALF_OPEN = 6

LEGEND = f"""
Median and best of {ROUNDS} rounds in which all take their turn; everything is compiled beforehand. durable-rules,
read_answers, explained and assess take every {FEW}th profile. An outcome is the certainty of a conclusion or the value
of a measure: each engine works out all of them, measures too, in one thread, and returns them in one tuple or list.
  evaluator      Its input, one mask an answer, is prepared beforehand (see read_answers).
  durable-rules  One session: the answers asserted stratum by stratum, the rules run, and what each firing matched.
                 Measures are worked out beside it in Python. Input as above.
  explained      A full assessment in the narrow sense: the three above, the agreement of both inferences, the proof of
                 each finding, causal chains, the ledger of what each readiness measure lost, the verdict.
  assess         What `munasara assess` does: the same, and the effect of every remedy, the best two together, what the
                 verdict hangs on, the outlook on open questions, the other reading of evidence, and the document.
  zen            zen-engine {version("zen-engine")}. Its input, a Python list of numbers and truth values, is prepared
                 beforehand; turning it into zen's values, and the result into Python's, is included, as the
                 library has no other way. The batch takes all profiles in one call, on as many threads as it likes.
  CEL            common-expression-language {version("common-expression-language")}. Its input, a Context that holds the
                 same list, is prepared beforehand; turning the result into Python's values is included.
"half open" are {HALF_OPEN} profiles with half of the questions open at random, which only this engine can evaluate, so
that they are not compared. durable-rules then runs two sessions. Where the bounds from outside are too wide, assess
makes the effect of every remedy exact as well, with the solver: that takes seconds, and it has one round only.
"""


@dataclass
class Contender:
    """A way to run the rules over `count` profiles. `taken` is in microseconds per profile, one for each round.
    `compared` says whether the peers can do anything of the kind. It takes a turn in so many of the rounds."""

    name: str
    what: str
    count: int
    run: Callable[[], Sequence[object]]
    compared: bool = True
    rounds: int = ROUNDS
    taken: list[float] = field(default_factory=list)

    def take_turn(self) -> None:
        begun = perf_counter()
        self.run()
        self.taken.append((perf_counter() - begun) * 1e6 / self.count)


def main() -> None:
    pack = load_pack(ROOT / "rules" / "advocacy")
    policy = pack.policy["default"]
    prepared = prepare(pack, policy)
    program, infer, evaluate = prepared.program, prepared.inference.infer, prepared.evaluator.evaluate
    rules = Rules(program)
    read = [(profile, on, read_answers(profile, program, on)) for profile, on in _profiles(pack)]
    complete = [(profile, on, answers.masks) for profile, on, answers in read if answers.settled]
    masks = [each for _, _, each in complete]
    lists = [rules.answers(each) for each in masks]
    peers = {
        "zen, expression": zen_expression(rules, lists),
        "zen, graph": zen_graph(rules, lists),
        "zen, graph, batch": zen_batch(rules, lists),
        "CEL": cel_program(rules, lists),
    }

    expected = [rules.found(evaluate(each)) for each in masks]
    _require_equal("durable-rules", rules, (rules.found(infer(each)) for each in masks), expected)
    for name, run in peers.items():
        _require_equal(name, rules, run(), expected)

    all_of_them, few = len(complete), complete[::FEW]
    some, half = len(few), len(pack.questions) // 2
    halves = [(profile, profile.answered_on) for profile in (with_open(pack, n, half) for n in range(HALF_OPEN))]
    wholes = [(profile, on) for profile, on, _ in few]

    ours = [
        Contender("evaluator", "masks -> outcomes", all_of_them, lambda: [evaluate(each) for each in masks]),
        Contender("durable-rules", "masks -> outcomes, proofs", some, lambda: [infer(each) for _, _, each in few]),
        Contender("read_answers", "profile -> masks", some, lambda: [read_answers(p, program, on) for p, on in wholes]),
    ]
    for name, given, compared in (("", wholes, True), (", half open", halves, False)):
        told = partial(_each, given, lambda profile, on: explained(profile, prepared, on))
        whole = partial(_each, given, lambda profile, on: assess(profile, pack, policy, on))
        ours += [
            Contender(f"explained{name}", "profile -> proofs, ledger, verdict", len(given), told, compared),
            Contender(f"assess{name}", "profile -> assessment", len(given), whole, compared, ROUNDS if compared else 1),
        ]
    theirs = [Contender(name, "list -> outcomes", all_of_them, run) for name, run in peers.items()]
    gc.collect()
    gc.freeze()  # what is loaded by now is on nobody's bill
    for number in range(ROUNDS):
        for contender in (*ours, *theirs):
            if number < contender.rounds:
                contender.take_turn()

    conclusions, open_ones = len(program.conclusions), len(read) - all_of_them
    established = [[number for number in range(conclusions) if outcomes[number]] for outcomes in expected]
    ever, on_average = len(set().union(*established)), sum(map(len, established)) // all_of_them
    print(f"Pack {pack.manifest.id} {pack.manifest.version} under the policy {policy.id}.")
    print(f"All engines agree on {conclusions} conclusions, how certain each is, and {len(program.scales)} measures")
    print(f"for {all_of_them} complete profiles. {ever} conclusions hold in some profile, {on_average} on average.")
    print(f"Profiles left out because they leave questions open, which only this engine can evaluate: {open_ones}.\n")
    _print_contenders(ours, theirs)
    _print_starts()


def explained(profile: Profile, prepared: Prepared, on: date) -> tuple[object, ...]:
    """What follows from a profile and why, as `assess` begins: both inferences, proofs, ledgers, the verdict."""
    program = prepared.program
    answers = read_answers(profile, program, on)
    inferred, truth = prepared.inference.infer(answers.masks), prepared.evaluator.evaluate(answers.masks)
    require_agreement(inferred, truth, program, profile)
    lost = [
        ledger(scale, measured, answers, program)
        for scale, measured in zip(program.scales, truth.measures, strict=True)
        if scale.lifts
    ]
    return explain(inferred, answers, prepared), lost, possible_verdicts(truth, program)


def _each(given: Sequence[tuple[Profile, date]], run: Callable[[Profile, date], object]) -> list[object]:
    return [run(profile, on) for profile, on in given]


def _profiles(pack: Pack) -> Iterator[tuple[Profile, date]]:
    """Random complete profiles, always the same, and the examples of the documentation, each with its day."""
    for number in range(RANDOM_PROFILES):
        yield random_profile(Random(SEED + number), pack, complete=True), TODAY
    for path in sorted((ROOT / "docs" / "examples").glob("*.yaml")):
        profile, _ = load_profile(path)
        yield profile, profile.answered_on


def _require_equal(name: str, rules: Rules, found: Iterable[Sequence[float]], expected: list[list[int]]) -> None:
    for number, (theirs, ours) in enumerate(zip(found, expected, strict=True)):
        pairs = zip(rules.outcomes, theirs, ours, strict=True)
        wrong = [f"{outcome} is {one}, not {other}" for outcome, one, other in pairs if one != other]
        if wrong:
            raise SystemExit(f"{name} differs from the evaluator on profile {number}: {'; '.join(wrong)}")


def _print_contenders(ours: list[Contender], theirs: list[Contender]) -> None:
    fastest = min(median(contender.taken) for contender in theirs)
    print(f"{'us per profile':22}{'median':>11}{'best':>11}{'x fastest peer':>16}  from what to what")
    for contender in (*ours, *theirs):
        middle, best = median(contender.taken), min(contender.taken)
        times = f"{middle / fastest:16.2f}" if contender.compared else f"{'-':>16}"
        print(f"{contender.name:22}{middle:11.1f}{best:11.1f}{times}  {contender.what}")
    print(LEGEND)


def _print_starts() -> None:
    timed = starts()
    print(f"{'cold start, seconds':40}{'median':>9}{'x python':>10}")
    for start in timed:
        figures = "" if start.failed else f"{start.seconds:9.3f}{start.seconds / timed[0].seconds:10.1f}"
        print(f"{start.name:40}{figures or start.failed}")
    print(f"\nMedian of {STARTS} fresh processes each, bytecode compiled, files in the page cache, output to a pipe.")


if __name__ == "__main__":
    main()
