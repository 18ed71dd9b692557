"""What all assessments under one pack and policy have in common, made once: sources, premises and links as shown."""

from collections.abc import Sequence

from engine.assessment import (
    AnswerPremise,
    CitedSource,
    FactPremise,
    Link,
    MeasurePremise,
    Premise,
    Reason,
)
from engine.normal import Alternative, AnswerIs, FactIs, MeasureIs, PlainTest
from engine.pack import Certainty, ExpertReason, Pack, Question, Source
from engine.program import Program
from engine.text import Text
from engine.vocabulary import YES

CERTAINTIES: tuple[Certainty, Certainty] = ("likely", "confirmed")


def certainty_of(certainty: int) -> Certainty | None:
    """A certainty by its name; None for 0, absent."""
    return CERTAINTIES[certainty - 1] if certainty else None


class Parts:
    """The parts of one program's assessments. What is made is kept, so that equal parts are one and the same."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.sources_of_rule = tuple(cited(rule.source, program.pack) for rule in program.pack.rules)
        self.sources_of_question = {
            name: cited(question.source, program.pack) for name, question in program.pack.questions.items()
        }
        self.section_of = {
            question.id: section.id for section in program.pack.sections for question in section.questions
        }
        self._premises: dict[tuple[object, ...], Premise] = {}
        self._reasons: dict[tuple[int, ...], Reason] = {}
        self._links: dict[tuple[str, str, str | None], Link] = {}
        self._written: dict[Alternative, str] = {}

    def written(self, matched: Alternative) -> str:
        """Matched tests as text, by which reasons of equal certainty are put in order."""
        if matched not in self._written:
            self._written[matched] = str(matched)
        return self._written[matched]

    def premise(self, test: PlainTest, certainty: Sequence[int]) -> Premise:
        """One plain test in the reader's terms (see `premise_of`)."""
        match test:
            case AnswerIs(number, mask):
                variable = self.program.vocabulary.variables[number]
                key: tuple[object, ...] = ("answer", variable.question, variable.option if mask & YES else None)
            case FactIs(fact, _, True):
                key = ("absent", fact)
            case FactIs(fact, _, _):
                key = ("fact", fact, max(certainty[fact], 1))
            case _:
                key = ("measure", test.measure, test.test, test.bound)
        if key not in self._premises:
            self._premises[key] = premise_of(test, certainty, self.program)
        return self._premises[key]

    def reason(self, grade: int, matched: Alternative, certainty: Sequence[int]) -> Reason:
        """One way in which a conclusion is established: the premises that its matched tests come to, each once."""
        premises = {id(premise): premise for premise in (self.premise(test, certainty) for test in matched)}
        key = (grade, *premises)
        if key not in self._reasons:
            self._reasons[key] = Reason(certainty=CERTAINTIES[grade - 1], premises=tuple(premises.values()))
        return self._reasons[key]

    def link(self, cause: str, effect: str, through: str | None = None) -> Link:
        key = (cause, effect, through)
        if key not in self._links:
            self._links[key] = Link(cause=cause, effect=effect, through=through)
        return self._links[key]


def label(question: Question, value: str) -> Text | None:
    """An answer in the pack's words; None for yes and no, which are the interface's own."""
    if question.kind == "level":
        return question.anchors[int(value)]
    return next((option.text for option in question.options if option.id == value), None)


def premise_of(test: PlainTest, certainty: Sequence[int], program: Program) -> Premise:
    """One plain test in the reader's terms; a fact premise carries the certainty that the fact has, at least likely."""
    match test:
        case AnswerIs(number, mask):
            variable = program.vocabulary.variables[number]
            chosen = variable.option is not None and mask & YES
            return AnswerPremise(question=variable.question, option=variable.option if chosen else None)
        case FactIs(fact, _, True):
            return FactPremise(fact=program.conclusions[fact].name, certainty="likely", absent=True)
        case FactIs(fact, _, _):
            return FactPremise(fact=program.conclusions[fact].name, certainty=CERTAINTIES[max(certainty[fact], 1) - 1])
        case MeasureIs(number, test_kind, bound):
            measure = program.scales[number].measure
            band = measure.band_names[bound] if measure.bands and 0 <= bound < len(measure.bands) else None
            return MeasurePremise(measure=measure.id, test=test_kind, bound=bound, bound_band=band)


def cited(source: Source, pack: Pack) -> tuple[CitedSource, ...]:
    return tuple(
        CitedSource(paragraph=None, text=item.expert)
        if isinstance(item, ExpertReason)
        else CitedSource(paragraph=item, text=pack.sources[item].text)
        for item in source
    )
