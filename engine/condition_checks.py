"""Whether every test in a condition names something that exists, and asks of it what can be asked."""

from collections.abc import Iterator

from engine.conditions import AnswerTest, Condition, FactTest, MeasureTest, inner_tests
from engine.documents import Document, Steps
from engine.errors import Mistake, nearest
from engine.pack import Measure, Pack, Question


class Reporter:
    """Makes mistakes at paths below one part of a document."""

    def __init__(self, document: Document, base: Steps = ()) -> None:
        self.document, self.base = document, base

    def __call__(self, code: str, path: Steps, fact: str, remedy: str) -> Mistake:
        return Mistake(code, self.document.place((*self.base, *path)), fact, remedy)


def condition_mistakes(condition: Condition, pack: Pack, path: Steps, report: Reporter) -> Iterator[Mistake]:
    """Each test that cannot be, at the line where it is written."""
    for below, test in inner_tests(condition):
        here = (*path, *below)
        match test:
            case AnswerTest():
                yield from _answer(test, pack, here, report)
            case FactTest():
                if test.fact not in pack.rule:
                    remedy = f"{nearest(test.fact, pack.rule)}Correct the name, or add rules/{test.fact}.yaml."
                    yield report("PACK-008", here, f"tests the fact '{test.fact}', which no rule establishes.", remedy)
            case MeasureTest():
                yield from _measure(test, pack, here, report)


def _answer(test: AnswerTest, pack: Pack, here: Steps, report: Reporter) -> Iterator[Mistake]:
    question = pack.questions.get(test.answer)
    if question is None:
        remedy = f"{nearest(test.answer, pack.questions)}Correct the name, or add the question to a file in questions/."
        yield report("PACK-007", here, f"tests the answer '{test.answer}', which no question asks for.", remedy)
        return
    suited = _suited(test, question)
    if suited:
        yield report(
            "PACK-009", here, f"tests '{test.answer}' in a way that a {question.kind} question cannot meet.", suited
        )
        return
    named = (*((test.is_,) if test.is_ else ()), *(test.is_any_of or ()), *(test.includes_any_of or ()))
    for value in named:
        if value not in question.values:
            remedy = f"{nearest(value, question.values)}It has {', '.join(question.values)}."
            yield report(
                "PACK-009", here, f"tests '{test.answer}' for '{value}', which is not one of its answers.", remedy
            )


def _suited(test: AnswerTest, question: Question) -> str:
    """How to test this question, if the test goes about it wrongly; else empty."""
    by_level = test.at_least is not None or test.at_most is not None
    if by_level and question.kind != "level":
        return "Only level questions take at_least and at_most."
    if test.includes_any_of is not None and question.kind != "choices":
        return "Only choices questions take includes_any_of; write is or is_any_of."
    if question.kind == "choices" and test.includes_any_of is None:
        return "Write includes_any_of with a list of options."
    return ""


def _measure(test: MeasureTest, pack: Pack, here: Steps, report: Reporter) -> Iterator[Mistake]:
    measure = pack.measure.get(test.measure)
    if measure is None:
        remedy = f"{nearest(test.measure, pack.measure)}Correct the name, or add the measure to measures.yaml."
        yield report("PACK-015", here, f"tests the measure '{test.measure}', which does not exist.", remedy)
        return
    for bound in (test.at_least, test.at_most):
        if bound is not None:
            yield from _bound(bound, measure, here, report)


def _bound(bound: int | str, measure: Measure, here: Steps, report: Reporter) -> Iterator[Mistake]:
    if measure.kind == "ladder" and bound not in measure.band_names:
        remedy = f"Name one of its bands: {', '.join(measure.band_names)}."
        yield report(
            "PACK-009", here, f"tests the ladder '{measure.id}' for something that is not a band of it.", remedy
        )
    elif measure.kind != "ladder" and not isinstance(bound, int):
        yield report("PACK-009", here, f"tests '{measure.id}' for a name, and it is a number.", "Write a whole number.")
    elif measure.kind == "readiness" and isinstance(bound, int) and not 0 <= bound <= 1000:
        yield report(
            "PACK-009",
            here,
            f"tests '{measure.id}' for a value it cannot have.",
            "Write 0 to 1000 (tenths of a point).",
        )
