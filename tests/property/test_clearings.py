"""What an assessment says of one changed answer is what an assessment of that answer says, and nothing is left out.

Every other answer that a question allows is assessed again, lower levels apart: of several options every set.
"""

from collections.abc import Iterator
from itertools import combinations

from hypothesis import given

from api.packs import open_pack
from engine.answers import Answers, Standing, read_answers
from engine.assessment import Clearing
from engine.clearing import clearings
from engine.evaluate import Truth
from engine.judging import judge_like
from engine.outlook import look_ahead
from engine.pack import Question
from engine.possibilities import possibilities
from engine.prepared import Prepared
from engine.profile import Profile
from engine.program import Program
from engine.vocabulary import NO, YES
from tests.effort import times
from tests.features.campaigns import DAY
from tests.packs import TODAY, Drawn, drawn

Answer = str | tuple[str, ...]
FEW, MANY = times(40), times(120)
CERTAINTY = {None: 0, "likely": 1, "confirmed": 2}


def found(profile: Profile, prepared: Prepared) -> tuple[Answers, Truth, dict[str, tuple[Clearing, ...]]]:
    answers = read_answers(profile, prepared.program, TODAY)
    outer = prepared.evaluator.evaluate(answers.masks)
    possible = look_ahead(answers, outer, prepared).possible
    judge = judge_like(possible, outer, answers, prepared)
    return answers, possible.truth, clearings(possible.truth, answers, prepared, judge)


def others(standing: Standing) -> Iterator[Answer]:
    """Every other answer that the question allows, no level lower than what counts now."""
    question = standing.question
    if question.kind != "choices":
        for value in question.values:
            if value != standing.counted and (question.kind != "level" or value > str(standing.counted)):
                yield value
        return
    alone = {option.id for option in question.options if option.alone}
    for size in range(1, len(question.values) + 1):
        for options in combinations(question.values, size):
            if set(options) != chosen(standing) and (size == 1 or alone.isdisjoint(options)):
                yield options


def bounds_with(question: Question, answer: Answer, answers: Answers, prepared: Prepared) -> Truth:
    """The exact bounds with this one answer in place of the given one."""
    taken, vocabulary = list(answers.taken), prepared.program.vocabulary
    for number in vocabulary.of_question[question.id]:
        variable = vocabulary.variables[number]
        taken[number] = (
            1 << variable.values.index(str(answer))
            if variable.option is None
            else YES if variable.option in answer else NO
        )  # fmt: skip
    masks = list(taken)
    prepared.program.settle_use(masks)
    return possibilities(taken, prepared.evaluator.evaluate(masks), prepared).truth


def chosen(standing: Standing) -> set[str]:
    return {standing.counted} if isinstance(standing.counted, str) else set(standing.counted or ())


def told(way: Clearing, standing: Standing, question: Question) -> Answer:
    if question.kind != "choices":
        return way.value
    then = chosen(standing) ^ {change.option for change in way.options}
    assert all((change.option in then) == (change.how == "adds") for change in way.options)
    return tuple(name for name in question.values if name in then)


def require_complete(profile: Profile, program: Program) -> None:
    prepared = Prepared(program)
    answers, truth, ways = found(profile, prepared)
    left = {name for name, list_ in ways.items() if all(way.up_to for way in list_)}
    assert set(ways) == {program.conclusions[number].name for number in program.adverse if truth.certain[number]}
    for standing in answers.standing.values():
        if standing.use == "in_use" and standing.state == "answered":
            for answer in others(standing) if left else ():
                after = bounds_with(standing.question, answer, answers, prepared)
                for name in left:
                    assert after.possible[program.number_of[name]], f"{standing.question.id} {answer} clears {name}"


def require_true(profile: Profile, program: Program) -> None:
    prepared = Prepared(program)
    answers, _, ways = found(profile, prepared)
    for name, way in ((name, way) for name, list_ in ways.items() for way in list_):
        standing = answers.standing[way.question]
        answer = told(way, standing, standing.question)
        assert answer in set(others(standing))
        after, number = bounds_with(standing.question, answer, answers, prepared), program.number_of[name]
        said, exact = (CERTAINTY[way.leaves], CERTAINTY[way.up_to]), (after.certain[number], after.possible[number])
        # While something is open, what is said may be less than could be said, and is never more.
        assert said == exact if answers.settled else said[0] <= exact[0] <= exact[1] <= said[1], name


@MANY
@given(drawn(1, complete=True))
def test_where_no_single_answer_is_named_none_clears_a_finding(case: Drawn) -> None:
    require_complete(case.profiles[0], case.program)


@FEW
@given(drawn(1))
def test_that_holds_while_questions_are_open(case: Drawn) -> None:
    require_complete(case.profiles[0], case.program)


@FEW
@given(drawn(2))
def test_each_single_answer_does_what_is_said_of_it(case: Drawn) -> None:
    for profile in case.profiles:
        require_true(profile, case.program)


def test_one_action_left_out_clears_what_rests_on_it() -> None:
    """A march where others were imprisoned: without the march, nobody would be at the same risk."""
    pack = open_pack("advocacy")
    answers = {
        "civic_space": "obstructed", "tactics": ["lobbying", "petition", "march"], "tone": "strong",
        "past_sanctions": ["prison"], "gatherings": "pending", "exposed_people": ["families"],
        "legal_review": "1", "lawyers_on_call": "1", "issue_areas": ["labour"], "main_target": "ministry",
        "target_stance": "opposed", "funding_source": "lawful_foreign",
    }  # fmt: skip
    profile = Profile.model_validate(
        {"campaign": "x", "answered_on": DAY, "answers": {name: {"answer": given} for name, given in answers.items()}}
    )
    _, _, ways = found(profile, Prepared(Program(pack, pack.policy["default"])))
    for fact in ("prison_risk", "sanction_exposure"):
        first = ways[fact][0]
        assert (first.question, first.value, first.within, first.up_to) == ("tactics", "march", "decision", None)
    tones = [way.value for way in ways["sanction_exposure"] if way.question == "tone"]
    assert tones == ["firm", "conciliatory"]  # the smaller change first
