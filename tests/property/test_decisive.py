"""What an answer leaves possible, and the proof that nothing open matters any more, held against every completion."""

from hypothesis import given

from engine.decisive import decisive
from engine.possibilities import Reach
from engine.prepared import Prepared
from tests import brute, oracle
from tests.effort import times
from tests.packs import TODAY, Drawn, drawn
from tests.ready import Ready, ready


def verdicts_of(form: Ready, known: dict[str, oracle.Value | None]) -> set[str]:
    return {brute.verdict_of(form, outcome) for outcome in brute.outcomes(form, known)}


def with_answer(form: Ready, known: dict[str, oracle.Value | None], question: str, value: str) -> set[str]:
    """The verdicts that completions reach in which an open question has this answer, or this one among several."""
    possible = brute.possible_answers(form.pack.questions[question])
    answers = [answer for answer in possible if answer == value or (isinstance(answer, tuple) and value in answer)]
    return {verdict for answer in answers for verdict in verdicts_of(form, {**known, question: answer})}


@times(100)
@given(drawn(6))
def test_each_answer_leaves_possible_exactly_what_completions_with_it_reach(drawing: Drawn) -> None:
    form = ready(drawing.pack)
    prepared = Prepared(form.program)
    for profile in drawing.profiles:
        known = oracle.counted(form.pack, form.policy, profile, TODAY)
        answers = form.read(profile)
        if answers.settled or not brute.few_enough(form, known, most=200):
            continue
        reach = Reach(answers.taken, form.evaluator.evaluate(answers.masks), prepared)
        possible = reach.all()
        found = decisive(answers, possible, reach, prepared)
        assert {one.question for one in found} == {name for name, each in answers.standing.items() if each.open}
        for one in found:
            for lead in one.leads:
                reached = with_answer(form, known, one.question, lead.value)
                assert set(lead.verdicts) == reached, (one.question, lead.value)
        ranks = [(one.verdicts, one.width) for one in found]
        assert ranks == sorted(ranks)


@times(100)
@given(drawn(6))
def test_a_decided_verdict_is_one_that_no_answer_can_change(drawing: Drawn) -> None:
    form = ready(drawing.pack)
    for profile in drawing.profiles:
        known = oracle.counted(form.pack, form.policy, profile, TODAY)
        answers = form.read(profile)
        if not brute.few_enough(form, known, most=600):
            continue
        possible = Reach(answers.taken, form.evaluator.evaluate(answers.masks), Prepared(form.program)).all()
        assert (len(possible.verdicts) == 1) == (len(verdicts_of(form, known)) == 1)
