"""Mutation judges by short cuts: what they say must be what the whole evaluation and the oracle say."""

from random import Random

from hypothesis import given

from engine.evaluate import Evaluator
from engine.mutants import Mutant, mutants
from engine.normal import TooWide
from engine.pack import Pack
from engine.program import Program
from engine.reevaluate import Reevaluation, Steps
from engine.same_meaning import Meaning
from engine.strata import Circle
from tests import oracle
from tests.effort import times
from tests.packs import SEEDS, Drawn, drawn, random_pack, random_profile
from tests.ready import Ready, completion, ready

MUTANTS = 6
SOME = times(40)


def some_programs(form: Ready, random: Random, number: int) -> list[tuple[Mutant, Program]]:
    """So many mutants that can be ordered, with their programs, made from that of the pack as mutation makes them."""
    every = list(mutants(form.pack))
    found = []
    for mutant in random.sample(every, min(number, len(every))):
        try:
            found.append((mutant, Program(mutant.pack, mutant.pack.policy[form.policy.id], like=form.program)))
        except (Circle, TooWide):
            continue
    return found


def require_the_whole_truth(drawing: Drawn, seed: int) -> None:
    form, random = ready(drawing.pack), Random(seed)
    steps = Steps(form.program)
    for mutant, program in some_programs(form, random, MUTANTS):
        changed = Reevaluation(program, steps)
        whole = Evaluator(Program(mutant.pack, program.policy))
        for profile in drawing.profiles:
            masks = form.read(profile).masks
            assert changed.truth(masks, form.evaluator.bounds(masks)) == whole.bounds(masks), mutant.change
            assert changed.truth(masks, None) == whole.bounds(masks), mutant.change


@SOME
@given(drawn(4), SEEDS)
def test_working_out_again_what_a_change_reaches_gives_the_whole_truth(drawing: Drawn, seed: int) -> None:
    require_the_whole_truth(drawing, seed)


@SOME
@given(drawn(4, circles=True), SEEDS)
def test_that_is_so_where_conclusions_support_each_other(drawing: Drawn, seed: int) -> None:
    require_the_whole_truth(drawing, seed)


def told(pack: Pack, policy: str, answers: dict[str, oracle.Value]) -> object:
    """All that a reader is told of complete answers: facts, measures, the verdict and which of its clauses hold."""
    chosen = pack.policy[policy]
    outcome = oracle.outcome(pack, chosen, answers)
    facts = {name: outcome.facts[name] for name in pack.rule}
    for verdict in chosen.verdicts:
        clauses = [outcome.facts[f"{verdict.verdict}.{number}"] for number in range(len(verdict.clauses))]
        if any(clauses):
            return facts, outcome.measures, verdict.verdict, clauses
    return facts, outcome.measures, chosen.otherwise, []


def test_what_is_proved_to_mean_the_same_is_told_the_same_of_any_complete_answers() -> None:
    proved = 0
    for seed in range(30):
        random = Random(seed)
        form = ready(random_pack(seed, 8, circles=seed % 3 == 0))
        meaning = Meaning(form.program)
        for mutant, program in some_programs(form, random, 40):
            if Reevaluation(program, Steps(form.program)).altered and meaning.same(program):
                proved += 1
                for _ in range(12):
                    answers = completion(random, form, random_profile(random, form.pack))
                    before, after = (told(pack, form.policy.id, answers) for pack in (form.pack, mutant.pack))
                    assert before == after, (seed, mutant.subject, mutant.change)
    assert proved > 50, "too few proofs to say anything"
