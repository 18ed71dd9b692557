"""Whether every test in a condition names something that exists, and asks of it what can be asked."""

from collections.abc import Iterator

from engine.conditions import AnswerTest, Condition, FactTest, MeasureTest, Test, inner_tests
from engine.documents import Document, Steps
from engine.errors import Fault, Mistake, Nearest, Suggest
from engine.names import PackNames
from engine.pack import Measure, Question


class Reporter:
    """Makes mistakes at paths below one part of a document, and suggests names for wrong ones in it."""

    def __init__(self, document: Document, base: Steps = ()) -> None:
        self.document, self.base = document, base
        self.nearest = Nearest()

    def __call__(self, code: str, path: Steps, fact: str, remedy: str) -> Mistake:
        return Mistake(code, self.document.place((*self.base, *path)), fact, remedy)


def can_be_read(condition: Condition, names: PackNames) -> bool:
    """Whether nothing is wrong with any test in a condition, and all that they ask is known."""
    return all(_asks_what_is_known(test, names) and not any(faults(test, names)) for _, test in inner_tests(condition))


def _asks_what_is_known(test: Test, names: PackNames) -> bool:
    match test:
        case AnswerTest():
            return test.answer in names.questions.sound
        case FactTest():
            return test.fact in names.facts.known
        case MeasureTest():
            return test.measure in names.measures.sound


def faults(test: Test, names: PackNames, suggest: Suggest = lambda wrong, known: "") -> Iterator[Fault]:
    """What is wrong with a test, as far as what it asks is known."""
    match test:
        case AnswerTest():
            yield from answer_faults(test.answer, names, suggest)
            if test.answer in names.questions.sound:
                yield from _suited(test, names.questions.sound[test.answer], suggest)
        case FactTest():
            yield from fact_faults(test.fact, names, suggest)
        case MeasureTest():
            yield from measure_faults(test.measure, names, suggest)
            if test.measure in names.measures.sound:
                for bound in (test.at_least, test.at_most):
                    if bound is not None:
                        yield from _bound(bound, names.measures.sound[test.measure])


def answer_faults(name: str, names: PackNames, suggest: Suggest) -> Iterator[Fault]:
    if names.questions.lacks(name):
        near = suggest(name, names.questions.known)
        remedy = f"{near}Correct the name, or add the question to a file in questions/."
        yield Fault("PACK-007", f"tests the answer '{name}', which no question asks for.", remedy)


def fact_faults(name: str, names: PackNames, suggest: Suggest) -> Iterator[Fault]:
    if names.facts.lacks(name):
        remedy = f"{suggest(name, names.facts.known)}Correct the name, or add rules/{name}.yaml."
        yield Fault("PACK-008", f"tests the fact '{name}', which no rule establishes.", remedy)


def measure_faults(name: str, names: PackNames, suggest: Suggest) -> Iterator[Fault]:
    if names.measures.lacks(name):
        remedy = f"{suggest(name, names.measures.known)}Correct the name, or add the measure to measures.yaml."
        yield Fault("PACK-015", f"tests the measure '{name}', which does not exist.", remedy)


def _suited(test: AnswerTest, question: Question, suggest: Suggest) -> Iterator[Fault]:
    how = _how_to_test(test, question)
    if how:
        yield Fault("PACK-009", f"tests '{question.id}' in a way that a {question.kind} question cannot meet.", how)
        return
    for value in (*((test.is_,) if test.is_ else ()), *(test.is_any_of or ()), *(test.includes_any_of or ())):
        if value not in question.values:
            remedy = f"{suggest(value, question.values)}It has {', '.join(question.values)}."
            yield Fault("PACK-009", f"tests '{question.id}' for '{value}', which is not one of its answers.", remedy)


def _how_to_test(test: AnswerTest, question: Question) -> str:
    """How to test this question, if the test goes about it wrongly; else empty."""
    by_level = test.at_least is not None or test.at_most is not None
    if by_level and question.kind != "level":
        return "Only level questions take at_least and at_most."
    if test.includes_any_of is not None and question.kind != "choices":
        ways = "at_least, at_most or is" if question.kind == "level" else "is or is_any_of"
        return f"Only choices questions take includes_any_of; write {ways}."
    if question.kind == "choices" and test.includes_any_of is None:
        return "Write includes_any_of with a list of options."
    return ""


def _bound(bound: int | str, measure: Measure) -> Iterator[Fault]:
    if measure.kind == "ladder" and bound not in measure.band_names:
        remedy = f"Name one of its bands: {', '.join(measure.band_names)}."
        yield Fault("PACK-009", f"tests the ladder '{measure.id}' for something that is not a band of it.", remedy)
    elif measure.kind != "ladder" and not isinstance(bound, int):
        yield Fault("PACK-009", f"tests '{measure.id}' for a name, and it is a number.", "Write a whole number.")
    elif measure.kind == "readiness" and isinstance(bound, int) and not 0 <= bound <= 1000:
        fact = f"tests '{measure.id}' for a value it cannot have."
        yield Fault("PACK-009", fact, "Write 0 to 1000 (tenths of a point).")
