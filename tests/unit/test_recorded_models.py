"""What the benchmarks hand to other solvers is what our own was asked: the model as it was then, and the answer."""

from engine.literals import Logic, Sum
from engine.solver import Model
from tests.benchmarks.aims import Timed
from tests.benchmarks.peers_solvers import SOLVERS, Asked
from tests.benchmarks.recorded import recording


def test_each_question_is_taken_down_with_its_model_as_it_was_then() -> None:
    with recording() as workload:
        logic = Logic(Model())
        one, other = logic.free(), logic.free()
        logic.solve([one])
        logic.require(logic.total((one, other)), 2)
        logic.solve([one ^ 1])
        logic.solve([], Sum().add(3, one).add(2, other))
    Logic(Model()).solve([])
    assert [len(model["rows"]) for model in workload.models] == [0, 1]
    assert [(question.model, dict(question.fixed)) for question in workload.questions] == [
        (0, {one >> 1: 1}),
        (1, {one >> 1: 0}),
        (1, {}),
    ]
    assert [answer.status for answer in workload.answers] == ["optimal", "infeasible", "optimal"]
    assert workload.answers[2].value == 5


def test_a_model_that_was_taken_down_gives_the_same_answers_again() -> None:
    with recording() as workload:
        model = Model()
        columns = [model.whole(0, 7), model.binary()]
        model.row([(columns[0], 2), (columns[1], -3)], 1, 9)
        model.solve([(columns[0], 1)], maximise=True)
        model.solve([(columns[0], 1)], fixed={columns[1]: 1})
        model.solve(fixed={columns[0]: 7, columns[1]: 0})
    ask = SOLVERS["HiGHS"](workload.models[0])
    for question, answer in zip(workload.questions, workload.answers, strict=True):
        asked = Asked(list(question.objective), question.maximise, dict(question.fixed))
        assert ask(asked) == (answer.status, answer.value)


def test_an_aim_is_met_by_every_run_or_told_to_be_missed() -> None:
    assert Timed(500.0, [1.0, 499.0]).verdict == "met: < 0.5 s"
    assert Timed(500.0, [1.0, 501.0]).verdict == "NOT met: < 0.5 s in 1 of 2"
    assert Timed(None, [1.0]).verdict == ""
