"""What an assessment says of remedies, put to the rules again: with which answers to begin, and what each one does."""

from collections.abc import Collection, Sequence
from functools import cache
from random import Random

from hypothesis import given

from api.packs import open_pack
from engine.answers import Answers, read_answers
from engine.assess import assess
from engine.assessment import Assessment, FindingMove
from engine.evaluate import Truth
from engine.pack import ADVERSE, Pack, VerdictName
from engine.parts import certainty_of
from engine.possibilities import possibilities
from engine.prepared import Prepared, prepare
from engine.profile import Profile
from engine.program import Program
from engine.remedies import could_become
from reports.wording import Wording
from reports.words import Words
from tests.effort import times
from tests.examples import assessed_example
from tests.packs import SEEDS, TODAY, random_profile

FEW, FEWER = times(25), times(10)


@cache
def the_pack() -> Pack:
    return open_pack("advocacy")


def assessed(profile: Profile) -> tuple[Assessment, Answers, Prepared]:
    policy = the_pack().policy["default"]
    prepared = prepare(the_pack(), policy)
    result = assess(profile, the_pack(), policy, TODAY)
    return result, read_answers(profile, prepared.program, TODAY), prepared


def campaign(seed: int) -> Profile:
    """Every question answered, or one in eight open."""
    random = Random(seed)
    profile = random_profile(random, the_pack(), complete=True)
    if random.random() < 0.5:
        kept = {name: given for name, given in profile.answers.items() if random.random() < 0.9}
        profile = profile.model_copy(update={"answers": kept})
    return profile


def exactly(taken: Sequence[int], prepared: Prepared) -> tuple[Truth, tuple[VerdictName, ...]]:
    masks = list(taken)
    prepared.program.settle_use(masks)
    found = possibilities(taken, prepared.evaluator.evaluate(masks), prepared)
    return found.truth, found.verdicts


def begun_with(questions: Collection[str], remedies: Collection[str], answers: Answers, program: Program) -> list[int]:
    """The answers with these remedies in place, and then all but these questions as they were."""
    then = list(answers.taken)
    for name in remedies:
        then = could_become(program, then, the_pack().remedy[name])
    kept = {number for question in questions for number in program.vocabulary.of_question[question]}
    return [mask if number in kept else answers.taken[number] for number, mask in enumerate(then)]


@FEW
@given(SEEDS)
def test_the_answers_to_begin_with_leave_the_verdict_and_each_is_needed(seed: int) -> None:
    result, answers, prepared = assessed(campaign(seed))
    if not result.way_out:
        assert result.verdict.decided is None or result.verdict.decided in (
            result.verdict.best_possible, result.verdicts_after_priorities[-1]
        )  # fmt: skip
        return
    ways = [result.priorities, *([result.best_pair.remedies] if result.best_pair else [])]

    def leave(questions: Collection[str]) -> bool:
        takens = (begun_with(questions, names, answers, prepared.program) for names in ways)
        return any(exactly(taken, prepared)[1][-1] != result.verdict.decided for taken in takens)

    assert leave(result.way_out)
    for left_out in result.way_out:
        assert not leave([name for name in result.way_out if name != left_out]), left_out


@FEWER
@given(SEEDS)
def test_what_a_remedy_does_to_each_finding_is_what_the_rules_say_with_it_in_place(seed: int) -> None:
    result, answers, prepared = assessed(campaign(seed))
    program = prepared.program
    now = exactly(answers.taken, prepared)[0]
    for remedy in result.remedies:
        taken = could_become(program, answers.taken, the_pack().remedy[remedy.id])
        then = exactly(taken, prepared)[0]
        moved = {move.fact: move for move in remedy.moves or ()}
        for number, rule in enumerate(the_pack().rules):
            bounds = then.certain[number], then.possible[number]
            if rule.kind not in ADVERSE:
                continue
            if bounds == (now.certain[number], now.possible[number]):
                assert rule.id not in moved or not answers.settled, remedy.id
            elif answers.settled:
                leaves, up_to = map(certainty_of, bounds)
                assert moved[rule.id] == FindingMove(fact=rule.id, leaves=leaves, up_to=up_to)
            else:
                assert rule.id in moved, remedy.id


def test_the_answers_are_named_in_the_order_of_doing() -> None:
    result = assessed_example("severe-exposure")
    assert result.way_out == ("informed_risk_acceptance", "reprisal_plan", "lawyers_on_call")
    assert Wording(result, Words("en")).way_out() == "To leave “Stop”, begin with I3, I6 and I2."
