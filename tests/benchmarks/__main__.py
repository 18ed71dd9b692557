"""`make bench`: how fast the rules run here and in other engines, timed together, and how long a cold start takes.

First every engine must come to the same outcomes on every profile; if one does not, nothing is timed. Then all take
their turn in each round, and the median of the rounds counts.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from engine.answers import read_answers
from engine.assess import assess
from engine.loader import load_pack, load_profile
from engine.pack import Pack
from engine.prepared import prepare
from engine.profile import Profile
from tests.benchmarks.expressions import Rules
from tests.benchmarks.peers_cel import cel_program
from tests.benchmarks.peers_zen import zen_batch, zen_expression, zen_graph
from tests.benchmarks.startup import ROUNDS as STARTS
from tests.benchmarks.startup import starts
from tests.packs import TODAY, random_profile

ROOT = Path(__file__).parents[2]
SEED, RANDOM_PROFILES, ROUNDS = 2026, 200, 9
FEW = 5  # the slow ones take every fifth profile


@dataclass
class Contender:
    """A way to run the rules over `count` profiles. `taken` is in microseconds per profile, one for each round."""

    name: str
    what: str
    count: int
    run: Callable[[], Sequence[object]]
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

    few, all_of_them = complete[::FEW], len(complete)
    ours = [
        Contender("evaluator", "masks -> outcomes", all_of_them, lambda: [evaluate(each) for each in masks]),
        Contender("durable-rules", "masks -> outcomes and proofs", len(few), lambda: [infer(m) for _, _, m in few]),
        Contender("read_answers", "profile -> masks", len(few), lambda: [read_answers(p, program, on) for p, on, _ in few]),
        Contender("assess", "profile -> assessment", len(few), lambda: [assess(p, pack, policy, on) for p, on, _ in few]),
    ]
    theirs = [Contender(name, "list -> outcomes", all_of_them, run) for name, run in peers.items()]
    gc.collect()
    gc.freeze()  # what is loaded by now is on nobody's bill
    for _ in range(ROUNDS):
        for contender in (*ours, *theirs):
            contender.take_turn()

    print(
        f"{len(rules.outcomes)} outcomes ({len(program.conclusions)} conclusions in two grades, {len(program.scales)} "
        f"measures) of pack {pack.manifest.id} {pack.manifest.version}, policy {policy.id}.\n"
        f"All engines agree on all of them for {all_of_them} complete profiles "
        f"({len(read) - all_of_them} more left out: something in them is open, which only our engine can evaluate).\n"
    )
    _print_contenders(ours, theirs)
    _print_starts()


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
    print(f"{'us per profile':20}{'median':>9}{'best':>9}{'x fastest peer':>16}  from what to what")
    for contender in (*ours, *theirs):
        middle, best = median(contender.taken), min(contender.taken)
        print(f"{contender.name:20}{middle:9.1f}{best:9.1f}{middle / fastest:16.2f}  {contender.what}")
    print(f"""
Median and best of {ROUNDS} interleaved rounds; everything is compiled beforehand. durable-rules, read_answers and assess
take every {FEW}th profile. An outcome is the certainty of a conclusion or the value of a measure; each engine computes
all of them, measures too, and returns them as a tuple or list.
  evaluator      both bounds of each measure; its input, one mask an answer, is prepared beforehand (read_answers).
  durable-rules  one session: asserting the answers, inference, which alternative of which rule fired and on what.
  assess         reading, both inferences and their comparison, explanation, effect of each remedy, summary.
  zen            zen-engine {version("zen-engine")}; its input, a list of numbers and truth values, is prepared beforehand.
                 Turning it into zen's own values, and the result into Python's, is included: the library has no other way.
                 The batch takes all profiles in one call and spreads them over threads; the others use one.
  CEL            common-expression-language {version("common-expression-language")}; its input, a Context with the same list, is prepared beforehand,
                 so only turning the result into Python's values is included.
""")


def _print_starts() -> None:
    timed = starts()
    print(f"{'cold start, seconds':40}{'median':>9}{'x python':>10}")
    for start in timed:
        figures = start.failed or f"{start.seconds:9.3f}{start.seconds / timed[0].seconds:10.1f}"
        print(f"{start.name:40}{figures:>9}")
    print(f"\nMedian of {STARTS} fresh processes each, bytecode compiled, files in the page cache, output to a pipe.")


if __name__ == "__main__":
    main()
